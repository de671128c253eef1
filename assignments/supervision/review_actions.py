"""What the buttons of the review do, one view each; the change itself is a verb's."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from assignments.ledger import access
from assignments.ledger.writing import REFUSALS, sentences
from assignments.models import ProgressReport
from assignments.supervision import verbs
from assignments.supervision.forms import ReviewForm
from assignments.supervision.review import ReviewPage


@require_POST
def accept_report(request: access.Request, report: int) -> HttpResponse:
    page = ReviewPage.open(request.user, report)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return show(request, page, form)
    return reviewed(request, page, form, verbs.accept, "已审核通过")


@require_POST
def send_back_report(request: access.Request, report: int) -> HttpResponse:
    page = ReviewPage.open(request.user, report)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return show(request, page, form)
    reason = form.whole_reason()
    return reviewed(request, page, form, verbs.send_back, "已退回", reason=reason)


def reviewed(
    request: access.Request,
    page: ReviewPage,
    form: ReviewForm,
    verb: Callable[..., ProgressReport],
    message: str,
    **arguments: str,
) -> HttpResponse:
    """Do it and go to the next report; a refusal keeps what was typed."""
    version = form.cleaned_data["version"]
    next_address = page.address_of_next()
    try:
        verb(report=page.report, by=request.user, expected_version=version, **arguments)
    except REFUSALS as refusal:
        for sentence in sentences(refusal):
            form.add_error("reason" if arguments else None, sentence)
        return show(request, ReviewPage.open(request.user, page.report.pk), form)
    messages.success(request, f"{message}：{page.report.unit}《{page.report.work}》。")
    return redirect(next_address)


def show(request: access.Request, page: ReviewPage, form: ReviewForm) -> HttpResponse:
    """The page again, from the report as it is now."""
    data = request.POST.copy()
    data["version"] = str(page.report.version)
    fresh = ReviewForm(data)
    fresh.is_valid()
    for name, errors in form.errors.items():
        if name not in fresh.errors:
            fresh.add_error(None if name == "__all__" else name, errors)
    return render(request, "supervision/review.html", page.context(fresh))
