"""Signs of a source as they are shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assignments.rules.punctuation import full_width


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("建设,推进", "建设，推进"),
        ("建设, 推进", "建设， 推进"),
        ("(一)加快建设", "（一）加快建设"),
        ("(1)加快建设", "（1）加快建设"),
        ("浙台(玉环)经贸合作区", "浙台（玉环）经贸合作区"),
        ("能源(LNG)中转", "能源（LNG）中转"),
        ("S226(76省道)玉环", "S226（76省道）玉环"),
        ("（一)加快", "（一）加快"),
        ("(含(一期)工程)", "（含（一期）工程）"),
        ("责任单位:市住建局;市水利局", "责任单位：市住建局；市水利局"),
        ("增长5%,完成投资", "增长5%，完成投资"),
        ("投资1,000万元,增长", "投资1,000万元，增长"),
        ("(玉环),LNG", "（玉环），LNG"),
        ("附件1:玉环", "附件1：玉环"),
        ("完成了吗?", "完成了吗？"),
        ("按期完成.", "按期完成。"),
        ("第一行.\n第二行", "第一行。\n第二行"),
        ("见http://a.cn/x?a=1,2,按此办理", "见http://a.cn/x?a=1,2，按此办理"),
        ("信箱:zhang@a.cn", "信箱：zhang@a.cn"),
    ],
)
def test_chinese_signs_are_full_width(source, shown):
    assert full_width(source) == shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1,000",
        "每日10:30至11:00",
        "比例为1:2",
        "增长2.5%",
        "Research, Development (Phase 2); done: yes.",
        "f(x,y)=a(b+c)",
        "R&D经费",
        "http://a.cn/x(1),2",
        "玛丽.居里",
        "一.推进",
        "等...",
        "建设(推进",
        "建设，推进（一期）。",
    ],
)
def test_numbers_english_addresses_and_formulas_are_left_alone(text):
    assert full_width(text) == text


TEXTS = (
    st.text(st.sampled_from("建设一(),;:.?!（），1 2aB%“”\n/@h"), max_size=40)
    | st.text()
)


@given(TEXTS)
def test_every_sign_stays_in_its_place(text):
    shown = full_width(text)
    assert len(shown) == len(text)
    changed = [(a, b) for a, b in zip(text, shown, strict=True) if a != b]
    assert set(changed) <= set(zip("(),;:?!.", "（），；：？！。", strict=True))


@given(TEXTS)
def test_shown_twice_is_shown_once(text):
    assert full_width(full_width(text)) == full_width(text)


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_a_text_without_chinese_is_left_alone(text):
    assert full_width(text) == text
