"""What a person decides about a preview. Every answer is kept in the batch, nothing else is
touched."""

import functools
import hashlib
import json

from assignments.intake.comparing.asked import NEW
from assignments.intake.comparing.batch_preview import look
from assignments.intake.comparing.losses import KEEP
from assignments.intake.comparing.matching import LEADERS, UNITS
from assignments.intake.stored_reading import ALL_LEAD, CONFIRMED, plan_title
from assignments.intake.verbs.refusing import Refused
from assignments.ledger import access, writing
from assignments.ledger.writing import verb
from assignments.models import ImportBatch, Plan
from assignments.rules.transitions import IMPORT, allows

# The title of a plan takes 200 characters; what is set behind it needs room.
LONGEST_TITLE = 180
PARTS = {UNITS, LEADERS, "joint"}
"""What `answer` writes; the plan and the rows have verbs of their own."""


def on_preview(function):
    """The batch is locked and must still be a preview; what changed is saved with a reason."""

    @functools.wraps(function)
    def wrapped(*, batch: ImportBatch, by, **kwargs):
        access.demand(access.can_handle_batch(by, batch))
        batch = writing.locked(ImportBatch.objects.defer("file"), pk=batch.pk)
        if not allows(IMPORT, batch.state, "answer"):
            raise Refused(f"这一批次{batch.get_state_display()}，不能再改。")
        batch.error = ""
        return function(batch=batch, by=by, **kwargs)

    return wrapped


@verb
@on_preview
def answer(
    *, batch: ImportBatch, answers: dict, by, reason: str = "答复疑问"
) -> ImportBatch:
    """Lay answers over those there are: {part: {key: answer}}; None takes an answer back."""
    for part, given in answers.items():
        if part not in PARTS:
            raise Refused("不认识的答复。")
        answers_of_part = batch.answers.setdefault(part, {})
        for key, value in given.items():
            if value is None:
                answers_of_part.pop(key, None)
            else:
                answers_of_part[key] = value
    return writing.save(batch, by=by, reason=reason)


def decided(batch: ImportBatch, index: int) -> dict:
    """What people have decided about a row so far."""
    return batch.answers.get("rows", {}).get(str(index), {})


def mark_of(batch: ImportBatch, index: int) -> str:
    """What has been decided about a row as one word: another one means that somebody decided
    since."""
    decision = json.dumps(decided(batch, index), sort_keys=True)
    return hashlib.sha256(decision.encode()).hexdigest()[:16]


@verb
@on_preview
def change_rows(
    *, batch: ImportBatch, rows: dict, by, reason: str, seen: str | None = None
) -> ImportBatch:
    """Change what is kept about rows: {index: {"values" | "left_out" | "duties": …}}; each key
    replaces the one before, None takes it back. With `seen`, the mark that a row had when it was
    shown, StaleVersion where it has another one now."""
    row_answers = batch.answers.setdefault("rows", {})
    for index, given in rows.items():
        if seen not in (None, mark_of(batch, index)):
            raise writing.StaleVersion(batch)
        row = {**row_answers.get(str(index), {}), **given}
        row_answers[str(index)] = {
            key: value for key, value in row.items() if value is not None
        }
    return writing.save(batch, by=by, reason=reason)


@verb
@on_preview
def accept_suggestions(*, batch: ImportBatch, by) -> ImportBatch:
    """Let every name that is like no other be new. What is near a known name, and 张市长, stays
    open: that a person confirms one by one."""
    for question in look(batch).suggested:
        batch.answers.setdefault(question.kind, {})[question.key] = question.suggestion
    return writing.save(batch, by=by, reason="不相近的名称全部新建")


@verb
@on_preview
def settle_duties(
    *, batch: ImportBatch, how: str, index: int | None = None, by
) -> ImportBatch:
    """Decide who leads where the document does not print it, for one row or for all of them:
    `how` is "first" (the unit listed first) or "all" (every unit named)."""
    rows = batch.answers.setdefault("rows", {})
    for row in look(batch).rows:
        if row.is_assumed and index in (None, row.index):
            answer = rows.setdefault(str(row.index), {})
            answer["duties"] = ALL_LEAD if how == "all" else CONFIRMED
            if how == "all":
                named = [*row.row["lead"], *row.row["cooperating"]]
                answer["values"] = {
                    **answer.get("values", {}),
                    "lead": named,
                    "cooperating": [],
                }
    return writing.save(batch, by=by, reason="确认推定的牵头单位")


