"""Which layout a document has: each part goes to the reader whose signs it bears."""

from assignments.notices.blocks import Document, Line
from assignments.notices.flat import read_table, table_starts
from assignments.notices.raw import Reading
from assignments.notices.rows import Outside


def read_layouts(document: Document) -> tuple[Reading, list[Line]]:
    """Everything the layouts found, and the lines before and between for the head."""
    reading = Reading()
    lines = [block for block in document.blocks if isinstance(block, Line)]
    starts = table_starts(lines)
    head = lines[: starts[0][0]] if starts else []
    reading.outside += [Outside(line.text, line.source) for line in head]
    if not starts:
        reading.add(read_table([], [], lines))
    for position, (caption, heading, body) in enumerate(starts):
        end = starts[position + 1][0] if position + 1 < len(starts) else len(lines)
        reading.add(read_table(lines[caption:heading], lines[heading:body], lines[body:end]))
    return reading, head
