"""Rows that are the same piece of work: proposed side by side, joined or kept apart."""

from dataclasses import dataclass

from assignments.intake.book import Book
from assignments.intake.stored import row_label

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


def pairs(reading: dict, rows: list[dict], answers: dict, book: Book) -> list[Pair]:
    """The reader's proposals with what was decided. Copies with the very same text are joined
    unless somebody keeps them apart; others are kept apart unless somebody joins them."""
    by_name = {(row["kind"], row["number"]): row for row in reversed(rows) if row["number"]}
    found = []
    for proposal in reading.get("joint", []):
        first, second = (by_name.get((one["kind"], one["number"])) for one in proposal["rows"])
        if first is None or second is None or first["left_out"] or second["left_out"]:
            continue
        answer = answers.get("joint", {}).get(f"{first['index']}-{second['index']}")
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
