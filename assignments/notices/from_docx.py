"""A Word document to lines and tables, from its XML; merged cells are spread over what they cover, and
numbers that Word writes itself are written out."""

import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from assignments.notices.blocks import Cell, Document, Line, Table, TableRow
from assignments.notices.docx_numbers import Numbering, W, numbering_from
from assignments.notices.docx_text import children, join_deleted_marks, lines_of, tables_in_boxes
from assignments.notices.errors import UnreadableDocument
from assignments.notices.limits import (
    DAMAGED,
    MAX_CELLS,
    MAX_TAGS_WORD,
    TOO_MANY_CELLS,
    check_markup,
    part_of,
)
from assignments.notices.rows import Source

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = "word/document.xml"
_START = re.compile(rb"""Target\s*=\s*["']/?(word/[^"'/]+\.xml)["']""")


def main_part(archive: zipfile.ZipFile) -> str | None:
    """The part of the archive that holds the text; None where it is no Word document. Some programs call it
    document2.xml."""
    names = set(archive.namelist())
    found = _START.search(part_of(archive, "_rels/.rels") or b"") if _USUAL not in names else None
    name = found[1].decode("ascii", "replace") if found else _USUAL
    return name if name in names else None


def from_docx(archive: zipfile.ZipFile, filename: str = "") -> Document:
    root = _tree(archive, main_part(archive) or _USUAL)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise UnreadableDocument(DAMAGED)
    join_deleted_marks(body)
    numbers = numbering_from(_tree(archive, "word/numbering.xml"), _tree(archive, "word/styles.xml"))
    blocks: list[Line | Table] = []
    lines = tables = 0
    for node in _flow(body):
        if node.tag == f"{W}p":
            for text in lines_of(node, numbers, tables=False):
                lines += 1
                blocks.append(Line(text, Source(line=lines)))
        elif node.tag == f"{W}tbl":
            tables += 1
            blocks.append(_table(node, tables, numbers))
    return Document(tuple(blocks), filename)


def _flow(body: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables in reading order; a table that only lays the page out (a converted web page)
    gives what its cells hold."""
    waiting = list(children(body))[::-1]
    while waiting:
        node = waiting.pop()
        if node.tag == f"{W}tbl" and _lays_out(node):
            cells = [cell for row in children(node) for cell in children(row) if cell.tag == f"{W}tc"]
            waiting.extend([child for cell in cells for child in children(cell)][::-1])
        else:
            yield node
            waiting.extend(tables_in_boxes(node)[::-1] if node.tag == f"{W}p" else [])


def _lays_out(table: etree._Element) -> bool:
    """Whether a table inside this one has more rows than it has itself."""
    rows = sum(1 for node in children(table) if node.tag == f"{W}tr")
    return any(rows < len(inner.findall(f"{W}tr")) for inner in table.iterfind(f".//{W}tbl"))


def _tree(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    content = part_of(archive, name)
    if content is None:
        return None
    check_markup(content, MAX_TAGS_WORD)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content.replace(_STRICT, W[1:-1].encode()), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument(DAMAGED) from error


def _table(node: etree._Element, number: int, numbers: Numbering) -> Table:
    rows: list[TableRow] = []
    above: list[Cell] = []
    total = 0
    for index, tr in enumerate((row for row in children(node) if row.tag == f"{W}tr"), 1):
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
    for node in children(row):
        if node.tag != f"{W}tc":
            continue
        properties = node.find(f"{W}tcPr")
        if properties is not None and properties.find(f"{W}cellDel") is not None:
            continue
        lines = tuple(_cell_lines(node, numbers))
        covered = _goes_on(properties, "vMerge")
        if covered and len(cells) < len(above):
            lines = above[len(cells)].lines
        elif cells and _goes_on(properties, "hMerge"):
            lines, covered = cells[-1].lines, True
        for offset in range(_across(properties)):
            cells.append(Cell(lines, covered=covered or offset > 0))
    return cells + [Cell()] * _skipped(row, "gridAfter")


def _goes_on(properties: etree._Element | None, name: str) -> bool:
    """Whether the cell is merged with the one above (vMerge) or to its left (hMerge)."""
    merge = properties.find(f"{W}{name}") if properties is not None else None
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


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
    waiting = list(children(cell))[::-1]
    while waiting:
        node = waiting.pop()
        if node.tag == f"{W}p":
            yield from lines_of(node, numbers)
        elif node.tag in (f"{W}tbl", f"{W}tr", f"{W}tc"):
            waiting.extend(list(children(node))[::-1])
