"""Cells of a row that lost some, put back where their own signs say, and names broken over
lines."""

import re
import unicodedata
from collections.abc import Sequence

from assignments.notices.blocks import Cell, TableRow
from assignments.notices.layouts.columns import Columns
from assignments.notices.layouts.grid.row_parts import numbers_together
from assignments.notices.raw_rows import SourcedText
from assignments.notices.rows import Source
from assignments.notices.words.headings import (
    COOPERATING,
    LEAD,
    LEADER,
    NUMBER,
    REMARK,
    UNITS,
)
from assignments.notices.words.leaders import (
    is_remark,
    leaders_in_cell,
    leaders_in_column,
)
from assignments.notices.words.numbering import (
    PRINTED,
    chinese_number,
    mark_of,
    number_alone,
)
from assignments.notices.words.target_quantities import stands_alone
from assignments.notices.words.units import NOBODY, is_unit, is_unit_cell, runs_on
from assignments.rules.names import fold

# Ends of the titles of leaders: 副市长, 市委常委, 秘书长.
_TITLE = re.compile(r"(?:[市县区州旗省]长|书记|常委|秘书长)$")

# A number with what may stand around it: (3), No.3, 项目3, 3号.
_NUMBERED = re.compile(r"^(?:\(|No\.?|任务|项目|实事)?(\d{1,4})[)号]?$", re.I)
_SAME = frozenset(["同上", "〃", "″", "同前"])
# Lines of a cell that stay lines of their own: 1.…, (2)…, ③…, 一季度…, 3月…
_LISTED = re.compile(r"^(?:\d+[.、]|[(（]\d+[)）]|[①-⑳]|[一二三四]季度|\d+月)")


def own_texts(row: TableRow) -> list[str]:
    """What is written in the row itself, and not merged into it from above or from the left."""
    return [cell.text for cell in row.cells if cell.lines and not cell.covered]


def is_merged(cell: Cell, left: Cell | None) -> bool:
    return left is not None and cell.covered and cell.lines == left.lines


def cell_at(cells: Sequence[Cell], columns: Columns, role: str) -> Cell:
    """The cell of a role; an empty one where the table has no such column."""
    position = columns.roles.get(role)
    return cells[position] if position is not None and position < len(cells) else Cell()


def roles_told(row: TableRow, columns: Columns) -> frozenset[str]:
    """The columns in which a row has a cell, be it empty: a row of a CSV file may end before the
    last of them, and #N/A is no empty cell."""
    return frozenset(
        role
        for role, at in columns.roles.items()
        if at < len(row.cells) and not row.cells[at].unread
    )


def extra_of(
    cells: Sequence[Cell], columns: Columns, number: int | None
) -> dict[str, str]:
    """What the row says in columns that the plan has no place for; a number that is none (1-2)
    with it."""
    extra = {
        name: cells[at].text for at, name in columns.extra.items() if cells[at].lines
    }
    printed = cell_at(cells, columns, NUMBER).text
    if printed and number is None and not numbers_together(fold(printed)):
        extra[PRINTED] = printed
    return extra


def add_extra(extra: dict[str, str], cells: Sequence[Cell], columns: Columns) -> None:
    """Add what a further row of the same task says in columns that the plan has no place for."""
    for at, name in columns.extra.items():
        if cells[at].lines and not cells[at].covered:
            extra[name] = (
                f"{extra[name]}\n{cells[at].text}" if name in extra else cells[at].text
            )


def number_of(
    cells: Sequence[Cell], columns: Columns, pieces: list[SourcedText]
) -> tuple[int | None, list[SourcedText]]:
    """A row's number and its text without it: from the number's column, or in front of the text
    where there is no such column."""
    text = unicodedata.normalize(
        "NFKC", fold(cell_at(cells, columns, NUMBER).text)
    )  # ④, ⑴
    if text:
        bare = _NUMBERED.match(text)
        number = int(bare[1]) if bare else number_alone(text)
        return (number if number is not None else chinese_number(text)), pieces
    mark = mark_of(pieces[0].text) if NUMBER not in columns.roles and pieces else None
    return (
        (mark.number, [SourcedText(mark.rest, pieces[0].source), *pieces[1:]])
        if mark
        else (None, pieces)
    )


def text_pieces(
    cells: Sequence[Cell], columns: Columns, source: Source
) -> list[SourcedText]:
    """The lines of the text; what a second column says of it, and what is listed in a cell, keep
    lines of their own."""
    held = [cells[at] for at in columns.texts if at < len(cells)]
    held = [
        cell
        for cell, left in zip(held, [None, *held], strict=False)
        if not is_merged(cell, left)
    ]
    pieces: list[SourcedText] = []
    for index, cell in enumerate(held):
        for order, line in enumerate(cell.lines):
            fresh = index > 0 and order == 0 and bool(pieces)
            alone = order > 0 and stands_alone(cell.lines[order - 1], line)
            listed = order > 0 and _LISTED.match(line)
            pieces.append(
                SourcedText(("\n" if fresh or listed or alone else "") + line, source)
            )
    return pieces


