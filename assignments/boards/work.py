"""One work's page: what is to be done and by whom, where it stands against the plan, what
comes next, and everything that happened to it.

The page asks about one work, but about all of its year. Rows that hang on another row
(planned values on targets, readings on reports) come with it in one query, and so the page
stays within its budget.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assignments.boards.addresses import address
from assignments.boards.charts import Chart, chart
from assignments.boards.text import MarkedPiece, mark_spans
from assignments.boards.timeline import Timeline
from assignments.choices import ApprovalState, Duty, ReportState, Role
from assignments.ledger import access
from assignments.ledger.calendar import Calendar, calendar, default_period
from assignments.ledger.figures import Board
from assignments.ledger.lines import TargetLine, WorkLine, grouped
from assignments.ledger.targets import Read, by_target, target_lines
from assignments.models import (
    Assessment,
    Period,
    ProgressReport,
    Reading,
    Responsibility,
    SlowTarget,
    Target,
    Task,
    Unit,
)


class WorkBoard(Board):
    """A board of one work that keeps the reports and assessments of the whole year, those
    after the chosen period too: the timeline tells them, the standing does not know them."""

    def __init__(self, period: Period, tasks: list[Task], user):
        super().__init__(period, work=tasks[0].work)
        self.tasks = tasks
        self.user = user

    @cached_property
    def duties(self) -> dict[int, list[Responsibility]]:
        """The members of a group come along."""
        rows = Responsibility.objects.filter(task__work=self.work).select_related(
            "unit"
        )
        return grouped(
            rows.prefetch_related("unit__members").order_by("order", "id"), "task_id"
        )

    @cached_property
    def year_assessments(self) -> list[Assessment]:
        rows = Assessment.objects.filter(work=self.work, period__year=self.period.year)
        return list(rows.select_related("period", "assessed_by"))

    @cached_property
    def assessments(self) -> dict[int, list[Assessment]]:
        until = (self.period.kind, self.period.index)
        assessments = [
            a
            for a in self.year_assessments
            if a.period.kind == until[0] and a.period.index <= until[1]
        ]
        return {self.work.id: assessments}

    @cached_property
    def year_rows(self) -> list[tuple[ProgressReport, list[dict[str, Any]]]]:
        """Every report of the year with its readings; `is_visible` says whether this user
        may read it, for whether it was sent is no secret."""
        seen = access.reports(self.user).filter(pk=OuterRef("pk"))
        rows = ProgressReport.objects.filter(
            work=self.work, period__year=self.period.year
        )
        rows = rows.select_related("period", "unit", "submitted_by", "reviewed_by")
        return unfolded(
            rows.annotate(is_visible=Exists(seen)).order_by("period__ends", "id"),
            target_id=F("readings__target_id"),
            value=F("readings__value"),
            reached_on=F("readings__reached_on"),
        )

    @cached_property
    def reports(self) -> dict[int, list[ProgressReport]]:
        return {
            self.work.id: [
                report
                for report, _ in self.year_rows
                if report.period_id == self.period.id
            ]
        }

    @cached_property
    def year_readings(self) -> list[Reading]:
        return [
            Reading(report=report, **reading)
            for report, readings in self.year_rows
            for reading in readings
            if reading["target_id"]
        ]

    @cached_property
    def readings(self) -> dict[int, list[Read]]:
        return by_target(
            (
                reading.target_id,
                reading.report.period.ends,
                reading.value,
                reading.reached_on,
            )
            for reading in self.year_readings
            if reading.report.state == ReportState.ACCEPTED
            and reading.report.period.ends <= self.period.ends
        )

    @cached_property
    def targets(self) -> dict[int, list[TargetLine]]:
        """The planned values arrive with the targets and are filed as the board's own."""
        named = SlowTarget.objects.filter(
            target=OuterRef("pk"), assessment__period=self.period
        )
        targets = (
            Target.objects.approved()
            .filter(work=self.work)
            .select_related("unit")
            .order_by("order", "id")
        )
        # Target declares what this adds to it.
        flagged = targets.annotate(is_named_slow=Exists(named))  # type: ignore[no-redef]
        rows = unfolded(
            flagged,
            day=F("planned_values__period__ends"),
            value=F("planned_values__value"),
            state=F("planned_values__state"),
        )
        self.planned = {
            target.id: [
                Read(plan["day"], plan["value"])
                for plan in plans
                if plan["state"] == ApprovalState.APPROVED
            ]
            for target, plans in rows
        }
        approved = [target for target, _ in rows]
        return target_lines(approved, self.readings, self.planned, self.period.as_of)


def unfolded(rows: QuerySet, **joined) -> list[tuple[Any, list[dict[str, Any]]]]:
    """Rows joined with their children in one query: [(row, [{name: child's value}])]."""
    names = {f"joined_{name}": source for name, source in joined.items()}
    by_key: dict[int, tuple[Any, list[dict[str, Any]]]] = {}
    for row in rows.annotate(**names):
        _, children = by_key.setdefault(row.pk, (row, []))
        children.append({name: getattr(row, f"joined_{name}") for name in joined})
    return list(by_key.values())


@dataclass
class Copy:
    """The work as one task's row has it, with what only this row says."""

    task: Task
    duties: list[Responsibility]
    targets: list[Target]
    elsewhere: set[int]
    is_joint: bool

    @property
    def text(self) -> list[MarkedPiece]:
        spans = [
            (t.start, t.end)
            for t in self.targets
            if t.start is not None and t.end is not None
        ]
        return mark_spans(self.task.text, spans)

    @property
    def lead(self) -> list[Responsibility]:
        return [duty for duty in self.duties if duty.duty == Duty.LEAD]

    @property
    def cooperating(self) -> list[Responsibility]:
        return [duty for duty in self.duties if duty.duty == Duty.COOPERATING]

    @property
    def only_here(self) -> list[Unit]:
        """Units that this row names and no other row of the same work does."""
        return (
            [d.unit for d in self.duties if d.unit_id not in self.elsewhere]
            if self.is_joint
            else []
        )


