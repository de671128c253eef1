"""The marks of the sheets of an old Excel file, by its records ([MS-XLS]): as sheet_marks has those
of new ones."""

import struct
from contextlib import suppress

from assignments.notices.files.excel.error_cells import OLD_ERRORS
from assignments.notices.files.excel.number_codes import BUILT_IN, changes_texts
from assignments.notices.files.excel.sheet_marks import Marks
from assignments.notices.files.excel.sheet_styles import Style, style_of
from assignments.notices.files.excel.xls_extent import records, workbook_stream
from assignments.notices.files.excel.xls_strings import FONT, add_font, struck_cells

_BOF, _SHEET, _FORMAT, _XF = 0x0809, 0x0085, 0x041E, 0x00E0
_ROW, _COLUMNS, _FILTERED = 0x0208, 0x007D, 0x009B
_NUMBERS = frozenset([0x0203, 0x027E, 0x0006, 0x0206, 0x0406])
_FORMULAS, _BOOLERR = frozenset([0x0006, 0x0206, 0x0406]), 0x0205
_MANY_NUMBERS, _TEXTS = 0x00BD, frozenset([0x00FD, 0x0204, 0x00D6])
# The record 1904: whether days count from 1904.
_EPOCH = 0x0022
_OF_WORKBOOK = frozenset([_SHEET, _FORMAT, _XF, FONT, _EPOCH])
_CELLS = _NUMBERS | _TEXTS | {_MANY_NUMBERS}
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x01


def marks_of_old(data: bytes) -> list[Marks]:
    """The marks of each sheet in the order of the workbook; what breaks off leaves those before
    it."""
    starts: list[int] = []
    marks: dict[int, Marks] = {}
    with suppress(struct.error, IndexError, ValueError):
        stream = workbook_stream(data)
        take_records(stream, starts, marks)
        for start, runs in struck_cells(stream).items():
            marks.setdefault(start, Marks()).runs = runs
    return [marks.get(start, Marks()) for start in starts]


def take_records(stream: bytes, starts: list[int], marks: dict[int, Marks]) -> None:
    """Fill in where sheets start, and the marks of each by that. Raises struct.error, IndexError or
    ValueError at a record that breaks off."""
    taking = _Records(starts, marks)
    for position, kind, body in records(stream):
        taking.take(position, kind, body)


class _Records:
    """Takes the records of a workbook in turn: first what holds for all of it, then sheet by
    sheet."""

    def __init__(self, starts: list[int], marks: dict[int, Marks]) -> None:
        self.starts, self.marks = starts, marks
        self.codes = dict(BUILT_IN)
        self.formats: list[tuple[int, int]] = []
        self.fonts: list[bool] = []
        self.styles: list[Style] = []
        self.epoch_1904 = False
        self.sheet = Marks()
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()

    def take(self, position: int, kind: int, body: bytes) -> None:
        if kind == _BOF:
            self.begin_sheet(position)
        elif kind in _OF_WORKBOOK:
            self.take_of_workbook(kind, body)
        else:
            self.take_of_sheet(kind, body)

    def begin_sheet(self, position: int) -> None:
        self.styles = self.styles or [
            _style(font, code, self.fonts, self.codes) for font, code in self.formats
        ]
        fresh = Marks(epoch_1904=self.epoch_1904)
        self.sheet = self.marks.setdefault(position, fresh)
        self.hidden_rows, self.hidden_columns = set(), set()

    def take_of_workbook(self, kind: int, body: bytes) -> None:
        if kind == _SHEET:
            self.starts.append(struct.unpack_from("<I", body)[0])
        elif kind == _FORMAT:
            self.codes[struct.unpack_from("<H", body)[0]] = _text(body[2:])
        elif kind == _XF:
            self.formats.append(struct.unpack_from("<2H", body))
        elif kind == FONT:
            add_font(self.fonts, body)
        elif kind == _EPOCH:
            self.epoch_1904 = body[:1] == b"\x01"

    def take_of_sheet(self, kind: int, body: bytes) -> None:
        if kind == _FILTERED:
            self.sheet.filtered = True
        elif kind == _ROW:
            if struct.unpack_from("<H", body, 12)[0] & _HIDDEN_ROW:
                self.hidden_rows.add(struct.unpack_from("<H", body)[0])
        elif kind == _COLUMNS:
            first, last, _, _, options = struct.unpack_from("<5H", body)
            if options & _HIDDEN_COLUMN:
                self.hidden_columns |= set(range(first, min(last, 255) + 1))
        elif kind in _CELLS:
            hidden = (self.hidden_rows, self.hidden_columns)
            _cells(kind, body, self.styles, self.sheet, hidden)
            if kind in _FORMULAS and body[6] == 2 and body[12:14] == b"\xff\xff":
                _fail(self.sheet, body, body[8])
        elif kind == _BOOLERR and body[7]:
            _fail(self.sheet, body, body[6])


def _cells(
    kind: int,
    body: bytes,
    styles: list[Style],
    sheet: Marks,
    hidden: tuple[set[int], set[int]],
) -> None:
    """Note what a record of cells says; `hidden` are rows and columns, counted from 0."""
    row, column, style = struct.unpack_from("<3H", body)
    held = [(column, style)]
    if kind == _MANY_NUMBERS:
        count = (len(body) - 6) // 6
        held = [
            (column + at, struct.unpack_from("<H", body, 4 + 6 * at)[0])
            for at in range(count)
        ]
    for column, style in held:
        if column in hidden[1] and column + 1 not in sheet.columns:
            sheet.columns.append(column + 1)
        look = styles[style] if style < len(styles) else Style()
        if look.is_struck:
            sheet.struck.add((row + 1, column + 1))
        if look.code and (kind not in _TEXTS or changes_texts(look.code)):
            sheet.codes[row + 1, column + 1] = look.code
    if row in hidden[0] and row + 1 not in sheet.rows[-1:]:
        sheet.rows.append(row + 1)


def _style(font: int, code: int, fonts: list[bool], codes: dict[int, str]) -> Style:
    return style_of(codes.get(code, ""), font < len(fonts) and fonts[font])


def _fail(sheet: Marks, body: bytes, code: int) -> None:
    """Note the error of a formula; of one that is not known the most general."""
    row, column = struct.unpack_from("<2H", body)
    sheet.failed[row + 1, column + 1] = OLD_ERRORS.get(code, "#VALUE!")


def _text(body: bytes) -> str:
    """A text with its length in front: two bytes and a mark of its width, or in the oldest files
    one byte."""
    length, wide = struct.unpack_from("<HB", body)
    if len(body) >= 3 + length * (1 + (wide & 1)) and wide in (0, 1):
        return (
            body[3 : 3 + length * 2].decode("utf-16-le")
            if wide
            else body[3 : 3 + length].decode("latin-1")
        )
    return body[1 : 1 + body[0]].decode("gb18030", "replace")
