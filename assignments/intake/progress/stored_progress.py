"""A sheet of 完成情况 as the batch keeps it, and as the table that the resource takes."""

from typing import Any

import tablib

from assignments.intake.comparing.asked import PLAN
from assignments.intake.stored_reading import place_of
from assignments.notices.files.errors import UnreadableDocument
from assignments.notices.files.formats import load
from assignments.notices.meaning.progress import looks_like_progress, progress_of
from assignments.notices.meaning.progress_columns import WORDS
from assignments.notices.meaning.read import read_document

IS_A_PLAN = (
    "这份文件没有“进展情况”一列，像是任务分工方案，不是完成情况表。任务分工由督查室或管理员导入："
    "在“导入什么”中选“任务分工（年度方案）”；如果是完成情况表，请加上“进展情况”一列再上传。"
)
COLUMNS = ("行", "类别", "序号", "内容", "单位", *WORDS.values(), "数据", "原文位置")


def read_sheet(data: bytes, filename: str, *, progress=None) -> dict[str, Any]:
    """Read a sheet to the JSON that a batch keeps. Raises UnreadableDocument, with other words
    where the document is a plan."""
    document = load(data, filename)
    try:
        sheet = progress_of(document)
    except UnreadableDocument:
        if read_document(document).rows:
            raise UnreadableDocument(IS_A_PLAN) from None
        raise
    says_nothing = not any(row.says_anything for row in sheet.rows)
    return {
        "looks_like": PLAN
        if says_nothing and not looks_like_progress(document)
        else "",
        "plan": {"year": sheet.year, "quarter": sheet.quarter, "month": sheet.month},
        "rows": [stored_row(row) for row in sheet.rows],
        "doubts": [doubt.to_json() for doubt in sheet.doubts],
        "joint": [],
    }


def stored_row(row) -> dict:
    plain = {
        name: getattr(row, name) for name in ("kind", "number", "text", "unit", *WORDS)
    }
    readings = [
        {
            "label": reading.label,
            "value": None if reading.value is None else str(reading.value),
            "measure": reading.measure,
            "raw": reading.raw,
        }
        for reading in row.readings
    ]
    return {
        **plain,
        "readings": readings,
        "source": row.source.to_json(),
    }


def sheet_row(row: dict, index: int, answer: dict) -> dict:
    """A row of a sheet with its index, its place and whether it is left out or has been looked
    at."""
    state = {
        "index": index,
        "place": place_of(row["source"]),
        "edited": False,
        "duties_confirmed": False,
    }
    flags = {"seen": bool(answer.get("seen")), "left_out": answer.get("left_out") or ""}
    return {**row, **state, **flags}


def sheet_dataset(rows: list[dict]) -> tablib.Dataset:
    table = tablib.Dataset(headers=list(COLUMNS))
    for row in rows:
        cells = [
            row[name] for name in ("index", "kind", "number", "text", "unit", *WORDS)
        ]
        table.append((*cells, row["readings"], row["place"]))
    return table
