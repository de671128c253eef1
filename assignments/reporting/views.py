"""Pages of a unit. A view only composes: the page's module says what is on it."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assignments.choices import Operation
from assignments.evidence.attachments import served
from assignments.ledger import access, operations_log
from assignments.ledger.calendar import calendar
from assignments.reporting.actions import ACTIONS
from assignments.reporting.desk import NO_DESK
from assignments.reporting.desk import desk as desk_context
from assignments.reporting.plan import Plan
from assignments.reporting.plan_actions import PLAN
from assignments.reporting.report import ReportPage
from assignments.reporting.sheet import Sheet
from assignments.reporting.sheet_actions import SHEET
from assignments.reporting.verbs import mark_read
from assignments.rules.keys import key_of


@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    """What a unit owes this period; a post says that a reminder was read."""
    if request.method == "POST":
        access.demand(access.has_desk(request.user), NO_DESK)
        chased = access.reminders(request.user)
        reminder = get_object_or_404(chased, pk=key_of(request.POST.get("reminder")))
        mark_read(reminder=reminder, by=request.user)
        messages.success(request, "已阅知。")
        return redirect(request.get_full_path())
    chosen = calendar(request.GET.get("period", ""))
    unit = request.GET.get("unit", "")
    return render(
        request,
        "reporting/desk.html",
        desk_context(request.user, chosen, unit, timezone.localdate()),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, work: int, unit: int) -> HttpResponse:
    """One unit's report on one work for one period."""
    page = ReportPage.open(
        request.user, calendar(request.GET.get("period", "")), work, unit
    )
    if request.method == "POST":
        action = ACTIONS.get(request.POST.get("action", "").partition(":")[0])
        return (
            action(request, page)
            if action
            else HttpResponseBadRequest(
                "没有说明要执行的操作，请返回原页重新点击按钮。"
            )
        )
    return render(request, "reporting/report.html", page.context())


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest) -> HttpResponse:
    """Everything due on one page; a post saves or sends what was begun."""
    page = Sheet.open(
        request.user,
        calendar(request.GET.get("period", "")),
        request.GET.get("unit", ""),
        request.POST or None,
    )
    if request.method == "POST":
        action = SHEET.get(request.POST.get("action", "").partition(":")[0])
        return (
            action(request, page)
            if action
            else HttpResponseBadRequest(
                "没有说明要执行的操作，请返回原页重新点击按钮。"
            )
        )
    return render(request, "reporting/sheet.html", page.context())


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """The year's planned values and milestones of a lead unit."""
    page = Plan.open(
        request.user,
        calendar(request.GET.get("period", "")),
        request.GET.get("unit", ""),
    )
    if request.method == "POST":
        action = PLAN.get(request.POST.get("action", "").partition(":")[0])
        return (
            action(request, page)
            if action
            else HttpResponseBadRequest(
                "没有说明要执行的操作，请返回原页重新点击按钮。"
            )
        )
    return render(request, "reporting/plan.html", page.context())


@require_safe
def attachment(request: HttpRequest, attachment: int) -> FileResponse:
    """A file, for those who may read what it belongs to; with `?small` its small picture."""
    found = get_object_or_404(access.attachments(request.user), pk=attachment)
    small = "small" in request.GET
    answer = served(found, small=small)
    if not small:
        operations_log.note(
            request,
            Operation.EVIDENCE_DOWNLOAD,
            f"{found.name}（{found.report or found.reply}）",
        )
    return answer
