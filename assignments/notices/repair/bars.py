"""Tables of which a copy put each cell on lines of its own, with a bar behind it or before it."""

import re
from collections.abc import Sequence

from assignments.notices.blocks import Table, TableRow, TextLine
from assignments.notices.files.text.from_csv import cell_of
from assignments.notices.words.headings import (
    NUMBER,
    is_header,
    is_other_heading,
    role_of,
)
from assignments.notices.words.numbering import number_alone
from assignments.notices.words.units import is_unit_cell
from assignments.rules.names import fold

BARS = str.maketrans("｜│┃║", "||||")
# A cell with its bar behind it: 市发改局 |.
_ENDED = re.compile(r"^[^|]*\|[|\s]*$")
_MOST_LINES = 60
"""Of one cell."""
# Characters: 牵头责任单位 has six; what is longer is a cell.
_LONGEST_HEADING = 10
NUMBER_HEADING = "序号"
_GROUP = "类别"
"""The heading of a column that a wider heading hides: the groups that stand left of the tasks."""
_Cell = tuple[str, TextLine]


def with_cells_by_line(blocks: Sequence[TextLine | Table]) -> list[TextLine | Table]:
    """The same blocks, such cells put together as tables."""
    result: list[TextLine | Table] = []
    position = 0
    while position < len(blocks):
        block = blocks[position]
        candidate: tuple[Table | None, int] | None = None
        if (
            (_is_bar(block) or _starts_cell(block))
            and result
            and result[-1] is blocks[position - 1]
        ):
            candidate = _rows_by_bars(
                blocks, position - 1
            )  # from the first heading on, which has no bar
            candidate = candidate or _cells_by_bars(blocks, position - 1)
            if candidate:
                result.pop()
                position -= 1
        elif _ends_cell(block) and role_of(_text(block).rstrip("| ")):
            candidate = _cells_by_end(blocks, position)
        table, taken = candidate or (None, 1)
        result += [table] if table else blocks[position : position + taken]
        position += taken
    return result


def _text(block: TextLine | Table) -> str:
    return block.text.translate(BARS).strip() if isinstance(block, TextLine) else ""


def _is_bar(block: TextLine | Table) -> bool:
    return _text(block) == "|"


def _starts_cell(block: TextLine | Table) -> bool:
    text = _text(block)
    return text.startswith("|") and text.count("|") == 1 and len(text) > 1


def _ends_cell(block: TextLine | Table) -> bool:
    text = _text(block)
    return len(text) > 1 and bool(_ENDED.match(text)) and not text.startswith("|")


def _rows_by_bars(
    blocks: Sequence[TextLine | Table], start: int
) -> tuple[Table, int] | None:
    """Rows that end in a line with nothing but a bar, their cells with a bar before each but the
    first."""
    rows: list[list[_Cell]] = []
    row: list[_Cell] = []
    end = start
    for position in range(start, len(blocks)):
        block = blocks[position]
        if not isinstance(block, TextLine) or position - end > _MOST_LINES:
            break
        text = _text(block)
        if text == "|":
            rows.append(row)
            row, end = [], position + 1
            if len(rows) == 1 and not is_header([fold(cell) for cell, _ in rows[0]]):
                return None
        elif text.startswith("|") or not row:
            row.append((text.removeprefix("|").strip(), block))
        else:
            row[-1] = (row[-1][0] + text, row[-1][1])
    return (_table(rows), end - start) if len(rows) > 1 else None


def _cells_by_bars(
    blocks: Sequence[TextLine | Table], start: int
) -> tuple[Table, int] | None:
    """Cells with a line between that holds nothing but a bar, so that nothing says where a row ends
    but the numbers."""
    cells: list[_Cell] = []
    end = start
    for position in range(start, len(blocks) - 1, 2):
        block = blocks[position]
        if (
            not isinstance(block, TextLine)
            or _is_bar(block)
            or not _is_bar(blocks[position + 1])
        ):
            break
        cells.append((_text(block), block))
        end = position + 2
    rows = _by_numbers(cells) or _between_numbers(cells)
    return (_table(rows), end - start) if rows else None


