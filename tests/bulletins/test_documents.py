"""The files: official layout, nothing executed, the same bytes for the same content."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from openpyxl import load_workbook

from assignments.bulletins import docx, package, xlsx
from assignments.bulletins.layout import PrintedBulletin, blocks


@pytest.fixture
def sheet(content, words):
    return PrintedBulletin(
        content,
        words,
        "关于二季度的通报",
        "督通〔2021〕37号",
        date(2021, 7, 20),
        "玉环市人民政府办公室文件",
    )


@pytest.fixture
def document(sheet):
    return Document(io.BytesIO(docx.document(sheet)))


def test_every_block_is_in_the_word_file(sheet, document):
    told = [block.text for block in blocks(sheet) if block.kind != "table"]
    assert [
        paragraph.text for paragraph in document.paragraphs if paragraph.text
    ] == told


def test_the_page_is_laid_out_as_the_standard_says(document):
    page = document.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]
    lines = {
        p.paragraph_format.line_spacing
        for p in document.paragraphs
        if p.text.startswith("根据")
    }
    assert [round(line.pt, 2) for line in lines] == [28.95]


@pytest.mark.parametrize(
    "start, font, size",
    [
        ("玉环市人民政府办公室文件", "方正小标宋简体", 36),
        ("关于二季度的通报", "方正小标宋简体", 22),
        ("根据", "仿宋_GB2312", 16),
        ("一、", "黑体", 16),
        ("附件1", "黑体", 16),
        ("共4项（", "楷体_GB2312", 12),
    ],
)
def test_fonts_of_chinese_characters(document, start, font, size):
    paragraph = next(p for p in document.paragraphs if p.text.startswith(start))
    run = paragraph.runs[0]
    assert run._r.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")) == font
    assert run.font.size == Pt(size)


def test_pages_are_numbered_between_dashes(document):
    footer = document.sections[0].footer.paragraphs[0]
    assert footer.text == "—  —" and "PAGE" in footer._p.xml


def test_tables_repeat_their_head_and_keep_rows_whole(sheet, document):
    rows = [block.rows for block in blocks(sheet) if block.kind == "table"]
    assert [
        [cell.text for cell in row.cells] for row in document.tables[0].rows
    ] == rows[0]
    for table in document.tables:
        heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert heads == [True, *[False] * (len(heads) - 1)]
        assert all(
            row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows
        )


def test_the_red_head_is_optional(sheet, document):
    assert document.paragraphs[0].runs[0].font.color.rgb is not None
    bare = Document(
        io.BytesIO(docx.document(PrintedBulletin(sheet.content, sheet.words, "通报")))
    )
    assert bare.paragraphs[0].text == "通报"


def test_the_signature_never_stands_alone_on_a_page(document):
    """The last words, the list of annexes and the signature hold together."""
    told = [paragraph for paragraph in document.paragraphs if paragraph.text]
    at = next(i for i, p in enumerate(told) if p.text.startswith("附件："))
    kept = [bool(p.paragraph_format.keep_with_next) for p in told[at - 1 : at + 4]]
    assert kept == [True, True, True, True, False] and "7月20日" in told[at + 3].text


@pytest.mark.parametrize(
    "head, size",
    [
        ("督查通报", 36),
        ("玉环市人民政府办公室文件", 36),
        ("中共玉环市委、玉环市人民政府督查室文件", 23),
        ("长" * 60, 22),
    ],
)
def test_the_red_head_stands_on_one_line(head, size):
    """156 mm are 442 points."""
    assert docx.head_size(head) == Pt(size) and (size == 22 or size * len(head) <= 442)


@pytest.mark.parametrize(
    "signature, left, right",
    [
        (
            "玉环市委市政府督查室",
            40,
            64,
        ),  # 160 wide, the date 112: the date four characters from the edge
        ("督查室", 96, 64),
        (
            "中共玉环市委玉环市人民政府督查室",
            32,
            104,
        ),  # wider than there is room for: it pushes the date in
    ],
)
def test_the_signature_is_centred_above_the_date(sheet, signature, left, right):
    sheet.words["signature"] = signature
    indents = docx.signing_indents(replace(sheet, issued_on=date(2021, 11, 29)))
    assert [round(indent.pt) for indent in indents] == [left, right]
    signed, dated = docx.width_of(signature), docx.width_of("2021年11月29日")
    assert indents[0].pt + signed / 2 == indents[1].pt + dated / 2


def test_two_lines_are_left_below_the_red_head_and_below_its_line(document):
    rooms = [
        paragraph.paragraph_format.space_before
        for paragraph in document.paragraphs[1:3]
    ]
    assert [room.pt for room in rooms] == [57.9, 57.9]


def test_a_row_of_the_excel_annex_is_as_high_as_its_longest_text():
    """Not every program finds out by itself; 52 half-width letters go into the second column."""
    assert (
        xlsx.height(["1", "字" * 25, "", "", ""])
        == xlsx.height(["1", "x", "", "", ""])
        == 20
    )
    assert (
        xlsx.height(["1", "字" * 26, "", "", ""])
        == xlsx.height(["1", "一\n二", "", "", ""])
        == 34
    )
    assert xlsx.height(["1", "字" * 9999, "", "", ""]) == 409


@pytest.mark.parametrize("make", [docx.document, xlsx.workbook])
def test_same_content_same_bytes(sheet, make):
    first = make(sheet)
    assert make(sheet) == first
    with zipfile.ZipFile(io.BytesIO(first)) as found:
        assert {info.date_time for info in found.infolist()} == {package.EPOCH}
        times = re.findall(
            rb"<dcterms:\w+[^>]*>([^<]*)<", found.read("docProps/core.xml")
        )
        assert set(times) == {b"1980-01-01T00:00:00Z"}


def test_the_annex_in_excel_is_the_annex(sheet):
    book = load_workbook(io.BytesIO(xlsx.workbook(sheet)))
    assert book.sheetnames == ["重点工作", "民生实事", "数字"]
    tables = [block.rows for block in blocks(sheet) if block.kind == "table"]
    for name, rows in zip(book.sheetnames, tables, strict=False):
        assert [
            [cell.value for cell in row] for row in book[name].iter_rows(min_row=2)
        ] == rows
    assert (
        dict(book["数字"].iter_rows(min_row=2, values_only=True))
        == sheet.content["figures"]
    )


@pytest.mark.parametrize(
    "typed", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"]
)
def test_what_somebody_typed_is_never_a_formula(sheet, typed):
    sheet.content["works"]["key"][0]["progress"] = typed
    cell = load_workbook(io.BytesIO(xlsx.workbook(sheet)))["重点工作"]["D3"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (typed, "s", True)


@pytest.mark.parametrize(
    "typed", ["甲\x0b乙", "甲\x00乙", "<b>&amp;</b>", "一\n二\n三"]
)
def test_odd_characters_do_not_break_the_files(sheet, typed):
    sheet.content["works"]["key"][0]["progress"] = typed
    load_workbook(io.BytesIO(xlsx.workbook(sheet)))
    cell = Document(io.BytesIO(docx.document(sheet))).tables[0].rows[1].cells[3]
    assert cell.text == typed.replace("\x00", "").replace("\x0b", "\n")


def test_signs_of_a_source_are_printed_full_width(sheet):
    """（一期），also in the annex; what is frozen keeps the signs of the source."""
    work = sheet.content["works"]["key"][0]
    work.update(title="道路(一期),管网", text="建设道路(一期),管网1,000米")
    told = "\n".join(block.text for block in blocks(sheet))
    rows = [row for block in blocks(sheet) for row in block.rows]
    tables = [cell for row in rows for cell in row]
    book = load_workbook(io.BytesIO(xlsx.workbook(sheet)))
    lines = [row for page in book for row in page.iter_rows()]
    cells = [cell.value for row in lines for cell in row]
    assert "(一期)" not in told
    for shown in (tables, cells):
        assert "建设道路（一期），管网1,000米" in shown
    assert work["text"] == "建设道路(一期),管网1,000米"
