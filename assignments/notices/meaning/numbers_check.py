"""Whether the rows' numbers run on: what is odd about them, each as one doubt."""

from collections.abc import Sequence
from itertools import pairwise

from assignments.notices.doubts import doubt
from assignments.notices.raw_rows import RawRow
from assignments.notices.rows import Doubt

# A list that falls back more often, with no number twice, was sorted by something else.
_MOST_FALLS = 5
# Missing numbers named in one sentence; the rest are 等35个.
_MOST_NAMED = 20


def doubts_of_numbers(
    rows: Sequence[RawRow], printed: Sequence[int | None] | None = None
) -> list[Doubt]:
    """Checked within each run of one kind; a run that starts again at 1 (a new section) is no
    disorder. Where each row tells its kind the kinds may be mixed, and each has numbers of its
    own. `printed` are the numbers as the page has them, where the rows were given others.
    """
    numbers = printed or [row.number for row in rows]
    numbered = [
        (row, number)
        for row, number in zip(rows, numbers, strict=True)
        if number is not None
    ]
    misordered = _sorted_otherwise(numbered)
    doubts = list(misordered.values())
    kind, section, last = "", None, 0
    left: dict[str, tuple] = {}
    for row, number in numbered:
        if row.kind in misordered:
            continue
        if row.kind != kind:
            left[kind] = section, last
            section, last = (
                left.get(row.kind, (None, 0)) if row.kind_told else (None, 0)
            )
            kind = row.kind
        begins = number == 1 and (last != 1 or section != (row.leaders, row.theme))
        if number != last + 1 and not begins:
            doubts.append(_odd(row, number, last))
        section, last = (row.leaders, row.theme), number
    return doubts


def _sorted_otherwise(numbered: Sequence[tuple[RawRow, int]]) -> dict[str, Doubt]:
    """One doubt for each kind whose rows somebody sorted by another column: each number once, in no
    order."""
    doubts = {}
    for kind in dict.fromkeys(row.kind for row, _ in numbered):
        first = next(row for row, _ in numbered if row.kind == kind)
        numbers = [number for row, number in numbered if row.kind == kind]
        falls = sum(after < before for before, after in pairwise(numbers))
        if falls > _MOST_FALLS and len(set(numbers)) == len(numbers):
            gaps = sorted(set(range(1, max(numbers) + 1)) - set(numbers))
            missing = f"缺少第{_named(gaps)}项" if gaps else "没有缺号"
            doubts[kind] = doubt(
                "numbers_sorted", first.source, count=len(numbers), missing=missing
            )
    return doubts


def _named(gaps: Sequence[int]) -> str:
    more = f"等{len(gaps)}个" if len(gaps) > _MOST_NAMED else ""
    return "、".join(map(str, gaps[:_MOST_NAMED])) + more


def _odd(row: RawRow, number: int, last: int) -> Doubt:
    if number == last:
        return doubt("number_repeated", row.source, row)
    if number < last:
        return doubt("number_disorder", row.source, row, before=last)
    numbers = f"{last + 1}" if number == last + 2 else f"{last + 1}—{number - 1}"
    return doubt(
        "number_missing", row.source, row, numbers=numbers, before=last, after=number
    )
