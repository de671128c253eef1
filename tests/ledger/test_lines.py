"""One line: where a work stands in one period, what it was before, who owes."""

from datetime import date, datetime, timezone
from decimal import Decimal

import pytest

from assignments.choices import Group, Move
from assignments.ledger.figures import Board
from assignments.ledger.lines import share
from assignments.models import (
    Assessment,
    PlannedValue,
    ProgressReport,
    Reading,
    Responsibility,
)
from assignments.rules.pace import Pace

WHEN = datetime(2021, 7, 9, 2, tzinfo=timezone.utc)


@pytest.fixture
def line(small_plan):
    """A function: work's word, quarter -> its line with targets."""
    return lambda word, quarter=2: (
        Board(small_plan.quarters[quarter])
        .with_targets()
        .by_work[small_plan.works[word].pk]
    )


@pytest.fixture
def assess(small_plan):
    def give(word, standing, **fields):
        return Assessment.objects.create(
            work=small_plan.works[word],
            period=small_plan.period,
            standing=standing,
            assessed_at=WHEN,
            **fields,
        )

    return give


def send(small_plan, word, unit, state="submitted"):
    return ProgressReport.objects.create(
        work=small_plan.works[word],
        unit=small_plan.units[unit],
        period=small_plan.period,
        state=state,
        progress="已办。",
        return_reason="补充" if state == "returned" else "",
        submitted_at=WHEN,
    )


# ---- the group


def test_not_reported_is_not_green(line):
    assert line("harbour").group == Group.NOT_REPORTED
    assert [unit.name for unit in line("harbour").silent_units] == ["市发改局"]


def test_reported_and_not_judged_waits(line):
    assert (
        line("enterprises").group == Group.UNASSESSED
        and not line("enterprises").is_silent
    )


@pytest.mark.parametrize("standing", ["on_track", "slow", "done"])
def test_a_standing_given_counts_even_without_a_report(line, assess, standing):
    assess("harbour", standing)
    assert line("harbour").group == Group(standing) and line("harbour").is_silent


def test_an_empty_assessment_is_none(line, small_plan):
    Assessment.objects.create(
        work=small_plan.works["harbour"], period=small_plan.period
    )
    assert (
        line("harbour").group == Group.NOT_REPORTED and line("harbour").standing == ""
    )


@pytest.mark.parametrize(
    ("state", "silent"),
    [("draft", True), ("submitted", False), ("returned", True), ("accepted", False)],
)
def test_what_counts_as_reported(line, small_plan, state, silent):
    send(small_plan, "harbour", "市发改局", state)
    assert line("harbour").is_silent == silent


def test_the_report_of_a_helper_does_not_speak_for_the_lead(line, small_plan):
    send(small_plan, "harbour", "市科技局")
    assert line("harbour").is_silent


def test_what_was_settled_before_owes_nothing(line, assess):
    assess("harbour", "done", carried=True)
    assert line("harbour").is_settled and not line("harbour").is_silent
    assess("fields", "slow", carried=True)
    assert not line("fields").is_settled and line("fields").is_silent


# ---- before and now


def test_last_standing_is_carried_as_a_mark_while_the_period_is_open(line):
    assert (line("fields").carried, line("fields").group) == (
        "slow",
        Group.NOT_REPORTED,
    )


def test_nothing_is_carried_once_it_is_judged_or_closed(line, assess, small_plan):
    assess("fields", "on_track")
    assert line("fields").carried == ""
    assess("harbour", "")
    small_plan.period.state = "closed"
    small_plan.period.save()
    assert line("harbour").carried == ""


@pytest.mark.parametrize(
    ("word", "standing", "move"),
    [
        ("fields", "on_track", Move.BETTER),
        ("fields", "done", Move.BETTER),
        ("fields", "slow", Move.SAME),
        ("harbour", "slow", Move.WORSE),
        ("harbour", "done", Move.BETTER),
        ("harbour", "on_track", Move.SAME),
        ("harbour", "adjusted", Move.SAME),
    ],
)
def test_moves(line, assess, word, standing, move):
    assess(
        word, standing, **({"comment": "情况有变"} if standing == "adjusted" else {})
    )
    assert line(word).move == move


def test_the_first_period_has_nothing_to_move_from(line):
    assert line("fields", 1).move == Move.NEW and line("fields", 1).previous == ""


