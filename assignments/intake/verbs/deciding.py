"""The two verbs that touch the ledger, and the one that throws a preview away."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from assignments.choices import ImportKind, ImportState
from assignments.intake.changes import Recorder
from assignments.intake.creating import Names
from assignments.intake.entering import Entry
from assignments.intake.joining import companions
from assignments.intake.looking import look
from assignments.intake.preview import Preview, chosen_plan
from assignments.intake.progress_entry import ProgressEntry
from assignments.intake.progress_preview import ProgressPreview
from assignments.intake.progress_resource import ReportResource
from assignments.intake.progress_stored import sheet_dataset, sheet_rows
from assignments.intake.resources import TaskResource, check
from assignments.intake.stored import dataset_of, rows_of
from assignments.intake.undoing import Undoing
from assignments.intake.verbs.answering import on_preview
from assignments.intake.verbs.refusing import Refused, obstacles
from assignments.ledger import access, writing
from assignments.ledger.writing import verb
from assignments.models import ImportBatch, ImportChange, Plan


@verb
@on_preview
def confirm(*, batch: ImportBatch, by) -> ImportBatch:
    """Write everything or nothing. Raises Refused with every reason why not."""
    preview = look(batch, lock=True)
    found = obstacles(preview)
    if found:
        raise Refused(found)
    recorder = Recorder()
    try:
        with transaction.atomic():
            if batch.kind == ImportKind.PROGRESS:
                enter_progress(batch, preview, recorder, by)
            else:
                enter_plan(batch, preview, recorder, by)
    except IntegrityError:
        raise Refused("数据库拒绝了这次导入：可能有人同时导入了同一方案。请重新比对后再确认。") from None
    for row in recorder.rows:
        row.batch = batch
    ImportChange.objects.bulk_create(recorder.rows, batch_size=500)
    batch.state, batch.confirmed_at = ImportState.CONFIRMED, timezone.now()
    return writing.save(batch, by=by, reason=reason_of(batch))


def reason_of(batch: ImportBatch) -> str:
    return f"导入 {batch.filename}"


def enter_plan(batch: ImportBatch, preview: Preview, recorder: Recorder, by) -> None:
    """Run the resource for good; its rows go into the plan, which is founded where it is new."""
    plan = preview.plan or new_plan(batch)
    names = Names(preview.matcher, recorder, by=by, reason=reason_of(batch))
    rows = rows_of(batch.reading, batch.answers)
    joined = companions(preview.pairs)
    entry = Entry(preview.book, plan, names, joined, rows, recorder, by, reason_of(batch))
    resource = TaskResource(book=preview.book, matcher=preview.matcher, enter=entry.enter)
    check(resource, dataset_of([row for row in rows if not row["left_out"]]), dry_run=False)
    batch.plan = plan


def enter_progress(batch: ImportBatch, preview: ProgressPreview, recorder: Recorder, by) -> None:
    """Run the resource of 完成情况 for good; its rows become drafts of the open period."""
    access.demand(access.is_office(by), "完成情况由督查室导入。")
    writing.hold_open(preview.book.period)
    names = Names(preview.matcher, recorder, by=by, reason=reason_of(batch))
    entry = ProgressEntry(preview.book, names, recorder, by, reason_of(batch))
    resource = ReportResource(book=preview.book, matcher=preview.matcher, enter=entry.enter)
    rows = sheet_rows(batch.reading, batch.answers)
    check(resource, sheet_dataset([row for row in rows if not row["left_out"]]), dry_run=False)


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
    if batch.state != ImportState.CONFIRMED:
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
    batch.state, batch.undone_at, batch.undone_by = ImportState.UNDONE, timezone.now(), by
    return writing.save(batch, by=by, reason=reason)


@verb
def discard(*, batch: ImportBatch, by) -> None:
    """Throw a preview or a failed reading away; nothing was written by it."""
    access.demand(access.can_import(by))
    batch = writing.locked(ImportBatch.objects.all(), pk=batch.pk)
    if batch.state in (ImportState.CONFIRMED, ImportState.UNDONE):
        raise Refused("已导入或已撤销的批次要留底，不能删除。")
    writing.delete(batch, by=by, reason="放弃预览")
