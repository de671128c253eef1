"""Sheets of 完成情况, in the formats and headings that units use."""

import io
from decimal import Decimal

import docx
import openpyxl
import pytest

from assignments.notices.files.errors import UnreadableDocument
from assignments.notices.meaning.progress import read_progress
from tests.notices import documents
from tests.notices.expected import DATA

HEADINGS = [
    "序号",
    "重点工作",
    "进展情况",
    "存在问题",
    "下一步打算",
    "累计完成（亿元）",
    "备注",
]
LINES = [
    [
        27,
        "深化“项目大攻坚·擂台大比拼”活动",
        "前三季度完成投资76.5亿元。",
        "用地指标不足",
        "加快报批",
        76.5,
        "",
    ],
    [
        36,
        "实现“小升规”60家。",
        "已完成41家。\n其中三季度12家。",
        "",
        "抓好培育",
        "41家",
        "",
    ],
]


def workbook(headings, lines, title="2021年第三季度重点工作完成情况") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "完成情况"
    sheet.append([title])
    sheet.append(headings)
    for line in lines:
        sheet.append(line)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_excel_sheet():
    sheet = read_progress(workbook(HEADINGS, LINES), "进展.xlsx")
    assert (sheet.year, sheet.quarter) == (2021, 3)
    first, second = sheet.rows
    assert (first.kind, first.number, first.progress) == (
        "key",
        27,
        "前三季度完成投资76.5亿元。",
    )
    assert (first.problems, first.next_steps) == ("用地指标不足", "加快报批")
    assert [(r.label, r.value, r.measure) for r in first.readings] == [
        ("累计完成", Decimal("76.5"), "亿元")
    ]
    assert second.progress == "已完成41家。\n其中三季度12家。"
    assert second.readings[0].value == 41
    assert first.source.to_json() == {"sheet": "完成情况", "row": 3}
    assert sheet.doubts == ()


def test_other_headings_in_another_order():
    headings = [
        "下步工作安排",
        "责任单位",
        "工作内容",
        "编号",
        "目前进展",
        "存在的困难和问题",
    ]
    line = ["加快", "市发改局", "推进", "5", "已开工", "无"]
    row = read_progress(workbook(headings, [line], title="进度表"), "a.xlsx").rows[0]
    assert (row.number, row.text, row.progress, row.problems) == (
        5,
        "推进",
        "已开工",
        "无",
    )
    assert (row.next_steps, row.unit, row.readings) == ("加快", "市发改局", ())


def test_number_in_front_of_the_text_and_livelihood_by_the_title():
    lines = [["3.建设微型便民体育公园10个。", "已建成6个。"]]
    sheet = read_progress(
        workbook(["民生实事项目", "完成情况"], lines, "2021年民生实事"), "a.xlsx"
    )
    assert [(row.kind, row.number, row.text) for row in sheet.rows] == [
        ("livelihood", 3, "建设微型便民体育公园10个。")
    ]


def test_word_table_and_csv():
    document = docx.Document()
    document.add_paragraph("2021年二季度进展")
    table = document.add_table(rows=2, cols=3)
    for column, (heading, text) in enumerate(
        zip(["序号", "工作任务", "推进情况"], ["8", "加快", "完成"], strict=True)
    ):
        table.cell(0, column).text, table.cell(1, column).text = heading, text
    sheet = read_progress(documents.saved(document), "a.docx")
    assert sheet.quarter == 2 and [
        (row.number, row.progress) for row in sheet.rows
    ] == [(8, "完成")]
    sheet = read_progress(
        "序号,重点工作,进展情况\n1,加快,已完成\n".encode("gbk"), "a.csv"
    )
    assert [(row.number, row.progress) for row in sheet.rows] == [(1, "已完成")]


def test_doubts():
    lines = [
        ["", "加快", "完成", "", "", "", ""],
        [9, "加快", "", "", "", "约三成", ""],
        [9, "加快", "完成", "", "", "", ""],
        ["", "", "", "", "", "", ""],
    ]
    sheet = read_progress(workbook(HEADINGS, lines), "a.xlsx")
    assert [doubt.code for doubt in sheet.doubts] == [
        "number_unreadable", "progress_missing", "reading_unreadable", "number_repeated",
    ]  # fmt: skip
    assert "约三成" in sheet.doubts[2].message


def test_a_sheet_without_progress_is_refused_with_advice():
    with pytest.raises(UnreadableDocument, match="进展情况"):
        read_progress(workbook(["序号", "姓名"], [[1, "王"]]), "a.xlsx")


# ---- Figures


@pytest.mark.parametrize(
    ("heading", "cell", "label", "measure", "value"),
    [
        ("固定资产投资（万元）", "350000", "固定资产投资", "万元", "350000"),
        ("投资额（万元，累计）", "35", "投资额", "万元", "35"),
        ("投资额（单位：万元）", "35", "投资额", "万元", "35"),
        ("完成数（截至9月底）", "35", "完成数", "", "35"),
        ("完成数（截至9月底）", "35家", "完成数", "家", "35"),
        ("完成数", "0.5万亩", "完成数", "万亩", "0.5"),
        ("完成数", "0.5万", "完成数", "", "5000"),
        ("增长（%）", "−5%", "增长", "%", "-5"),
        ("增长（%）", "5%", "增长", "%", "5"),
        ("完成数", "（5）", "完成数", "", None),
        ("完成数", "第5,6号地块", "完成数", "", None),
        ("完成数", "约60", "完成数", "", None),
        ("完成数", "35（含在建）", "完成数", "", None),
        ("完成数", "#DIV/0!", "完成数", "", None),
        ("完成数", "33.3333333333333", "完成数", "", "33.3333"),
    ],
)
def test_a_figure_is_read_whole_or_not_at_all(heading, cell, label, measure, value):
    data = workbook(
        ["序号", "重点工作", "进展情况", heading], [[1, "加快", "完成", cell]]
    )
    (reading,) = read_progress(data, "a.xlsx").rows[0].readings
    assert (reading.label, reading.measure, reading.raw) == (label, measure, cell)
    assert reading.value == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("over", "measure"),
    [
        ("单位：万元", "万元"),
        ("（单位：亿元）", "亿元"),
        ("单位：市发改局", ""),
        ("单位：万元、%", ""),
        ("填报单位：市发改局", ""),
    ],
)
def test_the_measure_over_the_whole_table(over, measure):
    book = openpyxl.Workbook()
    for line in [
        ["2021年第三季度"],
        [over],
        ["序号", "重点工作", "进展情况", "投资额", "企业（家）"],
        [1, "加快", "完成", 35, 2],
    ]:
        book.active.append(line)
    (row,) = read_progress(documents.saved(book), "a.xlsx").rows
    assert [reading.measure for reading in row.readings] == [measure, "家"]


def test_errors_of_formulas_are_seen_and_not_taken_for_words():
    data = (DATA / "progress-errors.xlsx").read_bytes()
    assert [row.readings[0].raw for row in read_progress(data, "a.xlsx").rows] == [
        "#DIV/0!",
        "3",
    ]
    lines = [["1", "加快", "#REF!", "无", "", "", ""]]
    sheet = read_progress(workbook(HEADINGS, lines), "a.xlsx")
    assert (sheet.rows[0].progress, sheet.rows[0].problems) == ("", "无")
    assert [doubt.code for doubt in sheet.doubts] == ["progress_missing", "error_value"]
    assert "#REF!" in sheet.doubts[1].message
