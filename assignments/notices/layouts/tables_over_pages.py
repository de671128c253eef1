"""A table that the end of a page parted in several: those that only go on are put behind the one
they belong to."""

import re
from collections.abc import Iterable, Sequence

from assignments.notices.blocks import Table, TableRow, TextLine
from assignments.notices.layouts.columns import Columns, find_header
from assignments.notices.layouts.grid.cells import fits, has_units, put_right
from assignments.notices.repair.heading_rows import heading_at, spans
from assignments.notices.words.notice_head import is_page_number

# A line between two pieces of one table: 续表, (接上页), 任务分解表（续2）.
_GOES_ON = re.compile(
    r"^[(（]?(?:续|接上)[表页]?[\d一二三四五六七八九十]*[)）]?$|^.{0,30}[(（]续(?:表)?\d*[)）]$"
)


def together(blocks: Iterable[TextLine | Table]) -> list[TextLine | Table]:
    """The blocks in order, with every table that goes on without a line of its own above it, or
    only with the number of a page or 续表, in one with the table before; such lines stand behind
    it."""
    joined: list[TextLine | Table] = []
    last: int | None = None
    for block in blocks:
        if isinstance(block, TextLine):
            last = last if _is_between(block.text) else None
            joined.append(block)
            continue
        above = joined[last] if last is not None else None
        if isinstance(above, Table) and last is not None and _goes_on(above, block):
            joined[last] = Table((*above.rows, *block.rows), above.name)
        else:
            last = len(joined)
            joined.append(block)
    return joined


def _is_between(text: str) -> bool:
    return is_page_number(text) or bool(_GOES_ON.match(text))


def _goes_on(above: Table, table: Table) -> bool:
    """Whether a table has the headings of the one above, or none and rows that fit under them."""
    head = find_header(above) if above.name == table.name else None
    if head is None or not table.rows:
        return False
    columns = head[2]
    begin = next(
        (at for at, row in enumerate(table.rows) if not _says_so(row)), len(table.rows)
    )
    if begin == len(table.rows):
        return False
    heading_rows = heading_at(table.rows, begin)
    if heading_rows is not None:
        return heading_rows.heading_texts == columns.heading_texts
    return find_header(table) is None and _fit(table.rows, columns)


def _says_so(row: TableRow) -> bool:
    return spans(row) and all(
        _is_between(cell.text) for cell in row.cells if cell.lines
    )


def _fit(rows: Sequence[TableRow], columns: Columns) -> bool:
    """Whether most rows say a task and its units where the columns have them."""
    full_rows = [row for row in rows if not spans(row)]
    if any(len(row.cells) > columns.width for row in full_rows):
        return False
    placed = [put_right(row, columns)[0] for row in full_rows]
    good = sum(fits(cells, columns) and has_units(cells, columns) for cells in placed)
    return good * 2 > len(full_rows)
