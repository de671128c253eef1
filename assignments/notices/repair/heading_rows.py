"""The headings of a table, in one row or several: 责任分工 over 牵头领导 | 牵头单位 | 配合单位."""

from collections.abc import Sequence
from typing import NamedTuple

from assignments.notices.blocks import TableRow
from assignments.notices.words.headings import is_header, is_theme, role_of
from assignments.rules.names import fold

# Rows of one head: 责任单位 above 牵头 and 配合.
_MOST_ROWS = 3
# Characters of a heading below another one: 牵头单位, 完成时限.
_SHORT = 6
_BARE = 2  # 牵头, 配合: what is meant stands above


class HeadingRows(NamedTuple):
    """The heading of each column, where the rows below begin, and all that the rows of headings
    say."""

    headings: list[str]
    after: int
    heading_texts: frozenset[str]


def spans(row: TableRow) -> bool:
    """Whether the row says one thing only, or nothing."""
    return len({cell.text for cell in row.cells if cell.text}) <= 1


def heading_at(rows: Sequence[TableRow], position: int) -> HeadingRows | None:
    """The headings that begin in a row; None where it holds none."""
    if spans(rows[position]):
        return None
    headings = [fold(cell.text) for cell in rows[position].cells]
    if not is_header(headings):
        return None
    heading_texts, after = set(headings), position + 1
    while after < min(len(rows), position + _MOST_ROWS) and _goes_on(
        headings, rows[after]
    ):
        below = [fold(cell.text) for cell in rows[after].cells]
        heading_texts |= set(below)
        headings = _joined(headings, below)
        after += 1
    return HeadingRows(headings, after, frozenset(heading_texts - {""}))


def _goes_on(headings: Sequence[str], row: TableRow) -> bool:
    """Whether a row has headings of its own below one that is merged over them, or has nothing
    beside it.

    一 | 主要目标, merged to the right below single headings, opens a section and is no heading.
    """
    lower_headings = {
        at: fold(cell.text)
        for at, cell in enumerate(row.cells)
        if cell.lines and not cell.covered
    }
    empty_places = [
        at for at, cell in enumerate(row.cells) if cell.covered or not cell.lines
    ]
    return (
        len(row.cells) == len(headings)
        and bool(lower_headings)
        and bool(empty_places)
        and all(_is_wide(headings, at) for at in lower_headings)
        and all(
            role_of(text) or len(text) <= _SHORT for text in lower_headings.values()
        )
        and (
            any(map(role_of, lower_headings.values()))
            or all(row.cells[at].covered for at in empty_places)
        )
    )


def _is_wide(headings: Sequence[str], at: int) -> bool:
    """Whether the heading above a column stands over several: merged, or with nothing behind it."""
    above = headings[at]
    return (
        not above
        or headings.count(above) > 1
        or (at + 1 < len(headings) and not headings[at + 1])
    )


def _joined(headings: Sequence[str], below: Sequence[str]) -> list[str]:
    """Each column's heading of what stands above and below; what stands above goes on over what has
    nothing."""
    joined: list[str] = []
    above = ""
    for heading, lower in zip(headings, below, strict=True):
        above = heading or (above if lower else "")
        joined.append(_one_heading(above, lower))
    return joined


def _one_heading(above: str, below: str) -> str:
    if not below or above == below:
        return above
    if len(below) <= _BARE and role_of(below + above):
        return below + above
    return below if role_of(below) or is_theme(below) or not above else above + below
