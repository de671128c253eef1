"""The two verbs that touch the ledger, those that say that one of them is under way, and the one
that throws a preview away."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from assignments.choices import ImportKind, ImportState
from assignments.intake.comparing.batch_preview import look
from assignments.intake.comparing.joining import adopted, companions
from assignments.intake.comparing.preview import Preview, chosen_plan
from assignments.intake.comparing.resources import TaskResource, check
from assignments.intake.progress.progress_entry import ProgressEntry
from assignments.intake.progress.progress_preview import ProgressPreview
from assignments.intake.progress.progress_resource import ReportResource
from assignments.intake.progress.stored_progress import sheet_dataset
from assignments.intake.stored_reading import dataset_of
from assignments.intake.verbs.refusing import Refused, obstacles, unaccepted
from assignments.intake.writing.changes import Recorder
from assignments.intake.writing.creating import Names
from assignments.intake.writing.entering import PlanEntry
from assignments.intake.writing.undoing import Undoing
from assignments.ledger import access, writing
from assignments.ledger.writing import verb
from assignments.models import ImportBatch, ImportChange, Plan
from assignments.rules.transitions import IMPORT, VERBS, after, allows

Progress = Callable[[int, int], object]
COMPARING_IS = 5
"""Comparing once more is about a fifth of confirming."""
REJECTED = (
    "数据库拒绝了这次导入，一行也没有写入：可能有人同时导入了同一方案，或新建了同名的单位、领导。"
    "请重新比对后再确认。"
)


def silent(done: int, total: int) -> None:
    """For who does not ask how far it is."""


def held(
    batch: ImportBatch, move: str, by, expected_version: int | None = None
) -> ImportBatch:
    """The batch as stored, locked, without its file. Raises Refused where it is past `move`,
    StaleVersion where somebody decided otherwise after the version that the person saw."""
    access.demand(access.can_handle_batch(by, batch))
    batch = writing.locked(ImportBatch.objects.defer("file"), pk=batch.pk)
    if not allows(IMPORT, batch.state, move):
        raise Refused(f"这一批次{batch.get_state_display()}，不能{VERBS[move]}。")
    if expected_version not in (None, batch.version):
        raise writing.StaleVersion(batch)
    return batch


@verb
def begin(
    *, batch: ImportBatch, deed: str, by, expected_version: int | None = None
) -> ImportBatch:
    """Say that a batch is being confirmed or undone (`deed`) beside the page: until that is over or
    given back, nobody answers it or begins a second time."""
    move = f"begin_{deed}"
    batch = held(batch, move, by, expected_version)
    batch.state, batch.error = after(IMPORT, batch.state, move), ""
    return writing.save(batch, by=by, reason=VERBS[move])


@verb
def give_back(*, batch: ImportBatch, why: str, by) -> ImportBatch:
    """What was begun has changed nothing: the batch is again what it was, and says why. One that
    has come to its end meanwhile stays so."""
    access.demand(access.can_handle_batch(by, batch))
    batch = writing.locked(ImportBatch.objects.defer("file"), pk=batch.pk)
    if not allows(IMPORT, batch.state, "give_back"):
        return batch
    batch.state, batch.error = after(IMPORT, batch.state, "give_back"), why
    return writing.save(batch, by=by, reason="没有办成")


@verb
def confirm(
    *,
    batch: ImportBatch,
    by,
    progress: Progress = silent,
    expected_version: int | None = None,
    accepted: str = "",
) -> ImportBatch:
    """Write everything or nothing; `progress(done, total)` hears how far it is. `accepted` is the
    mark of the losses that the person has seen and confirmed apart. Raises Refused with every
    reason why not."""
    batch = held(batch, "confirm", by, expected_version)
    rows = 1 + (
        batch.rows.order_by("-index").values_list("index", flat=True).first() or 0
    )
    preview = look(
        batch, lock=True, tell=lambda done: progress(done, rows * COMPARING_IS)
    )
    refusals = obstacles(preview) or unaccepted(preview, accepted)
    if refusals:
        raise Refused(refusals)
    recorder = Recorder(batch, keep_changes)
    write: Callable = (
        enter_progress if batch.kind == ImportKind.PROGRESS else enter_plan
    )

    def written(done: int) -> None:
        progress(rows + (COMPARING_IS - 1) * done, rows * COMPARING_IS)

    try:
        with transaction.atomic():
            write(preview, recorder, by, written)
            recorder.flush()
    except (IntegrityError, ValidationError) as rejected:
        in_the_way = obstacles(look(batch))
        if isinstance(rejected, ValidationError) and not in_the_way:
            raise
        raise Refused([REJECTED, *in_the_way]) from None
    batch.state, batch.confirmed_at = (
        after(IMPORT, batch.state, "confirm"),
        timezone.now(),
    )
    batch.error = ""
    return writing.save(batch, by=by, reason=reason_of(batch))


def keep_changes(rows: list[ImportChange]) -> None:
    ImportChange.objects.bulk_create(rows, batch_size=500)


def reason_of(batch: ImportBatch) -> str:
    return f"导入 {batch.filename}"


def enter_plan(
    preview: Preview, recorder: Recorder, by, tell: Callable[[int], None]
) -> None:
    """The rows go into the plan, which is founded where it is new; some hundred at a time."""
    batch, book, matcher = preview.batch, preview.book, preview.matcher
    plan, reason = book.plan or new_plan(batch), reason_of(batch)
    names = Names(matcher, recorder, by=by, reason=reason)
    joined = companions(preview.pairs), adopted(preview.pairs)
    entry = PlanEntry(
        book, plan, names, *joined, preview.contents, recorder, by, reason
    )
    entry.begin(preview.fresh)
    resource = TaskResource(
        book=book,
        matcher=matcher,
        enter=entry.enter,
        keeps_all=preview.resource.keeps_all,
    )
    run_through(resource, preview, dataset_of, tell)
    batch.plan = plan


def enter_progress(
    preview: ProgressPreview, recorder: Recorder, by, tell: Callable[[int], None]
) -> None:
    """The rows become drafts of the open period."""
    access.demand(access.can_import_progress(by), "完成情况由督查室或填报单位导入。")
    book, matcher, reason = preview.book, preview.matcher, reason_of(preview.batch)
    is_own_unit = (
        book.is_own and book.sender is not None and book.sender.pk == by.unit_id
    )
    access.demand(access.is_office(by) or is_own_unit, "只能导入本单位的完成情况。")
    writing.hold_open(book.period)
    names = Names(matcher, recorder, by=by, reason=reason)
    names.make(preview.fresh)
    entry = ProgressEntry(book, names, recorder, by, reason)
    run_through(
        ReportResource(book=book, matcher=matcher, enter=entry.enter),
        preview,
        sheet_dataset,
        tell,
    )


def run_through(
    resource: TaskResource | ReportResource,
    preview: Preview,
    dataset_of: Callable,
    tell: Callable,
) -> None:
    """Every row that is not left out, checked once more and written; `tell` hears how many. Nothing
    can be wrong that the preview did not find a moment ago; if something is, nothing stays written.
    """
    done = 0
    for chunk in preview.contents.chunks():
        result = check(
            resource, dataset_of([row for row in chunk if not row["left_out"]])
        )
        if result.has_validation_errors():
            raise Refused("有的行没有通过检查，没有写入。请重新比对后再确认。")
        resource.wanted.clear()
        done += len(chunk)
        tell(done)


def new_plan(batch: ImportBatch) -> Plan:
    """The plan that the document founds, with the head as read and mended."""
    head = batch.answers["plan"]
    return Plan(
        year=batch.year,
        level=head["level"],
        title=head["title"],
        document_number=head["document_number"],
        issued_by=head["issued_by"],
        issued_on=head["issued_on"] or None,
    )


@verb
def undo(*, batch: ImportBatch, by, progress: Progress = silent) -> ImportBatch:
    """Take a confirmed import back. Raises Refused with the list of what depends on it."""
    batch = held(batch, "undo", by)
    writing.hold({batch.period_id} if batch.period_id else set())
    chosen_plan(batch, lock=True)
    undoing = Undoing(batch, progress)
    objections = undoing.objections()
    if objections:
        raise Refused(objections)
    reason = f"撤销导入 {batch.filename}"
    ImportBatch.objects.filter(plan__in=undoing.plans).update(plan=None)
    batch.refresh_from_db(fields=["plan"])
    undoing.apply(by=by, reason=reason)
    batch.state = after(IMPORT, batch.state, "undo")
    batch.undone_at, batch.undone_by, batch.error = timezone.now(), by, ""
    return writing.save(batch, by=by, reason=reason)


@verb
def discard(*, batch: ImportBatch, by) -> None:
    """Throw a preview or a failed reading away; nothing was written by it."""
    access.demand(access.can_handle_batch(by, batch))
    batch = writing.locked(ImportBatch.objects.all(), pk=batch.pk)
    if batch.state not in (
        ImportState.READING,
        ImportState.FAILED,
        ImportState.PREVIEW,
    ):
        raise Refused("已导入或已撤销的批次要留底，不能删除；正在办理的请等办完。")
    writing.delete(batch, by=by, reason="放弃预览")
