"""Whose rows come next in a table without borders: names and titles on one line, on two or on
several."""

from collections.abc import Sequence

from assignments.notices.blocks import TextLine
from assignments.notices.doubts import doubt
from assignments.notices.layouts.flat.head import FlatHead, looks_like_name
from assignments.notices.raw_rows import RawRow
from assignments.notices.rows import Doubt, LeaderFound
from assignments.notices.words.deadlines import tells_when
from assignments.notices.words.leaders import (
    is_office,
    leaders_in_cell,
    leaders_in_column,
)
from assignments.notices.words.numbering import mark_of
from assignments.notices.words.units import begins_with_verb, is_unit, is_unit_cell
from assignments.rules.names import fold, is_title, looks_like_person

# Characters of one leader with the title: 市委常委、常务副市长陈大康 has thirteen.
_LONGEST = 24
# The same of a cell that names several leaders.
_LONGEST_OF_SEVERAL = 60


def _too_long(text: str) -> bool:
    """Whether a line is longer than a leader's cell is, or than one of several leaders each with a
    title."""
    if len(fold(text)) <= _LONGEST:
        return False
    several = leaders_in_cell(text) if len(text) <= _LONGEST_OF_SEVERAL else []
    return not several or not all(leader.title for leader in several)


class FlatLeaders:
    """`leaders` are those of the rows that follow; where the leader's column stands behind the
    task, a name is the open row's own."""

    def __init__(self, head: FlatHead, leaders: Sequence[LeaderFound]):
        self.head = head
        self.leaders = list(leaders)
        self.titles = ""  # of a leader whose name comes on the next line
        self.fresh = False  # the line before named the leader
        self.named: list[tuple[LeaderFound, TextLine]] = []
        self.seen: dict[str, LeaderFound] = {}
        self.self_led: RawRow | None = None  # the row that said itself who leads it
        self.apart: RawRow | None = (
            None  # the row asked about whose parts have leaders of their own
        )
        self.asked: set[str] = set()
        self.doubts: list[Doubt] = []

    def take(self, lines: Sequence[TextLine], row: RawRow | None) -> int:
        """How many of the lines the leader's cell has that begins with the first; 0 where none
        does."""
        if row is not None and self._in_row(row):
            return self._take_cell(lines, row)
        line, following = lines[0], lines[1].text if len(lines) > 1 else ""
        text = line.text
        if _too_long(text) or is_unit(text) or mark_of(text):
            return 0
        if is_title(text) or is_office(text):
            self._lone_title(line, following, row)
            return 1
        if looks_like_name(text) and is_title(following):
            self._take_named([LeaderFound(fold(text), fold(following))], line)
            return 2
        if self._is_name(text):
            self._lone_name(line, row)
            return 1
        leaders = [
            leader
            for leader in leaders_in_cell(text)
            if leader.title or self.head.has_leaders
        ]
        if leaders:
            self._take_named(leaders, line)
        elif self._opens_block(text, following, row):
            self._lone_name(line, row)
            return 1
        return 1 if leaders else 0

    def _opens_block(self, text: str, following: str, row: RawRow | None) -> bool:
        """Whether a short line between a whole row and the next number is a leader, though few are
        called so."""
        whole = row is None or (
            row.has_units and (bool(row.remarks) or not self.head.remarks)
        )
        mark = mark_of(following)
        fits = (
            whole
            and self.head.has_leaders
            and not self.head.leader_behind_number
            and looks_like_name(text)
        )
        return (
            fits
            and bool(mark and mark.dotted)
            and not (is_unit(text) or begins_with_verb(text))
        )

    def _take_named(self, leaders: list[LeaderFound], line: TextLine) -> None:
        """Leaders of a block; right behind another one, both seem to share the cell."""
        names = {leader.name for leader in self.leaders}
        if self.fresh and names and not names & {leader.name for leader in leaders}:
            names_together = "、".join(
                leader.name for leader in [*self.leaders, *leaders]
            )
            self.doubts.append(
                doubt("leaders_together", line.source, text=names_together)
            )
            leaders = [*self.leaders, *leaders]
        self.lead_by(leaders, line)

    def lead_by(self, leaders: Sequence[LeaderFound], line: TextLine) -> None:
        """The leaders of the rows that follow."""
        self.leaders, self.titles, self.fresh = list(leaders), "", True
        self.named += [(leader, line) for leader in leaders]
        self.seen |= {leader.name: leader for leader in leaders if leader.title}

    # the cell of one row

    def _in_row(self, row: RawRow) -> bool:
        """Whether a leader who stands here is the open row's own, or of its second column of
        leaders."""
        behind_number = row.number is not None and not row.texts and not row.has_units
        others = self.head.other_leaders and row.texts and not row.has_units
        return bool(self.head.leader_follows or behind_number or others)

    def _take_cell(self, lines: Sequence[TextLine], row: RawRow) -> int:
        texts = [line.text for line in lines] + [""]
        used, guessed = 0, False
        while used < len(lines):
            known = self._is_of_cell(texts[used], texts[used + 1])
            if not known and not self._could_be_leader(
                texts[used], texts[used + 1], row
            ):
                break
            used, guessed = used + 1, guessed or not known
        cell = "\n".join(texts[:used])
        leaders = [
            each if each.title else self.seen.get(each.name, each)
            for each in leaders_in_column(cell)
        ]
        if not used:
            return 0
        if guessed and fold(cell) not in self.asked:
            self.asked.add(fold(cell))
            self.doubts.append(
                doubt("leader_unreadable", lines[0].source, row, text=cell)
            )
        self._put(leaders, cell.replace("\n", "、"), row)
        return used

    def _is_of_cell(self, text: str, following: str) -> bool:
        if not text or _too_long(text) or is_unit(text) or mark_of(text):
            return False
        named = self._is_name(text) or (looks_like_name(text) and is_title(following))
        leaders = leaders_in_cell(text)
        return bool(
            named or is_title(text) or is_office(text)
            or (leaders and (leaders[0].title or self.head.has_leaders))
        )  # fmt: skip

    def _could_be_leader(self, text: str, following: str, row: RawRow) -> bool:
        """Whether a short line stands where the leader's name belongs, though nobody seems to be
        called so."""
        unit = is_unit_cell(text.rstrip("、,，;；"))
        if (
            not self.head.has_leaders
            or len(text) > 12
            or unit
            or not leaders_in_column(text)
        ):
            return False
        if begins_with_verb(text) or tells_when(text):
            return False
        if self.head.leader_behind_units:
            return row.has_units and not row.leaders and not row.remarks
        if self.head.leader_follows:
            return (
                bool(row.texts)
                and not row.has_units
                and not row.leaders
                and is_unit_cell(following)
            )
        return (
            self.head.leader_behind_number
            and self.head.texts == 1
            and not is_unit_cell(following)
        )

    def _put(self, leaders: list[LeaderFound], cell: str, row: RawRow) -> None:
        """Who was found in a row's cell. Where a second column of leaders stands beside it, two are
        one of each."""
        other = self.head.other_leaders
        if other and (not self.head.leader_follows or len(leaders) > 1):
            at = 0 if not self.head.leader_follows else 1
            leading, rest = ([], leaders) if not at else (leaders[:1], leaders[1:])
            if self.head.others_first:
                leading, rest = leaders[-1:], leaders[:-1]
            row.extra[other] = (
                "、".join(f"{each.name}{each.title or ''}" for each in rest) or cell
            )
            row.leaders = leading or row.leaders
            return
        before = {leader.name for leader in row.leaders}
        if (
            row.parts
            and before
            and row is not self.apart
            and not before >= {leader.name for leader in leaders}
        ):
            self.apart = row
            names_together = "、".join(
                leader.name for leader in [*row.leaders, *leaders]
            )
            self.doubts.append(
                doubt("parts_led_apart", row.source, row, text=names_together)
            )
        inherited = self.self_led is not row and not self.head.leader_follows
        row.leaders = leaders if inherited else [*row.leaders, *leaders]
        row.office = "" if leaders else cell
        self.self_led = row
        self.seen |= {leader.name: leader for leader in leaders if leader.title}
        if not self.head.leader_follows:
            self.leaders, self.titles, self.fresh = list(row.leaders), "", False

    # the cell of a block

    def _is_name(self, text: str) -> bool:
        return self.head.has_leaders and looks_like_person(text) and not is_unit(text)

    def _lone_title(self, line: TextLine, following: str, row: RawRow | None) -> None:
        """A title without a name: another one of the leader just named, the first line of one whose
        name comes next, a page break's repetition, or a leader whose name was lost."""
        title = fold(line.text)
        last = self.leaders[-1] if self.leaders else None
        if last and last.title is None:
            self.lead_by([*self.leaders[:-1], LeaderFound(last.name, title)], line)
        elif last and self.fresh:
            if title in (last.title or "").split("、"):
                self.doubts.append(
                    doubt("line_repeated", line.source, row, text=line.text)
                )
            else:
                self.lead_by(
                    [
                        *self.leaders[:-1],
                        LeaderFound(last.name, f"{last.title}、{title}"),
                    ],
                    line,
                )
        elif is_title(following) or self._is_name(following):
            self.titles = f"{self.titles}、{title}" if self.titles else title
        else:
            title, self.titles = f"{self.titles}、{title}" if self.titles else title, ""
            self.doubts.append(
                doubt("leader_name_missing", line.source, row, text=title)
            )
            if [leader.title for leader in self.leaders] != [title]:
                self.leaders = []

    def _lone_name(self, line: TextLine, row: RawRow | None) -> None:
        name = fold(line.text)
        if self.titles:
            self.lead_by([LeaderFound(name, self.titles)], line)
        else:
            self.lead_by([self.seen.get(name, LeaderFound(name))], line)
            self.doubts.append(
                doubt("leader_title_missing", line.source, row, text=name)
            )

    def carry_down(self, rows: Sequence[RawRow]) -> list[Doubt]:
        """Where the leader stands behind the task, a cell that several rows share is said once: the
        rows below have the leader of the row above. Asked about once for each run of them."""
        runs: list[list[RawRow]] = [[]]
        for above, row in zip(rows, rows[1:], strict=False):
            if (
                self.head.leader_follows
                and above.leaders
                and not row.leaders
                and not row.office
            ):
                row.leaders = list(above.leaders)
                runs[-1].append(row)
            elif runs[-1]:
                runs.append([])
        return [
            doubt(
                "leader_carried_down",
                run[0].source,
                first=run[0].source.where(),
                last=run[-1].source.where(),
            )
            for run in runs
            if run
        ]

    def forgotten(self, rows: Sequence[RawRow]) -> list[Doubt]:
        """A leader named under whom no row follows would be forgotten: ask."""
        heading = {leader.name for row in rows for leader in row.leaders}
        lost: dict[str, tuple[str, TextLine]] = {}
        for leader, line in self.named:
            if leader.name not in heading and (leader.title or leader.name not in lost):
                lost[leader.name] = (leader.name + (leader.title or ""), line)
        return [
            doubt("leader_without_rows", line.source, text=text)
            for text, line in lost.values()
        ]
