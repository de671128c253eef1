"""A saved web page to lines and tables: any declared charset, rowspan and colspan spread out.

Pages of governments declare gb2312 and hold characters outside it, on which lxml gives empty cells
without a word; so the bytes are decoded here first. Tables that only lay the page out (they hold
other tables, or one column) become lines.
"""

import re
from collections.abc import Iterator

from lxml import etree, html

from assignments.notices.blocks import Cell, Document, Line, Table, TableRow
from assignments.notices.errors import UnreadableDocument
from assignments.notices.from_text import clean
from assignments.notices.limits import DAMAGED, MAX_CELLS, MAX_TAGS_PAGE, TOO_MANY_CELLS, check_markup
from assignments.notices.rows import Source

_BLOCKS = {
    "p", "div", "br", "tr", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "table", "section",
    "article", "header", "footer", "center", "dd", "dt", "dl", "hr", "td", "th",
}  # fmt: skip
_SILENT = {"script", "style", "noscript", "template", "head", "select", "option", "textarea", "svg"}
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.I)
_BREAK = "\x1e"


def looks_like_html(data: bytes) -> bool:
    start = data[:2048].replace(b"\x00", b"").lower()
    return any(
        mark in start for mark in (b"<html", b"<table", b"<!doctype html", b"<body", b"<div", b"<meta")
    )


def decode_html(data: bytes) -> str:
    """BOM, then the declared charset (gb2312 and gbk read as gb18030), then UTF-8, then gb18030."""
    if data.startswith(b"\xef\xbb\xbf"):
        return data.decode("utf-8-sig", errors="replace")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    declared = _CHARSET.search(data[:4096])
    names = [declared[1].decode().lower()] if declared else []
    names = ["gb18030" if name in ("gb2312", "gbk", "x-gbk", "gb_2312-80") else name for name in names]
    for name in [*names, "utf-8", "gb18030"]:
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode(
        names[0] if names and names[0] in ("utf-8", "gb18030") else "gb18030", errors="replace"
    )


def from_html(data: bytes, filename: str = "") -> Document:
    check_markup(data, MAX_TAGS_PAGE)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decode_html(data))
    parser = html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableDocument(DAMAGED) from error
    walker = _Walker()
    walker.walk(root)
    return Document(tuple(walker.blocks), filename)


class _Walker:
    """Goes through the page once, without recursion, and collects its blocks."""

    def __init__(self) -> None:
        self.blocks: list[Line | Table] = []
        self.text: list[str] = []
        self.tables = 0
        self.lines = 0

    def walk(self, root: etree._Element) -> None:
        skip_until: etree._Element | None = None
        for event, node in etree.iterwalk(root, events=("start", "end")):
            if skip_until is not None:
                if event == "end" and node is skip_until:
                    skip_until = None
                    self.text.append(node.tail or "")
                continue
            tag = node.tag if isinstance(node.tag, str) else "script"
            if event == "start":
                if tag in _BLOCKS:
                    self.flush()
                if tag in _SILENT or (tag == "table" and self.take_table(node)):
                    skip_until = node
                    continue
                self.text.append(node.text or "")
            else:
                if tag in _BLOCKS:
                    self.flush()
                self.text.append(node.tail or "")
        self.flush()

    def flush(self) -> None:
        line = clean(re.sub(r"\s+", " ", "".join(self.text).replace("\xa0", " ")))
        self.text = []
        if line:
            self.lines += 1
            self.blocks.append(Line(line, Source(line=self.lines)))

    def take_table(self, node: etree._Element) -> bool:
        """Take a table of data as a block; a table that lays out the page is left to be walked."""
        if node.find(".//table") is not None:
            return False
        grid = _grid(node)
        if not grid or max(len(row) for row in grid) < 2:
            return False
        self.tables += 1
        rows = [TableRow(tuple(cells), Source(table=self.tables, row=i)) for i, cells in enumerate(grid, 1)]
        self.blocks.append(Table(tuple(rows)))
        return True


def _grid(table: etree._Element) -> list[list[Cell]]:
    """The rows with rowspan and colspan spread out; rowspan=0 runs to the end of the table."""
    trs = list(table.iter("tr"))
    grid: list[list[Cell]] = []
    hanging: dict[int, tuple[int, Cell]] = {}
    total = 0
    for index, tr in enumerate(trs):
        row: list[Cell] = []
        for node in tr:
            if node.tag not in ("td", "th"):
                continue
            _fill(row, hanging)
            lines = tuple(_cell_lines(node))
            down, across = _span(node, "rowspan", len(trs) - index), _span(node, "colspan", 200)
            for offset in range(across):
                covered = Cell(lines, covered=True)
                if down > 1:
                    hanging[len(row)] = (down - 1, covered)
                row.append(covered if offset else Cell(lines))
        _fill(row, hanging)
        total += len(row)
        if total > MAX_CELLS:
            raise UnreadableDocument(TOO_MANY_CELLS)
        grid.append(row)
    return grid


def _fill(row: list[Cell], hanging: dict[int, tuple[int, Cell]]) -> None:
    while len(row) in hanging:
        left, cell = hanging.pop(len(row))
        if left > 1:
            hanging[len(row)] = (left - 1, cell)
        row.append(cell)


def _span(node: etree._Element, name: str, most: int) -> int:
    found = re.match(r"\s*(\d{1,5})", node.get(name) or "1")
    span = int(found[1]) if found else 1
    return most if span == 0 else max(1, min(span, most))


def _cell_lines(node: etree._Element) -> Iterator[str]:
    pieces: list[str] = [node.text or ""]
    for event, inner in etree.iterwalk(node, events=("start", "end")):
        if inner is node or not isinstance(inner.tag, str):
            continue
        if inner.tag in _BLOCKS:
            pieces.append(_BREAK)
        if inner.tag in _SILENT:
            pieces.append(inner.tail or "" if event == "end" else "")
        else:
            pieces.append((inner.text if event == "start" else inner.tail) or "")
    for line in re.sub(r"[^\S\x1e]+", " ", "".join(pieces).replace("\xa0", " ")).split(_BREAK):
        if cleaned := clean(line):
            yield cleaned
