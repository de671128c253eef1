"""Tables whose columns stand below each other by blanks alone, and lines with blanks between. All
made up."""

import pytest

from assignments.notices.meaning.read import read_text
from tests.notices.row_lines import codes, row_lines

DRAWN = """            2026年市政府重点工作任务分解表

序号    重点工作                  牵头领导    牵头单位        配合单位
 1      加快建设跨海大桥，年内    王强        市住建局        市财政局
        完成投资3亿元。           副市长                      市发改局
 2      推进 5G 基站建设。        李明        市经信局        各乡镇
                                  副市长      市大数据局
                              - 1 -
序号    重点工作                  牵头领导    牵头单位        配合单位
 3      招商引资。                李明        市商务局        市自然资源和
                                  副市长                      规划局
"""
ROWS = [
    "k1 王强 加快建设跨海大桥，年内完成投资3亿元。 市住建局>市财政局、市发改局",
    "k2 李明 推进 5G 基站建设。 市经信局、市大数据局>各乡镇",
    "k3 李明 招商引资。 市商务局>市自然资源和规划局",
]


def test_columns_that_are_drawn_below_each_other():
    notice = read_text(DRAWN)
    assert row_lines(notice) == ROWS and codes(notice) == []
    assert "- 1 -" in [outside.text for outside in notice.outside]
    assert notice.plan.title == "2026年市政府重点工作任务分解表"


def columned(*rows: str, starts=(0, 6, 22, 30, 38)) -> str:
    """Cells between bars at these places, each character one place wide, as pdftotext counts."""
    lines = []
    for row in rows:
        line = ""
        for start, cell in zip(starts, row.split("|"), strict=False):
            line = line.ljust(start) + cell if cell else line
        lines.append(line)
    return "\n".join(lines) + "\n"


HEADS = "序号|重点工作|牵头领导|牵头单位|配合单位"
FIRST = (
    "1|加快建设跨海大桥，年内|王强|市住建局|市财政局",
    "|完成投资3亿元。|副市长||市发改局",
)
SECOND = ("2|推进基站建设。|李明|市经信局|各乡镇", "||副市长|市大数据局|")


def test_columns_where_each_character_takes_one_place():
    assert row_lines(read_text(columned(HEADS, *FIRST, *SECOND))) == [
        ROWS[0],
        "k2 李明 推进基站建设。 市经信局、市大数据局>各乡镇",
    ]


def test_a_page_without_headings_and_with_columns_missing():
    page = columned("1|修路。|王强|市交通局|市财政局", "|||市公路局|").rstrip()
    rest = columned("2|种树。|市林业局", "|挖河。|市水利局", starts=(0, 4, 20)).rstrip()
    notice = read_text(f"{columned(HEADS)}{page}\n\x0c{rest}\n")
    assert row_lines(notice)[0] == "k1 王强 修路。 市交通局、市公路局>市财政局"
    assert (
        codes(notice)[-1] == "lines_unread"
    )  # of two columns of units nobody knows which is missing
    assert {"种树。" in outside.text for outside in notice.outside} == {True, False}


CENTRED = (
    "|加快建设跨海大桥，|||市财政局",
    "1|年内完成投资3亿元，|王强|市住建局|市发改局",
    "|打通两岸||",
    "|推进基站建设，||市经信局|",
    "2|覆盖各乡镇|李明|市大数据局|各乡镇",
)


def test_rows_of_which_nobody_can_say_where_they_begin_are_asked_for():
    notice = read_text(columned(HEADS, *CENTRED))
    assert notice.rows == () and sorted(codes(notice)) == [
        "rows_missing",
        "rows_unsure",
    ]
    apart = read_text(columned(HEADS, "", *CENTRED[:3], "", *CENTRED[3:]))
    assert [row.text for row in apart.rows] == [
        "加快建设跨海大桥，年内完成投资3亿元，打通两岸",
        "推进基站建设，覆盖各乡镇",
    ]
    assert [len(row.units) for row in apart.rows] == [3, 3]


def test_leaders_in_the_middle_of_the_rows_they_share():
    rows = (
        "1|建桥。||市住建局|市财政局",
        "2|修路。|王强|市交通局|市财政局",
        "3|种树。||市林业局|市财政局",
    )
    notice = read_text(columned(HEADS, *rows))
    assert [row.leader for row in notice.rows] == [None, None, None]
    assert "leaders_float" in codes(notice) and "leader_missing" not in codes(notice)


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("1 加快 建桥 市住建局 市财政局", "加快 建桥 市住建局>市财政局"),
        ("1  加快 建桥  市住建局  市财政局", "加快 建桥 市住建局>市财政局"),
        ("1 种树 市林业局", "种树 市林业局>"),
    ],
)
def test_blanks_between_cells_and_inside_the_text(row, wanted):
    notice = read_text(
        f"序号 重点工作 牵头单位 配合单位\n{row}\n2 修路 市交通局 市财政局\n"
    )
    assert row_lines(notice) == [f"k1 - {wanted}", "k2 - 修路 市交通局>市财政局"]


def test_more_units_than_columns_are_assumed():
    notice = read_text(
        "序号 重点工作 牵头单位 配合单位\n1 建桥 市住建局 "
        "市财政局 市发改局\n2 修路 市交通局 市财政局\n"
    )
    assert row_lines(notice) == [
        "k1 - 建桥 市住建局>市财政局、市发改局~",
        "k2 - 修路 市交通局>市财政局~",
    ]
