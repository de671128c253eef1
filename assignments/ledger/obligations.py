"""应报: what each unit has to do with a work in a period, whether it owes a report, by when,
when that came. Bulletin, boards, desks, filters, digests and reminders ask here, and only here.

A unit has a duty by its own name or as a member of a group. A group whose members are known
stands beside them for its page and its desk alone (`is_for_members`): its members are who is
silent, late or in time. A group without known members answers for itself.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple, Protocol

from django.utils import timezone

from assignments.choices import Duty, ExtensionState
from assignments.models import Extension, Period, ProgressReport, Unit, Work
from assignments.rules import obligations as rule
from assignments.rules.schedule import days_late, is_overdue
from assignments.rules.shares import percent

Key = tuple[int, int, int]
"""Unit, work, period, by their ids."""


class Sent(NamedTuple):
    """A report as far as obligations ask, everything by id. `first_sent` is the day on which
    it first left the unit; `merged_into` the unit that its unit became part of."""

    unit: int
    work: int
    period: int
    state: str
    first_sent: date | None
    returned: int = 0
    merged_into: int | None = None

    @property
    def came(self) -> date | None:
        return rule.came_on(self.state, self.first_sent)

    def speaks_for(self, unit: int) -> bool:
        """What a unit sent before it was merged into another counts for that one too."""
        return unit in (self.unit, self.merged_into)


@dataclass
class Records:
    """What was sent and what time was granted, over some periods."""

    sent: Sequence[Sent] = ()
    granted: Mapping[Key, date] = field(default_factory=dict)

    @cached_property
    def by_work(self) -> dict[tuple[int, int], list[Sent]]:
        """By (work, period)."""
        sent_of_work: dict[tuple[int, int], list[Sent]] = defaultdict(list)
        for report in self.sent:
            sent_of_work[report.work, report.period].append(report)
        return sent_of_work

    def of(self, work: int, period: int) -> list[Sent]:
        return self.by_work.get((work, period), [])


@dataclass(frozen=True)
class Obligation:
    """One unit on one work in one period. `groups`: those through which it has its duty,
    none where the work names it itself; `returned`: how often its report was sent back."""

    unit: Unit
    work: Work
    period: Period
    duty: str
    owes: bool
    came: date | None
    granted: Mapping[Key, date]
    groups: tuple[int, ...] = ()
    returned: int = 0
    is_for_members: bool = False

    @property
    def leads(self) -> bool:
        return self.duty == Duty.LEAD

    @property
    def due(self) -> date:
        """What was granted to a group was granted to its members."""
        keys = (
            (unit, self.work.pk, self.period.pk)
            for unit in (self.unit.pk, *self.groups)
        )
        return rule.due_day(
            self.period.due_on,
            (self.granted[key] for key in keys if key in self.granted),
        )

    @property
    def is_extended(self) -> bool:
        return self.due > self.period.due_on

    @property
    def is_silent(self) -> bool:
        return self.owes and self.came is None

    @property
    def days_late(self) -> int:
        """How many days after its day the report came; 0 of what has not come at all, and of
        what was not owed."""
        answers = self.owes and self.came and not self.is_for_members
        return days_late(self.due, self.came) if answers and self.came else 0

    @property
    def is_on_time(self) -> bool:
        return self.came is not None and self.came <= self.due

    @property
    def counts(self) -> bool:
        """Whether it is one of the reports that the rate of those in time is made of."""
        return not self.is_for_members and rule.counts(
            owes=self.owes, came=self.came is not None, is_closed=self.period.is_closed
        )

    def is_overdue(self, as_of: date) -> bool:
        """Still owed after its day."""
        return self.is_silent and is_overdue(self.due, as_of)

    def days_over(self, as_of: date) -> int:
        """How many days it has been overdue."""
        return days_late(self.due, as_of) if self.is_silent else 0


@dataclass
class Timeliness:
    """Of `owed` reports `on_time` came in time; `returned` times one was sent back."""

    owed: int = 0
    on_time: int = 0
    returned: int = 0

    @property
    def percent(self) -> Decimal | None:
        """None for a unit that owed nothing yet."""
        return percent(self.on_time, self.owed) if self.owed else None


class Line(Protocol):
    """A line of a board, as far as it is asked here."""

    def leading_in(
        self, period: Period, records: Records
    ) -> Mapping[int, Obligation]: ...


# --- one work ----------------------------------------------------------------------------


def obligations(
    *,
    work: Work,
    period: Period,
    duty: Duty,
    named: Iterable[Unit],
    members: Mapping[int, Sequence[Unit]],
    is_settled: bool,
    records: Records,
) -> dict[int, Obligation]:
    """Everybody with this duty in a work, by unit id, in the order of the duties, each group
    followed by its members. `named` are the units that the work names."""
    sent = records.of(work.pk, period.pk)
    came_in = already_in(sent)
    by_unit_id: dict[int, Obligation] = {}
    for unit, groups in ways(named, members):
        reports = [report for report in sent if report.speaks_for(unit.pk)]
        came = min((report.came for report in reports if report.came), default=None)
        owes = rule.owes(
            leads=duty == Duty.LEAD,
            is_settled=is_settled,
            came=came is not None,
            answered_for=not came_in.isdisjoint(groups),
        )
        by_unit_id[unit.pk] = Obligation(
            unit=unit,
            work=work,
            period=period,
            duty=duty,
            owes=owes,
            came=came,
            granted=records.granted,
            groups=groups,
            returned=sum(report.returned for report in reports),
            is_for_members=bool(members_of(unit, members)),
        )
    return by_unit_id | {
        pk: owing_for_members(group, by_unit_id, members)
        for pk, group in by_unit_id.items()
        if group.is_for_members and group.owes
    }


def already_in(sent: Iterable[Sent]) -> set[int | None]:
    """Whose reports have come, and who these units have become part of."""
    came = [report for report in sent if report.came]
    return {unit for report in came for unit in (report.unit, report.merged_into)}


def owing_for_members(
    group: Obligation,
    by_unit_id: Mapping[int, Obligation],
    members: Mapping[int, Sequence[Unit]],
) -> Obligation:
    owes = group.came is not None or owed_by_members(by_unit_id, group, members)
    return replace(group, owes=owes)


def owed_by_members(
    by_unit_id: Mapping[int, Obligation],
    group: Obligation,
    members: Mapping[int, Sequence[Unit]],
) -> bool:
    """A group owes as long as one of its members does."""
    return any(
        by_unit_id[member.pk].is_silent for member in members_of(group.unit, members)
    )


def ways(
    named: Iterable[Unit], members: Mapping[int, Sequence[Unit]]
) -> list[tuple[Unit, tuple[int, ...]]]:
    """Each unit named and each member of a group named, once, with the ids of the groups
    through which it is meant; none where it is named itself."""
    named = list(named)
    groups: dict[int, list[int]] = defaultdict(list)
    units: dict[int, Unit] = {}
    for unit in named:
        units.setdefault(unit.pk, unit)
        for member in members_of(unit, members):
            units.setdefault(member.pk, member)
            groups[member.pk].append(unit.pk)
    named_ids = {unit.pk for unit in named}
    return [
        (unit, () if pk in named_ids else tuple(groups[pk]))
        for pk, unit in units.items()
    ]


def members_of(unit: Unit, members: Mapping[int, Sequence[Unit]]) -> Sequence[Unit]:
    return members.get(unit.pk, []) if unit.is_group else []


# --- many --------------------------------------------------------------------------------


def over(
    lines: Iterable[Line], periods: Iterable[Period], records: Records
) -> list[Obligation]:
    """What those who lead some lines had to do in some periods of their year."""
    lines = list(lines)
    owed: list[Obligation] = []
    for period in periods:
        for line in lines:
            owed += line.leading_in(period, records).values()
    return owed


def timeliness(
    rows: Iterable[Obligation], sent: Iterable[Sent]
) -> dict[int, Timeliness]:
    """By unit id: the rate over the obligations, and how often any of the reports, a
    helper's among them, was sent back."""
    rates: dict[int, Timeliness] = defaultdict(Timeliness)
    for row in rows:
        if row.counts:
            rates[row.unit.pk].owed += 1
            rates[row.unit.pk].on_time += row.is_on_time
    for report in sent:
        if report.returned:
            rates[report.unit].returned += report.returned
    return dict(rates)


