"""Rows without a number: such a text between rows 5 and 6 is a second part of row 5."""

from collections.abc import Sequence

from assignments.notices.doubts import doubt
from assignments.notices.raw_rows import RawPart, RawRow, SourcedText
from assignments.notices.rows import Doubt


def join_parts(rows: Sequence[RawRow]) -> tuple[list[RawRow], list[Doubt]]:
    """The rows with such texts put into the row before, in place, and a doubt for each of them."""
    kept: list[RawRow] = []
    doubts: list[Doubt] = []
    for row, following in zip(rows, _next_numbered(rows), strict=True):
        before = kept[-1] if kept else None
        if (
            row.number is None
            and before
            and before.number
            and _stands_between(row, before, following)
        ):
            append_part(before, row)
            doubts.append(
                doubt("part_unnumbered", row.source, before, text=row.text[:20])
            )
        else:
            kept.append(row)
    return kept, doubts


def _next_numbered(rows: Sequence[RawRow]) -> list[RawRow | None]:
    """For each row the next below that has a number."""
    following: list[RawRow | None] = []
    numbered = None
    for row in reversed(rows):
        following.append(numbered)
        numbered = row if row.number is not None else numbered
    return following[::-1]


def _stands_between(row: RawRow, before: RawRow, following: RawRow | None) -> bool:
    """5, nothing, 6 in one list: the kinds are the same, and no other theme has begun."""
    return (
        following is not None
        and following.number == (before.number or 0) + 1
        and row.kind == before.kind == following.kind
        and row.theme in (before.theme, None)
    )


def append_part(row: RawRow, other: RawRow) -> None:
    """Make `other` a part of `row`; what `row` held until now becomes its first part."""
    if not row.parts:
        row.parts.append(
            RawPart(
                None, list(row.texts), [*row.units, *row.cooperating], list(row.lead)
            )
        )
        row.units, row.cooperating, row.lead = [], [], []
    row.texts += [
        SourcedText("\n" + piece.text.lstrip("\n"), piece.source)
        for piece in other.texts
    ]
    row.parts += other.parts or [
        RawPart(
            None,
            list(other.texts),
            [*other.units, *other.cooperating],
            list(other.lead),
        )
    ]
    row.leaders += [leader for leader in other.leaders if leader not in row.leaders]
    row.remarks += other.remarks
    for name, text in other.extra.items():
        row.extra[name] = f"{row.extra[name]}\n{text}" if name in row.extra else text
