"""What an Excel file says of its cells beside their values: hidden and filtered rows and columns, numbers shown as
percent or with a word (100亩), and formulas whose results nobody saved."""

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from lxml import etree

from assignments.notices.files.errors import UnreadableDocument
from assignments.notices.files.limits import DAMAGED, part_of

_ROW, _VALUE = re.compile(rb"<(?:\w+:)?row\b"), re.compile(rb"<(?:\w+:)?(?:v|is|f)\b")
_REFERENCE = re.compile(rb"^\$?([A-Za-z]{1,3})\$?(\d{1,7})$")
_HIDDEN_ROW = re.compile(
    rb"""<(?:\w+:)?row\s(?=[^<>]*\b(?:hidden=["'](?:1|true)|ht=["']0(?:\.0)?["']))[^<>]*>"""
)
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^<>]*)>")
_FILLED = re.compile(rb"""<(?:\w+:)?c\s(?=[^<>]*\br=["']\$?([A-Za-z]{1,3})\$?\d)[^<>]*[^/]>""")
# A formula with no value behind it, in a cell that is not said to hold an empty text.
_UNSAVED = re.compile(
    rb"""(<(?:\w+:)?c\s(?![^<>]*\st=["']str["'])[^<>]*>)\s*<(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>[^<]*</(?:\w+:)?f>)\s*"""
    rb"""(?=<(?:\w+:)?v\s*/>|<(?:\w+:)?v></|</(?:\w+:)?c>)"""
)
_WORD = r'(?:"[^"]*"|\\.)*'
_CODE = re.compile(
    rf"^(?P<before>{_WORD})[#0?,]+(?:\.(?P<decimals>[0#?]+))?(?P<percent>%?)(?P<after>{_WORD})_?\s?$"
)
PERCENT = {9: "0%", 10: "0.00%"}
Place = tuple[int, int]
"""A row and a column, both counted from 1."""


class Shown(NamedTuple):
    """How a number is shown: as percent, with how many decimals, and with words around it."""

    before: str
    decimals: int
    percent: bool
    after: str

    def text(self, value: float) -> str:
        number = Decimal(repr(value)) * (100 if self.percent else 1)
        if self.percent:
            number = number.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)
        plain = f"{number.normalize():f}" if number else "0"
        return f"{self.before}{plain}{'%' if self.percent else ''}{self.after}"


@dataclass
class Marks:
    """The marks of one sheet; of hidden rows and columns those that hold values. `failed` are the errors of
    formulas, which old files alone need told."""

    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    filtered: bool = False
    shown: dict[Place, Shown] = field(default_factory=dict)
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


def shown_by(code: str) -> Shown | None:
    """How a format code shows a number, where it adds something to the bare value."""
    found = _CODE.match(code.split(";")[0][:100])
    if not found:
        return None
    before, after = (
        re.sub(r'"([^"]*)"|\\(.)', r"\1\2", found[name]) for name in ("before", "after")
    )
    plain = not (found["percent"] or before.strip() or after.strip())
    return (
        None
        if plain
        else Shown(before, len(found["decimals"] or ""), bool(found["percent"]), after)
    )


def marks_of(archive: zipfile.ZipFile) -> dict[str, Marks]:
    """The marks of each sheet by its name."""
    book, names = _root(archive, "xl/workbook.xml"), set(archive.namelist())
    if book is None:
        return {}
    related = _all(_root(archive, "xl/_rels/workbook.xml.rels"), "Relationship")
    targets = {node.get("Id"): node.get("Target", "") for node in related}
    styles = _styles(_root(archive, "xl/styles.xml"))
    found = {}
    for sheet in _all(book, "sheet"):
        target = next(
            (targets.get(value, "") for key, value in sheet.attrib.items() if key.endswith("}id")),
            "",
        )
        part = target[1:] if target.startswith("/") else f"xl/{target}"
        content = part_of(archive, part) if part in names else None
        if content is not None:
            found[sheet.get("name", "")] = _marks(content, styles)
    return found


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


def _styles(root: etree._Element | None) -> list[Shown | None]:
    """How each style of cells shows its numbers."""
    codes = dict(PERCENT)
    for node in _all(root, "numFmt"):
        number = node.get("numFmtId", "")
        if number.isdecimal():
            codes[int(number)] = node.get("formatCode", "")
    held = next(iter(_all(root, "cellXfs")), None)
    ids = [node.get("numFmtId", "0") for node in held] if held is not None else []
    return [shown_by(codes.get(int(number), "")) if number.isdecimal() else None for number in ids]


def _marks(content: bytes, styles: list[Shown | None]) -> Marks:
    """The marks of a sheet, looked for in its markup: there may be a hundred thousand cells without any."""
    filtered = re.search(rb"<(?:\w+:)?autoFilter\b[^<>]*[^/]>", content)
    marks = Marks(filtered=filtered is not None)
    for row in _HIDDEN_ROW.finditer(content):
        if _holds_values(content, row):
            marks.rows.append(_number(_attribute(row[0], b"r")))
    hidden = [_span(tag) for tag in _COLUMN.findall(content) if _is_hidden(tag)]
    if hidden:
        held = {_column(letters) for letters in set(_FILLED.findall(content))}
        marks.columns = sorted(column for column in held if any(column in span for span in hidden))
    numbers = [str(number).encode() for number, shown in enumerate(styles) if shown]
    if numbers:
        styled = rb"""<(?:\w+:)?c\s(?=[^<>]*\ss=["'](%s)["'])[^<>]*>""" % b"|".join(numbers)
        for cell in re.finditer(styled, content):
            place, shown = _place(cell[0]), styles[int(cell[1])]
            if place and shown and _attribute(cell[0], b"t") in (b"", b"n"):
                marks.shown[place] = shown
    marks.unsaved = [place for cell in _UNSAVED.findall(content) if (place := _place(cell))]
    return marks


def _attribute(tag: bytes, name: bytes) -> bytes:
    found = re.search(rb"""\s%s\s*=\s*["']([^"']{0,30})""" % name, tag)
    return found[1] if found else b""


def _number(text: bytes) -> int:
    return int(text) if text.isdigit() and len(text) < 8 else 0


def _is_hidden(tag: bytes) -> bool:
    return _attribute(tag, b"hidden") in (b"1", b"true") or _attribute(tag, b"width") in (
        b"0",
        b"0.0",
    )


def _holds_values(content: bytes, row: re.Match) -> bool:
    if row[0].endswith(b"/>"):
        return False
    below = _ROW.search(content, row.end())
    return bool(_VALUE.search(content, row.end(), below.start() if below else len(content)))


def _span(tag: bytes) -> range:
    return range(_number(_attribute(tag, b"min")), _number(_attribute(tag, b"max")) + 1)


def _place(tag: bytes) -> Place | None:
    found = _REFERENCE.match(_attribute(tag, b"r"))
    return (int(found[2]), _column(found[1])) if found else None


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters.upper():
        column = column * 26 + letter - 64
    return column
