"""A document is handed in and read."""

import hashlib
from collections import Counter
from collections.abc import Iterable

from django.utils import timezone

from assignments.choices import ImportKind, ImportState, Level
from assignments.intake.comparing.batch_preview import look
from assignments.intake.comparing.known_plan import find_plan
from assignments.intake.stored_reading import named_plan, plan_title
from assignments.intake.verbs.refusing import Refused
from assignments.ledger import access, bulk, writing
from assignments.ledger.writing import verb
from assignments.models import ImportBatch, ImportRow, Period, Unit
from assignments.rules.own_columns import NamedPlan, plan_of
from assignments.rules.sizes import MB, too_big
from assignments.rules.transitions import IMPORT, after, allows

LEVELS = {label: value for value, label in Level.choices}
MOST_BYTES = 30 * MB
NOTHING_READ = (
    "没有读到任何任务。请核对文件是不是任务分工通知，或把表格内容粘贴进来再试。"
)
NO_DOUBT_IN_OURS = frozenset(
    {"numbers_restarted", "number_missing", "numbers_sorted", "numbers_together"}
)
NO_YEAR = "文件里没有写年度，请在上传时填写年度。"


@verb
def start(
    *,
    data: bytes,
    filename: str,
    year: int = 0,
    level: str = Level.LOCAL,
    period: Period | None = None,
    unit: Unit | None = None,
    by,
) -> ImportBatch:
    """Keep a document as a new batch in the state "reading"; `intake.reading` reads it. A year of 0
    is taken from the document. With `period` it is a sheet of 完成情况 for that period, which the
    office hands in, or a reporter for their own unit; rows that name no unit are those of `unit`,
    else of the lead units. Raises Refused for an empty or too big file."""
    if period is None:
        access.demand(access.can_import(by))
    else:
        access.demand(
            access.can_import_progress(by), "完成情况由督查室或填报单位导入。"
        )
    if not data.strip():
        raise Refused("文件是空的，请重新选择。")
    if len(data) > MOST_BYTES:
        raise Refused(too_big(filename, len(data), MOST_BYTES) + "请拆分后再导入。")
    batch = ImportBatch(
        kind=ImportKind.PROGRESS if period else ImportKind.PLAN,
        period=period,
        year=period.year if period else year,
        filename=filename[-200:],
        file=data,
        sha256=hashlib.sha256(data).hexdigest(),
        answers={"plan": {"level": level}, "sheet": whose_sheet(by, unit)},
        by=by,
    )
    return writing.save(batch, by=by, reason="上传文件")


def whose_sheet(by, unit: Unit | None) -> dict:
    """Whose rows those without a unit are; a reporter's sheet is their unit's, and holds nobody
    else's rows."""
    if access.can_import(by):
        return {"unit": unit.pk if unit else None}
    return {"unit": by.unit_id, "only": True}


@verb
def hand_in_as(*, batch: ImportBatch, period: Period | None, by) -> ImportBatch:
    """Hand the same file in once more as what it is: progress for a period, or a plan for None. The
    batch that took it for the other is thrown away."""
    access.demand(access.can_handle_batch(by, batch))
    old = writing.locked(ImportBatch.objects.all(), pk=batch.pk)
    if old.state not in (ImportState.PREVIEW, ImportState.FAILED):
        raise Refused(f"这一批次{old.get_state_display()}，不能换一种读法。")
    level = old.answers.get("plan", {}).get("level", Level.LOCAL)
    fresh = start(
        data=bytes(old.file), filename=old.filename, level=level, period=period, by=by
    )
    writing.delete(old, by=by, reason="改按另一种文件导入")
    return fresh


@verb
def read_again(*, batch: ImportBatch, by) -> ImportBatch:
    """Put a batch whose reading failed or stopped back to "reading"."""
    access.demand(access.can_handle_batch(by, batch))
    batch = writing.locked(ImportBatch.objects.all(), pk=batch.pk)
    if not allows(IMPORT, batch.state, "read_again"):
        raise Refused(f"这一批次{batch.get_state_display()}，不用重新读取。")
    batch.state, batch.progress, batch.error = (
        after(IMPORT, batch.state, "read_again"),
        0,
        "",
    )
    return writing.save(batch, by=by, reason="重新读取")


