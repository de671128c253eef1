"""The door of this room: bytes and a filename in, a Notice out."""

from collections.abc import Callable, Iterable

from assignments.notices.blocks import Document, TextLine
from assignments.notices.doubts import doubt, once
from assignments.notices.files.formats import load
from assignments.notices.files.text.from_text import from_text
from assignments.notices.layouts.choosing import read_layouts, titled_leaders
from assignments.notices.meaning.assemble import finish, known_names, titles_of
from assignments.notices.meaning.joint import doubts_of, propose
from assignments.notices.meaning.numbers_check import doubts_of_numbers
from assignments.notices.meaning.renumber import renumber
from assignments.notices.meaning.row_doubts import doubts_of_endings, doubts_of_offices
from assignments.notices.meaning.unnumbered_parts import join_parts
from assignments.notices.raw_rows import LayoutReading
from assignments.notices.repair.error_values import with_rows, without_error_values
from assignments.notices.rows import (
    KEY,
    LIVELIHOOD,
    Doubt,
    LeaderFound,
    Notice,
    NoticeRow,
    Source,
)
from assignments.notices.words.deadlines import take_deadlines
from assignments.notices.words.known_leaders import KnownLeaders
from assignments.notices.words.notice_head import read_head, stated_counts

Progress = Callable[[int, int], None]


def read_notice(
    data: bytes, filename: str, *, progress: Progress | None = None
) -> Notice:
    """Read a document. `progress(done, total)` is called now and then, in rows.

    Raises UnreadableDocument, with advice in Chinese, where the bytes cannot be read. A document
    without any task is read too: no rows, and a doubt that says so.
    """
    return read_document(load(data, filename), progress=progress)


def read_text(text: str, *, progress: Progress | None = None) -> Notice:
    """Read pasted text."""
    return read_document(from_text(text), progress=progress)


def read_document(
    document: Document, *, progress: Progress | None = None, known: Iterable[str] = ()
) -> Notice:
    """Lines and tables to rows, proposals and doubts. `known` are names of leaders from
    elsewhere."""
    document, failed = without_error_values(document)
    reading, head_lines = _read_known(document, KnownLeaders(map(LeaderFound, known)))
    head, doubts = read_head(head_lines, reading.closing)
    reading.rows, joined = join_parts(reading.rows)
    for raw in reading.rows:
        take_deadlines(raw)
    reading.outside += document.outside
    doubts = [
        *document.doubts,
        *doubts,
        *reading.doubts,
        *joined,
        *renumber(reading.rows),
    ]
    doubts += doubts_of_numbers(reading.rows) + doubts_of_offices(reading.rows)
    known, titles = known_names(reading.rows), titles_of(reading.rows)
    rows = []
    for done, raw in enumerate(reading.rows, 1):
        row, odd = finish(raw, known, titles)
        rows.append(row)
        doubts += odd
        if progress and (done % 200 == 0 or done == len(reading.rows)):
            progress(done, len(reading.rows))
    doubts += with_rows(failed, rows)
    joint = propose(rows)
    doubts += doubts_of(joint) + doubts_of_endings(rows)
    stated = stated_counts(head_lines)
    doubts += _doubts_of_counts(stated, rows)
    if not rows:
        doubts.append(doubt("rows_missing", Source(line=1)))
    return Notice(
        plan=head,
        rows=tuple(rows),
        doubts=tuple(once(sorted(doubts, key=_place))),
        joint=tuple(joint),
        outside=tuple(reading.outside),
        layouts=tuple(reading.layouts),
        stated=stated,
    )


def _read_known(
    document: Document, known: KnownLeaders
) -> tuple[LayoutReading, list[TextLine]]:
    """The layouts, and once more where a list has no leaders and the document itself names some
    elsewhere."""
    known |= titled_leaders(document)
    read = read_layouts(document, known)
    lists: dict[tuple[str | None, int | None], bool] = {}
    for row in read[0].rows:
        place = row.source.sheet, row.source.table
        lists[place] = lists.get(place, False) or bool(row.leaders) or row.kind != KEY
    if all(lists.values()):
        return read
    named = [
        leader
        for row in read[0].rows
        for leader in row.leaders
        if leader.name not in known
    ]
    return read_layouts(document, known | named) if named else read


_KINDS = {KEY: "项重点工作", LIVELIHOOD: "件民生实事"}


def _doubts_of_counts(stated: dict[str, int], rows: list[NoticeRow]) -> list[Doubt]:
    """Where the letter speaks of another number of rows than were read."""
    doubts = []
    for kind, count in stated.items():
        of_kind = [row for row in rows if row.kind == kind]
        if of_kind and len(of_kind) != count:
            where, what = of_kind[0].source, _KINDS[kind]
            doubts.append(
                doubt(
                    "count_differs", where, stated=count, found=len(of_kind), what=what
                )
            )
    return doubts


def _place(question: Doubt) -> tuple[str, int, int, int]:
    source = question.source
    return source.sheet or "", source.line or 0, source.table or 0, source.row or 0
