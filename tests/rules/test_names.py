"""One spelling for names: what is the same, what stays apart, what is a note."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assignments.rules.names import (
    fold,
    is_title,
    leader_key,
    looks_like_person,
    narrow,
    split_leader,
    split_note,
    unit_key,
)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("市发改局", "发改局"),
        ("玉环市发展和改革局", "市发展改革局"),
        ("市自然资源规划局", "市自然资源和规划局"),
        ("浙台(玉环)经贸合作区", "浙台（玉环）经贸合作区"),
        ("市“五水共治”办", "市五水共治办公室"),
        ("市统计局(数据监测)", "市统计局"),
        ("市市场监管局", "市场监管局"),
        ("县发改局", "天台县发改局"),
        ("LNG专班", "ＬＮＧ 专班"),
        ("市人民政府办公室", "市人民政府办"),
    ],
)
def test_same_unit(first, second):
    assert unit_key(first) == unit_key(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("市发改局", "市发展和改革局"),
        ("市委办", "市府办"),
        ("市委宣传部", "市委统战部"),
        ("市场监管局", "市监管局"),
        ("省发改委", "市发改委"),
        ("市城市更新与发展中心", "市发展中心"),
        ("滨海新区管委会", "管委会"),
        ("各乡镇", "各乡镇(街道)"),
        ("市", "县"),
    ],
)
def test_different_units(first, second):
    assert unit_key(first) != unit_key(second)


@pytest.mark.parametrize(
    ("written", "name", "note"),
    [
        ("市统计局(数据监测)", "市统计局", "数据监测"),
        ("市统计局（数据监测）", "市统计局", "数据监测"),
        ("各乡镇(街道)", "各乡镇(街道)", ""),
        ("乡镇(街道)", "乡镇(街道)", ""),
        ("各县(市、区)政府", "各县(市、区)政府", ""),
        ("浙台(玉环)经贸合作区", "浙台(玉环)经贸合作区", ""),
        ("S22676省道)推进小组", "S22676省道)推进小组", ""),
        (" 市教育局 ", "市教育局", ""),
        ("市教育局()", "市教育局()", ""),
    ],
)
def test_note_in_brackets(written, name, note):
    assert split_note(written) == (name, note)


@pytest.mark.parametrize(
    ("written", "name", "title"),
    [
        ("周阳市长", "周阳", "市长"),
        ("柯寿建 常务副市长", "柯寿建", "常务副市长"),
        ("柯寿建\n常务副市长", "柯寿建", "常务副市长"),
        ("柯寿建常务", "柯寿建", "常务"),
        ("卢小春副书记", "卢小春", "副书记"),
        ("市委常委、副市长 李明", "李明", "市委常委、副市长"),
        ("李明市委常委、副市长", "李明", "市委常委、副市长"),
        ("张三(副县长)", "张三", "副县长"),
        ("阿不都·热合曼副县长", "阿不都·热合曼", "副县长"),
    ],
)
def test_leader_and_title(written, name, title):
    assert split_leader(written) == (name, title)
    assert leader_key(written) == name


@pytest.mark.parametrize(
    "text",
    ["市发改局", "常务副市长", "市长", "市考核办", "各单位", "", "金加树", "市妇联"],
)
def test_no_leader_with_a_title(text):
    assert split_leader(text) is None


def test_titles_and_bare_names():
    assert (
        is_title("市委副书记、市长")
        and is_title("副 市 长")
        and not is_title("周阳市长")
    )
    assert (
        looks_like_person("金加树")
        and not looks_like_person("市府办")
        and not looks_like_person("加快")
    )
    assert leader_key("周 阳") == "周阳"


@given(st.text(max_size=40))
def test_keys_are_stable_and_never_crash(text):
    assert fold(fold(text)) == fold(text)
    assert len(narrow(text)) == len(text)
    unit_key(text), leader_key(text), split_leader(text)
    name, note = split_note(text)
    assert name in text and note in text


@given(st.text(alphabet="市县区发改局委办公室和(街道)“”各玉环", max_size=14))
def test_width_quotes_and_blanks_never_part_a_unit(text):
    wide = (
        text.replace("(", "（").replace(")", "）").replace("“", "「").replace("”", "」")
    )
    assert unit_key(wide) == unit_key(text)
    assert unit_key(" ".join(text)) == unit_key(text)
