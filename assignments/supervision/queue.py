"""The review queue: what was sent and not reviewed, oldest first."""

from dataclasses import dataclass
from datetime import date

from assignments.ledger import access
from assignments.ledger.calendar import Calendar
from assignments.ledger.figures import Board, Pile
from assignments.ledger.lines import WorkLine
from assignments.models import ProgressReport
from assignments.supervision.desk import waiting_reports


@dataclass(frozen=True)
class Waiting:
    """One report in the queue, how many days after its date it came, and the day until which
    it was given time."""

    report: ProgressReport
    late: int = 0
    extended_to: date | None = None


def waiting(report: ProgressReport, line: WorkLine) -> Waiting:
    answered = line.obligation_behind(report)
    if answered is None:
        return Waiting(report)
    return Waiting(
        report, answered.days_late, answered.due if answered.is_extended else None
    )


def queue(user, calendar: Calendar) -> dict:
    """The context of the page; 403 for everybody but the office."""
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
