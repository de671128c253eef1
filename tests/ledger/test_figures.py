"""The only counter: what is counted once, what twice, and that every part sums to its whole."""

from dataclasses import replace
from urllib.parse import parse_qs

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assignments.choices import Duty, Group, Level, Move, TaskKind
from assignments.ledger.figures import Board, summary
from assignments.ledger.selections import Selection
from assignments.models import (
    Assessment,
    Plan,
    ProgressReport,
    Reading,
    Responsibility,
    SlowTarget,
    Task,
)
from tests.boards.reading import text_of

EVERY = Selection()
WORKS = Selection(by="work")


@pytest.fixture
def board(small_plan):
    return Board(small_plan.period)


# ---- joint work counts once by work, twice by task


def test_by_task_every_row_counts_and_by_work_every_work(board):
    assert board.count(EVERY).value == 6
    assert board.count(WORKS).value == 5


def test_a_joint_work_shows_under_both_leaders_and_counts_once(board, small_plan):
    cai, chen = (
        Selection(leader=small_plan.leaders[name].pk) for name in ("蔡木贵", "陈威")
    )
    assert [board.count(selection).value for selection in (cai, chen)] == [3, 3]
    by_work = [replace(selection, by="work") for selection in (cai, chen)]
    assert [board.count(selection).value for selection in by_work] == [3, 3]
    assert (
        sum(board.count(selection).value for selection in by_work)
        == board.count(WORKS).value + 1
    )


def test_rows_by_task_stand_in_the_order_of_the_notice(board):
    rows = board.rows(EVERY)
    assert [(task.kind, task.number) for _, (task,) in rows] == [
        *[("key", number) for number in range(1, 6)],
        ("livelihood", 1),
    ]


def test_rows_by_work_carry_all_their_tasks(board):
    joint = [tasks for line, tasks in board.rows(WORKS) if line.is_joint]
    assert [[task.number for task in tasks] for tasks in joint] == [[2, 3]]


def test_a_leaders_row_of_a_joint_work_is_the_leaders_task_alone(board, small_plan):
    selection = Selection(leader=small_plan.leaders["陈威"].pk, joint="yes", by="work")
    assert [[task.number for task in tasks] for _, tasks in board.rows(selection)] == [
        [3]
    ]


# ---- who owes


@pytest.mark.parametrize(
    ("unit", "duty", "expected"),
    [
        ("市科技局", "", [1, 2, 5]),
        ("市科技局", Duty.LEAD, [1, 5]),
        ("市科技局", Duty.COOPERATING, [2]),
        ("市发改局", Duty.COOPERATING, []),
        ("各乡镇（街道）", Duty.COOPERATING, [4]),
        ("玉城街道", "", [4]),
        ("玉城街道", Duty.LEAD, []),
    ],
)
def test_duties(board, small_plan, unit, duty, expected):
    selection = Selection(
        kind="key", unit=small_plan.units[unit].pk, duty=duty, by="work"
    )
    assert [tasks[0].number for _, tasks in board.rows(selection)] == expected


def test_leading_wins_where_the_copies_disagree(small_plan):
    """重点 2 has 市科技局 helping; once 重点 3 has it leading, it leads the work."""
    unit = small_plan.units["市科技局"]
    Responsibility.objects.create(
        task=small_plan.tasks["key", 3], unit=unit, duty=Duty.LEAD
    )
    board = Board(small_plan.period)
    harbour = board.by_work[small_plan.works["harbour"].pk]
    assert unit in harbour.lead_units and unit not in harbour.cooperating_units
    assert (
        board.count(Selection(unit=unit.pk, duty=Duty.COOPERATING, by="work")).value
        == 0
    )


def test_reported_asks_every_lead_unit_or_the_one_that_is_named(small_plan):
    both = Responsibility.objects.filter(task=small_plan.tasks["key", 1])
    both.update(duty=Duty.LEAD)
    board = Board(small_plan.period)
    science, finance = (small_plan.units[name].pk for name in ("市科技局", "市财政局"))
    assert board.count(Selection(reported="yes")).value == 0
    named = Selection(unit=science, duty=Duty.LEAD, reported="yes")
    assert [tasks[0].number for _, tasks in board.rows(named)] == [1]
    assert board.count(replace(named, unit=finance)).value == 0


