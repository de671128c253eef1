"""The two verbs that touch the ledger, and the one that throws a preview away."""

from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.utils import timezone

from assignments.choices import ImportKind, ImportState
from assignments.intake.changes import Recorder
from assignments.intake.creating import Names
from assignments.intake.entering import Entry
from assignments.intake.joining import adopted, companions
from assignments.intake.looking import look
from assignments.intake.preview import Preview, chosen_plan
from assignments.intake.progress_entry import ProgressEntry
from assignments.intake.progress_preview import ProgressPreview
from assignments.intake.progress_resource import ReportResource
from assignments.intake.progress_stored import sheet_dataset
from assignments.intake.resources import TaskResource, check
from assignments.intake.stored import dataset_of
from assignments.intake.undoing import Undoing
from assignments.intake.verbs.answering import on_preview
from assignments.intake.verbs.refusing import Refused, obstacles
from assignments.ledger import access, writing
from assignments.ledger.writing import verb
from assignments.models import ImportBatch, ImportChange, Plan
from assignments.rules.transitions import IMPORT, after, allows

REJECTED = "数据库拒绝了这次导入，一行也没有写入：可能有人同时导入了同一方案。请重新比对后再确认。"


@verb
@on_preview
def confirm(*, batch: ImportBatch, by) -> ImportBatch:
    """Write everything or nothing. Raises Refused with every reason why not."""
    preview = look(batch, lock=True)
    refusals = obstacles(preview)
    if refusals:
        raise Refused(refusals)
    recorder = Recorder(batch, keep_changes)
    write: Callable = enter_progress if batch.kind == ImportKind.PROGRESS else enter_plan
    try:
        with transaction.atomic():
            write(preview, recorder, by)
            recorder.flush()
    except IntegrityError:
        raise Refused([REJECTED, *obstacles(look(batch))]) from None
    batch.state, batch.confirmed_at = after(IMPORT, batch.state, "confirm"), timezone.now()
    return writing.save(batch, by=by, reason=reason_of(batch))


def keep_changes(rows: list[ImportChange]) -> None:
    ImportChange.objects.bulk_create(rows, batch_size=500)


def reason_of(batch: ImportBatch) -> str:
    return f"导入 {batch.filename}"


def enter_plan(preview: Preview, recorder: Recorder, by) -> None:
    """The rows go into the plan, which is founded where it is new; some hundred at a time."""
    batch, book, matcher = preview.batch, preview.book, preview.matcher
    plan, reason = book.plan or new_plan(batch), reason_of(batch)
    names = Names(matcher, recorder, by=by, reason=reason)
    joined = companions(preview.pairs), adopted(preview.pairs)
    entry = Entry(book, plan, names, *joined, preview.contents, recorder, by, reason)
    entry.begin(preview.fresh)
    run_through(TaskResource(book=book, matcher=matcher, enter=entry.enter), preview, dataset_of)
    batch.plan = plan


def enter_progress(preview: ProgressPreview, recorder: Recorder, by) -> None:
    """The rows become drafts of the open period."""
    access.demand(access.is_office(by), "完成情况由督查室导入。")
    book, matcher, reason = preview.book, preview.matcher, reason_of(preview.batch)
    writing.hold_open(book.period)
    names = Names(matcher, recorder, by=by, reason=reason)
    names.make(preview.fresh)
    entry = ProgressEntry(book, names, recorder, by, reason)
    run_through(ReportResource(book=book, matcher=matcher, enter=entry.enter), preview, sheet_dataset)


def run_through(resource: TaskResource | ReportResource, preview: Preview, dataset_of: Callable) -> None:
    """Every row that is not left out, checked once more and written. Nothing can be wrong that the
    preview did not find a moment ago; if something is, nothing stays written."""
    for some in preview.contents.chunks():
        result = check(resource, dataset_of([row for row in some if not row["left_out"]]))
        if result.has_validation_errors():
            raise Refused("有的行没有通过检查，没有写入。请重新比对后再确认。")
        resource.wanted.clear()


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
def undo(*, batch: ImportBatch, by) -> ImportBatch:
    """Take a confirmed import back. Raises Refused with the list of what depends on it."""
    access.demand(access.can_import(by))
    batch = writing.locked(ImportBatch.objects.all(), pk=batch.pk)
    if not allows(IMPORT, batch.state, "undo"):
        raise Refused(f"这一批次{batch.get_state_display()}，没有可以撤销的内容。")
    chosen_plan(batch, lock=True)
    undoing = Undoing.of(batch)
    objections = undoing.objections()
    if objections:
        raise Refused(objections)
    reason = f"撤销导入 {batch.filename}"
    ImportBatch.objects.filter(plan__in=undoing.plans).update(plan=None)
    batch.refresh_from_db(fields=["plan"])
    undoing.apply(by=by, reason=reason)
    batch.state = after(IMPORT, batch.state, "undo")
    batch.undone_at, batch.undone_by = timezone.now(), by
    return writing.save(batch, by=by, reason=reason)


@verb
def discard(*, batch: ImportBatch, by) -> None:
    """Throw a preview or a failed reading away; nothing was written by it."""
    access.demand(access.can_import(by))
    batch = writing.locked(ImportBatch.objects.all(), pk=batch.pk)
    if batch.state in (ImportState.CONFIRMED, ImportState.UNDONE):
        raise Refused("已导入或已撤销的批次要留底，不能删除。")
    writing.delete(batch, by=by, reason="放弃预览")
