"""An empty sheet to fill in: the columns of the notice, with the known leaders and units as lists.

The lists advise and do not bind: a cell may hold several units, one a line, and names nobody has
used yet.
"""

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from assignments.choices import TaskKind
from assignments.models import Leader, Unit
from assignments.papers.sheet_rows import write

COLUMNS = (
    ("序号", 8),
    ("牵头领导", 16),
    ("", 60),
    ("牵头单位", 24),
    ("配合单位", 30),
    ("备注", 30),
)
TEXT = {TaskKind.KEY: "重点工作", TaskKind.LIVELIHOOD: "民生实事项目"}
# Rows with lists to choose from: more tasks than any plan of the city has had.
ROWS = 300
NAMES = "名录"


def workbook() -> bytes:
    """The file. The names stand on a sheet of their own that Excel hides."""
    book = Workbook()
    book.remove(book.active)
    for kind, label in TaskKind.choices:
        fill(book.create_sheet(label), TEXT[TaskKind(kind)])
    names = book.create_sheet(NAMES)
    names.sheet_state = "hidden"
    leaders = [leader.full for leader in Leader.objects.active()]
    units = list(Unit.objects.active().values_list("name", flat=True))
    for column, listed in enumerate((leaders, units), start=1):
        for line, name in enumerate(listed, start=1):
            write(names, line, column, name)
    for sheet in book.worksheets[:-1]:
        choose(sheet, "B", "A", len(leaders))
        choose(sheet, "D", "B", len(units))
        choose(sheet, "E", "B", len(units))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def fill(sheet, text: str) -> None:
    sheet.append([heading or text for heading, _ in COLUMNS])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for column, (_, width) in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        for line in range(2, ROWS + 2):
            sheet.cell(line, column).alignment = Alignment(
                wrap_text=True, vertical="top"
            )
    sheet.freeze_panes = "A2"


def choose(sheet, column: str, source: str, number: int) -> None:
    """A list of `number` names for a column; nothing to choose from is no list."""
    if not number:
        return
    names = DataValidation(
        type="list",
        formula1=f"{NAMES}!${source}$1:${source}${number}",
        allow_blank=True,
    )
    names.showErrorMessage = False
    names.promptTitle, names.prompt = (
        "提示",
        "可从名录选择；几个单位请分行填写（Alt+Enter）。",
    )
    sheet.add_data_validation(names)
    names.add(f"{column}2:{column}{ROWS + 1}")
