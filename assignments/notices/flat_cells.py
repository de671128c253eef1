"""Cells of a table without borders that the plan has no place for, and those with a label in front."""

import re

from assignments.notices.blocks import Line
from assignments.notices.doubts import doubt
from assignments.notices.items_labels import put_into_row
from assignments.notices.labels import labels_of
from assignments.notices.raw import RawRow
from assignments.notices.rows import Doubt

_LABELLED = re.compile(r"^(?P<label>[一-鿿]{0,6}(?:单位|部门|领导|责任人|联系人))\s*[:：]\s*(?P<value>.+)$")


def put_extra(row: RawRow, name: str, text: str) -> None:
    """Keep a cell with the row under the name of its column; a second one of that name on its own line."""
    row.extra[name] = f"{row.extra[name]}\n{text}" if name in row.extra else text


def take_label(row: RawRow, line: Line) -> list[Doubt] | None:
    """Take 省牵头单位:省农业农村厅 into the row: a label nobody knows stays with it and is asked about. None for
    any other line."""
    found = _LABELLED.match(line.text)
    if not found:
        return None
    labels = labels_of(line.text)
    if labels and labels.names_anybody:
        return put_into_row(row, labels, line)
    put_extra(row, found["label"], found["value"])
    return [doubt("label_unknown", line.source, row, text=found["label"])]
