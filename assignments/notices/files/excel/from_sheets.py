"""Excel files, old and new, to one table per sheet, merged cells spread over what they cover."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO

from python_calamine import CalamineWorkbook

from assignments.notices.blocks import Cell, Document, Table, TableRow
from assignments.notices.doubts import doubt
from assignments.notices.files.errors import UnreadableDocument
from assignments.notices.files.excel.error_cells import errors_as_text
from assignments.notices.files.excel.number_codes import (
    plain_number,
    shown_number,
    shown_text,
)
from assignments.notices.files.excel.sheet_marks import Marks, Place, letters, marks_of
from assignments.notices.files.excel.xls_extent import extents
from assignments.notices.files.excel.xls_marks import marks_of_old
from assignments.notices.files.limits import (
    DAMAGED,
    MAX_CELLS,
    MAX_CLAIMED,
    MAX_LINES,
    MAX_PART,
    MAX_PARTS_TOGETHER,
    TOO_LONG,
    TOO_MANY_CELLS,
    UNPACKS_TOO_BIG,
    part_of,
)
from assignments.notices.files.text.from_csv import cell_of
from assignments.notices.files.text.from_text import clean
from assignments.notices.rows import Doubt, Source
from assignments.notices.words.headings import is_header
from assignments.rules.names import fold

# Rows in which the headings of a table are looked for: a cover and notes may stand above.
_HEADER_WITHIN = 300
_LONGEST_STRUCK, _MOST_STRUCK = 30, 50
_FIRST_DAY = datetime(1899, 12, 30)
# A cell's tag; attribute values may hold ">", but no "<", so that none is looked through to the end
# of the file.
_CELL = re.compile(rb"""<(?:[\w.-]+:)?c((?:\s(?:[^<>"']|"[^"<]*"|'[^'<]*')*)?)>""")
# How many shared strings the file says it has: <sst uniqueCount="1200">.
_STRINGS = re.compile(rb"""\suniqueCount\s*=\s*["']([^"']{0,20})""")
# The column and the row of a cell: r="AB12".
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']\$?([A-Za-z]{1,3})\$?(\d{1,7})["']""")


def _check_old_extent(data: bytes) -> None:
    """Refuse an old file with more cells than anybody typed, or that claims so."""
    measured = extents(data)
    if measured and (measured[0] > MAX_CELLS or measured[1] > MAX_CLAIMED):
        raise UnreadableDocument(TOO_MANY_CELLS)


def from_sheets(
    data: bytes, filename: str, archive: zipfile.ZipFile | None
) -> Document:
    """Every sheet as a table named after it; hidden and empty sheets are left out."""
    marks: dict[str, Marks] = {}
    if archive is not None:
        _check_extent(archive)
        marks = marks_of(archive)
        data = errors_as_text(data, archive)
    else:
        _check_old_extent(data)
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        shown = [meta.name for meta in workbook.sheets_metadata if _is_shown(meta)]
        hidden = [
            meta.name for meta in workbook.sheets_metadata if meta.name not in shown
        ]
        if archive is None:
            marks = dict(zip(workbook.sheet_names, marks_of_old(data), strict=False))
        doubts: list[Doubt] = []
        tables = [
            _table(workbook, name, marks.get(name, Marks()), doubts) for name in shown
        ]
        doubts += [
            doubt("sheet_hidden", Source(sheet=name, row=1), text=name)
            for name in hidden
            if _holds_tasks(_table(workbook, name, Marks(), []))
        ]
        doubts += [
            each
            for table in tables
            for each in _doubts_of(table, marks.get(table.name or "", Marks()))
        ]
    except UnreadableDocument:
        raise
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # the reader's own panics are no Exceptions
        raise UnreadableDocument(_advice(error)) from error
    return Document(
        tuple(table for table in tables if table.rows), filename, tuple(doubts)
    )


def _holds_tasks(table: Table) -> bool:
    """Whether a hidden sheet looks like a list of tasks, and not like one of words for select
    boxes."""
    return any(map(_holds_headings, table.rows[:_HEADER_WITHIN]))


def _holds_headings(row: TableRow) -> bool:
    return is_header([fold(cell.text) for cell in row.cells])


def _doubts_of(table: Table, marks: Marks) -> Iterator[Doubt]:
    """What cannot be seen in a sheet of tasks but was read, and what can be seen but was not saved:
    one doubt each."""
    if not _holds_tasks(table):
        return
    hidden, name = marks.hidden(), table.name or ""
    if hidden:
        how = "隐藏或筛选掉" if marks.filtered else "隐藏"
        first = Source(sheet=name, row=marks.rows[0] if marks.rows else 1)
        yield doubt("sheet_parts_hidden", first, text=name, what=hidden, how=how)
    if marks.unsaved:
        row, column = marks.unsaved[0]
        cell, count = f"{letters(column)}{row}", len(marks.unsaved)
        yield doubt(
            "cell_value_missing",
            Source(sheet=name, row=row),
            text=name,
            cell=cell,
            count=count,
        )


def _is_shown(meta: object) -> bool:
    return "Hidden" not in str(getattr(meta, "visible", ""))


def _advice(error: BaseException) -> str:
    return "文件设有密码，请去掉密码后再上传。" if "assword" in str(error) else DAMAGED


def _check_extent(archive: zipfile.ZipFile) -> None:
    """One value far off in the corner makes a table of a billion cells, and a number of strings
    that is a lie ends the process: measure before reading. Any part may be a sheet, whatever it is
    called."""
    entries = archive.infolist()
    sizes = [entry.file_size for entry in entries]
    if max(sizes) > MAX_PART or sum(sizes) > MAX_PARTS_TOGETHER:
        raise UnreadableDocument(UNPACKS_TOO_BIG)
    for entry in entries:
        content = part_of(archive, entry) or b""
        if any(
            not claimed.isdigit() or int(claimed) > len(content)
            for claimed in _STRINGS.findall(content)
        ):
            raise UnreadableDocument(DAMAGED)
        columns = rows = 0
        for attributes in _CELL.findall(content):
            place = None if attributes.endswith(b"/") else _REFERENCE.search(attributes)
            if place:
                columns, rows = (
                    max(columns, _column(place[1].upper())),
                    max(rows, int(place[2])),
                )
        if columns * rows > MAX_CELLS * 2:
            raise UnreadableDocument(TOO_MANY_CELLS)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _table(
    workbook: CalamineWorkbook, name: str, marks: Marks, doubts: list[Doubt]
) -> Table:
    """A sheet as a table; what is struck through in it is left out and joins the doubts, row by
    row."""
    sheet = workbook.get_sheet_by_name(name)
    height, width = sheet.height, sheet.width
    if height * width > MAX_CELLS:
        raise UnreadableDocument(TOO_MANY_CELLS)
    if height > MAX_LINES:
        raise UnreadableDocument(TOO_LONG)
    if not height or sheet.start is None:
        return Table((), name)
    top, left = sheet.start
    grid: list[list[Cell]] = []
    left_out: list[tuple[Source, str]] = []
    for down, values in enumerate(sheet.to_python(skip_empty_area=True), top + 1):
        cells: list[Cell] = []
        struck: list[str] = []
        for at, value in enumerate(values, left + 1):
            kept, gone = _seen(value, (down, at), marks)
            cells.append(cell_of(kept))
            if text := clean(gone):
                struck.append(f"{letters(at)}{down}“{text[:_LONGEST_STRUCK]}”")
        grid.append(cells)
        if struck:
            left_out.append((Source(sheet=name, row=down), "、".join(struck)))
    doubts += _doubts_of_struck(left_out)
    _mark_unsaved(grid, marks.unsaved, top, left)
    _spread_all(grid, sheet.merged_cell_ranges or [], top, left)
    rows = [
        TableRow(tuple(cells), Source(sheet=name, row=top + i + 1))
        for i, cells in enumerate(grid)
    ]
    return Table(tuple(rows), name)


def _mark_unsaved(
    grid: list[list[Cell]], unsaved: list[Place], top: int, left: int
) -> None:
    """Cells of formulas whose results nobody saved: they are not empty, only unread."""
    for down, across in unsaved:
        row, column = down - top - 1, across - left - 1
        if 0 <= row < len(grid) and 0 <= column < len(grid[row]):
            grid[row][column] = Cell(unread=True)


def _spread_all(
    grid: list[list[Cell]], merged: list[tuple[Place, Place]], top: int, left: int
) -> None:
    """Repeat each merged cell in what it covers. A file may claim merges without end."""
    claimed = 0
    for start, end in merged:
        claimed += (end[0] - start[0] + 1) * (end[1] - start[1] + 1)
    if claimed > 4 * MAX_CELLS:
        raise UnreadableDocument(TOO_MANY_CELLS)
    for start, end in merged:
        _spread(grid, start[0] - top, start[1] - left, end[0] - top, end[1] - left)


def _doubts_of_struck(left_out: list[tuple[Source, str]]) -> Iterator[Doubt]:
    """A doubt for each row in which something is struck through; beyond some, one for all that are
    left."""
    for source, text in left_out[:_MOST_STRUCK]:
        yield doubt("struck_left_out", source, text=text)
    rest = left_out[_MOST_STRUCK:]
    if rest:
        first, last = rest[0][0], rest[-1][0]
        text = f"第{first.row}—{last.row}行中另有{len(rest)}行的文字"
        yield doubt("struck_left_out", first, text=text)


def _spread(
    grid: list[list[Cell]], top: int, left: int, bottom: int, right: int
) -> None:
    if top < 0 or left < 0 or top >= len(grid) or left >= len(grid[top]):
        return
    covered = Cell(grid[top][left].lines, covered=True)
    for row in range(top, min(bottom, len(grid) - 1) + 1):
        for column in range(left, min(right, len(grid[row]) - 1) + 1):
            if (row, column) != (top, left):
                grid[row][column] = covered


def _seen(value: object, place: tuple[int, int], marks: Marks) -> tuple[str, str]:
    """What is read of a cell, and what is struck through in it."""
    runs, is_struck = marks.runs.get(place), place in marks.struck
    if runs and isinstance(value, str):
        return (
            (runs.own_kept, runs.own_struck) if is_struck else (runs.kept, runs.struck)
        )
    text = marks.failed.get(place) or _shown(
        value, marks.codes.get(place, ""), marks.epoch_1904
    )
    return ("", text) if is_struck else (text, "")


def _shown(value: object, code: str, epoch_1904: bool) -> str:
    """A value as its cell shows it: whole numbers without .0, 6.5%, dates as 2021-03-12."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return shown_text(value, code) if code else value
    if isinstance(value, int | float):
        return shown_number(value, code, epoch_1904) if code else plain_number(value)
    serial = _serial(value)
    if code and serial is not None:
        return shown_number(serial, code)
    if isinstance(value, datetime):
        return (
            value.date().isoformat()
            if value.time() == time()
            else value.isoformat(" ", "minutes")
        )
    return "" if value is None else str(value)


def _serial(value: object) -> float | None:
    """The number of days from 1900 on that the workbook's reader took a date or a time from."""
    if isinstance(value, datetime):
        return (value - _FIRST_DAY) / timedelta(days=1)
    if isinstance(value, date):
        return float((value - _FIRST_DAY.date()).days)
    if isinstance(value, time):
        return (datetime.combine(_FIRST_DAY, value) - _FIRST_DAY) / timedelta(days=1)
    return value / timedelta(days=1) if isinstance(value, timedelta) else None
