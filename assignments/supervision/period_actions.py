"""What the buttons of the periods' page do; the change itself is a verb's."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from assignments.ledger import access
from assignments.ledger.calendar import Calendar
from assignments.ledger.figures import Board
from assignments.ledger.writing import REFUSALS, sentences
from assignments.rules.keys import key_of
from assignments.supervision.forms import CloseForm, ExtendForm, ReopenForm
from assignments.supervision.period_verbs import (
    close_period,
    extend_period,
    missing,
    open_period,
    plan_year,
    reopen_period,
)
from assignments.supervision.periods import periods


def begin(request: HttpRequest, calendar: Calendar) -> HttpResponse:
    try:
        open_period(period=calendar.chosen, by=request.user)
        messages.success(request, f"{calendar.chosen}已开启，各责任单位可以填报。")
    except REFUSALS as refusal:
        messages.error(request, "".join(sentences(refusal)))
    return redirect(request.get_full_path())


def lay_out(request: HttpRequest, calendar: Calendar) -> HttpResponse:
    """Lay out a year's quarters and go to its first."""
    year = request.POST.get("year", "")
    try:
        made = plan_year(year=key_of(year), by=request.user)
        messages.success(request, f"{year} 年四个季度已安排，可以开启第一个。")
        return redirect(f"{request.path}?period={made[0].code}")
    except REFUSALS as refusal:
        messages.error(request, "".join(sentences(refusal)))
    return redirect(request.get_full_path())


def extend(request: HttpRequest, calendar: Calendar) -> HttpResponse:
    form = ExtendForm(request.POST, period=calendar.chosen)
    said = "报送期限已延长。"
    return done(
        request, calendar, "extend_form", form, extend_period, said, **fields(form)
    )


def close(request: HttpRequest, calendar: Calendar) -> HttpResponse:
    """Close with a decision on each list; where a list has changed, all is shown afresh."""
    access.demand(access.can_run_periods(request.user), "报送期由督查室关闭。")
    lacking = missing(Board(calendar.chosen))
    form = CloseForm(request.POST, lacking=lacking)
    typed = fields(form)
    seen = typed.pop("seen", None)
    if calendar.chosen.is_open and form.is_valid() and seen != lacking.mark:
        messages.error(request, "您核对之后又有变化，请按最新的清单重新决定。")
        return redirect(request.get_full_path())
    said = f"{calendar.chosen}已关闭，内容不再改变；可以拟写通报。"
    return done(
        request,
        calendar,
        "close_form",
        form,
        close_period,
        said,
        decisions=typed,
        seen=seen,
    )


def reopen(request: HttpRequest, calendar: Calendar) -> HttpResponse:
    form = ReopenForm(request.POST)
    said = f"{calendar.chosen}已重新开启；已印发的通报（如有）已随之撤回，全文保留。"
    return done(
        request, calendar, "reopen_form", form, reopen_period, said, **fields(form)
    )


def fields(form) -> dict:
    return dict(form.cleaned_data) if form.is_valid() else {}


def done(
    request, calendar: Calendar, name: str, form, verb, said: str, **arguments
) -> HttpResponse:
    """Do the verb with a valid form; else the page again with what is wrong."""
    if form.is_valid():
        try:
            verb(period=calendar.chosen, by=request.user, **arguments)
            messages.success(request, said)
            return redirect(request.get_full_path())
        except REFUSALS as refusal:
            by_field = getattr(refusal, "error_dict", {})
            for field, errors in by_field.items():
                form.add_error(field if field in form.fields else None, errors)
            if (
                not by_field
            ):  # the period may have moved on, and the page have no such form any more
                messages.error(request, "".join(sentences(refusal)))
    return render(
        request,
        "supervision/periods.html",
        periods(request.user, calendar, **{name: form}),
    )


PERIODS = {
    "plan_year": lay_out,
    "open": begin,
    "extend": extend,
    "close": close,
    "reopen": reopen,
}
