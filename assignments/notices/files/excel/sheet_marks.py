"""What an Excel file says of its cells beside their values: hidden and filtered rows and columns,
formats of numbers, text that is struck through, and formulas whose results nobody saved."""

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from assignments.notices.files.errors import UnreadableDocument
from assignments.notices.files.excel.number_codes import changes_texts
from assignments.notices.files.excel.sheet_styles import (
    STRINGS,
    Runs,
    Style,
    struck_runs,
    struck_strings,
    styles_of,
)
from assignments.notices.files.limits import DAMAGED, part_of

# Where a row begins in a sheet's markup, and what says that a cell holds anything: <v>, <is>, <f>.
_ROW, _VALUE = re.compile(rb"<(?:\w+:)?row\b"), re.compile(rb"<(?:\w+:)?(?:v|is|f)\b")
# The place of a cell as its tag has it: B3, $B$3.
_REFERENCE = re.compile(rb"^\$?([A-Za-z]{1,3})\$?(\d{1,7})$")
# <row r="4" hidden="1"> or a row without any height.
_HIDDEN_ROW = re.compile(
    rb"""<(?:\w+:)?row\s(?=[^<>]*\b(?:hidden=["'](?:1|true)|ht=["']0(?:\.0)?["']))[^<>]*>"""
)
# <col min="5" max="5" hidden="1"/>: one tag may speak of several columns.
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^<>]*)>")
# The column's letters of each cell that is not closed at once, and so holds something: <c r="E4">.
_FILLED = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^<>]*\br=["']\$?([A-Za-z]{1,3})\$?\d)[^<>]*[^/]>"""
)
# A formula with no value behind it, in a cell that is not said to hold an empty text.
_UNSAVED = re.compile(
    rb"""(<(?:\w+:)?c\s(?![^<>]*\st=["']str["'])[^<>]*>)\s*"""
    rb"""<(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>[^<]*</(?:\w+:)?f>)\s*"""
    rb"""(?=<(?:\w+:)?v\s*/>|<(?:\w+:)?v></|</(?:\w+:)?c>)"""
)
Place = tuple[int, int]
"""A row and a column, both counted from 1."""


@dataclass
class Marks:
    """The marks of one sheet; of hidden rows and columns those that hold values. `codes` are
    formats of cells whose values are shown otherwise than they are kept; `struck` are cells struck
    through as a whole, `runs` those of which a part is: what is left of their text, and what is
    struck; `failed` are the errors of formulas, which old files alone need told."""

    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    filtered: bool = False
    codes: dict[Place, str] = field(default_factory=dict)
    struck: set[Place] = field(default_factory=set)
    runs: dict[Place, Runs] = field(default_factory=dict)
    epoch_1904: bool = False
    unsaved: list[Place] = field(default_factory=list)
    failed: dict[Place, str] = field(default_factory=dict)

    def hidden(self) -> str:
        """第4—6行、E列; "" where all that holds values can be seen."""
        rows = f"第{'、'.join(_ranges(self.rows, str))}行" if self.rows else ""
        named = f"{'、'.join(_ranges(self.columns, letters))}列" if self.columns else ""
        return "和".join(text for text in (rows, named) if text)


def _ranges(numbers: Iterable[int], name: Callable[[int], str]) -> Iterator[str]:
    ordered = sorted(set(numbers))
    first = 0
    for at, number in enumerate(ordered):
        if at + 1 == len(ordered) or ordered[at + 1] != number + 1:
            ends = dict.fromkeys([name(ordered[first]), name(number)])
            yield "—".join(ends)
            first = at + 1


