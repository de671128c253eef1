"""What is settled when all items of running text are read."""

from collections.abc import Sequence

from assignments.notices.raw_rows import RawRow, SourcedText
from assignments.notices.words.headings import is_watchers
from assignments.notices.words.labels import trailing_labels
from assignments.notices.words.leaders import leaders_in_column


def settle(rows: Sequence[RawRow]) -> None:
    """Read what only the whole item or the whole list tells, in place."""
    for row in rows:
        if len(row.texts) > 1 and not row.has_units and not row.parts:
            _read_end(row)
    if not any(row.leaders or row.office for row in rows):
        for row in rows:
            _led_by_watchers(row)


def _read_end(row: RawRow) -> None:
    """Who is in charge, at the end of an item that ran over several lines."""
    if trailing := trailing_labels(row.text):
        row.texts = [SourcedText(trailing[0], row.texts[0].source)]
        trailing[1].put_into(row, row.source)


def _led_by_watchers(row: RawRow) -> None:
    """Where no label of the list names another leader, 督办领导 carries the task, as in a table."""
    for name in filter(is_watchers, list(row.extra)):
        if named := leaders_in_column(row.extra[name]):
            row.leaders += named
            del row.extra[name]
