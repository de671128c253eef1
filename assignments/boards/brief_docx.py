"""The brief as a Word file, with the fonts and margins of an official paper."""

import io
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from assignments.boards.brief import Row
from assignments.rules.pace import plain

TITLE, HEADING, BODY = "方正小标宋简体", "黑体", "仿宋_GB2312"
MARGINS = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}


def docx(found: dict[str, Any]) -> bytes:
    """The context of `brief.context` as the bytes of a .docx file."""
    document = Document()
    for name, width in MARGINS.items():
        setattr(document.sections[0], name, Mm(width))
    period, leader = found["period"], found["leader"]
    line(document, f"{leader.full} · 一页纸", HEADING, 12)
    title = line(document, f"{period or ''}重点工作进展", TITLE, 22)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if not found.get("kpis"):
        line(document, "本年度没有牵头或协同的任务。")
        return stored(document)
    line(document, f"截至 {period.as_of:%Y-%m-%d}", size=14).alignment = WD_ALIGN_PARAGRAPH.CENTER
    line(document, opening(found))
    parts(document, found)
    return stored(document)


def opening(found: dict[str, Any]) -> str:
    own = found["own"].value
    head = f"牵头 {own} 项" if own else f"协同 {found['helping'].value} 项"
    return f"{head}：" + "，".join(f"{count.label} {count.value} 项" for count in found["kpis"]) + "。"


def parts(document, found: dict[str, Any]) -> None:
    """Each part that has something to say, under its heading."""
    told = {
        "进度偏慢": [slow(row) for row in [*found["slow"], *found["more_slow"]]],
        "未报送": [f"{row.name}（{row.owing}）" for row in found["silent"]],
        "提请协调": [f"{row.name}：{report.request}（{report.unit}）" for row, report in found["requests"]],
        "好转": [row.name for row in found["improved"]],
        "近 30 天到期": [f"{due.on:%m-%d} {due.text}" for due in found["coming"]],
    }
    for heading, sentences in told.items():
        if sentences:
            line(document, heading, HEADING)
            for sentence in sentences:
                line(document, sentence)


def slow(row: Row) -> str:
    """实现“小升规”60家（市经信局）：读数 21，目标 60家，应达 30。"""
    text = f"{row.name}（{row.units}）"
    if row.worst and row.worst.goal and row.worst.expected:
        reading = "无读数" if row.worst.reading is None else f"读数 {plain(row.worst.reading)}"
        goal = f"目标 {plain(row.worst.target.value)}{row.worst.target.measure}"
        text += f"：{reading}，{goal}，应达 {plain(row.worst.expected.value)}"
    return f"{text}。{row.reason}"


def line(document, text: str, font: str = BODY, size: float = 16):
    """A paragraph in one font; Word asks for the East Asian font apart."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.line_spacing = Pt(28.95)
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, Pt(size)
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
    return paragraph


def stored(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
