"""The table that lost its borders: one cell, or one line of a cell, on each line of text.

Signs tell the cells apart: a name with a title is the leader's cell (repeated at page breaks, the
title sometimes on the next line), a running number opens a row, the ending of a body is a unit,
会同 and 配合 with a name are the remark. What has no sign is kept and asked about.
"""

import re
from collections.abc import Sequence

from assignments.notices.blocks import Line
from assignments.notices.doubts import doubt
from assignments.notices.glued import unglued
from assignments.notices.head import is_furniture, is_signature
from assignments.notices.headings import (
    COOPERATING,
    LEAD,
    LEADER,
    NUMBER,
    TEXT,
    UNITS,
    kind_of_table,
    role_of,
)
from assignments.notices.leaders import heading_leaders, is_finished_remark, is_remark, leaders_in_cell
from assignments.notices.numbering import Mark, mark_of, number_alone, opens_row
from assignments.notices.raw import ALL_LEAD, FIRST_LEADS, Piece, RawPart, RawRow, Reading
from assignments.notices.rows import KEY, LeaderFound, Outside
from assignments.notices.sections import section_of
from assignments.notices.units import NOBODY, is_unit, is_unit_cell
from assignments.rules.names import fold, is_title, looks_like_person, narrow

LAYOUT = "flattened_table"
_WHEN = re.compile(
    r"^(?:(?:\d{4}|[今本当]|\d{2})年|\d{1,2}月|[一二三四上下]半?(?:季度|年)|全年|年[底内末]|长期|持续|常年|适时|及时|随时)"
    r"|^按.{0,10}(?:时限|要求|进度|时间|节点|计划)|时限$"
)
_SENTENCE_END = re.compile(r"[。!?;！？；]$")


def read_table(caption: Sequence[Line], headings: Sequence[Line], body: Sequence[Line]) -> Reading:
    """One flattened table. `headings` may be short or empty where they were lost."""
    reader = _FlatTable([line.text for line in caption], [line.text for line in headings])
    reader.reading.outside += [Outside(line.text, line.source) for line in [*caption, *headings]]
    return reader.read(list(body))


