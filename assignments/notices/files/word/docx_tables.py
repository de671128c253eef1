"""A table of a Word document: merged cells spread over what they cover, tracked changes
followed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from assignments.notices.blocks import Cell, Table, TableRow
from assignments.notices.doubts import doubt
from assignments.notices.files.errors import UnreadableDocument
from assignments.notices.files.limits import MAX_CELLS, TOO_MANY_CELLS
from assignments.notices.files.word.docx_numbers import Numbering, W
from assignments.notices.files.word.docx_strikes import struck_in
from assignments.notices.files.word.docx_text import children, lines_of
from assignments.notices.rows import Doubt, Source
from assignments.notices.words.headings import is_header
from assignments.rules.names import fold

# Rows in which headings are looked for, to tell a table of tasks from one that only lays out.
_HEADER_WITHIN = 30
# Tables within a table that are looked into; a page laid out with tables has a few.
_MOST_INNER = 50


@dataclass
class _Above:
    """The row above: its cells, and at which positions a merge is open that may go on below."""

    cells: list[Cell] = field(default_factory=list)
    open: set[int] = field(default_factory=set)


def table_of(
    node: etree._Element, number: int, numbers: Numbering
) -> tuple[Table, list[Doubt]]:
    """The table, and a doubt for what is left out of each row: what stands in cells that are merged
    with those above, so that nobody sees it on the page, and what is struck through."""
    rows: list[TableRow] = []
    doubts: list[Doubt] = []
    above = _Above()
    total = 0
    for index, tr in enumerate(
        (row for row in children(node) if row.tag == f"{W}tr"), 1
    ):
        if _is_gone(tr):
            above = _cells(tr, above, Numbering(), [])
            continue
        texts: list[str] = []
        above = _cells(tr, above, numbers, texts)
        total += len(above.cells)
        if total > MAX_CELLS:
            raise UnreadableDocument(TOO_MANY_CELLS)
        source = Source(table=number, row=index)
        rows.append(TableRow(tuple(above.cells), source))
        doubts += [doubt("covered_left_out", source, text=text[:40]) for text in texts]
        if struck := struck_in(tr):
            doubts.append(doubt("struck_left_out", source, text=f"“{struck}”"))
    return Table(tuple(rows)), doubts


def lays_out(table: etree._Element) -> bool:
    """Whether a table that holds another one only lays the page out: it has no headings of tasks of
    its own, and the other one has, or has more rows."""
    within = list(islice(table.iterfind(f".//{W}tbl"), _MOST_INNER))
    if not within or _has_headings(table):
        return False
    rows = sum(1 for node in children(table) if node.tag == f"{W}tr")
    return any(
        rows < len(inner.findall(f"{W}tr")) or _has_headings(inner) for inner in within
    )


def _has_headings(table: etree._Element) -> bool:
    rows = [node for node in children(table) if node.tag == f"{W}tr"][:_HEADER_WITHIN]
    for row in rows:
        cells = [cell for cell in children(row) if cell.tag == f"{W}tc"]
        if is_header([_own_words(cell) for cell in cells]):
            return True
    return False


def _own_words(cell: etree._Element) -> str:
    paragraphs = (node for node in children(cell) if node.tag == f"{W}p")
    return fold(
        "".join(
            line
            for node in paragraphs
            for line in lines_of(node, Numbering(), tables=False)
        )
    )


def _is_gone(row: etree._Element) -> bool:
    """Whether a row was deleted in a tracked change, or is hidden."""
    properties = row.find(f"{W}trPr")
    return properties is not None and any(
        properties.find(f"{W}{name}") is not None for name in ("del", "hidden")
    )


def _cells(
    row: etree._Element, above: _Above, numbers: Numbering, unseen: list[str]
) -> _Above:
    cells = [Cell()] * _skipped(row, "gridBefore")
    open_merges: set[int] = set()
    for node in children(row):
        if node.tag != f"{W}tc":
            continue
        properties = node.find(f"{W}tcPr")
        if properties is not None and properties.find(f"{W}cellDel") is not None:
            continue
        lines = tuple(_cell_lines(node, numbers))
        at = len(cells)
        merged = _merge(properties, "vMerge")
        # one that goes on with nothing, but says something, begins a merge that a program did not
        # say begins
        covered = (
            merged == "continue"
            and at < len(above.cells)
            and not (lines and at not in above.open)
        )
        if covered:
            unseen += (
                ["".join(lines)] if lines and lines != above.cells[at].lines else []
            )
            lines = above.cells[at].lines
        elif cells and _merge(properties, "hMerge") == "continue":
            lines, covered = cells[-1].lines, True
        if merged:
            open_merges.add(at)
        for offset in range(_across(properties)):
            cells.append(Cell(lines, covered=covered or offset > 0))
    return _Above(cells + [Cell()] * _skipped(row, "gridAfter"), open_merges)


def _merge(properties: etree._Element | None, name: str) -> str | None:
    """How the cell is merged with the one above (vMerge) or to its left (hMerge): "restart",
    "continue", or not."""
    merge = properties.find(f"{W}{name}") if properties is not None else None
    return merge.get(f"{W}val", "continue") if merge is not None else None


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
