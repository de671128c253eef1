"""What a reporter does with a report. Each verb is permission, change and history in one
transaction; the office may do the same for a unit that telephoned."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from assignments.choices import Duty, ReportState, Role
from assignments.evidence.attachments import MOST, Evidence, as_attachment
from assignments.ledger import access
from assignments.ledger.targets import is_filled_by
from assignments.ledger.writing import (
    StaleVersion,
    delete,
    hold,
    hold_open,
    locked,
    replace,
    save,
    verb,
)
from assignments.models import (
    Attachment,
    Extension,
    Period,
    ProgressReport,
    Reminder,
    Responsibility,
    Target,
    Unit,
    User,
    Work,
)
from assignments.rules.days import month_and_day
from assignments.rules.transitions import REPORT, VERBS, IllegalMove, after

NOT_YET = -1
"""The version of a report that did not exist when its form was made."""

WRITTEN = ("progress", "problems", "next_steps", "request")
"""What a unit writes, in the order in which its forms show it."""
UNSIGNED = "报送前须经单位主要负责人审定，请填写审定人姓名。"
WORDS = (*WRITTEN, "approved_by")


@dataclass(frozen=True)
class Content:
    """What somebody typed: the words, for each target's id a number, a day or None, and the
    files to be added."""

    progress: str = ""
    problems: str = ""
    next_steps: str = ""
    request: str = ""
    approved_by: str = ""
    readings: Mapping[int, Decimal | date | None] = field(default_factory=dict)
    files: tuple[Evidence, ...] = ()


@verb
def save_draft(
    *,
    work: Work,
    unit: Unit,
    period: Period,
    content: Content,
    by: User,
    expected_version: int | None = None,
) -> ProgressReport:
    """Keep what was typed, as far as it is; return the report.

    `expected_version` is the version that the form was made from, NOT_YET where there was
    no report; None does not ask. Raises StaleVersion, IllegalMove, ClosedPeriod and
    ValidationError, all with a sentence for the person.
    """
    return write(
        work, unit, period, content, "save", by=by, expected_version=expected_version
    )


@verb
def submit(
    *,
    work: Work,
    unit: Unit,
    period: Period,
    content: Content,
    by: User,
    expected_version: int | None = None,
    at: datetime | None = None,
) -> ProgressReport:
    """Send a report to the office, with the name of the head who approved it."""
    demand_whole(content)
    return write(
        work,
        unit,
        period,
        content,
        "submit",
        by=by,
        expected_version=expected_version,
        at=at or timezone.now(),
    )


@verb
def withdraw(*, report: ProgressReport, by: User) -> ProgressReport:
    """Take a report back that nobody has reviewed yet. The office takes back only what it
    logged itself; what a unit sent it sends back. What was taken back was not sent in time."""
    access.demand(access.can_report(by, report.work, report.unit))
    hold_open(report.period)
    report = locked(ProgressReport.objects, pk=report.pk)
    access.demand(
        not access.is_office(by) or report.logged_by_office,
        "单位报送的内容请用“退回”，由单位自己修改。",
    )
    report.state = after(REPORT, report.state, "withdraw")
    if not report.times_returned:
        report.submitted_at = report.first_sent_at = None
    return save(report, by=by, reason=VERBS["withdraw"])


@verb
def detach(*, attachment: Attachment, by: User) -> None:
    """Take a file off a report that can still be changed; the file itself goes when that is
    certain."""
    report = attachment.report
    assert (
        report is not None
    )  # a file of a reply hangs on no report, and is not taken off
    access.demand(access.can_report(by, report.work, report.unit))
    hold_open(report.period)
    report = locked(ProgressReport.objects, pk=report.pk)
    after(REPORT, report.state, "save")
    delete(attachment, by=by, reason=f"删除 {attachment.name}")
    transaction.on_commit(partial(remove_files, attachment))


@verb
def ask_extension(
    *, work: Work, unit: Unit, period: Period, until: date, reason: str, by: User
) -> Extension:
    """Ask the office for more time for one work; one request may wait at a time."""
    access.demand(access.can_report(by, work, unit))
    period = hold_open(period)
    if until <= period.due_on:
        raise ValidationError(
            {"until": f"延至的日期须晚于本期报送期限{month_and_day(period.due_on)}。"}
        )
    if not reason.strip():
        raise ValidationError({"reason": "请写明延期的理由。"})
    extension = Extension(
        work=work,
        unit=unit,
        period=period,
        until=until,
        reason=reason.strip(),
        asked_by=by,
    )
    return save(extension, by=by, reason="申请延期")


@verb
def mark_read(*, reminder: Reminder, by: User, at: datetime | None = None) -> Reminder:
    """Note that the unit has seen that it was chased; the first time counts."""
    hold({reminder.period_id})
    reminder = locked(Reminder.objects, pk=reminder.pk)
    access.demand(access.has_role(by, Role.UNIT) and by.unit_id == reminder.unit_id)
    if reminder.read_at:
        return reminder
    reminder.read_at = at or timezone.now()
    reminder.read_by = by
    return save(reminder, by=by, reason="阅知")


# --- how a report is written -------------------------------------------------------------


def write(
    work: Work,
    unit: Unit,
    period: Period,
    content: Content,
    move: str,
    *,
    by: User,
    expected_version: int | None,
    at: datetime | None = None,
) -> ProgressReport:
    """Bring a report to `content` and through `move` ("save" or "submit"); a save that
    changes nothing leaves no trace."""
    access.demand(access.can_report(by, work, unit), "您不能填报这项工作。")
    period = hold_open(period)
    report = present(work, unit, period, expected_version)
    wanted = readings_of(content, fillable_targets(work, unit))
    state = after(REPORT, report.state, move)
    if (
        report.pk
        and state == report.state
        and not content.files
        and is_same(report, content, wanted)
    ):
        return report
    report.state = state
    fill(report, content, by)
    if at:
        report.submitted_at, report.submitted_by = at, by
    save(
        report,
        by=by,
        reason=VERBS[move],
        expected_version=expected_version if report.pk else None,
    )
    replace(report, "readings", wanted, by=by, key="target_id", reason=VERBS[move])
    attach(report, content.files, by=by)
    return report


def attach(report: ProgressReport, files: tuple[Evidence, ...], *, by: User) -> None:
    """Add files to a report; one that is there already is not added again."""
    present = set(report.attachments.values_list("sha256", flat=True))
    fresh = list(
        {file.sha256: file for file in files if file.sha256 not in present}.values()
    )
    if len(present) + len(fresh) > MOST:
        raise ValidationError(
            {"files": f"一份填报最多 {MOST} 个文件，已有 {len(present)} 个。"}
        )
    for file in fresh:
        save(
            as_attachment(file, by=by, report=report), by=by, reason=f"上传 {file.name}"
        )


def remove_files(row: Attachment) -> None:
    """Take an attachment's files off the disk."""
    for stored in (row.file, row.thumbnail):
        if stored.name and stored._committed:  # type: ignore[attr-defined]  # Django's own mark
            stored.storage.delete(stored.name)


