"""What the buttons of the sheet do: save or send what was begun, take last period's words over."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from assignments.addresses import back_to
from assignments.ledger import access
from assignments.ledger.figures import Pile
from assignments.reporting.sheet import UnitSheet, open_sheet


@require_POST
def save_sheet(request: access.Request) -> HttpResponse:
    return finish(request, "save", "草稿已保存")


@require_POST
def submit_sheet(request: access.Request) -> HttpResponse:
    return finish(request, "submit", "已报送")


def finish(request: access.Request, move: str, message: str) -> HttpResponse:
    """Save or send every row that was begun; what is wrong stays on the page with what was
    typed."""
    page = open_sheet(request)
    done, wrong = page.do(move)
    if not wrong:
        titles = "、".join(row.item.line.work.title for row in done)
        messages.success(request, f"{message}：{titles or '没有填写任何一项'}。")
        return back_to(request, "reporting:sheet")
    if done:
        number = Pile("", "", tuple(done)).value
        messages.success(request, f"{message} {number} 项，其余见下。")
    return show(request, page)


@require_POST
def autosave_sheet(request: access.Request) -> HttpResponse:
    """Keep drafts while somebody types; answers with a line for the page and the new versions."""
    done, wrong = open_sheet(request).do("save")
    return render(
        request,
        "reporting/_sheet_saved.html",
        {"done": done, "wrong": wrong, "saved_at": timezone.now()},
    )


@require_POST
def carry_sheet(request: access.Request) -> HttpResponse:
    """Put one work's words of last period into its boxes; nothing is saved yet."""
    page = open_sheet(request)
    page.carry(request.POST.get("work", ""))
    return show(request, page)


def show(request: access.Request, page: UnitSheet) -> HttpResponse:
    return render(request, "reporting/sheet.html", page.context())
