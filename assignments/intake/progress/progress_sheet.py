"""A sheet of 完成情况 to fill in: the works of a unit, or of all lead units for the office, with
what their drafts say already and what each figure is about. Handed in as it is it changes nothing.
"""

import io
from typing import NamedTuple

from django.utils.text import Truncator
from openpyxl import Workbook
from openpyxl.styles import Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from assignments.choices import EDITABLE_REPORT, TaskKind
from assignments.intake.progress.known_period import ProgressBook, open_progress_book
from assignments.ledger.figures import Board
from assignments.ledger.targets import is_filled_by
from assignments.models import Period, ProgressReport, Target, Task, Unit
from assignments.notices.meaning.progress_columns import PROGRESS, TARGET, VALUE, WORDS
from assignments.papers.sheet_rows import fit_heights, write_wrapped

WIDE, WIDER = 30, 50
HEAD = (
    ("序号", 7),
    ("", 44),
    ("责任单位", 18),
    *((label, WIDER if name == PROGRESS else WIDE) for name, label in WORDS.items()),
)
ASKED = range(4, len(HEAD) + 1)
"""The columns of words; after them come the pairs of columns for figures."""
TEXT = {TaskKind.KEY: "重点工作", TaskKind.LIVELIHOOD: "民生实事项目"}
GIVEN = PatternFill("solid", fgColor="EEF1F5")
"""The ground of what is given; what is to be filled in is white."""
LINE = Border(*[Side("thin", color="B8C2CE")] * 4)
# The row of the headings; the title stands above it.
HEADER = 2


class SheetLine(NamedTuple):
    """One row: what a unit is to report on, with its draft where there is one."""

    task: Task
    unit: Unit
    report: ProgressReport | None
    targets: list[Target]


def workbook(period: Period, unit: Unit | None) -> bytes:
    """The file: a sheet for each kind of task. Without `unit` every lead unit has its rows."""
    book = open_progress_book(period)
    lines = lines_of(book, unit)
    file = Workbook()
    file.remove(file.active)
    for kind, label in TaskKind.choices:
        kind_lines = [line for line in lines if line.task.kind == kind]
        if kind_lines or kind == TaskKind.KEY:
            fill(file.create_sheet(label), TaskKind(kind), kind_lines, book)
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def lines_of(book: ProgressBook, unit: Unit | None) -> list[SheetLine]:
    """By kind and number. What is settled, or was sent already, is not asked for; of a joint work
    the first task."""
    settled = {line.work.id for line in Board(book.period).lines if line.is_settled}
    lines: list[SheetLine] = []
    seen: set[int] = set()
    for _, tasks in sorted(book.tasks.items()):
        for task in tasks:
            if task.work_id in seen | settled:
                continue
            seen.add(task.work_id)
            for reporter in reporters_of(book, task, unit):
                line = line_of(book, task, reporter)
                if line is not None:
                    lines.append(line)
    return lines


def reporters_of(book: ProgressBook, task: Task, unit: Unit | None) -> list[Unit]:
    """The unit, where it may report on the work; without one every lead unit, each once."""
    if unit is None:
        leads = {lead.id: lead for lead in book.leads.get(task.work_id, [])}
        return list(leads.values())
    return [unit] if unit.id in book.allowed.get(task.work_id, ()) else []


def line_of(book: ProgressBook, task: Task, unit: Unit) -> SheetLine | None:
    report = book.reports.get((task.work_id, unit.id))
    if report and report.state not in EDITABLE_REPORT:
        return None
    leads = any(lead.id == unit.id for lead in book.leads.get(task.work_id, []))
    unit_targets = [
        target
        for target in book.targets.get(task.work_id, [])
        if is_filled_by(target, unit, leads)
    ]
    return SheetLine(task, unit, report, unit_targets)


def fill(
    sheet: Worksheet, kind: TaskKind, lines: list[SheetLine], book: ProgressBook
) -> None:
    pairs = max((len(line.targets) for line in lines), default=0)
    heads = [(name or TEXT[kind], width) for name, width in HEAD]
    for number in range(1, pairs + 1):
        heads += [(TARGET.format(number), 26), (VALUE.format(number), 11)]
    write_wrapped(sheet, 1, 1, f"{book.period}{TEXT[kind]}完成情况").font = Font(
        bold=True, size=14
    )
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(heads))
    for column, (name, width) in enumerate(heads, start=1):
        cell = write_wrapped(sheet, HEADER, column, name)
        cell.font, cell.fill, cell.border = (
            Font(bold=True),
            PatternFill("solid", fgColor="DCE6F1"),
            LINE,
        )
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, line in enumerate(lines, start=HEADER + 1):
        write_line(sheet, row, line, book, len(heads))
    finish(sheet, len(lines), pairs)


def write_line(
    sheet: Worksheet, row: int, line: SheetLine, book: ProgressBook, width: int
) -> None:
    """What is given stands on a ground; so does a figure that the row has not got."""
    report, readings = (
        line.report,
        book.readings.get(line.report.pk, {}) if line.report else {},
    )
    words = [getattr(report, name, "") for name in WORDS]
    values: list = [line.task.number, line.task.text, line.unit.name, *words]
    for target in line.targets:
        reading = readings.get(target.id)
        values += [label(target), reading.value if reading else None]
    open_columns = {*ASKED, *(value_column(at) for at in range(len(line.targets)))}
    for column in range(1, width + 1):
        cell = write_wrapped(
            sheet, row, column, values[column - 1] if column <= len(values) else None
        )
        cell.border, cell.protection = (
            LINE,
            Protection(locked=column not in open_columns),
        )
        if column not in open_columns:
            cell.fill = GIVEN


def value_column(at: int) -> int:
    """Where the figure of a row's target stands, counted from 0."""
    return len(HEAD) + 2 * (at + 1)


def label(target: Target) -> str:
    return f"{target.text}（{target.measure}）" if target.measure else target.text


def finish(sheet: Worksheet, lines: int, pairs: int) -> None:
    """The head stays in sight, figures are numbers, and a long list prints on its pages' width."""
    fit_heights(sheet, first=HEADER + 1, least=4)
    sheet.freeze_panes = sheet.cell(HEADER + 1, 4)
    sheet.print_title_rows = f"{HEADER}:{HEADER}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    if not (lines and pairs):
        return
    numbers = DataValidation(
        type="decimal",
        operator="between",
        formula1="-999999999999",
        formula2="999999999999",
    )
    numbers.allow_blank, numbers.showErrorMessage = True, True
    numbers.errorTitle, numbers.error = (
        "不是数字",
        "这里只填数字，计量单位见左边“指标”一列。",
    )
    for at in range(pairs):
        letter = get_column_letter(value_column(at))
        numbers.add(f"{letter}{HEADER + 1}:{letter}{HEADER + lines}")
    sheet.add_data_validation(numbers)


def file_name(period: Period, unit: Unit | None) -> str:
    whose = Truncator(unit.name).chars(20) if unit else "全部单位"
    return f"完成情况填报表-{period.code}-{whose}.xlsx"