def present(
    work: Work, unit: Unit, period: Period, expected_version: int | None
) -> ProgressReport:
    """The report as the database has it, or a new one; StaleVersion where the form was
    made from another state of it."""
    report = ProgressReport.objects.filter(work=work, unit=unit, period=period).first()
    version = report.version if report else NOT_YET
    if expected_version is not None and expected_version != version:
        if report is None:
            raise IllegalMove("这份填报已不存在，请刷新页面后重新填写。")
        raise StaleVersion(report)
    return report or ProgressReport(work=work, unit=unit, period=period)


def fill(report: ProgressReport, content: Content, by: User) -> None:
    for name in WORDS:
        setattr(report, name, getattr(content, name).strip())
    last = last_accepted(report.work, report.unit, report.period)
    report.unchanged = bool(
        last and report.progress and last.progress.split() == report.progress.split()
    )
    report.logged_by_office = access.is_office(by)


def is_same(report: ProgressReport, content: Content, wanted: dict) -> bool:
    if any(getattr(report, name) != getattr(content, name).strip() for name in WORDS):
        return False
    present_readings = {
        reading.target_id: {"value": reading.value, "reached_on": reading.reached_on}
        for reading in report.readings.all()
    }
    return present_readings == wanted


def readings_of(content: Content, targets: list[Target]) -> dict[int, dict]:
    """The readings as rows: {target id: {"value", "reached_on"}}, empty ones left out."""
    allowed = {target.id: target for target in targets}
    rows = {}
    for key, value in content.readings.items():
        if key not in allowed:
            raise ValidationError(
                "完成数所对应的目标不归本单位填报，请刷新页面后重新填写。"
            )
        if value is not None:
            is_number = allowed[key].is_quantity
            rows[key] = {
                "value": value if is_number else None,
                "reached_on": None if is_number else value,
            }
    return rows


def demand_whole(content: Content) -> None:
    """Raise ValidationError by field where a report cannot be sent as it is."""
    missing = {}
    if not content.progress.strip():
        missing["progress"] = "请填写进展情况后再报送。"
    if not content.approved_by.strip():
        missing["approved_by"] = UNSIGNED
    if missing:
        raise ValidationError(missing)


# --- what a report is about --------------------------------------------------------------


def fillable_targets(work: Work, unit: Unit) -> list[Target]:
    """The targets of a work that a unit gives readings for."""
    is_lead = leads(work, unit)
    targets = work.targets.approved().select_related("unit")
    return [target for target in targets if is_filled_by(target, unit, is_lead)]


def leads(work: Work, unit: Unit) -> bool:
    """Whether the unit leads the work under its own name."""
    return Responsibility.objects.filter(
        task__work=work, unit=unit, duty=Duty.LEAD
    ).exists()


def last_accepted(work: Work, unit: Unit, period: Period) -> ProgressReport | None:
    """The unit's newest accepted report on the work before the period."""
    return (
        accepted_before(unit, period)
        .filter(work=work)
        .order_by("-period__ends")
        .first()
    )


def accepted_before(unit: Unit, period: Period) -> QuerySet[ProgressReport]:
    """The unit's accepted reports of the periods before this one."""
    rows = ProgressReport.objects.accepted().filter(unit=unit, period__kind=period.kind)
    return rows.filter(period__ends__lt=period.starts).select_related("period")


def may_withdraw(user: User, report: ProgressReport) -> bool:
    """Whether to show the button."""
    is_writer = not access.is_office(user) or report.logged_by_office
    return report.state == ReportState.SUBMITTED and is_writer and report.period.is_open
