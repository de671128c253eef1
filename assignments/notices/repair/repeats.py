"""Sheets that only repeat rows of others: a sheet for each leader beside one of all."""

from collections.abc import Sequence

from assignments.notices.doubts import doubt
from assignments.notices.raw_rows import RawRow
from assignments.notices.rows import Doubt
from assignments.rules.names import fold


def without_repeats(rows: Sequence[RawRow]) -> tuple[list[RawRow], list[Doubt]]:
    """The rows without those of sheets whose every row another sheet has as well, and a doubt for
    each such sheet; of two that say the same the first stays."""
    sheets: dict[str, list[RawRow]] = {}
    for row in rows:
        if row.source.sheet is not None:
            sheets.setdefault(row.source.sheet, []).append(row)
    order = list(sheets)
    doubts = []
    for name in sorted(order, key=lambda each: (len(sheets[each]), -order.index(each))):
        others = {
            _essence(row)
            for other, held in sheets.items()
            if other != name
            for row in held
        }
        if others and all(_essence(row) in others for row in sheets[name]):
            held = sheets.pop(name)
            doubts.append(
                doubt("sheet_repeats", held[0].source, text=name, count=len(held))
            )
    return [
        row for row in rows if row.source.sheet is None or row.source.sheet in sheets
    ], doubts


def _essence(row: RawRow) -> tuple[str, ...]:
    """What a row says, whatever its number and kind."""
    units = [piece.text for piece in (*row.lead, *row.units, *row.cooperating)]
    return (
        fold(row.text),
        "、".join(leader.name for leader in row.leaders),
        fold("、".join(units)),
    )
