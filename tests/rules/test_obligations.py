"""The one rule of lateness."""

from datetime import date

import pytest

from assignments.rules.obligations import came_on, counts, due_day, owes

DUE, LATER = date(2021, 7, 8), date(2021, 7, 20)


@pytest.mark.parametrize(
    ("granted", "due"),
    [
        ([], DUE),
        ([LATER], LATER),
        ([LATER, date(2021, 7, 10)], LATER),
        ([date(2021, 7, 1)], DUE),
    ],
)
def test_the_latest_day_granted_counts_and_never_an_earlier_one(granted, due):
    assert due_day(DUE, granted) == due


@pytest.mark.parametrize(
    ("state", "came"),
    [("draft", None), ("submitted", DUE), ("accepted", DUE), ("returned", None)],
)
def test_what_is_back_at_the_unit_has_not_come(state, came):
    assert came_on(state, DUE) == came


@pytest.mark.parametrize(
    ("changed", "owed"),
    [
        ({}, True),
        ({"leads": False}, False),
        ({"is_settled": True}, False),
        ({"is_settled": True, "came": True}, False),
        ({"answered_for": True}, False),
        ({"answered_for": True, "came": True}, True),
    ],
)
def test_who_owes(changed, owed):
    plain = {"leads": True, "is_settled": False, "came": False, "answered_for": False}
    assert owes(**plain | changed) is owed


@pytest.mark.parametrize(
    ("owed", "came", "closed", "counted"),
    [
        (True, True, False, True),
        (True, False, True, True),
        (True, False, False, False),
        (False, True, True, False),
        (False, False, True, False),
    ],
)
def test_what_counts_in_the_rate(owed, came, closed, counted):
    assert counts(owes=owed, came=came, is_closed=closed) is counted
