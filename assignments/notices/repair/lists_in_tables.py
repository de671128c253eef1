"""Where one list ends and the next begins inside a table: a sheet or a page may hold several below
each other."""

import re
from collections.abc import Sequence

from assignments.notices.blocks import Table, TableRow, TextLine
from assignments.notices.repair.heading_rows import heading_at, spans
from assignments.notices.repair.side_by_side import side_by_side
from assignments.notices.words.headings import kind_said
from assignments.notices.words.leaders import heading_leaders
from assignments.notices.words.sections import section_of
from assignments.rules.names import fold

# Rows above a list within a table that can be its title.
_MOST_TITLES = 3
_OF_LIST = re.compile(r"(?:表|清单|方案)$")
"""What a heading ends in that names a list: 二、重点工作任务分解表."""


def lists_of(table: Table) -> list[Table]:
    """The lists of a table, those beside each other from left to right, those below each other from
    above."""
    return [part for side in side_by_side(table) for part in _below_each_other(side)]


def _below_each_other(table: Table) -> list[Table]:
    """The lists of a table, each from its titles on: one begins where headings stand that the list
    before does not have, or the same ones under another title. Headings that a page break repeats
    begin none."""
    starts: list[int] = []
    headings_before: set[str] = set()
    titles: set[str] = set()
    after = 0
    for position in range(len(table.rows)):
        head = heading_at(table.rows, position) if position >= after else None
        if head is None:
            continue
        after, headings = head.after, set(head.heading_texts)
        start = _first_title(table.rows, position)
        own_titles = {
            fold(cell.text)
            for above in table.rows[start:position]
            for cell in above.cells
        } - {""}
        if (
            not starts
            or not headings <= headings_before
            or (any(map(_names_list, own_titles)) and not own_titles <= titles)
        ):
            starts.append(start)
            headings_before, titles = headings, own_titles
    ends = [*starts[1:], len(table.rows)]
    starts = [0, *starts[1:]]
    return [
        Table(table.rows[a:b], table.name if not a else None)
        for a, b in zip(starts, ends, strict=True)
    ]


def title_lines(table: Table) -> list[TextLine]:
    """The rows above the headings of a list inside a table, as lines."""
    lines: list[TextLine] = []
    for row in table.rows[:_MOST_TITLES]:
        if not spans(row):
            break
        lines += [
            TextLine(cell.text, row.source)
            for cell in row.cells
            if cell.lines and not cell.covered
        ]
    return lines


def _names_list(text: str) -> bool:
    of_rows = section_of(text) and not _OF_LIST.search(text)
    return kind_said(text) is not None and not of_rows and not heading_leaders(text)


def _first_title(rows: Sequence[TableRow], position: int) -> int:
    """Where the rows begin that only hold a title, or nothing, above the headings at the
    position."""
    start = position
    while start and position - start < _MOST_TITLES and spans(rows[start - 1]):
        start -= 1
    return start
