"""What the buttons of a bulletin's page do, one view each; the change itself is a verb's."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from assignments.bulletins import verbs
from assignments.bulletins.bulletin import BulletinPage, open_page, show
from assignments.bulletins.forms import WithdrawalForm
from assignments.ledger import access, bulletin_verbs
from assignments.ledger.writing import REFUSALS, StaleVersion, sentences
from assignments.rules.keys import key_of

OTHERS_CHANGED = (
    "这份通报刚被他人修改。您改过的还在框内，没有动过的已换成对方的；"
    "再次保存以框内的为准。"
)


@require_POST
def save(request: access.Request, pk: int) -> HttpResponse:
    """Keep the words; where the verb refuses, everything typed stays in the boxes."""
    page = open_page(request, pk)
    access.demand(access.can_publish(request.user), "只有督查室可以修改通报。")
    typed = page.form(request.POST).merged()
    form = page.form(typed)
    conflict = []
    if form.is_valid():
        try:
            verbs.edit_words(bulletin=page.bulletin, by=request.user, **form.changes())
            messages.success(request, "已保存。")
            return redirect("bulletins:bulletin", pk)
        except StaleVersion as stale:
            form.add_error(None, OTHERS_CHANGED)
            conflict = form.differences()
            typed["version"] = str(stale.current.version)
        except REFUSALS as refusal:
            form.add_error(None, sentences(refusal))
    return show(request, page, form=form, conflict=conflict)


@require_POST
def forget(request: access.Request, pk: int) -> HttpResponse:
    """Put the words back that the system drafts."""
    message = "已恢复系统拟写的文字，数字和名单以现在的为准。"
    return attempt(
        request, open_page(request, pk), verbs.forget_words, message, "没有恢复"
    )


@require_POST
def issue(request: access.Request, pk: int) -> HttpResponse:
    """Issue what the person has read: not what another has written since."""
    seen = request.POST.get("version", "")
    return attempt(
        request,
        open_page(request, pk),
        verbs.issue,
        "已印发，内容和文件不再变动。",
        "没有印发",
        expected_version=key_of(seen) if seen else None,
    )


@require_POST
def withdraw(request: access.Request, pk: int) -> HttpResponse:
    page = open_page(request, pk)
    access.demand(access.can_publish(request.user), "只有督查室可以撤回通报。")
    form = WithdrawalForm(request.POST)
    if not form.is_valid():
        return show(request, page, withdrawal_form=form)
    return attempt(
        request,
        page,
        bulletin_verbs.withdraw,
        "已撤回，全文保留并注明“已撤回”。",
        "没有撤回",
        **form.cleaned_data,
    )


def attempt(
    request: access.Request,
    page: BulletinPage,
    verb: Callable[..., object],
    message: str,
    refused: str,
    **arguments: Any,
) -> HttpResponse:
    """Do it, and say so or why not."""
    try:
        verb(bulletin=page.bulletin, by=request.user, **arguments)
        messages.success(request, message)
    except StaleVersion:
        stale = "这份通报刚被他人修改，请看过现在的内容再办。"
        messages.error(request, f"{refused}：{stale}")
    except REFUSALS as refusal:
        messages.error(request, f"{refused}：{''.join(sentences(refusal))}")
    return redirect("bulletins:bulletin", page.bulletin.pk)