def copies(line: WorkLine) -> list[Copy]:
    by_task = grouped(line.duties, "task_id")
    targets = grouped([target_line.target for target_line in line.targets], "task_id")
    return [
        Copy(
            task=task,
            duties=by_task.get(task.id, []),
            targets=targets.get(task.id)
            or targets_of_same_text(task, line.tasks, targets),
            elsewhere={duty.unit_id for duty in line.duties if duty.task_id != task.id},
            is_joint=line.is_joint,
        )
        for task in line.tasks
    ]


def targets_of_same_text(
    task: Task, tasks: list[Task], targets: dict[int, list[Target]]
) -> list[Target]:
    """A target is noted at the row it was read from; a copy with the same words has it too."""
    twins = (twin for twin in tasks if twin.text == task.text and targets.get(twin.pk))
    return next((targets[twin.pk] for twin in twins), [])


class WorkPage:
    """What templates/boards/work.html shows. `show` narrows the timeline to one kind."""

    def __init__(self, tasks: list[Task], calendar: Calendar, user, show: str):
        self.work = tasks[0].work
        self.calendar = calendar
        self.user = user
        self.board = WorkBoard(calendar.chosen, tasks, user).with_targets()
        self.timeline = Timeline(self.board, calendar.of_year, user, show)

    @property
    def line(self) -> WorkLine:
        return self.board.lines[0]

    @cached_property
    def copies(self) -> list[Copy]:
        return copies(self.line)

    @cached_property
    def charts(self) -> list[Chart]:
        return [
            chart(line, self.calendar.of_year)
            for line in self.line.targets
            if line.target.is_quantity
        ]

    @property
    def milestones(self) -> list[TargetLine]:
        return [line for line in self.line.targets if not line.target.is_quantity]

    @property
    def coming(self) -> list[TargetLine]:
        """Milestones still to pass, the nearest first."""
        open_ones = [line for line in self.milestones if not line.reached_on]
        return sorted(open_ones, key=lambda line: line.target.due_on)

    @property
    def next_report(self) -> ProgressReport | None:
        """The newest accepted report up to the period that says what comes next, a lead
        unit's before the others'."""
        lead = {unit.pk for unit in self.line.lead_units}
        reports = [
            report
            for report, _ in self.board.year_rows
            if report.state == ReportState.ACCEPTED
            and report.next_steps
            and report.period.ends <= self.calendar.chosen.ends
        ]
        return max(
            reports,
            key=lambda report: (report.period.ends, report.unit_id in lead),
            default=None,
        )

    @property
    def instruct_url(self) -> str:
        allowed = access.can_instruct(self.user, self.work)
        return address("directives:instruct", self.work.pk) if allowed else ""

    @property
    def assess_url(self) -> str:
        allowed = access.can_assess(self.user) and self.calendar.chosen.is_open
        return address("supervision:assess_work", self.work.pk) if allowed else ""

    @property
    def joining_url(self) -> str:
        return (
            address("supervision:joining", self.work.pk)
            if access.can_join(self.user)
            else ""
        )

    @property
    def report_links(self) -> list[tuple[Unit, str]]:
        """For which units the reader may report now, and where: a reporter's own, or, for
        the office, the lead units (a group as a whole; its members from their own desks)."""
        if not self.calendar.chosen.is_open:
            return []
        units = self.line.lead_units if access.is_office(self.user) else []
        if self.user.role == Role.UNIT:
            units = access.reportable_units(self.user, self.work)
        links = [
            (unit, address("reporting:report", self.work.pk, unit.pk)) for unit in units
        ]
        return [(unit, url) for unit, url in links if url]


def tasks_of(pk: int, user) -> list[Task]:
    """The rows of one work, with it; raises Http404 where the reader has no such work."""
    rows = Task.objects.filter(work=pk, work__in=access.works(user)).select_related(
        "work", "leader", "plan"
    )
    tasks = list(rows.order_by("kind", "plan__level", "number", "id"))
    if not tasks:
        raise Http404("没有这项工作。")
    return tasks


def within_year(calendar: Calendar, year: int) -> Calendar:
    """The calendar turned to the year of a work, where the address named another one."""
    if calendar.chosen and calendar.chosen.year == year:
        return calendar
    return replace(
        calendar,
        chosen=default_period(tuple(p for p in calendar.periods if p.year == year)),
    )


def context(pk: int, code: str, user, show: str) -> dict[str, Any]:
    """`page` is None while the work's year has no periods yet."""
    tasks = tasks_of(pk, user)
    chosen = within_year(calendar(code), tasks[0].work.year)
    page = WorkPage(tasks, chosen, user, show) if chosen.chosen else None
    return {"calendar": chosen, "work": tasks[0].work, "tasks": tasks, "page": page}


@require_safe
def work(request: access.Request, pk: int) -> HttpResponse:
    """One work: what, who, how far, what next, and all that happened; htmx opens it in a row of the
    ledger."""
    code, show = request.GET.get("period", ""), request.GET.get("show", "")
    template = (
        "boards/_work_row.html"
        if request.htmx and "row" in request.GET
        else "boards/work.html"
    )
    return render(request, template, context(pk, code, request.user, show))
