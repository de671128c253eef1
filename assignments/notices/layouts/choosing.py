"""Which layout each part of a document has, told by its own signs, and the rows of all of them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assignments.notices.blocks import Document, Table, TextLine
from assignments.notices.doubts import doubt
from assignments.notices.layouts.flat.reader import read_table
from assignments.notices.layouts.flat.starts import (
    table_starts,
    with_headings_whole,
    without_repetitions,
)
from assignments.notices.layouts.following_lines import count_labels
from assignments.notices.layouts.grid.reader import Before, read_grid
from assignments.notices.layouts.items.reader import read_items
from assignments.notices.layouts.layout_tables import with_framed_lines
from assignments.notices.layouts.tables_over_pages import together
from assignments.notices.raw_rows import FIRST_BY_RULE, FIRST_LEADS, LayoutReading
from assignments.notices.repair.joined_cells import items_apart
from assignments.notices.repair.lists_in_tables import lists_of, title_lines
from assignments.notices.repair.page_ends import without_page_end
from assignments.notices.repair.pipes import with_tables
from assignments.notices.repair.repeats import without_repeats
from assignments.notices.repair.wrapped_lines import unwrapped
from assignments.notices.rows import LeaderFound, Outside
from assignments.notices.words.headings import kind_said
from assignments.notices.words.headline import NOBODY as NOBODY_KNOWN
from assignments.notices.words.headline import leaders_above
from assignments.notices.words.known_leaders import KnownLeaders
from assignments.notices.words.labels import first_leads_by_rule, labels_of
from assignments.notices.words.leaders import (
    OF_GOVERNMENT,
    heading_leaders,
    leaders_in_cell,
)
from assignments.notices.words.notice_head import is_signature
from assignments.notices.words.numbering import mark_of, number_alone
from assignments.notices.words.sections import section_of
from assignments.notices.words.titles import is_of_page
from assignments.notices.words.unit_headings import unit_headings
from assignments.notices.words.units import is_unit_cell

_NO_NAME = re.compile(
    r"^(?:(?:Sheet|工作表)\d*|(?:重点工作|民生实事)(?:项目)?[(（]\d[)）])$", re.I
)
"""What Excel and WPS call a sheet that nobody has named, and we the second one of a kind:
重点工作（2）."""
_LONGEST_NAMED = 24
"""A cell or line that names one leader with a title: 市委常委、常务副市长 柯寿建."""
EXPLANATION = "说明"
"""A sheet of this name tells about the workbook, wherever it stands: its year, title, number."""


def read_layouts(
    document: Document, known: KnownLeaders = NOBODY_KNOWN
) -> tuple[LayoutReading, list[TextLine]]:
    """Everything the layouts found, and the lines before the first row, for the head. `known` are
    leaders whose bare name in a title or a sheet's name says whose the tasks are."""
    reader = _Reader(document.filename, known)
    run: list[TextLine] = []
    blocks, below = without_page_end(with_framed_lines(document.blocks))
    for block in together(with_tables(blocks)):
        if isinstance(block, TextLine):
            run.append(block)
            continue
        reader.take_lines(run, before_table=True)
        reader.take_table(block, run)
        run = []
    reader.take_lines(run, before_table=False)
    reader.reading.outside += [Outside(line.text, line.source) for line in below]
    rows, repeated = without_repeats(reader.reading.rows)
    reader.reading.rows = rows
    reader.reading.doubts += repeated
    if any(first_leads_by_rule(text) for text in _texts(document)):
        for row in rows:
            row.duties = FIRST_BY_RULE if row.duties == FIRST_LEADS else row.duties
    lists = {(row.kind, row.caption) for row in rows}
    lists_of_kind = Counter(kind for kind, _ in lists)
    for row in rows:
        if lists_of_kind[row.kind] > 1:
            row.theme = row.theme or row.caption
        else:
            row.theme = row.theme or None
    return reader.reading, reader.head


def caption_of(texts: Sequence[str]) -> str | None:
    """What a list calls itself: the last line above it that is no sentence, no leader and no
    附件2."""
    for text in reversed(texts):
        line = re.sub(r"^附件\d*[:：]?(?=.{4})", "", "".join(text.split()))
        section = section_of(line)
        if _NO_NAME.match(line):
            continue
        fits = 4 <= len(line) <= 60 and not re.search(
            r"[。；;：:]$|^附件|^[(（]?单位", line
        )
        of_people = (
            heading_leaders(line)
            or labels_of(line)
            or is_unit_cell(line)
            or is_signature(line, "")
        )
        if fits and not of_people:
            return section.title if section else line
    return None


def _texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, TextLine):
            yield block.text
        else:
            yield from (
                cell.text
                for row in block.rows
                for cell in row.cells
                if not cell.covered
            )


def titled_leaders(document: Document) -> list[LeaderFound]:
    """Everybody whom a short line or cell names with the title of a government's leader: 周阳
    副市长."""
    short = {text for text in _texts(document) if len(text) <= _LONGEST_NAMED}
    named = (
        leaders_in_cell(text) or heading_leaders(text)
        for text in sorted(short)
        if OF_GOVERNMENT.search(text)
    )
    return [
        leader
        for leaders in named
        for leader in leaders
        if leader.title and OF_GOVERNMENT.search(leader.title)
    ]


