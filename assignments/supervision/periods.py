"""The periods of a year: where each stands, what closing one would leave behind."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assignments.ledger import access
from assignments.ledger.calendar import Calendar, calendar
from assignments.ledger.figures import Board, summary
from assignments.models import Period, User
from assignments.rules.transitions import PERIOD, allows
from assignments.supervision.forms import CloseForm, ExtendForm, ReopenForm
from assignments.supervision.period_verbs import missing, unplanned_years


def periods_context(user: User, calendar: Calendar, **forms: Any) -> dict:
    """What the page shows. `forms` replaces a form by one that carries errors."""
    period = calendar.chosen
    unplanned = unplanned_years() if access.can_run_periods(user) else []
    context = {"calendar": calendar, "period": period, "unplanned": unplanned}
    if period is None:
        return context
    board = Board(period)
    office = access.can_run_periods(user)
    if office and period.is_open:
        forms.setdefault("extend_form", ExtendForm(period=period))
        forms.setdefault("close_form", CloseForm(lacking=missing(board)))
    else:
        forms["extend_form"] = forms["close_form"] = None
    if access.can_reopen_period(user) and period.is_closed:
        forms.setdefault("reopen_form", ReopenForm())
    else:
        forms["reopen_form"] = None
    return context | {
        "summary": summary(board),
        "trace": trace(period),
        "may_open": office and allows(PERIOD, period.state, "open"),
        **forms,
    }


def trace(period: Period) -> list:
    """What was done with a period, newest first: who, when, why."""
    return [
        row
        for row in period.history.select_related("history_user")
        if row.history_change_reason
    ]


def open_page(request: access.Request) -> Calendar:
    """The year and the period that a request asks for; 403 for who neither runs periods nor
    reopens them."""
    user = request.user
    access.demand(access.can_run_periods(user) or access.can_reopen_period(user))
    return calendar(request.GET.get("period", ""))


@require_safe
def periods(request: access.Request) -> HttpResponse:
    """The periods of a year, with what may be done with the chosen one."""
    context = periods_context(request.user, open_page(request))
    return render(request, "supervision/periods.html", context)
