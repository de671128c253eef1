"""A Word document to lines and tables, from its XML; merged cells are spread over what they cover,
and numbers that Word writes itself are written out."""

import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from assignments.notices.blocks import Document, Table, TextLine
from assignments.notices.doubts import doubt
from assignments.notices.files.errors import UnreadableDocument
from assignments.notices.files.limits import (
    DAMAGED,
    MAX_TAGS_WORD,
    check_markup,
    part_of,
)
from assignments.notices.files.word.docx_numbers import W, numbering_from
from assignments.notices.files.word.docx_strikes import mark_struck, struck_in
from assignments.notices.files.word.docx_tables import lays_out, table_of
from assignments.notices.files.word.docx_text import (
    children,
    hidden_texts,
    join_deleted_marks,
    lines_of,
    tables_in_boxes,
)
from assignments.notices.rows import Doubt, Source

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = "word/document.xml"
_FOOTNOTES = "word/footnotes.xml"
# The main part as _rels/.rels names it: Target="/word/document2.xml".
_START = re.compile(rb"""Target\s*=\s*["']/?(word/[^"'/]+\.xml)["']""")


def main_part(archive: zipfile.ZipFile) -> str | None:
    """The part of the archive that holds the text; None where it is no Word document. Some programs
    call it document2.xml."""
    names = set(archive.namelist())
    start = (
        _START.search(part_of(archive, "_rels/.rels") or b"")
        if _USUAL not in names
        else None
    )
    name = start[1].decode("ascii", "replace") if start else _USUAL
    return name if name in names else None


def from_docx(archive: zipfile.ZipFile, filename: str = "") -> Document:
    root = _tree(archive, main_part(archive) or _USUAL)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise UnreadableDocument(DAMAGED)
    styles = _tree(archive, "word/styles.xml")
    join_deleted_marks(body)
    mark_struck(body, styles)
    numbers = numbering_from(_tree(archive, "word/numbering.xml"), styles)
    blocks: list[TextLine | Table] = []
    doubts: list[Doubt] = []
    lines = tables = 0
    for node in _flow(body):
        if node.tag == f"{W}p":
            for text in lines_of(node, numbers, tables=False):
                lines += 1
                blocks.append(TextLine(text, Source(line=lines)))
            if struck := struck_in(node):
                source = Source(line=max(1, lines))
                doubts.append(doubt("struck_left_out", source, text=f"“{struck}”"))
        elif node.tag == f"{W}tbl":
            tables += 1
            table, left_out = table_of(node, tables, numbers)
            blocks.append(table)
            doubts += left_out
    return Document(
        tuple(blocks),
        filename,
        (*doubts, *_doubts_of_hidden(body, _tree(archive, _FOOTNOTES))),
    )


def _doubts_of_hidden(
    body: etree._Element, notes: etree._Element | None
) -> Iterator[Doubt]:
    """What the page does not show, and what stands at its foot: neither is read, one doubt each."""
    hidden = "".join(hidden_texts(body))
    if hidden:
        yield doubt("hidden_text_left_out", Source(line=1), text=hidden[:60])
    feet = [] if notes is None else [note for note in notes if not note.get(f"{W}type")]
    footnotes = "".join(
        text for note in feet for text in note.itertext(f"{W}t")
    ).strip()
    if footnotes:
        yield doubt("footnotes_left_out", Source(line=1), text=footnotes[:60])


def _flow(body: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables in reading order; a table that only lays the page out (a converted web
    page) gives what its cells hold."""
    waiting = list(children(body))[::-1]
    while waiting:
        node = waiting.pop()
        if node.tag == f"{W}tbl" and lays_out(node):
            cells = [
                cell
                for row in children(node)
                for cell in children(row)
                if cell.tag == f"{W}tc"
            ]
            waiting.extend([child for cell in cells for child in children(cell)][::-1])
        else:
            yield node
            waiting.extend(tables_in_boxes(node)[::-1] if node.tag == f"{W}p" else [])


def _tree(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    content = part_of(archive, name)
    if content is None:
        return None
    check_markup(content, MAX_TAGS_WORD)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(content.replace(_STRICT, W[1:-1].encode()), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument(DAMAGED) from error
