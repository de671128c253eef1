"""Whose rows come next in a table without borders: names and titles on one line, on two or on several."""

from collections.abc import Sequence

from assignments.notices.blocks import Line
from assignments.notices.doubts import doubt
from assignments.notices.flat_head import FlatHead, looks_like_name
from assignments.notices.leaders import is_office, leaders_in_cell
from assignments.notices.numbering import mark_of
from assignments.notices.raw import RawRow
from assignments.notices.rows import Doubt, LeaderFound
from assignments.notices.units import is_unit
from assignments.rules.names import fold, is_title, looks_like_person


class FlatLeaders:
    """`leaders` are those of the rows that follow; where the leader's column stands behind the task, a name
    is the open row's own."""

    def __init__(self, head: FlatHead, leaders: Sequence[LeaderFound]):
        self.head = head
        self.leaders = list(leaders)
        self.titles = ""  # of a leader whose name comes on the next line
        self.fresh = False  # the line before named the leader
        self.named: list[tuple[LeaderFound, Line]] = []
        self.seen: dict[str, LeaderFound] = {}
        self.doubts: list[Doubt] = []

    def take(self, line: Line, following: str, row: RawRow | None) -> int:
        """How many lines the leader's cell has that begins here; 0 where none does."""
        text = line.text
        if len(fold(text)) > 24 or is_unit(text) or mark_of(text):
            return 0
        if is_title(text) or is_office(text):
            self._lone_title(line, following, row)
            return 1
        if looks_like_name(text) and is_title(following):
            self._lead_too([LeaderFound(fold(text), fold(following))], line, row)
            return 2
        if self._is_name(text):
            self._lone_name(line, row)
            return 1
        found = [leader for leader in leaders_in_cell(text) if leader.title or self.head.has_leaders]
        if found:
            self._lead_too(found, line, row)
        return 1 if found else 0

    def _lead_too(self, leaders: Sequence[LeaderFound], line: Line, row: RawRow | None) -> None:
        """Leaders named in a line; those of the line before lead with them, where it was of the same cell."""
        names = {leader.name for leader in leaders}
        before = self.leaders if self.fresh and not self.head.leader_follows else []
        self.lead_by([*(each for each in before if each.name not in names), *leaders], line, row)

    def lead_by(self, leaders: Sequence[LeaderFound], line: Line, row: RawRow | None = None) -> None:
        if row is not None and self._are_others(row):
            row.extra[self.head.other_leaders or ""] = "、".join(
                f"{each.name}{each.title or ''}" for each in leaders
            )
            return
        if self.head.leader_follows and row is not None:
            row.leaders += leaders
            return
        self.leaders, self.titles, self.fresh = list(leaders), "", True
        if (
            row is not None and not row.texts
        ):  # the cell stands between that of the number and that of the task
            row.leaders = list(leaders)
        self.named += [(leader, line) for leader in leaders]
        self.seen |= {leader.name: leader for leader in leaders if leader.title}

    def _are_others(self, row: RawRow) -> bool:
        """Whether a cell of leaders in an open row is of the second column of leaders."""
        name = self.head.other_leaders
        if name is None or name in row.extra or not row.texts or row.has_units:
            return False
        return bool(row.leaders) or self.head.others_first or not self.head.leader_follows

    def _is_name(self, text: str) -> bool:
        return self.head.has_leaders and looks_like_person(text) and not is_unit(text)

    def _lone_title(self, line: Line, following: str, row: RawRow | None) -> None:
        """A title without a name: another one of the leader just named, the first line of one whose name comes
        next, a page break's repetition, or a leader whose name was lost."""
        title, follows = fold(line.text), self.head.leader_follows
        last = self.leaders[-1] if self.leaders else None
        if follows and row and row.leaders and row.leaders[-1].title is None:
            row.leaders[-1] = LeaderFound(row.leaders[-1].name, title)
        elif last and last.title is None:
            self.lead_by([*self.leaders[:-1], LeaderFound(last.name, title)], line, row)
        elif last and self.fresh and not follows:
            if title in (last.title or "").split("、"):
                self.doubts.append(doubt("line_repeated", line.source, row, text=line.text))
            else:
                self.lead_by(
                    [*self.leaders[:-1], LeaderFound(last.name, f"{last.title}、{title}")], line, row
                )
        elif not follows and (is_title(following) or self._is_name(following)):
            self.titles = f"{self.titles}、{title}" if self.titles else title
        elif follows and row and not row.leaders:
            row.office = f"{row.office}、{title}" if row.office else title
        else:
            title, self.titles = f"{self.titles}、{title}" if self.titles else title, ""
            self.doubts.append(doubt("leader_name_missing", line.source, row, text=title))
            if [leader.title for leader in self.leaders] != [title]:
                self.leaders = []

    def _lone_name(self, line: Line, row: RawRow | None) -> None:
        name = fold(line.text)
        if self.head.leader_follows and row is not None:
            self.lead_by([LeaderFound(name)], line, row)
        elif self.titles:
            self._lead_too([LeaderFound(name, self.titles)], line, row)
        else:
            self._lead_too([self.seen.get(name, LeaderFound(name))], line, row)
            self.doubts.append(doubt("leader_title_missing", line.source, row, text=name))

    def carry_down(self, rows: Sequence[RawRow]) -> list[Doubt]:
        """Where the leader stands behind the task, a cell that several rows share is said once: the rows below
        have the leader of the row above. Asked about once for each run of them."""
        runs: list[list[RawRow]] = [[]]
        for above, row in zip(rows, rows[1:], strict=False):
            if self.head.leader_follows and above.leaders and not row.leaders and not row.office:
                row.leaders = list(above.leaders)
                runs[-1].append(row)
            elif runs[-1]:
                runs.append([])
        return [
            doubt(
                "leader_carried_down", run[0].source, first=run[0].source.where(), last=run[-1].source.where()
            )
            for run in runs
            if run
        ]

    def forgotten(self, rows: Sequence[RawRow]) -> list[Doubt]:
        """A leader named under whom no row follows would be forgotten: ask."""
        heading = {leader.name for row in rows for leader in row.leaders}
        lost: dict[str, tuple[str, Line]] = {}
        for leader, line in self.named:
            if leader.name not in heading and (leader.title or leader.name not in lost):
                lost[leader.name] = (leader.name + (leader.title or ""), line)
        return [doubt("leader_without_rows", line.source, text=text) for text, line in lost.values()]
