"""Days that are hardly meant."""

from datetime import date, datetime

import pytest

from assignments.rules.days import (
    day_in,
    full_day,
    full_moment,
    month_and_day,
    too_early,
    too_far,
    too_late,
)
from assignments.rules.readings import day_questions

DAY = date(2021, 7, 20)


def test_days_as_officials_write_them():
    assert full_day(date(2021, 10, 9)) == "2021年10月9日"
    assert month_and_day(date(2021, 10, 9)) == "10月9日"
    assert full_moment(datetime(2021, 1, 9, 8, 5)) == "2021年1月9日 08:05"
    assert day_in(date(2021, 12, 31), 2021) == "12月31日"
    assert day_in(date(2022, 1, 5), 2021) == "2022年1月5日"


def test_too_late():
    assert too_late(DAY, DAY, "今天") == ""
    sentence = too_late(date(2031, 7, 20), DAY, "今天")
    assert sentence == "填的是2031年7月20日，晚于今天2021年7月20日，请核对年份。"


def test_too_early():
    assert too_early(DAY, DAY, "第一天") == ""
    assert "早于第一天2021年7月20日" in too_early(date(2012, 7, 20), DAY, "第一天")


def test_too_far():
    assert too_far(date(2021, 7, 30), DAY, 10, "期限") == ""
    assert "在期限2021年7月20日之后 11 天" in too_far(
        date(2021, 7, 31), DAY, 10, "期限"
    )


@pytest.mark.parametrize(
    ("day", "asked"),
    [
        (date(2021, 6, 30), ""),
        (date(2021, 1, 1), ""),
        (date(2012, 5, 1), "早于本年度第一天"),
        (date(2021, 7, 1), "晚于本期截至日期"),
    ],
)
def test_the_day_of_a_step(day, asked):
    questions = day_questions("开工", day, date(2021, 6, 30))
    assert asked in "".join(questions) and bool(questions) is bool(asked)
