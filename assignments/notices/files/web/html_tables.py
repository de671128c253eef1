"""A table of a web page: its own rows, and its cells with rowspan and colspan spread out."""

import re
from collections.abc import Callable, Iterator

from lxml import etree

from assignments.notices.blocks import Cell
from assignments.notices.files.errors import UnreadableDocument
from assignments.notices.files.limits import (
    MAX_CELLS,
    TOO_MANY_CELLS,
)
from assignments.notices.files.text.from_text import clean
from assignments.notices.words.headings import is_header
from assignments.rules.names import fold

BLOCKS = {
    "p", "div", "br", "tr", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "table",
    "section", "article", "header", "footer", "center", "dd", "dt", "dl", "hr", "td", "th", "pre",
}  # fmt: skip
SILENT = {
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "select",
    "option",
    "textarea",
    "svg",
}
BREAK = "\x1e"
_WIDEST = 200
_HEADER_WITHIN, _LONGEST_HEADING = 30, 60


def has_headings(table: etree._Element) -> bool:
    """Whether a table that holds others has headings of tasks itself, so that those stand in its
    cells."""
    return any(is_header(_own_words(tr)) for tr in own_rows(table)[:_HEADER_WITHIN])


def _own_words(tr: etree._Element) -> list[str]:
    """What the cells of a row say, without those that hold a table of their own."""
    words: list[str] = []
    for cell in tr:
        if cell.tag in ("td", "th") and cell.find(".//table") is None:
            words.append(fold("".join(cell.itertext())[:_LONGEST_HEADING]))
    return words


def own_rows(table: etree._Element) -> list[etree._Element]:
    """The rows of a table, without those of tables in its cells."""
    rows: list[etree._Element] = []
    waiting = list(table)[::-1]
    while waiting:
        node = waiting.pop()
        if node.tag == "tr":
            rows.append(node)
        elif node.tag != "table":
            waiting.extend(list(node)[::-1])
    return rows


def spread_cells(
    trs: list[etree._Element], leave_out: Callable[[etree._Element], bool]
) -> list[list[Cell]]:
    """The rows with rowspan and colspan spread out; rowspan=0 runs to the end of its group of
    rows."""
    last = {tr.getparent(): index for index, tr in enumerate(trs)}
    grid: list[list[Cell]] = []
    hanging: dict[int, tuple[int, Cell]] = {}
    total = 0
    for index, tr in enumerate(trs):
        row: list[Cell] = []
        for node in tr:
            if node.tag not in ("td", "th") or leave_out(node):
                continue
            _fill(row, hanging)
            lines = tuple(_cell_lines(node, leave_out))
            down = _span(
                node, "rowspan", len(trs) - index, last[tr.getparent()] - index + 1
            )
            across = _span(node, "colspan", _WIDEST, 1)
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


def _span(node: etree._Element, name: str, most: int, of_zero: int) -> int:
    # rowspan=" 3"; what is no number spans one, as browsers have it.
    match = re.match(r"\s*(\d{1,5})", node.get(name) or "1")
    span = int(match[1]) if match else 1
    return of_zero if span == 0 else max(1, min(span, most))


def _cell_lines(
    node: etree._Element, leave_out: Callable[[etree._Element], bool]
) -> Iterator[str]:
    pieces: list[str] = [node.text or ""]
    skipped: etree._Element | None = None
    for event, inner in etree.iterwalk(node, events=("start", "end")):
        if inner is node or not isinstance(inner.tag, str):
            continue
        if skipped is None and event == "start" and leave_out(inner):
            skipped = inner
        if skipped is not None:
            if event == "end" and inner is skipped:
                skipped = None
                pieces.append(inner.tail or "")
            continue
        if inner.tag in BLOCKS:
            pieces.append(BREAK)
        if inner.tag in SILENT:
            pieces.append(inner.tail or "" if event == "end" else "")
        else:
            pieces.append((inner.text if event == "start" else inner.tail) or "")
    text = (
        "".join(pieces).replace("\xa0", " ").replace("\\n", BREAK)
    )  # as programs for data write them
    for line in re.sub(r"[^\S\x1e]+", " ", text).split(BREAK):
        if cleaned := clean(line):
            yield cleaned
