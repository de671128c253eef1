"""Characters that are rare, copied, private or not to be seen, in the documents that hold them."""

import pytest

from assignments.notices.meaning.read import read_notice
from tests.notices.expected import DATA
from tests.notices.row_lines import codes, row_lines


def test_leaders_with_rare_characters_keep_their_tasks():
    notice = read_notice((DATA / "rare-leaders.xlsx").read_bytes(), "a.xlsx")
    assert [row.leader.name for row in notice.rows] == [
        "刘㛃",
        "王𠮷",
        "李\ue863",
        "刘㛃",
        "王䶮",
    ]
    assert codes(notice) == ["characters_private"]
    assert (
        "“李\ue863”" in notice.doubts[0].message
        and "可能是“䶮”" in notice.doubts[0].message
    )
    assert notice.doubts[0].number == 3


def test_radicals_of_a_pdf_copy_are_characters():
    notice = read_notice((DATA / "kangxi.xlsx").read_bytes(), "a.xlsx")
    assert codes(notice) == []
    assert row_lines(notice) == [
        "k1 周阳 推进水利工程建设，完成投资3亿元。 市水利局>市民政局、市金融办",
        (
            "k2 蔡木贵 建设高标准农田2000亩，新增就业岗位1万个。"
            " 市人力社保局>市自然资源规划局、市文化和广电旅游体育局"
        ),
    ]


TEXT = (
    "2031年{sign}重点工作\n序号\t重点{sign}工作\t责任单位\n1\t建{sign}桥，"
    + "早日建成，" * 40
    + "方便群众。\t市{sign}住建局\n"
)


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.html"])
@pytest.mark.parametrize(
    "sign", ["\u202e", "\ufffe", "\u200b", "\ufdd0", "\x01", "\x7f", "\u2066"]
)
def test_signs_that_nobody_sees_are_in_no_reading(name, sign):
    text = TEXT.format(sign=sign)
    if name == "a.csv":
        text = text.replace("\t", ",")
    if name == "a.html":
        rows = [f"<tr><td>{line}</td></tr>" for line in text.splitlines()[1:]]
        text = "<table>" + "".join(rows).replace("\t", "</td><td>") + "</table>"
    notice = read_notice(text.encode(), name)
    assert [(row.text[:3], row.lead[0].name) for row in notice.rows] == [
        ("建桥，", "市住建局")
    ]
