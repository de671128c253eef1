"""How large the sheets of an old Excel file are, before its reader lays them out: one value far off
in a corner makes a file of five kilobytes take a gigabyte, and a length that is a lie ends the
whole process.

Reads only what it needs of the two formats: the compound file's chains of sectors ([MS-CFB]), and
the records of cells and dimensions in the workbook's stream ([MS-XLS]).
"""

import struct
from collections.abc import Iterator

from assignments.notices.files.errors import UnreadableDocument
from assignments.notices.files.limits import DAMAGED

_LAST = 0xFFFFFFFA  # sector numbers from here on are marks, not sectors
_HEADER, _ENTRY, _CUTOFF = 512, 128, 4096
_BOF, _DIMENSIONS, _MANY, _STRINGS = 0x0809, 0x0200, 0x00BD, 0x00FC
_VALUES = frozenset(
    [
        0x0003,
        0x0203,
        0x0004,
        0x0204,
        0x0005,
        0x0205,
        0x0006,
        0x0206,
        0x0406,
        0x027E,
        0x00FD,
        0x00D6,
    ]
)


def extents(data: bytes) -> tuple[int, int]:
    """The cells that the rectangles around the values hold, all sheets together, and the largest
    rectangle that a sheet claims for itself. Raises UnreadableDocument where the file's structure
    is broken."""
    try:
        return _measured(workbook_stream(data))
    except (struct.error, IndexError, ValueError) as error:
        raise UnreadableDocument(DAMAGED) from error


def _measured(stream: bytes) -> tuple[int, int]:
    rectangles: list[list[int]] = [[]]
    claimed = 0
    for _, kind, body in records(stream):
        if kind == _BOF:
            rectangles.append([])
        elif kind == _DIMENSIONS and len(body) >= 12:
            first, last, left, right = struct.unpack_from("<IIHH", body)
            claimed = max(claimed, max(0, last - first + 1) * max(0, right - left + 1))
        elif (
            kind == _STRINGS
            and len(body) >= 8
            and struct.unpack_from("<I", body, 4)[0] * 3 > len(stream)
        ):
            raise ValueError("more strings than bytes")
        elif (kind in _VALUES or kind == _MANY) and len(body) >= 4:
            row, column = struct.unpack_from("<HH", body)
            end = (
                struct.unpack_from("<H", body, len(body) - 2)[0]
                if kind == _MANY
                else column
            )
            top, bottom, left, right = rectangles[-1] or (row, row, column, end)
            rectangles[-1] = [
                min(top, row),
                max(bottom, row),
                min(left, column),
                max(right, end),
            ]
    held = (box for box in rectangles if box)
    return sum(
        (bottom - top + 1) * (right - left + 1) for top, bottom, left, right in held
    ), claimed


def records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """The records of a workbook's stream: where each begins, its kind, and what it holds."""
    position = 0
    while position + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, position)
        yield position, kind, stream[position + 4 : position + 4 + length]
        position += 4 + length


def workbook_stream(data: bytes) -> bytes:
    """The stream Workbook (or Book) of the compound file."""
    size, small_size = (1 << shift for shift in struct.unpack_from("<HH", data, 0x1E))
    if not 512 <= size <= 4096 or not 16 <= small_size <= size:
        raise ValueError("sector size")
    if max(struct.unpack_from("<II16xI4xI", data, 0x28)) * size > len(data) + size:
        raise ValueError("more sectors than bytes")
    chains = _chains(data, size)
    entries = _chained(
        data, chains, struct.unpack_from("<I", data, 0x30)[0], size, _HEADER
    )
    root = book = None
    for begin in range(0, len(entries) - _ENTRY + 1, _ENTRY):
        entry = entries[begin : begin + _ENTRY]
        name = entry[: max(0, struct.unpack_from("<H", entry, 0x40)[0] - 2)].decode(
            "utf-16-le", "replace"
        )
        if entry[0x42] in (2, 5) and struct.unpack_from("<I", entry, 0x78)[0] > len(
            data
        ):
            raise ValueError("stream longer than the file")
        if entry[0x42] == 5:
            root = entry
        elif name in ("Workbook", "Book", "WORKBOOK", "BOOK"):
            book = entry
    if root is None or book is None:
        raise ValueError("no workbook")
    start, length = struct.unpack_from("<II", book, 0x74)
    if length >= _CUTOFF:
        return _chained(data, chains, start, size, _HEADER)[:length]
    small = _chained(
        data, chains, struct.unpack_from("<I", data, 0x3C)[0], size, _HEADER
    )
    small_chains = struct.unpack(f"<{len(small) // 4}I", small[: len(small) // 4 * 4])
    held = _chained(
        data, chains, struct.unpack_from("<I", root, 0x74)[0], size, _HEADER
    )
    return _chained(held, small_chains, start, small_size, 0)[:length]


def _chains(data: bytes, size: int) -> tuple[int, ...]:
    """For each sector the one that follows it."""
    tables = list(struct.unpack_from("<109I", data, 0x4C))
    following = struct.unpack_from("<I", data, 0x44)[0]
    while following < _LAST and len(tables) < len(data) // size + 109:
        more = struct.unpack_from(f"<{size // 4}I", data, _HEADER + following * size)
        tables += more[:-1]
        following = more[-1]
    chains: list[int] = []
    for table in tables:
        if table < _LAST:
            chains += struct.unpack_from(f"<{size // 4}I", data, _HEADER + table * size)
    return tuple(chains)


def _chained(
    data: bytes, chains: tuple[int, ...], start: int, size: int, offset: int
) -> bytes:
    pieces: list[bytes] = []
    sector = start
    while sector < _LAST:
        if len(pieces) > len(data) // size + 1:
            raise ValueError("endless chain")
        pieces.append(data[offset + sector * size : offset + (sector + 1) * size])
        sector = chains[sector]
    return b"".join(pieces)
