"""The demo plays in 2021: the history that the verbs wrote just now is dated to when its step
happened."""

from django.db.models import DateTimeField
from django.db.models.functions import Coalesce, Greatest

from assignments.management.demo.cast import Cast, opened_at
from assignments.models import Assessment, Period, ProgressReport


def date_history(cast: Cast) -> None:
    """Reports by when they were reviewed or sent, assessments by when they were made, periods by
    when they were closed or opened; drafts and empty assessments by the opening of their period."""
    for period in cast.periods.values():
        opened = opened_at(period)
        reports = ProgressReport.history.filter(period_id=period.pk)
        reports.update(history_date=last_step(opened))
        if period.is_open:
            ProgressReport.objects.in_period(period).update(
                updated_at=last_step(opened)
            )
        assessments = Assessment.history.filter(period_id=period.pk)
        assessments.update(
            history_date=Coalesce("assessed_at", opened, output_field=DateTimeField())
        )
        periods = Period.history.filter(id=period.pk)
        periods.update(history_date=Coalesce("closed_at", "opened_at", "history_date"))


def last_step(opened) -> Coalesce:
    """The later of sent and reviewed: a report sent again after it was returned keeps the day of
    its return."""
    later = Greatest(
        "reviewed_at", "submitted_at"
    )  # empty on SQLite while one of them is
    return Coalesce(later, "submitted_at", opened, output_field=DateTimeField())
