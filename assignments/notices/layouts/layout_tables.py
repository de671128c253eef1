"""Tables that hold running text and no table of tasks: a frame that lays out the page, a box around
a notice in Word, lines pasted into the first column of a sheet. Their cells' lines are read as
lines."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assignments.notices.blocks import Cell, Table, TextLine
from assignments.notices.layouts.columns import find_header
from assignments.notices.layouts.flat.starts import table_starts
from assignments.notices.layouts.following_lines import count_labels
from assignments.notices.repair.joined_cells import items_apart
from assignments.notices.repair.pipes import with_tables
from assignments.notices.words.numbering import mark_of
from assignments.notices.words.sections import section_of

_MOST_ROWS = 30
"""Of a frame with cells beside each other."""
_FEWEST_LINES = 2
"""Of a cell beside others; one with a single line may be a task."""


def with_framed_lines(blocks: Sequence[TextLine | Table]) -> list[TextLine | Table]:
    """The same blocks, such tables as the lines they hold, and the page's lines counted through."""
    result: list[TextLine | Table] = []
    framed = False
    for block in blocks:
        lines = _lines_in(block) if isinstance(block, Table) else None
        framed = framed or bool(lines)
        result += [block] if lines is None else lines
    return list(_counted(result)) if framed else result


def _lines_in(table: Table) -> list[TextLine] | None:
    """The lines of a table that only holds text; None where it could be one of tasks."""
    single = all(sum(map(_is_filled, row.cells)) < 2 for row in table.rows)
    if find_header(table) or (len(table.rows) > _MOST_ROWS and not single):
        return None
    cells: list[list[TextLine]] = []
    for row in table.rows:
        for cell in filter(_is_filled, row.cells):
            cells.append([TextLine(text, row.source) for text in cell.lines])
    lines = [line for cell_lines in cells for line in cell_lines]
    if single:
        return lines if _is_notice(lines) else None
    long = [
        cell_lines
        for cell_lines in cells
        if len(items_apart(cell_lines)) >= _FEWEST_LINES
    ]
    return lines if any(map(_is_notice, long)) else None


def _is_filled(cell: Cell) -> bool:
    return bool(cell.lines) and not cell.covered


def _is_notice(lines: Sequence[TextLine]) -> bool:
    """Whether lines are a notice's: items with labels, or a table that lost its borders or has
    others."""
    drawn = any(isinstance(block, Table) for block in with_tables(lines))
    lines = items_apart(lines)
    marks = [mark_of(line.text) for line in lines]
    numbered = any(mark and mark.dotted for mark in marks) or any(
        section_of(line.text) for line in lines
    )
    return drawn or bool((numbered and count_labels(lines)) or table_starts(lines))


def _counted(blocks: Sequence[TextLine | Table]) -> Iterator[TextLine | Table]:
    """The blocks, each line with its number among all lines, where the file counts lines at all."""
    number = 0
    for block in blocks:
        if isinstance(block, TextLine) and block.source.sheet is None:
            number += 1
            block = replace(
                block, source=replace(block.source, line=number, table=None, row=None)
            )
        yield block
