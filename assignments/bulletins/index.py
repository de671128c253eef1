"""All bulletins, and for the office the periods without one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from assignments.bulletins import verbs
from assignments.choices import BulletinState
from assignments.ledger import access
from assignments.ledger.writing import REFUSALS, sentences
from assignments.models import Period, User
from assignments.rules.keys import key_of


def index_context(user: User) -> dict[str, Any]:
    """What the page shows."""
    rows = access.bulletins(user).select_related("period")
    rows = rows.defer("docx", "xlsx", "content", "words")
    bulletins = list(rows.order_by("-period__ends", "-id"))
    waiting = []
    if access.can_publish(user):
        in_force = [row for row in bulletins if row.state != BulletinState.WITHDRAWN]
        has_one = {row.period_id for row in in_force}
        begun = Period.objects.begun().order_by("-ends")
        waiting = [period for period in begun if period.pk not in has_one]
    return {"bulletins": bulletins, "waiting": waiting}


@require_safe
def index(request: access.Request) -> HttpResponse:
    return render(request, "bulletins/index.html", index_context(request.user))


@require_POST
def draft(request: access.Request) -> HttpResponse:
    """Begin the bulletin of a period."""
    access.demand(access.can_publish(request.user), "只有督查室可以拟写通报。")
    period = get_object_or_404(Period, pk=key_of(request.POST.get("period")))
    try:
        bulletin = verbs.draft(period=period, by=request.user)
    except REFUSALS as refusal:
        messages.error(request, "".join(sentences(refusal)))
        return redirect("bulletins:index")
    return redirect("bulletins:bulletin", bulletin.pk)
