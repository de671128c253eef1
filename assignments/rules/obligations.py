"""Who owes a report, by when, and whether it came late: the one rule of lateness. Pure."""

from collections.abc import Iterable
from datetime import date

from assignments.choices import REPORTED


def due_day(normal: date, granted: Iterable[date]) -> date:
    """The day by which a report is due: the period's, or the latest that was granted."""
    return max([normal, *granted])


def came_on(state: str, first_sent: date | None) -> date | None:
    """The day a report reached the office; None while it is not there. What was sent back
    and came again counts by the day it first came; while it is back, it is owed."""
    return first_sent if state in REPORTED else None


def owes(*, leads: bool, is_settled: bool, came: bool, answered_for: bool) -> bool:
    """Whether a unit owes a report on a work in a period. Who leads does, by its own name or
    as a member of a group, unless the work was settled before. `answered_for`: somebody
    reported for the whole group, so that a member which sent nothing itself owes nothing."""
    return leads and not is_settled and (came or not answered_for)


def counts(*, owes: bool, came: bool, is_closed: bool) -> bool:
    """Whether a report counts in the rate of those in time: in a closed period all that were
    owed, in an open one those that came, because there is still time for the rest."""
    return owes and (came or is_closed)
