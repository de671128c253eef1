"""Whether the rows' numbers run on, and whether a section holds as many rows as it says: each as
one doubt."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assignments.notices.doubts import doubt
from assignments.notices.raw_rows import RawRow
from assignments.notices.rows import Doubt, Source
from assignments.notices.words.sections import Section

_MOST_FALLS = 5
_MOST_NAMED = 20


def doubts_of_numbers(
    rows: Sequence[RawRow], printed: Sequence[int | None] | None = None
) -> list[Doubt]:
    """Checked within each run of one kind; a run that starts again at 1 (a new section) is no
    disorder. Where each row tells its kind the kinds may be mixed, and each has numbers of its
    own. `printed` are the numbers as the page has them, where the rows were given others.
    """
    numbered = [
        (row, number)
        for row, number in zip(
            rows, printed or [row.number for row in rows], strict=True
        )
        if number is not None
    ]
    asked = _sorted_otherwise(numbered)
    doubts = list(asked.values())
    kind, section, last = "", None, 0
    left: dict[str, tuple] = {}
    for row, number in numbered:
        if row.kind in asked:
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


@dataclass
class SectionCounts:
    """The open headings that say how many items stand below them: 一、王强市长牵头重点工作(8项)."""

    open: list[tuple[Section, Source, int]] = field(default_factory=list)

    def enter(self, section: Section, source: Source, rows: int) -> list[Doubt]:
        """Go on under a heading, `rows` having been read so far; what was odd about those that
        end here."""
        doubts = self.close(rows, section.depth)
        if section.stated is not None:
            self.open.append((section, source, rows))
        return doubts

    def close(self, rows: int, depth: int = 0) -> list[Doubt]:
        ended = [held for held in self.open if held[0].depth >= depth]
        self.open = [held for held in self.open if held[0].depth < depth]
        return [
            doubt(
                "section_count_differs",
                source,
                text=section.title,
                stated=section.stated,
                found=rows - start,
            )
            for section, source, start in ended
            if rows - start != section.stated
        ]
