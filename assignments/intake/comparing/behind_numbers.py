"""Whether a row and the stored task behind its number are about the same thing."""

from assignments.choices import TaskKind
from assignments.intake.comparing.diff import CellChange
from assignments.intake.comparing.known_plan import Book
from assignments.intake.comparing.other_plans import (
    SAME_TASK,
    overlap,
    pairs_of,
    text_likeness,
)

OTHER = 0.3
"""Texts that have less in common, of 1, are hardly two wordings of one task."""


def likely_kind(row: dict, book: Book) -> str:
    """The kind of the stored task of this number that says the same; what the reader took it
    for, where no other one does."""
    shared = {
        kind: overlap(book.tasks[kind, row["number"]].text, row["text"])
        for kind in TaskKind.values
        if (kind, row["number"]) in book.tasks
    }
    best = max(shared, key=lambda kind: shared[kind], default=row["kind"])
    return best if shared.get(best, 0) >= SAME_TASK else row["kind"]


def says_another(cell: CellChange) -> bool:
    """Whether a text that differs is that of another task, and no new wording of the same."""
    return cell.field == "text" and overlap(cell.old, cell.new) < SAME_TASK


def doubts_of_changes(changed: list[CellChange]) -> list[str]:
    """What is asked about a change: a number that stands for quite another text, and what would be
    emptied, because a file without a column has nothing in it either."""
    doubts = [
        f"导入后“{cell.label}”将清空，请核对。"
        for cell in changed
        if cell.old and not cell.new
    ]
    for cell in changed:
        if (
            cell.field == "text"
            and text_likeness(pairs_of(cell.old), pairs_of(cell.new)) < OTHER
        ):
            doubts.append(
                "编号相同，但内容与已有的任务大不相同，可能不是同一项，请核对。"
            )
    return doubts
