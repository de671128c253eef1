"""What is struck through is left out, and named with its place."""

import io

import docx
import openpyxl
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from openpyxl.styles import Font

from assignments.notices.files.excel import from_sheets
from assignments.notices.meaning.read import read_notice
from tests.notices import documents
from tests.notices.expected import DATA
from tests.notices.row_lines import row_lines

HEAD = ["序号", "重点工作", "责任单位"]


def named(notice) -> list[str]:
    return [
        f"{doubt.source.where()}：{doubt.message}"
        for doubt in notice.doubts
        if doubt.code == "struck_left_out"
    ]


GONE = "已划掉（有删除线），没有读取，请核对。"


def test_a_new_excel_file():
    notice = read_notice((DATA / "strike.xlsx").read_bytes(), "a.xlsx")
    assert row_lines(notice) == ["k1 周阳 推进建设，完成投资6亿元。 市经信局>市财政局"]
    row = "A4“2”、B4“整行划掉的任务，完成投资9亿元。”、C4“市发改局”、D4“市财政局”、E4“周阳”"
    assert named(notice) == [
        f"工作表“Sheet1”第3行：B3“3”、C3“市发改局”{GONE}",
        f"工作表“Sheet1”第4行：{row}{GONE}",
    ]


def test_an_old_excel_file_its_dates_and_figures():
    notice = read_notice((DATA / "old-excel-looks.xls").read_bytes(), "a.xls")
    assert row_lines(notice) == [
        "k1 - 完成投资6亿元。 市经信局>",
        "k3 - 修路。 市交通局>",
    ]
    assert [row.extra for row in notice.rows] == [
        {"完成时限": "2031年9月", "完成率": "6.5%"},
        {"完成时限": "9月30日", "完成率": "-6.5%"},
    ]
    assert [text[: text.index("：")] for text in named(notice)] == [
        "工作表“重点工作”第3行",
        "工作表“重点工作”第4行",
    ]


def test_many_rows_are_named_together(monkeypatch):
    monkeypatch.setattr(from_sheets, "_MOST_STRUCK", 2)
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["2031年重点工作"],
        HEAD,
        *([n, "建桥。", "市住建局"] for n in range(1, 6)),
    ):
        sheet.append(row)
    for place in ("B3", "B4", "B5", "B6"):
        sheet[place].font = Font(strike=True)
    doubts = named(read_notice(documents.saved(book), "a.xlsx"))
    assert doubts[2:] == [f"工作表“Sheet”第5行：第5—6行中另有2行的文字{GONE}"]


def test_a_font_that_says_it_is_not_struck_is_not():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["2031年重点工作"], HEAD, [1, "建桥。", "市住建局"]):
        sheet.append(row)
    sheet["B3"].font = Font(strike=False)
    notice = read_notice(documents.saved(book), "a.xlsx")
    assert row_lines(notice) == ["k1 - 建桥。 市住建局>"] and not named(notice)


# ---- Word


def table_of(document: Document, *rows: list[str]):
    table = document.add_table(rows=0, cols=3)
    for texts in (HEAD, *rows):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    return table


def read(document: Document):
    stream = io.BytesIO()
    document.save(stream)
    return read_notice(stream.getvalue(), "a.docx")


def test_tracked_changes_and_strikes_of_a_word_file():
    notice = read_notice((DATA / "revisions.docx").read_bytes(), "a.docx")
    assert notice.rows[2].text == "推进建设，完成投资6亿元。"
    assert named(notice) == [f"第1个表格第4行：“已划掉的内容”、“3”{GONE}"]


def by_run(document, run):
    run.font.strike = True


def by_two_lines(document, run):
    run.font.double_strike = True


def by_style(document, run):
    below = document.styles.add_style("划掉", WD_STYLE_TYPE.CHARACTER)
    below.font.strike = True
    style = document.styles.add_style("划掉二", WD_STYLE_TYPE.CHARACTER)
    style.base_style = below
    run.style = style


def by_paragraph(document, run):
    style = document.styles.add_style("作废", WD_STYLE_TYPE.PARAGRAPH)
    style.font.strike = True
    run._parent.style = style
    for other in run._parent.runs:
        other.font.strike = None if other.text == run.text else False


@pytest.mark.parametrize("strike", [by_run, by_two_lines, by_style, by_paragraph])
def test_ways_to_strike_in_word(strike):
    document = docx.Document()
    document.add_paragraph("2031年重点工作")
    table = table_of(document, ["1", "", "市住建局"])
    paragraph = table.cell(1, 1).paragraphs[0]
    paragraph.add_run("完成投资")
    run = paragraph.add_run("3")
    paragraph.add_run("6亿元。")
    strike(document, run)
    notice = read(document)
    assert row_lines(notice) == ["k1 - 完成投资6亿元。 市住建局>"]
    assert named(notice) == [f"第1个表格第2行：“3”{GONE}"]


def test_a_struck_row_and_line_of_a_word_file():
    document = docx.Document()
    document.add_paragraph("2031年重点工作")
    document.add_paragraph().add_run("此件作废。").font.strike = True
    table = table_of(document, ["1", "建桥。", "市住建局"], ["2", "修路。", "市交通局"])
    for cell in table.rows[2].cells:
        cell.paragraphs[0].runs[0].font.strike = True
    notice = read(document)
    assert row_lines(notice) == ["k1 - 建桥。 市住建局>"]
    assert "此件作废" not in "".join(line.text for line in notice.outside)
    assert sorted(named(notice)) == [
        f"第1个表格第3行：“2”、“修路。”、“市交通局”{GONE}",
        f"第1行：“此件作废。”{GONE}",
    ]


# ---- pages

PAGE = """<html><meta charset=utf-8><body><p>2031年重点工作</p><p>说明<s>旧的</s>新的</p><table>
<tr><td>序号</td><td>重点工作</td><td>责任单位</td></tr>
<tr><td>1</td><td>完成投资<del>3</del>6亿元。</td><td>
<span style="text-decoration: line-through">市发改局</span>市经信局</td></tr>
<tr style="text-decoration-line:line-through"><td>2</td><td>建桥。</td><td>市住建局</td></tr>
<tr><td>3</td><td><strike>拓<b>宽</b></strike>修路。</td><td>市交通局</td></tr></table></body></html>"""


def test_a_saved_page():
    notice = read_notice(PAGE.encode(), "a.html")
    assert row_lines(notice) == [
        "k1 - 完成投资6亿元。 市经信局>",
        "k3 - 修路。 市交通局>",
    ]
    assert "说明新的" in [line.text for line in notice.outside]
    assert sorted(named(notice)) == [
        f"第1个表格第2行：“3”、“市发改局”{GONE}",
        f"第1个表格第3行：“2”、“建桥。”、“市住建局”{GONE}",
        f"第1个表格第4行：“拓宽”{GONE}",
        f"第2行：“旧的”{GONE}",
    ]
