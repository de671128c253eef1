"""Who is in charge said in whole words, on lines of their own or over the ends of lines. All made up."""

import pytest

from assignments.notices.read import read_text
from tests.notices.told import codes, said

OTHER = "\n2.修路。\n责任单位：市交通局\n"


@pytest.mark.parametrize(
    ("item", "wanted"),
    [
        ("建桥。\n（市住建局牵头，各乡（镇）、街道配合）", "建桥。 市住建局>各乡（镇）、街道"),
        ("建桥。\n市住建局牵头\n各乡（镇）、街道配合", "建桥。 市住建局>各乡（镇）、街道"),
        ("建桥。由市住建局牵头、\n各乡镇配合。", "建桥。 市住建局>各乡镇"),
        ("加快建桥，由市住建局牵头，\n各乡镇配合。", "加快建桥 市住建局>各乡镇"),
        ("发展养老，鼓励老人参与。\n责任单位：市民政局", "发展养老，鼓励老人参与。 市民政局>"),
    ],
)
def test_duties_in_words(item, wanted):
    notice = read_text(f"2026年重点工作\n1.{item}{OTHER}")
    assert said(notice) == [f"k1 - {wanted}", "k2 - 修路。 市交通局>"]
    assert codes(notice) == []


@pytest.mark.parametrize("bracket", ["（{}）", "{}"])
def test_only_those_who_help(bracket):
    notice = read_text(f"2026年重点工作\n1.建桥。\n{bracket.format('各乡（镇）、街道配合')}{OTHER}")
    assert said(notice)[0] == "k1 - 建桥。 >各乡（镇）、街道"
    assert codes(notice) == ["lead_missing"]


def test_units_whose_sections_only_say_that_they_lead():
    notice = read_text("2026年重点工作\n市发改局牵头\n1.建桥。\n2.修路。\n市住建局牵头\n3.种树。\n4.挖河。\n")
    assert [(row.lead[0].name, row.theme) for row in notice.rows[1:3]] == [
        ("市发改局", "市发改局"),
        ("市住建局", "市住建局"),
    ]
    assert len(notice.rows) == 4 and codes(notice) == ["units_of_headings"]


@pytest.mark.parametrize("carries", ["", "牵头领导：陈华市长\n"])
def test_who_watches_carries_where_nobody_else_is_named(carries):
    watches = "督办领导：王强副市长\n责任单位：市住建局\n"
    notice = read_text(f"2026年重点工作\n1.建桥。\n{carries}{watches}2.修路。\n{carries}{watches}")
    assert [row.leader.name for row in notice.rows] == ["陈华" if carries else "王强"] * 2
    assert [row.extra for row in notice.rows] == [{"督办领导": "王强副市长"} if carries else {}] * 2


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("现将2026年全市重点工作任务分解方案印发给你们", None),
        ("为贯彻落实市政府关于印发2026年重点工作责任分工方案\n的要求，现将任务分解如下：", None),
        ("各区县：\n2026年政府工作报告提出了全年工作任务，现分解到各部门，请抓好落实。", None),
        ("2026年为民办实事项目责任分工方案", "2026年为民办实事项目责任分工方案"),
    ],
)
def test_a_sentence_of_the_letter_is_no_title(head, title):
    assert read_text(f"{head}\n1.建桥。\n责任单位：市住建局{OTHER}").plan.title == title
