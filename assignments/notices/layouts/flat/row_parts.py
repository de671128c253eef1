"""The numbered parts of a row in a table without borders: 1.… with its units, 2.… with its own; or
only a list."""

import re
from collections.abc import Sequence

from assignments.notices.blocks import TextLine
from assignments.notices.doubts import doubt
from assignments.notices.raw_rows import RawRow, SourcedText
from assignments.notices.rows import Doubt
from assignments.notices.words.numbering import Mark, mark_of, number_alone
from assignments.rules.names import narrow

# The number of a part inside a row: (1) or ①.
_SUB = re.compile(r"^(?:\((?P<number>\d{1,2})\)|(?P<circled>[①-⑳]))\s*(?=\S)")


def counts_alone(lines: Sequence[str]) -> bool:
    """Whether rows have their numbers on lines of their own: 1, 2 … stand there in order. Then 1.…
    is no row."""
    expected = 1
    for text in lines:
        if number_alone(text) == expected:
            expected += 1
    return expected > 2


def part_mark(text: str) -> Mark | None:
    """The number in front of a part: 1.…, (1)…, ①…"""
    match = _SUB.match(narrow(text))
    if not match:
        mark = mark_of(text)
        return mark if mark and mark.dotted else None
    number = (
        int(match["number"])
        if match["number"]
        else ord(match["circled"]) - ord("①") + 1
    )
    return Mark(number, True, text[match.end() :].strip())


def begins_part(
    mark: Mark, row: RawRow | None, expected: int | None, alone: bool, before: int
) -> bool:
    """Whether such a line is a part of the open row, or of one that has lost its number. `alone`
    says that the rows have their numbers on lines of their own, so that a part may stand below what
    the row is called; `before` is the number of the part read last, for parts may run on from row
    to row."""
    if row is None or (row.has_units and not row.parts):
        return mark.number == 1 and expected != 1
    if not row.parts:
        return (mark.number == 1 and (alone or not row.texts)) or (
            alone and mark.number == before + 1 > 2
        )
    last = row.parts[-1].number or 0
    return mark.number in (last, last + 1)


def add_text(row: RawRow, line: TextLine, before: str) -> None:
    """More of the text of a row, and of its last part."""
    piece = SourcedText(before + line.text, line.source)
    row.texts.append(piece)
    if row.parts:
        row.parts[-1].texts.append(piece)


def settle_parts(rows: Sequence[RawRow]) -> list[Doubt]:
    """Parts of which only the last has units are a list inside one cell, in place; another one
    without units is asked about."""
    doubts: list[Doubt] = []
    for row in rows:
        numbered = [part for part in row.parts if part.number is not None]
        if len(numbered) < len(row.parts):
            continue
        if not any(part.has_units for part in row.parts[:-1]):
            for part in row.parts:
                row.units += part.units
                row.lead += part.lead
            row.parts = []
        doubts += [
            doubt(
                "part_units_missing",
                part.texts[0].source,
                row,
                text=part.texts[0].text[:20],
            )
            for part in row.parts
            if not part.has_units
        ]
    return doubts
