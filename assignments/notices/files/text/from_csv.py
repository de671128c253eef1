"""CSV to one table. Commas, semicolons, tabs or bars; quoted cells may hold several lines."""

import csv
import io
import re
from contextlib import suppress

from assignments.notices.blocks import Cell, Document, Table, TableRow
from assignments.notices.files.errors import UnreadableDocument
from assignments.notices.files.limits import MAX_CELLS, TOO_MANY_CELLS
from assignments.notices.files.text.from_text import clean
from assignments.notices.rows import Source
from assignments.notices.words.headings import is_header
from assignments.rules.formulas import as_meant

_MARKS = ",\t;|"
_SAMPLE, _LONGEST_SAMPLE = 30, 100_000
# Excel's own first line that names the mark between cells: sep=;.
_SAYS_MARK = re.compile(r"^sep=([,;\t|])\r?\n")


def from_csv(text: str, filename: str = "") -> Document:
    """The whole file as one table; its rows are counted as Excel shows them, as lines of the one
    sheet."""
    text = text.lstrip("\ufeff")
    declared = _SAYS_MARK.match(text)  # Excel's own line that names the mark
    text = text[declared.end() :] if declared else text
    mark = declared[1] if declared else _delimiter(text)
    if text.count(mark) > MAX_CELLS:
        raise UnreadableDocument(TOO_MANY_CELLS)
    rows = []
    cells = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    try:
        for number, values in enumerate(reader, 2 if declared else 1):
            cells += len(values)
            if cells > MAX_CELLS:
                raise UnreadableDocument(TOO_MANY_CELLS)
            rows.append(
                TableRow(tuple(cell_of(value) for value in values), Source(line=number))
            )
    except csv.Error as error:
        raise UnreadableDocument(
            "CSV 文件格式有误，请在 Excel 中打开后另存为 .xlsx 再上传。"
        ) from error
    return Document((Table(tuple(rows)),), filename)


def cell_of(text: str) -> Cell:
    """A cell's text as its lines, without blanks around them, and without the apostrophe that
    programs set before a text that a spreadsheet would run."""
    return Cell(
        tuple(
            line for written in as_meant(text).splitlines() if (line := clean(written))
        )
    )


def _delimiter(text: str) -> str:
    """The mark between cells: the one with which the headings of a table come apart, else the most
    frequent; a text may hold more commas than its table has."""
    sample = "\n".join(text.splitlines()[:_SAMPLE])[:_LONGEST_SAMPLE]
    for mark in _MARKS:
        with suppress(csv.Error):
            if any(
                is_header(row)
                for row in csv.reader(io.StringIO(sample, newline=""), delimiter=mark)
            ):
                return mark
    return max(_MARKS, key=lambda mark: (sample.count(mark), mark == ","))
