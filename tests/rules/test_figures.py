"""How a figure is read: as people type it, and as cells of a sheet hold it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assignments.rules.figures import (
    Unreadable,
    is_error_value,
    number_alone,
    number_typed,
)
from assignments.rules.measures import is_same_kind, measure_of


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
    figure = number_typed(text, measure)
    assert figure == Decimal(number) and str(figure) != "-0"


@pytest.mark.parametrize("text", ["", " ", "　"])
def test_an_empty_box_is_no_number(text):
    assert number_typed(text, "家") is None


@pytest.mark.parametrize(
    ("text", "measure", "words"),
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
        ("31户", "家", "计量单位是“户”"),
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
def test_what_is_no_number_or_two_is_not_guessed_at(text, measure, words):
    with pytest.raises(Unreadable, match=words):
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
    ("text", "measure", "number"),
    [
        ("0.5万", "亩", "5000"),
        ("0.5万亩", "亩", "5000"),
        ("0.5万", "万亩", "0.5"),
        ("5000亩", "万亩", "0.5"),
        ("350000万元", "亿元", "35"),
        ("5000万", "亿元", "0.5"),
        ("35亿", "亿元", "35"),
        ("1.2万亿元", "亿元", "12000"),
        ("3500000元", "万元", "350"),
        ("2.5万户", "户", "25000"),
        ("3百", "家", "300"),
        ("12公里", "千米", "12"),
        ("1500米", "公里", "1.5"),
        ("2公顷", "亩", "30"),
        ("30亩", "公顷", "2"),
        ("3平方公里", "公顷", "300"),
        ("500千克", "吨", "0.5"),
        ("1.5MW", "千瓦", "1500"),
        ("20兆瓦", "万千瓦", "2"),
        ("3000万千瓦时", "亿千瓦时", "0.3"),
        ("300度", "千瓦时", "300"),
        ("5‰", "%", "0.5"),
        ("12名", "人", "12"),
        ("1.5万TEU", "标箱", "15000"),
        ("35（亿元）", "亿元", "35"),
        ("35 （万元）", "亿元", "0.0035"),
        ("0.5万", "", "5000"),
        ("25微克/立方米", "微克/立方米", "25"),
        ("350123.45万元", "亿元", "35.0123"),
    ],
)
def test_a_measure_that_says_how_much_it_is_is_converted(text, measure, number):
    assert number_typed(text, measure) == Decimal(number)


@pytest.mark.parametrize("minus", "-‐‑‒–—―−－﹣⁻➖负")
@pytest.mark.parametrize("text", ["{}5%", "{}5", "{} 5％", " {}５"])
def test_a_minus_in_all_its_forms(text, minus):
    assert number_typed(text.format(minus), "%") == -5


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("300万", "%"),
        ("300万", "个百分点"),
        ("35亿美元", "亿元"),
        ("31个", "家"),
        ("31个", "项"),
        ("3个百分点", "%"),
        ("35亿元", "家"),
        ("35亿元", ""),
        ("31家", ""),
        ("12吨", "亩"),
        ("1元", "亿元"),
        ("(5)", "%"),
        ("（5）", "亿元"),
        ("(5)%", "%"),
        ("第5,6号地块", "公顷"),
        ("约60", "家"),
        ("60左右", "家"),
        ("60多家", "家"),
        ("近60家", "家"),
        ("35（含在建）", "家"),
        ("35（含在建5）", "家"),
        ("35(5)", "家"),
        ("30-35", "家"),
        ("30～35", "家"),
        ("35/60", "家"),
        ("3亿5000万元", "亿元"),
        ("增长5%", "%"),
        ("下降5%", "%"),
        ("≥5", "%"),
        ("±5", "%"),
        ("——5", "%"),
        ("-", "%"),
        ("—", "家"),
        ("无", "家"),
        ("已完成", "家"),
        ("5..", "万元"),
        ("2021年", "家"),
        ("¥35", "亿元"),
        ("¥35", "家"),
        ("2021-09-30", "家"),
        ("1.2.3", "亿元"),
        ("#DIV/0!", "亿元"),
        ("#N/A", "亿元"),
    ],
)
def test_what_can_be_read_in_two_ways_is_asked_about_as_it_was_written(text, measure):
    with pytest.raises(Unreadable) as refusal:
        number_typed(text, measure, rounded=True)
    assert text in str(refusal.value) and str(refusal.value).endswith("。")


@pytest.mark.parametrize(
    ("text", "under", "measure", "number"),
    [
        ("350000", "万元", "亿元", "35"),
        ("350,000", "万元", "亿元", "35"),
        ("-350000", "万元", "亿元", "-35"),
        ("350000万元", "亿元", "亿元", "35"),
        ("5万", "万元", "亿元", "0.0005"),
        ("0.5", "万亩", "亩", "5000"),
        ("5", "家", "", "5"),
        ("85", "%", "", "85"),
        ("85", "%", "个百分点", "85"),
        ("85%", "%", "%", "85"),
        ("￥350000", "万元", "亿元", "35"),
        ("-¥ 350,000.00", "万元", "亿元", "-35"),
        ("¥350000万元", "", "亿元", "35"),
    ],
)
def test_a_number_counts_what_its_column_is_measured_in(text, under, measure, number):
    assert number_typed(text, measure, under=under) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "under", "measure"),
    [
        ("5", "户", "家"),
        ("5", "亿元", ""),
        ("5", "万元", "%"),
        ("5", "截止目前", "家"),
        ("5万", "万元", "家"),
    ],
)
def test_a_column_measured_in_something_else_is_asked_about(text, under, measure):
    with pytest.raises(Unreadable, match="请按目标的单位填写"):
        number_typed(text, measure, under=under)


@pytest.mark.parametrize(
    ("text", "number"),
    [("33.3333333333333", "33.3333"), ("0.666666667", "0.6667"), ("1234.5", "1234.5")],
)
def test_a_formulas_result_is_not_refused_for_its_places(text, number):
    assert number_typed(text, "%", rounded=True) == Decimal(number)


def test_rounding_never_makes_nought_of_something():
    with pytest.raises(Unreadable, match="小数太长"):
        number_typed("0.00001", "%", rounded=True)


@pytest.mark.parametrize(
    "text",
    [
        "#DIV/0!",
        "#N/A",
        "#REF!",
        "#VALUE!",
        "#NAME?",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#CALC!",
        "#GETTING_DATA",
        "#FIELD!",
        "＃DIV/0！",
    ],  # fmt: skip
)
def test_what_a_failed_formula_shows(text):
    assert is_error_value(text)


@pytest.mark.parametrize("text", ["#", "#5", "5#", "#1楼", "", "DIV/0!", "#重点"])
def test_what_it_does_not_show(text):
    assert not is_error_value(text)


@pytest.mark.parametrize(
    ("text", "number"), [("1,234.5", "1234.5"), ("−5", "-5"), ("１２", "12")]
)
def test_a_number_of_which_nobody_knows_the_measure(text, number):
    assert number_alone(text) == Decimal(number)


@pytest.mark.parametrize("text", ["5%", "300万", "5家", "(5)"])
def test_it_stands_alone(text):
    with pytest.raises(Unreadable):
        number_alone(text)


@pytest.mark.parametrize(
    ("word", "other", "same"),
    [
        ("万元", "亿元", True),
        ("万亩", "公顷", True),
        ("％", "%", True),
        ("家", "家", True),
        ("家", "户", False),
        ("%", "个百分点", False),
        ("千瓦", "千瓦时", False),
        ("万元", "万美元", False),
        ("", "", False),
    ],
)
def test_which_measures_can_be_told_in_one_another(word, other, same):
    assert is_same_kind(word, other) == same


MEASURES = [
    "亿元",
    "万元",
    "元",
    "亩",
    "万亩",
    "公顷",
    "%",
    "个百分点",
    "家",
    "万户",
    "公里",
    "",
]
NUMBERS = st.decimals(-99999, 99999, places=2, allow_nan=False)


@given(
    NUMBERS,
    st.sampled_from(MEASURES),
    st.sampled_from(MEASURES),
    st.sampled_from(MEASURES),
)
def test_a_figure_is_worth_what_it_says_or_is_asked_about(
    number, behind, under, measure
):
    try:
        read = number_typed(f"{number}{behind}", measure, under=under, rounded=True)
    except Unreadable:
        return
    spoken = measure_of(behind or under)
    target = measure_of(measure)
    if spoken and target and spoken.kind == target.kind:
        worth = Decimal(float(number * Decimal(float(spoken.size / target.size))))
        assert abs(read - worth) <= abs(worth) * Decimal("0.002")
    else:
        assert read == number
    assert (read < 0) == (number < 0)


@given(
    NUMBERS.filter(bool), st.text("约(近第号地块多余含/～,至一", min_size=1, max_size=3)
)
def test_nothing_beside_a_number_is_passed_over(number, beside):
    for text in (f"{beside}{number}", f"{number}{beside}"):
        with pytest.raises(Unreadable):
            number_typed(text, "家", rounded=True)
