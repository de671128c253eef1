"""The only counter. A dashboard, a bulletin and an export that show the same number got
it here, and every number carries the query of the list behind it.

A `Board` is one period of one year. A `Selection` is a question to it; `board.select`
answers with lines, `board.count` with a number and the address query of its list. Page
and list ask with the same Selection, so the number is the length of the list.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any, Optional
from urllib.parse import urlencode

from django.db.models import F, Prefetch, Q, QuerySet

from assignments.choices import ApprovalState, Duty, Group, Move, ReportState, TaskKind
from assignments.ledger.lines import TargetLine, WorkLine, grouped
from assignments.models import (
    Assessment,
    CoLeader,
    Period,
    PlannedValue,
    ProgressReport,
    Reading,
    Responsibility,
    SlowTarget,
    Target,
    Task,
    Work,
)


@dataclass(frozen=True)
class Selection:
    """Which works are meant. Empty fields do not restrict. `by` says whether joint rows
    are listed once ("work") or each ("task"); its number counts accordingly."""

    kind: str = ""
    leader: int | None = None
    co_leader: int | None = None
    unit: int | None = None
    duty: str = ""
    standing: str = ""
    move: str = ""
    reported: str = ""
    joint: str = ""
    level: str = ""
    by: str = "task"

    def query(self, period: Period) -> str:
        """The selection as the query string of the ledger of tasks."""
        pairs = [("period", period.code)]
        pairs += [(f.name, getattr(self, f.name)) for f in fields(self)]
        return urlencode([(name, value) for name, value in pairs if value not in ("", None)])


@dataclass(frozen=True)
class Count:
    """A number and the query of the list that is exactly so long."""

    value: int
    query: str
    key: str = ""
    label: str = ""
    change: int | None = None


@dataclass(frozen=True)
class Pile:
    """A list that stands whole on the page, and its number: how long the list is."""

    key: str
    label: str
    entries: tuple

    @property
    def value(self) -> int:
        return len(self.entries)


class Board:
    """All works of one period's year. Parts load when first asked for, each by one query.

    Readings come from accepted reports; with `submitted` also from those that wait for
    review in this period, for the office's own pages, where the decision is made. With
    `work` the board holds that one work alone, for its own page.
    """

    def __init__(self, period: Period, *, submitted: bool = False, work: Work | None = None):
        self.period = period
        self.submitted = submitted
        self.work = work

    def scoped(self, rows: QuerySet, path: str) -> QuerySet:
        """The rows of the board's one work, where it has but one; `path` leads there."""
        return rows.filter(**{path: self.work}) if self.work else rows

    @cached_property
    def tasks(self) -> list[Task]:
        rows = Task.objects.of_year(self.period.year).select_related("work", "leader", "plan")
        return list(self.scoped(rows, "work").order_by("kind", "plan__level", "number", "id"))

    @cached_property
    def duties(self) -> dict[int, list[Responsibility]]:
        rows = Responsibility.objects.filter(task__plan__year=self.period.year).select_related("unit")
        return grouped(self.scoped(rows, "task__work").order_by("order", "id"), "task_id")

    @cached_property
    def co_leaders(self) -> dict[int, list[CoLeader]]:
        rows = CoLeader.objects.filter(task__plan__year=self.period.year).select_related("leader")
        return grouped(self.scoped(rows, "task__work").order_by("order", "id"), "task_id")

    @cached_property
    def assessments(self) -> dict[int, list[Assessment]]:
        """Up to and including the period, by work; the slow targets come with them."""
        rows = Assessment.objects.filter(
            period__year=self.period.year, period__kind=self.period.kind, period__index__lte=self.period.index
        ).select_related("period")
        slow = Prefetch("slow_targets", SlowTarget.objects.all())
        return grouped(self.scoped(rows, "work").prefetch_related(slow), "work_id")

    @cached_property
    def reports(self) -> dict[int, list[ProgressReport]]:
        rows = ProgressReport.objects.filter(period=self.period).select_related("unit")
        return grouped(self.scoped(rows, "work").order_by("id"), "work_id")

    @cached_property
    def readings(self) -> dict[int, list[Reading]]:
        """Readings of the year up to the period, oldest first, by target."""
        told = Q(report__state=ReportState.ACCEPTED)
        if self.submitted:
            told |= Q(report__state=ReportState.SUBMITTED, report__period=self.period)
        rows = Reading.objects.filter(
            told, report__period__year=self.period.year, report__period__ends__lte=self.period.ends
        ).select_related("report__period")
        newest_last = ("report__period__ends", F("report__reviewed_at").asc(nulls_last=True), "id")
        return grouped(self.scoped(rows, "target__work").order_by(*newest_last), "target_id")

    @cached_property
    def planned(self) -> dict[int, list[PlannedValue]]:
        rows = PlannedValue.objects.filter(period__year=self.period.year, state=ApprovalState.APPROVED)
        return grouped(self.scoped(rows, "target__work").select_related("period"), "target_id")

    @cached_property
    def targets(self) -> dict[int, list[TargetLine]]:
        rows = Target.objects.filter(work__year=self.period.year).select_related("unit")
        return grouped_targets(self, self.scoped(rows, "work").order_by("order", "id"))

    @cached_property
    def lines(self) -> list[WorkLine]:
        """One for each work, in the order of the notice, without targets."""
        by_work = grouped(self.tasks, "work_id")
        return [self.line(tasks) for tasks in by_work.values()]

    def line(self, tasks: list[Task]) -> WorkLine:
        work = tasks[0].work
        return WorkLine(
            work=work,
            period=self.period,
            tasks=tasks,
            duties=[duty for task in tasks for duty in self.duties.get(task.id, [])],
            co_leaders=[co for task in tasks for co in self.co_leaders.get(task.id, [])],
            assessments={a.period_id: a for a in self.assessments.get(work.id, [])},
            reports=self.reports.get(work.id, []),
        )

    def with_targets(self) -> "Board":
        """The same board with each line's targets, readings and plan filled in."""
        for line in self.lines:
            line.targets = self.targets.get(line.work.id, [])
        return self

    @cached_property
    def by_work(self) -> dict[int, WorkLine]:
        return {line.work.id: line for line in self.lines}

    def select(self, selection: Selection) -> list[WorkLine]:
        """The lines that a selection means, in the order of the notice."""
        return [line for line in self.lines if matches(line, selection)]

    def rows(self, selection: Selection) -> list[tuple[WorkLine, list[Task]]]:
        """The entries of the list: with by="work" each line with all its fitting tasks,
        with by="task" each fitting task by itself."""
        found = [(line, fitting_tasks(line, selection)) for line in self.select(selection)]
        if selection.by == "work":
            return found
        rows = [(line, [task]) for line, tasks in found for task in tasks]
        return sorted(rows, key=lambda row: (row[1][0].kind, row[1][0].plan.level, row[1][0].number))

    def count(self, selection: Selection, *, key: str = "", label: str = "", change=None) -> Count:
        """How many entries the list of this selection has, and its query."""
        return Count(len(self.rows(selection)), selection.query(self.period), key, label, change)

    def groups(self, selection: Selection, before: Optional["Board"] = None) -> list[Count]:
        """One count for each group, in the order of the vocabulary; they sum to the count
        of the selection itself. With `before` each carries its change since then."""
        found = []
        for group in Group:
            narrowed = replace(selection, standing=group.value)
            change = None
            if before is not None:
                change = len(self.rows(narrowed)) - len(before.rows(narrowed))
            found.append(self.count(narrowed, key=group.value, label=group.label, change=change))
        return found

    def moves(self, selection: Selection) -> list[Count]:
        """One count for each move since the last standing."""
        return [
            self.count(replace(selection, move=move.value), key=move.value, label=move.label) for move in Move
        ]