def _between_numbers(cells: list[_Cell]) -> list[list[_Cell]]:
    """The cells as rows where the numbers have no heading: each row has one, behind it a cell for
    every heading but the first, and before it the group that several rows share, where a new one
    begins."""
    width = (
        next(
            (
                at
                for at, (text, _) in enumerate(cells)
                if number_alone(text) is not None
            ),
            0,
        )
        - 1
    )
    headings = cells[:width] if width > 2 else []
    if not is_header([NUMBER_HEADING, *(fold(text) for text, _ in headings[1:])]):
        return []
    rows: list[list[_Cell]] = []
    group, at = ("", cells[0][1]), width
    while at < len(cells):
        if number_alone(cells[at][0]) is None:
            group, at = cells[at], at + 1
        row = cells[at : at + width]
        if len(row) < width or number_alone(row[0][0]) != len(rows) + 1:
            return []
        rows.append([group, *row])
        at += width
    named = [(_GROUP, headings[0][1]), (NUMBER_HEADING, headings[0][1]), *headings[1:]]
    return [named, *rows] if len(rows) > 1 else []


def _cells_by_end(
    blocks: Sequence[TextLine | Table], start: int
) -> tuple[Table | None, int]:
    """Cells with a bar behind each, from the headings on, and how many lines they take; None where
    they are no table, so that nobody tries again inside them."""
    cells: list[_Cell] = []
    end = start
    for position in range(start, len(blocks)):
        block = blocks[position]
        if not isinstance(block, TextLine) or position - end > _MOST_LINES:
            break
        if _ends_cell(block):
            lines = [
                line
                for line in blocks[end : position + 1]
                if isinstance(line, TextLine)
            ]
            text = "\n".join(line.text for line in lines).translate(BARS)
            cells.append((text.rstrip("| ").strip(), lines[0]))
            end = position + 1
    rows = _by_numbers(cells) or _by_signs(cells)
    return _table(rows) if rows else None, max(1, end - start)


def _by_numbers(cells: list[_Cell]) -> list[list[_Cell]]:
    """The cells as rows: a row ends where it has as many cells as there are headings, or a number
    follows."""
    width = next(
        (at for at, (text, _) in enumerate(cells) if number_alone(text) is not None), 0
    )
    headings = [fold(text) for text, _ in cells[:width]]
    if (
        not is_header(headings)
        or role_of(headings[0]) != NUMBER
        or len(cells) < 2 * width
    ):
        return []
    rows: list[list[_Cell]] = [[]]
    for text, line in cells:
        number = number_alone(text)
        first = number_alone(rows[-1][0][0]) if rows[-1] else None
        if len(rows[-1]) >= width or (first is not None and number == first + 1):
            rows.append([])
        rows[-1].append((text, line))
    return rows


def _by_signs(cells: list[_Cell]) -> list[list[_Cell]]:
    """The cells of a table without numbers as rows: behind units, what is no unit begins
    the next. A row with one cell more than there are headings has its group in front."""
    headings: list[_Cell] = []
    for text, line in cells:
        if len(fold(text)) > _LONGEST_HEADING or not (
            role_of(text) or is_other_heading(fold(text))
        ):
            break
        headings.append((text, line))
    if not is_header([fold(text) for text, _ in headings]):
        return []
    rows: list[list[_Cell]] = []
    after_units = False
    for text, line in cells[len(headings) :]:
        of_units = is_unit_cell(text)
        if not rows or (after_units and not of_units):
            rows.append([])
        rows[-1].append((text, line))
        after_units = of_units
    if any(len(row) == len(headings) + 1 for row in rows):
        rows = [[("", row[0][1])] * (len(row) == len(headings)) + row for row in rows]
        headings.insert(0, (_GROUP, headings[0][1]))
    fits = sum(len(row) == len(headings) for row in rows)
    return [headings, *rows] if rows and fits * 2 > len(rows) else []


def _table(rows: list[list[_Cell]]) -> Table:
    return Table(tuple(_row(row) for row in rows if row))


def _row(row: list[_Cell]) -> TableRow:
    return TableRow(tuple(cell_of(text) for text, _ in row), row[0][1].source)
