"""The annex in Excel: one sheet for each table, and the figures with what they count."""

import io
import math
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from assignments.bulletins.content import KINDS, in_their_order
from assignments.bulletins.layout import (
    COLUMNS,
    PrintedBulletin,
    annex_row,
    annex_title,
)
from assignments.bulletins.package import settle
from assignments.papers.sheet_rows import write

WIDTHS = (9, 52, 20, 60, 11)
LINE, TALLEST = 14, 409
"""The height of a line and of the tallest row that Excel knows, in points."""
SONG = "宋体"
THIN = Side(style="thin", color="888888")
GRID = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def workbook(sheet: PrintedBulletin) -> bytes:
    """The file; the same sheet gives the same bytes."""
    book = Workbook()
    book.remove(book.active)
    for kind, name in KINDS.items():
        rows = sheet.content["works"][kind]
        if rows:
            add_annex(
                book.create_sheet(name),
                annex_title(sheet, name),
                [annex_row(row) for row in rows],
            )
    add_figures(book.create_sheet("数字"), sheet.content["figures"])
    stream = io.BytesIO()
    book.save(stream)
    return settle(stream.getvalue())


def add_annex(page: Worksheet, title: str, rows: Iterable[list[str]]) -> None:
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(COLUMNS))
    write(page, 1, 1, title).font = Font(name=SONG, size=16, bold=True)
    page["A1"].alignment = Alignment(horizontal="center")
    for number, texts in enumerate([list(COLUMNS), *rows], start=2):
        for column, text in enumerate(texts, start=1):
            cell = write(page, number, column, text)
            cell.border = GRID
            cell.alignment = Alignment(
                wrap_text=True,
                vertical="center",
                horizontal="left" if number > 2 and column in (2, 4) else "center",
            )
            cell.font = Font(name=SONG, size=10.5, bold=number == 2)
        page.row_dimensions[number].height = height(texts)
    page.row_dimensions[1].height = 30
    for letter, width in zip("ABCDE", WIDTHS, strict=True):
        page.column_dimensions[letter].width = width
    page.freeze_panes = "A3"
    page.print_title_rows = "1:2"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.oddFooter.center.text = "第 &P 页，共 &N 页"


def height(texts: Sequence[str]) -> float:
    """How high a row must be for its texts. Told, because not every program finds out by itself."""
    lines = max(
        lines_of(text, width) for text, width in zip(texts, WIDTHS, strict=True)
    )
    return min(lines * LINE + 6, TALLEST)


def lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a column; a Chinese character is two wide."""
    return sum(
        max(
            1,
            math.ceil(sum(2 if ord(sign) > 255 else 1 for sign in line) / (width - 2)),
        )
        for line in text.split("\n")
    )


def add_figures(page: Worksheet, figures: dict[str, int]) -> None:
    for number, (name, value) in enumerate(
        [("字段", "数值"), *in_their_order(figures)], start=1
    ):
        write(page, number, 1, name)
        write(page, number, 2, value)
    page.column_dimensions["A"].width = 24
