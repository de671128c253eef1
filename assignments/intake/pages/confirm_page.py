"""The step before writing: what confirming will write, said once more."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assignments.choices import ImportState, Operation
from assignments.intake import background
from assignments.intake.comparing.batch_preview import look
from assignments.intake.comparing.matching import LEADERS, UNITS
from assignments.intake.comparing.preview import Preview
from assignments.intake.pages.doors import is_own, noting, opened
from assignments.intake.verbs import obstacles
from assignments.ledger import access
from assignments.ledger.writing import REFUSALS, StaleVersion, sentences
from assignments.models import ImportBatch
from assignments.rules.keys import key_of

LONGEST_MARK = 64
"""Letters of the mark of what the page showed as lost: as long as a SHA-256 is."""
DECIDED_SINCE = "您打开确认页之后，这份预览又有改动，请回到预览核对后再确认。"


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: access.Request, key: int) -> HttpResponse:
    """Say once more what will be written; then write it, unless somebody has decided otherwise
    meanwhile."""
    batch = opened(request, key)
    if batch.state != ImportState.PREVIEW:
        messages.info(request, f"这一批次{batch.get_state_display()}。")
        return redirect("intake:batch", key)
    refusals: list[str] = []
    if request.method == "POST":
        try:
            is_written = write(request, batch)
        except StaleVersion:
            refusals = [DECIDED_SINCE]
        except REFUSALS as refusal:
            refusals = sentences(refusal)
        else:
            if is_written:
                messages.success(request, "已导入。如有不妥，可以撤销。")
            return redirect("intake:batch", key)
    page = confirm_context(request, batch, refusals)
    return render(request, "intake/confirm.html", page)


def write(request: access.Request, batch: ImportBatch) -> bool:
    """Write the batch now, or have it written beside the page (False). StaleVersion where the
    preview is not as the page showed it."""
    version = request.POST.get("version")
    return background.carry_out(
        batch,
        "confirm",
        by=request.user,
        log=noting(request, Operation.IMPORT, batch),
        expected_version=None if version is None else key_of(version),
        accepted=request.POST.get("losses", "")[:LONGEST_MARK],
    )


def confirm_context(
    request: access.Request, batch: ImportBatch, refusals: list[str]
) -> dict:
    """What confirming will write, or what is in its way."""
    preview = look(batch)
    in_the_way = obstacles(preview)
    return {
        "batch": batch,
        "is_own": is_own(request),
        "preview": preview,
        # A refusal says it in its own words, more exactly than the preview's obstacles.
        "obstacles": refusals if refusals and in_the_way else in_the_way,
        "refusals": refusals,
        "new_units": created_names(preview, UNITS),
        "new_leaders": created_names(preview, LEADERS),
    }


def created_names(preview: Preview, kind: str) -> list[str]:
    """The names of the units or leaders that the import will create, in order, each once."""
    names = {}
    for (its_kind, _), reference in preview.matcher.refs.items():
        if its_kind == kind and not reference.id:
            names[reference.key] = reference.name
    return sorted(names.values())
