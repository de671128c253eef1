"""A reading as it is kept in the batch, and as the table that the resource takes.

The reading stays as the document gave it; what a person changed about a row lies in the
answers and is laid over it here, so that every step can be looked at again.
"""

import re
from typing import Any

import tablib

from assignments.notices.read import read_notice
from assignments.notices.rows import Source

COLUMNS = (
    "行",
    "类别",
    "序号",
    "内容",
    "所属板块",
    "牵头领导",
    "牵头单位",
    "配合单位",
    "协同领导",
    "备注",
    "推定",
    "目标",
    "原文位置",
)
_WRAPPED = re.compile(r"^.*?关于印发[《〈]?(?P<title>.+?)[》〉]?的通知$")


def read_bytes(data: bytes, filename: str) -> dict[str, Any]:
    """Read a document to the JSON that a batch keeps. Raises UnreadableDocument."""
    return read_notice(data, filename).to_json()


def rows_of(reading: dict, answers: dict) -> list[dict]:
    """The rows with what was changed by hand laid over them; left-out rows are marked.

    Each gets `index` (its place in the reading, the name it goes by in the answers), `place`
    (where it stands in the source, in words), `changed` and `left_out`.
    """
    found = []
    for index, row in enumerate(reading.get("rows", [])):
        mine = answers.get("rows", {}).get(str(index), {})
        row = {**row, **mine.get("values", {})}
        row["index"] = index
        row["place"] = place_of(row.get("source", {}))
        row["edited"] = bool(mine.get("values"))
        row["left_out"] = bool(mine.get("left_out"))
        row["duties_confirmed"] = mine.get("duties") == "confirmed"
        found.append(row)
    return found


def place_of(source: dict) -> str:
    """第57行, or nothing where the reader could not say."""
    place = Source(**{key: source.get(key) for key in ("line", "sheet", "table", "row")})
    known = place.line is not None or place.row is not None
    return place.where() if known else ""


def dataset_of(rows: list[dict]) -> tablib.Dataset:
    """The table for the resource. Names stay lists: no separator can then cut a name in two."""
    table = tablib.Dataset(headers=list(COLUMNS))
    for row in rows:
        notes = {one["unit"]: one["note"] for one in row.get("unit_notes", [])}
        table.append(
            (
                row["index"],
                row["kind"],
                row["number"],
                row["text"],
                row.get("theme") or "",
                row.get("leader"),
                [(name, notes.get(name, "")) for name in row["lead"]],
                [(name, notes.get(name, "")) for name in row["cooperating"]],
                row.get("co_leaders", []),
                row.get("remark") or "",
                "confirmed" if row["duties_confirmed"] else bool(row.get("duties_assumed")),
                row.get("targets", []),
                row["place"],
            )
        )
    return table


def plan_title(head: dict) -> str:
    """What the plan is called: 关于印发《…》的通知 without its wrapping."""
    title = (head.get("title") or "").strip()
    wrapped = _WRAPPED.match(title)
    return wrapped["title"] if wrapped else title


def row_label(row: dict) -> str:
    """重点工作 15, or its place where it has no number."""
    word = "民生实事" if row.get("kind") == "livelihood" else "重点工作"
    return f"{word} {row['number']}" if row.get("number") else f"{word}（无序号，{row['place']}）"
