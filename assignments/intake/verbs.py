"""What a person does with a document: hand it in, answer, leave out, confirm, take back.

Each verb is permission, change and history in one transaction. Only `confirm` and `undo` touch
anything but the batch.
"""

import functools
import hashlib

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from assignments.choices import ImportKind, ImportState, Level
from assignments.intake.book import find_plan
from assignments.intake.changes import Recorder
from assignments.intake.creating import Names
from assignments.intake.entering import Entry
from assignments.intake.joining import companions
from assignments.intake.matching import LEADERS, UNITS
from assignments.intake.preview import Preview, chosen_plan, preview_of
from assignments.intake.resources import TaskResource, check
from assignments.intake.stored import dataset_of, plan_title, rows_of
from assignments.intake.undoing import Undoing
from assignments.ledger import access, writing
from assignments.ledger.writing import verb
from assignments.models import ImportBatch, ImportChange, Plan

MOST_BYTES = 30 * 1024 * 1024
CLEAN_ANSWERS = {"plan", UNITS, LEADERS, "rows", "joint"}


NOTHING_READ = "没有读到任何任务。请核对文件是不是任务分工通知，或把表格内容粘贴进来再试。"
NO_YEAR = "文件里没有写年度，请在上传时填写年度。"


class Refused(ValidationError):
    """The import cannot go on; each message is a Chinese sentence for the person."""


@verb
def start(*, data: bytes, filename: str, year: int = 0, level: str = Level.LOCAL, by) -> ImportBatch:
    """Keep a document as a new batch in the state "reading"; `intake.reading` reads it. A year
    of 0 is taken from the document. Raises Refused for an empty or too big file."""
    access.demand(access.can_import(by))
    if not data.strip():
        raise Refused("文件是空的，请重新选择。")
    if len(data) > MOST_BYTES:
        raise Refused(f"文件有 {len(data) // 1048576} MB，最多 {MOST_BYTES // 1048576} MB。请拆分后再导入。")
    batch = ImportBatch(
        kind=ImportKind.PLAN,
        year=year,
        filename=filename[-200:],
        file=data,
        sha256=hashlib.sha256(data).hexdigest(),
        answers={"plan": {"level": level}},
        by=by,
    )
    return writing.save(batch, by=by, reason="上传文件")


@verb
def read_again(*, batch: ImportBatch, by) -> ImportBatch:
    """Put a batch whose reading failed or stopped back to "reading"."""
    access.demand(access.can_import(by))
    batch = writing.locked(ImportBatch.objects.all(), pk=batch.pk)
    if batch.state not in (ImportState.READING, ImportState.FAILED):
        raise Refused(f"这一批次{batch.get_state_display()}，不用重新读取。")
    batch.state, batch.progress, batch.error = ImportState.READING, 0, ""
    return writing.save(batch, by=by, reason="重新读取")


@verb
def note_progress(*, batch: ImportBatch, percent: int, by) -> None:
    """Show how far a big file has been read. No history: it is over in a minute."""
    access.demand(access.can_import(by))
    ImportBatch.objects.filter(pk=batch.pk, state=ImportState.READING).update(
        progress=max(0, min(99, percent)), updated_at=timezone.now()
    )


@verb
def keep_reading(*, batch: ImportBatch, reading: dict, by) -> ImportBatch:
    """Take what the reader found; the batch is then a preview."""
    access.demand(access.can_import(by))
    batch.reading, batch.error = reading, ""
    batch.year = batch.year or reading["plan"].get("year") or 0
    if not reading["rows"]:
        return fail(batch=batch, error=NOTHING_READ, by=by)
    if not 2000 <= batch.year <= 2100:
        return fail(batch=batch, error=NO_YEAR, by=by)
    batch.state, batch.progress = ImportState.PREVIEW, 100
    aim_at_plan(batch)
    batch.based_on = preview_of(batch).fingerprint
    return writing.save(batch, by=by, reason="读取完成")


@verb
def fail(*, batch: ImportBatch, error: str, by) -> ImportBatch:
    """The document could not be read; the batch keeps it, and the reason in Chinese."""
    access.demand(access.can_import(by))
    batch.state, batch.error = ImportState.FAILED, error
    return writing.save(batch, by=by, reason="读取失败")


def aim_at_plan(batch: ImportBatch) -> None:
    """Propose the plan that the document goes into: a stored one, or a new one named after it."""
    head, answer = batch.reading["plan"], batch.answers["plan"]
    title = plan_title(head)
    stored = find_plan(
        batch.year,
        level=answer["level"],
        title=title,
        document_number=head.get("document_number") or "",
    )
    batch.answers["plan"] = {
        "level": answer["level"],
        "id": stored.id if stored else None,
        "title": (title or f"{batch.year}年市政府重点工作责任分工方案")[:200],
        "document_number": (head.get("document_number") or "")[:60],
        "issued_by": (head.get("issued_by") or "")[:100],
        "issued_on": head.get("issued_on"),
    }


def on_preview(function):
    """The batch is locked and must still be a preview; what changed is saved with a reason."""

    @functools.wraps(function)
    def wrapped(*, batch: ImportBatch, by, **kwargs):
        access.demand(access.can_import(by))
        batch = writing.locked(ImportBatch.objects.all(), pk=batch.pk)
        if batch.state != ImportState.PREVIEW:
            raise Refused(f"这一批次{batch.get_state_display()}，不能再改。")
        return function(batch=batch, by=by, **kwargs)

    return wrapped


@verb
@on_preview
def answer(*, batch: ImportBatch, answers: dict, by, reason: str = "答复疑问") -> ImportBatch:
    """Lay answers over those there are: {part: {key: answer}}; None takes an answer back."""
    for part, given in answers.items():
        if part not in CLEAN_ANSWERS:
            raise Refused("不认识的答复。")
        mine = batch.answers.setdefault(part, {})
        for key, value in given.items():
            if value is None:
                mine.pop(key, None)
            else:
                mine[key] = value
    return writing.save(batch, by=by, reason=reason)


