"""What the buttons of the page of proposed plans do, one view each."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from assignments.addresses import back_to
from assignments.ledger import access
from assignments.ledger.writing import REFUSALS, sentences
from assignments.models import Target
from assignments.rules.keys import key_of
from assignments.supervision.desk import proposed_targets
from assignments.supervision.plan_verbs import approve_plan, turn_down_plan
from assignments.supervision.plans import open_page, plans_context


@require_POST
def approve_plans(request: access.Request) -> HttpResponse:
    """Approve what is ticked."""
    period = open_page(request).chosen
    ticked = set(request.POST.getlist("target"))
    waiting = proposed_targets(period.year) if period else []
    targets = [target for target in waiting if str(target.pk) in ticked]
    try:
        approved = approve_plan(
            targets=targets, by=request.user, seen=marks_seen(request)
        )
    except REFUSALS as refusal:
        messages.error(request, "".join(sentences(refusal)))
    else:
        message = f"已审定 {approved} 项。" if approved else "没有勾选，或已审定过。"
        messages.success(request, message)
    return back_to(request, "supervision:plans")


def marks_seen(request: access.Request) -> dict[str, str]:
    """The mark of each target's plan that stood on the page, by the target's id."""
    pairs = (text.partition(":") for text in request.POST.getlist("seen"))
    return {target: mark for target, _, mark in pairs}


@require_POST
def turn_down(request: access.Request) -> HttpResponse:
    """Turn one target's plan down."""
    calendar = open_page(request)
    target = get_object_or_404(Target, pk=key_of(request.POST.get("target", "")))
    reason = request.POST.get("reason", "")
    try:
        removed = turn_down_plan(target=target, reason=reason, by=request.user)
    except REFUSALS as refusal:
        messages.error(request, f"“{target.text}”：{''.join(sentences(refusal))}")
    else:
        messages.success(
            request, f"已退回“{target.text}”的计划（{removed} 项），由单位重新填报。"
        )
        return back_to(request, "supervision:plans")
    context = plans_context(calendar)
    context["typed"] = {"target": target.pk, "reason": reason}
    return render(request, "supervision/plans.html", context)
