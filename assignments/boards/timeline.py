"""Everything that happened to a work, newest first, grouped by period."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone

from assignments.boards.timeline_events import (
    Event,
    File,
    assessed,
    other_events,
    reported,
)
from assignments.boards.timeline_records import Snapshot, snapshots
from assignments.models import Period, Reading

KINDS = {
    "reports": ("填报", frozenset({"report", "returned"})),
    "assessments": ("评定", frozenset({"assessment"})),
    "directives": ("批示", frozenset({"directive", "reply"})),
    "reminders": ("催办、延期", frozenset({"reminder"})),
    "changes": ("变更", frozenset({"change"})),
}


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
        self.periods = {period.pk: period for period in periods}
        self.user = user
        self.show = show if show in KINDS else ""

    @cached_property
    def events(self) -> list[Event]:
        """All events, newest first."""
        by_kind: dict[str, list[Snapshot]] = defaultdict(list)
        for snapshot in snapshots(self.board.work, self.user):
            by_kind[snapshot.kind].append(snapshot)
        events = self.reports(by_kind["attachment"])
        events += [assessed(row) for row in self.board.year_assessments if row.standing]
        events += other_events(by_kind)
        return sorted(events, key=lambda event: event.on, reverse=True)

    def reports(self, attachments: list[Snapshot]) -> list[Event]:
        files: dict[int, list[File]] = defaultdict(list)
        for row in attachments:
            file = File(
                row.data["id"], row.who, row.data["size"], row.data["thumbnail"]
            )
            files[row.key].append(file)
        readings = self.readings()
        return [
            reported(report, readings[report.pk], files[report.pk])
            for report, _ in self.board.year_rows
            if report.is_visible
        ]

    def readings(self) -> dict[int, list[Reading]]:
        """By report, those of the targets that the board knows."""
        lines = self.board.targets.get(self.board.work.pk, [])
        targets = {line.target.pk: line.target for line in lines}
        by_report: dict[int, list[Reading]] = defaultdict(list)
        for reading in self.board.year_readings:
            if reading.target_id in targets:
                reading.target = targets[reading.target_id]
                by_report[reading.report.pk].append(reading)
        return by_report

    @property
    def awaited(self) -> list[Event]:
        """Instructions that still wait for their answer."""
        return [event for event in self.events if event.is_awaited]

    @property
    def shown(self) -> list[Event]:
        if not self.show:
            return self.events
        _, kinds = KINDS[self.show]
        return [event for event in self.events if event.kind in kinds]

    @property
    def tabs(self) -> list[Tab]:
        tabs = [Tab("", "全部", len(self.events), not self.show)]
        for key, (label, kinds) in KINDS.items():
            value = sum(event.kind in kinds for event in self.events)
            tabs.append(Tab(key, label, value, self.show == key))
        return tabs

    @property
    def stretches(self) -> list[Stretch]:
        """The shown events by period, the newest period first."""
        by_place: dict[tuple[date, str], list[Event]] = defaultdict(list)
        for event in self.shown:
            by_place[self.place(event)].append(event)
        return [
            self.stretch(ends, label, by_place[ends, label])
            for ends, label in sorted(by_place, reverse=True)
        ]

    def stretch(self, ends: date, label: str, events: list[Event]) -> Stretch:
        """Open from the chosen period on, or throughout when one kind was asked for."""
        is_open = bool(self.show) or ends >= self.board.period.ends
        return Stretch(label, label == str(self.board.period), is_open, events)

    def place(self, event: Event) -> tuple[date, str]:
        """Last day and name of the period an event belongs to: its own, else the one its
        day lies in; of its year where no period does."""
        period = event.period or self.periods.get(event.period_id)
        if period:
            return period.ends, str(period)
        day = timezone.localtime(event.on).date()
        for period in self.periods.values():
            if period.starts <= day <= period.ends:
                return period.ends, str(period)
        return date(day.year, 12, 31), f"{day.year}年"
