"""Where a quantity stands: case tables, and what must hold for every goal and reading."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assignments.choices import Comparator, Course, Standing
from assignments.rules.aims import plain
from assignments.rules.pace import (
    Basis,
    Goal,
    Milestone,
    Pace,
    expected,
    forecast,
    hint,
    is_limit,
    is_missed,
    is_reached,
    pace,
    sentence,
)

NEW_YEAR, YEAR_END = date(2021, 1, 1), date(2021, 12, 31)
Q1, Q2, Q3 = date(2021, 3, 31), date(2021, 6, 30), date(2021, 9, 30)
PLAN = ((Q1, Decimal(5)), (Q2, Decimal(10)), (Q3, Decimal(20)))


def goal(value="42", **more) -> Goal:
    return Goal(
        value=Decimal(value), starts=NEW_YEAR, due=more.pop("due", YEAR_END), **more
    )


LIMIT = goal("30", comparator=Comparator.AT_MOST)
NONE = goal("0", comparator=Comparator.EXACTLY, measure="起")
RATE = goal("2.68", course=Course.LEVEL, measure="%")

numbers = st.decimals(-100000, 100000, places=2, allow_nan=False)
goals = st.builds(
    Goal,
    value=numbers,
    starts=st.just(NEW_YEAR),
    due=st.dates(date(2021, 2, 1), date(2022, 6, 30)),
    comparator=st.sampled_from([c.value for c in Comparator]),
    course=st.sampled_from([c.value for c in Course]),
    planned=st.lists(
        st.tuples(st.sampled_from([Q1, Q2, Q3, YEAR_END]), numbers), max_size=4
    ).map(tuple),
)
days = st.dates(date(2020, 10, 1), date(2022, 12, 31))


@pytest.mark.parametrize(
    "of, as_of, value, basis",
    [
        (goal(), Q1, "10", Basis.LINE),
        (goal(), Q2, "21", Basis.LINE),
        (goal(), Q3, "31", Basis.LINE),
        (goal("10"), Q1, "2", Basis.LINE),
        (goal("9"), Q1, "2.25", Basis.LINE),
        (goal("20.5"), Q1, "5.12", Basis.LINE),
        (goal(due=Q3), Q2, "28", Basis.LINE),
        (goal(), YEAR_END, "42", Basis.LEVEL),
        (goal(due=Q2), Q3, "42", Basis.LEVEL),
        (goal(planned=PLAN), Q1, "5", Basis.PLANNED),
        (goal(planned=PLAN), date(2021, 8, 31), "10", Basis.PLANNED),
        (goal(planned=PLAN), date(2021, 2, 28), "7", Basis.LINE),
        (goal(planned=tuple(reversed(PLAN))), Q3, "20", Basis.PLANNED),
        (goal(planned=PLAN), YEAR_END, "42", Basis.LEVEL),
        (goal(planned=(*PLAN, (YEAR_END, Decimal(42)))), YEAR_END, "42", Basis.PLANNED),
        (LIMIT, Q1, "30", Basis.LEVEL),
        (RATE, Q1, "2.68", Basis.LEVEL),
        (
            goal("2.68", course=Course.LEVEL, planned=((Q1, Decimal("2.5")),)),
            Q1,
            "2.5",
            Basis.PLANNED,
        ),
    ],
)
def test_expected(of, as_of, value, basis):
    should = expected(of, as_of)
    assert (should.value, should.basis) == (Decimal(value), basis)


@pytest.mark.parametrize(
    "of, reading, as_of, answer",
    [
        (goal(), None, Q1, Pace.UNKNOWN),
        (goal(), "42", Q1, Pace.REACHED),
        (goal(), "50", Q1, Pace.REACHED),
        (goal(), "31", Q3, Pace.ON_PACE),
        (goal(), "30", Q3, Pace.ON_PACE),
        (goal(), "29", Q3, Pace.BEHIND),
        (goal(), "33", Q3, Pace.AHEAD),
        (goal(), "41", YEAR_END, Pace.BEHIND),
        (goal(due=Q2), "41", Q3, Pace.BEHIND),
        (goal(planned=PLAN), "21", Q3, Pace.ON_PACE),
        (goal(planned=PLAN), "41", YEAR_END, Pace.BEHIND),
        (goal(planned=((Q1, Decimal(0)),)), "0", Q1, Pace.ON_PACE),
        (goal("-4", planned=((Q1, Decimal(-10)),)), "-10", Q1, Pace.ON_PACE),
        (goal("-4", planned=((Q1, Decimal(-10)),)), "-11", Q1, Pace.BEHIND),
        (goal("12", comparator=Comparator.EXACTLY), "12", Q1, Pace.REACHED),
        (goal("12", comparator=Comparator.EXACTLY), "13", Q1, Pace.REACHED),
        (NONE, "0", Q1, Pace.ON_PACE),
        (NONE, "1", Q1, Pace.BEHIND),
        (NONE, "0", YEAR_END, Pace.REACHED),
        (NONE, "1", YEAR_END, Pace.BEHIND),
        (LIMIT, "30", Q1, Pace.ON_PACE),
        (LIMIT, "30.01", Q1, Pace.BEHIND),
        (LIMIT, "12", YEAR_END, Pace.REACHED),
        (LIMIT, "31", YEAR_END, Pace.BEHIND),
        (RATE, "3", Q1, Pace.ON_PACE),
        (RATE, "2.6", Q1, Pace.BEHIND),
        (RATE, "2.68", YEAR_END, Pace.REACHED),
        (
            goal("2.68", course=Course.LEVEL, planned=((Q1, Decimal("2.5")),)),
            "2.5",
            Q1,
            Pace.ON_PACE,
        ),
        (
            goal("2.68", course=Course.LEVEL, planned=((Q1, Decimal("2.5")),)),
            "2.6",
            YEAR_END,
            Pace.BEHIND,
        ),
    ],
)
def test_pace(of, reading, as_of, answer):
    assert pace(of, None if reading is None else Decimal(reading), as_of) is answer


@given(goals, days, numbers, numbers)
def test_more_is_never_worse(of, as_of, number, other):
    rank = {Pace.BEHIND: 0, Pace.ON_PACE: 1, Pace.AHEAD: 2, Pace.REACHED: 3}
    low, high = sorted((number, other))
    first, second = rank[pace(of, low, as_of)], rank[pace(of, high, as_of)]
    assert first >= second if is_limit(of) else first <= second


@given(goals, days, numbers)
def test_from_the_due_date_on_it_is_reached_or_behind(of, as_of, reading):
    answer = pace(of, reading, max(as_of, of.due))
    assert answer is (Pace.REACHED if is_reached(of, reading) else Pace.BEHIND)


@given(goals, days)
def test_what_is_expected_is_never_behind(of, as_of):
    assert pace(of, expected(of, as_of).value, as_of) is not Pace.BEHIND


@given(st.decimals(0, 100000, places=2), days, days)
def test_the_straight_line_never_falls(value, day, other):
    of = goal(str(value))
    early, late = sorted((day, other))
    assert 0 <= expected(of, early).value <= expected(of, late).value <= value


@pytest.mark.parametrize(
    "value, text",
    [
        ("42.0000", "42"),
        ("2.6800", "2.68"),
        ("100", "100"),
        ("1E+3", "1000"),
        ("0.000", "0"),
        ("-0.00", "0"),
    ],
)
def test_plain(value, text):
    assert plain(Decimal(value)) == text


@given(numbers)
def test_plain_says_the_same_number(value):
    assert Decimal(plain(value)) == value and "E" not in plain(value)


@pytest.mark.parametrize(
    "of, reading, as_of, words",
    [
        (
            goal(measure="家", planned=((Q3, Decimal(31)),)),
            "21",
            Q3,
            "目标 不少于 42家，完成数 21，计划 31；序时进度 75%",
        ),
        (
            goal(measure="家"),
            "21",
            Q3,
            "目标 不少于 42家，完成数 21，计划 31（按序时进度）；序时进度 75%",
        ),
        (
            goal(name="新增高企"),
            None,
            Q2,
            "新增高企：目标 不少于 42，未填完成数，计划 21（按序时进度）；序时进度 50%",
        ),
        (
            goal("30", comparator=Comparator.AT_MOST, measure="微克"),
            "33",
            Q1,
            "目标 不超过 30微克，完成数 33，应不超过 30；序时进度 25%",
        ),
        (
            goal(measure="家"),
            "41",
            YEAR_END,
            "目标 不少于 42家，完成数 41，应达 42；序时进度 100%",
        ),
    ],
)
def test_sentence(of, reading, as_of, words):
    assert sentence(of, None if reading is None else Decimal(reading), as_of) == words


ENTERPRISES = goal(measure="家", name="新增高企")
REVIEW = Milestone("规划通过评审", Q2, None)
UNDATED = Milestone("建成投用", None, None)


@pytest.mark.parametrize(
    "readings, steps, as_of, standing, why",
    [
        (
            [(ENTERPRISES, "21")],
            [],
            Q3,
            Standing.SLOW,
            "新增高企：目标 不少于 42家，完成数 21",
        ),
        ([(ENTERPRISES, "31")], [], Q3, Standing.ON_TRACK, "完成数 31"),
        ([(ENTERPRISES, "42")], [], Q3, Standing.DONE, "完成数 42"),
        ([(ENTERPRISES, "42"), (RATE, "3")], [], Q3, Standing.ON_TRACK, "完成数 3"),
        (
            [(ENTERPRISES, "42"), (RATE, "2")],
            [],
            Q3,
            Standing.SLOW,
            "完成数 2，应达 2.68",
        ),
        ([(ENTERPRISES, None)], [], Q3, None, "缺完成数：新增高企"),
        ([(ENTERPRISES, None), (RATE, "2")], [], Q3, Standing.SLOW, "应达 2.68"),
        ([], [REVIEW], Q1, Standing.ON_TRACK, "节点“规划通过评审”未到期"),
        ([], [REVIEW], Q2, Standing.SLOW, "应于2021年6月30日前完成，未完成"),
        (
            [],
            [Milestone("规划通过评审", Q2, Q1)],
            Q2,
            Standing.DONE,
            "节点“规划通过评审”已完成",
        ),
        ([], [Milestone("规划通过评审", Q2, Q3)], Q2, Standing.SLOW, "未完成"),
        ([], [UNDATED], Q3, Standing.ON_TRACK, "节点“建成投用”未定时限"),
        ([(ENTERPRISES, "42")], [REVIEW], Q3, Standing.SLOW, "规划通过评审"),
        ([], [], Q3, None, "没有数量目标，请看进展文字判断"),
    ],
)
def test_hint(readings, steps, as_of, standing, why):
    quantities = [
        (of, None if value is None else Decimal(value)) for of, value in readings
    ]
    hinted = hint(quantities, steps, reported=True, as_of=as_of)
    assert hinted.standing == standing
    assert why in hinted.reason


def test_silence_is_not_green():
    hinted = hint([(ENTERPRISES, Decimal(42))], [], reported=False, as_of=Q3)
    assert (hinted.standing, hinted.reason) == (None, "责任单位未报送，无从判断")


@given(st.lists(st.tuples(goals, st.none() | numbers), max_size=4), days)
def test_one_part_behind_makes_the_whole_slow_and_a_gap_is_never_done(readings, as_of):
    hinted = hint(readings, [], reported=True, as_of=as_of)
    behind = any(pace(of, value, as_of) is Pace.BEHIND for of, value in readings)
    assert (hinted.standing == Standing.SLOW) is behind
    if any(value is None for _, value in readings):
        assert hinted.standing in (Standing.SLOW, None)
    assert hinted.reason


@pytest.mark.parametrize(
    "due, reached, as_of, missed",
    [
        (None, None, YEAR_END, False),
        (Q2, None, Q1, False),
        (Q2, None, Q2, True),
        (Q2, Q1, Q2, False),
        (Q2, Q2, Q2, False),
        (Q2, Q3, Q2, True),
    ],
)
def test_is_missed(due, reached, as_of, missed):
    assert is_missed(Milestone("", due, reached), as_of) is missed


@pytest.mark.parametrize(
    "readings, low, high",
    [
        (((Q1, 40), (Q2, 50)), 70, 130),
        (((Q1, 10), (Q2, 50)), 70, 130),
        (((Q1, 19), (Q2, 35), (Q3, 53)), 69, 72),
        (((Q1, 25), (Q2, 20)), 20, 70),
    ],
    ids=["slower", "faster", "even", "taken back"],
)
def test_forecast_spans_the_slowest_and_the_fastest_stretch(readings, low, high):
    forecasted = forecast(
        goal("100"), [(day, Decimal(value)) for day, value in readings]
    )
    assert (forecasted.low, forecasted.high) == (low, high)


@pytest.mark.parametrize(
    "of, readings",
    [
        (goal(), []),
        (goal(), [(Q1, Decimal(5))]),
        (RATE, [(Q1, Decimal(2)), (Q2, Decimal(3))]),
        (LIMIT, [(Q1, Decimal(2)), (Q2, Decimal(3))]),
        (goal(), [(Q3, Decimal(30)), (YEAR_END, Decimal(40))]),
    ],
)
def test_no_forecast_without_two_readings_or_time(of, readings):
    assert forecast(of, readings) is None


@given(
    st.decimals(1, 100000, places=2),
    st.dictionaries(
        st.dates(NEW_YEAR, date(2021, 12, 30)),
        st.decimals(0, 100000, places=2),
        min_size=2,
    ),
)
def test_a_forecast_is_a_range_from_the_last_reading_up(value, readings):
    forecasted = forecast(goal(str(value)), list(readings.items()))
    last = readings[max(readings)]
    assert forecasted is None or last <= forecasted.low <= forecasted.high
