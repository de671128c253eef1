"""Manners of other programs in which they write a table: marks, encodings, several lists in one,
hidden parts."""

import csv
import io

import openpyxl
import pytest

from assignments.notices.meaning.read import read_notice, read_text
from tests.notices import documents
from tests.notices.expected import notice_text

ROWS = [
    ["牵头领导", "重点工作", "牵头单位", "配合单位", "备注"],
    [
        "周阳\n市长",
        "1.加快建设,推进改革,完成投资5亿元,做好服务。",
        "市府办",
        "市发改局、市财政局",
        "",
    ],
    [
        "陈威\n常委",
        "2.办好教育,改善民生,建设学校,招聘教师。",
        "市教育局",
        "各乡镇(街道)",
        "",
    ],
]
FACTS = [(1, "周阳", "市府办", 2), (2, "陈威", "市教育局", 1)]


def facts_of(notice) -> list[tuple]:
    return [
        (row.number, row.leader.name, row.lead[0].name, len(row.cooperating))
        for row in notice.rows
    ]


def written(mark: str) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=mark).writerows(ROWS)
    return buffer.getvalue()


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_mark_between_cells_is_told_by_the_headings(mark):
    assert facts_of(read_notice(written(mark).encode("gb18030"), "a.csv")) == FACTS
    assert (
        facts_of(
            read_notice(f"sep={mark}\r\n{written(mark)}".encode("utf-8-sig"), "a.csv")
        )
        == FACTS
    )


def test_a_copied_cell_over_lines_may_be_the_first_of_its_row():
    assert facts_of(read_text(written("\t"))) == FACTS


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32"])
def test_encodings_without_a_mark_and_rare_ones(encoding):
    assert facts_of(read_notice(written("\t").encode(encoding), "a.csv")) == FACTS
    page = (
        "<html><table>"
        + "".join(f"<tr><td>{'<td>'.join(row)}</tr>" for row in ROWS)
        + "</table></html>"
    )
    assert facts_of(read_notice(page.encode(encoding), "a.html")) == FACTS
    assert len(read_notice(notice_text().encode(encoding), "a.txt").rows) == 146


def test_a_stray_zero_byte_is_a_blank():
    assert (
        facts_of(
            read_notice(written(",").replace("投资", "投资\x00").encode(), "a.csv")
        )
        == FACTS
    )


KEY = [
    ["2026年重点工作"],
    ["序号", "工作内容", "牵头单位", "责任单位"],
    ["1", "甲。", "市府办", "市发改局"],
]
LIVELIHOOD = [
    ["2026年民生实事"],
    ["编号", "项目内容", "责任部门"],
    ["1", "乙。", "市教育局"],
]
OTHERS = [["2026年十件实事"], *KEY[1:]]


@pytest.mark.parametrize(
    "second", [LIVELIHOOD, OTHERS], ids=["other headings", "the same headings"]
)
def test_lists_below_each_other_in_one_sheet_each_with_its_kind(second):
    book = openpyxl.Workbook()
    for line in [*KEY, [], *second]:
        book.active.append(line)
    book.active.merge_cells("A1:D1")
    notice = read_notice(documents.saved(book), "a.xlsx")
    assert [(row.kind, row.number, len(row.units)) for row in notice.rows] == [
        ("key", 1, 2),
        ("livelihood", 1, len(second[2]) - 2),
    ]
    assert [row.source.row for row in notice.rows] == [3, 7] and notice.doubts == ()


def test_headings_again_under_another_leader_begin_no_list_of_another_kind():
    lines = [
        ["一、王强市长牵头重点工作"],
        *KEY[1:],
        ["二、李明副市长牵头重点工作"],
        KEY[1],
        ["2", "乙。", "市府办", ""],
    ]
    notice = read_notice("\n".join(",".join(line) for line in lines).encode(), "a.csv")
    assert [(row.number, row.leader.name) for row in notice.rows] == [
        (1, "王强"),
        (2, "李明"),
    ]


def test_columns_without_a_heading():
    counted = "\t重点工作\t责任单位\n1\t甲。\t市府办\n2\t乙。\t市府办"
    assert [row.number for row in read_text("序号" + counted).rows] == [1, 2]
    notice = read_notice(counted.replace("\t", ",").encode(), "a.csv")
    assert [row.number for row in notice.rows] == [1, 2] and notice.doubts == ()
    index = "".join(f"{n}\t{n + 1}.甲{n}。\t市府办\n" for n in range(6))
    notice = read_notice(
        ("\t重点工作\t责任单位\n" + index).replace("\t", ",").encode(), "a.csv"
    )
    assert [doubt.code for doubt in notice.doubts] == ["column_unnamed"]
    assert "第1列没有表头，其中6行的内容" in notice.doubts[0].message


PAGE = (
    "<table><tr><th>牵头领导<th>重点工作<th>责任单位</tr>"
    "<tbody><tr><td rowspan=0>王强市长<td>1.甲。<td><span "
    "style='display: none'>旧</span>市府办</tr>"
    "<tr><td>2.乙。<td>市发改局</tr></tbody>"
    "<tbody><tr><td rowspan=0>李明副市长<td>3.丙。<td>市财政局</tr>"
    "<tr style='DISPLAY:none'><td>9.隐藏的。<td>市统计局</tr></tbody></table>"
)


def test_rowspan_to_the_end_of_a_group_and_what_a_page_does_not_show():
    notice = read_notice(
        f"<html><div hidden>去年的通知</div>{PAGE}</html>".encode(), "a.html"
    )
    assert [(row.number, row.leader.name, row.lead[0].name) for row in notice.rows] == [
        (1, "王强", "市府办"), (2, "王强", "市发改局"), (3, "李明", "市财政局"),
    ]  # fmt: skip
    assert [doubt.code for doubt in notice.doubts] == ["hidden_left_out"]
    assert all(
        text in notice.doubts[0].message for text in ("去年的通知", "隐藏的", "旧")
    )
    by_script = read_notice(
        f"<html><div style='display:none'>{PAGE}</div></html>".encode(), "a.html"
    )
    assert len(by_script.rows) == 4


