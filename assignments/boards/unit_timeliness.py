"""How timely every unit sends its reports: the rows that `ledger.timeliness` counts."""

from datetime import date, datetime

from django.utils import timezone

from assignments.choices import REPORTED, ExtensionState
from assignments.ledger.calendar import Calendar
from assignments.ledger.figures import Board
from assignments.ledger.timeliness import Key, Sent, Timeliness, begun, timeliness
from assignments.models import Extension, Period, ProgressReport


def everybody(board: Board, calendar: Calendar) -> dict[int, Timeliness]:
    """By unit id, over the periods begun up to the chosen one. Two queries."""
    periods = begun(calendar.of_year, board.period)
    return timeliness(board, periods, sent(periods), granted(periods))


def sent(periods: list[Period]) -> list[Sent]:
    rows = ProgressReport.objects.filter(period__in=periods).values_list(
        "unit_id", "work_id", "period_id", "state", "first_sent_at", "times_returned"
    )
    return [
        Sent(unit, work, period, sent_on(state, moment), returned)
        for unit, work, period, state, moment, returned in rows
    ]


def granted(periods: list[Period]) -> dict[Key, date]:
    """The days until which the office granted more time."""
    rows = Extension.objects.filter(period__in=periods, state=ExtensionState.GRANTED)
    found = rows.order_by("until").values_list("unit_id", "work_id", "period_id", "until")
    return {(unit, work, period): until for unit, work, period, until in found}


def sent_on(state: str, moment: datetime | None) -> date | None:
    """The day a report reached the office; None while it is not there."""
    return timezone.localtime(moment).date() if state in REPORTED and moment else None
