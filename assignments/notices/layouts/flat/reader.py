"""The table that lost its borders: one cell, or one line of a cell, on each line of text.

Signs tell the cells apart: a name with a title is the leader's cell (repeated at page breaks, the
title sometimes on the next line), a running number opens a row, the ending of a body is a unit,
会同 and 配合 with a name are the remark. What has no sign is kept and asked about.
"""

import re
from collections import Counter
from collections.abc import Sequence

from assignments.notices.blocks import TextLine
from assignments.notices.doubts import doubt
from assignments.notices.layouts.flat.cells import (
    doubts_of_marks,
    put_extra,
    take_label,
    with_sections_whole,
)
from assignments.notices.layouts.flat.head import (
    FlatHead,
    is_amount,
    settle_borders,
)
from assignments.notices.layouts.flat.leaders import FlatLeaders
from assignments.notices.layouts.flat.row_parts import (
    add_text,
    begins_part,
    counts_alone,
    part_mark,
    settle_parts,
)
from assignments.notices.layouts.flat.starts import SENTENCE_END
from assignments.notices.raw_rows import LayoutReading, RawPart, RawRow, SourcedText
from assignments.notices.repair.joined_cells import unglued
from assignments.notices.rows import KEY, Outside
from assignments.notices.words.headings import is_total
from assignments.notices.words.headline import NOBODY as NOBODY_KNOWN
from assignments.notices.words.headline import headline_of, leaders_above
from assignments.notices.words.known_leaders import KnownLeaders
from assignments.notices.words.leaders import is_finished_remark, is_remark
from assignments.notices.words.notice_head import is_furniture, is_signature
from assignments.notices.words.numbering import Mark, mark_of, number_alone, opens_row
from assignments.notices.words.units import (
    NOBODY,
    begins_with_verb,
    is_unit,
    is_unit_cell,
    runs_on,
)
from assignments.rules.names import fold, narrow

LAYOUT = "flattened_table"
AHEAD = 8
"""So many lines are looked at to see where the first of them belongs."""
# A sign beside a row's number: 1*, ★2.
_STARRED = re.compile(r"(?<=\d)\s*[*＊★☆▲△※]$|^[*＊★☆▲△※]\s*(?=\d)")
_SHORTEST_LINE = 6
"""That can be told to be the one before once more: two cells of a row may both say 1200."""
_LONGEST_UNKNOWN = 5  # of names of units that nobody knows
# A note below the table: 注：标*的为省重点项目.
_NOTE = re.compile(r"^(?:注|备注|说明)\s*[:：]")


def read_table(
    caption: Sequence[TextLine],
    headings: Sequence[TextLine],
    body: Sequence[TextLine],
    known: KnownLeaders = NOBODY_KNOWN,
) -> LayoutReading:
    """One flattened table. `headings` may be short or empty where they were lost."""
    body, above = with_sections_whole(body)
    reader = _FlatTable(_texts(caption), _texts(headings), _texts(body), known)
    reader.reading.outside += [
        Outside(line.text, line.source) for line in [*caption, *headings, *above]
    ]
    return reader.read(list(body))


def _texts(lines: Sequence[TextLine]) -> list[str]:
    return [line.text for line in lines]