@verb
def note_progress(*, batch: ImportBatch, percent: int, by) -> None:
    """Show how far a big file has been read. No history: it is over in a minute."""
    access.demand(access.can_handle_batch(by, batch))
    ImportBatch.objects.filter(pk=batch.pk, state=ImportState.READING).update(
        progress=max(0, min(99, percent)), updated_at=timezone.now()
    )


@verb
def keep_reading(*, batch: ImportBatch, reading: dict, by) -> ImportBatch:
    """Take what the reader found; the batch is then a preview."""
    access.demand(access.can_handle_batch(by, batch))
    state = after(IMPORT, stored_state(batch), "read")
    batch.reading = {name: value for name, value in reading.items() if name != "rows"}
    batch.error = ""
    named = keep_rows(batch, reading["rows"])
    likely = plan_of(named.most_common(1)[0][0]) if named else None
    batch.year = (
        batch.year or (likely.year if likely else reading["plan"].get("year")) or 0
    )
    if likely:
        batch.reading |= decided_already(batch.reading)
    if not named:
        return fail(batch=batch, error=NOTHING_READ, by=by)
    if not 2000 <= batch.year <= 2100:
        return fail(batch=batch, error=NO_YEAR, by=by)
    batch.state, batch.progress = state, 100
    if batch.kind == ImportKind.PLAN:
        aim_at_plan(batch, likely)
    batch.based_on = look(batch).fingerprint
    return writing.save(batch, by=by, reason="读取完成")


def decided_already(reading: dict) -> dict:
    """The reading of a list of our own: what is one work is decided, numbers start again with each
    plan, and a list that was filtered or sorted, or holds the rows that were not imported, leaves
    numbers out or in no order."""
    doubts = [
        doubt
        for doubt in reading.get("doubts", [])
        if doubt["code"] not in NO_DOUBT_IN_OURS
    ]
    return {"joint": [], "doubts": doubts}


def keep_rows(batch: ImportBatch, rows: Iterable[dict]) -> Counter[str]:
    """The rows as read, in place of those of an earlier reading; how many there are for each plan
    that they name (our own lists name one in every row, notices name none)."""
    batch.rows.all().delete()
    named: Counter[str] = Counter()
    for chunk in bulk.chunks(enumerate(rows)):
        ImportRow.objects.bulk_create(
            ImportRow(batch_id=batch.pk, index=i, content=row) for i, row in chunk
        )
        named.update(named_plan(row) for _, row in chunk)
    return named


@verb
def fail(*, batch: ImportBatch, error: str, by) -> ImportBatch:
    """The document could not be read; the batch keeps it, and the reason in Chinese."""
    access.demand(access.can_handle_batch(by, batch))
    batch.state, batch.error = after(IMPORT, stored_state(batch), "fail"), error
    return writing.save(batch, by=by, reason="读取失败")


def stored_state(batch: ImportBatch) -> str:
    """Where the database says that the batch is: somebody may have had it read again, and answered,
    while a slow reading went on."""
    return writing.locked(ImportBatch.objects.only("state"), pk=batch.pk).state


def aim_at_plan(batch: ImportBatch, likely: NamedPlan | None) -> None:
    """Propose the plan that the document goes into: a stored one, or a new one named after it.
    `likely` is the plan that most of its rows name."""
    head, answer = batch.reading["plan"], batch.answers["plan"]
    title = likely.title if likely else plan_title(head)
    level = LEVELS[likely.level] if likely else answer["level"]
    stored = find_plan(
        batch.year,
        level=level,
        title=title,
        document_number="" if likely else head.get("document_number") or "",
    )
    batch.answers["plan"] = {
        "level": level,
        "id": stored.id if stored else None,
        "title": (title or f"{batch.year}年市政府重点工作责任分工方案")[:200],
        "document_number": (head.get("document_number") or "")[:60],
        "issued_by": (head.get("issued_by") or "")[:100],
        "issued_on": head.get("issued_on"),
    }
