"""The door of this room: bytes and a filename in, a Notice out."""

from assignments.notices.assemble import doubts_of_endings, finish, known_names, titles_of
from assignments.notices.blocks import Document
from assignments.notices.from_text import decode, from_text
from assignments.notices.head import read_head
from assignments.notices.joint import doubts_of, propose
from assignments.notices.layouts import read_layouts
from assignments.notices.numbers_check import doubts_of_numbers
from assignments.notices.rows import Doubt, Notice


def read_notice(data: bytes, filename: str) -> Notice:
    """Read a document. Raises UnreadableDocument, with advice in Chinese, where it cannot be read."""
    return read_document(from_text(decode(data), filename))


def read_text(text: str) -> Notice:
    """Read pasted text."""
    return read_document(from_text(text))


def read_document(document: Document) -> Notice:
    """Lines and tables to rows, proposals and doubts."""
    reading, head_lines = read_layouts(document)
    head, doubts = read_head(head_lines)
    doubts = [*doubts, *reading.doubts, *doubts_of_numbers(reading.rows)]
    known, titles = known_names(reading.rows), titles_of(reading.rows)
    rows = []
    for raw in reading.rows:
        row, odd = finish(raw, known, titles)
        rows.append(row)
        doubts += odd
    joint = propose(rows)
    doubts += doubts_of(joint) + doubts_of_endings(rows)
    return Notice(
        plan=head,
        rows=tuple(rows),
        doubts=tuple(sorted(doubts, key=_place)),
        joint=tuple(joint),
        outside=tuple(reading.outside),
        layouts=tuple(reading.layouts),
    )


def _place(found: Doubt) -> tuple:
    source = found.source
    return (source.line or 0, source.sheet or "", source.table or 0, source.row or 0)
