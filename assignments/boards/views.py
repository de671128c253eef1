"""The reading pages. A view chooses the period, asks its page's module and renders."""

from collections.abc import Callable
from functools import partial
from urllib.parse import unquote

from django.http import (
    HttpResponse,
    HttpResponseBadRequest,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from assignments.boards import brief as brief_page
from assignments.boards import export as export_file
from assignments.boards import export_docx, export_text
from assignments.boards import overview as overview_page
from assignments.boards import tasks as tasks_page
from assignments.boards.brief_docx import docx
from assignments.choices import Operation
from assignments.ledger import access, operations_log
from assignments.ledger.calendar import calendar
from assignments.papers import official_word


@require_safe
def overview(request: access.Request) -> HttpResponse:
    """The whole city on one screen."""
    chosen = calendar(request.GET.get("period", ""))
    return render(
        request, "boards/overview.html", overview_page.context(chosen, request.user)
    )


@require_safe
def brief(request: access.Request, pk: int) -> HttpResponse:
    """The brief on one page, or the same as a Word file."""
    chosen = calendar(request.GET.get("period", ""))
    page = brief_page.context(pk, chosen, request.user)
    if request.GET.get("format") != "docx":
        return render(request, "boards/brief.html", page)
    name = f"{page['leader'].name}{chosen.chosen or ''}进展简报.docx"
    operations_log.note(request, Operation.EXPORT, name)
    answer = HttpResponse(docx(page), content_type=official_word.CONTENT_TYPE)
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer


@require_safe
def tasks(request: access.Request) -> HttpResponse:
    """The ledger of tasks; htmx gets the part that a filter changes."""
    chosen = calendar(request.GET.get("period", ""))
    shown = tasks_page.context(chosen, request.GET, request.user)
    if not request.htmx or request.htmx.boosted or request.htmx.history_restore_request:
        return render(request, "boards/tasks.html", shown)
    answer = render(request, "boards/_tasks_swap.html", shown)
    answer["HX-Push-Url"] = (
        f"{reverse('boards:tasks')}?{shown['ledger'].query()}"
        if chosen.chosen
        else "false"
    )
    return answer


EXPORTS: dict[str, tuple[Callable, str, Callable]] = {
    "xlsx": (export_file.workbook, export_file.CONTENT_TYPE, export_file.file_name),
    "docx": (export_docx.document, official_word.CONTENT_TYPE, export_docx.file_name),
    "csv": (
        export_text.table,
        export_text.CSV_TYPE,
        partial(export_text.file_name, ending="csv"),
    ),
    "html": (
        export_text.page,
        export_text.HTML_TYPE,
        partial(export_text.file_name, ending="html"),
    ),
}


@require_safe
def export(request: access.Request) -> HttpResponse:
    """The same list in Excel, CSV, a page or Word; a wrong filter leads back to the page that
    explains it."""
    chosen = calendar(request.GET.get("period", ""))
    ledger = tasks_page.Ledger(chosen, request.GET) if chosen.chosen else None
    if ledger is None or not ledger.is_valid:
        return redirect(f"{reverse('boards:tasks')}?{request.GET.urlencode()}")
    export_format = EXPORTS.get(request.GET.get("format", "xlsx"))
    if export_format is None:
        return HttpResponseBadRequest(
            "没有这种导出格式，请用台账页上“导出”后面的链接。"
        )
    write, content_type, file_name = export_format
    name = file_name(ledger)
    answer = HttpResponse(write(ledger), content_type=content_type)
    answer["Content-Disposition"] = content_disposition_header(True, name)
    operations_log.note(request, Operation.EXPORT, f"{name} {unquote(ledger.query())}")
    return answer
