"""Rows that were not imported, handed back as an Excel file in the layout of the notice, with a
column that says why. Mended, it can be handed in again as it is."""

import io
from collections.abc import Callable
from urllib.parse import quote

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from assignments.choices import ImportKind, ImportState, Level
from assignments.intake.comparing.batch_preview import look
from assignments.intake.comparing.preview import chosen_plan, name_of
from assignments.intake.comparing.preview_row import PreviewRow
from assignments.intake.progress.stored_progress import sheet_row
from assignments.intake.stored_reading import BatchRows, named_plan, plan_row
from assignments.models import ImportBatch
from assignments.notices.meaning.progress_columns import WORDS
from assignments.papers.sheet_rows import fit_heights, write_wrapped
from assignments.rules.own_columns import (
    CO_LEADERS,
    PLACE,
    PLAN,
    SECTION,
    WHY,
    NamedPlan,
    people_words,
    plan_words,
)

SHEETS = (("key", "重点工作"), ("livelihood", "民生实事"))
WIDTHS = (8, 16, 60, 20, 28, 28)
DUTIES = ("lead", "cooperating")
Shape = tuple[str, ...]
"""The names of a sheet's columns, keys of PLAN_COLUMNS."""
WHOLE: Shape = ("number", "leader", "text", *DUTIES, "remark")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(batch: ImportBatch) -> tuple[bytes, str]:
    """The file and its name. Before confirming these are the rows with errors, open questions
    or left out by hand; afterwards those that were left out."""
    rejected = reasons(batch)
    book = Workbook()
    book.remove(book.active)
    for kind, title in SHEETS:
        rows = [(row, why) for row, why in rejected if row["kind"] == kind]
        shapes = dict.fromkeys(shape_of(row, batch) for row, _ in rows)
        for at, shape in enumerate(shapes, start=1):
            alike = [
                rejected_row
                for rejected_row in rows
                if shape_of(rejected_row[0], batch) == shape
            ]
            name = title if at == 1 else f"{title}（{at}）"
            fill(book.create_sheet(name), shape, alike, batch)
    if not rejected:
        fill(book.create_sheet("重点工作"), WHOLE, [], batch)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue(), f"未导入的行-{batch.pk}.xlsx"


def reasons(batch: ImportBatch) -> list[tuple[dict, str]]:
    if batch.state == ImportState.PREVIEW:
        return [(row.row, why(row)) for row in look(batch).rows if is_rejected(row)]
    lay = sheet_row if batch.kind == ImportKind.PROGRESS else plan_row
    return [
        (row, left_out_why(row)) for row in BatchRows(batch, lay) if row["left_out"]
    ]


def is_rejected(row: PreviewRow) -> bool:
    return bool(row.errors or row.questions or row.is_held or row.is_left_out)


def why(row: PreviewRow) -> str:
    names = [f"名称未确认：{question.name}" for question in row.questions]
    return "；".join([*row.errors, *row.holds, *names]) or left_out_why(row.row)


def left_out_why(row: dict) -> str:
    return row["left_out"] if isinstance(row["left_out"], str) else "人工选择暂不导入"


def shape_of(row: dict, batch: ImportBatch) -> Shape:
    """The columns of the document that a row comes from. It gets no others back: an empty cell
    would say that nobody cooperates where the document says nothing of it, and two columns that the
    first unit leads."""
    if batch.kind == ImportKind.PROGRESS:
        return ()
    named_fields = set(row["told"])
    undivided = "cooperating" not in named_fields and bool(
        row.get("duties_assumed") or row["cooperating"]
    )
    text = "text" if row["kind"] == "key" else "project"
    units = (
        ("units",)
        if undivided
        else tuple(name for name in DUTIES if name in named_fields)
    )
    leader = ("leader",) if "leader" in named_fields else ()
    return (
        "number",
        *leader,
        text,
        *units,
        *(("remark",) if "remark" in named_fields else ()),
    )


def leader_words(row: dict) -> str:
    leader = row.get("leader") or {}
    return f"{leader.get('name', '')}{leader.get('title') or ''}"


def units_words(row: dict, *duties: str) -> str:
    notes = {
        unit_note["unit"]: unit_note["note"] for unit_note in row.get("unit_notes", [])
    }
    return named([name for duty in duties for name in row[duty]], notes)


