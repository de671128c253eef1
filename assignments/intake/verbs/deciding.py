"""The two verbs that touch the ledger, and the one that throws a preview away."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from assignments.choices import ImportKind, ImportState
from assignments.intake.book import names_digest
from assignments.intake.changes import Recorder
from assignments.intake.creating import Names
from assignments.intake.entering import Entry
from assignments.intake.joining import companions, pairs
from assignments.intake.looking import look
from assignments.intake.preview import chosen_plan
from assignments.intake.progress_entry import ProgressEntry
from assignments.intake.progress_resource import ReportResource
from assignments.intake.resources import TaskResource
from assignments.intake.stored import rows_of
from assignments.intake.undoing import Undoing
from assignments.intake.verbs.answering import on_preview
from assignments.intake.verbs.refusing import Refused, obstacles
from assignments.ledger import access, writing
from assignments.ledger.writing import verb
from assignments.models import ImportBatch, ImportChange, Plan
from assignments.rules.transitions import IMPORT, after, allows


@verb
@on_preview
def confirm(*, batch: ImportBatch, by) -> ImportBatch:
    """Write everything or nothing. Raises Refused with every reason why not."""
    is_progress = batch.kind == ImportKind.PROGRESS
    recorder = Recorder(batch, keep_changes)

    def enter(resource) -> None:
        if is_stale(batch, resource.book) or not (resource.wanted or resource.matcher.questions):
            return
        write = enter_progress if is_progress else enter_plan
        write(batch, resource, recorder, by)

    try:
        with transaction.atomic():
            preview = look(batch, enter=enter)
    except IntegrityError:
        raise Refused("数据库拒绝了这次导入：可能有人同时导入了同一方案。请重新比对后再确认。") from None
    if not recorder.number:
        raise Refused(obstacles(preview))
    recorder.flush()
    batch.state, batch.confirmed_at = after(IMPORT, batch.state, "confirm"), timezone.now()
    return writing.save(batch, by=by, reason=reason_of(batch))


def keep_changes(rows: list[ImportChange]) -> None:
    ImportChange.objects.bulk_create(rows, batch_size=500)


def is_stale(batch: ImportBatch, book) -> bool:
    """Whether the database is not as it was when the person looked; the preview says in what."""
    return batch.based_on != {**book.fingerprint(), "names": names_digest()}


def reason_of(batch: ImportBatch) -> str:
    return f"导入 {batch.filename}"


def enter_plan(batch: ImportBatch, resource: TaskResource, recorder: Recorder, by) -> None:
    """The rows go into the plan, which is founded where it is new."""
    book = resource.book
    plan = book.plan or new_plan(batch)
    names = Names(resource.matcher, recorder, by=by, reason=reason_of(batch))
    rows = rows_of(batch.reading, batch.answers)
    joined = companions(pairs(batch.reading, rows, batch.answers, book))
    Entry(book, plan, names, joined, rows, recorder, by, reason_of(batch)).enter(resource.wanted)
    batch.plan = plan


def enter_progress(batch: ImportBatch, resource: ReportResource, recorder: Recorder, by) -> None:
    """The rows become drafts of the open period."""
    access.demand(access.is_office(by), "完成情况由督查室导入。")
    writing.hold_open(resource.book.period)
    names = Names(resource.matcher, recorder, by=by, reason=reason_of(batch))
    ProgressEntry(resource.book, names, recorder, by, reason_of(batch)).enter(resource.wanted)


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
