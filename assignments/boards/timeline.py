"""Everything that happened to a work, newest first, grouped by period."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.utils import timezone
from django.utils.dateparse import parse_date

from assignments.boards.addresses import address
from assignments.boards.changes import changes
from assignments.boards.timeline_records import Snapshot, snapshots
from assignments.boards.timeline_steps import (
    assessment_steps,
    directive_steps,
    extension_steps,
    report_steps,
)
from assignments.choices import DirectiveKind, DirectiveState
from assignments.models import Assessment, Period, ProgressReport, Reading

KINDS = {
    "reports": ("填报", frozenset({"report", "returned"})),
    "assessments": ("评定", frozenset({"assessment"})),
    "directives": ("批示", frozenset({"directive", "reply"})),
    "reminders": ("催办、延期", frozenset({"reminder"})),
    "changes": ("变更", frozenset({"change"})),
}


RECORDS = ("work", "task", "target", "duty", "planned", "co_leader", "photo")


@dataclass(frozen=True)
class File:
    """A piece of evidence as templates/components/_evidence.html shows it."""

    pk: int
    name: str
    size: int
    thumbnail: str


@dataclass
class Event:
    """One entry, as templates/components/_timeline.html shows it."""

    kind: str
    who: str
    what: str
    on: datetime
    text: str = ""
    url: str = ""
    key: int = 0
    period: Period | None = None
    report: ProgressReport | None = None
    readings: list[Reading] = field(default_factory=list)
    attachments: list[File] = field(default_factory=list)


@dataclass(frozen=True)
class Stretch:
    """The events of one period; without one they lie outside of the work's year."""

    label: str
    is_chosen: bool
    is_open: bool
    events: list[Event]


@dataclass(frozen=True)
class Tab:
    key: str
    label: str
    value: int
    is_current: bool