class _Reader:
    def __init__(self, filename: str, known: KnownLeaders) -> None:
        self.reading = LayoutReading()
        self.head: list[TextLine] = []
        self.before, self.known = Before(filename=filename, known=known), known
        self.sheet: str | None = None
        self.leaders: list[LeaderFound] = []
        self.caption: str | None = None

    def take_table(self, table: Table, captions: Sequence[TextLine]) -> None:
        for position, part in enumerate(lists_of(table)):
            self._take_list(part, [*([] if position else captions), *title_lines(part)])

    def _take_list(self, table: Table, captions: Sequence[TextLine]) -> None:
        texts = [line.text for line in captions]
        if table.name and table.name != self.sheet:
            # a sheet is a list of its own: it goes on under nobody, and its name may say under whom
            # it stands
            self.leaders, self.sheet = leaders_above(table.name, self.known), table.name
        for text in texts:
            named = leaders_above(text, self.known)
            of_sheet = bool(table.name) and not named
            if (named or kind_said(text) or section_of(text)) and not of_sheet:
                self.leaders = named
        grid = read_grid(
            table, texts, self.leaders, replace(self.before, letter=self.head)
        )
        if grid:
            reading, self.before = grid
            if not self.reading.rows:
                self.head += reading.titles
            names = [table.name] if table.name else []
            self._add(
                reading, [*names, *texts[-3:], *(line.text for line in reading.titles)]
            )
            return
        self._leave_table(table, captions)

    def _leave_table(self, table: Table, captions: Sequence[TextLine]) -> None:
        """A table that no layout reads: the letter, or an explanation; else it is asked about."""
        lines: list[TextLine] = []
        for row in table.rows:
            own_cells = [cell for cell in row.cells if not cell.covered]
            lines += [
                TextLine(text, row.source) for cell in own_cells for text in cell.lines
            ]
        if not self.reading.rows or table.name == EXPLANATION:
            self.head += lines
        self._outside(lines)
        if table.name == EXPLANATION or any(
            is_of_page(line.text) for line in lines[:4]
        ):
            return
        follows = bool(self.reading.rows) and not captions
        if any(is_unit_cell(line.text) for line in lines) and (
            len(table.rows) > 2 or follows
        ):
            self.reading.doubts.append(
                doubt("table_skipped", lines[0].source, text=lines[0].text[:30])
            )

    def _add(self, reading: LayoutReading, captions: Sequence[str]) -> None:
        """Take a list's rows; one without a caption goes on with the list before."""
        named = [text for text in captions if not self.known.named_in(text)]
        self.caption = caption_of(named) or self.caption
        for row in reading.rows:
            row.caption = row.caption or self.caption
        self.reading.add(reading)

    def take_lines(self, lines: Sequence[TextLine], before_table: bool) -> None:
        """A run of lines between tables: flattened tables, labelled items, or the letter."""
        if not lines:
            return
        lines = with_headings_whole(items_apart(lines))
        starts = without_repetitions(lines, table_starts(lines))
        if not starts:
            lines = items_apart(unwrapped(lines))
        labels = count_labels(lines, of_units=before_table)
        if starts and (
            labels < 2 or any(body > heading for _, heading, body in starts)
        ):
            self._letter(lines[: starts[0][0]])
            self._flat(lines, starts)
        elif (labels >= 1 and (not self.reading.rows or labels >= 2)) or unit_headings(
            lines
        ):
            self._items(lines)
        elif not before_table and not self.reading.rows and _looks_flat(lines):
            self.reading.add(read_table([], [], lines, self.known))
        else:
            self._letter(lines)

    def _flat(
        self, lines: Sequence[TextLine], starts: Sequence[tuple[int, int, int]]
    ) -> None:
        for position, (caption, heading, body) in enumerate(starts):
            end = starts[position + 1][0] if position + 1 < len(starts) else len(lines)
            if not self.reading.rows:
                self.head += lines[caption:heading]
            reading = read_table(
                lines[caption:heading], lines[heading:body], lines[body:end], self.known
            )
            self._add(reading, [line.text for line in lines[caption:heading]])

    def _items(self, lines: Sequence[TextLine]) -> None:
        first = not self.reading.rows
        captions = [line.text for line in self.head[-3:]]
        reading, start = read_items(lines, captions, self.known)
        if first:
            self.head += lines[:start]
        self._add(reading, [line.text for line in lines[max(0, start - 3) : start]])

    def _letter(self, lines: Sequence[TextLine]) -> None:
        if not self.reading.rows:
            self.head += lines
        self._ask_unread(lines)
        self._outside(lines)

    def _ask_unread(self, lines: Sequence[TextLine]) -> None:
        """Lines that look like rows of a table and are read by no layout are not left out
        without a word."""
        starts: list[TextLine] = []
        opened: TextLine | None = None
        for line in lines:
            if number_alone(line.text) is not None or mark_of(line.text):
                opened = line
            elif opened and is_unit_cell(line.text):
                starts.append(opened)
                opened = None
        if len(starts) > 1:
            first, last = starts[0].source, lines[-1].source
            self.reading.doubts.append(
                doubt("lines_unread", first, first=first.where(), last=last.where())
            )

    def _outside(self, lines: Sequence[TextLine]) -> None:
        self.reading.outside += [Outside(line.text, line.source) for line in lines]


def _looks_flat(lines: Sequence[TextLine]) -> bool:
    """Pasted cells without headings: numbered lines and names of units among them."""
    return any(mark_of(line.text) for line in lines) and any(
        is_unit_cell(line.text) for line in lines
    )
