"""What the buttons of a report's page do, one view each; the change itself is made by a verb.
Every view answers with a page that loses nothing that was typed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from assignments.ledger import access
from assignments.ledger.writing import REFUSALS, StaleVersion, sentences
from assignments.models import ProgressReport
from assignments.reporting import verbs
from assignments.reporting.forms import ExtensionForm, ReportForm
from assignments.reporting.report import (
    ReportPage,
    desk_address,
    differences,
    open_page,
    page_address,
    with_words,
    words_of,
)


@require_POST
def save_report(request: access.Request, work: int, unit: int) -> HttpResponse:
    page = open_page(request, work, unit)
    form = page.form(request.POST, request.FILES)
    if not form.is_valid():
        return show(request, page, form)
    message = "草稿已保存，尚未报送。"
    return written(request, page, form, verbs.save_draft, message, page_address(page))


@require_POST
def submit_report(request: access.Request, work: int, unit: int) -> HttpResponse:
    """Send, unless something is missing or looks odd: the page names both at once."""
    page = open_page(request, work, unit)
    form = page.form(request.POST, request.FILES)
    if form.is_valid():
        try:
            verbs.demand_whole(form.content())
        except REFUSALS as refusal:
            add_refusal(form, refusal)
    if form.ask() or form.errors:
        return show(request, page, form)
    message = f"已报送：{page.work.title}。"
    return written(request, page, form, verbs.submit, message, desk_address(page))


def written(
    request: access.Request,
    page: ReportPage,
    form: ReportForm,
    verb: Callable[..., ProgressReport],
    message: str,
    next_address: str,
) -> HttpResponse:
    """Do a writing verb and go on; when it refuses, show the form with everything typed."""
    try:
        verb(
            work=page.work,
            unit=page.unit,
            period=page.period,
            content=form.content(),
            by=request.user,
            expected_version=form.from_version,
        )
    except StaleVersion as stale:
        return conflict(request, page, stale)
    except REFUSALS as refusal:
        add_refusal(form, refusal)
        return show(request, page, form)
    messages.success(request, message)
    return redirect(next_address)


def conflict(
    request: access.Request, page: ReportPage, stale: StaleVersion
) -> HttpResponse:
    """Somebody else saved meanwhile: both texts are shown; saving again is the decision."""
    data = request.POST.copy()
    data["version"] = str(stale.current.version)
    form = page.form(data)
    form.is_valid()
    rows = differences(form, stale.current)
    return show(request, page, form, conflict=rows, other=stale.current)


@require_POST
def autosave_report(request: access.Request, work: int, unit: int) -> HttpResponse:
    """Keep a draft while somebody types; answers with a line for the page."""
    page = open_page(request, work, unit)
    form = page.form(request.POST)
    form.is_valid()
    wrong = [str(form[name].label) for name in form.errors if name in form.fields]
    context: dict[str, object] = {"wrong": wrong}
    try:
        report = verbs.save_draft(
            work=page.work,
            unit=page.unit,
            period=page.period,
            content=form.content(),
            by=request.user,
            expected_version=form.from_version,
        )
        context |= {"saved_at": timezone.now(), "version": report.version}
    except REFUSALS as refusal:
        context["refused"] = sentences(refusal)
    return render(request, "reporting/_autosaved.html", context)


@require_POST
def carry_report(request: access.Request, work: int, unit: int) -> HttpResponse:
    """Put last period's words into the boxes; nothing is saved yet."""
    page = open_page(request, work, unit)
    words = words_of(page.last) if page.last else {}
    return show_with_words(request, page, words)


@require_POST
def take_report(request: access.Request, work: int, unit: int) -> HttpResponse:
    """Put another unit's words into the boxes, with its name; nothing is saved yet."""
    page = open_page(request, work, unit)
    key = request.POST.get("report", "")
    words = {}
    for other in page.others:
        if str(other.pk) == key:
            words = words_of(other, signed=True)
    return show_with_words(request, page, words)


@require_POST
def detach_file(request: access.Request, work: int, unit: int) -> HttpResponse:
    """Take a file off; what is typed in the boxes stays there."""
    page = open_page(request, work, unit)
    key = request.POST.get("file", "")
    for attachment in page.attachments:
        if str(attachment.pk) != key:
            continue
        try:
            verbs.detach(attachment=attachment, by=request.user)
            messages.success(request, f"已删除 {attachment.name}。")
        except REFUSALS as refusal:
            messages.error(request, "".join(sentences(refusal)))
    del page.attachments
    return show(request, page, unsaved(page, request.POST))


@require_POST
def withdraw_report(request: access.Request, work: int, unit: int) -> HttpResponse:
    page = open_page(request, work, unit)
    if page.report is None:
        return redirect(page_address(page))
    try:
        verbs.withdraw(report=page.report, by=request.user)
        messages.success(request, "已撤回，可以修改后重新报送。")
    except REFUSALS as refusal:
        messages.error(request, "".join(sentences(refusal)))
    return redirect(page_address(page))


@require_POST
def ask_extension(request: access.Request, work: int, unit: int) -> HttpResponse:
    """Ask for more time; what is typed in the report's boxes stays there."""
    page = open_page(request, work, unit)
    form = ExtensionForm(request.POST, prefix="extension", period=page.period)
    if form.is_valid():
        try:
            verbs.ask_extension(
                work=page.work,
                unit=page.unit,
                period=page.period,
                by=request.user,
                **form.cleaned_data,
            )
            messages.success(request, "延期申请已提交，等待督查室答复。")
            return show(request, page, unsaved(page, request.POST))
        except REFUSALS as refusal:
            add_refusal(form, refusal)
    return show(request, page, unsaved(page, request.POST), extension_form=form)


def unsaved(page: ReportPage, data: QueryDict) -> ReportForm:
    """The form with data that nobody has sent yet: it shows, it does not complain."""
    form = page.form()
    typed = dict(form.initial)
    for name in form.fields:
        if name in data and name not in ("confirmed", "files"):
            typed[name] = data[name]
    form.initial = typed
    return form


def show_with_words(
    request: access.Request, page: ReportPage, words: dict[str, str]
) -> HttpResponse:
    """The page with these words in its boxes, and a note that nothing is saved yet."""
    form = unsaved(page, with_words(request.POST, words))
    return show(request, page, form, carried=True)


def show(
    request: access.Request, page: ReportPage, form: ReportForm, **context: Any
) -> HttpResponse:
    return render(request, "reporting/report.html", page.context(form, **context))


def add_refusal(form: forms.BaseForm, refusal: Exception) -> None:
    """Put a verb's refusal at the field that it names, or above the form where it names none."""
    by_field = getattr(refusal, "error_dict", None)
    if by_field is None:
        form.add_error(None, sentences(refusal))
        return
    for name, errors in by_field.items():
        form.add_error(name if name in form.fields else None, errors)