class Timeline:
    """The story of one work for one reader. `show` is a key of KINDS, else all is told."""

    def __init__(self, board, periods: Iterable[Period], user, show: str):
        self.board = board
        self.periods = list(periods)
        self.user = user
        self.show = show if show in KINDS else ""

    @cached_property
    def found(self) -> dict[str, list[Snapshot]]:
        by_kind: dict[str, list[Snapshot]] = defaultdict(list)
        for snapshot in snapshots(
            self.board.work, [task.pk for task in self.board.tasks], self.user
        ):
            by_kind[snapshot.kind].append(snapshot)
        return by_kind

    @cached_property
    def events(self) -> list[Event]:
        """All events, newest first."""
        told = [
            *self.reports(),
            *self.returned(),
            *(assessed(a) for a in self.board.year_assessments if a.standing),
            *self.directives(),
            *self.replies(),
            *self.reminders(),
            *self.changes(),
            *self.steps(),
        ]
        return sorted(told, key=lambda event: event.on, reverse=True)

    @property
    def shown(self) -> list[Event]:
        if not self.show:
            return self.events
        kinds = KINDS[self.show][1]
        return [event for event in self.events if event.kind in kinds]

    @property
    def tabs(self) -> list[Tab]:
        found = [Tab("", "全部", len(self.events), not self.show)]
        for key, (label, kinds) in KINDS.items():
            value = sum(event.kind in kinds for event in self.events)
            found.append(Tab(key, label, value, self.show == key))
        return found

    @property
    def stretches(self) -> list[Stretch]:
        """The shown events by period, the newest period first."""
        found: dict[tuple[date, str], list[Event]] = defaultdict(list)
        for event in self.shown:
            found[self.place(event)].append(event)
        newest_first = sorted(found.items(), key=lambda item: item[0], reverse=True)
        return [
            self.stretch(ends, label, events) for (ends, label), events in newest_first
        ]

    def stretch(self, ends: date, label: str, events: list[Event]) -> Stretch:
        """Open from the chosen period on, or throughout when one kind was asked for."""
        is_open = bool(self.show) or ends >= self.board.period.ends
        return Stretch(label, label == str(self.board.period), is_open, events)

    def place(self, event: Event) -> tuple[date, str]:
        """Last day and name of the period an event belongs to: its own, else the one its
        day lies in; of its year where no period does."""
        day = timezone.localtime(event.on).date()
        period = event.period or next(
            (p for p in self.periods if p.starts <= day <= p.ends), None
        )
        return (
            (period.ends, str(period))
            if period
            else (date(day.year, 12, 31), f"{day.year}年")
        )

    def reports(self) -> list[Event]:
        readings: dict[int, list[Reading]] = defaultdict(list)
        targets = {
            line.target.pk: line.target
            for line in self.board.targets.get(self.board.work.pk, [])
        }
        for reading in self.board.year_readings:
            if reading.target_id in targets:
                reading.target = targets[reading.target_id]
                readings[reading.report.pk].append(reading)
        files: dict[int, list[File]] = defaultdict(list)
        for snapshot in self.found["attachment"]:
            data = snapshot.data
            files[snapshot.key].append(
                File(data["id"], snapshot.who, data["size"], data["thumbnail"])
            )
        return [
            reported(report, readings[report.pk], files[report.pk])
            for report, _ in self.board.year_rows
            if report.is_visible
        ]

    def returned(self) -> list[Event]:
        """Each time a report was sent back; saving it while it is back is no new time."""
        told: dict[tuple, Snapshot] = {}
        for snapshot in sorted(self.found["returned"], key=lambda s: s.at):
            told.setdefault((snapshot.key, snapshot.data["reason"]), snapshot)
        return [
            Event(
                "returned",
                "督查室",
                f"退回{s.who}的填报",
                s.at,
                s.data["reason"] or "",
                period=self.period(s.data["period"]),
            )
            for s in told.values()
        ]

    def directives(self) -> list[Event]:
        units: dict[int, list[str]] = defaultdict(list)
        for snapshot in self.found["addressee"]:
            units[snapshot.key].append(snapshot.who)
        return [
            directed(snapshot, units[snapshot.key])
            for snapshot in self.found["directive"]
        ]

    @property
    def awaited(self) -> list[Event]:
        """Instructions that still wait for their answer."""
        open_ones = {
            s.key
            for s in self.found["directive"]
            if s.data["state"] == DirectiveState.OPEN
        }
        return [
            event
            for event in self.events
            if event.kind == "directive" and event.key in open_ones
        ]

    def replies(self) -> list[Event]:
        return [
            Event(
                "reply",
                s.who,
                "回复批示",
                s.at,
                s.data["text"],
                address("directives:directive", s.key),
            )
            for s in self.found["reply"]
        ]

    def reminders(self) -> list[Event]:
        return [
            Event(
                "reminder",
                "督查室",
                f"催办{s.who}（{'已阅知' if s.data['read_at'] else '未阅知'}）",
                s.at,
                s.data["text"] or "",
                period=self.period(s.key),
            )
            for s in self.found["reminder"]
        ]

    def changes(self) -> list[Event]:
        found = changes(s for kind in RECORDS for s in self.found[kind])
        return [
            Event(
                "change",
                change.who or "系统",
                f"变更（{change.why}）" if change.why else "变更",
                change.at,
                "\n".join(change.lines),
            )
            for change in found
        ]

    def steps(self) -> list[Event]:
        told = [
            *report_steps(self.found["report_move"]),
            *assessment_steps(self.found["judged"]),
            *directive_steps(self.found["directive_move"]),
            *extension_steps(self.found["extension"], self.found["extension_answer"]),
        ]
        return [
            Event(
                step.kind,
                step.who or "系统",
                step.what,
                step.on,
                step.text,
                address("directives:directive", step.directive)
                if step.directive
                else "",
                period=self.period(step.period) if step.period else None,
            )
            for step in told
        ]

    def period(self, pk: int) -> Period | None:
        return next((period for period in self.periods if period.pk == pk), None)


def reported(
    report: ProgressReport, readings: list[Reading], files: list[File]
) -> Event:
    said = [f"{report.period.short}填报", str(report.get_state_display())]
    if report.logged_by_office:
        said.append("督查室代为填报")
    if report.approved_by:
        said.append(f"审定人 {report.approved_by}")
    return Event(
        "report",
        report.unit.name,
        " · ".join(said),
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
        str(assessment.assessed_by or "督查室"),
        what,
        assessment.assessed_at,
        "\n".join(line for line in more if line),
        period=assessment.period,
    )


def directed(snapshot: Snapshot, units: list[str]) -> Event:
    nature = DirectiveKind(snapshot.data["nature"]).label
    what = [str(nature), f"请{'、'.join(units)}办理" if units else ""]
    due = parse_date(snapshot.data["due_on"] or "")
    if due:
        what.append(f"{due:%m-%d} 前回复")
    what.append(str(DirectiveState(snapshot.data["state"]).label))
    return Event(
        "directive",
        snapshot.who,
        " · ".join(part for part in what if part),
        snapshot.at,
        snapshot.data["text"],
        address("directives:directive", snapshot.key),
        snapshot.key,
    )
