"""Pages of the import. A view asks the gate, lets an action or a page's module work, and
answers."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from assignments.choices import ImportState, Operation
from assignments.intake import (
    actions,
    background,
    batch_page,
    blank_sheet,
    progress_sheet,
    reading,
    rejected_rows,
    row_page,
    verbs,
)
from assignments.intake.undoing import Undoing
from assignments.ledger import access, operations_log
from assignments.ledger.writing import REFUSALS, StaleVersion, sentences
from assignments.models import ImportBatch, Period, Unit
from assignments.rules.keys import key_of

NOBODY_ELSE = "只有管理员和督查室可以导入；填报单位可以导入本单位的完成情况。"


def opened(request: HttpRequest, key: int) -> ImportBatch:
    """The batch without its file. 403 for who may not import it, 404 where there is none."""
    access.demand(access.can_hand_in(request.user), NOBODY_ELSE)
    batches = ImportBatch.objects.defer("file").select_related(
        "plan", "by", "undone_by"
    )
    batch = get_object_or_404(batches, pk=key)
    access.demand(access.can_handle_batch(request.user, batch), NOBODY_ELSE)
    return batch


LONGEST_MARK = 64
DECIDED_SINCE = "您打开确认页之后，这份预览又有改动，请回到预览核对后再确认。"


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Hand a document in; the batches so far."""
    access.demand(access.can_hand_in(request.user), NOBODY_ELSE)
    form = batch_page.upload_form(request)
    if request.method == "POST" and form.is_valid():
        data, filename = form.document()
        try:
            batch = verbs.start(
                data=data, filename=filename, by=request.user, **form.chosen()
            )
        except REFUSALS as refusal:
            form.add_error(None, sentences(refusal))
        else:
            reading.begin(batch, by=request.user)
            return redirect("intake:batch", batch.pk)
    return render(request, "intake/index.html", batch_page.listing(request, form))


@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: HttpRequest, key: int) -> HttpResponse:
    """The preview; answers are posted to it. After confirming, what was changed."""
    found = opened(request, key)
    if request.method == "POST":
        action = actions.ACTIONS.get(request.POST.get("action", ""))
        return (
            action(request, found)
            if action
            else HttpResponseBadRequest(
                "没有说明要执行的操作，请返回原页重新点击按钮。"
            )
        )
    return render(request, "intake/batch.html", batch_page.context(request, found))


@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, key: int, index: int) -> HttpResponse:
    """One row of the document: mend it, its units and targets, or leave it out."""
    page = row_page.RowPage.open(request, opened(request, key), index)
    if request.method == "POST":
        return page.posted()
    return render(request, "intake/row.html", page.context())


def line_of(
    request: HttpRequest, operation: Operation, batch: ImportBatch
) -> Callable[[], object]:
    """What notes the deed in the log of operations once it is done."""
    return partial(
        operations_log.note, request, operation, f"{batch.filename}（批次 {batch.pk}）"
    )


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, key: int) -> HttpResponse:
    """Say once more what will be written; then write it, unless somebody has decided otherwise
    meanwhile."""
    found = opened(request, key)
    if found.state != ImportState.PREVIEW:
        messages.info(request, f"这一批次{found.get_state_display()}。")
        return redirect("intake:batch", key)
    refusals: list[str] = []
    if request.method == "POST":
        log, sent = (
            line_of(request, Operation.IMPORT, found),
            request.POST.get("version"),
        )
        version = None if sent is None else key_of(sent)
        try:
            done = background.carry_out(
                found,
                "confirm",
                by=request.user,
                log=log,
                expected_version=version,
                accepted=request.POST.get("losses", "")[:LONGEST_MARK],
            )
        except StaleVersion:
            refusals = [DECIDED_SINCE]
        except REFUSALS as refusal:
            refusals = sentences(refusal)
        else:
            if done:
                messages.success(request, "已导入。如有不妥，可以撤销。")
            return redirect("intake:batch", key)
    return render(
        request, "intake/confirm.html", batch_page.confirming(request, found, refusals)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, key: int) -> HttpResponse:
    """What taking the import back would do, or why it cannot be; then do it."""
    found = opened(request, key)
    if found.state != ImportState.CONFIRMED:
        messages.info(
            request, f"这一批次{found.get_state_display()}，没有可以撤销的内容。"
        )
        return redirect("intake:batch", key)
    if request.method == "POST":
        try:
            log = line_of(request, Operation.UNDO_IMPORT, found)
            if background.carry_out(found, "undo", by=request.user, log=log):
                messages.success(request, "已撤销这次导入，台账恢复到导入之前。")
            return redirect("intake:batch", key)
        except REFUSALS as refusal:
            messages.error(request, f"没有撤销：{sentences(refusal)[0]}")
    undoing, is_big = Undoing(found), background.is_big(found)
    objections = [] if is_big else undoing.objections()
    page = {
        "batch": found,
        "counts": undoing.counts,
        "objections": objections,
        "is_big": is_big,
    }
    return render(request, "intake/undo.html", page)


@require_safe
def rejected(request: HttpRequest, key: int) -> HttpResponse:
    """The rows that are not imported, as an Excel file to mend and hand in again."""
    found = opened(request, key)
    data, filename = rejected_rows.workbook(found)
    operations_log.note(request, Operation.EXPORT, f"{filename}（批次 {found.pk}）")
    return rejected_rows.response(data, filename)


@require_safe
def blank(request: HttpRequest) -> HttpResponse:
    """An empty Excel sheet to fill in and hand in."""
    access.demand(access.can_import(request.user), "只有管理员和督查室可以导入。")
    return rejected_rows.response(blank_sheet.workbook(), "任务分工空白表.xlsx")


@require_safe
def progress_blank(request: HttpRequest) -> HttpResponse:
    """A sheet of 完成情况 to fill in, for the open period that is asked for."""
    access.demand(
        access.can_import_progress(request.user), "只有督查室和填报单位可以下载填报表。"
    )
    period = get_object_or_404(
        Period.objects.open(), pk=key_of(request.GET.get("period", ""))
    )
    unit = (
        request.user.unit
        or Unit.objects.filter(pk=key_of(request.GET.get("unit", ""))).first()
    )
    filename = progress_sheet.file_name(period, unit)
    operations_log.note(request, Operation.EXPORT, filename)
    return rejected_rows.response(progress_sheet.workbook(period, unit), filename)