def test_what_owes_nothing_has_not_been_reported(small_plan):
    """Settled before and carried, or without anybody to lead it: a quarter that begins has 0
    reported."""
    ProgressReport.objects.all().delete()
    made = assess(small_plan, "talents", "done")
    Assessment.objects.filter(pk=made.pk).update(carried=True)
    Responsibility.objects.filter(task__work=small_plan.works["fields"]).delete()
    figures = summary(Board(small_plan.period))
    told = {
        name: figures[name].value for name in ("works", "owed", "reported", "silent")
    }
    assert told == {"works": 5, "owed": 3, "reported": 0, "silent": 3}


def test_levels_are_those_of_the_plans(small_plan):
    province = Plan.objects.create(year=2021, title="省里的方案", level=Level.PROVINCE)
    Task.objects.create(
        plan=province, number=1, text="同一件事。", work=small_plan.works["fields"]
    )
    board = Board(small_plan.period)
    assert board.count(Selection(level=Level.PROVINCE)).value == 1
    assert board.count(WORKS).value == 5 and board.count(EVERY).value == 7


# ---- parts and wholes


def test_groups_sum_to_the_whole_and_carry_the_change(small_plan):
    board = Board(small_plan.period, compared=small_plan.last)
    groups = board.groups(WORKS, board.before)
    assert sum(count.value for count in groups) == board.count(WORKS).value
    assert sum(count.change for count in groups) == 0
    told = {count.key: (count.value, count.change) for count in groups}
    assert told["slow"] == (0, -1) and told["on_track"] == (0, -4)
    assert told["unassessed"] == (1, 1) and told["not_reported"] == (4, 4)


def test_a_change_is_told_beside_a_period_that_had_nothing(small_plan):
    """Nought to five is a change of five, not an unknown one."""
    board = Board(small_plan.period)
    told = {
        count.key: count.change for count in board.groups(WORKS, board.narrowed([]))
    }
    assert told["not_reported"] == 4 and told["unassessed"] == 1


def test_every_move_is_counted_where_one_is_chosen(small_plan):
    assess(small_plan, "harbour", "slow")
    board = Board(small_plan.period)
    assert board.moves(replace(WORKS, move="worse")) == board.moves(WORKS)


def test_moves_sum_to_the_whole(small_plan):
    for word, standing in (
        ("fields", "on_track"),
        ("harbour", "slow"),
        ("talents", "done"),
    ):
        assess(small_plan, word, standing)
    board = Board(small_plan.period)
    moves = {count.key: count.value for count in board.moves(WORKS)}
    assert moves == {"better": 2, "worse": 1, "same": 2, "new": 0}


def test_summary_counts_works_and_its_parts_agree(small_plan):
    figures = summary(Board(small_plan.period))
    assert (
        figures["key"].value,
        figures["livelihood"].value,
        figures["works"].value,
    ) == (4, 1, 5)
    assert (
        figures["reported"].value + figures["silent"].value
        == figures["owed"].value
        == 5
    )
    assert figures["joint"].value == 1
    for whole in ("key", "livelihood"):
        assert (
            sum(count.value for count in figures[f"{whole}_groups"])
            == figures[whole].value
        )