@verb
@on_preview
def mark_seen(*, batch: ImportBatch, index: int | None = None, by) -> ImportBatch:
    """The doubts of one row, or of all of them, have been looked at."""
    rows = batch.answers.setdefault("rows", {})
    for row in look(batch).rows:
        if row.doubts and index in (None, row.index):
            rows.setdefault(str(row.index), {})["seen"] = True
    return writing.save(batch, by=by, reason="疑点已看过")


@verb
@on_preview
def choose_plan(*, batch: ImportBatch, head: dict, by) -> ImportBatch:
    """Say which plan the document goes into, and compare with that one."""
    batch.answers["plan"] = head
    batch.based_on = look(batch).fingerprint
    return writing.save(batch, by=by, reason="选择年度方案")


@verb
@on_preview
def answer_asked(
    *, batch: ImportBatch, key: str, value: str, mark: str, by
) -> ImportBatch:
    """Answer a question about the document as a whole. `mark` is what it was asked about;
    Refused where something else is asked by now. That a list is another one founds a plan of its
    own."""
    question = next(
        (
            question
            for question in look(batch).asked
            if question.key == key and question.mark == mark
        ),
        None,
    )
    if question is None or value not in {choice.value for choice in question.choices}:
        raise Refused("请选择一个答案；如果刚才所问的已经变了，请看过现在的问题再答。")
    batch.answers.setdefault("asked", {})[key] = {"is": value, "mark": mark}
    if value == NEW:
        batch.answers["plan"] = another_head(batch)
        batch.based_on = look(batch).fingerprint
    return writing.save(
        batch, by=by, reason=f"{question.title}{question.labels[value]}"
    )


def another_head(batch: ImportBatch) -> dict:
    """The head of the plan that a list of its own founds: as the document says it, and under a
    title that no stored plan of the year and level has."""
    head, level = batch.reading["plan"], batch.answers["plan"]["level"]
    title = (plan_title(head) or batch.answers["plan"]["title"])[:LONGEST_TITLE]
    taken = set(
        Plan.objects.of_year(batch.year)
        .filter(level=level)
        .values_list("title", flat=True)
    )
    names = [title, *(f"{title}（另一份{number}）" for number in ("", *range(2, 100)))]
    return {
        "level": level,
        "id": None,
        "title": next(name for name in names if name not in taken),
        "document_number": (head.get("document_number") or "")[:60],
        "issued_by": (head.get("issued_by") or "")[:100],
        "issued_on": head.get("issued_on"),
    }


@verb
@on_preview
def keep_losses(*, batch: ImportBatch, keep: bool, by) -> ImportBatch:
    """Say that nothing which the document lacks is to go, or take that back."""
    batch.answers["losses"] = KEEP if keep else ""
    return writing.save(
        batch, by=by, reason="文件里没有的都保留" if keep else "按文件移除和清空"
    )


@verb
@on_preview
def leave_out_open(*, batch: ImportBatch, by) -> ImportBatch:
    """Leave out every row that has an error, an open question or a figure that was not read, for
    the list of rejected rows."""
    rows = batch.answers.setdefault("rows", {})
    for row in look(batch).rows:
        if row.errors or row.questions or row.is_held:
            rows.setdefault(str(row.index), {})["left_out"] = left_out_reason(row)
    return writing.save(batch, by=by, reason="有问题的行暂不导入")


def left_out_reason(row) -> str:
    names = "、".join(question.name for question in row.questions)
    return (
        "；".join(
            [*row.errors, *row.holds, *([f"名称未确认：{names}"] if names else [])]
        )
        or "人工选择暂不导入"
    )


@verb
@on_preview
def compare_again(*, batch: ImportBatch, by) -> ImportBatch:
    """Bind the preview to the database as it is now, after the person has seen what changed."""
    batch.based_on = look(batch).fingerprint
    return writing.save(batch, by=by, reason="重新比对")
