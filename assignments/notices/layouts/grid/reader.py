"""A table with its borders: each row is a task, a part of one, a heading inside the table, or a
note."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assignments.notices.blocks import Table, TextLine
from assignments.notices.doubts import doubt
from assignments.notices.layouts.columns import Columns, find_header, take_groups
from assignments.notices.layouts.grid.cells import (
    own_texts,
)
from assignments.notices.layouts.grid.rows import GridRows
from assignments.notices.layouts.grid.sections import units_above
from assignments.notices.raw_rows import LayoutReading
from assignments.notices.rows import (
    KEY,
    KINDS,
    LeaderFound,
)
from assignments.notices.words.headings import (
    kind_said,
)
from assignments.notices.words.headline import NOBODY as NOBODY_KNOWN
from assignments.notices.words.headline import leaders_above
from assignments.notices.words.known_leaders import KnownLeaders
from assignments.notices.words.list_kinds import (
    KindTold,
    kind_of_list,
    names_list,
    near,
)


@dataclass(frozen=True)
class Before:
    """What was read above a list: the columns and kind of the list before, and every line of the
    document so far."""

    columns: Columns | None = None
    kind: str = KEY
    kind_assumed: bool = False
    known: KnownLeaders = NOBODY_KNOWN
    letter: Sequence[TextLine] = ()
    filename: str = ""

    def kind_of(self, columns: Columns, captions: Sequence[str]) -> KindTold:
        """A list without headings, or with those of the list before, is of its kind where no
        caption names another."""
        has_same_headings = (
            self.columns is not None and self.columns.headings == columns.headings
        )
        if has_same_headings and not any(
            kind_said(text) or names_list(text) for text in near(captions)
        ):
            return KindTold(self.kind, assumed=self.kind_assumed)
        return kind_of_list(captions, columns.headings, self.letter, self.filename)


def read_grid(
    table: Table,
    captions: Sequence[str],
    leaders: Sequence[LeaderFound],
    before: Before,
) -> tuple[LayoutReading, Before] | None:
    """The rows of a table of tasks, and what the next list goes on from; None where it is no such
    table. A table without headings goes on with the columns of the one above."""
    head = find_header(table) or _columns_from_above(table, before)
    if head is None:
        return None
    header, start, columns = head
    above, body = table.rows[:header], table.rows[start:]
    take_groups(columns, body)
    titles = [TextLine(text, row.source) for row in above for text in own_texts(row)]
    texts = [line.text for line in titles]
    named = (leaders_above(text, before.known) for text in reversed(texts))
    leaders = next(filter(None, named), leaders)
    all_captions = list(dict.fromkeys([*captions, *texts, table.name or ""]))
    kind = before.kind_of(columns, all_captions)
    reader = GridRows(columns, kind, list(leaders), before.known)
    reader.above = units_above(body, columns)
    for row in table.rows[:start]:
        reader.outside(row)
    reader.reading.titles = titles
    source = table.rows[header].source
    reader.doubt_columns(source)
    if kind.by:
        words = KINDS[kind.kind]
        question = doubt("kind_by_title", source, text=kind.by, kind=words)
        reader.reading.doubts.append(question)
    for row in body:
        reader.take(row)
    reader.finish()
    after = replace(
        before, columns=columns, kind=reader.kind, kind_assumed=reader.kind_assumed
    )
    return reader.reading, after


def _columns_from_above(
    table: Table, before: Before
) -> tuple[int, int, Columns] | None:
    """The columns of the list before, for a table of their width that has no headings."""
    if not before.columns or not table.rows:
        return None
    if len(table.rows[0].cells) != before.columns.width:
        return None
    return 0, 0, before.columns
