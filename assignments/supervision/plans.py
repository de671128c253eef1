"""What units propose as their plan: values and milestones, by work."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assignments.ledger import access
from assignments.ledger.calendar import Calendar, calendar
from assignments.ledger.figures import Board, Pile
from assignments.ledger.lines import WorkLine
from assignments.models import Period, PlannedValue, Target
from assignments.rules.pace import Goal, expected
from assignments.supervision.desk import proposed_targets
from assignments.supervision.plan_verbs import mark


@dataclass(frozen=True)
class Proposal:
    """A target with what is proposed for it: for each period (period, value, straight line); `mark`
    says what."""

    target: Target
    line: WorkLine | None
    cells: tuple[tuple, ...]

    @property
    def mark(self) -> str:
        return mark(value for _, value, _ in self.cells if value)


def plans_context(calendar: Calendar) -> dict:
    """What the page shows."""
    period = calendar.chosen
    if period is None:
        return {"calendar": calendar, "period": None}
    board = Board(period)
    targets = proposed_targets(period.year)
    values = grouped_values(targets)
    rows = [
        proposal(target, board, calendar.of_year, values.get(target.id, {}))
        for target in targets
    ]
    return {
        "calendar": calendar,
        "period": period,
        "proposals": Pile("plans", "待审定计划", tuple(rows)),
    }


def grouped_values(targets: list[Target]) -> dict[int, dict[int, PlannedValue]]:
    """All planned values of these targets, by target and period."""
    values: dict[int, dict[int, PlannedValue]] = {}
    for row in PlannedValue.objects.filter(target__in=targets):
        values.setdefault(row.target_id, {})[row.period_id] = row
    return values


def proposal(
    target: Target, board: Board, periods: list[Period], values: dict
) -> Proposal:
    line = board.by_work.get(target.work_id)
    if not target.is_quantity:
        return Proposal(target, line, ())
    goal = Goal(
        value=target.amount,
        starts=board.period.ends.replace(month=1, day=1),
        due=target.due_on,
        comparator=target.comparator,
        course=target.course,
    )
    cells = [
        (period, values.get(period.id), expected(goal, period.ends).value)
        for period in periods
    ]
    return Proposal(target, line, tuple(cells))


def open_page(request: access.Request) -> Calendar:
    """The year and the period that a request asks for; 403 for everybody but the office."""
    access.demand(access.can_assess(request.user), "计划由督查室审定。")
    return calendar(request.GET.get("period", ""))


@require_safe
def plans(request: access.Request) -> HttpResponse:
    """What units propose as their plan, to approve or to turn down."""
    context = plans_context(open_page(request))
    return render(request, "supervision/plans.html", context)
