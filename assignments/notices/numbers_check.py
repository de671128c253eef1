"""Whether the rows' numbers run on: gaps, repetitions and disorder, each as one doubt."""

from collections.abc import Sequence

from assignments.notices.doubts import doubt
from assignments.notices.raw import RawRow
from assignments.notices.rows import Doubt


def doubts_of_numbers(rows: Sequence[RawRow]) -> list[Doubt]:
    """Checked within each run of one kind; a run that starts again at 1 (a new section) is no disorder."""
    doubts: list[Doubt] = []
    before: RawRow | None = None
    for row in rows:
        if row.number is None:
            continue
        if before is None or before.kind != row.kind:
            last = 0
        else:
            last = before.number or 0
        if row.number != last + 1 and row.number != 1 or row.number == 1 and last == 1:
            doubts.append(_odd(row, last))
        before = row
    return doubts


def _odd(row: RawRow, last: int) -> Doubt:
    place = {"source": row.source, "kind": row.kind, "number": row.number}
    if row.number == last:
        return doubt("number_repeated", **place)
    if row.number < last:
        return doubt("number_disorder", before=last, **place)
    missing = list(range(last + 1, row.number))
    numbers = f"{missing[0]}" if len(missing) == 1 else f"{missing[0]}—{missing[-1]}"
    return doubt("number_missing", numbers=numbers, before=last, after=row.number, **place)
