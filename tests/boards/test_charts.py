"""The geometry of a chart: everything inside the box, the axis in round numbers, the words
right."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assignments.boards.charts import HEIGHT, WIDTH, chart, floor_of, top_of
from assignments.ledger.lines import TargetLine
from assignments.models import Period, Target

ENDS = [date(2021, 3, 31), date(2021, 6, 30), date(2021, 9, 30), date(2021, 12, 31)]
PERIODS = [
    Period(year=2021, index=index, ends=ends)
    for index, ends in enumerate(ENDS, start=1)
]
VALUES = st.decimals(min_value=-1000, max_value=100_000, places=2)


def line_of(value, readings=(), planned=(), **fields) -> TargetLine:
    target = Target(
        text="新增企业",
        value=Decimal(str(value)),
        measure="家",
        due_on=fields.pop("due_on", ENDS[-1]),
        **fields,
    )
    readings = tuple(
        (ENDS[index], Decimal(str(reading))) for index, reading in enumerate(readings)
    )
    planned = tuple(
        (ENDS[index], Decimal(str(plan))) for index, plan in enumerate(planned)
    )
    return TargetLine(
        target=target,
        reading=readings[-1][1] if readings else None,
        reached_on=None,
        readings=readings,
        planned=planned,
        as_of=ENDS[2],
        is_named=False,
    )


def points(path: str) -> list[tuple[float, float]]:
    return [
        tuple(float(number) for number in point.split(",")) for point in path.split()
    ]


@pytest.mark.parametrize(
    ("highest", "top", "step"),
    [
        (42, 50, 10),
        (180, 200, 50),
        (60, 60, 20),
        (1, 1, 1),
        (7, 8, 2),
        (2.68, 3, 1),
        (1000, 1000, 250),
        (1030, 1250, 250),
        (0, 1, 1),
    ],
)
def test_the_axis_ends_at_a_round_number(highest, top, step):
    assert top_of([Decimal(str(highest))]) == (Decimal(str(top)), Decimal(str(step)))


@given(st.lists(VALUES, min_size=1, max_size=6))
def test_the_axis_holds_every_value(values):
    high, step = top_of(values)
    low = floor_of(values, step)
    assert low <= min(values) or low == 0
    assert high >= max(values) and step > 0
    assert (high - low) / step == int((high - low) / step)


@given(
    st.decimals(min_value="0.1", max_value=50_000, places=2),
    st.lists(VALUES, max_size=3),
    st.lists(VALUES, max_size=4),
)
def test_everything_stays_inside_the_box(value, readings, planned):
    found = chart(line_of(value, readings, planned), PERIODS)
    for path in (found.readings, found.planned, found.straight, found.forecast):
        for x, y in points(path):
            assert 0 <= x <= WIDTH and -0.1 <= y <= HEIGHT + 0.1


def test_readings_begin_at_nought_and_rise():
    found = chart(line_of(42, [7, 12, 19]), PERIODS)
    x, y = zip(*points(found.readings), strict=True)
    assert x == (0, 250, 500, 750)
    assert list(y) == sorted(y, reverse=True) and y[0] == HEIGHT


def test_a_level_is_compared_with_a_level_line():
    found = chart(line_of("2.68", ["2.5", "2.6"], course="level"), PERIODS)
    (_, first), (_, last) = points(found.straight)
    assert first == last
    assert points(found.readings)[0][0] == 250
    assert found.forecast == ""


def test_a_short_target_ends_its_line_at_its_due_date():
    found = chart(line_of(10, due_on=date(2021, 6, 30)), PERIODS)
    assert points(found.straight)[-1][0] == 500


def test_forecast_is_said_as_a_range_and_only_from_two_readings():
    assert chart(line_of(42, [7]), PERIODS).forecast_words == ""
    found = chart(line_of(42, [7, 12, 19]), PERIODS)
    assert found.forecast_words == "预测年底 24–26"
    assert "预测年底 24–26" in found.description


def test_without_readings_it_says_so():
    found = chart(line_of(42), PERIODS)
    assert found.readings == "" and found.dots == []
    assert "还没有完成数" in found.description


def test_a_dot_near_the_top_has_its_number_below():
    found = chart(line_of(60, [10, 20, 60], course="level"), PERIODS)
    assert float(found.dots[-1].label_y) > float(found.dots[-1].y)
    assert float(found.dots[0].label_y) < float(found.dots[0].y)


def test_the_table_behind_says_plan_or_straight_line():
    found = chart(line_of(42, [7], [5, 15]), PERIODS)
    assert [
        (row.period, row.reading, row.expected, row.basis) for row in found.rows
    ] == [
        ("一季度", "7", "5", "计划"),
        ("二季度", "", "15", "计划"),
        ("三季度", "", "15", "计划"),
        ("四季度", "", "42", "年度目标"),
    ]
    assert [row.basis for row in chart(line_of(42), PERIODS).rows] == [
        "按序时进度"
    ] * 3 + ["年度目标"]


def test_numbers_for_svg_never_hold_a_comma_or_exponent():
    line = line_of("0.0001", ["0.00005"])
    found = chart(replace(line, as_of=ENDS[0]), PERIODS)
    assert "e" not in (found.readings + found.straight + found.now).casefold()
