"""What the buttons of a report's page do. Each takes the request and the page and answers
with a response; the change itself is made by a verb."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from assignments.ledger.writing import REFUSALS, StaleVersion, sentences
from assignments.reporting.forms import ExtensionForm, ReportForm
from assignments.reporting.report import ReportPage, differences, with_words, words_of
from assignments.reporting.verbs import (
    ask_extension,
    demand_whole,
    detach,
    save_draft,
    submit,
    withdraw,
)


def save(request: HttpRequest, page: ReportPage) -> HttpResponse:
    form = page.form(request.POST, request.FILES)
    if not form.is_valid():
        return shown(request, page, form)
    return written(
        request, page, form, save_draft, "草稿已保存，尚未报送。", page_address(page)
    )


def send(request: HttpRequest, page: ReportPage) -> HttpResponse:
    """Send, unless something is missing or looks odd: both are said at once."""
    form = page.form(request.POST, request.FILES)
    if form.is_valid():
        try:
            demand_whole(form.content())
        except REFUSALS as refusal:
            add_refusal(form, refusal)
    if form.ask() or form.errors:
        return shown(request, page, form)
    return written(
        request, page, form, submit, f"已报送：{page.work.title}。", desk_address(page)
    )


def written(
    request, page: ReportPage, form: ReportForm, verb, said: str, then: str
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
        return conflict(request, page, form, stale)
    except REFUSALS as refusal:
        add_refusal(form, refusal)
        return shown(request, page, form)
    messages.success(request, said)
    return redirect(then)


def conflict(
    request, page: ReportPage, form: ReportForm, stale: StaleVersion
) -> HttpResponse:
    """Somebody else saved meanwhile: both texts are shown; saving again is the decision."""
    rows = differences(form, stale.current)
    data = request.POST.copy()
    data["version"] = str(stale.current.version)
    mine = page.form(data)
    mine.is_valid()
    return shown(request, page, mine, conflict=rows, other=stale.current)


def autosave(request: HttpRequest, page: ReportPage) -> HttpResponse:
    """Keep a draft while somebody types; answers with a line for the page."""
    form = page.form(request.POST)
    form.is_valid()
    said: dict[str, object] = {
        "wrong": [str(form[name].label) for name in form.errors if name in form.fields]
    }
    try:
        report = save_draft(
            work=page.work,
            unit=page.unit,
            period=page.period,
            content=form.content(),
            by=request.user,
            expected_version=form.from_version,
        )
        said |= {"saved_at": timezone.now(), "version": report.version}
    except REFUSALS as refusal:
        said["refused"] = sentences(refusal)
    return render(request, "reporting/_autosaved.html", said)


def carry(request: HttpRequest, page: ReportPage) -> HttpResponse:
    """Put last period's words into the boxes; nothing is saved yet."""
    taken = words_of(page.last) if page.last else {}
    return shown(
        request, page, unsaved(page, with_words(request.POST, taken)), carried=True
    )


def take(request: HttpRequest, page: ReportPage) -> HttpResponse:
    """Put another unit's words into the boxes, with its name; nothing is saved yet."""
    wanted = request.POST["action"].partition(":")[2]
    found = [other for other in page.others if str(other.pk) == wanted]
    taken = words_of(found[0], signed=True) if found else {}
    return shown(
        request, page, unsaved(page, with_words(request.POST, taken)), carried=True
    )


def remove_file(request: HttpRequest, page: ReportPage) -> HttpResponse:
    """Take a file off; what is typed in the boxes stays there."""
    wanted = request.POST["action"].partition(":")[2]
    for attachment in page.attachments:
        if str(attachment.pk) == wanted:
            try:
                detach(attachment=attachment, by=request.user)
                messages.success(request, f"已删除 {attachment.name}。")
            except REFUSALS as refusal:
                messages.error(request, "".join(sentences(refusal)))
    del page.attachments
    return shown(request, page, unsaved(page, request.POST))


def unsaved(page: ReportPage, data) -> ReportForm:
    """The form with data that nobody has sent yet: it shows, it does not complain."""
    form = page.form()
    form.initial = dict(form.initial) | {
        name: data[name]
        for name in form.fields
        if name in data and name not in ("confirmed", "files")
    }
    return form


def take_back(request: HttpRequest, page: ReportPage) -> HttpResponse:
    if page.report is None:
        return redirect(page_address(page))
    try:
        withdraw(report=page.report, by=request.user)
        messages.success(request, "已撤回，可以修改后重新报送。")
    except REFUSALS as refusal:
        messages.error(request, "".join(sentences(refusal)))
    return redirect(page_address(page))


def ask_for_time(request: HttpRequest, page: ReportPage) -> HttpResponse:
    """Ask; what is typed in the report's boxes stays there."""
    form = ExtensionForm(request.POST, prefix="extension", period=page.period)
    if form.is_valid():
        try:
            ask_extension(
                work=page.work,
                unit=page.unit,
                period=page.period,
                by=request.user,
                **form.cleaned_data,
            )
            messages.success(request, "延期申请已提交，等待督查室答复。")
            return shown(request, page, unsaved(page, request.POST))
        except REFUSALS as refusal:
            add_refusal(form, refusal)
    return shown(request, page, unsaved(page, request.POST), extension_form=form)


def shown(request, page: ReportPage, form: ReportForm, **more) -> HttpResponse:
    return render(request, "reporting/report.html", page.context(form, **more))


def add_refusal(form, refusal: Exception) -> None:
    """A verb's refusal, at the field it speaks of where there is one."""
    by_field = getattr(refusal, "error_dict", None)
    if by_field is None:
        form.add_error(None, sentences(refusal))
        return
    for name, errors in by_field.items():
        form.add_error(name if name in form.fields else None, errors)


def page_address(page: ReportPage) -> str:
    return f"{reverse('reporting:report', args=[page.work.pk, page.unit.pk])}?period={page.period.code}"


def desk_address(page: ReportPage) -> str:
    unit = "" if page.user.unit_id else f"&unit={page.unit.pk}"
    return f"{reverse('reporting:desk')}?period={page.period.code}{unit}"


ACTIONS = {
    "save": save,
    "autosave": autosave,
    "submit": send,
    "withdraw": take_back,
    "carry": carry,
    "take": take,
    "extend": ask_for_time,
    "detach": remove_file,
}
