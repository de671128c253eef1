"""Rows of a table that belong to the row above: more of its text, more units, or a part with units
of its own."""

from collections.abc import Sequence

from assignments.notices.blocks import Cell
from assignments.notices.layouts.columns import Columns
from assignments.notices.layouts.grid.cells import (
    add_extra,
    cell_at,
    pieces_of,
    text_pieces,
)
from assignments.notices.layouts.grid.row_parts import part_of
from assignments.notices.raw_rows import FIRST_LEADS, KNOWN, RawRow, SourcedText
from assignments.notices.rows import Source
from assignments.notices.words.headings import (
    COOPERATING,
    LEAD,
    LEADER,
    NUMBER,
    REMARK,
    UNITS,
)
from assignments.notices.words.numbering import mark_of


def goes_on(
    above: RawRow,
    cells: Sequence[Cell],
    columns: Columns,
    number: int | None,
    pieces: Sequence[SourcedText],
) -> bool:
    """Whether a row belongs to the one above: its number is merged into it, or it has only more of
    a cell."""
    written = cell_at(cells, columns, NUMBER)
    if written.covered and written.lines:
        return True
    if NUMBER not in columns.roles:
        merged = [
            cells[at].covered and cells[at].lines
            for at in columns.texts
            if at < len(cells)
        ]
        if merged and (
            all(merged) or (merged[0] and number is not None and number == above.number)
        ):
            return True
    if number is not None or written.lines:
        return False
    units = cell_at(cells, columns, LEAD).lines or cell_at(cells, columns, UNITS).lines
    if not pieces:
        leader = cell_at(cells, columns, LEADER)
        return not leader.lines or leader.covered
    mark = mark_of(pieces[0].text)
    first = mark_of(above.texts[0].text) if above.texts else None
    part = bool(
        mark
        and first
        and first.number == 1
        and mark.number > 1
        and NUMBER in columns.roles
    )
    return part or (
        not units
        and not cell_at(cells, columns, COOPERATING).lines
        and above.number is not None
    )


def add_more(
    above: RawRow, cells: Sequence[Cell], columns: Columns, source: Source
) -> None:
    """Put what a further row says into the row above, in place."""
    add_extra(above.extra, cells, columns)
    fresh = text_pieces(
        [Cell() if cell.covered else cell for cell in cells], columns, source
    )
    if fresh and (
        cell_at(cells, columns, LEAD).lines or cell_at(cells, columns, UNITS).lines
    ):
        _add_part(above, cells, columns, fresh, source)
        return
    above.texts += [
        SourcedText("\n" + piece.text.lstrip("\n"), piece.source) for piece in fresh
    ]
    put_units(above, cells, columns, source, only_own=True)


def _add_part(
    above: RawRow,
    cells: Sequence[Cell],
    columns: Columns,
    pieces: list[SourcedText],
    source: Source,
) -> None:
    if not above.parts:
        above.parts.append(
            part_of(above.texts, [*above.units, *above.cooperating], above.lead)
        )
        above.lead, above.units, above.cooperating = [], [], []
    above.texts.append(SourcedText("\n" + pieces[0].text.lstrip("\n"), source))
    above.texts += pieces[1:]
    lead, units, cooperating = (
        pieces_of(cells, columns, role, source) for role in (LEAD, UNITS, COOPERATING)
    )
    if above.duties != KNOWN:
        lead, units = [], [*lead, *units]
    covered = cell_at(cells, columns, REMARK).covered
    above.remarks += [] if covered else pieces_of(cells, columns, REMARK, source)
    above.parts.append(part_of(pieces, [*units, *cooperating], lead))


def put_units(
    row: RawRow,
    cells: Sequence[Cell],
    columns: Columns,
    source: Source,
    only_own: bool = False,
) -> None:
    """Put the cells of units and remarks into the row, in place; `only_own` leaves out those merged
    from above."""
    lead, cooperating = (
        cell_at(cells, columns, LEAD),
        cell_at(cells, columns, COOPERATING),
    )
    if (
        lead.lines
        and cooperating.covered
        and cooperating.lines == lead.lines
        and not only_own
    ):
        row.duties = FIRST_LEADS  # one cell over both columns
        cells = [Cell() if cell is cooperating else cell for cell in cells]
    for role, target in (
        (LEAD, row.lead),
        (COOPERATING, row.cooperating),
        (UNITS, row.units),
        (REMARK, row.remarks),
    ):
        if not (only_own and cell_at(cells, columns, role).covered):
            target += pieces_of(cells, columns, role, source)
    if row.duties != KNOWN and row.lead:
        first, then = (row.units, row.lead) if only_own else (row.lead, row.units)
        row.units, row.lead = [*first, *then], []
