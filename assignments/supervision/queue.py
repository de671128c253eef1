"""The review queue: what was sent and not reviewed, oldest first."""

from dataclasses import dataclass

from assignments.ledger import access
from assignments.ledger.calendar import Calendar
from assignments.ledger.figures import Pile
from assignments.models import Extension, ProgressReport
from assignments.rules.schedule import days_late
from assignments.supervision.desk import due_with, granted_extensions, sent_on, waiting_reports


@dataclass(frozen=True)
class Waiting:
    """One report in the queue, and how many days after its date it came."""

    report: ProgressReport
    late: int
    extension: Extension | None


def queue(user, calendar: Calendar) -> dict:
    """The context of the page; 403 for everybody but the office."""
    access.demand(access.can_review(user), "审核由督查室办理。")
    period = calendar.chosen
    if period is None:
        return {"calendar": calendar, "period": None}
    granted = granted_extensions(period)
    rows = []
    for report in waiting_reports(period):
        extension = granted.get((report.work_id, report.unit_id))
        late = days_late(due_with(period, extension), sent_on(report))
        rows.append(Waiting(report, late, extension))
    return {
        "calendar": calendar,
        "period": period,
        "queue": Pile("unreviewed", "待审核", tuple(rows)),
    }
