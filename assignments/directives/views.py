"""Pages of instructions. "Today" is read here and handed down."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from assignments.choices import Role
from assignments.directives import inbox as inbox_page
from assignments.directives.actions import ACTIONS, add_refusal, shown
from assignments.directives.forms import InstructionForm
from assignments.directives.page import DirectivePage
from assignments.directives.verbs import issue_directive, leaders_of
from assignments.ledger import access
from assignments.ledger.calendar import calendar
from assignments.ledger.writing import REFUSALS


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits for whom; with `only`, the list behind a figure of a period's overview."""
    access.demand(
        not access.has_role(request.user, Role.VIEWER),
        "批示供市领导、督查室和承办单位使用。",
    )
    only, period = (
        request.GET.get("only"),
        calendar(request.GET.get("period", "")).chosen,
    )
    if only in ("open", "late") and period:
        pile = inbox_page.of_period(request.user, period, only)
        return render(
            request,
            "directives/inbox.html",
            {
                "piles": [pile],
                "nothing": not pile.value,
                "as_of": period.as_of,
                "period": period,
            },
        )
    today = timezone.localdate()
    found = inbox_page.piles(request.user, today)
    nothing = not any(pile.value for pile in found)
    return render(
        request,
        "directives/inbox.html",
        {"piles": found, "nothing": nothing, "as_of": today},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def instruct(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an instruction on a work, or record a leader's."""
    work = get_object_or_404(access.works(request.user), pk=pk)
    access.demand(
        access.can_instruct(request.user, work), "您不牵头这项工作，不能批示。"
    )
    form = InstructionForm(
        request.POST or None,
        work=work,
        leaders=leaders_of(work),
        user=request.user,
        as_of=timezone.localdate(),
    )
    if request.method == "POST" and form.is_valid():
        try:
            found = issue_directive(work=work, by=request.user, **form.content())
            messages.success(
                request,
                f"已发送承办单位：{'、'.join(str(u) for u in found.units.all())}。",
            )
            return redirect(
                way_back(request) or reverse("directives:directive", args=[found.pk])
            )
        except REFUSALS as refusal:
            add_refusal(form, refusal)
    return render(
        request,
        "directives/instruct.html",
        {"work": work, "form": form, "next": way_back(request)},
    )


def way_back(request: HttpRequest) -> str:
    """The page of ours that the form was filled in on, where it was not its own."""
    address = request.POST.get("next", "")
    return (
        address
        if url_has_allowed_host_and_scheme(address, {request.get_host()})
        else ""
    )


@require_http_methods(["GET", "HEAD", "POST"])
def directive(request: HttpRequest, pk: int) -> HttpResponse:
    """One instruction with everything answered to it."""
    page = DirectivePage.open(request.user, pk, timezone.localdate())
    if request.method == "POST":
        action = ACTIONS.get(request.POST.get("action", ""))
        return (
            action(request, page)
            if action
            else HttpResponseBadRequest(
                "没有说明要执行的操作，请返回原页重新点击按钮。"
            )
        )
    return shown(request, page)
