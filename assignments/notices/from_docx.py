"""A Word document to lines and tables, from its XML: what the reader of the page sees.

Tracked insertions stay, deletions go; content controls are read; merged cells are spread over what
they cover; numbers that Word writes itself are written out.
"""

import zipfile
from collections.abc import Iterator

from lxml import etree

from assignments.notices.blocks import Cell, Document, Line, Table, TableRow
from assignments.notices.docx_numbers import Numbering, W, numbering_from
from assignments.notices.errors import UnreadableDocument
from assignments.notices.from_text import clean
from assignments.notices.limits import (
    DAMAGED,
    MAX_CELLS,
    MAX_TAGS_WORD,
    TOO_MANY_CELLS,
    check_markup,
    part_of,
)
from assignments.notices.rows import Source

_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = {
    f"{W}del",
    f"{W}moveFrom",
    f"{W}instrText",
    f"{W}delText",
    f"{W}footnoteReference",
    f"{_MARKUP}Fallback",
}
_THROUGH = {
    f"{W}sdt",
    f"{W}sdtContent",
    f"{W}ins",
    f"{W}moveTo",
    f"{W}smartTag",
    f"{W}customXml",
    f"{W}hyperlink",
}
_MARKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": " ", f"{W}noBreakHyphen": "-", f"{W}ptab": " "}


def from_docx(archive: zipfile.ZipFile, filename: str = "") -> Document:
    body = _tree(archive, "word/document.xml")
    body = body.find(f"{W}body") if body is not None else None
    if body is None:
        raise UnreadableDocument(DAMAGED)
    numbers = numbering_from(_tree(archive, "word/numbering.xml"), _tree(archive, "word/styles.xml"))
    blocks: list[Line | Table] = []
    lines = tables = 0
    for node in _flow(body):
        if node.tag == f"{W}p":
            for text in _lines(node, numbers):
                lines += 1
                blocks.append(Line(text, Source(line=lines)))
        elif node.tag == f"{W}tbl":
            tables += 1
            blocks.append(_table(node, tables, numbers))
    return Document(tuple(blocks), filename)


def _flow(body: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables in reading order; a table that only lays the page out (a converted web page)
    gives what its cells hold."""
    waiting = list(_children(body))[::-1]
    while waiting:
        node = waiting.pop()
        if node.tag == f"{W}tbl" and _lays_out(node):
            cells = [cell for row in _children(node) for cell in _children(row) if cell.tag == f"{W}tc"]
            waiting.extend([child for cell in cells for child in _children(cell)][::-1])
        else:
            yield node


def _lays_out(table: etree._Element) -> bool:
    """Whether a table inside this one has more rows than it has itself."""
    rows = sum(1 for node in _children(table) if node.tag == f"{W}tr")
    inner = table.find(f".//{W}tbl")
    return inner is not None and rows < len(inner.findall(f"{W}tr"))


def _tree(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    content = part_of(archive, name)
    if content is None:
        return None
    check_markup(content, MAX_TAGS_WORD)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument(DAMAGED) from error


def _children(node: etree._Element) -> Iterator[etree._Element]:
    """The children, looking through content controls and tracked insertions."""
    waiting = list(reversed(node))
    while waiting:
        child = waiting.pop()
        if child.tag in _THROUGH:
            waiting.extend(reversed(child))
        elif child.tag not in _GONE:
            yield child


def _lines(paragraph: etree._Element, numbers: Numbering) -> list[str]:
    """The paragraph's lines (it may hold line breaks), with its automatic number in front."""
    text = numbers.label(paragraph) + _text(paragraph)
    return [line for raw in text.split("\n") if (line := clean(raw))]


def _text(paragraph: etree._Element) -> str:
    pieces: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        node = waiting.pop()
        if not isinstance(node.tag, str) or node.tag in _GONE or node.tag == f"{W}pPr":
            continue
        if node.tag == f"{W}t":
            pieces.append(node.text or "")
        elif node.tag in _MARKS:
            pieces.append(_MARKS[node.tag])
        elif node.tag == f"{W}p":
            pieces.append("\n" + _text(node) + "\n")
        else:
            waiting.extend(reversed(node))
    return "".join(pieces)


def _table(node: etree._Element, number: int, numbers: Numbering) -> Table:
    rows: list[TableRow] = []
    above: list[Cell] = []
    total = 0
    for index, tr in enumerate((row for row in _children(node) if row.tag == f"{W}tr"), 1):
        if _is_deleted(tr):
            continue
        cells = _cells(tr, above, numbers)
        above = cells
        total += len(cells)
        if total > MAX_CELLS:
            raise UnreadableDocument(TOO_MANY_CELLS)
        rows.append(TableRow(tuple(cells), Source(table=number, row=index)))
    return Table(tuple(rows))


def _is_deleted(row: etree._Element) -> bool:
    properties = row.find(f"{W}trPr")
    return properties is not None and properties.find(f"{W}del") is not None


def _cells(row: etree._Element, above: list[Cell], numbers: Numbering) -> list[Cell]:
    cells = [Cell()] * _skipped(row, "gridBefore")
    for node in _children(row):
        if node.tag != f"{W}tc":
            continue
        properties = node.find(f"{W}tcPr")
        merge = properties.find(f"{W}vMerge") if properties is not None else None
        lines = tuple(_cell_lines(node, numbers))
        covered = merge is not None and merge.get(f"{W}val", "continue") == "continue"
        if covered and len(cells) < len(above):
            lines = above[len(cells)].lines
        for offset in range(_across(properties)):
            cells.append(Cell(lines, covered=covered or offset > 0))
    return cells + [Cell()] * _skipped(row, "gridAfter")


def _across(properties: etree._Element | None) -> int:
    span = properties.find(f"{W}gridSpan") if properties is not None else None
    value = span.get(f"{W}val", "1") if span is not None else "1"
    return max(1, min(int(value), 100)) if value.isdigit() else 1


def _skipped(row: etree._Element, name: str) -> int:
    properties = row.find(f"{W}trPr")
    node = properties.find(f"{W}{name}") if properties is not None else None
    value = node.get(f"{W}val", "0") if node is not None else "0"
    return min(int(value), 100) if value.isdigit() else 0


def _cell_lines(cell: etree._Element, numbers: Numbering) -> Iterator[str]:
    """The lines of a cell; a table inside it gives its cells' lines."""
    waiting = list(_children(cell))[::-1]
    while waiting:
        node = waiting.pop()
        if node.tag == f"{W}p":
            yield from _lines(node, numbers)
        elif node.tag in (f"{W}tbl", f"{W}tr", f"{W}tc"):
            waiting.extend(list(_children(node))[::-1])