def letters(column: int) -> str:
    """The name of a column: 1 -> A, 28 -> AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def marks_of(archive: zipfile.ZipFile) -> dict[str, Marks]:
    """The marks of each sheet by its name."""
    book, names = _root(archive, "xl/workbook.xml"), set(archive.namelist())
    if book is None:
        return {}
    related = _all(_root(archive, "xl/_rels/workbook.xml.rels"), "Relationship")
    targets = {node.get("Id"): node.get("Target", "") for node in related}
    styles = styles_of(_root(archive, "xl/styles.xml"))
    strings = struck_strings(_root(archive, STRINGS)) if STRINGS in names else {}
    epoch_1904 = any(
        node.get("date1904") in ("1", "true") for node in _all(book, "workbookPr")
    )
    by_sheet = {}
    for sheet in _all(book, "sheet"):
        target = next(
            (
                targets.get(value, "")
                for key, value in sheet.attrib.items()
                if key.endswith("}id")
            ),
            "",
        )
        part = target[1:] if target.startswith("/") else f"xl/{target}"
        content = part_of(archive, part) if part in names else None
        if content is not None:
            marks = _marks(content, styles, strings)
            marks.epoch_1904 = epoch_1904
            by_sheet[sheet.get("name", "")] = marks
    return by_sheet


def _root(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    content = part_of(archive, name)
    try:
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        return etree.fromstring(content, parser) if content else None
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument(DAMAGED) from error


def _all(root: etree._Element | None, name: str) -> list[etree._Element]:
    return list(root.iter(f"{{*}}{name}")) if root is not None else []


def _marks(content: bytes, styles: list[Style], strings: dict[int, Runs]) -> Marks:
    """The marks of a sheet, looked for in its markup: there may be a hundred thousand cells without
    any."""
    # <autoFilter ref="A1:F9"><filterColumn …: one that is closed at once hides nothing.
    filtered = re.search(rb"<(?:\w+:)?autoFilter\b[^<>]*[^/]>", content)
    marks = Marks(filtered=filtered is not None)
    for row in _HIDDEN_ROW.finditer(content):
        if _holds_values(content, row):
            marks.rows.append(_number(_attribute(row[0], b"r")))
    hidden = [_span(tag) for tag in _COLUMN.findall(content) if _is_hidden(tag)]
    if hidden:
        filled = {_column(letters) for letters in set(_FILLED.findall(content))}
        for span in hidden:
            marks.columns += [column for column in filled if column in span]
        marks.columns = sorted(set(marks.columns))
    _note_styles(content, styles, marks)
    marks.runs = {
        place: runs
        for reference, runs in struck_runs(content, strings).items()
        if (place := _place_of(reference))
    }
    marks.unsaved = [
        place for cell in _UNSAVED.findall(content) if (place := _place(cell))
    ]
    return marks


def _note_styles(content: bytes, styles: list[Style], marks: Marks) -> None:
    """Formats and strikes of cells; one that names no style has the first."""
    odd = {
        str(number).encode(): style
        for number, style in enumerate(styles)
        if style.is_odd
    }
    if not odd:
        return
    named = rb"""[^<>]*\ss=["'](%s)["']""" % b"|".join(odd)
    if b"0" in odd:
        named += rb"""|(?![^<>]*\ss=)"""
    for cell in re.finditer(rb"""<(?:\w+:)?c\s(?=%s)[^<>]*[^/]>""" % named, content):
        style, place = odd[cell[1] or b"0"], _place(cell[0])
        if place is None:
            continue
        if style.is_struck:
            marks.struck.add(place)
        is_number = _attribute(cell[0], b"t") in (b"", b"n")
        if style.code and (is_number or changes_texts(style.code)):
            marks.codes[place] = style.code


def _attribute(tag: bytes, name: bytes) -> bytes:
    # r="12" or r = '12', of anybody's writer; thirty bytes are enough for a number.
    match = re.search(rb"""\s%s\s*=\s*["']([^"']{0,30})""" % name, tag)
    return match[1] if match else b""


def _number(text: bytes) -> int:
    return int(text) if text.isdigit() and len(text) < 8 else 0


def _is_hidden(tag: bytes) -> bool:
    return _attribute(tag, b"hidden") in (b"1", b"true") or _attribute(
        tag, b"width"
    ) in (
        b"0",
        b"0.0",
    )


def _holds_values(content: bytes, row: re.Match) -> bool:
    if row[0].endswith(b"/>"):
        return False
    below = _ROW.search(content, row.end())
    return bool(
        _VALUE.search(content, row.end(), below.start() if below else len(content))
    )


def _span(tag: bytes) -> range:
    return range(_number(_attribute(tag, b"min")), _number(_attribute(tag, b"max")) + 1)


def _place(tag: bytes) -> Place | None:
    return _place_of(_attribute(tag, b"r"))


def _place_of(reference: bytes) -> Place | None:
    match = _REFERENCE.match(reference)
    return (int(match[2]), _column(match[1])) if match else None


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters.upper():
        column = column * 26 + letter - 64
    return column
