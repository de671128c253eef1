"""What units propose as their plan: values and milestones, by work."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from assignments.ledger.calendar import Calendar
from assignments.ledger.figures import Board, Pile
from assignments.ledger.lines import WorkLine
from assignments.ledger.writing import REFUSALS, sentences
from assignments.models import Period, PlannedValue, Target
from assignments.rules.keys import key_of
from assignments.rules.pace import Goal, expected
from assignments.supervision.desk import proposed_targets
from assignments.supervision.plan_verbs import approve_plan, mark, turn_down_plan


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


def plans(calendar: Calendar) -> dict:
    """The context of the page."""
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
    found: dict[int, dict[int, PlannedValue]] = {}
    for row in PlannedValue.objects.filter(target__in=targets):
        found.setdefault(row.target_id, {})[row.period_id] = row
    return found


def proposal(
    target: Target, board: Board, periods: list[Period], values: dict
) -> Proposal:
    line = board.by_work.get(target.work_id)
    if not target.is_quantity:
        return Proposal(target, line, ())
    goal = Goal(
        value=target.value,
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


def approve(request: HttpRequest, calendar: Calendar) -> HttpResponse:
    """Approve what is ticked."""
    ticked = set(request.POST.getlist("target"))
    waiting = proposed_targets(calendar.chosen.year) if calendar.chosen else []
    try:
        chosen = [one for one in waiting if str(one.pk) in ticked]
        approved = approve_plan(targets=chosen, by=request.user, seen=seen(request))
    except REFUSALS as refusal:
        messages.error(request, "".join(sentences(refusal)))
    else:
        said = f"已审定 {approved} 项。" if approved else "没有勾选，或已审定过。"
        messages.success(request, said)
    return redirect(request.get_full_path())


def seen(request: HttpRequest) -> dict[str, str]:
    """The mark of each target's plan that stood on the page, by the target's id."""
    pairs = (text.partition(":") for text in request.POST.getlist("seen"))
    return {target: told for target, _, told in pairs}


def turn_down(request: HttpRequest, calendar: Calendar) -> HttpResponse:
    """Turn one target's plan down."""
    found = get_object_or_404(Target, pk=key_of(request.POST.get("target", "")))
    said = request.POST.get("reason", "")
    try:
        removed = turn_down_plan(target=found, reason=said, by=request.user)
    except REFUSALS as refusal:
        messages.error(request, f"“{found.text}”：{''.join(sentences(refusal))}")
    else:
        messages.success(
            request, f"已退回“{found.text}”的计划（{removed} 项），由单位重新填报。"
        )
        return redirect(request.get_full_path())
    typed = {"target": found.pk, "reason": said}
    return render(request, "supervision/plans.html", plans(calendar) | {"typed": typed})


PLANS = {"approve": approve, "turn_down": turn_down}
