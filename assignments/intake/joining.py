"""Rows that are the same piece of work: proposed side by side, joined or kept apart."""

from dataclasses import dataclass

from assignments.intake.book import Book
from assignments.intake.stored import row_label
from assignments.models import ImportBatch

JOIN, APART = "join", "apart"


@dataclass(frozen=True)
class Pair:
    """Two rows that look like one work. `settled` is set where the database has decided
    already, and then nothing is asked; `decided` says that a person has answered."""

    first: dict
    second: dict
    exact: bool
    differences: tuple[str, ...]
    decision: str
    decided: bool
    settled: str = ""

    @property
    def key(self) -> str:
        return f"{self.first['index']}-{self.second['index']}"

    @property
    def label(self) -> str:
        return f"{row_label(self.first)} 与 {row_label(self.second)}"

    @property
    def both(self) -> tuple[dict, dict]:
        return self.first, self.second

    @property
    def joins(self) -> bool:
        return self.decision == JOIN and not self.settled


def pairs(batch: ImportBatch, rows: list, book: Book) -> list[Pair]:
    """The reader's proposals with what was decided; `rows` are those of the preview. Copies with the
    very same text are joined unless somebody keeps them apart; others are kept apart unless somebody
    joins them."""
    by_name = {row.key: row for row in reversed(rows) if not row.is_left_out}
    answers = batch.answers.get("joint", {})
    found = []
    for proposal in batch.reading.get("joint", []):
        both = [by_name.get((one["kind"], one["number"])) for one in proposal["rows"]]
        if None in both:
            continue
        first, second = (one.row for one in both)
        answer = answers.get(f"{first['index']}-{second['index']}")
        found.append(
            Pair(
                first,
                second,
                proposal["exact"],
                tuple(one["message"] for one in proposal["differences"]),
                answer or (JOIN if proposal["exact"] else APART),
                answer is not None,
                settled_by(book, first, second),
            )
        )
    return found


def settled_by(book: Book, first: dict, second: dict) -> str:
    """What the database says about two rows that it has both: their works are one, or two."""
    works = [book.tasks[key].work_id for key in keys(first, second) if key in book.tasks]
    if len(works) < 2:
        return ""
    return "已合并为一项工作" if works[0] == works[1] else "已分别立项，合并请在台账中办理"


def keys(*rows: dict) -> list[tuple[str, int]]:
    return [(row["kind"], row["number"]) for row in rows]


def companions(found: list[Pair]) -> dict[int, list[int]]:
    """For each row that is joined, all the rows of its group (itself too), by index."""
    groups: dict[int, list[int]] = {}
    for pair in found:
        if pair.joins:
            one = groups.get(pair.first["index"], [pair.first["index"]])
            two = groups.get(pair.second["index"], [pair.second["index"]])
            merged = one if one is two else sorted({*one, *two})
            groups.update(dict.fromkeys(merged, merged))
    return groups
