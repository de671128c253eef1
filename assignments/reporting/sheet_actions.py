"""What the buttons of the sheet do: save or send what was begun, take last period's words over."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assignments.ledger.figures import Pile
from assignments.reporting.sheet import Sheet

SAID = {"save": "草稿已保存", "submit": "已报送"}


def finish(request: HttpRequest, page: Sheet) -> HttpResponse:
    """Save or send every row that was begun; what is wrong stays on the page with what was
    typed."""
    move = request.POST["action"]
    done, wrong = page.do(move)
    if not wrong:
        said = "、".join(row.item.line.work.title for row in done) or "没有填写任何一项"
        messages.success(request, f"{SAID[move]}：{said}。")
        return redirect(request.get_full_path())
    if done:
        messages.success(
            request, f"{SAID[move]} {Pile('', '', tuple(done)).value} 项，其余见下。"
        )
    return shown(request, page)


def autosave(request: HttpRequest, page: Sheet) -> HttpResponse:
    """Keep drafts while somebody types; answers with a line for the page and the new versions."""
    done, wrong = page.do("save")
    return render(
        request,
        "reporting/_sheet_saved.html",
        {"done": done, "wrong": wrong, "saved_at": timezone.now()},
    )


def carry(request: HttpRequest, page: Sheet) -> HttpResponse:
    """Put one work's words of last period into its boxes; nothing is saved yet."""
    page.carry(request.POST["action"].partition(":")[2])
    return shown(request, page)


def shown(request: HttpRequest, page: Sheet) -> HttpResponse:
    return render(request, "reporting/sheet.html", page.context())


SHEET = {"save": finish, "submit": finish, "autosave": autosave, "carry": carry}