def test_a_hidden_sheet_is_named_and_one_of_words_to_choose_is_not():
    book = openpyxl.Workbook()
    for line in KEY:
        book.active.append(line)
    for name, lines in (("旧表", KEY), ("选项", [["市府办"], ["市发改局"]])):
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden"
        for line in lines:
            sheet.append(line)
    notice = read_notice(documents.saved(book), "a.xlsx")
    assert len(notice.rows) == 1
    assert [doubt.message for doubt in notice.doubts] == [
        "工作表“旧表”是隐藏的，没有读取；需要时请在 Excel 或 WPS 中取消隐藏后再上传。"
    ]


CHINESE_BOX = """┌──────┬──┬────┬───┐
│工 作 任 务 │分管│责任单位│时限│
│            │领导│        │    │
├──────┼──┼────┼───┤
│加强财税工作│梁强│各县（市│年内│
├──────┤    │、区）政│    │
│△调整支出结│    │府，财政│    │
│构。        │    │局      │    │
├──────┼──┼────┼───┤
│发展教育。  │王明│教育局  │长期│
└──────┴──┴────┴───┘
"""
GRID = """+------+----------+------------+
| 序号 | 重点工作 | 责任单位   |
+======+==========+============+
| 1    | 加快建设 | 市府办、市 |
|      | ，推进。 | 发改局     |
+------+----------+------------+
| 2    | 乙+丙。  | 市财政局   |
+------+----------+------------+
"""


def test_drawn_tables_whose_cells_run_over_lines():
    notice = read_text("2026年政府工作任务分解\n" + CHINESE_BOX)
    assert [
        (row.leader.name, row.text, [unit.name for unit in row.units])
        for row in notice.rows
    ] == [
        ("梁强", "加强财税工作", ["各县（市、区）政府", "财政局"]),
        ("梁强", "△调整支出结构。", ["各县（市、区）政府", "财政局"]),
        ("王明", "发展教育。", ["教育局"]),
    ]
    notice = read_text(GRID)
    assert [
        (row.number, row.text, [unit.name for unit in row.units]) for row in notice.rows
    ] == [
        (1, "加快建设，推进。", ["市府办", "市发改局"]),
        (2, "乙+丙。", ["市财政局"]),
    ]
    assert notice.doubts == ()


def test_names_of_units_broken_over_lines_of_a_cell():
    cells = [
        ["序号", "重点工作", "责任单位"],
        ["1", "甲。", "市财政局、市自然\n资源规划局、\n市住建局\n市教育局"],
    ]
    page = "".join(
        "<tr><td>" + "<td>".join(line).replace("\n", "<br>") + "</tr>" for line in cells
    )
    notice = read_notice(f"<table>{page}</table>".encode(), "a.html")
    assert [unit.name for unit in notice.rows[0].units] == [
        "市财政局",
        "市自然资源规划局",
        "市住建局",
        "市教育局",
    ]


ROWS_BY_BARS = """2026年目标任务分解表
牵头单位
| 目 标 任 务
| 责 任 单 位
|
县政
府办
| 强化行政监督,办好建议提案
| 县直各单位、各乡镇
|
推进依法行政
| 县司法局
|
县发改委
| 生产总值增长6%
| 县统计局
|
固定资产投资增长8%
|
"""
CELLS_BY_END = """2026年主要目标任务分解表
目标任务 |
责任领导 |
牵头单位 |
责任单位 | ||
全县经济社会发展主要目标 |
生产总值增长8% |
王强县长 |
县发改局 |
县统计局、
各乡镇 |
工业增加值增长9% |
李明副县长 |
县经信局 |
县统计局 |
建设制造强县 |
新增智能企业10家。 |
李明副县长 |
县经信局 |
县科技局 |
"""


def test_cells_with_bars_before_or_behind_them_on_lines_of_their_own():
    notice = read_text(ROWS_BY_BARS)
    assert [
        (row.text, row.lead[0].name, [unit.name for unit in row.cooperating])
        for row in notice.rows
    ] == [
        ("强化行政监督,办好建议提案", "县政府办", ["县直各单位", "各乡镇"]),
        ("推进依法行政", "县政府办", ["县司法局"]),
        ("生产总值增长6%", "县发改委", ["县统计局"]),
        ("固定资产投资增长8%", "县发改委", ["县统计局"]),
    ]
    assert [doubt.code for doubt in notice.doubts].count("units_carried_down") == 2
    notice = read_text(CELLS_BY_END)
    assert [
        (row.theme, row.text, row.leader.name, len(row.units)) for row in notice.rows
    ] == [
        ("全县经济社会发展主要目标", "生产总值增长8%", "王强", 3),
        ("全县经济社会发展主要目标", "工业增加值增长9%", "李明", 2),
        ("建设制造强县", "新增智能企业10家。", "李明", 2),
    ]
    assert [doubt.code for doubt in notice.doubts] == ["numbers_assigned"]


def test_what_stands_in_the_column_of_numbers_and_is_none_is_kept():
    notice = read_text(
        "序号\t重点工作\t责任单位\n1-1\t甲。\t市府办\n1-2\t乙。\t市发改局\n"
    )
    assert [(row.number, row.extra) for row in notice.rows] == [
        (1, {"原编号": "1-1"}),
        (2, {"原编号": "1-2"}),
    ]
    assert [doubt.code for doubt in notice.doubts] == ["numbers_assigned"]
