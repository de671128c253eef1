"""A reading as it is kept in the batch, and as the table that the resource takes.

The reading stays as the document gave it; what a person changed about a row lies in the
answers and is laid over it here, so that every step can be looked at again.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import count
from typing import Any

import tablib

from assignments.intake.comparing.asked import PROGRESS
from assignments.intake.titles import title_of
from assignments.models import ImportBatch
from assignments.notices.files.formats import load
from assignments.notices.meaning.progress import looks_like_progress
from assignments.notices.meaning.read import read_document
from assignments.notices.rows import Source
from assignments.notices.words.numbering import PRINTED, TOGETHER
from assignments.rules.own_columns import (
    CO_LEADERS,
    NOTHING,
    PLAN,
    SECTION,
    NamedPlan,
    people_of,
    plan_of,
    plan_words,
)

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
    "写明",
    "目标",
    "目标已改",
    "原文位置",
)
# Rows fetched by one query: few queries, and little memory.
AT_ONCE = 200
FIELDS = frozenset(
    {"leader", "lead", "cooperating", "co_leaders", "remark", "theme", "kind"}
)
"""What a document may leave unsaid of a task."""
CONFIRMED, ALL_LEAD = "confirmed", "all"
"""What is answered about duties: as they stand here, or that every unit named leads."""
# 玉环市人民政府关于印发《2021年重点工作分解方案》的通知.
_WRAPPED = re.compile(r"^.*?关于印发[《〈]?(?P<title>.+?)[》〉]?的通知$")


def read_bytes(
    data: bytes, filename: str, *, progress=None, leaders: Iterable[str] = ()
) -> dict[str, Any]:
    """Read a document to the JSON that a batch keeps; its rows come one by one. `progress(done,
    total)` is told how many rows are read; `leaders` are names that a sheet or a title may be
    called by. Raises UnreadableDocument."""
    document = load(data, filename)
    notice = read_document(document, progress=progress, known=leaders)
    whole = replace(notice, rows=()).to_json()
    whole["looks_like"] = PROGRESS if looks_like_progress(document) else ""
    return {**whole, "rows": (row.to_json() for row in notice.rows)}


class BatchRows:
    """The rows of a batch, each laid under what was changed about it by hand. Some hundred are
    held at a time: whoever goes through them from first to last never holds a big document whole.

    `lay` makes of a row as read, its index and its answer the row that pages and resources see.
    """

    def __init__(self, batch: ImportBatch, lay: Callable[[dict, int, dict], dict]):
        self.stored, self.lay = batch.rows.order_by("index"), lay
        self.answers = batch.answers.get("rows", {})
        self.first = 0
        self.held: list[dict] = []

    def __getitem__(self, index: int) -> dict:
        if not self.first <= index < self.first + len(self.held):
            self.fetch(index - index % AT_ONCE)
        return self.held[index - self.first]

    def __iter__(self) -> Iterator[dict]:
        return (row for chunk in self.chunks() for row in chunk)

    def chunks(self) -> Iterator[list[dict]]:
        """All rows, as many at a time as are held."""
        for first in count(0, AT_ONCE):
            self.fetch(first)
            yield self.held
            if len(self.held) < AT_ONCE:
                return

    def fetch(self, first: int) -> None:
        if self.first == first and self.held:
            return
        chunk = self.stored.filter(index__gte=first, index__lt=first + AT_ONCE)
        self.held = [
            self.lay(row.content, row.index, self.answers.get(str(row.index), {}))
            for row in chunk
        ]
        self.first = first


def plan_row(
    row: dict, index: int, answer: dict, plan: NamedPlan | None = None
) -> dict:
    """A row of a notice as it will be imported. It gets `index` (its place in the reading, the name
    it goes by in the answers), `place` (where it stands in the source, in words) and its flags;
    `left_out` says why, where it is. A row that names another plan than `plan` is not for this one.
    """
    laid = {
        **row,
        **own_cells(row),
        "targets": with_milestones(row),
        **answer.get("values", {}),
    }
    return laid | {
        "told": told_by(row, answer),
        "index": index,
        "place": place_of(row.get("source", {})),
        "edited": bool(answer.get("values")),
        "targets_edited": "targets" in answer.get("values", {}),
        "seen": bool(answer.get("seen")),
        "left_out": answer.get("left_out")
        or not_for(plan, row)
        or listed_together(row),
        "duties_confirmed": answer.get("duties") in (CONFIRMED, ALL_LEAD),
    }


def told_by(row: dict, answer: dict) -> list[str]:
    """The fields of which a row speaks: as the reader says, in columns of our own, or by hand. A
    preview that was read before readers said it speaks of what it says something of."""
    extra = row.get("extra") or {}
    fields = set(row["told"] if "told" in row else filter(row.get, FIELDS))
    fields |= {"theme"} if SECTION in extra else set()
    fields |= {"co_leaders"} if CO_LEADERS in extra else set()
    typed = FIELDS & answer.get("values", {}).keys()
    # 列名单位都牵头 empties the row's other units; that nobody else cooperates it does not say.
    return sorted(
        fields
        | (typed - {"cooperating"} if answer.get("duties") == ALL_LEAD else typed)
    )


def own_cells(row: dict) -> dict:
    """What the ledger's own files say in columns that notices do not have. Where such a list holds
    several plans its numbers start again with each, and are not to run on."""
    extra = row.get("extra") or {}
    values: dict[str, Any] = {}
    if SECTION in extra:
        values["theme"] = "" if extra[SECTION] == NOTHING else extra[SECTION]
    if PLAN in extra and PRINTED in extra:
        values["number"] = int(extra[PRINTED])
    if CO_LEADERS in extra:
        people = people_of(extra[CO_LEADERS])
        values["co_leaders"] = [
            {"name": name, "title": None, "role": role} for name, role in people
        ]
    return values


def named_plan(row: dict) -> str:
    return (row.get("extra") or {}).get(PLAN, "")


def not_for(plan: NamedPlan | None, row: dict) -> str:
    """Why a row is not for the plan that the document goes into, or nothing."""
    named = plan_of(named_plan(row))
    return (
        f"属于{plan_words(named)}，请导入到该方案"
        if plan and named and named != plan
        else ""
    )


def listed_together(row: dict) -> str:
    """Why a row of our own list by works is not imported: it says together what its tasks say each
    for itself."""
    extra = row.get("extra") or {}
    if PLAN not in extra or TOGETHER not in extra:
        return ""
    return (
        f"{extra[TOGETHER]} 合在一行，是按工作列出的台账，只供阅读；要修改请按任务导出"
    )


def with_milestones(row: dict) -> list[dict]:
    """The row's quantities, and each part that has none as a milestone of the unit that leads
    it."""
    targets = list(row.get("targets", []))
    for part in row.get("parts", []):
        if not part["targets"]:
            text = part["text"].rstrip("。")
            start = row["text"].find(text)
            targets.append(
                {
                    "kind": "milestone",
                    "text": text[:200],
                    "unit": part["lead"][0] if part["lead"] else None,
                    "start": start if start >= 0 else None,
                    "end": start + len(text) if start >= 0 else None,
                }
            )
    return targets


def title_for(row: dict) -> str:
    """The short name of the row's work; of a row in parts the names of its parts. Commas as in
    print, since a title is ours and not a quotation."""
    texts = [part["text"] for part in row.get("parts", [])] or [row["text"]]
    return "；".join(title_of(text) for text in texts).replace(",", "，")[:120]


def place_of(source: dict) -> str:
    """第57行, or nothing where the reader could not say."""
    place = Source(
        **{key: source.get(key) for key in ("line", "sheet", "table", "row")}
    )
    known = place.line is not None or place.row is not None
    return place.where() if known else ""


def dataset_of(rows: list[dict]) -> tablib.Dataset:
    """The table for the resource. Names stay lists: no separator can then cut a name in two."""
    table = tablib.Dataset(headers=list(COLUMNS))
    for row in rows:
        notes = {
            unit_note["unit"]: unit_note["note"]
            for unit_note in row.get("unit_notes", [])
        }
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
                CONFIRMED
                if row["duties_confirmed"]
                else bool(row.get("duties_assumed")),
                row["told"],
                row.get("targets", []),
                row["targets_edited"],
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
    return (
        f"{word} {row['number']}"
        if row.get("number")
        else f"{word}（无序号，{row['place']}）"
    )
