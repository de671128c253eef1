"""A saved web page to lines and tables: any declared charset, rowspan and colspan spread out.

Pages of governments declare gb2312 and hold characters outside it, on which lxml gives empty cells
without a word; so the bytes are decoded here first. Tables that only lay the page out (they hold
other tables, or one column) become lines.
"""

import re
from collections.abc import Iterator

from lxml import etree, html

from assignments.notices.blocks import Document, Table, TableRow, TextLine
from assignments.notices.doubts import doubt
from assignments.notices.files.errors import UnreadableDocument
from assignments.notices.files.limits import (
    DAMAGED,
    MAX_TAGS_PAGE,
    check_attributes,
    check_markup,
)
from assignments.notices.files.text.from_text import clean, decode_as, decode_marked
from assignments.notices.files.web.html_strikes import STRUCK, mark_struck, struck_in
from assignments.notices.files.web.html_tables import (
    BLOCKS,
    BREAK,
    SILENT,
    has_headings,
    own_rows,
    spread_cells,
)
from assignments.notices.rows import Doubt, Source

# <meta charset="gb2312">, or content="text/html; charset=gb2312".
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.I)
# <div style="white-space: pre-wrap">: line ends count there, as in <pre>.
_KEEPS_LINES = re.compile(r"white-space\s*:\s*pre", re.I)
# <div style="display:none">: what the page does not show.
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


def looks_like_html(data: bytes) -> bool:
    start = data[:2048].replace(b"\x00", b"").lower()
    return any(
        mark in start
        for mark in (
            b"<html",
            b"<table",
            b"<!doctype html",
            b"<body",
            b"<div",
            b"<meta",
        )
    )


def decode_html(data: bytes) -> str:
    """BOM, then the declared charset (gb2312 and gbk read as gb18030), then UTF-8, then gb18030."""
    marked = decode_marked(data)
    if marked is not None:
        return marked
    declared = _CHARSET.search(data[:4096])
    names = [declared[1].decode().lower()] if declared else []
    names = [
        "gb18030" if name in ("gb2312", "gbk", "x-gbk", "gb_2312-80") else name
        for name in names
    ]
    text = decode_as(data, [*names, "utf-8", "gb18030"])
    return data.decode("gb18030", errors="replace") if text is None else text


def from_html(data: bytes, filename: str = "") -> Document:
    check_markup(data, MAX_TAGS_PAGE)
    check_attributes(data)
    # <?xml version="1.0" encoding="gbk"?>: the text is decoded already, and lxml refuses one that
    # says so.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decode_html(data))
    parser = html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableDocument(DAMAGED) from error
    mark_struck(root)
    walker = _Walker(hidden=False)
    walker.walk(root)
    if walker.left_out and not any(isinstance(block, Table) for block in walker.blocks):
        walker = _Walker(hidden=True)  # the page shows its contents by a script
        walker.walk(root)
    return Document(tuple(walker.blocks), filename, tuple(walker.doubts()))


def _is_hidden(node: etree._Element) -> bool:
    return (
        bool(_HIDDEN.search(node.get("style") or "")) or node.get("hidden") is not None
    )


def _keeps_lines(node: etree._Element) -> bool:
    return node.tag == "pre" or bool(_KEEPS_LINES.search(node.get("style") or ""))


class _Walker:
    """Goes through the page once, without recursion, and collects its blocks; what the page does
    not show is read only where `hidden` says so."""

    def __init__(self, hidden: bool) -> None:
        self.hidden = hidden
        self.left_out: list[str] = []
        self.struck: list[Doubt] = []
        self.blocks: list[TextLine | Table] = []
        self.text: list[str] = []
        self.tables = 0
        self.lines = 0
        self.preformatted: list[etree._Element] = []

    def walk(self, root: etree._Element) -> None:
        skip_until: etree._Element | None = None
        for event, node in etree.iterwalk(root, events=("start", "end")):
            if skip_until is not None:
                if event == "end" and node is skip_until:
                    skip_until = None
                    self.say(node.tail)
                continue
            tag = node.tag if isinstance(node.tag, str) else "script"
            if tag in BLOCKS:
                self.flush()
            if event == "end":
                self.leave(node)
            elif not self.enter(node, tag):
                skip_until = node
        self.flush()

    def enter(self, node: etree._Element, tag: str) -> bool:
        """Begin a node; False where what is in it is not read, or has been read here."""
        if tag == STRUCK:
            self.name_struck(node, Source(line=self.lines + 1))
        if tag in SILENT or self.leave_out(node):
            return False
        if tag == "table" and self.take_table(node):
            return False
        if _keeps_lines(node):
            self.preformatted.append(node)
        self.say(node.text)
        return True

    def leave(self, node: etree._Element) -> None:
        if self.preformatted and self.preformatted[-1] is node:
            self.preformatted.pop()
        self.say(node.tail)

    def say(self, text: str | None) -> None:
        """Words of the page; where it keeps the ends of lines as they are written, they end a
        line."""
        self.text.append(
            (text or "").replace("\n", BREAK) if self.preformatted else text or ""
        )

    def leave_out(self, node: etree._Element) -> bool:
        """Whether the page does not show the node, or strikes it through; what it says is kept
        for a doubt."""
        if node.tag == STRUCK:
            return True
        if self.hidden or not _is_hidden(node):
            return False
        words = " ".join("".join(node.itertext()).split())
        self.left_out += [words] if words else []
        return True

    def name_struck(self, node: etree._Element, source: Source) -> None:
        if words := struck_in(node):
            self.struck.append(doubt("struck_left_out", source, text=f"“{words}”"))

    def doubts(self) -> Iterator[Doubt]:
        yield from self.struck
        if self.left_out:
            yield doubt(
                "hidden_left_out", Source(line=1), text="”、“".join(self.left_out)[:60]
            )

    def flush(self) -> None:
        words = "".join(self.text).replace("\xa0", " ")
        self.text = []
        blanks = (
            r"[^\S\t]+" if BREAK in words else r"\s+"
        )  # between tabs stand the cells of a table
        for text in words.split(BREAK):
            if line := clean(re.sub(blanks, " ", text)):
                self.lines += 1
                self.blocks.append(TextLine(line, Source(line=self.lines)))

    def take_table(self, node: etree._Element) -> bool:
        """Take a table of data as a block; a table that lays out the page is left to be walked."""
        inner = node.find(".//table")
        if inner is not None and not has_headings(node):
            return False
        trs = [tr for tr in own_rows(node) if not self.leave_out(tr)]
        grid = spread_cells(trs, self.leave_out)
        if not grid or max(len(row) for row in grid) < 2:
            return False
        self.tables += 1
        for index, tr in enumerate(trs, 1):
            self.name_struck(tr, Source(table=self.tables, row=index))
        rows = [
            TableRow(tuple(cells), Source(table=self.tables, row=i))
            for i, cells in enumerate(grid, 1)
        ]
        self.blocks.append(Table(tuple(rows)))
        return True