def pieces_of(
    cells: Sequence[Cell], columns: Columns, role: str, source: Source
) -> list[SourcedText]:
    """The lines of a cell of units or remarks, without those that say that there is nobody."""
    lines = unwrapped(cell_at(cells, columns, role).lines)
    return [SourcedText(line, source) for line in lines if line not in NOBODY]


def with_same_as_above(cells: Sequence[Cell], above: Sequence[Cell]) -> list[Cell]:
    """The cells of a row, what only says 同上 as the cell above it says it."""
    return [
        above[at] if at < len(above) and fold(cell.text) in _SAME else cell
        for at, cell in enumerate(cells)
    ]


def fits(cells: Sequence[Cell], columns: Columns) -> bool:
    """Whether a row that is short only lacks its last cells: what stands is where it belongs."""
    texts = [cells[at].text for at in columns.texts]
    number = fold(cell_at(cells, columns, NUMBER).text)
    leader = cell_at(cells, columns, LEADER).text
    units = [cell_at(cells, columns, role).text for role in (LEAD, UNITS, COOPERATING)]
    # 市民中心 may be what a task is called, where the number and the units stand in their places
    placed = number_alone(number) is not None and any(units)
    like_unit = any(
        is_unit_cell(text) for text in texts if text and not text.endswith("。")
    )
    return (
        any(texts)
        and (not leader or bool(leaders_in_column(leader) or _TITLE.search(leader)))
        and (placed or not like_unit)
        and (
            not number
            or number_alone(number) is not None
            or chinese_number(number) is not None
        )
        and all(is_unit_cell(text) for text in units if text)
    )


def put_right(row: TableRow, columns: Columns) -> tuple[list[Cell], bool]:
    """The row's cells where they belong, and whether that took a guess: a copy loses the cells that
    are merged with those above, so that the others stand too far left; what is lost elsewhere is
    found by signs."""
    cells = [*row.cells, *[Cell()] * (columns.width - len(row.cells))]
    pairs = zip(cells, columns.headings, strict=False)
    for at in [
        at
        for at, (cell, heading) in enumerate(pairs)
        if cell.covered and fold(cell.text) == heading
    ]:
        cells[at] = Cell()  # merged with the heading above it, by mistake
    if fits(cells, columns):
        return cells, False
    empty = next((at for at, cell in enumerate(reversed(cells)) if cell.lines), 0)
    for lost in range(1, empty + 1):
        moved = [*[Cell()] * lost, *cells[: len(cells) - lost]]
        if fits(moved, columns) and has_units(moved, columns):
            return moved, True
    return (
        (aligned(row, columns), True)
        if len(row.cells) < columns.width
        else (cells, False)
    )


def has_units(cells: Sequence[Cell], columns: Columns) -> bool:
    return any(
        cell_at(cells, columns, role).lines for role in (LEAD, UNITS, COOPERATING)
    )


def aligned(row: TableRow, columns: Columns) -> list[Cell]:
    """The row's cells by their signs: a number, a leader, units, a remark; the longest rest is the
    text."""
    cells = [Cell()] * columns.width
    filled = [cell for cell in row.cells if cell.lines]
    others = [cell for cell in filled if not is_unit_cell(cell.text)]
    longest = max(others, key=lambda cell: len(cell.text), default=None)
    for cell in filled:
        places = [
            columns.roles[role] for role in _roles(cell.text) if role in columns.roles
        ]
        places = (
            places
            or (columns.texts if cell is longest else [*columns.extra])
            or columns.texts
        )
        place = next((at for at in places if not cells[at].lines), places[-1])
        cells[place] = Cell((*cells[place].lines, *cell.lines))
    return cells


def _roles(text: str) -> list[str]:
    roles = [NUMBER] if number_alone(fold(text)) is not None else []
    roles += [LEADER] if leaders_in_cell(text) and not is_unit(text) else []
    roles += [REMARK] if is_remark(text) else []
    return roles + ([LEAD, UNITS, COOPERATING] if is_unit_cell(text) else [])


def unwrapped(lines: Sequence[str]) -> list[str]:
    """Names that ran over a line's end joined again: 市防汛防台抗旱指挥部 / 办公室,
    市财政局、市自然 / 资源规划局."""
    joined: list[str] = []
    for line in lines:
        if joined and runs_on(joined[-1], line):
            joined[-1] += line
        else:
            joined.append(line)
    return joined
