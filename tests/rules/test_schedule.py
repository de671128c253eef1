"""What is due when: case tables, and what must hold for every date."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assignments.rules.schedule import (
    days_late,
    due_within,
    is_overdue,
    quarters,
    time_progress,
)

NEW_YEAR, YEAR_END = date(2021, 1, 1), date(2021, 12, 31)
days = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def test_quarters_cover_the_year_without_a_gap():
    year_quarters = quarters(2024)
    assert [(q.index, q.starts, q.ends) for q in year_quarters] == [
        (1, date(2024, 1, 1), date(2024, 3, 31)),
        (2, date(2024, 4, 1), date(2024, 6, 30)),
        (3, date(2024, 7, 1), date(2024, 9, 30)),
        (4, date(2024, 10, 1), date(2024, 12, 31)),
    ]
    assert [q.due_on for q in quarters(2021, 5)] == [
        date(2021, 4, 5),
        date(2021, 7, 5),
        date(2021, 10, 5),
        date(2022, 1, 5),
    ]


@pytest.mark.parametrize(
    "starts, due, as_of, share",
    [
        (NEW_YEAR, YEAR_END, date(2021, 3, 31), "0.25"),
        (NEW_YEAR, YEAR_END, date(2021, 6, 30), "0.5"),
        (NEW_YEAR, YEAR_END, date(2021, 9, 30), "0.75"),
        (NEW_YEAR, YEAR_END, YEAR_END, "1"),
        (NEW_YEAR, YEAR_END, date(2020, 12, 31), "0"),
        (NEW_YEAR, YEAR_END, date(2022, 5, 1), "1"),
        (date(2021, 7, 1), date(2021, 9, 30), date(2021, 8, 31), "0.6667"),
        (date(2024, 1, 1), date(2024, 2, 29), date(2024, 1, 31), "0.5"),
        (NEW_YEAR, NEW_YEAR, date(2020, 12, 31), "0"),
        (NEW_YEAR, NEW_YEAR, NEW_YEAR, "1"),
        (date(2021, 7, 1), date(2021, 5, 1), date(2021, 4, 30), "0"),
        (date(2021, 7, 1), date(2021, 5, 1), date(2021, 5, 1), "1"),
        (NEW_YEAR, date(9999, 12, 31), date(9999, 12, 31), "1"),
    ],
)
def test_time_progress(starts, due, as_of, share):
    assert time_progress(starts, due, as_of).quantize(Decimal("0.0001")) == Decimal(
        share
    )


@given(days, days, days, days)
def test_time_progress_is_a_share_and_never_runs_back(starts, due, day, other):
    early, late = sorted((day, other))
    before, after = time_progress(starts, due, early), time_progress(starts, due, late)
    assert 0 <= before <= after <= 1
    assert time_progress(starts, due, due) == 1


@given(days, st.integers(1, 3000))
def test_time_has_not_begun_the_evening_before(starts, length):
    due = starts + timedelta(days=length)
    assert time_progress(starts, due, starts - timedelta(days=1)) == 0
    assert time_progress(starts, due, starts) > 0


@pytest.mark.parametrize(
    "due, as_of, overdue",
    [
        (None, YEAR_END, False),
        (date(2021, 4, 10), date(2021, 4, 9), False),
        (date(2021, 4, 10), date(2021, 4, 10), False),
        (date(2021, 4, 10), date(2021, 4, 11), True),
    ],
)
def test_is_overdue(due, as_of, overdue):
    assert is_overdue(due, as_of) is overdue


@pytest.mark.parametrize(
    "due, within",
    [
        (None, False),
        (date(2021, 4, 9), False),
        (date(2021, 4, 10), True),
        (date(2021, 4, 13), True),
        (date(2021, 4, 14), False),
    ],
)
def test_due_within_three_days(due, within):
    assert due_within(due, date(2021, 4, 10), 3) is within


@given(days, days, st.integers(0, 400))
def test_what_is_overdue_is_not_also_due_soon(due, as_of, span):
    assert not (is_overdue(due, as_of) and due_within(due, as_of, span))


@pytest.mark.parametrize(
    "sent, late",
    [(date(2021, 4, 9), 0), (date(2021, 4, 10), 0), (date(2021, 4, 12), 2)],
)
def test_days_late(sent, late):
    assert days_late(date(2021, 4, 10), sent) == late
