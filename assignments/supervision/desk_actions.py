"""What the buttons of the office's desk do: answer a request for more time."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from assignments.addresses import back_to
from assignments.ledger import access
from assignments.ledger.calendar import calendar
from assignments.ledger.writing import REFUSALS, sentences
from assignments.rules.keys import key_of
from assignments.supervision.desk import NO_DESK, desk_context
from assignments.supervision.verbs import answer_extension


@require_POST
def grant_extension(request: access.Request) -> HttpResponse:
    return answer(request, grant=True)


@require_POST
def refuse_extension(request: access.Request) -> HttpResponse:
    return answer(request, grant=False)


def answer(request: access.Request, *, grant: bool) -> HttpResponse:
    """Answer a request for more time; a refusal of ours keeps what was typed."""
    access.demand(access.can_review(request.user), NO_DESK)
    key = key_of(request.POST.get("extension"))
    extension = get_object_or_404(access.extensions(request.user), pk=key)
    words = request.POST.get("answer", "")
    try:
        answer_extension(
            extension=extension, grant=grant, answer=words, by=request.user
        )
    except REFUSALS as refusal:
        messages.error(request, "".join(sentences(refusal)))
    else:
        messages.success(request, f"已答复 {extension.unit} 的延期申请。")
        return back_to(request, "supervision:desk")
    chosen = calendar(request.GET.get("period", ""))
    context = desk_context(chosen, timezone.localdate())
    context["typed"] = {"extension": extension.pk, "answer": words}
    return render(request, "supervision/desk.html", context)
