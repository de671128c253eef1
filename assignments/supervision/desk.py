"""The office's day: what waits, how far the period is, what to do next."""

from datetime import date

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assignments.choices import ApprovalState, ExtensionState, ReportState
from assignments.ledger import access
from assignments.ledger.calendar import Calendar, calendar
from assignments.ledger.figures import Board, Pile, summary
from assignments.models import Extension, Period, PlannedValue, ProgressReport, Target
from assignments.rules.days import month_and_day
from assignments.supervision.period_verbs import Missing, missing, unplanned_years
from assignments.supervision.verbs import silence

NO_DESK = "“督查工作台”供督查室使用。"


def waiting_reports(period: Period) -> list[ProgressReport]:
    """The review queue, oldest first."""
    rows = ProgressReport.objects.in_period(period).filter(state=ReportState.SUBMITTED)
    return list(rows.select_related("work", "unit").order_by("submitted_at", "id"))


def proposed_targets(year: int) -> list[Target]:
    """Targets with a planned value or, being a milestone, themselves waiting for approval."""
    values = PlannedValue.objects.waiting().values("target")
    waiting = Q(state=ApprovalState.PROPOSED) | Q(pk__in=values)
    return list(
        Target.objects.filter(waiting, work__year=year).select_related("work", "unit")
    )


def desk_context(calendar: Calendar, today: date) -> dict:
    """What the page shows."""
    period = calendar.chosen
    context = {"calendar": calendar, "period": period}
    if period is None:
        return context
    board = Board(period)
    lacking = missing(board)
    asked = Extension.objects.filter(
        period=period, state=ExtensionState.ASKED
    ).select_related("work", "unit")
    figures = summary(board)
    return context | {
        "lacking": lacking,
        "silence": Pile("silence", "未报送单位", tuple(silence(board))),
        "returned": Pile("returned", "退回待补", tuple(returned(board))),
        "extensions": Pile("extensions", "延期申请", tuple(asked)),
        "plans": Pile("plans", "待审定计划", tuple(proposed_targets(period.year))),
        "unplanned": unplanned_years(),
        "summary": figures,
        "next_step": next_step(board, lacking, today),
    }


def returned(board: Board) -> list[ProgressReport]:
    """Reports that were sent back and have not come again."""
    return [
        report
        for line in board.lines
        for report in line.reports
        if report.state == ReportState.RETURNED
    ]


def due_works(board: Board, today: date) -> int:
    """How many works are silent though somebody's day has come."""
    works = {
        obligation.work.pk
        for obligation in board.leading
        if obligation.is_silent and obligation.due <= today
    }
    return len(works)


def next_step(board: Board, lacking: Missing, today: date) -> dict[str, str]:
    """One sentence for what to do next, where, and the word on the button."""
    period = board.period
    periods = f"{reverse('supervision:periods')}?period={period.code}"
    if period.is_closed:
        return {"text": f"{period}已关闭。", "url": periods, "word": "看报送期"}
    if not period.is_open:
        return {"text": f"{period}尚未开启。", "url": periods, "word": "去开启"}
    return step_while_open(board, lacking, today)


def step_while_open(board: Board, lacking: Missing, today: date) -> dict[str, str]:
    """First what others wait for, then what time asks for, last the end of the period."""
    code = board.period.code
    due_on = month_and_day(board.period.due_on)
    due = due_works(board, today)
    if lacking.unreviewed.value:
        text = f"有 {lacking.unreviewed.value} 份填报等着审核。"
        return step(text, "supervision:queue", code, "开始审核")
    if due:
        text = f"报送期限{due_on}已到，还有 {due} 项未报送。"
        return step(text, "supervision:silent", code, "去催办")
    if lacking.unassessed.value:
        text = f"有 {lacking.unassessed.value} 项已报送、待评定。"
        return step(text, "supervision:assess", code, "去评定")
    if lacking.silent.value:
        text = f"还有 {lacking.silent.value} 项未报送，期限{due_on}。"
        return {"text": text, "url": "", "word": ""}
    text = "全部报送并评定完毕，可以关闭本期。"
    return step(text, "supervision:periods", code, "去关闭")


def step(text: str, name: str, code: str, word: str) -> dict[str, str]:
    return {"text": text, "url": f"{reverse(name)}?period={code}", "word": word}


@require_safe
def desk(request: access.Request) -> HttpResponse:
    """What waits for the office, and what to do next."""
    access.demand(access.can_review(request.user), NO_DESK)
    chosen = calendar(request.GET.get("period", ""))
    context = desk_context(chosen, timezone.localdate())
    return render(request, "supervision/desk.html", context)
