"""Rows that are the same piece of work: proposed side by side, joined or kept apart."""

from collections.abc import Iterator
from dataclasses import dataclass

from assignments.intake.comparing.known_plan import Book
from assignments.intake.comparing.other_plans import Elsewhere, as_row, with_units
from assignments.intake.stored_reading import row_label
from assignments.models import ImportBatch, Task
from assignments.rules.names import unit_key

JOIN, APART = "join", "apart"


@dataclass(frozen=True)
class RowPair:
    """Two rows that look like one work; the second may be a stored `task` of another plan.
    `settled` is set where the database has decided already, and then nothing is asked; `decided`
    says that a person has answered."""

    first: dict
    second: dict
    exact: bool
    differences: tuple[str, ...]
    decision: str
    decided: bool
    settled: str = ""
    task: Task | None = None

    @property
    def key(self) -> str:
        return pair_key(self.first, self.second, self.task)

    @property
    def label(self) -> str:
        plan = f"“{self.task.plan}”的" if self.task else ""
        return f"{row_label(self.first)} 与 {plan}{row_label(self.second)}"

    @property
    def copies(self) -> tuple[dict, dict]:
        return self.first, self.second

    @property
    def joins(self) -> bool:
        return self.decision == JOIN and not self.settled


def pair_key(first: dict, second: dict, task: Task | None = None) -> str:
    """The name that a pair goes by in the answers."""
    return (
        f"{first['index']}-task{task.pk}"
        if task
        else f"{first['index']}-{second['index']}"
    )


def pairs(batch: ImportBatch, rows: list, book: Book) -> list[RowPair]:
    """The reader's proposals with what was decided; `rows` are those of the preview. Copies with
    the very same text are joined unless somebody keeps them apart; others are kept apart unless
    somebody joins them."""
    by_name = {row.key: row for row in reversed(rows) if not row.is_left_out}
    answers = batch.answers.get("joint", {})
    proposed = []
    for proposal in batch.reading.get("joint", []):
        names = [(copy["kind"], copy["number"]) for copy in proposal["rows"]]
        copies = [by_name.get(name) for name in names]
        # One of the two is left out, or has been given another number by hand.
        if None in copies:
            continue
        first, second = (copy.row for copy in copies)
        answer = answers.get(pair_key(first, second))
        proposed.append(
            RowPair(
                first,
                second,
                proposal["exact"],
                tuple(difference["message"] for difference in proposal["differences"]),
                answer or (JOIN if proposal["exact"] else APART),
                answer is not None,
                settled_by(book, first, second),
            )
        )
    return proposed


def pairs_elsewhere(
    batch: ImportBatch, rows: list, elsewhere: Elsewhere
) -> list[RowPair]:
    """New rows beside what the year's other plans say in the same words, or nearly. As within
    one plan, the very same text is joined unless somebody keeps it apart."""
    if not elsewhere.tasks:
        return []
    answers = batch.answers.get("joint", {})
    alike: list[tuple[dict, Task, bool]] = []
    for row in rows:
        if row.is_new:
            for task, exact in elsewhere.like(row.key[0], row.row["text"]):
                alike.append((row.row, task, exact))
    with_units([task for _, task, _ in alike])
    proposed = []
    for first, task, exact in alike:
        second = as_row(task)
        answer = answers.get(pair_key(first, second, task))
        proposed.append(
            RowPair(
                first,
                second,
                exact,
                tuple(differences(first, second)),
                answer or (JOIN if exact else APART),
                answer is not None,
                task=task,
            )
        )
    return proposed


def differences(first: dict, second: dict) -> Iterator[str]:
    """What the two say of who does it, where they do not say the same."""
    if leader_of(first) != leader_of(second):
        yield f"牵头领导不同：{leader_of(first) or '无'}；{leader_of(second) or '无'}"
    for name, label in (("lead", "牵头单位"), ("cooperating", "配合单位")):
        if [unit_key(unit) for unit in first[name]] != [
            unit_key(unit) for unit in second[name]
        ]:
            yield (
                f"{label}不同：{'、'.join(first[name]) or '无'}；"
                f"{'、'.join(second[name]) or '无'}"
            )


def leader_of(row: dict) -> str:
    return (row.get("leader") or {}).get("name", "")


def settled_by(book: Book, first: dict, second: dict) -> str:
    """What the database says about two rows that it has both: their works are one, or two."""
    works = [
        book.tasks[key].work_id for key in keys(first, second) if key in book.tasks
    ]
    if len(works) < 2:
        return ""
    return (
        "已合并为一项工作" if works[0] == works[1] else "已分别立项，合并请在台账中办理"
    )


def keys(*rows: dict) -> list[tuple[str, int]]:
    return [(row["kind"], row["number"]) for row in rows]


def companions(proposed: list[RowPair]) -> dict[int, list[int]]:
    """For each row that is joined, all the rows of its group (itself too), by index."""
    groups: dict[int, list[int]] = {}
    for pair in proposed:
        if pair.joins and pair.task is None:
            first_group = groups.get(pair.first["index"], [pair.first["index"]])
            second_group = groups.get(pair.second["index"], [pair.second["index"]])
            merged = (
                first_group
                if first_group is second_group
                else sorted({*first_group, *second_group})
            )
            groups.update(dict.fromkeys(merged, merged))
    return groups


def adopted(proposed: list[RowPair]) -> dict[int, list[Task]]:
    """For each row that joins the work of another plan's task: those tasks, by index. What one
    row of a group joins, the whole group joins."""
    groups = companions(proposed)
    tasks: dict[int, list[Task]] = {}
    for pair in proposed:
        if pair.joins and pair.task is not None:
            index = pair.first["index"]
            for companion in groups.get(index, [index]):
                tasks.setdefault(companion, []).append(pair.task)
    return tasks


def torn(proposed: list[RowPair]) -> list[str]:
    """The rows that would join two works at once, one sentence each."""
    labels = {
        pair.first["index"]: row_label(pair.first)
        for pair in proposed
        if pair.task is not None
    }
    sentences = []
    for index, tasks in adopted(proposed).items():
        works = {task.work_id for task in tasks}
        if index in labels and len(works) > 1:
            named = "、".join(task.label for task in tasks)
            sentences.append(
                f"{labels[index]} 不能同时并入两项工作（{named}），请只选一项合并。"
            )
    return sentences
