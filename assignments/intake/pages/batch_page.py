"""The page of a batch: its preview, and after confirming what was changed."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assignments.choices import ImportKind, ImportState
from assignments.intake.background import BUSY, is_stalled, percent_of
from assignments.intake.comparing.asked import PROGRESS
from assignments.intake.comparing.batch_preview import look
from assignments.intake.comparing.losses import keeps_all
from assignments.intake.comparing.matching import LEADERS, UNITS
from assignments.intake.comparing.preview import Preview
from assignments.intake.comparing.preview_row import (
    ALL,
    ASSUMED,
    ATTENTION,
    CHANGED,
    LEFT_OUT,
    NEW,
    STATES,
    UNCHANGED,
    WRONG,
    PreviewRow,
)
from assignments.intake.pages.doors import is_own, opened
from assignments.intake.pages.forms import PlanForm
from assignments.intake.pages.names_form import KINDS, NamesForm
from assignments.intake.pages.preview_steps import steps_of
from assignments.intake.pages.written_page import written_context
from assignments.intake.verbs import blockers, obstacles
from assignments.ledger import access
from assignments.models import ImportBatch, Period

# Rows of a preview on one page: each has a dozen cells to read.
PER_PAGE = 50
# Digits of a row's position in an address; more would be no row of any document.
LONGEST_INDEX = 8
TABS = (
    (ALL, "全部"),
    (ATTENTION, "待处理"),
    (ASSUMED, "牵头待确认"),
    (NEW, STATES[NEW]),
    (CHANGED, STATES[CHANGED]),
    (UNCHANGED, STATES[UNCHANGED]),
    (WRONG, STATES[WRONG]),
    (LEFT_OUT, STATES[LEFT_OUT]),
)
TILES = (
    (NEW, "新增"),
    (CHANGED, "有变化"),
    (UNCHANGED, "无变化"),
    (ATTENTION, "待处理"),
    (ASSUMED, "牵头待确认"),
)


@require_safe
def batch(request: access.Request, key: int) -> HttpResponse:
    """The preview; after confirming, what was changed."""
    page = batch_context(request, opened(request, key))
    return render(request, "intake/batch.html", page)


def batch_context(
    request: access.Request, batch: ImportBatch, *, names=None, plan=None
) -> dict:
    """The page by the state of the batch. `names` and `plan` are forms that were sent with
    errors."""
    page = {
        "batch": batch,
        "is_own": is_own(request),
        "busy": batch.state in BUSY,
        "stalled": is_stalled(batch),
        "percent": percent_of(batch),
    }
    if batch.state == ImportState.PREVIEW:
        return page | preview_context(request, batch, names, plan)
    if batch.state in (ImportState.CONFIRMED, ImportState.UNDONE):
        return page | written_context(request, batch)
    return page


def preview_context(request: access.Request, batch: ImportBatch, names, plan) -> dict:
    """What the preview shows: its rows, what is asked and answered, and whether it may be
    confirmed."""
    preview = look(batch)
    show = chosen_tab(request) or usual_tab(preview)
    if batch.kind == ImportKind.PLAN:
        plan = plan or PlanForm.of(batch, timezone.localdate())
    return {
        "preview": preview,
        "show": show,
        "tabs": tabs(preview),
        **rows_context(request, preview.select(show)),
        "steps": steps_of(preview),
        "periods": periods_for(request, preview),
        "keeps_losses": keeps_all(batch),
        "twin": twin_of(request, batch),
        "names": names or NamesForm(preview.matcher),
        "bulk": bulk_words(preview),
        **questions_context(preview),
        "known_units": known_names(preview, UNITS),
        "known_leaders": known_names(preview, LEADERS),
        "plan_form": plan,
        "obstacles": obstacles(preview),
        "nothing_to_do": preview.changes_nothing and not blockers(preview),
        "open_doubts": sum(row.has_open_doubts for row in preview.rows),
        "tiles": tiles(preview, batch),
    }


def usual_tab(preview: Preview) -> str:
    """What needs a person first, once every question is answered."""
    return (
        ATTENTION if preview.counts[ATTENTION] and not preview.open_questions else ALL
    )


def tabs(preview: Preview) -> list[tuple[str, str, int]]:
    """(key, label, how many) of each tab with rows; the one of all rows always."""
    return [
        (key, label, preview.counts[key])
        for key, label in TABS
        if preview.counts[key] or key == ALL
    ]


def tiles(preview: Preview, batch: ImportBatch) -> list[tuple[str, str, int]]:
    """(key, label, how many) above the rows; only a plan has lead units to assume."""
    is_plan = batch.kind == ImportKind.PLAN
    return [
        (key, label, preview.counts[key])
        for key, label in TILES
        if is_plan or key != ASSUMED
    ]


def questions_context(preview: Preview) -> dict:
    """What was asked about names and about rows like others, and what of it is open."""
    open_questions = preview.open_questions
    return {
        "kinds": KINDS,
        "answered": [
            question for question in preview.questions if question not in open_questions
        ],
        "to_choose": len(open_questions) - len(preview.suggested),
        "undecided": any(
            not pair.decided and not pair.settled for pair in preview.pairs
        ),
        "unsettled": any(not pair.settled for pair in preview.pairs),
    }


def known_names(preview: Preview, directory: str) -> list[str]:
    """The names of a directory, units or leaders, to choose from."""
    records = preview.matcher.directories[directory].rows.values()
    return sorted(record.name for record in records)


def periods_for(request: access.Request, preview: Preview) -> QuerySet[Period]:
    """The open periods that a document may be handed in for, where it looks like a sheet of
    progress."""
    open_ones = Period.objects.open().order_by("-year", "-index")
    asks_for_period = any(question.key == PROGRESS for question in preview.asked)
    return (
        open_ones
        if asks_for_period and access.can_import_progress(request.user)
        else open_ones.none()
    )


def twin_of(request: access.Request, batch: ImportBatch) -> ImportBatch | None:
    """The import that wrote the very same file already, the newest."""
    same = access.import_batches(request.user).filter(
        sha256=batch.sha256, state=ImportState.CONFIRMED
    )
    return (
        same.only("confirmed_at").exclude(pk=batch.pk).order_by("-confirmed_at").first()
    )


def chosen_tab(request: access.Request) -> str:
    """The filter that the address asks for, or nothing."""
    show = request.GET.get("show", "")
    return show if show in dict(TABS) else ""


def rows_context(request: access.Request, rows: list[PreviewRow]) -> dict:
    """The page of rows. An address that asks for a row (`at`) gets the page that it is on, or where
    the filter does not list it any more, the row after it; `at` is then the index of the row to
    begin at."""
    pages, wanted = Paginator(rows, PER_PAGE), request.GET.get("at", "")
    if (
        not rows
        or "page" in request.GET
        or not wanted.isdecimal()
        or len(wanted) > LONGEST_INDEX
    ):
        return {"page": pages.get_page(request.GET.get("page")), "at": None}
    place = next(
        (place for place, row in enumerate(rows) if row.index >= int(wanted)),
        len(rows) - 1,
    )
    return {"page": pages.get_page(place // PER_PAGE + 1), "at": rows[place].index}


def bulk_words(preview: Preview) -> str:
    """What one click would do with the names that are like no other: 新建 107 个单位、12
    位市领导."""
    units = sum(question.kind == UNITS for question in preview.suggested)
    leaders = len(preview.suggested) - units
    parts = [f"新建 {units} 个单位"] if units else []
    parts += [f"新建 {leaders} 位市领导"] if leaders else []
    return "、".join(parts)
