"""Cells that show the error of a formula and nothing else are empty, and said to be."""

from dataclasses import replace

from assignments.notices.blocks import Cell, Document, Table, TableRow, TextLine
from assignments.notices.doubts import doubt
from assignments.notices.rows import Doubt, NoticeRow
from assignments.rules.figures import is_error_value

CODE = "error_value"


def without_error_values(document: Document) -> tuple[Document, list[Doubt]]:
    """The document with such cells empty, and a doubt for each."""
    doubts: list[Doubt] = []
    blocks = tuple(
        block if isinstance(block, TextLine) else _without(block, doubts)
        for block in document.blocks
    )
    return (replace(document, blocks=blocks) if doubts else document), doubts


def _without(table: Table, doubts: list[Doubt]) -> Table:
    rows = tuple(_emptied(row, doubts) for row in table.rows)
    return replace(table, rows=rows) if doubts else table


def _emptied(row: TableRow, doubts: list[Doubt]) -> TableRow:
    failed = [cell for cell in row.cells if is_error_value(cell.text)]
    if not failed:
        return row
    doubts += [
        doubt(CODE, row.source, text=cell.text) for cell in failed if not cell.covered
    ]
    cells = tuple(
        Cell((), cell.covered, unread=True) if cell in failed else cell
        for cell in row.cells
    )
    return replace(row, cells=cells)


def with_rows(doubts: list[Doubt], rows: list[NoticeRow]) -> list[Doubt]:
    """The doubts, each with the row that was read from its place, where one was."""
    placed = {row.source: row for row in rows}
    return [
        replace(
            question,
            kind=placed[question.source].kind,
            number=placed[question.source].number,
        )
        if question.source in placed
        else question
        for question in doubts
    ]
