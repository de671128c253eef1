"""The plan as the database has it: what a document is compared with.

All tasks are held; what hangs on them (units, second leaders, targets) only for the rows at hand,
because of ten thousand tasks that would be the better part of a hundred megabytes.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import Combinable

from assignments.intake.comparing.matching import Ref
from assignments.ledger import bulk
from assignments.ledger.writing import hold_all
from assignments.models import (
    CoLeader,
    Leader,
    Plan,
    PlannedValue,
    Reading,
    Responsibility,
    SlowTarget,
    Target,
    Task,
    Unit,
    Work,
)
from assignments.rules.names import fold


@dataclass(frozen=True)
class State:
    """What a task says, from the database or from a document, in comparable form.

    `duties` are (reference, duty, note) in order; `co_leaders` are (reference, role) in order.
    """

    text: str
    section: str
    leader: Ref | None
    duties: tuple[tuple[Ref, str, str], ...]
    co_leaders: tuple[tuple[Ref, str], ...]
    remark: str

    def units(self, duty: str) -> list[Ref]:
        return [ref for ref, its, _ in self.duties if its == duty]


class StoredDuty(NamedTuple):
    """A responsibility as it is compared: there may be fifty thousand, so no model instance."""

    task_id: int
    unit_id: int
    unit: str
    duty: str
    note: str
    confirmed: bool


Key = tuple[str, int]
"""Kind and number: what a task is called by in a document."""


@dataclass
class Book:
    """One plan (or none yet): its tasks, and what hangs on those that are held."""

    plan: Plan | None
    tasks: dict[Key, Task] = field(default_factory=dict)
    held: tuple[int, ...] = ()
    duties: dict[int, list[StoredDuty]] = field(default_factory=dict)
    co_leaders: dict[int, list[CoLeader]] = field(default_factory=dict)
    targets: dict[int, list[Target]] = field(default_factory=dict)
    settled_targets: set[int] = field(default_factory=set)

    def hold(self, keys: Iterable[Key]) -> None:
        """Fetch what hangs on the tasks of these keys, in place of what was held; keys without a
        task are passed over. Three queries for some hundred tasks."""
        wanted = tuple(self.tasks[key].id for key in keys if key in self.tasks)
        if wanted == self.held:
            return
        of_tasks = {"task__in": wanted}
        duties = Responsibility.objects.filter(**of_tasks).order_by("order", "id")
        columns = ("task_id", "unit_id", "unit__name", "duty", "note", "confirmed")
        leaders = (
            CoLeader.objects.filter(**of_tasks)
            .prefetch_related("leader")
            .order_by("order", "id")
        )
        targets = (
            Target.objects.filter(**of_tasks)
            .order_by("order", "id")
            .annotate(settled=is_settled())
        )
        self.held = wanted
        self.duties = by_task(map(StoredDuty._make, duties.values_list(*columns)))
        self.co_leaders, self.targets = by_task(leaders), by_task(targets)
        self.settled_targets = {target.id for target in targets if target.settled}

    @cached_property
    def first_copies(self) -> set[int]:
        """The tasks that carry their work's targets: of several copies the first."""
        firsts: dict[int, int] = {}
        for task in self.tasks.values():
            firsts.setdefault(task.work_id, task.id)
        return set(firsts.values())

    def state_of(self, task: Task) -> State:
        return State(
            text=task.text,
            section=task.section,
            leader=Ref(task.leader_id, "", task.leader.name)
            if task.leader_id
            else None,
            duties=tuple(
                (Ref(row.unit_id, "", row.unit), row.duty, row.note)
                for row in self.duties.get(task.id, [])
            ),
            co_leaders=tuple(
                (Ref(row.leader_id, "", row.leader.name), row.role)
                for row in self.co_leaders.get(task.id, [])
            ),
            remark=task.remark,
        )

    def fingerprint(self) -> dict:
        """The state a preview is bound to: a digest for the plan, one for the names, one for
        each task. Stored with the batch and asked again when it is confirmed."""
        tasks: dict[str, str] = {}
        for chunk in bulk.chunks(self.tasks):
            self.hold(chunk)
            tasks.update((row_key(*key), self.task_digest(key)) for key in chunk)
        return {
            "plan": [self.plan.id, self.plan.version] if self.plan else None,
            "tasks": tasks,
        }

    def task_digest(self, key: Key) -> str:
        task, state = self.tasks[key], self.state_of(self.tasks[key])
        targets = [
            (t.id, t.version, t.text, str(t.value), t.measure)
            for t in self.targets.get(task.id, [])
        ]
        duties = [
            (r.unit_id, r.duty, r.confirmed, r.note)
            for r in self.duties.get(task.id, [])
        ]
        return digest([task.id, task.version, task.work_id, state, targets, duties])


def row_key(kind: str, number: int) -> str:
    return f"{kind}-{number}"


def digest(value) -> str:
    text = json.dumps(
        value, ensure_ascii=False, default=lambda record: vars(record), sort_keys=True
    )
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def hold_plan(plans: QuerySet[Plan]) -> None:
    """Lock plans, and the works and tasks of each, until the transaction ends."""
    tasks = Task.objects.filter(plan__in=plans)
    for rows in (plans, Work.objects.filter(pk__in=tasks.values("work")), tasks):
        hold_all(rows)


def open_book(plan: Plan | None) -> Book:
    """Load a plan's tasks. Leaders are fetched apart, so that all rows of one leader hold the same
    record."""
    if plan is None:
        return Book(None)
    tasks = (
        Task.objects.filter(plan=plan)
        .prefetch_related("leader")
        .order_by("kind", "number")
    )
    return Book(plan, {(task.kind, task.number): task for task in tasks})


def is_settled() -> Combinable:
    """Whether later work hangs on a target: a reading, a planned value, a place in an
    assessment."""
    of_target = {"target": OuterRef("pk")}
    return (
        Exists(Reading.objects.filter(**of_target))
        | Exists(PlannedValue.objects.filter(**of_target))
        | Exists(SlowTarget.objects.filter(**of_target))
    )


def by_task(rows) -> dict[int, list]:
    rows_by_task: dict[int, list] = defaultdict(list)
    for row in rows:
        rows_by_task[row.task_id].append(row)
    return rows_by_task


def names_digest() -> str:
    """A digest of every name that a document could be matched with."""
    units = list(
        Unit.objects.order_by("id").values_list(
            "id", "name", "full_name", "merged_into_id"
        )
    )
    leaders = list(Leader.objects.order_by("id").values_list("id", "name"))
    return digest([units, leaders])


def find_plan(
    year: int, *, level: str, title: str = "", document_number: str = ""
) -> Plan | None:
    """The stored plan that a notice is about: by document number, by title, or the only one of
    the year and level. None where that leaves a choice."""
    plans = list(Plan.objects.of_year(year).filter(level=level))
    for wanted, name in ((document_number, "document_number"), (title, "title")):
        same = [
            plan
            for plan in plans
            if wanted and fold(getattr(plan, name)) == fold(wanted)
        ]
        if len(same) == 1:
            return same[0]
    return plans[0] if len(plans) == 1 else None
