"""The bulletin in Word, in the layout of official documents (GB/T 9704—2012).

A4 with margins of 37, 35, 28 and 26 mm, lines of 28.95 pt, two characters of indent, page
numbers as — 1 —; the title in 小标宋, the body in 仿宋, headings in 黑体. Chinese fonts are
named twice, because Word takes those of Chinese characters from `w:eastAsia`.
"""

import io

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.parfmt import ParagraphFormat

from assignments.bulletins.content import chinese_day
from assignments.bulletins.layout import Block, PrintedBulletin, blocks
from assignments.bulletins.package import settle
from assignments.papers.official_word import (
    BODY,
    BOTH,
    CENTER,
    FANG,
    HEI,
    KAI,
    LEFT,
    LINE,
    RIGHT,
    SONG,
    add_table,
    add_text,
    printable,
    set_page,
)

WIDTHS = (Mm(18), Mm(91), Mm(35), Mm(93), Mm(20))
TABLE, LEADING = Pt(10.5), 1.3
"""Letters of the annexes, smaller than the body's: 五号, because a year's works fill many pages."""
SIDE = Mm(20)
"""The margins of the pages that lie on their side."""
RED = RGBColor(0xC0, 0x00, 0x00)

SMALL = Pt(14)
BODY_WIDTH = Mm(210 - 28 - 26)
KEPT_TOGETHER = ("enclosure", "signature", "date")
"""They never stand on a page without words above them."""
FIRST_ANNEX = ("附件", "附件1")
"""It stands on the section's first page already."""
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
    "annex-note": (KAI, Pt(12), LEFT, 2),
    "copies": (FANG, SMALL, LEFT, 1),
    "imprint": (FANG, SMALL, LEFT, 1),
}
"""Font, size, alignment and first-line indent in characters of each kind of block."""


def document(sheet: PrintedBulletin) -> bytes:
    """The file; the same sheet gives the same bytes."""
    paper = Document()
    paper.core_properties.author = printable(sheet.words.get("signature", ""))
    paper.core_properties.title = printable(sheet.title)
    paper.core_properties.comments = ""
    set_page(paper)
    last = None
    for block in blocks(sheet):
        if (
            block.kind == "annex"
            and paper.sections[-1].orientation == WD_ORIENT.PORTRAIT
        ):
            turn_page(paper)
        if block.kind == "table":
            add_table(
                paper,
                block.rows,
                WIDTHS,
                centred={0, 2, 4},
                size=TABLE,
                leading=LEADING,
            )
        else:
            if last is not None and block.kind in KEPT_TOGETHER:
                last.paragraph_format.keep_with_next = True
            last = add_block(paper, block, sheet)
    stream = io.BytesIO()
    paper.save(stream)
    return settle(stream.getvalue())


# ---- the page


def turn_page(paper: Paper) -> None:
    """The annexes lie on their side, because their tables are wide."""
    page = paper.add_section(WD_SECTION.NEW_PAGE)
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Mm(297), Mm(210)
    page.top_margin = page.bottom_margin = page.left_margin = page.right_margin = SIDE
    page.footer_distance = Mm(10)


# ---- paragraphs


def add_block(paper: Paper, block: Block, sheet: PrintedBulletin) -> Paragraph:
    """The paragraph of a block."""
    font, usual_size, alignment, indent = LOOKS[block.kind]
    size = head_size(block.text) if block.kind == "head" else usual_size
    paragraph = paper.add_paragraph()
    form = paragraph.paragraph_format
    form.alignment = alignment
    form.line_spacing_rule, form.line_spacing = (
        WD_LINE_SPACING.EXACTLY,
        leading_of(block.kind, size),
    )
    form.first_line_indent = Pt(size.pt * indent) if indent else None
    run = add_text(paragraph, block.text, font, size)
    set_room(form, block, bool(sheet.head))
    if block.introduces or block.kind in ("heading", "annex", "annex-title"):
        form.keep_with_next = True
    if block.kind == "annex" and block.text not in FIRST_ANNEX:
        form.page_break_before = True
    if block.kind in ("signature", "date"):
        form.right_indent = signing_indents(sheet)[block.kind == "date"]
    if block.kind == "copies":
        draw_line(paragraph, "top", color="000000")
    if block.kind == "imprint":
        edge = Length(text_width(paper.sections[-1]) - SMALL)
        form.tab_stops.add_tab_stop(edge, WD_TAB_ALIGNMENT.RIGHT)
        draw_line(paragraph, "top", "bottom", color="000000")
    if block.kind == "head":
        run.font.color.rgb = RED
    if block.kind == "number" and sheet.head:
        draw_line(paragraph, "bottom", color="C00000")
    return paragraph


def text_width(page: Section) -> Length:
    """What the margins leave of a page's width."""
    width, left, right = page.page_width, page.left_margin, page.right_margin
    # Every section has its size, from set_page or turn_page.
    assert width is not None and left is not None and right is not None
    return Length(width - left - right)


def head_size(text: str) -> Length:
    """The red head on one line: as large as it fits, down to the size of a title."""
    return Pt(max(22, min(36, int(BODY_WIDTH.pt // max(len(text), 1)))))


def leading_of(kind: str, size: Length) -> Length:
    """The height of a line: the standard's, more for the red head, less for the note above a
    table."""
    if kind == "annex-note":
        return Pt(18)
    return LINE if size <= Pt(22) else Pt(size.pt * 1.45)


def set_room(form: ParagraphFormat, block: Block, has_head: bool) -> None:
    """Empty lines where the standard has them: two below the red head and two below its line."""
    if block.kind == "number" and has_head:
        form.space_before = LINE * 2
    if block.kind == "title":
        form.space_before, form.space_after = LINE * 2 if has_head else LINE, LINE
    if block.kind == "annex-title":
        form.space_before = form.space_after = Pt(14)
    if block.kind == "annex-note":
        form.space_after = Pt(4)
    if block.kind == "signature":
        form.space_before = LINE * 2
    if block.kind == "copies" or (
        block.kind == "enclosure" and block.text.startswith("附件")
    ):
        form.space_before = LINE


def signing_indents(sheet: PrintedBulletin) -> tuple[Pt, Pt]:
    """How far signature and date stand from the right edge: the date four characters, the signature
    centred above it, for a seal that covers both; a long signature two characters, and the date
    moves in below it."""
    signed = max(
        (width_of(line) for line in sheet.words.get("signature", "").splitlines()),
        default=0,
    )
    dated = width_of(chinese_day(sheet.issued_on)) if sheet.issued_on else 0
    signature = max(2 * BODY.pt, 4 * BODY.pt + (dated - signed) / 2)
    return Pt(signature), Pt(signature + (signed - dated) / 2)


def width_of(text: str) -> float:
    """How wide a line of the body's letters is, in points; digits are half as wide as
    characters."""
    return sum(BODY.pt / (1 if ord(sign) > 255 else 2) for sign in text.strip())


def draw_line(paragraph: Paragraph, *sides: str, color: str) -> None:
    """Lines along a paragraph: the red one under the document number, those of the imprint."""
    borders = OxmlElement("w:pBdr")
    for side in sides:
        line = OxmlElement(f"w:{side}")
        for name, value in {
            "val": "single",
            "sz": "12",
            "space": "6",
            "color": color,
        }.items():
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc"
    )