class _FlatTable:
    def __init__(
        self,
        caption: list[str],
        headings: list[str],
        body: list[str],
        known: KnownLeaders,
    ):
        self.reading, self.known = LayoutReading(layouts=[LAYOUT]), known
        self.head = FlatHead.of(caption, headings, body)
        # the page's own words stood in between: what follows is a line of its own
        self.interrupted = False
        self.totalled = False  # the line before was one of totals
        above = next(filter(None, (leaders_above(text, known) for text in caption)), [])
        self.leading = FlatLeaders(self.head, above)
        self.theme: str | None = None
        self.row: RawRow | None = None
        self.themed: RawRow | None = (
            None  # the row whose theme stands behind its number
        )
        self.parts = 0  # the number of the part read last
        self.starred: list[TextLine] = []
        self.times = Counter(body)
        self.alone = self.head.numbers_alone and counts_alone(body)
        self.seen_texts: set[str] = set()
        self.expected: int | None = None if self.head.kind == KEY else 1

    def read(self, lines: list[TextLine]) -> LayoutReading:
        lines = [piece for line in lines for piece in self._cut(line)]
        index = 0
        while index < len(lines):
            index += self._take(lines[index : index + AHEAD])
        self.reading.doubts += doubts_of_marks(self.starred) + settle_parts(
            self.reading.rows
        )
        if self.head.two_columns:
            settle_borders(self.reading.rows)
        self.reading.doubts += self.leading.carry_down(self.reading.rows)
        self.reading.doubts += self.leading.doubts + self.leading.forgotten(
            self.reading.rows
        )
        return self.reading

    def _cut(self, line: TextLine) -> list[TextLine]:
        pieces, tail = unglued(line)
        if tail:
            self._doubt("cells_glued", line, text=tail)
        return pieces

    def _take(self, lines: Sequence[TextLine]) -> int:
        """Put the first of the lines where it belongs; the number of lines used up comes back."""
        line, following = lines[0], lines[1].text if len(lines) > 1 else ""
        signed = (
            self.row is not None
            and not self.head.others
            and is_signature(line.text, following)
        )
        self.totalled = is_total(line.text) or (self.totalled and is_amount(line.text))
        if (
            fold(line.text) in self.head.headings
            or is_furniture(line.text)
            or signed
            or self.totalled
            or _NOTE.match(line.text)
            or line.text in NOBODY
        ):
            self.reading.outside.append(Outside(line.text, line.source))
            self.reading.closing += [line] if signed else []
            self.interrupted = fold(line.text) not in self.head.headings
            return 1
        untold = self.row is None or self.row.texts or self.row is not self.themed
        if untold and self.head.is_theme(line.text, following, self.row):
            self._take_theme(line)
            return 1
        used = self._take_leader(lines)
        if used:
            return used
        self.leading.fresh = False
        for take in (
            self._take_labels,
            self._take_remark,
            self._take_number,
            self._take_units,
            self._take_other,
            self._take_text,
        ):
            if take(line):
                return 1
        self._leave(line, following)
        return 1

    # leaders

    def _take_leader(self, lines: Sequence[TextLine]) -> int:
        if self._take_section(lines[0]) or (
            self.head.persons and self._take_other(lines[0])
        ):
            return 1
        return self.leading.take(lines, self.row)

    def _take_section(self, line: TextLine) -> bool:
        """A heading between the rows: whose they are, or what they are about."""
        section, leaders, called, _ = headline_of(line.text, self.known)
        if section is None or SENTENCE_END.search(line.text):
            return False
        begun = self.row if self.row and not self.row.has_units else None
        if not leaders and begun and begun.texts:
            return False
        self.theme = None if called else section.title
        if begun and begun.number is not None and not begun.texts:
            begun.theme = (
                self.theme
            )  # the number's cell stands before that of the theme
        else:
            self.row, self.expected = None, None
        if leaders:
            self.leading.lead_by(leaders, line)
        self.reading.outside.append(Outside(line.text, line.source))
        return True

    def _take_theme(self, line: TextLine) -> None:
        self.theme = line.text
        if self.head.remarks and self.head.theme_first and self.row:
            self._doubt(
                "heading_assumed", line, text=line.text
            )  # a remark stands in the same place
        if self.row and not self.row.has_units:
            self.row.theme = self.theme
            self.themed = self.row
        else:
            self.row = None
        self.reading.outside.append(Outside(line.text, line.source))

    # remarks

    def _take_remark(self, line: TextLine) -> bool:
        if self.row is None:
            return False
        if is_remark(line.text) and not mark_of(line.text):
            if fold(line.text) in self.seen_texts:
                self._repeated(line)
            else:
                self._say(self.row.remarks, line)
            return True
        remarks = self.row.remarks
        open_remark = (
            remarks
            and is_remark(remarks[0].text)
            and not is_finished_remark(remarks[-1].text)
        )
        begins = mark_of(line.text) or number_alone(line.text) is not None
        if (
            open_remark
            and len(line.text) <= 30
            and not begins
            and not is_unit(line.text)
        ):
            self._say(self.row.remarks, line)
            return True
        return False

    def _say(self, pieces: list[SourcedText], line: TextLine, before: str = "") -> None:
        pieces.append(SourcedText(before + line.text, line.source))
        self.seen_texts.add(fold(line.text))

    def _take_labels(self, line: TextLine) -> bool:
        doubts = (
            take_label(self.row, line)
            if self.row is not None and self.row.texts
            else None
        )
        self.reading.doubts += doubts or []
        return doubts is not None

    # numbers and texts

    def _take_number(self, line: TextLine) -> bool:
        bare = _STARRED.sub("", line.text)
        if bare != line.text and number_alone(bare) is not None:
            self.starred.append(line)
            line = TextLine(bare, line.source)
        alone = number_alone(line.text)
        if alone is not None:
            return self._lone_number(alone, line)
        part = part_mark(line.text) if self.head.numbers_alone else None
        if part and begins_part(part, self.row, self.expected, self.alone, self.parts):
            return self._part(part, line)
        mark = mark_of(line.text)
        if mark is None or self.alone:
            return False
        expected = mark.number if self.expected is None else self.expected
        if not opens_row(mark, line.text, expected):
            return False
        if self.head.numbers_alone and mark.number != expected:
            return False
        if (
            self.row
            and self.row.number == mark.number
            and fold(self.row.text) == fold(mark.rest)
        ):
            self._repeated(line)
            return True
        self._open(mark.number, line, mark.rest)
        return True

    def _lone_number(self, number: int, line: TextLine) -> bool:
        if (
            self.row
            and number != (self.row.number or 0) + 1
            and self.head.other_of(line.text, self.row)
        ):
            return False
        if self.row and self.row.number == number and not self.row.has_units:
            self._repeated(line)
        elif (
            self.row
            and self.row.number is not None
            and not 0 < number - self.row.number <= 30
        ):
            return False
        else:
            self._open(number, line, "")
        return True

    def _part(self, mark: Mark, line: TextLine) -> bool:
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
        row.parts.append(RawPart(mark.number, [SourcedText(mark.rest, line.source)]))
        self.parts = mark.number
        return True

    def _open(self, number: int | None, line: TextLine, text: str) -> RawRow:
        row = self.row = RawRow(
            kind=self.head.kind,
            number=number,
            source=line.source,
            texts=[SourcedText(text, line.source)] if text else [],
            leaders=list(self.leading.leaders),
            leader_due=self.head.has_leaders,
            duties=self.head.duties,
            theme=self.theme,
        )
        self.seen_texts = {fold(text)}
        self.reading.rows.append(row)
        if number is not None:
            self.expected = number + 1
        return row

    def _take_other(self, line: TextLine) -> bool:
        """A cell of a column that the plan has no place for, where it can be told by its look."""
        name = self.head.other_of(line.text, self.row) if self.row else None
        if self.row is None or name is None:
            return False
        put_extra(self.row, name, line.text)
        return True

    def _take_text(self, line: TextLine) -> bool:
        """A line that is nobody's name: the text of the row, more of it, or a row that lost its
        number."""
        row, text = self.row, line.text
        if (
            row is not None
            and row.texts
            and fold(text) in self.seen_texts
            and len(text) > _SHORTEST_LINE
        ):
            self._repeated(line)
            return True
        if row is not None and not row.has_units and not row.remarks:
            finished = bool(row.texts) and bool(SENTENCE_END.search(row.texts[-1].text))
            second = self.head.texts > 1 and len(row.texts) == 1
            short = finished and len(text) <= 12 and not SENTENCE_END.search(text)
            if not short or (second and len(text) > _LONGEST_UNKNOWN):
                apart = self.interrupted or (second and not finished)
                add_text(row, line, "\n" if apart else "")
                self.seen_texts.add(fold(line.text))
                self.interrupted = False
                return True
            return False
        says = (
            len(text) > 4
            and begins_with_verb(text)
            # 会同市发改局… opens a remark, though it begins like a task.
            and not re.match(r"会同|配合|该项", text)
        )
        if (
            SENTENCE_END.search(text)
            or len(text) > 24
            # No name has a comma.
            or re.search(r"[,，]", text)
            or says
        ):
            self._open(None, line, text)
            return True
        return False

    # units and what is left

    def _take_units(self, line: TextLine) -> bool:
        names = line.text.removesuffix("。")
        if self.row is None or SENTENCE_END.search(names):
            return False
        # 1 2.加快…: a copy may put blanks into a number.
        if names != line.text and mark_of(re.sub(r"(?<=\d)\s+(?=\d)", "", line.text)):
            return False
        if not self.row.texts and (names != line.text or self.head.begins_text(names)):
            return False
        holder = self.row.parts[-1] if self.row.parts else self.row
        last = holder.units[-1] if holder.units else None
        if last and runs_on(last.text, names):
            holder.units[-1] = SourcedText(last.text + names, last.source)
        elif is_unit_cell(names) and (names == line.text or last):
            holder.units.append(SourcedText(line.text, line.source))
        else:
            return False
        return True

    def _leave(self, line: TextLine, following: str) -> None:
        row = self.row
        if row is not None and row.texts and not row.has_units and self.head.between:
            put_extra(row, self.head.between, line.text)
        elif row is not None and self.head.is_remark(line.text, following, row):
            self._say(row.remarks, line)
            if self.times[line.text] == 1:
                self._doubt("remark_assumed", line, text=line.text)
        elif (
            row is not None
            and row.texts
            # 玉环农商行: a name in one piece, which the lists of units do not know.
            and re.match(r"^[^\s,，。:：]{2,16}$", narrow(line.text))
        ):
            holder = row.parts[-1] if row.parts else row
            holder.units.append(SourcedText(line.text, line.source))
        else:
            self._doubt("line_unplaced", line, text=line.text)
            self.reading.outside.append(Outside(line.text, line.source))

    def _repeated(self, line: TextLine) -> None:
        self._doubt("line_repeated", line, text=line.text)

    def _doubt(self, code: str, line: TextLine, **values: object) -> None:
        self.reading.doubts.append(doubt(code, line.source, self.row, **values))
