"""The ledger as CSV and as a web page: the columns of the Excel file, for programs and for reading
anywhere."""

import csv
import io
from typing import Any

from django.template.loader import render_to_string

from assignments.boards.columns import Entry
from assignments.boards.export import COLUMNS, plan_name
from assignments.boards.tasks import Ledger
from assignments.rules.characters import clean_text
from assignments.rules.formulas import made_plain

CSV_TYPE = "text/csv; charset=utf-8"
HTML_TYPE = "text/html; charset=utf-8"
HEADINGS = [label for label, _, _ in COLUMNS]


def cells(entry: Entry) -> list[str]:
    """The entry in words, column by column."""
    return [cell_text(value(entry)) for _, _, value in COLUMNS]


def cell_text(value: Any) -> str:
    return "" if value is None else clean_text(str(value))


def table(ledger: Ledger) -> str:
    """CSV for Excel, which takes UTF-8 only with its mark in front."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(HEADINGS)
    for entry in ledger.entries:
        writer.writerow([made_plain(cell) for cell in cells(entry)])
    return "\ufeff" + stream.getvalue()


def page(ledger: Ledger) -> str:
    """One file that needs nothing else."""
    plans = {
        task.plan_id: plan_name(task.plan)
        for entry in ledger.entries
        for task in entry.tasks
    }
    rows = map(cells, ledger.entries)
    return render_to_string(
        "boards/export.html",
        {"ledger": ledger, "plans": plans.values(), "headings": HEADINGS, "rows": rows},
    )


def file_name(ledger: Ledger, ending: str) -> str:
    return f"任务台账-{ledger.calendar.chosen.code}-{ledger.total}{ledger.measure}.{ending}"
