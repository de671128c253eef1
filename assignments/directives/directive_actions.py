"""What the buttons of an instruction's page do, one view each: a verb makes the change, and the
answer loses nothing that was typed."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from assignments.directives import verbs
from assignments.directives.directive import DirectivePage, show
from assignments.directives.forms import AskAgainForm, ReplyForm, add_refusal
from assignments.ledger import access
from assignments.ledger.writing import REFUSALS, sentences


@require_POST
def reply(request: access.Request, pk: int) -> HttpResponse:
    page = DirectivePage.open(request.user, pk, timezone.localdate())
    form = ReplyForm(request.POST, request.FILES)
    if done_with_form(request, page, form, verbs.reply):
        messages.success(request, "已回复。")
        return redirect("directives:directive", pk)
    return show(request, page, reply_form=form)


@require_POST
def ask_again(request: access.Request, pk: int) -> HttpResponse:
    page = DirectivePage.open(request.user, pk, timezone.localdate())
    form = AskAgainForm(request.POST, prefix="again", as_of=page.as_of)
    if done_with_form(request, page, form, verbs.ask_again):
        messages.success(request, "已请承办单位补充。")
        return redirect("directives:directive", pk)
    return show(request, page, again_form=form)


def done_with_form(
    request: access.Request,
    page: DirectivePage,
    form: forms.Form,
    verb: Callable[..., object],
) -> bool:
    """Let `verb` do what a form asks for; where it is wrong or refused, the form says why."""
    if not form.is_valid():
        return False
    try:
        verb(directive=page.directive, by=request.user, **form.cleaned_data)
    except REFUSALS as refusal:
        add_refusal(form, refusal)
        return False
    return True


@require_POST
def close(request: access.Request, pk: int) -> HttpResponse:
    return pressed(request, pk, verbs.close, "已办结。")


@require_POST
def mark_read(request: access.Request, pk: int) -> HttpResponse:
    return pressed(request, pk, verbs.mark_read, "已签收。")


def pressed(
    request: access.Request, pk: int, verb: Callable[..., object], message: str
) -> HttpResponse:
    """Let `verb` do what a button without words asks for."""
    page = DirectivePage.open(request.user, pk, timezone.localdate())
    try:
        verb(directive=page.directive, by=request.user)
        messages.success(request, message)
    except REFUSALS as refusal:
        messages.error(request, "".join(sentences(refusal)))
    return redirect("directives:directive", pk)
