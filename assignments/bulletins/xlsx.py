"""The annex in Excel: one sheet for each table, and the figures with what they count."""

import io
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from assignments.bulletins.content import KINDS
from assignments.bulletins.layout import COLUMNS, Sheet, annex_row, annex_title
from assignments.bulletins.package import settle

WIDTHS = (9, 52, 26, 60, 12)
THIN = Side(style="thin", color="888888")
GRID = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def workbook(sheet: Sheet) -> bytes:
    """The file; the same sheet gives the same bytes."""
    book = Workbook()
    book.remove(book.active)
    for kind, name in KINDS.items():
        rows = sheet.content["works"][kind]
        if rows:
            add_annex(book.create_sheet(name), annex_title(sheet, name), [annex_row(row) for row in rows])
    add_figures(book.create_sheet("数字"), sheet.content["figures"])
    stream = io.BytesIO()
    book.save(stream)
    return settle(stream.getvalue())


def add_annex(page: Worksheet, title: str, rows: Iterable[list[str]]) -> None:
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(COLUMNS))
    write(page, 1, 1, title).font = Font(size=16, bold=True)
    page["A1"].alignment = Alignment(horizontal="center")
    for number, texts in enumerate([list(COLUMNS), *rows], start=2):
        for column, text in enumerate(texts, start=1):
            cell = write(page, number, column, text)
            cell.border = GRID
            cell.alignment = Alignment(
                wrap_text=True,
                vertical="center",
                horizontal="center" if number == 2 or column in (1, 5) else "left",
            )
            cell.font = Font(bold=number == 2)
    for letter, width in zip("ABCDE", WIDTHS, strict=True):
        page.column_dimensions[letter].width = width
    page.freeze_panes = "A3"
    page.print_title_rows = "1:2"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def add_figures(page: Worksheet, figures: dict[str, int]) -> None:
    for number, (name, value) in enumerate([("字段", "数值"), *figures.items()], start=1):
        write(page, number, 1, name)
        write(page, number, 2, value)
    page.column_dimensions["A"].width = 24


def write(page: Worksheet, row: int, column: int, value):
    """A cell that is never a formula, whatever somebody typed."""
    cell = page.cell(row, column)
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@", "\t"))
    else:
        cell.value = value
    return cell