def silent(rows: Iterable[Obligation]) -> list[tuple[Unit, list[Obligation]]]:
    """Who owes reports, with what each owes."""
    return by_unit(rows, lambda row: row.is_silent)


def late(rows: Iterable[Obligation]) -> list[tuple[Unit, list[Obligation]]]:
    """Whose reports came late, with those that did."""
    return by_unit(rows, lambda row: bool(row.days_late))


def by_unit(
    rows: Iterable[Obligation], fits: Callable[[Obligation], bool]
) -> list[tuple[Unit, list[Obligation]]]:
    """In the order of the units; a group that stands for its members is left out."""
    rows_of: dict[Unit, list[Obligation]] = defaultdict(list)
    for row in rows:
        if not row.is_for_members and fits(row):
            rows_of[row.unit].append(row)
    return sorted(rows_of.items(), key=lambda pair: (pair[0].order, pair[0].pk))


def begun(periods: Iterable[Period], until: Period) -> list[Period]:
    """The periods that count: open or closed, up to the chosen one."""
    return [
        period
        for period in periods
        if period.index <= until.index and period.state != "planned"
    ]


# --- what is stored ----------------------------------------------------------------------


def recorded(periods: Sequence[Period]) -> Records:
    """Everything sent and granted in these periods. Two queries."""
    rows = ProgressReport.objects.filter(period__in=periods).values_list(
        "unit_id",
        "work_id",
        "period_id",
        "state",
        "first_sent_at",
        "times_returned",
        "unit__merged_into_id",
    )
    sent = [
        Sent(unit, work, period, state, day_of(moment), returned, merged_into)
        for unit, work, period, state, moment, returned, merged_into in rows
    ]
    return Records(sent, granted(periods))


def sent_of(reports: Iterable[ProgressReport]) -> Iterator[Sent]:
    """Reports with their unit, as they are told here."""
    for report in reports:
        yield Sent(
            report.unit_id,
            report.work_id,
            report.period_id,
            report.state,
            day_of(report.first_sent_at),
            report.times_returned,
            report.unit.merged_into_id,
        )


def granted(periods: Iterable[Period]) -> dict[Key, date]:
    """The latest day that the office granted, by unit, work and period."""
    rows = Extension.objects.filter(period__in=periods, state=ExtensionState.GRANTED)
    in_order = rows.order_by("until").values_list(
        "unit_id", "work_id", "period_id", "until"
    )
    return {(unit, work, period): until for unit, work, period, until in in_order}


def day_of(moment: datetime | None) -> date | None:
    """The day of a moment, as the office counts days."""
    return timezone.localtime(moment).date() if moment else None
