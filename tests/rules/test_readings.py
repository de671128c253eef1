"""How a number is typed, and what is odd about a reading."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assignments.choices import Course
from assignments.rules.pace import Goal
from assignments.rules.readings import Unreadable, number_typed, objection, questions


def goal(value="60", measure="家", course=Course.CUMULATIVE):
    return Goal(
        Decimal(value),
        date(2021, 1, 1),
        date(2021, 12, 31),
        course=course,
        measure=measure,
        name="企业",
    )


@pytest.mark.parametrize(
    ("text", "measure", "number"),
    [
        ("31", "家", "31"),
        (" 31 ", "家", "31"),
        ("31家", "家", "31"),
        ("31 家", "家", "31"),
        ("0", "家", "0"),
        ("-0", "家", "0"),
        ("-3.5", "%", "-3.5"),
        ("+5", "家", "5"),
        (".5", "亿元", "0.5"),
        ("1.", "亿元", "1"),
        ("１２．５", "亿元", "12.5"),
        ("85%", "%", "85"),
        ("85％", "%", "85"),
        ("85%", "", "85"),
        ("3个百分点", "个百分点", "3"),
        ("3%", "个百分点", "3"),
        ("1,234", "家", "1234"),
        ("1，234，567.8901", "亩", "1234567.8901"),
        ("12 345", "亩", "12345"),
        ("999999999999", "元", "999999999999"),
    ],
)
def test_a_number_as_people_type_it(text, measure, number):
    found = number_typed(text, measure)
    assert found == Decimal(number) and str(found) != "-0"


@pytest.mark.parametrize("text", ["", " ", "　"])
def test_an_empty_box_is_no_number(text):
    assert number_typed(text, "家") is None


@pytest.mark.parametrize(
    ("text", "measure", "said"),
    [
        ("1,2", "亿元", "看不准"),
        ("1 2", "亿元", "看不准"),
        ("1,23,4", "亿元", "看不准"),
        ("1234,567", "亿元", "看不准"),
        ("1,234 567", "亿元", "看不准"),
        (",5", "亿元", "看不准"),
        ("5,", "亿元", "看不准"),
        (",", "亿元", "不是数字"),
        ("12%", "家", "是百分数"),
        ("家", "家", "没有数字"),
        ("%", "%", "没有数字"),
        ("31户", "家", "不是数字"),
        ("三十一", "家", "不是数字"),
        ("3一", "家", "不是数字"),
        ("1。5", "家", "不是数字"),
        ("½", "家", "不是数字"),
        ("5²", "家", "不是数字"),
        ("٣", "家", "不是数字"),
        ("NaN", "家", "不是数字"),
        ("sNaN", "家", "不是数字"),
        ("Infinity", "家", "不是数字"),
        ("1e3", "家", "不是数字"),
        ("1e400", "家", "不是数字"),
        ("1_000", "家", "不是数字"),
        ("0x10", "家", "不是数字"),
        ("--5", "家", "不是数字"),
        ("=1+1", "家", "不是数字"),
        ("1000000000000", "家", "太大"),
        ("1.23456", "家", "小数太长"),
        ("31\n32", "家", "不是数字"),
    ],
)
def test_what_is_no_number_or_two_is_not_guessed_at(text, measure, said):
    with pytest.raises(Unreadable, match=said):
        number_typed(text, measure)


@given(st.text(alphabet="0123456789,. +-%家一e\n　", max_size=12))
def test_whatever_is_typed_is_a_number_that_can_be_kept_or_told(text):
    try:
        number = number_typed(text, "家")
    except Unreadable as refusal:
        assert text in str(refusal)
    else:
        assert number is None or (abs(number) < 10**12 and number == round(number, 4))


@pytest.mark.parametrize(
    ("value", "last", "said"),
    [
        ("31", None, []),
        ("31", "31", []),
        ("30", "31", ["“企业”本期 30，比上次的 31 家少。累计数一般不会减少。"]),
        ("600", None, []),
        ("601", "31", ["“企业”填了 601，是目标的 10 倍，请核对计量单位（家）。"]),
        (None, "31", ["“企业”未填完成数，评定时将无从对照。"]),
    ],
)
def test_a_quantity_that_piles_up(value, last, said):
    number = None if value is None else Decimal(value)
    assert questions(goal(), number, last and Decimal(last)) == said


def test_a_level_may_fall():
    assert questions(goal("7", "%", Course.LEVEL), Decimal("6.1"), Decimal("6.8")) == []


@pytest.mark.parametrize(("value", "asked"), [("100", False), ("100.1", True)])
def test_more_than_all(value, asked):
    said = questions(goal("85", "%", Course.LEVEL), Decimal(value), None)
    assert bool(said) == asked


@pytest.mark.parametrize(
    ("value", "course", "refused"),
    [("-1", Course.CUMULATIVE, True), ("0", Course.CUMULATIVE, False), ("-1", Course.LEVEL, False)],
)
def test_less_than_nothing(value, course, refused):
    assert bool(objection(goal(course=course), Decimal(value))) == refused
