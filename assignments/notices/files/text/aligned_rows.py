"""The lines of a table with columns by position put together as its rows."""

import re
from collections.abc import Sequence
from itertools import combinations

from assignments.notices.blocks import Cell, TableRow
from assignments.notices.doubts import doubt
from assignments.notices.files.text.aligned_starts import (
    CutLine,
    is_heading,
    rows_apart,
)
from assignments.notices.rows import Doubt
from assignments.notices.words.headings import (
    COOPERATING,
    LEAD,
    LEADER,
    NUMBER,
    TEXT,
    UNITS,
    is_header,
    role_of,
)
from assignments.notices.words.leaders import leaders_in_cell
from assignments.notices.words.numbering import FARTHEST_GAP, mark_of, number_alone
from assignments.notices.words.units import is_unit_cell
from assignments.rules.names import fold, is_title

NOBODY_THERE = "—"
_CLEAR, _FITS, _LIKE_TEXT = 0.1, 0.5, 0.8
# What begins a point of its own inside a cell: 1. (2) ③.
_OWN_LINE = re.compile(r"^(?:\d{1,2}[.、]|[(（]\d{1,2}[)）]|[①-⑳])")


def rows_of(cut: Sequence[CutLine]) -> tuple[list[TableRow], list[Doubt]] | None:
    """The rows, the headings first, and what is not certain about them; None where nobody can say
    where they begin."""
    headings = cut[0][1]
    roles = [role_of(fold(text)) for text in headings]
    body = [line for line in cut[1:] if not _repeats_headings(line[1])]
    groups = rows_apart(body, roles, _numbers(body, roles))
    if groups is None:
        return None
    doubts = []
    if LEADER in roles and _leaders_float(groups, roles.index(LEADER)):
        doubts.append(doubt("leaders_float", body[0][0].source))
        at = roles.index(LEADER)
        headings = _without(headings, at)
        groups = [_group_without(group, at) for group in groups]
    heading_cells = tuple(Cell((text,) if text else ()) for text in headings)
    rows = [TableRow(heading_cells, cut[0][0].source)]
    return rows + [_row(group, roles) for group in groups], doubts


def _repeats_headings(cells: Sequence[str]) -> bool:
    """Whether a line holds the headings once more, at the top of a page."""
    return is_header([fold(text) for text in cells if text])


def _group_without(group: Sequence[CutLine], at: int) -> list[CutLine]:
    return [(line, _without(cells, at)) for line, cells in group]


def _without(cells: Sequence[str], at: int) -> list[str]:
    return [*cells[:at], "", *cells[at + 1 :]]


def first_numbered(lines: Sequence[Sequence[str]], headings: Sequence[str]) -> int:
    """The first line that a row begins with, so that what stands above it may be the rest of a row
    that is lost."""
    at = next(
        (at for at, text in enumerate(headings) if role_of(text) in (NUMBER, TEXT)), 0
    )
    begins = (
        number_alone(cells[at]) is not None or mark_of(cells[at]) for cells in lines
    )
    return next(
        (position for position, begin in enumerate(begins) if begin), len(lines)
    )


def with_leader_lost(cut: list[CutLine], headings: Sequence[str]) -> list[CutLine]:
    """The lines below a page that was lost: its leader may have been another, so nobody is read for
    them."""
    at = next((at for at, text in enumerate(headings) if role_of(text) == LEADER), None)
    if at is None or not cut or cut[0][1][at]:
        return cut
    line, cells = cut[0]
    return [(line, [*cells[:at], NOBODY_THERE, *cells[at + 1 :]]), *cut[1:]]


