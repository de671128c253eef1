"""What the office does with reports and works: review, assess, chase, answer requests.
Each verb is permission, change and history in one transaction."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from assignments.ledger import access
from assignments.ledger.figures import Board
from assignments.ledger.lines import WorkLine
from assignments.ledger.obligations import Obligation, silent
from assignments.ledger.writing import (
    REFUSALS,
    StaleVersion,
    delete,
    hold_open,
    locked,
    replace,
    save,
    sentences,
    verb,
)
from assignments.mail import Mail, is_configured, send_when_certain
from assignments.models import (
    Assessment,
    Extension,
    Period,
    Phrase,
    ProgressReport,
    Reminder,
    Unit,
    User,
    Work,
)
from assignments.rules.days import month_and_day
from assignments.rules.judging import Judgement, objections
from assignments.rules.transitions import EXTENSION, REPORT, VERBS, after

NOT_YET = -1
"""The version of an assessment that did not exist when its form was made."""


# --- review ------------------------------------------------------------------------------


@verb
def accept(
    *,
    report: ProgressReport,
    by: User,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> ProgressReport:
    """Take a report as it is; boards quote it from now on."""
    return review(report, "accept", by=by, expected_version=expected_version, at=at)


@verb
def send_back(
    *,
    report: ProgressReport,
    reason: str,
    by: User,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> ProgressReport:
    """Return a report with what is missing in it; it is owed again."""
    if not reason.strip():
        raise ValidationError({"reason": "退回时须写明原因，单位才知道补什么。"})
    return review(
        report,
        "send_back",
        by=by,
        reason=reason.strip(),
        expected_version=expected_version,
        at=at,
    )


def review(
    report: ProgressReport,
    move: str,
    *,
    by: User,
    reason: str = "",
    expected_version: int | None = None,
    at: datetime | None = None,
) -> ProgressReport:
    access.demand(access.can_review(by), "审核由督查室办理。")
    hold_open(report.period)
    report = locked(ProgressReport.objects.select_related("period"), pk=report.pk)
    if expected_version is not None and report.version != expected_version:
        raise StaleVersion(report)
    report.state = after(REPORT, report.state, move)
    report.reviewed_at, report.reviewed_by = at or timezone.now(), by
    if move == "send_back":
        report.return_reason = reason
        report.times_returned += 1
    return save(report, by=by, reason=reason or VERBS[move])


# --- assess ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Decision:
    """What the office says about one work; an empty standing takes a judgement back."""

    work: Work
    standing: str
    method: str = ""
    comment: str = ""
    override_reason: str = ""
    approval_number: str = ""
    slow_targets: frozenset[int] = frozenset()
    expected_version: int | None = None


class Rejected(Exception):
    """Some decisions of a sheet cannot be recorded, so none was. `errors` maps a work's id
    to {field: [sentences]}; "" stands for the row, `stale` holds what others recorded."""

    def __init__(
        self, errors: dict[int, dict[str, list[str]]], stale: dict[int, Assessment]
    ) -> None:
        self.errors = errors
        self.stale = stale
        super().__init__("有评定未能保存。")


@verb
def assess(
    *,
    work: Work,
    period: Period,
    standing: str,
    by: User,
    method: str = "",
    comment: str = "",
    override_reason: str = "",
    approval_number: str = "",
    slow_targets: Iterable[int] = (),
    expected_version: int | None = None,
    at: datetime | None = None,
) -> Assessment:
    """Say where one work stands. Raises ValidationError by field, StaleVersion where
    somebody else has assessed it meanwhile."""
    decision = Decision(
        work,
        standing,
        method=method,
        comment=comment,
        override_reason=override_reason,
        approval_number=approval_number,
        slow_targets=frozenset(slow_targets),
        expected_version=expected_version,
    )
    access.demand(access.can_assess(by), "评定由督查室办理。")
    period = hold_open(period)
    line = Board(period, submitted=True, work=work).with_targets().by_work[work.id]
    return record(decision, line, by=by, at=at or timezone.now())


@verb
def assess_many(
    *,
    period: Period,
    decisions: Sequence[Decision],
    by: User,
    at: datetime | None = None,
) -> list[Assessment]:
    """Record a sheet of decisions, all or none. Raises Rejected with every error at once."""
    access.demand(access.can_assess(by), "评定由督查室办理。")
    period = hold_open(period)
    board = Board(period, submitted=True).with_targets()
    moment = at or timezone.now()
    recorded, errors, stale = [], {}, {}
    for decision in decisions:
        try:
            recorded.append(
                record(decision, board.by_work[decision.work.id], by=by, at=moment)
            )
        except StaleVersion as refusal:
            errors[decision.work.id] = {"": [str(refusal)]}
            stale[decision.work.id] = refusal.current
        except ValidationError as refusal:
            by_field = getattr(refusal, "error_dict", None)
            errors[decision.work.id] = (
                refusal.message_dict if by_field else {"": refusal.messages}
            )
    if errors:
        raise Rejected(errors, stale)
    return recorded


def record(decision: Decision, line: WorkLine, *, by: User, at: datetime) -> Assessment:
    """Write one decision with what the figures suggested beside it."""
    hint = line.hint
    judgement = Judgement(
        decision.standing,
        decision.comment,
        decision.approval_number,
        decision.override_reason,
    )
    wrong = objections(
        judgement, hint.standing, silent=line.is_silent, before=line.standing
    )
    if wrong:
        raise ValidationError(wrong)
    assessment = present(decision, line)
    assessment.hint, assessment.hint_reason = hint.standing or "", hint.reason
    made = bool(decision.standing)
    assessment.assessed_at, assessment.assessed_by = (at, by) if made else (None, None)
    reason = "评定" if made else "撤回评定"
    version = decision.expected_version if assessment.pk else None
    save(assessment, by=by, reason=reason, expected_version=version)
    slow = decision.slow_targets if decision.standing == "slow" else frozenset()
    of_work = {target.target.id for target in line.targets}
    replace(
        assessment,
        "slow_targets",
        {key: {} for key in slow & of_work},
        by=by,
        key="target_id",
        reason=reason,
    )
    return assessment


def present(decision: Decision, line: WorkLine) -> Assessment:
    """The work's assessment with the decision put into it, StaleVersion where the form was
    made from another state of it."""
    stored = Assessment.objects.filter(work=decision.work, period=line.period).first()
    if stored and decision.expected_version not in (None, stored.version):
        raise StaleVersion(stored)
    assessment = stored or Assessment(work=decision.work, period=line.period)
    assessment.carried = False
    for name in ("standing", "method", "comment", "override_reason", "approval_number"):
        setattr(assessment, name, getattr(decision, name).strip())
    return assessment


# --- chase -------------------------------------------------------------------------------


@verb
def chase(
    *, unit: Unit, period: Period, by: User, text: str = "", at: datetime | None = None
) -> Reminder:
    """Remind a unit of everything it owes, once a day; ValidationError where it owes
    nothing or was reminded today."""
    access.demand(access.can_chase(by), "催办由督查室办理。")
    period = hold_open(period)
    owed = dict(silence(Board(period))).get(unit)
    if not owed:
        raise ValidationError(f"{unit}没有未报送的事项，不用催办。")
    made = remind(unit, period, owed, by=by, text=text, at=at or timezone.now())
    send_when_certain([mail_of(made, owed)])
    return made


@verb
def chase_all(
    *, period: Period, by: User, at: datetime | None = None, works: Collection[int] = ()
) -> tuple[list[Reminder], list[str]]:
    """Remind every silent unit that was not reminded today, with ids in `works` only those
    that owe one of these; returns the reminders made and a sentence for each unit left out."""
    access.demand(access.can_chase(by), "催办由督查室办理。")
    period = hold_open(period)
    moment = at or timezone.now()
    made, mails, left_out = [], [], []
    for unit, owed in silence(Board(period), works):
        try:
            made.append(remind(unit, period, owed, by=by, text="", at=moment))
        except REFUSALS as refusal:
            left_out.append(f"{unit}：{''.join(sentences(refusal))}")
        else:
            mails.append(mail_of(made[-1], owed))
    send_when_certain(mails)
    return made, left_out


def silence(
    board: Board, works: Collection[int] = ()
) -> list[tuple[Unit, list[Obligation]]]:
    """Each unit that owes reports, with all it owes, the most first; with ids in `works` only
    units that owe one of these."""
    meant = (
        (unit, owed)
        for unit, owed in silent(board.leading)
        if not works or any(obligation.work.pk in works for obligation in owed)
    )
    return sorted(meant, key=lambda pair: -len(pair[1]))


def remind(
    unit: Unit,
    period: Period,
    owed: Sequence[Obligation],
    *,
    by: User,
    text: str,
    at: datetime,
) -> Reminder:
    on = timezone.localdate(at)
    message = (
        text.strip() or f"{period}还有 {len(owed)} 项工作未报送，{by_when(owed, on)}。"
    )
    reminder = Reminder(
        unit=unit, period=period, text=message, sent_on=on, sent_at=at, sent_by=by
    )
    if Reminder.objects.filter(
        unit=unit, period=period, sent_on=reminder.sent_on
    ).exists():
        raise ValidationError("今天已经催办过这个单位，明天可以再催。")
    reminder.mailed_to = unit.email if is_configured() else ""
    save(reminder, by=by, reason="催办")
    reminder.works.set([obligation.work for obligation in owed])
    return reminder


def by_when(owed: Sequence[Obligation], on: date) -> str:
    """The day that a reminder names, with the time that was granted: the first that has
    passed, else the first to come."""
    over = [obligation.due for obligation in owed if obligation.is_overdue(on)]
    if not over:
        return f"请于{month_and_day(min(obligation.due for obligation in owed))}前报送"
    some = "" if len(over) == len(owed) else f"其中 {len(over)} 项"
    return f"{some}已过报送期限{month_and_day(min(over))}，请尽快报送"


def mail_of(reminder: Reminder, owed: Sequence[Obligation]) -> Mail:
    message = letter(reminder.unit, owed, reminder.text)
    return Mail(reminder.mailed_to, f"催办：{reminder.period}进展填报", message)


def letter(unit: Unit, owed: Sequence[Obligation], message: str) -> str:
    """The reminder as a mail: what was said, and the works by name."""
    listed = "\n".join(
        f"{number}. {obligation.work.title}"
        for number, obligation in enumerate(owed, start=1)
    )
    return f"{unit}：\n\n{message}\n\n{listed}\n\n请登录“抓落实”填报。"


# --- requests for more time --------------------------------------------------------------


@verb
def answer_extension(
    *,
    extension: Extension,
    grant: bool,
    by: User,
    answer: str = "",
    at: datetime | None = None,
) -> Extension:
    """Grant or refuse; a refusal says why."""
    access.demand(access.can_run_periods(by), "延期由督查室答复。")
    hold_open(extension.period)
    extension = locked(Extension.objects.select_related("period"), pk=extension.pk)
    extension.state = after(EXTENSION, extension.state, "grant" if grant else "refuse")
    if not grant and not answer.strip():
        raise ValidationError({"answer": "不同意延期，请写一句理由。"})
    extension.answer = answer.strip()
    extension.answered_by, extension.answered_at = by, at or timezone.now()
    return save(extension, by=by, reason=VERBS["grant" if grant else "refuse"])


# --- phrases -----------------------------------------------------------------------------


@verb
def keep_phrases(*, texts: Sequence[str], by: User) -> None:
    """Make the ready-made phrases be exactly these, in this order."""
    access.demand(access.can_review(by), "常用语由督查室维护。")
    present = {phrase.text: phrase for phrase in Phrase.objects.all()}
    for text, phrase in present.items():
        if text not in texts:
            delete(phrase, by=by, reason="删除常用语")
    for order, text in enumerate(texts, start=1):
        phrase = present.get(text) or Phrase(text=text)
        if phrase.pk is None or phrase.order != order:
            phrase.order = order
            save(phrase, by=by, reason="维护常用语")