def test_a_period_without_a_standing_is_skipped(line, small_plan):
    """The third quarter compares with the first where the second gave none."""
    assert line("fields", 3).previous == "slow"


def test_history_is_in_order(line, assess):
    assess("fields", "on_track")
    assert [a.standing for a in line("fields").history] == ["slow", "on_track"]
    assert [a.standing for a in line("fields", 1).history] == ["slow"]


# ---- people


def test_co_leaders_with_a_row_of_their_own_are_not_helpers(line, small_plan):
    assert [co.leader.name for co in line("talents").helping_leaders] == ["孙群"]
    assert [leader.name for leader in line("harbour").leaders] == ["蔡木贵", "陈威"]


def test_the_lead_units_report_is_quoted_before_the_helpers(line, small_plan):
    send(small_plan, "harbour", "市科技局", "accepted")
    assert line("harbour").headline_report.unit.name == "市科技局"
    send(small_plan, "harbour", "市发改局", "accepted")
    assert line("harbour").headline_report.unit.name == "市发改局"
    assert line("talents").headline_report is None


# ---- targets


def test_reading_against_the_straight_line(line):
    (target,) = line("enterprises").targets
    assert (target.reading, target.expected.value, target.pace) == (
        31,
        30,
        Pace.ON_PACE,
    )
    assert [str(n) for n in (target.percent, target.expected_percent)] == [
        "51.7",
        "50.0",
    ]


def test_reading_against_an_approved_plan(line, small_plan):
    target = small_plan.targets["新增“小升规”企业"]
    plan = PlannedValue.objects.create(
        target=target, period=small_plan.period, value=40, state="approved"
    )
    (found,) = line("enterprises").targets
    assert (found.expected.value, found.pace, found.is_behind) == (
        40,
        Pace.BEHIND,
        True,
    )
    plan.state = "proposed"
    plan.save()
    assert not line("enterprises").targets[0].is_behind


def test_a_milestone_reached_and_missed(line, small_plan):
    milestone = small_plan.targets["规划通过评审"]
    assert pace_of(line("fields"), milestone) == Pace.ON_PACE
    milestone.due_on = date(2021, 5, 31)
    milestone.save()
    assert pace_of(line("fields"), milestone) == Pace.BEHIND
    report = send(small_plan, "fields", "市农业农村局", "accepted")
    Reading.objects.create(report=report, target=milestone, reached_on=date(2021, 6, 1))
    assert pace_of(line("fields"), milestone) == Pace.REACHED


def pace_of(line, target) -> Pace:
    return next(found.pace for found in line.targets if found.target == target)


def test_the_hint_is_silent_without_a_report(line):
    assert (
        line("fields").hint.standing is None and "未报送" in line("fields").hint.reason
    )
    assert line("enterprises").hint.standing == "on_track"


@pytest.mark.parametrize(
    ("value", "whole", "expected"),
    [
        (None, 10, None),
        (5, None, None),
        (5, 0, None),
        (5, 10, 50),
        (15, 10, 100),
        (-3, 10, 0),
        ("2.999", 3, 100),
        (2, 12, "16.7"),
    ],
)
def test_share(value, whole, expected):
    decimals = [
        None if number is None else Decimal(str(number)) for number in (value, whole)
    ]
    assert share(*decimals) == (None if expected is None else Decimal(str(expected)))


# ---- groups


def test_a_member_carries_what_its_group_carries(line, small_plan):
    group, town = small_plan.units["各乡镇（街道）"], small_plan.units["玉城街道"]
    fields = line("fields")
    assert {group.pk, town.pk} <= fields.helping_ids and not {
        group.pk,
        town.pk,
    } & fields.leading_ids
    assert fields.groups_of(town) == [group] and fields.groups_of(group) == []
    assert [unit.name for unit in fields.carriers] == [
        "市农业农村局",
        "各乡镇（街道）",
        "玉城街道",
        "大麦屿街道",
    ]


def test_a_group_owes_as_long_as_one_member_does(line, small_plan):
    group, town = small_plan.units["各乡镇（街道）"], small_plan.units["玉城街道"]
    Responsibility.objects.filter(
        task__work=small_plan.works["harbour"], duty="lead"
    ).update(unit=group)
    harbour = line("harbour")
    assert {group.pk, town.pk} <= harbour.silent_ids and town.pk in harbour.leading_ids
    for member in group.members.all():
        send(small_plan, "harbour", member.name)
    assert line("harbour").silent_ids == frozenset()
