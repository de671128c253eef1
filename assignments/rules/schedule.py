"""What is due when. Pure: every question takes the day it is asked for."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

# Days after a quarter's end until its reports are due, where the office sets nothing else.
REPORT_DAYS = 10


@dataclass(frozen=True)
class Quarter:
    """One quarter of a year: its first and last day and the day reports are due."""

    index: int
    starts: date
    ends: date
    due_on: date


def quarters(year: int, report_days: int = REPORT_DAYS) -> tuple[Quarter, ...]:
    """The four quarters of a year; reports are due `report_days` days after the end."""
    year_quarters = []
    for index in range(1, 5):
        last_month = index * 3
        starts = date(year, last_month - 2, 1)
        ends = date(year, last_month, calendar.monthrange(year, last_month)[1])
        year_quarters.append(
            Quarter(index, starts, ends, ends + timedelta(days=report_days))
        )
    return tuple(year_quarters)


def month_position(day: date) -> Decimal:
    """The evening of a day as a number of months since year 0.

    Months are taken as equally long, because a plan is written in months and quarters:
    the end of September is then exactly three quarters of the year, not 74.8 %.
    """
    length = calendar.monthrange(day.year, day.month)[1]
    return Decimal(day.year * 12 + day.month - 1) + Decimal(day.day) / Decimal(length)


def morning_position(day: date) -> Decimal:
    """The morning of a day, on the same line: one day's share before its evening."""
    length = calendar.monthrange(day.year, day.month)[1]
    return Decimal(day.year * 12 + day.month - 1) + Decimal(day.day - 1) / Decimal(
        length
    )


def time_progress(starts: date, due: date, as_of: date) -> Decimal:
    """The share of the time from `starts` to `due` (both days whole) that has passed on
    the evening of `as_of`, between 0 and 1."""
    first, last, now = (
        morning_position(starts),
        month_position(due),
        month_position(as_of),
    )
    if last <= first:
        return Decimal(1) if as_of >= due else Decimal(0)
    return min(Decimal(1), max(Decimal(0), (now - first) / (last - first)))


def is_overdue(due: date | None, as_of: date) -> bool:
    """Whether `due` has passed on `as_of`; what has no date is never overdue."""
    return due is not None and due < as_of


def due_within(due: date | None, as_of: date, days: int) -> bool:
    """Whether `due` falls in the `days` days after `as_of`, that day itself included."""
    return due is not None and as_of <= due <= as_of + timedelta(days=days)


def days_late(due: date, sent_on: date) -> int:
    """How many days after its due date something was sent; 0 when in time."""
    return max(0, (sent_on - due).days)
