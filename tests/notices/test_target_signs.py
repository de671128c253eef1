"""The sign and the amount of a target: what is owed, and what is only hoped for, said roughly or in
words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assignments.choices import Comparator
from assignments.notices.words.targets import find_targets
from assignments.rules.aims import SIGNS, aim


def goals(text: str) -> list[str]:
    return [
        f"{target.comparator} {target.value}{target.measure}"
        for target in find_targets(text)
    ]


NOT_LESS = [
    *(
        "不少于",
        "不低于",
        "不小于",
        "不得少于",
        "不得低于",
        "不应低于",
        "不应少于",
        "不能低于",
    ),
    *(
        "不能少于",
        "不宜低于",
        "不会低于",
        "不可低于",
        "不准低于",
        "不允许低于",
        "严禁低于",
    ),
    *(
        "至少",
        "最少",
        "达到",
        "达",
        "超过",
        "高于",
        "大于",
        "多于",
        "突破",
        "优于",
        "≥",
        ">=",
    ),
]
NOT_MORE = [
    *(
        "不超过",
        "不高于",
        "不大于",
        "不多于",
        "不得超过",
        "不得高于",
        "不应超过",
        "不能超过",
    ),
    *(
        "不突破",
        "严禁超过",
        "防止超过",
        "绝不超过",
        "控制在",
        "限制在",
        "低于",
        "少于",
        "小于",
    ),
    *("降至", "降到", "压减到", "减少至", "下降到", "≤", "<"),
]


@pytest.mark.parametrize("between", ["", " ", "：", "总数的", "每年"])
@pytest.mark.parametrize(
    ("word", "sign"),
    [*((word, ">=") for word in NOT_LESS), *((word, "<=") for word in NOT_MORE)],
)
def test_the_word_before_the_number(word, sign, between):
    assert goals(f"指标{word}{between}5%") == [f"{sign} 5%"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("失业率3%以内", ["<= 3%"]),
        ("失业率3%以下", ["<= 3%"]),
        ("失业率控制在3%以内", ["<= 3%"]),
        ("失业率控制在3%之内", ["<= 3%"]),
        ("新增30家以上", [">= 30家"]),
        ("新增30家及以上", [">= 30家"]),
        ("占比30%（含30%）以上", [">= 30%"]),
        ("占比控制在30%以上", [">= 30%"]),
        ("增长不超过5%以内", ["<= 5%"]),
        ("至少新增5家", [">= 5家"]),
        ("最多保留3家", ["<= 3家"]),
        ("完成60家", ["= 60家"]),
        ("能耗下降5%以上", [">= 5%"]),
        ("能耗下降到5%以下", ["<= 5%"]),
        ("增速不低于-5%", [">= -5%"]),
        ("增速不低于−5%", [">= -5%"]),
        ("完成投资1.2万亿元", ["= 1.2万亿元"]),
        ("PM2.5浓度低于25微克/立方米", ["<= 25微克/立方米"]),
        ("粮食产量20亿斤以上", [">= 20亿斤"]),
        ("1亿元以上项目20个", ["= 20个"]),
        ("30家以上（其中规上企业5家）", [">= 30家", "= 5家"]),
        ("由100家增加到150家", ["= 150家"]),
        ("从100家提高到150家以上", [">= 150家"]),
    ],
)
def test_the_whole_phrase(text, expected):
    assert goals(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("事故0起", ["= 0起"]),
        ("事故零起", ["= 0起"]),
        ("事故控制在0起", ["<= 0起"]),
        ("重大事故零发生", ["= 0起"]),
        ("实现“零事故”", ["= 0起"]),
        ("实现零事故、零伤亡", ["= 0起", "= 0人"]),
        ("确保不发生较大以上安全事故", ["= 0起"]),
        ("实现零投诉", ["= 0件"]),
        ("化肥用量零增长", ["<= 0%"]),
        ("从零起步", []),
        ("零售额保持平稳", []),
        ("零距离服务", []),
        ("产值翻一番", ["= 2倍"]),
        ("产值翻两番", ["= 4倍"]),
        ("自2021年起实施", []),
    ],
)
def test_nought_and_doubling_in_words(text, expected):
    assert goals(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "新增企业30家以上（力争35家）",
        "新增企业30家以上，力争35家",
        "新增企业30家以上、争取达到35家",
        "新增企业30家以上，力争新增企业35家以上",
        "新增企业30家以上，努力冲刺35家",
        "新增企业30家以上，奋斗目标为35家",
        "力争新增企业35家，确保不少于30家",
    ],
)
def test_what_is_hoped_for_is_not_what_is_owed(text):
    (target,) = find_targets(text)
    assert (target.comparator, target.value, target.measure) == (">=", 30, "家")
    assert (target.doubt, target.amount) == ("target_hoped", "35家")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("力争新增企业42家以上", [">= 42家"]),
        ("新增企业30家，力争完成投资35亿元", ["= 30家", "= 35亿元"]),
        ("新增企业30家，力争新增专利35件", ["= 30家", "= 35件"]),
        ("新增企业30家，力争培育小巨人35家", ["= 30家", "= 35家"]),
    ],
)
def test_a_hope_of_its_own_stays_a_target(text, expected):
    assert goals(text) == expected
    assert {target.doubt for target in find_targets(text)} == {""}


@pytest.mark.parametrize(
    ("text", "goal", "doubt"),
    [
        ("增长5%-6%", ">= 5%", "target_range"),
        ("增长5%～6%", ">= 5%", "target_range"),
        ("增长5%至6%", ">= 5%", "target_range"),
        ("完成投资5亿元到6亿元", ">= 5亿元", "target_range"),
        ("失业率控制在5%-6%", "<= 6%", "target_range"),
        ("增长5%左右", "= 5%", "target_about"),
        ("发展百家企业", "= 100家", "target_in_words"),
        ("零事故", "= 0起", "target_in_words"),
    ],
)
def test_what_is_said_roughly_is_asked_about(text, goal, doubt):
    assert goals(text) == [goal]
    assert [target.doubt for target in find_targets(text)] == [doubt]


def test_the_words_of_the_signs_are_those_of_the_forms():
    assert {sign.value: sign.label for sign in Comparator} == SIGNS
    assert aim("<=", Decimal("3.50"), "%") == "不超过 3.5%"
    assert aim("", Decimal(30), "家") == "不少于 30家"


@given(
    st.sampled_from(NOT_LESS + NOT_MORE),
    st.integers(0, 99999),
    st.sampled_from(["家", "%", "亿元", "个百分点", "起"]),
    st.sampled_from(["", "全市企业", "年度重点项目数"]),
)
def test_a_sign_is_never_turned_about(word, number, measure, subject):
    sign = ">=" if word in NOT_LESS else "<="
    assert goals(f"{subject}{word}{number}{measure}。") == [f"{sign} {number}{measure}"]
