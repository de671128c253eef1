"""What one row of a table says of several things: duties in words, parts, copies of a joint task,
and units glued to the text."""

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from assignments.notices.doubts import doubt
from assignments.notices.raw_rows import KNOWN, RawPart, RawRow, SourcedText
from assignments.notices.rows import LIVELIHOOD, Doubt, Source
from assignments.notices.words.labels import labels_of, trailing_labels
from assignments.notices.words.numbering import mark_of
from assignments.notices.words.units import is_unit_cell
from assignments.rules.names import narrow

# So many cells under no heading are asked about one by one; more are one question about their
# column.
_FEW = 3
# Several numbers in one cell: 2、3 or 15/68.
_TOGETHER = re.compile(r"^\d{1,4}(?:[、,/]\d{1,4})+$")


def _alike(first: str, second: str) -> bool:
    return SequenceMatcher(None, first, second, autojunk=False).quick_ratio() > 0.8


def part_of(
    texts: Sequence[SourcedText],
    units: Sequence[SourcedText],
    lead: Sequence[SourcedText] = (),
) -> RawPart:
    """A part of a row; `lead` are the units that a column of their own names."""
    bare = [
        SourcedText(piece.text.lstrip("\n"), piece.source) for piece in texts[:1]
    ] + list(texts[1:])
    mark = mark_of(bare[0].text) if bare else None
    if mark:
        bare[0] = SourcedText(mark.rest, bare[0].source)
    return RawPart(mark.number if mark else None, bare, list(units), list(lead))


def take_labels(row: RawRow) -> list[Doubt]:
    """Read duties said in words inside a cell: 牵头单位:A;配合单位:B, or a bracket behind the
    text."""
    for piece in list(row.units):
        labels = labels_of(piece.text)
        if labels:
            row.units.remove(piece)
            labels.put_into(row, piece.source)
    if not row.texts or row.has_units:
        return []
    last = row.texts[-1]
    text, _, tail = last.text.rpartition("。")
    if text and is_unit_cell(tail):
        row.texts[-1] = SourcedText(text + "。", last.source)
        row.units.append(SourcedText(tail, last.source))
        return [doubt("cells_glued", row.source, row, text=tail)]
    trailing = trailing_labels(last.text)
    if trailing:
        row.texts[-1] = SourcedText(trailing[0], last.source)
        trailing[1].put_into(row, row.source)
    return []


def doubts_beyond(beyond: dict[int, list[tuple[str, Source]]]) -> list[Doubt]:
    """What stood under no heading, by column: one doubt for a whole column, one for each of a few
    cells."""
    doubts: list[Doubt] = []
    for at, held in beyond.items():
        if len(held) > _FEW:
            text, where = held[0]
            doubts.append(
                doubt(
                    "column_unnamed",
                    where,
                    column=at + 1,
                    count=len(held),
                    text=text[:20],
                )
            )
        else:
            doubts += [
                doubt("cells_beyond", where, text=text[:40]) for text, where in held
            ]
    return doubts


def carry_units(row: RawRow, above: RawRow) -> list[Doubt]:
    """A copy leaves out cells that are merged with those above: their units are those of the row
    above."""
    if not row.has_units:
        row.lead, row.units, row.cooperating = (
            list(above.lead),
            list(above.units),
            list(above.cooperating),
        )
    elif row.duties == KNOWN and not row.lead:
        row.lead = list(above.lead)
    else:
        return []
    return [doubt("units_carried_down", row.source, row)] if row.has_units else []


def split_parts(row: RawRow) -> None:
    """1.… 2.… in one cell beside as many lead units, each on a line: parts, as livelihood tables
    have them."""
    units = row.units or row.lead
    texts = [piece for piece in row.texts if mark_of(piece.text.lstrip("\n"))]
    numbers = [
        mark.number for piece in texts if (mark := mark_of(piece.text.lstrip("\n")))
    ]
    if row.kind != LIVELIHOOD or len(units) != len(texts) or row.cooperating:
        return
    if len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1)):
        row.parts = [
            part_of([text], [unit]) for text, unit in zip(texts, units, strict=True)
        ]
        row.units, row.lead = [], []


def numbers_together(text: str) -> list[int]:
    """2、3 -> [2, 3], as a list by pieces of work has it; [] for anything else."""
    folded = narrow(text)
    return (
        [int(number) for number in re.split(r"[、,/]", folded)]
        if _TOGETHER.match(folded)
        else []
    )


def copies(row: RawRow, numbers: Sequence[int]) -> list[RawRow]:
    """One row of a joint task as the rows that were put together in it: as many leaders as
    numbers are one for each, and so are as many lines of text where they are alike."""
    leaders = (
        [[leader] for leader in row.leaders]
        if len(row.leaders) == len(numbers)
        else None
    )
    texts = [
        [SourcedText(piece.text.lstrip("\n"), piece.source)] for piece in row.texts
    ]
    if len(texts) != len(numbers) or not all(
        _alike(texts[0][0].text, each[0].text) for each in texts
    ):
        texts = []
    return [
        replace(
            row,
            number=number,
            leaders=leaders[at] if leaders else list(row.leaders),
            texts=texts[at] if texts else list(row.texts),
            units=list(row.units),
            lead=list(row.lead),
            cooperating=list(row.cooperating),
            remarks=list(row.remarks),
            parts=list(row.parts),
            extra=dict(row.extra),
        )
        for at, number in enumerate(numbers)
    ]
