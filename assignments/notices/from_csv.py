"""CSV to one table. Commas, semicolons, tabs or bars; quoted cells may hold several lines."""

import csv
import io

from assignments.notices.blocks import Cell, Document, Table, TableRow
from assignments.notices.errors import UnreadableDocument
from assignments.notices.from_text import clean
from assignments.notices.limits import MAX_CELLS, TOO_MANY_CELLS
from assignments.notices.rows import Source


def from_csv(text: str, filename: str = "") -> Document:
    """The whole file as one table; its rows are counted as Excel shows them, as lines of the one sheet."""
    rows = []
    cells = 0
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=_delimiter(text))
    try:
        for number, values in enumerate(reader, 1):
            cells += len(values)
            if cells > MAX_CELLS:
                raise UnreadableDocument(TOO_MANY_CELLS)
            rows.append(TableRow(tuple(cell_of(value) for value in values), Source(line=number)))
    except csv.Error as error:
        raise UnreadableDocument("CSV 文件格式有误，请在 Excel 中打开后另存为 .xlsx 再上传。") from error
    return Document((Table(tuple(rows)),), filename)


def cell_of(text: str) -> Cell:
    """A cell's text as its lines, without blanks around them, and without the apostrophe that programs set
    before a text that a spreadsheet would run."""
    text = text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text
    return Cell(tuple(line for raw in text.splitlines() if (line := clean(raw))))


def _delimiter(text: str) -> str:
    sample = "\n".join(text.splitlines()[:30])
    return max(",\t;|", key=lambda mark: (sample.count(mark), mark == ","))
