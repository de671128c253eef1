"""What the buttons of an instruction's page do. Each takes the request and the page, lets a
verb make the change, and answers with a response that loses nothing that was typed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from assignments.directives import verbs
from assignments.directives.forms import AskAgainForm, ReplyForm
from assignments.directives.page import DirectivePage
from assignments.ledger.writing import REFUSALS, sentences


def add_refusal(form, refusal: Exception) -> None:
    """A verb's refusal, at the field it speaks of where there is one."""
    for name, said in getattr(
        refusal, "message_dict", {None: sentences(refusal)}
    ).items():
        form.add_error(name if name in form.fields else None, said)


def shown(request: HttpRequest, page: DirectivePage, **forms) -> HttpResponse:
    found = {
        "page": page,
        "reply_form": ReplyForm(),
        "again_form": AskAgainForm(prefix="again", as_of=page.as_of),
        **forms,
    }
    return render(request, "directives/directive.html", found)


def typed(
    request, page: DirectivePage, name: str, form, verb, said: str
) -> HttpResponse:
    """Let `verb` do what a form asks for; where it refuses, show the form again."""
    if form.is_valid():
        try:
            verb(directive=page.directive, by=request.user, **form.cleaned_data)
            messages.success(request, said)
            return redirect(request.path)
        except REFUSALS as refusal:
            add_refusal(form, refusal)
    return shown(request, page, **{name: form})


def reply(request: HttpRequest, page: DirectivePage) -> HttpResponse:
    return typed(
        request,
        page,
        "reply_form",
        ReplyForm(request.POST, request.FILES),
        verbs.reply,
        "已回复。",
    )


def ask_again(request: HttpRequest, page: DirectivePage) -> HttpResponse:
    form = AskAgainForm(request.POST, prefix="again", as_of=page.as_of)
    return typed(
        request, page, "again_form", form, verbs.ask_again, "已请承办单位补充。"
    )


def pressed(request: HttpRequest, page: DirectivePage, verb, said: str) -> HttpResponse:
    """Let `verb` do what a button without words asks for."""
    try:
        verb(directive=page.directive, by=request.user)
        messages.success(request, said)
    except REFUSALS as refusal:
        messages.error(request, "".join(sentences(refusal)))
    return redirect(request.path)


def close(request: HttpRequest, page: DirectivePage) -> HttpResponse:
    return pressed(request, page, verbs.close, "已办结。")


def read(request: HttpRequest, page: DirectivePage) -> HttpResponse:
    return pressed(request, page, verbs.mark_read, "已签收。")


ACTIONS = {"reply": reply, "ask_again": ask_again, "close": close, "read": read}
