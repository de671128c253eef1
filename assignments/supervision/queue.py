"""The review queue: what was sent and not reviewed, oldest first."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assignments.ledger import access
from assignments.ledger.calendar import Calendar, calendar
from assignments.ledger.figures import Board, Pile
from assignments.ledger.lines import WorkLine
from assignments.models import ProgressReport, User
from assignments.supervision.desk import waiting_reports


@dataclass(frozen=True)
class QueuedReport:
    """One report in the queue, how many days after its date it came, and the day until which
    it was given time."""

    report: ProgressReport
    late: int = 0
    extended_to: date | None = None


def waiting(report: ProgressReport, line: WorkLine) -> QueuedReport:
    obligation = line.obligation_behind(report)
    if obligation is None:
        return QueuedReport(report)
    extended_to = obligation.due if obligation.is_extended else None
    return QueuedReport(report, obligation.days_late, extended_to)


def queue_context(user: User, calendar: Calendar) -> dict:
    """What the page shows; 403 for everybody but the office."""
    access.demand(access.can_review(user), "审核由督查室办理。")
    period = calendar.chosen
    if period is None:
        return {"calendar": calendar, "period": None}
    lines = Board(period).by_work
    rows = [
        waiting(report, lines[report.work_id]) for report in waiting_reports(period)
    ]
    return {
        "calendar": calendar,
        "period": period,
        "queue": Pile("unreviewed", "待审核", tuple(rows)),
    }


@require_safe
def queue(request: access.Request) -> HttpResponse:
    """Reports that wait for review, oldest first."""
    chosen = calendar(request.GET.get("period", ""))
    context = queue_context(request.user, chosen)
    return render(request, "supervision/queue.html", context)
