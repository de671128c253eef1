"""One entry of a work's timeline, and how each kind of record is told as one: who, when, from what
to what, and why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.dateparse import parse_date

from assignments.boards.addresses import address
from assignments.boards.changes import changes, differences, in_order
from assignments.boards.timeline_records import RECORDS, Snapshot, moment
from assignments.choices import (
    DirectiveKind,
    DirectiveState,
    ExtensionState,
    ReportState,
)
from assignments.models import (
    ASKED_AGAIN,
    Assessment,
    Period,
    ProgressReport,
    Reading,
)

OFFICE, SYSTEM = "督查室", "系统"
ByKind = dict[str, list[Snapshot]]


@dataclass(frozen=True)
class File:
    """A piece of evidence as templates/components/_evidence.html shows it."""

    pk: int
    name: str
    size: int
    thumbnail: str


@dataclass
class Event:
    """One entry, as templates/components/_timeline.html shows it. `key` is an instruction's id,
    `period_id` the period it belongs to where its day does not say it."""

    kind: str
    who: str
    what: str
    on: datetime
    text: str = ""
    url: str = ""
    key: int = 0
    period: Period | None = None
    period_id: int | None = None
    is_awaited: bool = False
    report: ProgressReport | None = None
    readings: list[Reading] = field(default_factory=list)
    attachments: list[File] = field(default_factory=list)


def other_events(by_kind: ByKind) -> Iterator[Event]:
    """Everything but the reports and the assessments themselves, in the order in which entries of
    one moment stand."""
    yield from returned(by_kind["report_move"])
    yield from directives(by_kind["directive"], by_kind["addressee"])
    yield from map(reply, by_kind["reply"])
    yield from map(reminder, by_kind["reminder"])
    yield from record_changes(by_kind)
    yield from report_moves(by_kind["report_move"])
    yield from assessment_moves(by_kind["judged"])
    yield from map(directive_move, in_order(by_kind["directive_move"]))
    yield from map(extension, by_kind["extension"])
    answered = (row for row in by_kind["extension"] if row.data["answered_at"])
    yield from map(extension_answer, answered)


def reported(
    report: ProgressReport, readings: list[Reading], files: list[File]
) -> Event:
    what = [f"{report.period.short}填报", str(report.get_state_display())]
    if report.logged_by_office:
        what.append("督查室代为填报")
    if report.approved_by:
        what.append(f"审定人 {report.approved_by}")
    return Event(
        "report",
        report.unit.name,
        " · ".join(what),
        report.submitted_at or report.updated_at,
        period=report.period,
        report=report,
        readings=readings,
        attachments=files,
    )


def assessed(assessment: Assessment) -> Event:
    """What the office judged, how it checked, and where it saw it otherwise than the hint."""
    label = assessment.get_standing_display()
    what = f"沿用上期“{label}”" if assessment.carried else f"评定为“{label}”"
    if assessment.method:
        what += f" · {assessment.get_method_display()}核实"
    more = [assessment.comment]
    if assessment.override_reason:
        more.append(f"与系统提示不一致：{assessment.override_reason}")
    if assessment.approval_number:
        more.append(f"批准文号：{assessment.approval_number}")
    return Event(
        "assessment",
        str(assessment.assessed_by or OFFICE),
        what,
        assessment.assessed_at,
        "\n".join(line for line in more if line),
        period=assessment.period,
    )


def returned(steps: list[Snapshot]) -> Iterator[Event]:
    """Each time a report was sent back; saving it while it is back is no new time."""
    seen = set()
    for step in sorted(steps, key=lambda step: step.at):
        report = step.data["record"]
        time = (step.key, report["return_reason"])
        if report["state"] != ReportState.RETURNED or time in seen:
            continue
        seen.add(time)
        what, reason = (
            f"退回{report['unit__name']}的填报",
            report["return_reason"] or "",
        )
        yield Event(
            "returned", OFFICE, what, step.at, reason, period_id=report["period"]
        )


def report_moves(steps: list[Snapshot]) -> Iterator[Event]:
    """Sent again, taken back, accepted. The last sending stands with the report."""
    steps = [
        step
        for step in in_order(steps)
        if step.data["record"]["state"] != ReportState.RETURNED
    ]
    last_sent = {step.key: step for step in steps if step.data["why"] == "报送"}
    for step in steps:
        if last_sent.get(step.key) is step:
            continue
        report, action = step.data["record"], step.data["why"]
        what = f"{action.removeprefix('关闭报送期时')}{report['unit__name']}的填报"
        why = action if action.startswith("关闭") else ""
        yield Event(
            "report",
            step.who or SYSTEM,
            what,
            step.at,
            why,
            period_id=report["period"],
        )


def assessment_moves(steps: list[Snapshot]) -> Iterator[Event]:
    """Judged otherwise than before, or taken back. The first judgement is told by itself."""
    before: dict[int, Snapshot] = {}
    for step in in_order(steps):
        earlier, before[step.key] = before.get(step.key), step
        if earlier is None or not earlier.data["record"]["standing"]:
            continue
        lines = differences(step, earlier)
        if not lines:
            continue
        assessment = step.data["record"]
        yield Event(
            "assessment",
            step.who or SYSTEM,
            "修改评定" if assessment["standing"] else "撤回评定",
            step.at,
            "\n".join(lines),
            period_id=assessment["period"],
        )


def directives(rows: list[Snapshot], addressees: Iterable[Snapshot]) -> Iterator[Event]:
    units: dict[int, list[str]] = defaultdict(list)
    for addressee in addressees:
        units[addressee.key].append(addressee.who)
    for row in rows:
        what = [str(DirectiveKind(row.data["kind"]).label)]
        if units[row.key]:
            what.append(f"请{'、'.join(units[row.key])}办理")
        due = parse_date(row.data["due_on"] or "")
        if due:
            what.append(f"{due:%m-%d} 前回复")
        what.append(str(DirectiveState(row.data["state"]).label))
        yield Event(
            "directive",
            row.who,
            " · ".join(what),
            row.at,
            row.data["text"],
            address("directives:directive", row.key),
            row.key,
            is_awaited=row.data["state"] == DirectiveState.OPEN,
        )


def reply(row: Snapshot) -> Event:
    url = address("directives:directive", row.key)
    return Event("reply", row.who, "回复批示", row.at, row.data["text"], url)


def directive_move(step: Snapshot) -> Event:
    """More was asked for, it was settled, it went to a successor."""
    why = step.data["why"] or ""
    what, text = why, ""
    if why.startswith(ASKED_AGAIN):
        what, text = "要求补充", why.removeprefix(ASKED_AGAIN)
    if "接任" in why:
        what, text = "移交批示", why
    url = address("directives:directive", step.key)
    return Event("reply", step.who or SYSTEM, what, step.at, text, url)


def reminder(row: Snapshot) -> Event:
    what = f"催办{row.who}（{'已阅知' if row.data['read_at'] else '未阅知'}）"
    text = row.data["text"] or ""
    return Event("reminder", OFFICE, what, row.at, text, period_id=row.key)


def extension(row: Snapshot) -> Event:
    what, reason = f"申请延期至 {row.data['until']}", row.data["reason"]
    return Event("reminder", row.who or SYSTEM, what, row.at, reason, period_id=row.key)


def extension_answer(row: Snapshot) -> Event:
    answer = ExtensionState(row.data["state"]).label
    return Event(
        "reminder",
        row.data["answered_by"] or SYSTEM,
        f"{answer}{row.who}延期至 {row.data['until']}",
        moment(row.data["answered_at"]),
        row.data["answer"],
        period_id=row.key,
    )


def record_changes(by_kind: ByKind) -> Iterator[Event]:
    for change in changes(step for kind in RECORDS for step in by_kind[kind]):
        what = f"变更（{change.why}）" if change.why else "变更"
        text = "\n".join(change.lines)
        yield Event("change", change.who or SYSTEM, what, change.at, text)
