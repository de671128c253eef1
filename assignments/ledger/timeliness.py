"""How timely units report. Pure counting over rows that a page has fetched already.

A lead unit owes one report for each of its works and periods, unless the work was settled
before and is carried; what a whole group owes is nobody's merit or fault. In a closed period
everything owed counts; in an open one only what was sent, because there is still time for the
rest. On time is what reached the office by the period's due date, or by the day the office
granted; what was sent back counts by the day it first came, and how often it was returned is
counted beside.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assignments.choices import SETTLED
from assignments.ledger.figures import Board
from assignments.ledger.lines import WorkLine
from assignments.models import Period
from assignments.rules.schedule import days_late
from assignments.rules.shares import percent

Key = tuple[int, int, int]
"""Unit, work, period, by their ids."""


@dataclass(frozen=True)
class Sent:
    """A report as far as timeliness knows it; `on` is None until it was sent, and again
    while it is back at the unit."""

    unit: int
    work: int
    period: int
    on: date | None
    returned: int = 0

    @property
    def key(self) -> Key:
        return self.unit, self.work, self.period


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


@dataclass(frozen=True)
class Owed:
    """A report that counts: due by `due`, it came on the day `on`, or has not come (None)."""

    period: Period
    unit: int
    line: WorkLine
    due: date
    on: date | None

    @property
    def is_on_time(self) -> bool:
        return self.on is not None and self.on <= self.due

    @property
    def days_late(self) -> int:
        """0 of what has not come at all."""
        return days_late(self.due, self.on) if self.on else 0


def timeliness(
    board: Board, periods: Sequence[Period], reports: Sequence[Sent], granted: dict[Key, date]
) -> dict[int, Timeliness]:
    """By unit id, over the given periods of the board's year."""
    found: dict[int, Timeliness] = defaultdict(Timeliness)
    for one in owed(board, periods, reports, granted):
        found[one.unit].owed += 1
        found[one.unit].on_time += one.is_on_time
    for report in returned(periods, reports):
        found[report.unit].returned += report.returned
    return dict(found)


def owed(
    board: Board, periods: Iterable[Period], reports: Iterable[Sent], granted: dict[Key, date]
) -> Iterator[Owed]:
    """The reports behind `Timeliness.owed`, one for each period, work and lead unit."""
    came = {report.key: report.on for report in reports}
    for period in periods:
        for line in board.lines:
            if settled(line, period):
                continue
            for unit in line.lead_units:
                key = (unit.pk, line.work.pk, period.pk)
                on = came.get(key)
                if not unit.is_group and (on or period.is_closed):
                    due = max(period.due_on, granted.get(key, period.due_on))
                    yield Owed(period, unit.pk, line, due, on)


def returned(periods: Iterable[Period], reports: Iterable[Sent]) -> list[Sent]:
    """The reports behind `Timeliness.returned`, whose times sum to it."""
    known = {period.pk for period in periods}
    return [report for report in reports if report.period in known and report.returned]


def settled(line: WorkLine, period: Period) -> bool:
    """Nothing was owed: it was settled before, or came into the plan after the period was closed."""
    assessment = line.assessments.get(period.pk)
    if assessment is None:
        return period.is_closed
    return assessment.carried and assessment.standing in SETTLED


def begun(periods: Iterable[Period], until: Period) -> list[Period]:
    """The periods that count: open or closed, up to the chosen one."""
    return [
        period for period in periods if period.index <= until.index and period.state != "planned"
    ]
