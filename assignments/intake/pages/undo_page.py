"""The page that takes an import back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assignments.choices import ImportState, Operation
from assignments.intake import background
from assignments.intake.pages.doors import noting, opened
from assignments.intake.writing.undoing import Undoing
from assignments.ledger import access
from assignments.ledger.writing import REFUSALS, sentences


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: access.Request, key: int) -> HttpResponse:
    """What taking the import back would do, or why it cannot be; then do it."""
    batch = opened(request, key)
    if batch.state != ImportState.CONFIRMED:
        state = batch.get_state_display()
        messages.info(request, f"这一批次{state}，没有可以撤销的内容。")
        return redirect("intake:batch", key)
    if request.method == "POST":
        log = noting(request, Operation.UNDO_IMPORT, batch)
        try:
            if background.carry_out(batch, "undo", by=request.user, log=log):
                messages.success(request, "已撤销这次导入，台账恢复到导入之前。")
            return redirect("intake:batch", key)
        except REFUSALS as refusal:
            messages.error(request, f"没有撤销：{sentences(refusal)[0]}")
    undoing, is_big = Undoing(batch), background.is_big(batch)
    page = {
        "batch": batch,
        "counts": undoing.counts,
        # What stands in the way of a big batch is looked for beside the page: it takes long.
        "objections": [] if is_big else undoing.objections(),
        "is_big": is_big,
    }
    return render(request, "intake/undo.html", page)
