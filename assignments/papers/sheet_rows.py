"""Cells and heights of rows in an Excel file, for the rooms that write one. Not every program fits
a row to wrapped text when it opens a file; where none does, all but the first line of a text would
be out of sight."""

import math
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from assignments.rules.characters import clean_text
from assignments.rules.formulas import FORMULA_STARTS

LINE = 15.0
"""Points of one line in the default size."""
HIGHEST = 409.0
"""What Excel allows."""
DAY = 'yyyy"年"m"月"d"日"'
MOMENT = f"{DAY} hh:mm"
"""How Excel shows days: 2021年10月10日. The cells hold dates all the same."""


def write(sheet: Worksheet, row: int, column: int, value: Any) -> Cell:
    """A cell that is never a formula, whatever somebody typed."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = text = clean_text(value)
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(FORMULA_STARTS)
    else:
        cell.value = float(value) if isinstance(value, Decimal) else value
    if isinstance(value, date):
        cell.number_format = MOMENT if isinstance(value, datetime) else DAY
    return cell


def write_wrapped(sheet: Worksheet, row: int, column: int, value: Any) -> Cell:
    """The same, its text in as many lines as it needs, from the top."""
    cell = write(sheet, row, column, value)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def fit_heights(sheet: Worksheet, first: int = 2, least: int = 1) -> None:
    """Make each row from `first` on as high as its longest cell at the widths of the columns;
    `least` is in lines."""
    widths = {
        letter: column.width for letter, column in sheet.column_dimensions.items()
    }
    for row in sheet.iter_rows(min_row=first):
        texts = [
            (cell.value, widths.get(cell.column_letter, 8))
            for cell in row
            if isinstance(cell.value, str)
        ]
        most = max((lines_of(text, width) for text, width in texts), default=1)
        sheet.row_dimensions[row[0].row].height = min(HIGHEST, LINE * max(least, most))


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column; a Chinese character is two wide."""
    room = max(2.0, width - 1)
    return sum(
        max(1, math.ceil(sum(map(wide, line)) / room)) for line in text.split("\n")
    )


def wide(sign: str) -> int:
    return 2 if unicodedata.east_asian_width(sign) in "WFA" else 1
