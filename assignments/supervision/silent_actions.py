"""What the buttons of the silent page do: chase one unit, or all of them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from assignments.addresses import back_to
from assignments.ledger import access
from assignments.ledger.calendar import calendar
from assignments.ledger.figures import Board
from assignments.ledger.writing import REFUSALS, sentences
from assignments.models import Unit
from assignments.rules.keys import key_of
from assignments.supervision import verbs
from assignments.supervision.silent import NOT_YOURS, silent_context, works_asked


@require_POST
def chase(request: access.Request) -> HttpResponse:
    access.demand(access.can_chase(request.user), NOT_YOURS)
    chosen = calendar(request.GET.get("period", ""))
    unit = get_object_or_404(Unit, pk=key_of(request.POST.get("unit")))
    text = request.POST.get("text", "")
    try:
        verbs.chase(unit=unit, period=chosen.period, by=request.user, text=text)
    except REFUSALS as refusal:
        messages.error(request, "".join(sentences(refusal)))
    else:
        messages.success(request, f"已催办 {unit}，对方登录后可见。")
        return back_to(request, "supervision:silent")
    context = silent_context(chosen, timezone.localdate(), request.GET)
    context["typed"] = {"unit": unit.pk, "text": text}
    return render(request, "supervision/silent.html", context)


@require_POST
def chase_all(request: access.Request) -> HttpResponse:
    access.demand(access.can_chase(request.user), NOT_YOURS)
    period = calendar(request.GET.get("period", "")).period
    works, error = works_asked(Board(period), request.GET)
    if error:
        messages.error(request, error)
        return back_to(request, "supervision:silent")
    try:
        reminders, left_out = verbs.chase_all(
            period=period, by=request.user, works=works
        )
    except REFUSALS as refusal:
        messages.error(request, "".join(sentences(refusal)))
        return back_to(request, "supervision:silent")
    chased = "、".join(str(reminder.unit) for reminder in reminders)
    nothing = "今天都已催办过，没有重复催办。"
    messages.success(request, f"已催办：{chased}。" if reminders else nothing)
    for sentence in left_out:
        messages.warning(request, sentence)
    return back_to(request, "supervision:silent")
