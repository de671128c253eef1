"""The demo plays in 2021: the history that the verbs wrote just now is dated to when its step happened."""

from django.db.models import DateTimeField, F, QuerySet
from django.db.models.functions import Coalesce

from assignments.management.demo.cast import YEAR, Cast, opened_at
from assignments.models import Assessment, Directive, Period, ProgressReport


def date_history(cast: Cast) -> None:
    """Reports by when they were reviewed or sent, assessments by when they were made, periods by when they were
    closed or opened; drafts and empty assessments by the opening of their period."""
    for period in cast.periods.values():
        opened = opened_at(period)
        reports = ProgressReport.history.filter(period_id=period.pk)
        dated(reports, Coalesce("reviewed_at", "submitted_at", opened, output_field=DateTimeField()))
        assessments = Assessment.history.filter(period_id=period.pk)
        dated(assessments, Coalesce("assessed_at", opened, output_field=DateTimeField()))
        dated(Period.history.filter(id=period.pk), Coalesce("closed_at", "opened_at", "history_date"))
    dated(Directive.history.filter(work__year=YEAR), Coalesce("closed_at", "history_date"))


def dated(rows: QuerySet, when) -> None:
    rows.update(history_date=when if when is not None else F("history_date"))
