"""What is odd about a reading."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assignments.choices import Course
from assignments.rules.pace import Goal
from assignments.rules.readings import objection, questions


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
    ("value", "last", "asked"),
    [
        ("31", None, []),
        ("31", "31", []),
        ("30", "31", ["“企业”本期 30，比上次的 31 家少。累计数一般不会减少。"]),
        ("600", None, []),
        ("601", "31", ["“企业”填了 601，是目标的 10 倍，请核对计量单位（家）。"]),
        (None, "31", ["“企业”未填完成数，评定时将无从对照。"]),
    ],
)
def test_a_quantity_that_piles_up(value, last, asked):
    number = None if value is None else Decimal(value)
    assert questions(goal(), number, last and Decimal(last)) == asked


def test_a_level_may_fall():
    assert questions(goal("7", "%", Course.LEVEL), Decimal("6.1"), Decimal("6.8")) == []


@pytest.mark.parametrize(("value", "asked"), [("100", False), ("100.1", True)])
def test_more_than_all(value, asked):
    sentences = questions(goal("85", "%", Course.LEVEL), Decimal(value), None)
    assert bool(sentences) == asked


@pytest.mark.parametrize(
    ("value", "course", "refused"),
    [
        ("-1", Course.CUMULATIVE, True),
        ("0", Course.CUMULATIVE, False),
        ("-1", Course.LEVEL, False),
    ],
)
def test_less_than_nothing(value, course, refused):
    assert bool(objection(goal(course=course), Decimal(value))) == refused


@pytest.mark.parametrize(
    ("name", "value", "target", "words"),
    [
        ("项目签约率", "0.85", "85", "请核对是不是 85%"),
        ("项目签约率", "1.5", "85", None),
        ("生产总值增长", "0.5", "7", None),
        ("能耗下降", "-5.2", "5", "不带负号"),
        ("能耗下降", "5.2", "5", None),
        ("增速", "-5.2", "5", None),
    ],
)
def test_a_share_without_its_sign_and_a_fall_with_one(name, value, target, words):
    share = replace(goal(target, "%", Course.LEVEL), name=name)
    asked = questions(share, Decimal(value), None)
    assert words in asked[0] if words else asked == []