SELECTIONS = st.builds(
    Selection,
    kind=st.sampled_from(["", *TaskKind.values]),
    leader=st.sampled_from([None, 0, 1]),
    co_leader=st.sampled_from([None, 2]),
    unit=st.sampled_from([None, 0, 1, 2, 3]),
    duty=st.sampled_from(["", *Duty.values]),
    move=st.sampled_from(["", *Move.values]),
    reported=st.sampled_from(["", "yes", "no"]),
    joint=st.sampled_from(["", "yes", "no"]),
    by=st.sampled_from(["task", "work"]),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
@given(data=st.data())
def test_whatever_is_asked_the_groups_sum_to_it(board, small_plan, data):
    asked = data.draw(SELECTIONS)
    people, units = list(small_plan.leaders.values()), list(small_plan.units.values())
    selection = replace(
        asked,
        leader=None if asked.leader is None else people[asked.leader].pk,
        co_leader=None if asked.co_leader is None else people[asked.co_leader].pk,
        unit=None if asked.unit is None else units[asked.unit].pk,
    )
    whole = board.count(selection).value
    assert sum(count.value for count in board.groups(selection)) == whole
    moves = [board.count(replace(selection, move=move)).value for move in Move.values]
    assert asked.move or sum(moves) == whole
    shared = [
        board.count(replace(selection, joint=joint)).value for joint in ("yes", "no")
    ]
    assert asked.joint or sum(shared) == whole


# ---- the address of a number


def test_the_query_of_a_count_is_the_selection_itself(board, small_plan):
    selection = Selection(
        unit=small_plan.units["市科技局"].pk, duty="lead", standing="slow", by="work"
    )
    query = parse_qs(board.count(selection).query)
    unit = str(small_plan.units["市科技局"].pk)
    assert query == {
        "period": ["2021Q2"],
        "unit": [unit],
        "duty": ["lead"],
        "standing": ["slow"],
        "by": ["work"],
    }


def test_the_same_number_stands_on_the_page(board, client_for, viewer_user):
    client = client_for(viewer_user)
    for group in board.groups(EVERY):
        assert f"共 {group.value} 条" in text_of(client.get(f"/tasks/?{group.query}"))


# ---- one period beside another


def test_a_board_beside_an_earlier_one_is_that_board(small_plan):
    beside = Board(small_plan.period, compared=small_plan.last).before
    alone = Board(small_plan.last)
    assert [count.value for count in beside.groups(EVERY)] == [
        count.value for count in alone.groups(EVERY)
    ]
    assert [line.group for line in beside.lines] == [line.group for line in alone.lines]


def test_what_comes_later_is_not_known_yet(small_plan):
    assess(small_plan, "enterprises", "slow")
    first = Board(small_plan.last)
    assert first.by_work[small_plan.works["enterprises"].pk].group == Group.ON_TRACK
    assert (
        first.with_targets()
        .by_work[small_plan.works["enterprises"].pk]
        .targets[0]
        .reading
        is None
    )


# ---- targets


def test_readings_are_accepted_ones_or_for_the_office_submitted_ones(small_plan):
    small_plan.report.state = "submitted"
    small_plan.report.save()
    work = small_plan.works["enterprises"].pk
    assert (
        Board(small_plan.period).with_targets().by_work[work].targets[0].reading is None
    )
    assert (
        Board(small_plan.period, submitted=True)
        .with_targets()
        .by_work[work]
        .targets[0]
        .reading
        == 31
    )


def test_the_newest_reading_counts(small_plan):
    report = small_plan.report
    later = type(report).objects.create(
        work=report.work,
        unit=small_plan.units["市财政局"],
        period=report.period,
        state="accepted",
        progress="好。",
        submitted_at=report.submitted_at,
        reviewed_at="2021-07-08T02:00:00Z",
    )
    Reading.objects.create(
        report=later, target=small_plan.targets["新增“小升规”企业"], value=35
    )
    line = Board(small_plan.period).with_targets().by_work[report.work_id].targets[0]
    assert line.reading == 35


def test_the_targets_that_the_office_named_are_the_slow_ones(small_plan):
    assessment = assess(small_plan, "fields", "slow")
    SlowTarget.objects.create(
        assessment=assessment, target=small_plan.targets["建成美丽田园"]
    )
    line = (
        Board(small_plan.period).with_targets().by_work[small_plan.works["fields"].pk]
    )
    assert [target.target.text for target in line.slow_targets] == ["建成美丽田园"]


def assess(small_plan, word, standing) -> Assessment:
    return Assessment.objects.create(
        work=small_plan.works[word],
        period=small_plan.period,
        standing=standing,
        assessed_at="2021-07-09T02:00:00Z",
    )


# ---- what it costs


def test_a_board_costs_the_same_for_ten_plans(small_plan, django_assert_num_queries):
    for number in range(10):
        plan = Plan.objects.create(year=2021, title=f"方案{number}")
        Task.objects.create(
            plan=plan, number=1, text="内容。", work=small_plan.works["fields"]
        )
    board = Board(small_plan.period, compared=small_plan.last)
    with django_assert_num_queries(7):
        board.with_targets()
        board.groups(EVERY, board.before)
    with django_assert_num_queries(1):
        board.count(Selection(co_leader=small_plan.leaders["孙群"].pk))
