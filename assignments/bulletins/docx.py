"""The bulletin in Word, in the layout of official documents (GB/T 9704—2012).

A4 with margins of 37, 35, 28 and 26 mm, lines of 28.95 pt, two characters of indent, page
numbers as — 1 —; the title in 小标宋, the body in 仿宋, headings in 黑体. Chinese fonts are
named twice, because Word takes those of Chinese characters from `w:eastAsia`.
"""

import io
import re

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from assignments.bulletins.layout import Block, Sheet, blocks
from assignments.bulletins.package import settle

SONG, FANG, KAI, HEI = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"
LATIN = "Times New Roman"
LINE, BODY = Pt(28.95), Pt(16)
WIDTHS = (Mm(14), Mm(82), Mm(36), Mm(71), Mm(22))
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
RED = RGBColor(0xC0, 0x00, 0x00)

LEFT, CENTER, RIGHT, BOTH = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
LOOKS = {
    "mark": (HEI, Pt(12), RIGHT, 0),
    "head": (SONG, Pt(36), CENTER, 0),
    "number": (FANG, BODY, CENTER, 0),
    "title": (SONG, Pt(22), CENTER, 0),
    "salutation": (FANG, BODY, LEFT, 0),
    "text": (FANG, BODY, BOTH, 2),
    "heading": (HEI, BODY, BOTH, 2),
    "item": (FANG, BODY, BOTH, 2),
    "enclosure": (FANG, BODY, LEFT, 2),
    "signature": (FANG, BODY, RIGHT, 0),
    "date": (FANG, BODY, RIGHT, 0),
    "annex": (HEI, BODY, LEFT, 0),
    "annex-title": (SONG, Pt(20), CENTER, 0),
    "annex-note": (KAI, Pt(14), CENTER, 0),
}
"""Font, size, alignment and first-line indent in characters of each kind of block."""


def document(sheet: Sheet) -> bytes:
    """The file; the same sheet gives the same bytes."""
    found = Document()
    found.core_properties.author = printable(sheet.words.get("signature", ""))
    found.core_properties.title = printable(sheet.title)
    found.core_properties.comments = ""
    set_page(found)
    for block in blocks(sheet):
        if block.kind == "annex" and found.sections[-1].orientation == WD_ORIENT.PORTRAIT:
            turn_page(found)
        if block.kind == "table":
            add_table(found, block)
        else:
            add_block(found, block, bool(sheet.head))
    stream = io.BytesIO()
    found.save(stream)
    return settle(stream.getvalue())


# ---- the page


def set_page(found) -> None:
    page = found.sections[0]
    page.orientation = WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    page.footer_distance = Mm(28)
    style = found.styles["Normal"]
    style.font.name, style.font.size = LATIN, BODY
    set_east_asian(style.element.get_or_add_rPr(), FANG)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    add_page_number(page.footer.paragraphs[0])


def turn_page(found) -> None:
    """The annexes lie on their side, because their tables are wide; the margins turn too."""
    page = found.add_section(WD_SECTION.NEW_PAGE)
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Mm(297), Mm(210)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(28), Mm(26), Mm(37), Mm(35)
    page.footer_distance = Mm(18)


def set_east_asian(properties, font: str) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    fonts.set(qn("w:eastAsia"), font)


def add_page_number(paragraph) -> None:
    """— 1 — in 宋体, 14 pt."""
    paragraph.alignment = CENTER
    for text in ("— ", None, " —"):
        run = paragraph.add_run(text or "")
        run.font.name, run.font.size = LATIN, Pt(14)
        set_east_asian(run._r.get_or_add_rPr(), "宋体")
        if text is None:
            for kind in ("begin", "PAGE", "end"):
                run._r.append(field_part(kind))


def field_part(kind: str):
    if kind == "PAGE":
        found = OxmlElement("w:instrText")
        found.set(qn("xml:space"), "preserve")
        found.text = "PAGE"
        return found
    found = OxmlElement("w:fldChar")
    found.set(qn("w:fldCharType"), kind)
    return found


# ---- paragraphs


def add_block(found, block: Block, has_head: bool) -> None:
    font, size, alignment, indent = LOOKS[block.kind]
    paragraph = found.add_paragraph()
    form = paragraph.paragraph_format
    form.alignment = alignment
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, LINE if size <= Pt(22) else Pt(52)
    form.first_line_indent = Pt(size.pt * indent) if indent else None
    run = add_text(paragraph, block.text, font, size)
    if block.kind in ("signature", "date"):
        form.right_indent = Pt(size.pt * (2 if block.kind == "signature" else 4))
        form.space_before = Pt(58) if block.kind == "signature" else None
    if block.kind in ("title", "annex-title"):
        form.space_before = form.space_after = Pt(14)
    if block.kind in ("heading", "annex", "annex-title"):
        form.keep_with_next = True
    if block.kind == "annex" and block.text != "附件1":
        form.page_break_before = True
    if block.kind == "enclosure" and block.text.startswith("附件"):
        form.space_before = LINE
    if block.kind == "head":
        run.font.color.rgb = RED
    if block.kind == "number" and has_head:
        draw_line_below(paragraph)


def printable(text: str) -> str:
    """The text without control characters, which no XML file may hold."""
    return UNPRINTABLE.sub("", text)


def add_text(paragraph, text: str, font: str, size):
    run = paragraph.add_run(printable(text))
    run.font.name, run.font.size = LATIN, size
    set_east_asian(run._r.get_or_add_rPr(), font)
    return run


def draw_line_below(paragraph) -> None:
    """The red line under the document number."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in {"val": "single", "sz": "12", "space": "6", "color": "C00000"}.items():
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)


# ---- tables


def add_table(found, block: Block) -> None:
    """A table whose head is repeated on every page and whose rows stay whole."""
    head, *rows = block.rows
    table = found.add_table(rows=0, cols=len(head), style="Table Grid")
    table.autofit = False
    for index, texts in enumerate([head, *rows]):
        row = table.add_row()
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if index == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for column, (cell, text) in enumerate(zip(row._tr.tc_lst, texts, strict=True)):
            fill_cell(table, cell, text, index == 0, column)
    for width, column in zip(WIDTHS, table._tbl.tblGrid.gridCol_lst, strict=True):
        column.w = width


def fill_cell(table, cell, text: str, is_head: bool, column: int) -> None:
    """One cell. Written element by element: asking the table for its cells takes minutes
    in a table of 140 rows."""
    cell.width = WIDTHS[column]
    cell.get_or_add_tcPr().vAlign_val = WD_ALIGN_VERTICAL.CENTER
    lines = text.replace("\r\n", "\n").split("\n")
    for number, line in enumerate(lines):
        paragraph = cell.p_lst[0] if number == 0 else cell.add_p()
        add_cell_text(paragraph, line, is_head, CENTER if is_head or column in (0, 4) else LEFT)


def add_cell_text(element, text: str, is_head: bool, alignment) -> None:
    properties = element.get_or_add_pPr()
    properties.jc_val = alignment
    spacing = properties.get_or_add_spacing()
    spacing.line, spacing.lineRule = Pt(18), WD_LINE_SPACING.EXACTLY
    run = element.add_r()
    run.text = printable(text)
    fonts = run.get_or_add_rPr()
    fonts.rFonts_ascii = fonts.rFonts_hAnsi = LATIN
    fonts.sz_val = Pt(12)
    set_east_asian(fonts, HEI if is_head else FANG)
