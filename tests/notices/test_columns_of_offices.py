"""Columns of departments' own lists, of leaders with their duties, of numbers in many hands."""

import pytest

from assignments.notices.meaning.read import read_notice
from tests.notices.pages import page
from tests.notices.row_lines import codes, row_lines

TITLE = "2026年重点工作"


def read(*rows: str):
    return read_notice(page(*rows, before=TITLE), "a.html")


@pytest.mark.parametrize(
    "heading",
    [
        "责任科室",
        "承办处室",
        "责任站所",
        "责任办（所）",
        "包保单位",
        "承接单位",
        "业主单位",
        "主管部门",
        "建设单位",
    ],
)
def test_who_carries_it_in_lists_of_departments_and_towns(heading):
    notice = read(f"序号|重点工作|{heading}", "1|建桥。|党政办公室、财政所")
    assert (
        row_lines(notice) == ["k1 - 建桥。 党政办公室>财政所~"] and codes(notice) == []
    )


def test_such_a_column_beside_one_of_units_stays_with_the_rows():
    notice = read("序号|重点工作|责任单位|责任科室", "1|建桥。|市住建局|规划科")
    assert row_lines(notice) == ["k1 - 建桥。 市住建局>"] and notice.rows[0].extra == {
        "责任科室": "规划科"
    }
    notice = read("序号|重点工作|牵头科室|配合科室", "1|建桥。|建设办公室|财政所")
    assert row_lines(notice) == ["k1 - 建桥。 建设办公室>财政所"]


def test_columns_nobody_knows_in_one_doubt_and_the_usual_ones_in_none():
    usual = "完成时限|联系电话|一季度|下半年计划"
    notice = read(
        f"序号|重点工作|责任单位|{usual}|亮点|颜色", "1|建桥。|市住建局|6月|1|2|3|4|5"
    )
    assert [doubt.message for doubt in notice.doubts] == [
        "表中有列不认识（“亮点”、“颜色”），已随各项保留，请确认是否需要。"
    ]
    assert list(notice.rows[0].extra) == [
        "完成时限",
        "联系电话",
        "一季度",
        "下半年计划",
        "亮点",
        "颜色",
    ]


def test_a_list_without_units_is_asked_about_once():
    notice = read("序号|重点工作|牵头领导", "1|建桥。|王强市长", "2|修路。|王强市长")
    assert codes(notice) == ["column_missing"]


@pytest.mark.parametrize(
    ("cell", "leaders", "asked"),
    [
        ("刘洋等", "刘洋", ["leaders_not_all"]),
        ("王明副市长等市领导", "王明", ["leaders_not_all"]),
        ("王明牵头，李强配合", "王明+李强(s)", []),
        ("王明（总牵头）、李强、陈伟", "王明+李强(j)+陈伟(j)", []),
        ("王明市长牵头，李强副市长会同", "王明+李强(j)", []),
        ("见附件", "-", ["leader_unreadable"]),
    ],
)  # fmt: skip
def test_leaders_with_what_each_does(cell, leaders, asked):
    notice = read("序号|重点工作|牵头领导|责任单位", f"1|建桥。|{cell}|市住建局")
    assert (row_lines(notice), codes(notice)) == (
        [f"k1 {leaders} 建桥。 市住建局>"],
        asked,
    )


@pytest.mark.parametrize(
    "numbers",
    [
        ("（1）", "（2）"),
        ("①", "②"),
        ("⑴", "⑵"),
        ("一", "二"),
        ("第1项", "第2项"),
        ("No.1", "No.2"),
        ("1号", "2号"),
    ],
)
def test_numbers_of_many_hands(numbers):
    first, second = numbers
    notice = read(
        "序号|重点工作|责任单位",
        f"{first}|建桥。|市住建局",
        f"{second}|修路。|市交通局",
    )
    assert [row.number for row in notice.rows] == [1, 2] and codes(notice) == []


def test_the_same_as_above():
    rows = (
        "1|建桥。|王强市长|市住建局|市财政局",
        "2|修路。|同上|市交通局|同上",
        "3|修堤。|〃|同上|市水利局",
    )
    notice = read("序号|重点工作|牵头领导|牵头单位|配合单位", *rows)
    assert [row.leader.name for row in notice.rows] == ["王强"] * 3 and codes(
        notice
    ) == []
    units = ["市住建局>市财政局", "市交通局>市财政局", "市交通局>市水利局"]
    assert [line.split()[-1] for line in row_lines(notice)] == units


def test_headings_of_which_the_office_is_the_only_other_one():
    notice = read("工作任务|责任科室", "1.建桥。|党政办公室", "2.修路。|财政所")
    assert (
        row_lines(notice) == ["k1 - 建桥。 党政办公室>", "k2 - 修路。 财政所>"]
        and codes(notice) == []
    )
