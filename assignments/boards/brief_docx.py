"""The brief as a Word file: one A4 page, with the same parts as the page in the browser."""

import io
from typing import Any

from docx import Document
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from assignments.boards.brief import CELLS_IN_LINE, Paragraph, expected, reading
from assignments.boards.colours import paper_and_ink
from assignments.choices import MARKS, MOVE_MARKS, Group, Move, Standing
from assignments.ledger.lines import WorkLine
from assignments.models import Task
from assignments.papers.official_word import (
    CENTER,
    FANG,
    HEI,
    LEFT,
    SONG,
    add_table,
    add_text,
    set_page,
)

MARGINS = {"top_margin": 18, "bottom_margin": 16, "left_margin": 20, "right_margin": 20}
LETTERS, TABLE_LETTERS, LEADING = Pt(11), Pt(10), Pt(17.5)
SLOW_WIDTHS = (Mm(52), Mm(28), Mm(32), Mm(16), Mm(42))
FIGURE_WIDTHS = (Mm(100), Mm(32), Mm(18), Mm(20))
CELL = Mm(8.4)


def docx(brief: dict[str, Any]) -> bytes:
    """The context of `brief.context` as the bytes of a .docx file."""
    document = Document()
    set_page(document)
    for name, width in MARGINS.items():
        setattr(document.sections[0], name, Mm(width))
    document.sections[0].footer_distance = Mm(8)
    period, leader = brief["period"], brief["leader"]
    line(document, f"{leader.full} · 进展简报", HEI)
    line(document, f"{period or ''}重点工作进展", SONG, Pt(20), CENTER, Pt(30))
    if not brief.get("kpis"):
        line(document, "本年度没有牵头或协同的任务。")
        return bytes_of(document)
    state = "" if period.is_closed else f"，本期{period.get_state_display()}，尚有变动"
    line(document, f"截至 {period.as_of:%Y-%m-%d}{state}", alignment=CENTER)
    line(document, opening(brief))
    add_cells(document, brief["cells"])
    add_slow(document, brief)
    for question in brief["paragraphs"]:
        add_paragraph(document, question)
    add_figures(document, brief)
    return bytes_of(document)


def opening(brief: dict[str, Any]) -> str:
    led = brief["led"].value
    head = f"牵头 {led} 项" if led else f"协同 {brief['helping'].value} 项"
    return (
        f"{head}："
        + "，".join(f"{count.label} {count.value} 项" for count in brief["kpis"])
        + "。"
    )


def line(
    document, text: str, font: str = FANG, size=LETTERS, alignment=LEFT, leading=LEADING
):
    """A paragraph in one font; returns it."""
    paragraph = document.add_paragraph()
    form = paragraph.paragraph_format
    form.alignment, form.line_spacing_rule, form.line_spacing = (
        alignment,
        WD_LINE_SPACING.EXACTLY,
        leading,
    )
    add_text(paragraph, text, font, size)
    return paragraph


def add_cells(document, cells: list[tuple[WorkLine, Task]]) -> None:
    """A row of cells for every twenty tasks: number and mark, in the colours of the page."""
    for start in range(0, len(cells), CELLS_IN_LINE):
        part = cells[start : start + CELLS_IN_LINE]
        paragraph_between(document)
        table = document.add_table(rows=1, cols=len(part), style="Table Grid")
        table.autofit = False
        for column in table._tbl.tblGrid.gridCol_lst:
            column.w = CELL
        for cell, (work, task) in zip(table.rows[0].cells, part, strict=True):
            cell.width = CELL
            fill(cell, f"{task.number}", mark_of(work), work)


def mark_of(work: WorkLine) -> str:
    return MARKS[Group(work.group)] + (
        MOVE_MARKS.get(Move(work.move), "") if work.standing else ""
    )


def fill(cell, number: str, mark: str, work: WorkLine) -> None:
    """One cell: its number and its mark, on the colour of its group."""
    paper, ink = paper_and_ink(work.group)
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", paper)):
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shading)
    margins = OxmlElement("w:tcMar")
    for side in ("left", "right"):
        room = OxmlElement(f"w:{side}")
        room.set(qn("w:w"), "0")
        room.set(qn("w:type"), "dxa")
        margins.append(room)
    cell._tc.get_or_add_tcPr().append(margins)
    paragraph = cell.paragraphs[0]
    form = paragraph.paragraph_format
    form.alignment, form.line_spacing_rule, form.line_spacing = (
        CENTER,
        WD_LINE_SPACING.EXACTLY,
        Pt(9.5),
    )
    run = add_text(paragraph, number, HEI, Pt(9))
    run.add_break()
    for part in (run, add_text(paragraph, mark, HEI, Pt(7))):
        part.font.color.rgb = RGBColor.from_string(ink)


def paragraph_between(document) -> None:
    """Word joins tables that stand one under the other; a line of one point keeps them apart."""
    line(document, "", size=Pt(1), leading=Pt(2))


def add_slow(document, brief: dict[str, Any]) -> None:
    if not brief["slow"]:
        return
    left = brief["slow_total"] - len(brief["slow"])
    heading(
        document,
        f"▲ {Standing.SLOW.label} {brief['slow_total']} 项"
        + (f"（另有 {left} 项未列）" if left else ""),
    )
    rows = [("工作", "责任单位", "完成数／目标数", "应达", "原因")]
    rows += [
        (
            row.name,
            row.units,
            reading(row.worst),
            expected(row.worst),
            row.reason or "—",
        )
        for row in brief["slow"]
    ]
    add_table(
        document, rows, SLOW_WIDTHS, centred=(3,), size=TABLE_LETTERS, leading=1.45
    )


def add_figures(document, brief: dict[str, Any]) -> None:
    if not brief["figures"]:
        return
    shown, total = len(brief["figures"]), brief["figures_total"]
    heading(
        document,
        "其他指标" + (f"（列 {shown} 个，共 {total} 个）" if shown < total else ""),
    )
    rows = [("指标", "完成数／目标数", "应达", "进度")]
    rows += [
        (
            f"{row.numbers} {target.target.text}"[:26],
            reading(target),
            expected(target),
            target.pace.value,
        )
        for row, target in brief["figures"]
    ]
    add_table(
        document, rows, FIGURE_WIDTHS, centred=(2, 3), size=TABLE_LETTERS, leading=1.45
    )


def heading(document, text: str) -> None:
    line(document, text, HEI).paragraph_format.space_before = Pt(4)


def add_paragraph(document, question: Paragraph) -> None:
    """**未报送 2 项：** and the names after it."""
    paragraph = line(
        document,
        f"{question.mark} {question.heading} {question.total} 项：".lstrip(),
        HEI,
    )
    paragraph.paragraph_format.space_before = Pt(4)
    add_text(paragraph, question.text, FANG, LETTERS)


def bytes_of(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
