"""The ready-made phrases for sending a report back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assignments.ledger import access
from assignments.supervision.forms import PhrasesForm
from assignments.supervision.verbs import keep_phrases


@require_http_methods(["GET", "HEAD", "POST"])
def phrases(request: access.Request) -> HttpResponse:
    """All phrases in one box, to be kept as they then stand."""
    access.demand(access.can_review(request.user), "常用语由督查室维护。")
    form = PhrasesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        keep_phrases(texts=form.cleaned_data["texts"], by=request.user)
        messages.success(request, "常用语已保存。")
        return redirect(request.get_full_path())
    return render(request, "supervision/phrases.html", {"form": form})
