"""What the buttons of the periods' page do, one view each; the change itself is a verb's."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from assignments.addresses import back_to
from assignments.ledger import access
from assignments.ledger.calendar import Calendar
from assignments.ledger.figures import Board
from assignments.ledger.writing import REFUSALS, sentences
from assignments.models import Period
from assignments.rules.keys import key_of
from assignments.supervision import period_verbs
from assignments.supervision.forms import CloseForm, ExtendForm, ReopenForm
from assignments.supervision.periods import open_page, periods_context


@require_POST
def open_period(request: access.Request) -> HttpResponse:
    period = open_page(request).period
    try:
        period_verbs.open_period(period=period, by=request.user)
        messages.success(request, f"{period}已开启，各责任单位可以填报。")
    except REFUSALS as refusal:
        messages.error(request, "".join(sentences(refusal)))
    return back_to(request, "supervision:periods")


@require_POST
def plan_year(request: access.Request) -> HttpResponse:
    """Lay out a year's quarters and go to its first."""
    open_page(request)
    year = request.POST.get("year", "")
    try:
        quarters = period_verbs.plan_year(year=key_of(year), by=request.user)
    except REFUSALS as refusal:
        messages.error(request, "".join(sentences(refusal)))
        return back_to(request, "supervision:periods")
    messages.success(request, f"{year} 年四个季度已安排，可以开启第一个。")
    return redirect(f"{reverse('supervision:periods')}?period={quarters[0].code}")


@require_POST
def extend_period(request: access.Request) -> HttpResponse:
    calendar = open_page(request)
    form = ExtendForm(request.POST, period=calendar.chosen)
    return attempt(
        request,
        calendar,
        "extend_form",
        form,
        period_verbs.extend_period,
        "报送期限已延长。",
        **valid_values(form),
    )


@require_POST
def close_period(request: access.Request) -> HttpResponse:
    """Close with a decision on each list; where a list has changed, all is shown afresh."""
    calendar = open_page(request)
    access.demand(access.can_run_periods(request.user), "报送期由督查室关闭。")
    period = calendar.period
    lacking = period_verbs.missing(Board(period))
    form = CloseForm(request.POST, lacking=lacking)
    decisions = valid_values(form)
    seen = decisions.pop("seen", None)
    if period.is_open and form.is_valid() and seen != lacking.mark:
        messages.error(request, "您核对之后又有变化，请按最新的清单重新决定。")
        return back_to(request, "supervision:periods")
    return attempt(
        request,
        calendar,
        "close_form",
        form,
        period_verbs.close_period,
        f"{period}已关闭，内容不再改变；可以拟写通报。",
        decisions=decisions,
        seen=seen,
    )


@require_POST
def reopen_period(request: access.Request) -> HttpResponse:
    calendar = open_page(request)
    form = ReopenForm(request.POST)
    message = f"{calendar.chosen}已重新开启；已印发的通报（如有）已随之撤回，全文保留。"
    return attempt(
        request,
        calendar,
        "reopen_form",
        form,
        period_verbs.reopen_period,
        message,
        **valid_values(form),
    )


def valid_values(form: forms.Form) -> dict[str, Any]:
    """What was typed; nothing where it is not valid."""
    return dict(form.cleaned_data) if form.is_valid() else {}


def attempt(
    request: access.Request,
    calendar: Calendar,
    name: str,
    form: forms.Form,
    verb: Callable[..., Period],
    message: str,
    **arguments: Any,
) -> HttpResponse:
    """Do the verb with a valid form; else the page again with what is wrong in the form, which
    the page knows by `name`."""
    if form.is_valid():
        try:
            verb(period=calendar.period, by=request.user, **arguments)
            messages.success(request, message)
            return back_to(request, "supervision:periods")
        except REFUSALS as refusal:
            show_refusal(request, form, refusal)
    context = periods_context(request.user, calendar, **{name: form})
    return render(request, "supervision/periods.html", context)


def show_refusal(request: access.Request, form: forms.Form, refusal: Exception) -> None:
    """A verb's refusal at its fields; else above the page, for the period may have moved on and
    the page may have no such form any more."""
    by_field = getattr(refusal, "error_dict", {})
    for field, errors in by_field.items():
        form.add_error(field if field in form.fields else None, errors)
    if not by_field:
        messages.error(request, "".join(sentences(refusal)))
