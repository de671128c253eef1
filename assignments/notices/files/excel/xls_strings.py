"""The shared strings of an old Excel file that are struck through in part ([MS-XLS], 2.4.265 SST).

Strings may go on in the next record, in the middle of their characters; then a byte says anew how
wide these are.
"""

import struct
from collections.abc import Sequence

from assignments.notices.files.excel.sheet_styles import Runs, runs_of
from assignments.notices.files.excel.xls_extent import records

# The record FONT.
FONT = 0x0031
_BOF, _STRINGS, _GOES_ON, _NAMED_STRING = 0x0809, 0x00FC, 0x003C, 0x00FD
# The bit of a font's options that strikes its letters through.
_STRUCK = 0x08
_NO_FONT = 4  # the number that no font has, for whatever reason
_WIDE, _LONGER, _IN_RUNS = 0x01, 0x04, 0x08


def add_font(fonts: list[bool], body: bytes) -> None:
    """Note of the next font whether it strikes through; its number is its place in the list."""
    if len(fonts) == _NO_FONT:
        fonts.append(False)
    fonts.append(bool(struct.unpack_from("<H", body, 2)[0] & _STRUCK))


def struck_cells(stream: bytes) -> dict[int, dict[tuple[int, int], Runs]]:
    """The texts in pieces of fonts of their own, by the place where a sheet begins in the
    workbook's stream, and by row and column counted from 1. Raises as `struck_strings_of_old` does.
    """
    fonts: list[bool] = []
    strings: list[bytes] = []
    cells: dict[int, dict[tuple[int, int], int]] = {}
    sheet: dict[tuple[int, int], int] = {}
    before = 0
    for position, kind, body in records(stream):
        if kind == FONT:
            add_font(fonts, body)
        elif kind == _STRINGS or (kind == _GOES_ON and before == _STRINGS):
            strings.append(body)
            kind = _STRINGS
        elif kind == _BOF:
            sheet = cells.setdefault(position, {})
        elif kind == _NAMED_STRING:
            row, column, _, number = struct.unpack_from("<3HI", body)
            sheet[row + 1, column + 1] = number
        before = kind
    runs = struck_strings_of_old(strings, fonts) if strings and any(fonts) else {}
    struck: dict[int, dict[tuple[int, int], Runs]] = {}
    for start, numbers in cells.items():
        struck[start] = {
            place: runs[number] for place, number in numbers.items() if number in runs
        }
    return struck


class _Bytes:
    """The records of the strings, read one after the other."""

    def __init__(self, records: Sequence[bytes]) -> None:
        self.records = [record for record in records if record]
        self.place = 0

    def take(self, count: int) -> bytes:
        taken = b""
        while len(taken) < count:
            self._go_on()
            piece = self.records[0][self.place : self.place + count - len(taken)]
            self.place += len(piece)
            taken += piece
        return taken

    def _go_on(self) -> bool:
        """Step into the next record where this one is read; IndexError where there is none."""
        if self.place < len(self.records[0]):
            return False
        del self.records[0]
        self.place = 0
        return bool(self.records[0])

    def characters(self, count: int, wide: bool) -> bytes:
        """So many characters, as UTF-16."""
        taken = b""
        while len(taken) < 2 * count:
            if self._go_on():
                wide = bool(self.take(1)[0] & _WIDE)
            left = count - len(taken) // 2
            room = (len(self.records[0]) - self.place) // (1 + wide)
            if not room:
                raise ValueError("a character in two records")
            piece = self.take(min(left, room) * (1 + wide))
            taken += piece if wide else piece.decode("latin-1").encode("utf-16-le")
        return taken


def struck_strings_of_old(
    records: Sequence[bytes], fonts: Sequence[bool]
) -> dict[int, Runs]:
    """The strings with pieces of fonts of their own, by number; `fonts` says by number which are
    struck through. Raises struct.error, IndexError or ValueError where the records are broken."""
    held = _Bytes(records)
    _, count = struct.unpack("<2I", held.take(8))
    runs_by_number = {}
    for number in range(count):
        text, pieces = _string(held)
        if pieces:
            runs_by_number[number] = _runs(text, pieces, fonts)
    return runs_by_number


def _string(held: _Bytes) -> tuple[bytes, list[tuple[int, int]]]:
    """A string as UTF-16, and where each piece begins with the number of its font."""
    length, flags = struct.unpack("<HB", held.take(3))
    count = struct.unpack("<H", held.take(2))[0] if flags & _IN_RUNS else 0
    more = struct.unpack("<I", held.take(4))[0] if flags & _LONGER else 0
    text = held.characters(length, bool(flags & _WIDE))
    pieces = [struct.unpack("<2H", held.take(4)) for _ in range(count)]
    held.take(more)
    return text, pieces


def _runs(text: bytes, pieces: list[tuple[int, int]], fonts: Sequence[bool]) -> Runs:
    starts = [0, *(start for start, _ in pieces), len(text) // 2]
    texts = [
        text[2 * start : 2 * end].decode("utf-16-le", "replace")
        for start, end in zip(starts, starts[1:], strict=False)
    ]
    struck = [font < len(fonts) and fonts[font] for _, font in pieces]
    return runs_of(texts, [False, *struck], [True, *struck])
