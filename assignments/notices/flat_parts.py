"""Rows that are no rows: a text without a number between 5 and 6 is a second part of row 5."""

from collections.abc import Sequence

from assignments.notices.doubts import doubt
from assignments.notices.raw import Piece, RawPart, RawRow
from assignments.notices.rows import Doubt


def join_parts(rows: Sequence[RawRow]) -> tuple[list[RawRow], list[Doubt]]:
    """The rows with such texts put into the row before, in place, and a doubt for each of them."""
    kept: list[RawRow] = []
    doubts: list[Doubt] = []
    for position, row in enumerate(rows):
        following = next((r.number for r in rows[position + 1 :] if r.number is not None), None)
        before = kept[-1] if kept else None
        if row.number is None and before and before.number and following == before.number + 1:
            append_part(before, row)
            doubts.append(doubt("part_unnumbered", row.source, before, text=row.text[:20]))
        else:
            kept.append(row)
    return kept, doubts


def append_part(row: RawRow, other: RawRow) -> None:
    """Make `other` a part of `row`; what `row` held until now becomes its first part."""
    if not row.parts:
        row.parts.append(RawPart(None, list(row.texts), list(row.units)))
        row.units = []
    row.texts += [Piece("\n" + piece.text.lstrip("\n"), piece.source) for piece in other.texts]
    row.parts += other.parts or [RawPart(None, list(other.texts), list(other.units))]
    row.remarks += other.remarks
    for name, text in other.extra.items():
        row.extra[name] = f"{row.extra[name]}\n{text}" if name in row.extra else text