@verb
@on_preview
def change_rows(*, batch: ImportBatch, rows: dict, by, reason: str) -> ImportBatch:
    """Change what is kept about rows: {index: {"values" | "left_out" | "duties": …}}; each key
    replaces the one before, None takes it back."""
    mine = batch.answers.setdefault("rows", {})
    for index, given in rows.items():
        row = {**mine.get(str(index), {}), **given}
        mine[str(index)] = {key: value for key, value in row.items() if value is not None}
    return writing.save(batch, by=by, reason=reason)


@verb
@on_preview
def accept_suggestions(*, batch: ImportBatch, by) -> ImportBatch:
    """Answer every open question with what the page suggests; those without one stay open."""
    for question in preview_of(batch).suggested:
        batch.answers.setdefault(question.kind, {})[question.key] = question.suggestion
    return writing.save(batch, by=by, reason="按建议答复全部名称")


@verb
@on_preview
def settle_duties(*, batch: ImportBatch, how: str, index: int | None = None, by) -> ImportBatch:
    """Decide who leads where the document does not print it, for one row or for all of them:
    `how` is "first" (the unit listed first) or "all" (every unit named)."""
    rows = batch.answers.setdefault("rows", {})
    for row in preview_of(batch).rows:
        if row.is_assumed and index in (None, row.index):
            mine = rows.setdefault(str(row.index), {})
            mine["duties"] = "confirmed"
            if how == "all":
                named = [*row.row["lead"], *row.row["cooperating"]]
                mine["values"] = {**mine.get("values", {}), "lead": named, "cooperating": []}
    return writing.save(batch, by=by, reason="确认推定的牵头单位")


@verb
@on_preview
def mark_seen(*, batch: ImportBatch, index: int | None = None, by) -> ImportBatch:
    """The doubts of one row, or of all of them, have been looked at."""
    rows = batch.answers.setdefault("rows", {})
    for row in preview_of(batch).rows:
        if row.doubts and index in (None, row.index):
            rows.setdefault(str(row.index), {})["seen"] = True
    return writing.save(batch, by=by, reason="疑点已看过")


@verb
@on_preview
def choose_plan(*, batch: ImportBatch, head: dict, by) -> ImportBatch:
    """Say which plan the document goes into, and compare with that one."""
    batch.answers["plan"] = head
    batch.based_on = preview_of(batch).fingerprint
    return writing.save(batch, by=by, reason="选择年度方案")


@verb
@on_preview
def leave_out_open(*, batch: ImportBatch, by) -> ImportBatch:
    """Leave out every row that has an error or an open question, for the list of rejected rows."""
    rows = batch.answers.setdefault("rows", {})
    for row in preview_of(batch).rows:
        if row.errors or row.questions:
            rows.setdefault(str(row.index), {})["left_out"] = left_out_reason(row)
    return writing.save(batch, by=by, reason="有问题的行暂不导入")


def left_out_reason(row) -> str:
    names = "、".join(question.name for question in row.questions)
    return "；".join([*row.errors, *([f"名称未确认：{names}"] if names else [])]) or "人工选择暂不导入"


@verb
@on_preview
def compare_again(*, batch: ImportBatch, by) -> ImportBatch:
    """Bind the preview to the database as it is now, after the person has seen what changed."""
    batch.based_on = preview_of(batch).fingerprint
    return writing.save(batch, by=by, reason="重新比对")


@verb
@on_preview
def confirm(*, batch: ImportBatch, by) -> ImportBatch:
    """Write everything or nothing. Raises Refused with every reason why not."""
    preview = preview_of(batch, lock=True)
    refuse_unready(preview)
    reason = f"导入 {batch.filename}"
    plan = preview.plan or new_plan(batch)
    recorder = Recorder()
    names = Names(preview.matcher, recorder, by=by, reason=reason)
    rows = rows_of(batch.reading, batch.answers)
    entry = Entry(preview.book, plan, names, companions(preview.pairs), rows, recorder, by, reason)
    resource = TaskResource(book=preview.book, matcher=preview.matcher, enter=entry.enter)
    try:
        with transaction.atomic():
            check(resource, dataset_of([row for row in rows if not row["left_out"]]), dry_run=False)
    except IntegrityError:
        raise Refused("数据库拒绝了这次导入：可能有人同时导入了同一方案。请重新比对后再确认。") from None
    for row in recorder.rows:
        row.batch = batch
    ImportChange.objects.bulk_create(recorder.rows, batch_size=500)
    batch.plan, batch.state, batch.confirmed_at = plan, ImportState.CONFIRMED, timezone.now()
    return writing.save(batch, by=by, reason=reason)


def refuse_unready(preview: Preview) -> None:
    """Raise Refused with everything that stands in the way of confirming."""
    found = obstacles(preview)
    if found:
        raise Refused(found)


def obstacles(preview: Preview) -> list[str]:
    """Everything that stands in the way of confirming, one sentence each."""
    found = blockers(preview)
    if preview.changes_nothing and not found:
        found.append("文件与台账一致，没有要导入的内容。")
    return found


def blockers(preview: Preview) -> list[str]:
    """What is open or wrong; nothing to do is no blocker."""
    found = list(preview.drift)
    if found:
        found.append("请看过最新的比对结果，点“重新比对”后再确认。")
    found += [f"名称“{question.name}”还没有答复。" for question in preview.open_questions]
    return found + [
        f"{row.label}（{row.row['place']}）：{text}" for row in preview.errors for text in row.errors
    ]


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
