"""How an Excel file draws its cells, as far as it changes what a reader takes from them: the format
of numbers, and text that is struck through, a cell's or a part's."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from lxml import etree

from assignments.notices.files.errors import UnreadableDocument
from assignments.notices.files.excel.number_codes import BUILT_IN
from assignments.notices.files.limits import DAMAGED

STRINGS = "xl/sharedStrings.xml"
_OFF = ("0", "false", "off")
_PLAIN = ("", "General", "@", "G/通用格式")
# A cell that names a shared string: its reference and the string's number.
_NAMED_STRING = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^<>]*\st=["']s["'])"""
    rb"""[^<>]*\br=["'](\$?[A-Za-z]{1,3}\$?\d{1,7})["'][^<>]*>"""
    rb"""\s*<(?:\w+:)?v>\s*(\d{1,9})\s*<"""
)
# A sign that Excel writes by its number: _x000D_ is a line's end.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Style(NamedTuple):
    """The code of a format, "" where it shows values as they are, and whether the font is struck
    through."""

    code: str = ""
    is_struck: bool = False

    @property
    def is_odd(self) -> bool:
        return bool(self.code) or self.is_struck


class Runs(NamedTuple):
    """A text of which a part is struck through: what is left of it, and what is not. `own_kept` is
    what is left where the cell's font is struck through, from which pieces without a font of their
    own take it."""

    kept: str
    struck: str
    own_kept: str = ""
    own_struck: str = ""


def style_of(code: str, is_struck: bool) -> Style:
    return Style("" if code in _PLAIN else code, is_struck)


def styles_of(root: etree._Element | None) -> list[Style]:
    """Each style of cells by its number; what it does not say is said by the named style below
    it."""
    codes = dict(BUILT_IN)
    for node in _all(root, "numFmt"):
        if _number(node, "numFmtId") is not None:
            codes[_number(node, "numFmtId") or 0] = node.get("formatCode", "")
    fonts = [is_struck(font) for font in _inside(root, "fonts")]
    below = _inside(root, "cellStyleXfs")
    return [_style(node, below, codes, fonts) for node in _inside(root, "cellXfs")]


def _style(
    node: etree._Element,
    below: list[etree._Element],
    codes: dict[int, str],
    fonts: list[bool],
) -> Style:
    named = _number(node, "xfId")
    base = below[named] if named is not None and named < len(below) else node
    code, font = (
        _number(node if node.get(name) is not None else base, name) or 0
        for name in ("numFmtId", "fontId")
    )
    return style_of(codes.get(code, ""), font < len(fonts) and fonts[font])


def struck_strings(root: etree._Element | None) -> dict[int, Runs]:
    """The shared strings with pieces of fonts of their own, by number."""
    if root is None:
        return {}
    texts = (node for node in root if isinstance(node.tag, str))
    runs_by_number = {number: _runs(node) for number, node in enumerate(texts)}
    return {number: runs for number, runs in runs_by_number.items() if runs}


def struck_runs(content: bytes, strings: dict[int, Runs]) -> dict[bytes, Runs]:
    """The same by references of cells (B3): of a sheet's own strings, and of the shared ones it
    names."""
    by_reference: dict[bytes, Runs] = {}
    if strings:
        for reference, number in _NAMED_STRING.findall(content):
            if int(number) in strings:
                by_reference[reference] = strings[int(number)]
    # <rPr>, the properties of a stretch of text: most sheets have none and are not parsed.
    if re.search(rb"<(?:\w+:)?rPr\b", content):
        for cell in _all(_parsed(content), "c"):
            inline = next((node for node in cell if _name(node) == "is"), None)
            runs = _runs(inline) if inline is not None else None
            if runs:
                by_reference[cell.get("r", "").encode()] = runs
    return by_reference


def _runs(text: etree._Element) -> Runs | None:
    """What is left of a text in pieces; None where it is one piece."""
    pieces = [node for node in text if _name(node) == "r"]
    if not pieces:
        return None
    fonts = [_font_of(piece) for piece in pieces]
    texts = [_text_of(piece) for piece in pieces]
    struck_by_font = [font is not None and is_struck(font) for font in fonts]
    inherited = [
        font is None or struck
        for font, struck in zip(fonts, struck_by_font, strict=True)
    ]
    texts = [_ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) for text in texts]
    return runs_of(texts, struck_by_font, inherited)


def _font_of(piece: etree._Element) -> etree._Element | None:
    return next((node for node in piece if _name(node) == "rPr"), None)


def _text_of(piece: etree._Element) -> str:
    return "".join(node.text or "" for node in piece if _name(node) == "t")


def runs_of(
    texts: list[str], struck_by_font: list[bool], inherited: list[bool]
) -> Runs:
    """From the pieces, which of them are struck through, and which are where the cell's font is."""
    return Runs(
        _joined(texts, struck_by_font, False),
        _joined(texts, struck_by_font, True),
        _joined(texts, inherited, False),
        _joined(texts, inherited, True),
    )


def _joined(texts: list[str], struck: list[bool], wanted: bool) -> str:
    return "".join(
        piece for piece, gone in zip(texts, struck, strict=True) if gone == wanted
    )


def is_struck(font: etree._Element) -> bool:
    return any(
        _name(node) == "strike" and node.get("val", "1") not in _OFF for node in font
    )


def _name(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _all(root: etree._Element | None, name: str) -> Iterable[etree._Element]:
    return root.iter(f"{{*}}{name}") if root is not None else ()


def _inside(root: etree._Element | None, name: str) -> list[etree._Element]:
    held = next(iter(_all(root, name)), None)
    return [node for node in held if _name(node)] if held is not None else []


def _number(node: etree._Element, name: str) -> int | None:
    text = node.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 8 else None


def _parsed(content: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument(DAMAGED) from error
