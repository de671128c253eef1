"""Lists beside each other in one table: told by headings that begin again, or by an empty column
between them."""

from collections.abc import Sequence

from assignments.notices.blocks import Table, TableRow
from assignments.notices.repair.heading_rows import HeadingRows, heading_at
from assignments.notices.words.headings import TEXT, is_header, role_of
from assignments.notices.words.numbering import number_alone
from assignments.rules.names import fold

# Rows in which the headings of a table are looked for: a cover and notes may stand above.
_HEADER_WITHIN = 300


def side_by_side(table: Table) -> list[Table]:
    """The lists of a table from left to right; the table itself where there is one. Numbers that go
    on to the right in each row (1 | 2 over 3 | 4) make one list of both."""
    within = range(min(_HEADER_WITHIN, len(table.rows)))
    head = next(
        (heading for at in within if (heading := heading_at(table.rows, at))), None
    )
    cut = _cut(table.rows, head) if head else None
    if head is None or cut is None:
        return [table]
    end = cut if head.headings[cut - 1] else cut - 1
    left = tuple(TableRow(row.cells[:end], row.source) for row in table.rows)
    right = tuple(TableRow(row.cells[cut:], row.source) for row in table.rows)
    if head.headings[:end] == head.headings[cut:] and _goes_across(
        left[head.after :], right[head.after :]
    ):
        pairs = zip(left[head.after :], right[head.after :], strict=True)
        return [
            Table(
                (*left[: head.after], *(row for pair in pairs for row in pair)),
                table.name,
            )
        ]
    titled = any(
        cell.lines and not cell.covered
        for row in right[: head.after - 1]
        for cell in row.cells
    )
    if head.headings[:end] == head.headings[cut:] and not titled:
        return [Table((*left, *right[head.after :]), table.name)]
    return [Table(left, table.name), *side_by_side(Table(right, table.name))]


def _cut(rows: Sequence[TableRow], head: HeadingRows) -> int | None:
    """Where the second list begins; None where there is none."""
    headings = head.headings
    for at in range(2, len(headings) - 1):
        again = bool(headings[at]) and headings[at] == headings[0]
        apart = not headings[at - 1] and not any(
            row.cells[at - 1].lines
            for row in rows[head.after :]
            if at <= len(row.cells)
        )
        if (again or apart) and _is_list(headings[:at]) and _is_list(headings[at:]):
            return at
    return None


def _is_list(headings: Sequence[str]) -> bool:
    return is_header(list(headings)) and any(role_of(text) == TEXT for text in headings)


def _goes_across(left: Sequence[TableRow], right: Sequence[TableRow]) -> bool:
    numbers = [
        number_alone(fold(row.cells[0].text))
        if row.cells and row.cells[0].lines
        else None
        for row in (*left[:1], *right[:1], *left[1:2])
    ]
    first = numbers[0] if numbers else None
    return first is not None and numbers == [first, first + 1, first + 2]
