"""One line for each piece of work in one period: everything a board says about it.

The loading is a fixed number of queries, whatever the number of plans or works; each part
is fetched only when a page first asks for it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from assignments.choices import SETTLED, Duty, Group, Move, Standing, TargetKind
from assignments.ledger.obligations import (
    Key,
    Obligation,
    Records,
    obligations,
    sent_of,
)
from assignments.models import (
    Assessment,
    CoLeader,
    Leader,
    Period,
    ProgressReport,
    Responsibility,
    Target,
    Task,
    Unit,
    Work,
)
from assignments.rules import pace
from assignments.rules.shares import percent

RANK: dict[str, int] = {Standing.SLOW: 0, Standing.ON_TRACK: 1, Standing.DONE: 2}


@dataclass(frozen=True)
class TargetLine:
    """A target with its newest reading up to the period and what that means. `is_named`:
    the office names it as the slow one in this period."""

    target: Target
    reading: Decimal | None
    reached_on: date | None
    readings: tuple[tuple[date, Decimal], ...]
    planned: tuple[tuple[date, Decimal], ...]
    as_of: date
    is_named: bool = False

    @property
    def goal(self) -> pace.Goal | None:
        if not self.target.is_quantity:
            return None
        target = self.target
        return pace.Goal(
            value=target.amount,
            starts=date(self.as_of.year, 1, 1),
            due=target.due_on,
            comparator=target.comparator,
            course=target.course,
            measure=target.measure,
            name=target.text,
            planned=self.planned,
        )

    @property
    def milestone(self) -> pace.Milestone:
        return pace.Milestone(self.target.text, self.target.due_on, self.reached_on)

    @property
    def expected(self) -> pace.Expected | None:
        return pace.expected(self.goal, self.as_of) if self.goal else None

    @property
    def is_behind(self) -> bool:
        return self.pace is pace.Pace.BEHIND

    @property
    def percent(self) -> Decimal | None:
        """The reading as a share of the target, 0 to 100, for a bar; None without one."""
        return share(self.reading, self.target.value)

    @property
    def expected_percent(self) -> Decimal | None:
        return share(self.expected.value, self.target.value) if self.expected else None

    @property
    def forecast(self) -> pace.Forecast | None:
        return pace.forecast(self.goal, self.readings) if self.goal else None

    @property
    def pace(self) -> pace.Pace:
        """The pace of a quantity or a step. Last in the class: from here on the name is not
        the module's any more."""
        if self.goal:
            return pace.pace(self.goal, self.reading, self.as_of)
        if pace.is_passed(self.milestone, self.as_of):
            return pace.Pace.REACHED
        return (
            pace.Pace.BEHIND
            if pace.is_missed(self.milestone, self.as_of)
            else pace.Pace.ON_PACE
        )


def share(value: Decimal | None, whole: Decimal | None) -> Decimal | None:
    if value is None or not whole:
        return None
    return max(Decimal(0), min(Decimal(100), percent(value, whole)))


