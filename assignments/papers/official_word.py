"""Pieces of an official document in Word (GB/T 9704—2012), for every room that hands one out.

A4 with margins of 37, 35, 28 and 26 mm, lines of 28.95 pt, page numbers as — 1 —; titles in 小标宋,
the body in 仿宋, headings in 黑体. Chinese fonts are named twice, because Word takes those of
Chinese characters from `w:eastAsia`.
"""

from collections.abc import Collection, Sequence

from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from assignments.rules.characters import clean_text

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SONG, FANG, KAI, HEI = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"
LATIN = "Times New Roman"
LINE, BODY = Pt(28.95), Pt(16)
LEFT, CENTER, RIGHT, BOTH = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
RESTART, CONTINUE = "restart", "continue"


# ---- the page


def set_page(document) -> None:
    """Size, margins, fonts and page number of the first section of a new document."""
    page = document.sections[0]
    page.orientation = WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = (
        Mm(37),
        Mm(35),
        Mm(28),
        Mm(26),
    )
    page.footer_distance = Mm(28)
    style = document.styles["Normal"]
    style.font.name, style.font.size = LATIN, BODY
    set_east_asian(style.element.get_or_add_rPr(), FANG)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    add_page_number(page.footer.paragraphs[0])


def set_east_asian(properties, font: str) -> None:
    """Name the font of Chinese characters in the properties of a run or a style."""
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
        element = OxmlElement("w:instrText")
        element.set(qn("xml:space"), "preserve")
        element.text = "PAGE"
        return element
    element = OxmlElement("w:fldChar")
    element.set(qn("w:fldCharType"), kind)
    return element


# ---- paragraphs


def printable(text: str) -> str:
    """The text without signs that no XML file may hold, also where one was kept before they were
    dropped."""
    return clean_text(text)


def add_text(paragraph, text: str, font: str, size):
    """A run of text in one font and size (a docx length); returns the run."""
    run = paragraph.add_run(printable(text))
    run.font.name, run.font.size = LATIN, size
    set_east_asian(run._r.get_or_add_rPr(), font)
    return run


def add_line(document, text: str, font: str = FANG, size=BODY, alignment=CENTER):
    """A paragraph in one font; returns it."""
    paragraph = document.add_paragraph()
    form = paragraph.paragraph_format
    form.alignment = alignment
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
    add_text(paragraph, text, font, size)
    return paragraph


# ---- tables


def add_table(
    document,
    texts: Sequence[Sequence[str]],
    widths: Sequence[Mm],
    *,
    centred: Collection[int] = (),
    merged: Collection[tuple[int, int]] = (),
    size=None,
    leading: float = 1.5,
) -> None:
    """A table whose head (the first of `texts`) is repeated on every page and whose rows stay
    whole.

    `centred` are columns; `merged` are cells, as (row, column) counted from 0 with the head,
    each one with the cell above it. `size` is that of the letters, 12 pt if not told, and
    `leading` the height of a line in letters.
    """
    table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.autofit = False
    keep_from_lines(table)
    for index, line in enumerate(texts):
        row = table.add_row()
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if index == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for column, (cell, text) in enumerate(zip(row._tr.tc_lst, line, strict=True)):
            covered = (index, column) in merged
            is_centred = index == 0 or column in centred
            fill_cell(
                cell,
                "" if covered else text,
                index == 0,
                is_centred,
                size or Pt(12),
                leading,
            )
            cell.width = widths[column]
            if covered or (index + 1, column) in merged:
                cell.get_or_add_tcPr().vMerge_val = CONTINUE if covered else RESTART
    for width, column in zip(widths, table._tbl.tblGrid.gridCol_lst, strict=True):
        column.w = width


def keep_from_lines(table) -> None:
    """A little room between the letters and the lines above and below."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("top", "bottom"):
        room = OxmlElement(f"w:{side}")
        room.set(qn("w:w"), "30")
        room.set(qn("w:type"), "dxa")
        margins.append(room)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def fill_cell(cell, text: str, is_head: bool, is_centred: bool, size, leading) -> None:
    """One cell, a paragraph for each line. Written element by element: asking the table for its
    cells takes minutes in a table of 140 rows."""
    cell.get_or_add_tcPr().vAlign_val = WD_ALIGN_VERTICAL.CENTER
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
        paragraph = cell.p_lst[0] if number == 0 else cell.add_p()
        add_cell_text(
            paragraph,
            line,
            HEI if is_head else FANG,
            CENTER if is_centred else LEFT,
            size,
            leading,
        )


def add_cell_text(element, text: str, font: str, alignment, size, leading) -> None:
    properties = element.get_or_add_pPr()
    properties.jc_val = alignment
    spacing = properties.get_or_add_spacing()
    spacing.line, spacing.lineRule = Pt(size.pt * leading), WD_LINE_SPACING.EXACTLY
    run = element.add_r()
    run.text = printable(text)
    fonts = run.get_or_add_rPr()
    fonts.rFonts_ascii = fonts.rFonts_hAnsi = LATIN
    fonts.sz_val = size
    set_east_asian(fonts, font)
