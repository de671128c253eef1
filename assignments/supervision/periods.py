"""The periods of a year: where each stands, what closing one would leave behind."""

from assignments.ledger import access
from assignments.ledger.calendar import Calendar
from assignments.ledger.figures import Board, summary
from assignments.models import Period
from assignments.rules.transitions import PERIOD, allows
from assignments.supervision.forms import CloseForm, ExtendForm, ReopenForm
from assignments.supervision.period_verbs import missing, unplanned_years


def periods(user, calendar: Calendar, **forms) -> dict:
    """The context of the page. `forms` replaces a form by one that carries errors."""
    period = calendar.chosen
    unplanned = unplanned_years() if access.can_run_periods(user) else []
    context = {"calendar": calendar, "period": period, "unplanned": unplanned}
    if period is None:
        return context
    board = Board(period)
    office, admin = access.can_run_periods(user), access.can_reopen_period(user)
    return context | {
        "summary": summary(board),
        "trace": trace(period),
        "may_open": office and allows(PERIOD, period.state, "open"),
        "extend_form": forms.get("extend_form", ExtendForm(period=period))
        if office and period.is_open
        else None,
        "close_form": forms.get("close_form", CloseForm(lacking=missing(board)))
        if office and period.is_open
        else None,
        "reopen_form": forms.get("reopen_form", ReopenForm())
        if admin and period.is_closed
        else None,
    }


def trace(period: Period) -> list:
    """What was done with a period, newest first: who, when, why."""
    return [
        row
        for row in period.history.select_related("history_user")
        if row.history_change_reason
    ]