class _FlatTable:
    def __init__(self, caption: list[str], headings: list[str]):
        self.reading = Reading(layouts=[LAYOUT])
        self.headings = {fold(text) for text in headings}
        self.interrupted = False  # the page's own words stood in between: what follows is a line of its own
        roles = [role_of(text) for text in headings]
        self.leaders = next((found for text in caption if (found := heading_leaders(text))), [])
        self.kind = kind_of_table(caption, headings)
        self.others = [fold(text) for text in headings if role_of(text) is None]
        self.has_leaders = LEADER in roles or (not roles and self.kind == KEY)
        self.leader_follows = LEADER in roles and TEXT in roles and roles.index(LEADER) > roles.index(TEXT)
        self.numbers_alone = NUMBER in roles or (not roles and self.kind != KEY)
        self.duties = FIRST_LEADS if LEAD not in roles or {COOPERATING, UNITS} & set(roles) else ALL_LEAD
        if not roles and self.kind != KEY:
            self.duties = ALL_LEAD
        self.row: RawRow | None = None
        self.said: set[str] = set()
        self.named: list[tuple[LeaderFound, Line]] = []
        self.seen_leaders: dict[str, LeaderFound] = {}
        self.expected: int | None = None if self.kind == KEY else 1

    def read(self, lines: list[Line]) -> Reading:
        lines = [piece for line in lines for piece in self._cut(line)]
        index = 0
        while index < len(lines):
            following = lines[index + 1].text if index + 1 < len(lines) else ""
            index += self._take(lines[index], following)
        self._check_leaders()
        return self.reading

    def _cut(self, line: Line) -> list[Line]:
        pieces, tail = unglued(line)
        if tail:
            self._doubt("cells_glued", line, text=tail)
        return pieces

    def _check_leaders(self) -> None:
        """A leader named under whom no row follows would be forgotten: ask."""
        heading = {leader.name for row in self.reading.rows for leader in row.leaders}
        forgotten: dict[str, tuple[str, Line]] = {}
        for leader, line in self.named:
            if leader.name not in heading and (leader.title or leader.name not in forgotten):
                forgotten[leader.name] = (leader.name + (leader.title or ""), line)
        for text, line in forgotten.values():
            self.reading.doubts.append(doubt("leader_without_rows", line.source, text=text))

    def _take(self, line: Line, following: str) -> int:
        """Put one line where it belongs; the number of lines used up comes back."""
        signed = self.row is not None and not self.others and is_signature(line.text, following)
        if fold(line.text) in self.headings or is_furniture(line.text) or signed or line.text in NOBODY:
            self.reading.outside.append(Outside(line.text, line.source))
            self.reading.closing += [line] if signed else []
            self.interrupted = fold(line.text) not in self.headings
            return 1
        used = self._take_leader(line, following)
        if used:
            return used
        for take in (
            self._take_remark,
            self._take_number,
            self._take_units,
            self._take_other,
            self._take_text,
        ):
            if take(line):
                return 1
        self._leave(line)
        return 1

    # leaders

    def _take_leader(self, line: Line, following: str) -> int:
        text = line.text
        heading = heading_leaders(text) if section_of(text) else []
        if heading:
            self._lead_by(heading, line)
            self.expected = None
            self.reading.outside.append(Outside(text, line.source))
            return 1
        if len(fold(text)) > 24 or is_unit(text) or mark_of(text):
            return 0
        if is_title(text):
            self._lone_title(line)
            return 1
        if looks_like_name(text) and is_title(following) and not is_unit(text):
            self._lead_by([LeaderFound(fold(text), fold(following))], line)
            return 2
        if self.has_leaders and looks_like_person(text):
            return self._lone_name(line)
        found = [leader for leader in leaders_in_cell(text) if leader.title or self.has_leaders]
        if found:
            self._lead_by(found, line)
        return 1 if found else 0

    def _lead_by(self, leaders: list[LeaderFound], line: Line) -> None:
        if self.leader_follows and self.row is not None:
            self.row.leaders += leaders
            return
        self.leaders = leaders
        self.named += [(leader, line) for leader in leaders]
        self.seen_leaders |= {leader.name: leader for leader in leaders if leader.title}

    def _lone_title(self, line: Line) -> None:
        """A title without a name: a page break's repetition, or a leader whose name was lost."""
        title = fold(line.text)
        if self.leader_follows and self.row and self.row.leaders and self.row.leaders[-1].title is None:
            self.row.leaders[-1] = LeaderFound(self.row.leaders[-1].name, title)
            return
        if self.leaders and self.leaders[-1].title is None:
            self._lead_by([*self.leaders[:-1], LeaderFound(self.leaders[-1].name, title)], line)
            return
        self._doubt("leader_name_missing", line, text=title)
        if [leader.title for leader in self.leaders] != [title]:
            self.leaders = []

    def _lone_name(self, line: Line) -> int:
        name = fold(line.text)
        if self.leader_follows and self.row is not None:
            self._lead_by([LeaderFound(name)], line)
            return 1
        self._lead_by([self.seen_leaders.get(name, LeaderFound(name))], line)
        self._doubt("leader_title_missing", line, text=name)
        return 1

    # remarks

    def _take_remark(self, line: Line) -> bool:
        if self.row is None:
            return False
        if is_remark(line.text) and not mark_of(line.text):
            if self._is_said(line.text):
                self._repeated(line)
            else:
                self._say(self.row.remarks, line)
            return True
        open_remark = self.row.remarks and not is_finished_remark(self.row.remarks[-1].text)
        if open_remark and len(line.text) <= 30 and not mark_of(line.text) and not is_unit(line.text):
            self._say(self.row.remarks, line)
            return True
        return False

    def _say(self, pieces: list[Piece], line: Line, before: str = "") -> None:
        pieces.append(Piece(before + line.text, line.source))
        self.said.add(fold(line.text))

    def _is_said(self, text: str) -> bool:
        """Whether the row has this line already: the page's own repetition."""
        return fold(text) in self.said

    # numbers and texts

    def _take_number(self, line: Line) -> bool:
        alone = number_alone(line.text)
        if alone is not None:
            return self._lone_number(alone, line)
        mark = mark_of(line.text)
        if mark is None:
            return False
        if self._is_part(mark):
            return self._part(mark, line)
        expected = mark.number if self.expected is None else self.expected
        if not opens_row(mark, line.text, expected):
            return False
        if self.numbers_alone and mark.number != expected:
            return False
        if self.row and self.row.number == mark.number and fold(self.row.text) == fold(mark.rest):
            self._repeated(line)
            return True
        self._open(mark.number, line, mark.rest)
        return True

    def _lone_number(self, number: int, line: Line) -> bool:
        if self.row and self.row.number == number and not self.row.has_units:
            self._repeated(line)
        elif self.row and self.row.number is not None and not 0 < number - self.row.number <= 30:
            return False
        else:
            self._open(number, line, "")
        return True

    def _is_part(self, mark: Mark) -> bool:
        """1.… inside a row that has its number in a column of its own."""
        if not self.numbers_alone or not mark.dotted:
            return False
        if self.row is None or (self.row.has_units and not self.row.parts):
            return mark.number == 1 and self.expected != 1
        if not self.row.parts:
            return mark.number == 1 and not self.row.texts
        last = self.row.parts[-1].number or 0
        return mark.number in (last, last + 1)

    def _part(self, mark: Mark, line: Line) -> bool:
        row = self.row
        if row is None or (row.has_units and not row.parts):
            row = self._open(None, line, "")
        last = row.parts[-1] if row.parts else None
        if last and last.number == mark.number:
            if fold(last.texts[0].text) == fold(mark.rest):
                self._repeated(line)
                return True
            return False
        self._say(row.texts, line, "\n" if row.texts else "")
        row.parts.append(RawPart(mark.number, [Piece(mark.rest, line.source)]))
        return True

    def _open(self, number: int | None, line: Line, text: str) -> RawRow:
        row = self.row = RawRow(
            kind=self.kind,
            number=number,
            source=line.source,
            texts=[Piece(text, line.source)] if text else [],
            leaders=list(self.leaders),
            leader_due=self.has_leaders,
            duties=self.duties,
        )
        self.said = {fold(text)}
        self.reading.rows.append(row)
        if number is not None:
            self.expected = number + 1
        return row

    def _take_other(self, line: Line) -> bool:
        """A cell of a column that the plan has no place for; only dates can be told by their look."""
        if self.row is None or not self.row.texts or not self.others or not _tells_when(line.text):
            return False
        name = next((name for name in self.others if re.search("时|进度", name)), self.others[0])
        before = self.row.extra.get(name)
        self.row.extra[name] = f"{before}\n{line.text}" if before else line.text
        return True

    def _take_text(self, line: Line) -> bool:
        """A line that is nobody's name: the text of the row, more of it, or a row that lost its number."""
        row, text = self.row, line.text
        if row is not None and row.texts and self._is_said(text):
            self._repeated(line)
            return True
        if row is not None and not row.has_units and not row.remarks:
            finished = bool(row.texts) and bool(_SENTENCE_END.search(row.texts[-1].text))
            if not finished or len(text) > 12 or _SENTENCE_END.search(text):
                self._say(row.texts, line, "\n" if self.interrupted else "")
                self.interrupted = False
                return True
            return False
        if _SENTENCE_END.search(text) or len(text) > 24 or re.search(r"[,，]", text):
            self._open(None, line, text)
            return True
        return False

    # units and what is left

    def _take_units(self, line: Line) -> bool:
        if self.row is None or _SENTENCE_END.search(line.text) or not is_unit_cell(line.text):
            return False
        holder = self.row.parts[-1] if self.row.parts else self.row
        holder.units.append(Piece(line.text, line.source))
        return True

    def _leave(self, line: Line) -> None:
        if self.row is not None and self.row.texts and re.match(r"^[^\s,，。:：]{2,16}$", narrow(line.text)):
            holder = self.row.parts[-1] if self.row.parts else self.row
            holder.units.append(Piece(line.text, line.source))
            return
        self._doubt("line_unplaced", line, text=line.text)
        self.reading.outside.append(Outside(line.text, line.source))

    def _repeated(self, line: Line) -> None:
        self._doubt("line_repeated", line, text=line.text)

    def _doubt(self, code: str, line: Line, **values: object) -> None:
        self.reading.doubts.append(doubt(code, line.source, self.row, **values))


def _tells_when(text: str) -> bool:
    """12月底前, 全年, 9月投入使用, 按省市要求时限: a time, and no sentence that begins with one."""
    folded = fold(text)
    return len(folded) <= 20 and not re.search(r"[。,，;；]", text) and bool(_WHEN.match(folded))


def looks_like_name(text: str) -> bool:
    """Two to four characters with nothing else, as a name stands above its title."""
    return bool(re.match(r"^[一-鿿·]{2,4}$", fold(text)))
