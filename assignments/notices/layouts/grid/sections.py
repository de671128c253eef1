"""Rows over the whole width of a table that say who carries the tasks below, where no column
does."""

from collections.abc import Iterator, Sequence

from assignments.notices.blocks import TableRow
from assignments.notices.layouts.columns import Columns
from assignments.notices.layouts.grid.cells import own_texts
from assignments.notices.words.duty_labels import Labels
from assignments.notices.words.headings import LEAD, UNITS
from assignments.notices.words.headline import headline_of
from assignments.notices.words.numbering import chinese_number
from assignments.notices.words.sections import section_of
from assignments.notices.words.unit_headings import heading_of_unit
from assignments.notices.words.units import cut


def heading_text(row: TableRow) -> str | None:
    """What a row says that says one thing only: over the whole width, or with nothing beside it (一
    | 产业)."""
    written = own_texts(row)
    texts = list(dict.fromkeys(cell.text for cell in row.cells if cell.lines))
    if len(written) == len(texts) == 1:
        return written[0]
    if (
        len(written) == len(texts) == 2
        and row.cells[0].text == written[0]
        and chinese_number(written[0]) is not None
    ):
        return "、".join(written)
    return None


def units_above(rows: Sequence[TableRow], columns: Columns) -> dict[str, Labels]:
    """What such rows say of units, by their text: 一、市住建局, or 一、城建(责任单位:市住建局).

    {} where a column tells who leads, or where other headings of the same depth name nobody.
    """
    if {LEAD, UNITS} & set(columns.roles):
        return {}
    labels_by_text: dict[str, Labels] = {}
    depths: set[int] = set()
    others: set[int] = set()
    for text in _headings(rows):
        section, labels, unit = (
            section_of(text),
            headline_of(text).labels,
            heading_of_unit(text),
        )
        if labels and labels.names_units:
            labels_by_text[text] = labels
        elif unit:
            alone = len(cut(unit.units)) == 1
            labels_by_text[text] = (
                Labels(lead=[unit.units]) if alone else Labels(units=[unit.units])
            )
            depths.add(unit.depth)
        elif section:
            others.add(section.depth)
    return {} if depths & others else labels_by_text


def _headings(rows: Sequence[TableRow]) -> Iterator[str]:
    for row in rows:
        text = heading_text(row)
        if text:
            yield text
