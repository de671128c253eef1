"""Whether values make a plan."""

from datetime import date
from decimal import Decimal

import pytest

from assignments.choices import Comparator, Course
from assignments.rules.pace import Goal
from assignments.rules.planning import objections

ENDS = [date(2021, 3, 31), date(2021, 6, 30), date(2021, 9, 30), date(2021, 12, 31)]


def wrong(values, **more):
    goal = Goal(Decimal(60), date(2021, 1, 1), date(2021, 12, 31), measure="家", **more)
    planned = {
        day: Decimal(value)
        for day, value in zip(ENDS, values, strict=False)
        if value is not None
    }
    return [ENDS.index(day) + 1 for day in objections(goal, planned)]


@pytest.mark.parametrize(
    ("values", "quarters"),
    [
        ([], []),
        ([10, 20, 40, 60], []),
        ([0, 0, 0, 60], []),
        ([None, 30, None, None], []),
        ([10, 20, 40, 70], []),
        ([10, 20, 40, 59], [4]),
        ([20, 10, 40, 60], [2]),
        ([-1, 20, 40, 60], [1]),
        ([20, None, 10, 60], [3]),
    ],
)
def test_what_piles_up(values, quarters):
    assert wrong(values) == quarters


def test_a_level_moves_as_it_likes_until_it_is_due():
    assert wrong([70, 50, 65, 60], course=Course.LEVEL) == []
    assert wrong([70, 50, 65, 59], course=Course.LEVEL) == [4]


def test_a_limit_is_kept_at_the_end():
    assert wrong([20, 10, 70, 60], comparator=Comparator.AT_MOST) == []
    assert wrong([20, 10, 70, 61], comparator=Comparator.AT_MOST) == [4]