PLAN_COLUMNS: dict[str, tuple[str, Callable[[dict], object]]] = {
    "number": ("序号", lambda row: row["number"]),
    "leader": ("牵头领导", leader_words),
    "text": ("重点工作", lambda row: row["text"]),
    "project": ("民生实事项目", lambda row: row["text"]),
    "lead": ("牵头单位", lambda row: units_words(row, "lead")),
    "cooperating": ("配合单位", lambda row: units_words(row, "cooperating")),
    "units": ("责任单位", lambda row: units_words(row, *DUTIES)),
    "remark": ("备注", lambda row: row.get("remark") or ""),
}


def own_columns(
    batch: ImportBatch, rows: list[dict]
) -> list[tuple[str, Callable[[dict], str]]]:
    """What notices have no column for: the plan that a row is for, without which the mended file
    would say no year, and where one of these rows has them, the section and leaders beside the
    lead."""
    if batch.kind == ImportKind.PROGRESS:
        return []
    plan = plan_words(aim_of(batch))
    columns: tuple[tuple[str, Callable[[dict], str]], ...] = (
        (SECTION, lambda row: row.get("theme") or ""),
        (CO_LEADERS, co_leaders),
        (PLAN, lambda row: named_plan(row) or plan),
    )
    return [
        (name, words_of)
        for name, words_of in columns
        if any(words_of(row) for row in rows)
    ]


def aim_of(batch: ImportBatch) -> NamedPlan:
    """The plan that the batch goes into, stored already or not."""
    stored, head = chosen_plan(batch), batch.answers["plan"]
    return (
        name_of(stored)
        if stored
        else NamedPlan(batch.year, str(Level(head["level"]).label), head["title"])
    )


def co_leaders(row: dict) -> str:
    people = [(person["name"], person["role"]) for person in row.get("co_leaders", [])]
    return people_words(people) if people else ""


def progress_head(rows: list[dict]) -> list[str]:
    return ["序号", "重点工作", "责任单位", *WORDS.values(), *figures(rows)]


def progress_values(row: dict, labels: list[str]) -> list:
    raw = {heading(reading): reading["raw"] for reading in row["readings"]}
    words = [row[name] for name in ("number", "text", "unit", *WORDS)]
    return [*words, *(raw.get(label, "") for label in labels)]


def figures(rows: list[dict]) -> list[str]:
    """The headings of all columns of figures, each once."""
    return list(
        dict.fromkeys(heading(reading) for row in rows for reading in row["readings"])
    )


def heading(reading: dict) -> str:
    return (
        f"{reading['label']}（{reading['measure']}）"
        if reading["measure"]
        else reading["label"]
    )


def fill(sheet, shape: Shape, rows: list[tuple[dict, str]], batch: ImportBatch) -> None:
    """The rows in the layout they came in, where they stood, and why they were not imported."""
    plain, is_progress = [row for row, _ in rows], batch.kind == ImportKind.PROGRESS
    columns = [PLAN_COLUMNS[name] for name in shape]
    head = progress_head(plain) if is_progress else [name for name, _ in columns]
    ledger_columns = own_columns(batch, plain)
    lines: list[list] = [[*head, *(name for name, _ in ledger_columns), PLACE, WHY]]
    labels = figures(plain) if is_progress else []
    for row, reason in rows:
        plan_values = [words_of(row) for _, words_of in columns]
        values = progress_values(row, labels) if is_progress else plan_values
        lines.append(
            [
                *values,
                *(words_of(row) for _, words_of in ledger_columns),
                row["place"],
                reason,
            ]
        )
    for number, values in enumerate(lines, start=1):
        for column, value in enumerate(values, start=1):
            write_wrapped(sheet, number, column, value)
    widths = (
        *WIDTHS[: len(head)],
        *[20] * (len(head) + len(ledger_columns) - len(WIDTHS[: len(head)])),
        14,
        40,
    )
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    fit_heights(sheet)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"


def named(units: list[str], notes: dict[str, str]) -> str:
    return "\n".join(
        f"{name}（{notes[name]}）" if notes.get(name) else name for name in units
    )


def response(data: bytes, filename: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=XLSX)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(filename)}"
    return answer
