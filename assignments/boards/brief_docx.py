"""The brief as a Word file, with the fonts and margins of an official paper."""

import io
from typing import Any

from docx import Document
from docx.shared import Pt

from assignments.boards.brief import Row
from assignments.ledger.official_word import FANG, HEI, LEFT, SONG, add_line, set_page
from assignments.rules.pace import plain


def docx(found: dict[str, Any]) -> bytes:
    """The context of `brief.context` as the bytes of a .docx file."""
    document = Document()
    set_page(document)
    period, leader = found["period"], found["leader"]
    add_line(document, f"{leader.full} · 一页纸", HEI, Pt(12), LEFT)
    add_line(document, f"{period or ''}重点工作进展", SONG, Pt(22))
    if not found.get("kpis"):
        add_line(document, "本年度没有牵头或协同的任务。", alignment=LEFT)
        return stored(document)
    add_line(document, f"截至 {period.as_of:%Y-%m-%d}", FANG, Pt(14))
    add_line(document, opening(found), alignment=LEFT)
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
            add_line(document, heading, HEI, alignment=LEFT)
            for sentence in sentences:
                add_line(document, sentence, alignment=LEFT)


def slow(row: Row) -> str:
    """实现“小升规”60家（市经信局）：读数 21，目标 60家，应达 30。"""
    text = f"{row.name}（{row.units}）"
    if row.worst and row.worst.goal and row.worst.expected:
        reading = "无读数" if row.worst.reading is None else f"读数 {plain(row.worst.reading)}"
        goal = f"目标 {plain(row.worst.target.value)}{row.worst.target.measure}"
        text += f"：{reading}，{goal}，应达 {plain(row.worst.expected.value)}"
    return f"{text}。{row.reason}"


def stored(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
