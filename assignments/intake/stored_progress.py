"""A sheet of 完成情况 as the batch keeps it, and as the table that the resource takes."""

from typing import Any

import tablib

from assignments.intake.stored_reading import place_of
from assignments.notices.meaning.progress import WORDS, read_progress

COLUMNS = ("行", "类别", "序号", "内容", "单位", *WORDS.values(), "数据", "原文位置")


def read_sheet(data: bytes, filename: str, *, progress=None) -> dict[str, Any]:
    """Read a sheet to the JSON that a batch keeps. Raises UnreadableDocument."""
    sheet = read_progress(data, filename)
    return {
        "plan": {"year": sheet.year, "quarter": sheet.quarter, "month": sheet.month},
        "rows": [stored_row(row) for row in sheet.rows],
        "doubts": [doubt.to_json() for doubt in sheet.doubts],
        "joint": [],
    }


def stored_row(row) -> dict:
    plain = {name: getattr(row, name) for name in ("kind", "number", "text", "unit", *WORDS)}
    readings = [
        {
            "label": found.label,
            "value": None if found.value is None else str(found.value),
            "measure": found.measure,
            "raw": found.raw,
        }
        for found in row.readings
    ]
    return {
        **plain,
        "readings": readings,
        "source": row.source.to_json(),
    }


def sheet_row(row: dict, index: int, mine: dict) -> dict:
    """A row of a sheet with its index, its place and whether it is left out or has been looked at."""
    state = {
        "index": index,
        "place": place_of(row["source"]),
        "edited": False,
        "duties_confirmed": False,
    }
    flags = {"seen": bool(mine.get("seen")), "left_out": mine.get("left_out") or ""}
    return {**row, **state, **flags}


def sheet_dataset(rows: list[dict]) -> tablib.Dataset:
    table = tablib.Dataset(headers=list(COLUMNS))
    for row in rows:
        cells = [row[name] for name in ("index", "kind", "number", "text", "unit", *WORDS)]
        table.append((*cells, row["readings"], row["place"]))
    return table
