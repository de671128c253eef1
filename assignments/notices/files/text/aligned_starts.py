"""Where the rows of a table with columns by position begin: by blank lines, numbers, full stops."""

import re
from collections.abc import Sequence
from itertools import pairwise

from assignments.notices.blocks import TextLine
from assignments.notices.words.headings import (
    COOPERATING,
    LEAD,
    TEXT,
    UNITS,
)
from assignments.notices.words.sections import section_of

CutLine = tuple[TextLine, list[str]]
# A text that is over at the line's end: 建成并投入使用。.
_END = re.compile(r"[。.!?！？;；]$")


def rows_apart(
    body: Sequence[CutLine], roles: Sequence[str | None], numbers: Sequence[int]
) -> list[list[CutLine]] | None:
    """The lines of each row; None where that is not certain."""
    apart = [at for at in range(1, len(body)) if _gap(body, at)]
    headings = [at for at, (_, cells) in enumerate(body) if is_heading(cells)]
    borders = sorted({*headings, *(at + 1 for at in headings)})
    if not numbers:
        if apart:
            return _cut_at(body, sorted({*apart, *borders}))
        of_text = [at for at, role in enumerate(roles) if role == TEXT]
        whole = all(cells[at] for _, cells in body for at in of_text)
        return _each_alone(body) if whole else None
    ways = (
        _starts_by_blanks(body, numbers, apart, borders),
        _starts_between(numbers, apart, borders),
        _starts_by_top(body, roles, numbers, borders),
        _starts_by_ends(body, roles, numbers, borders),
    )
    return next((_cut_at(body, starts) for starts in ways if starts is not None), None)


def _each_alone(body: Sequence[CutLine]) -> list[list[CutLine]]:
    return [[each] for each in body]


def _gap(body: Sequence[CutLine], at: int) -> bool:
    """Whether a blank line stands above the line."""
    line, above = body[at][0].source.line or 0, body[at - 1][0].source.line or 0
    return line - above > 1 or "\x0c" in body[at][0].indent


def is_heading(cells: Sequence[str]) -> bool:
    return section_of(cells[0]) is not None and not any(cells[1:])


def _starts_by_blanks(
    body: Sequence[CutLine],
    numbers: Sequence[int],
    apart: Sequence[int],
    borders: Sequence[int],
) -> list[int] | None:
    """Blank lines between the rows, where exactly one number stands between any two of them."""
    starts = sorted({0, *apart, *borders} - {len(body)})
    ends = [*starts[1:], len(body)]
    for start, end in zip(starts, ends, strict=True):
        inside = [number for number in numbers if start <= number < end]
        expected = 0 if is_heading(body[start][1]) else 1
        if len(inside) != expected:
            return None
    return starts if numbers else None


def _starts_between(
    numbers: Sequence[int], apart: Sequence[int], borders: Sequence[int]
) -> list[int] | None:
    """One blank line, or one heading, between any two numbers: there the second one's row
    begins."""
    starts = [0]
    for first, second in pairwise(numbers):
        inside = {at for at in (*apart, *borders) if first < at <= second}
        if len(inside) != 1 and not inside & set(borders):
            return None
        starts += inside
    return starts if len(numbers) > 1 else None


def _starts_by_top(
    body: Sequence[CutLine],
    roles: Sequence[str | None],
    numbers: Sequence[int],
    borders: Sequence[int],
) -> list[int] | None:
    """Numbers beside the first line of each cell of their rows, where the text above has ended or
    stands apart."""
    if TEXT not in roles or (numbers[0] and numbers[0] not in borders):
        return None
    at = roles.index(TEXT)
    for number in numbers[1:]:
        above = next(
            (cells[at] for _, cells in reversed(body[:number]) if cells[at]), ""
        )
        if not (number in borders or _END.search(above) or _gap(body, number)):
            return None
    starts = sorted({*numbers, *borders})
    places = [
        place
        for place, role in enumerate(roles)
        if role in (TEXT, LEAD, COOPERATING, UNITS)
    ]
    for group in _cut_at(body, starts):
        if not is_heading(group[0][1]) and not _fills_first_line(group, places):
            return None
    return starts


def _fills_first_line(group: Sequence[CutLine], places: Sequence[int]) -> bool:
    """Whether each of these cells of a row, where it holds anything, begins in its first line."""
    first = group[0][1]
    empty = [place for place in places if not first[place]]
    return not any(cells[place] for _, cells in group for place in empty)


def _starts_by_ends(
    body: Sequence[CutLine],
    roles: Sequence[str | None],
    numbers: Sequence[int],
    borders: Sequence[int],
) -> list[int] | None:
    """Cells in the middle of their rows: a row begins behind a text that has ended, where each has
    one number."""
    if TEXT not in roles:
        return None
    at = roles.index(TEXT)
    ended = [
        position + 1
        for position, (_, cells) in enumerate(body)
        if cells[at] and _END.search(cells[at])
    ]
    return _starts_by_blanks(body, numbers, ended, borders)


def _cut_at(body: Sequence[CutLine], starts: Sequence[int]) -> list[list[CutLine]]:
    starts = sorted({0, *starts} - {len(body)})
    return [
        list(body[a:b])
        for a, b in zip(starts, [*starts[1:], len(body)], strict=True)
        if a < b
    ]