def _numbers(body: Sequence[CutLine], roles: Sequence[str | None]) -> list[int]:
    """Which lines carry the number of a row: 1, 2, 3 in their column, or in front of the text."""
    at = roles.index(NUMBER) if NUMBER in roles else None
    text = roles.index(TEXT) if TEXT in roles else None
    numbered: list[int] = []
    expected: int | None = None
    for position, (_, cells) in enumerate(body):
        number = number_alone(cells[at]) if at is not None and cells[at] else None
        mark = (
            mark_of(cells[text])
            if at is None and text is not None and cells[text]
            else None
        )
        if (
            mark
            and mark.dotted
            and (expected is None or 0 <= mark.number - expected <= FARTHEST_GAP)
        ):
            number = mark.number
        if number is not None:
            numbered.append(position)
            expected = number + 1
    return numbered


def _leaders_float(groups: Sequence[Sequence[CutLine]], at: int) -> bool:
    """Whether leaders stand in the middle of the rows that share them, so that nobody can say where
    those begin."""
    tasks = [group for group in groups if not is_heading(group[0][1])]
    lines = [_line_of_leader(group, at) for group in tasks]
    if None not in lines:  # each row names its own, or there is no row
        return False
    return lines[0] is None or any(line is not None and line > 0 for line in lines)


def _line_of_leader(group: Sequence[CutLine], at: int) -> int | None:
    """In which line of a row its leader stands; None where it names none."""
    for position, (_, cells) in enumerate(group):
        if cells[at].strip(NOBODY_THERE):
            return position
    return None


def places_of(
    lines: Sequence[Sequence[str]], headings: Sequence[str]
) -> tuple[int, ...] | None:
    """Under which headings columns without any stand, in their order, by what they hold; None where
    several ways fit as well."""
    roles = [role_of(heading) for heading in headings]
    fits: list[list[float]] = []
    for column in zip(*lines, strict=True):
        cells = [cell for cell in column if cell]
        fits.append([_fit(cells, role) for role in roles])
    ways: list[tuple[float, tuple[int, ...]]] = []
    for way in combinations(range(len(roles)), len(fits)):
        ways.append((sum(_fits_on(way, fits)), way))
    ways.sort()
    best, way = ways[-1]
    if len(ways) > 1 and best - ways[-2][0] <= _CLEAR:
        return None
    return way if min(_fits_on(way, fits), default=1.0) > _FITS else None


def _fits_on(way: Sequence[int], fits: Sequence[Sequence[float]]) -> list[float]:
    """How well each column fits under the heading that a way gives it."""
    return [fits[at][place] for at, place in enumerate(way)]


def _fit(cells: Sequence[str], role: str | None) -> float:
    """How much of a column's cells is what such a heading calls for, from 0 to 1."""
    units = sum(map(is_unit_cell, cells)) / len(cells)
    leaders = sum(
        is_title(cell) or bool(leaders_in_cell(cell)) for cell in cells
    ) / len(cells)
    numbers = sum(number_alone(cell) is not None for cell in cells) / len(cells)
    if role in (LEAD, COOPERATING, UNITS):
        return units
    other = 1 - max(units, leaders, numbers)
    return {NUMBER: numbers, LEADER: leaders, TEXT: other}.get(
        role or "", other * _LIKE_TEXT
    )


def _row(group: Sequence[CutLine], roles: Sequence[str | None]) -> TableRow:
    columns = zip(*(cells for _, cells in group), strict=True)
    row: list[Cell] = []
    for texts, role in zip(columns, roles, strict=True):
        row.append(_cell([text for text in texts if text], role))
    return TableRow(tuple(row), group[0][0].source)


def _cell(lines: list[str], role: str | None) -> Cell:
    """The lines of a cell; those of a text run on, but for what begins a point of its own."""
    if role is not None and role != TEXT:
        return Cell(tuple(lines))
    whole: list[str] = []
    for line in lines:
        if whole and not _OWN_LINE.match(line):
            between = (
                " "
                if whole[-1][-1:].isascii()
                and line[:1].isascii()
                and line[:1].isalnum()
                else ""
            )
            whole[-1] += between + line
        else:
            whole.append(line)
    return Cell(tuple(whole))
