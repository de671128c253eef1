"""Who owes what by when and what came in time, the same wherever it is asked; an open period
is not held against anybody."""

from datetime import date

import pytest

from assignments.choices import PeriodState
from assignments.ledger.figures import Board
from assignments.ledger.obligations import (
    Records,
    Sent,
    Timeliness,
    begun,
    over,
    timeliness,
)
from assignments.models import Assessment

DUE = {1: date(2021, 4, 8), 2: date(2021, 7, 8)}


@pytest.fixture
def ask(small_plan):
    """A function: reports as (unit, work, quarter, day, times returned), granted days -> {unit's
    name: Timeliness}."""

    def answer(reports=(), granted=(), until=2):
        chosen = small_plan.quarters[until]
        sent = [
            sending(key(small_plan, *names), day, times)
            for *names, day, times in reports
        ]
        days = {key(small_plan, *names): day for *names, day in granted}
        periods = begun(small_plan.quarters.values(), chosen)
        found = timeliness(
            over(Board(chosen).lines, periods, Records(sent, days)), sent
        )
        names = {unit.pk: name for name, unit in small_plan.units.items()}
        return {names[unit]: told for unit, told in found.items()}

    return answer


def sending(names, day, returned=0):
    """A report that came on the day, without one it is back at the unit."""
    return Sent(*names, "submitted" if day else "returned", day, returned)


def key(small_plan, unit, work, quarter):
    return (
        small_plan.units[unit].pk,
        small_plan.works[work].pk,
        small_plan.quarters[quarter].pk,
    )


def test_in_a_closed_period_everything_owed_counts(ask):
    found = ask(until=1)
    assert found["市科技局"] == Timeliness(owed=2)
    assert {name: told.owed for name, told in found.items()} == {
        "市科技局": 2,
        "市发改局": 1,
        "市农业农村局": 1,
        "市财政局": 1,
    }


def test_what_is_owed_is_named_one_by_one(small_plan):
    periods = begun(small_plan.quarters.values(), small_plan.quarters[2])
    mine = key(small_plan, "市科技局", "enterprises", 1)
    sent = [
        sending(mine, date(2021, 4, 10)),
        sending(key(small_plan, "市科技局", "enterprises", 2), DUE[2], 1),
    ]
    rows = over(Board(small_plan.quarters[2]).lines, periods, Records(sent))
    told = {
        (one.period.index, one.work.pk): (one.came, one.days_late, one.is_on_time)
        for one in rows
        if one.counts and one.unit.pk == mine[0]
    }
    assert told == {
        (1, mine[1]): (date(2021, 4, 10), 2, False),
        (1, small_plan.works["talents"].pk): (None, 0, False),
        (2, mine[1]): (DUE[2], 0, True),
    }


def test_in_an_open_period_only_what_was_sent_counts(ask):
    found = ask([("市科技局", "enterprises", 2, DUE[2], 0)])
    assert found["市科技局"] == Timeliness(owed=3, on_time=1)
    assert found["市发改局"] == Timeliness(owed=1)


@pytest.mark.parametrize(
    ("day", "granted", "on_time"),
    [
        (DUE[1], None, 1),
        (date(2021, 4, 9), None, 0),
        (date(2021, 4, 9), date(2021, 4, 10), 1),
        (date(2021, 4, 11), date(2021, 4, 10), 0),
        (DUE[1], date(2021, 4, 1), 1),
        (None, date(2021, 4, 30), 0),
    ],
)
def test_on_time_is_by_the_due_date_or_the_granted_day(ask, day, granted, on_time):
    extension = [("市发改局", "harbour", 1, granted)] if granted else []
    found = ask([("市发改局", "harbour", 1, day, 0)], extension, until=1)
    assert found["市发改局"] == Timeliness(owed=1, on_time=on_time)


def test_a_joint_work_is_owed_once(ask):
    assert ask(until=1)["市发改局"].owed == 1


def test_what_a_whole_group_owes_its_members_owe(ask, small_plan):
    small_plan.units["各乡镇（街道）"].responsibilities.update(duty="lead")
    late, group = date(2021, 4, 9), "各乡镇（街道）"
    found = ask([("玉城街道", "fields", 1, late, 0)], until=1)
    assert found["玉城街道"] == found["大麦屿街道"] == Timeliness(owed=1)
    assert ask(
        [("玉城街道", "fields", 1, late, 0)], [(group, "fields", 1, late)], until=1
    )["玉城街道"] == Timeliness(owed=1, on_time=1)
    whole = ask(
        [("玉城街道", "fields", 1, late, 0), (group, "fields", 1, late, 0)], until=1
    )
    assert whole["玉城街道"] == Timeliness(owed=1)
    assert "大麦屿街道" not in whole and group not in whole


def test_what_a_helper_sends_is_not_owed(ask):
    found = ask([("市财政局", "enterprises", 1, DUE[1], 0)], until=1)
    assert found["市财政局"] == Timeliness(owed=1, on_time=0)


def test_what_was_settled_and_carried_is_not_owed(ask, small_plan):
    small_plan.last.state = PeriodState.OPEN
    small_plan.last.save()
    row = Assessment.objects.get(
        work=small_plan.works["harbour"], period=small_plan.last
    )
    row.standing, row.carried = "done", True
    row.save()
    small_plan.last.state = PeriodState.CLOSED
    small_plan.last.save()
    assert "市发改局" not in ask(until=1)


def test_returns_are_added_up(ask):
    found = ask(
        [
            ("市科技局", "enterprises", 1, DUE[1], 2),
            ("市科技局", "talents", 1, None, 1),
            ("市科技局", "harbour", 2, DUE[2], 1),
        ]
    )
    assert found["市科技局"].returned == 4


def test_periods_after_the_chosen_one_and_planned_ones_do_not_count(small_plan):
    quarters = small_plan.quarters
    assert begun(quarters.values(), quarters[3]) == [quarters[1], quarters[2]]
    assert begun(quarters.values(), quarters[1]) == [quarters[1]]


def test_percent_is_said_only_of_something_owed():
    assert Timeliness().percent is None
    assert str(Timeliness(owed=3, on_time=2).percent) == "66.7"
