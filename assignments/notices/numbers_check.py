"""Whether the rows' numbers run on: gaps, repetitions and disorder, each as one doubt."""

from collections.abc import Sequence

from assignments.notices.doubts import doubt
from assignments.notices.raw import RawRow
from assignments.notices.rows import Doubt


def doubts_of_numbers(rows: Sequence[RawRow]) -> list[Doubt]:
    """Checked within each run of one kind; a run that starts again at 1 (a new section) is no disorder."""
    doubts: list[Doubt] = []
    kind, last = "", 0
    for row in rows:
        if row.number is None:
            continue
        if row.kind != kind:
            kind, last = row.kind, 0
        if row.number != last + 1 and (row.number != 1 or last == 1):
            doubts.append(_odd(row, row.number, last))
        last = row.number
    return doubts


def _odd(row: RawRow, number: int, last: int) -> Doubt:
    if number == last:
        return doubt("number_repeated", row.source, row)
    if number < last:
        return doubt("number_disorder", row.source, row, before=last)
    numbers = f"{last + 1}" if number == last + 2 else f"{last + 1}—{number - 1}"
    return doubt("number_missing", row.source, row, numbers=numbers, before=last, after=number)
