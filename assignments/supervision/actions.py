"""What the buttons of the review and the silent page do; the change itself is a verb's."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from assignments.ledger import access
from assignments.ledger.calendar import Calendar
from assignments.ledger.figures import Board
from assignments.ledger.writing import REFUSALS, sentences
from assignments.models import Unit
from assignments.rules.keys import key_of
from assignments.supervision.desk import desk
from assignments.supervision.forms import ReviewForm
from assignments.supervision.review import ReviewPage
from assignments.supervision.silent import silent, works_asked
from assignments.supervision.verbs import (
    accept,
    answer_extension,
    chase,
    chase_all,
    send_back,
)


def accept_report(request: HttpRequest, page: ReviewPage) -> HttpResponse:
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return shown(request, page, form)
    return reviewed(request, page, form, accept, "已审核通过")


def return_report(request: HttpRequest, page: ReviewPage) -> HttpResponse:
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return shown(request, page, form)
    return reviewed(request, page, form, send_back, "已退回", reason=form.said())


def reviewed(
    request, page: ReviewPage, form: ReviewForm, verb, said: str, **arguments
) -> HttpResponse:
    """Do it and go to the next report; a refusal keeps what was typed."""
    version = form.cleaned_data["version"]
    then = page.address_of_next()
    try:
        verb(report=page.report, by=request.user, expected_version=version, **arguments)
    except REFUSALS as refusal:
        for sentence in sentences(refusal):
            form.add_error("reason" if arguments else None, sentence)
        return shown(request, ReviewPage.open(request.user, page.report.pk), form)
    messages.success(request, f"{said}：{page.report.unit}《{page.report.work}》。")
    return redirect(then)


def shown(request, page: ReviewPage, form: ReviewForm) -> HttpResponse:
    """The page again, from the report as it is now."""
    data = request.POST.copy()
    data["version"] = str(page.report.version)
    again = ReviewForm(data)
    again.is_valid()
    for name, errors in form.errors.items():
        if name not in again.errors:
            again.add_error(None if name == "__all__" else name, errors)
    return render(request, "supervision/review.html", page.context(again))


def chase_one(request: HttpRequest, calendar: Calendar) -> HttpResponse:
    unit = get_object_or_404(Unit, pk=key_of(request.POST.get("unit")))
    said = request.POST.get("text", "")
    try:
        chase(unit=unit, period=calendar.chosen, by=request.user, text=said)
    except REFUSALS as refusal:
        messages.error(request, "".join(sentences(refusal)))
    else:
        messages.success(request, f"已催办 {unit}，对方登录后可见。")
        return redirect(request.get_full_path())
    context = silent(calendar, timezone.localdate(), request.GET)
    typed = {"unit": unit.pk, "text": said}
    return render(request, "supervision/silent.html", context | {"typed": typed})


def chase_everybody(request: HttpRequest, calendar: Calendar) -> HttpResponse:
    works, error = (
        works_asked(Board(calendar.chosen), request.GET)
        if calendar.chosen
        else ((), "")
    )
    if error:
        messages.error(request, error)
        return redirect(request.get_full_path())
    try:
        made, left_out = chase_all(period=calendar.chosen, by=request.user, works=works)
    except REFUSALS as refusal:
        messages.error(request, "".join(sentences(refusal)))
        return redirect(request.get_full_path())
    chased = "、".join(str(reminder.unit) for reminder in made)
    messages.success(
        request, f"已催办：{chased}。" if made else "今天都已催办过，没有重复催办。"
    )
    for sentence in left_out:
        messages.warning(request, sentence)
    return redirect(request.get_full_path())


def answer(request: HttpRequest, calendar: Calendar) -> HttpResponse:
    """Answer a request for more time; a refusal of ours keeps what was typed."""
    waiting = access.extensions(request.user)
    extension = get_object_or_404(waiting, pk=key_of(request.POST.get("extension")))
    grant, said = request.POST["action"] == "grant", request.POST.get("answer", "")
    try:
        answer_extension(extension=extension, grant=grant, answer=said, by=request.user)
        messages.success(request, f"已答复 {extension.unit} 的延期申请。")
        return redirect(request.get_full_path())
    except REFUSALS as refusal:
        messages.error(request, "".join(sentences(refusal)))
    context = desk(calendar, timezone.localdate())
    typed = {"extension": extension.pk, "answer": said}
    return render(request, "supervision/desk.html", context | {"typed": typed})


DESK = {"grant": answer, "refuse": answer}
REVIEW = {"accept": accept_report, "send_back": return_report}
SILENT = {"chase": chase_one, "chase_all": chase_everybody}