@dataclass
class WorkLine:
    """Where one work stands in one period. `members` are those of each group that has a duty,
    `granted` the days until which units have time in the period."""

    work: Work
    period: Period
    tasks: list[Task]
    duties: list[Responsibility]
    co_leaders: list[CoLeader]
    assessments: dict[int, Assessment]
    reports: list[ProgressReport]
    members: Mapping[int, list[Unit]] = field(default_factory=dict)
    granted: Mapping[Key, date] = field(default_factory=dict)
    targets: list[TargetLine] = field(default_factory=list)

    @property
    def assessment(self) -> Assessment | None:
        """The period's assessment, made or still empty."""
        return self.assessments.get(self.period.id)

    @property
    def standing(self) -> str:
        """The standing given in this period, "" where none was."""
        return self.assessment.standing if self.assessment else ""

    @property
    def previous(self) -> str:
        """The last standing given in an earlier period of the year, "" where none was."""
        return self.previous_assessment.standing if self.previous_assessment else ""

    @cached_property
    def previous_assessment(self) -> Assessment | None:
        earlier = [
            a
            for key, a in self.assessments.items()
            if key != self.period.id and a.standing
        ]
        return max(earlier, key=lambda a: a.period.index, default=None)

    @property
    def is_settled(self) -> bool:
        return self.is_settled_in(self.period)

    def is_settled_in(self, period: Period) -> bool:
        """Nothing is owed any more: done or adjusted in an earlier period and carried, or it
        came into the plan after the period was closed."""
        assessment = self.assessments.get(period.pk)
        return (
            assessment.carried and assessment.standing in SETTLED
            if assessment
            else period.is_closed
        )

    @cached_property
    def records(self) -> Records:
        return Records(tuple(sent_of(self.reports)), self.granted)

    @cached_property
    def leading(self) -> dict[int, Obligation]:
        """Who leads the work, by unit id: only these owe reports."""
        return self.leading_in(self.period, self.records)

    def leading_in(self, period: Period, records: Records) -> dict[int, Obligation]:
        """The same in another period of the year, with what was sent and granted then."""
        return self.with_duty(Duty.LEAD, self.lead_units, period, records)

    @cached_property
    def helping(self) -> dict[int, Obligation]:
        """Who helps; leading wins where the copies of a joint task disagree."""
        obligations = self.with_duty(
            Duty.COOPERATING, self.cooperating_units, self.period, self.records
        )
        return {
            pk: obligation
            for pk, obligation in obligations.items()
            if pk not in self.leading
        }

    def with_duty(
        self, duty: Duty, named: list[Unit], period: Period, records: Records
    ) -> dict[int, Obligation]:
        return obligations(
            work=self.work,
            period=period,
            duty=duty,
            named=named,
            members=self.members,
            is_settled=self.is_settled_in(period),
            records=records,
        )

    @cached_property
    def obligations(self) -> dict[int, Obligation]:
        """Everybody with a duty in the work, by unit id, those who lead first."""
        return {**self.leading, **self.helping}

    def obligation_behind(self, report: ProgressReport) -> Obligation | None:
        """What a report answers: its unit's, or that of the unit which this became part of."""
        obligation = self.obligations.get(report.unit_id)
        return obligation or self.obligations.get(report.unit.merged_into_id or 0)

    @property
    def owes_reports(self) -> bool:
        """Whether anybody has to report on the work in this period."""
        return bool(self.lead_units) and not self.is_settled

    @cached_property
    def silent_units(self) -> list[Unit]:
        """Units that owe a report for this period and have not sent it."""
        owing = (
            obligation for obligation in self.leading.values() if obligation.is_silent
        )
        return [
            obligation.unit for obligation in owing if not obligation.is_for_members
        ]

    @property
    def is_silent(self) -> bool:
        return bool(self.silent_units)

    @cached_property
    def group(self) -> str:
        if self.standing:
            return Group(self.standing)
        if self.period.is_closed and self.assessment and self.assessment.left_as:
            return Group(self.assessment.left_as)
        return Group.NOT_REPORTED if self.is_silent else Group.UNASSESSED

    @property
    def carried(self) -> str:
        """Last period's standing, to show (marked) while this period gave none yet."""
        return self.previous if not self.standing and not self.period.is_closed else ""

    @cached_property
    def move(self) -> str:
        """What became of the work since its last standing."""
        if self.standing not in RANK or self.previous not in RANK:
            return Move.NEW if not self.previous else Move.SAME
        difference = RANK[self.standing] - RANK[self.previous]
        if difference > 0:
            return Move.BETTER
        return Move.WORSE if difference < 0 else Move.SAME

    @property
    def turned_slow(self) -> bool:
        """Slow now, and something better or else when it was last judged."""
        return self.standing == Standing.SLOW and self.previous not in (
            "",
            Standing.SLOW,
        )

    @property
    def is_joint(self) -> bool:
        return len(self.tasks) > 1

    @property
    def leaders(self) -> list[Leader]:
        return list(
            {task.leader_id: task.leader for task in self.tasks if task.leader}.values()
        )

    @cached_property
    def helping_leaders(self) -> list[CoLeader]:
        """Co-leaders who have no row of their own for this work."""
        with_rows = {leader.id for leader in self.leaders}
        return list(
            {
                co.leader_id: co
                for co in self.co_leaders
                if co.leader_id not in with_rows
            }.values()
        )

    @cached_property
    def lead_units(self) -> list[Unit]:
        return self.units_with(Duty.LEAD)

    @cached_property
    def cooperating_units(self) -> list[Unit]:
        lead = {unit.id for unit in self.lead_units}
        return [
            unit for unit in self.units_with(Duty.COOPERATING) if unit.id not in lead
        ]

    @cached_property
    def leading_ids(self) -> frozenset[int]:
        """Who leads the work: the units named and, of a group, its members too."""
        return frozenset(self.leading)

    @cached_property
    def helping_ids(self) -> frozenset[int]:
        """Who helps, likewise."""
        return frozenset(self.helping)

    @cached_property
    def silent_ids(self) -> frozenset[int]:
        """Who owes a report; a group owes as long as one of its members does."""
        return frozenset(
            pk for pk, obligation in self.leading.items() if obligation.is_silent
        )

    @property
    def carriers(self) -> list[Unit]:
        """Every unit with a duty, each group followed by its members, nobody twice."""
        return [obligation.unit for obligation in self.obligations.values()]

    def groups_of(self, unit: Unit) -> list[Unit]:
        """The groups through which a unit has its duty, none where the work names it itself."""
        obligation = self.obligations.get(unit.pk)
        return (
            [self.obligations[pk].unit for pk in obligation.groups]
            if obligation
            else []
        )

    def units_with(self, duty: str) -> list[Unit]:
        return list({d.unit_id: d.unit for d in self.duties if d.duty == duty}.values())

    @property
    def duties_assumed(self) -> bool:
        return any(not duty.confirmed for duty in self.duties)

    @property
    def accepted(self) -> list[ProgressReport]:
        return [report for report in self.reports if report.state == "accepted"]

    @cached_property
    def headline_report(self) -> ProgressReport | None:
        """The accepted report to quote from: a lead unit's before the others'."""
        lead = {unit.id for unit in self.lead_units}
        return min(
            self.accepted, key=lambda report: report.unit_id not in lead, default=None
        )

    @property
    def slow_targets(self) -> list[TargetLine]:
        """The targets that make a slow work slow: those the office named, else those
        behind; empty means the work as a whole."""
        chosen = [line for line in self.targets if line.is_named]
        return chosen or [line for line in self.targets if line.is_behind]

    @property
    def hint(self) -> pace.Hint:
        """The standing that the period's figures suggest, and why."""
        goals = [(line.goal, line.reading) for line in self.targets if line.goal]
        steps = [
            line.milestone
            for line in self.targets
            if line.target.kind == TargetKind.MILESTONE
        ]
        return pace.hint(
            goals, steps, reported=not self.is_silent, as_of=self.period.as_of
        )

    @property
    def history(self) -> list[Assessment]:
        """The year's assessments up to this period, oldest first, for a line of quarters."""
        return sorted(self.assessments.values(), key=lambda a: a.period.index)


def grouped(rows: Iterable, name: str) -> dict[int, list]:
    """Rows by the value of one attribute, their order kept."""
    groups: dict[int, list] = defaultdict(list)
    for row in rows:
        groups[getattr(row, name)].append(row)
    return groups