def grouped_targets(board: Board, rows: Iterable[Target]) -> dict[int, list[TargetLine]]:
    lines = [target_line(board, target) for target in rows]
    found: dict[int, list[TargetLine]] = {}
    for line in lines:
        found.setdefault(line.target.work_id, []).append(line)
    return found


def target_line(board: Board, target: Target) -> TargetLine:
    readings = board.readings.get(target.id, [])
    values = {r.report.period.ends: r.value for r in readings if r.value is not None}
    reached = [reading.reached_on for reading in readings if reading.reached_on]
    return TargetLine(
        target=target,
        reading=values[max(values)] if values else None,
        reached_on=reached[-1] if reached else None,
        readings=tuple(sorted(values.items())),
        planned=tuple(sorted((p.period.ends, p.value) for p in board.planned.get(target.id, []))),
        as_of=board.period.as_of,
    )


def fitting_tasks(line: WorkLine, selection: Selection) -> list[Task]:
    """The tasks of a line that a selection means; leader, level and kind are a task's."""
    tasks = line.tasks
    if selection.kind:
        tasks = [task for task in tasks if task.kind == selection.kind]
    if selection.level:
        tasks = [task for task in tasks if task.plan.level == selection.level]
    if selection.leader:
        tasks = [task for task in tasks if task.leader_id == selection.leader]
    return tasks


def matches(line: WorkLine, selection: Selection) -> bool:
    """Whether a line belongs to a selection."""
    return bool(fitting_tasks(line, selection)) and all(
        (
            not selection.co_leader
            or any(co.leader_id == selection.co_leader for co in line.helping_leaders),
            not selection.unit or has_duty(line, selection.unit, selection.duty),
            not selection.duty or selection.unit or line.units_with(selection.duty),
            not selection.standing or line.group == selection.standing,
            not selection.move or line.move == selection.move,
            not selection.reported or (selection.reported == "yes") != line.is_silent,
            not selection.joint or (selection.joint == "yes") == line.is_joint,
        )
    )


def has_duty(line: WorkLine, unit: int, duty: str) -> bool:
    """Whether a unit leads or helps a work; leading wins where the copies disagree."""
    lead = any(found.id == unit for found in line.lead_units)
    if duty == Duty.LEAD:
        return lead
    helps = any(found.id == unit for found in line.cooperating_units)
    return helps if duty == Duty.COOPERATING else lead or helps


def summary(board: Board, before: Board | None = None) -> dict[str, Any]:
    """The figures of the opening sentence: key works and livelihood projects, each as a
    whole and by group, counted by works (以项计)."""
    key = Selection(kind=TaskKind.KEY, by="work")
    livelihood = Selection(kind=TaskKind.LIVELIHOOD, by="work")
    every = Selection(by="work")
    return {
        "key": board.count(key),
        "key_groups": board.groups(key, before),
        "livelihood": board.count(livelihood),
        "livelihood_groups": board.groups(livelihood, before),
        "works": board.count(every),
        "reported": board.count(replace(every, reported="yes")),
        "silent": board.count(replace(every, reported="no")),
        "joint": board.count(replace(every, joint="yes")),
    }
