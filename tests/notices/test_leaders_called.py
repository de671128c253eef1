"""A leader who is called by surname and title is read as written, wherever leaders stand; who it
is, a person says."""

import pytest

from assignments.notices.words.leaders import (
    co_leaders,
    co_leaders_in_column,
    heading_leaders,
    leaders_in_cell,
    leaders_in_column,
)
from assignments.rules.names import addressed, looks_like_person, split_leader


@pytest.mark.parametrize(
    ("text", "surname", "title"),
    [
        ("张市长", "张", "市长"),
        ("李副市长", "李", "副市长"),
        ("王书记", "王", "书记"),
        ("陈主任", "陈", "主任"),
        ("赵常委", "赵", "常委"),
        ("张 市 长", "张", "市长"),
        ("张\u200b市长", "张", "市长"),
        ("李市委书记", "李", "市委书记"),
        ("陈党组书记", "陈", "党组书记"),
        ("张常务副市长", "张", "常务副市长"),
        ("欧阳市长", "欧阳", "市长"),
        ("王局", "王", "局"),
        ("李副县", "李", "副县"),
        ("张市长(挂职)", "张", "市长(挂职)"),
        ("张副书记、副市长", "张", "副书记、副市长"),
    ],
)
def test_called(text, surname, title):
    assert addressed(text) == (surname, title)
    assert split_leader(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "周阳市长",
        "周阳",
        "市长",
        "常务副市长",
        "分管副市长",
        "各县长",
        "党组成员",
        "董事长",
        "管委会主任",
        "陈镇",
        "市",
        "",
    ],
)
def test_not_called(text):
    assert addressed(text) is None


def test_a_name_with_a_title_is_still_one():
    assert split_leader("周阳市长") == ("周阳", "市长") and looks_like_person("陈镇")


@pytest.mark.parametrize(
    "text",
    ["张市长、李副市长", "张市长\n李副市长", "张市长 李副市长", "张市长，李副市长"],
)
def test_in_a_cell(text):
    assert [leader.name for leader in leaders_in_column(text)] == ["张市长", "李副市长"]
    assert [leader.name for leader in leaders_in_cell(text)] == ["张市长", "李副市长"]


def test_beside_names():
    named = [
        (leader.name, leader.title)
        for leader in leaders_in_column("周阳 市长 李副市长")
    ]
    assert named == [("周阳", "市长"), ("李副市长", None)]


@pytest.mark.parametrize(
    ("remark", "named"),
    [
        ("该项工作会同张市长共同完成", ["张市长"]),
        ("配合李副市长、卢小春副书记", ["李副市长", "卢小春"]),
        ("该项工作会同孙群常委、赵常委共同完成。", ["孙群", "赵常委"]),
    ],
)
def test_in_a_remark(remark, named):
    assert [leader.name for leader in co_leaders(remark)] == named


def test_in_a_column_of_helpers():
    helpers = co_leaders_in_column("李副市长（会同）、赵常委")
    assert [(leader.name, leader.role) for leader in helpers] == [
        ("李副市长", "jointly"),
        ("赵常委", "supporting"),
    ]


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("一、张市长牵头重点工作", "张市长"),
        ("李副市长负责的工作（5项）", "李副市长"),
        ("张市长", "张市长"),
        ("（二）欧阳书记牵头的重点工作", "欧阳书记"),
        ("王书记领办", "王书记"),
    ],
)
def test_in_headings_and_names_of_sheets(heading, name):
    assert [leader.name for leader in heading_leaders(heading)] == [name]
