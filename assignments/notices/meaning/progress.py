"""A sheet of 完成情况: what a unit or the office wrote for a period, row by row, by number.

序号 | 重点工作 | 进展情况 | 存在问题 | 下一步打算, and any further column as a figure
(累计完成（亿元）). In the sheet that we hand out a column says for each row what the figure beside
it is about: 指标1 | 本期数1. Headings, their order and the file's format do not matter; the text is
kept as a check of the number.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from assignments.notices.blocks import Cell, Document, Table, TableRow, TextLine
from assignments.notices.doubts import doubt
from assignments.notices.files.errors import UnreadableDocument
from assignments.notices.files.formats import load
from assignments.notices.meaning.progress_columns import (
    PROGRESS,
    WORDS,
    figure_columns,
    find_progress_header,
    headings_of,
    label_and_measure,
    measure_of_table,
    period_of,
    progress_role,
    titles_of_table,
)
from assignments.notices.repair.pipes import with_tables
from assignments.notices.rows import Doubt, Source
from assignments.notices.words.headings import (
    LEAD,
    NUMBER,
    TEXT,
    UNITS,
    is_header,
    kind_of_table,
)
from assignments.notices.words.numbering import chinese_number, mark_of, number_alone
from assignments.rules.figures import (
    Unreadable,
    is_error_value,
    number_by_itself,
    own_measure,
)
from assignments.rules.names import fold
from assignments.rules.own_columns import PLAN

NO_PROGRESS_COLUMN = (
    "没有找到“进展情况”一列。请按“序号、重点工作、进展情况、存在问题、下一步打算”排列，"
    "另可加数据列，再上传。"
)


@dataclass(frozen=True)
class ReadingFound:
    """A figure of one column: the heading, the number as it stands there (None where the cell holds
    no single number), the measure of the heading, of the whole table or behind the number, and the
    cell as written. What it comes to in the measure of a target is for those to say who know the
    target."""

    label: str
    value: Decimal | None
    measure: str
    raw: str


@dataclass(frozen=True)
class ProgressRow:
    kind: str
    number: int | None
    text: str
    progress: str
    problems: str
    next_steps: str
    unit: str
    readings: tuple[ReadingFound, ...]
    source: Source
    failed: tuple[str, ...] = ()
    """Words of which a formula's error is all that is left: #REF!"""

    @property
    def says_anything(self) -> bool:
        return bool(self.progress or self.problems or self.next_steps or self.readings)


@dataclass(frozen=True)
class ProgressSheet:
    """The rows of all tables; `year`, `quarter` and `month` as the titles say them, else None."""

    rows: tuple[ProgressRow, ...]
    doubts: tuple[Doubt, ...]
    year: int | None = None
    quarter: int | None = None
    month: int | None = None


def read_progress(data: bytes, filename: str) -> ProgressSheet:
    """Read a sheet of progress. Raises UnreadableDocument where there is no column 进展情况."""
    return progress_of(load(data, filename))


def looks_like_progress(document: Document) -> bool:
    """Whether a document is a sheet of progress rather than a plan: a table with a column 完成情况
    that some of its rows fill in, or that a title calls so (重点工作完成情况表). A plan has that
    column empty, if at all, and our own ledger, which names the plan of each row, is none."""
    titles = [document.filename.rpartition(".")[0]]
    for block in with_tables(document.blocks):
        if isinstance(block, TextLine):
            titles.append(block.text)
            continue
        header = find_progress_header(block)
        near_titles = [*titles[-_NEAR:], *titles_of_table(block, header or 0)]
        titles.append(block.name or "")
        if header is None:
            if _holds_tasks(block) and any(map(_calls_progress, near_titles)):
                return True
            continue
        headings = headings_of(block.rows[header])
        if PLAN not in headings and (
            _is_filled(block, header) or any(map(_calls_progress, near_titles))
        ):
            return True
    return False


# Lines above a table that can be its title.
_NEAR = 3
_TITLE = re.compile(
    r"(?:完成|进展|推进|落实|实施|进度)情况(?:的?(?:填报|"
    r"统计|汇总|一览|报送|反馈|报告)?表|台账|清单|"
    r"汇总|统计)?"
    r"(?:[(（].*[)）])?[-—_\d]*$"
)
"""A title that ends with what the sheet tells: 2021年一季度重点工作完成情况统计表."""


def _holds_tasks(table: Table) -> bool:
    return any(is_header(headings_of(row)) for row in table.rows[:30])


def _calls_progress(text: str) -> bool:
    return len(text) <= 60 and bool(_TITLE.search(fold(text)))


def _is_filled(table: Table, header: int) -> bool:
    """Whether a third of the rows say something in words of their progress."""
    roles = [progress_role(heading) for heading in headings_of(table.rows[header])]
    at = roles.index(PROGRESS)
    texts = [
        row.cells[at].text for row in table.rows[header + 1 :] if at < len(row.cells)
    ]
    return bool(texts) and sum(bool(text.strip()) for text in texts) * 3 >= len(texts)


def progress_of(document: Document) -> ProgressSheet:
    """The same of a document that is loaded already."""
    rows: list[ProgressRow] = []
    doubts: list[Doubt] = []
    titles: list[str] = []
    has_progress = False
    for block in with_tables(document.blocks):
        if isinstance(block, TextLine):
            titles.append(block.text)
            continue
        header = find_progress_header(block)
        if header is None:
            continue
        has_progress = True
        titles += titles_of_table(block, header)
        kind = kind_of_table(titles[-3:], headings_of(block.rows[header]))
        rows += _rows(block, header, kind, measure_of_table(titles))
    if not has_progress:
        raise UnreadableDocument(NO_PROGRESS_COLUMN)
    doubts += _doubts(rows)
    return ProgressSheet(tuple(rows), tuple(doubts), *period_of(titles, document))


def _rows(table: Table, header: int, kind: str, measure: str) -> list[ProgressRow]:
    headings = headings_of(table.rows[header])
    roles: dict[str, int] = {}
    for position, heading in enumerate(headings):
        role = progress_role(heading)
        if role:
            roles.setdefault(role, position)
    figures = figure_columns(headings)
    rows = []
    for row in table.rows[header + 1 :]:
        if headings_of(row) == headings or not any(cell.lines for cell in row.cells):
            continue
        read = _row(row, roles, figures, kind, measure)
        if read is not None:
            rows.append(read)
    return rows


def _readings(
    row: TableRow, figures: list[tuple[int, str, int | None]], measure: str
) -> tuple[ReadingFound, ...]:
    """The figures of a row; a figure is named by its heading, or by a cell of the row."""
    readings = []
    for at, heading, label in figures:
        if _has(row, at):
            name = heading if label is None else fold(row.cells[label].text)
            readings.append(_reading(row.cells[at], name, measure))
    return tuple(readings)


def _row(
    row: TableRow,
    roles: dict[str, int],
    figures: list[tuple[int, str, int | None]],
    kind: str,
    measure: str,
) -> ProgressRow | None:
    failed: list[str] = []

    def text(role: str) -> str:
        at = roles.get(role)
        written = row.cells[at].text if at is not None and at < len(row.cells) else ""
        if is_error_value(written):
            failed.append(written)
            return ""
        return written

    number_text, task = fold(text(NUMBER)), text(TEXT)
    number = number_alone(number_text)
    number = number if number is not None else chinese_number(number_text)
    mark = mark_of(task)
    if number is None and mark and NUMBER not in roles:
        number, task = mark.number, mark.rest
    words = {name: text(name) for name in WORDS}
    if number is None and not any(words.values()):
        return None
    return ProgressRow(
        kind=kind,
        number=number,
        text=task,
        **words,
        unit=fold(text(UNITS) or text(LEAD)),
        readings=_readings(row, figures, measure),
        source=row.source,
        failed=tuple(failed),
    )


def _has(row: TableRow, at: int) -> bool:
    return at < len(row.cells) and bool(row.cells[at].lines)


def _reading(cell: Cell, heading: str, of_table: str) -> ReadingFound:
    label, measure = label_and_measure(heading)
    measure = measure or own_measure(cell.text) or of_table
    try:
        value = number_by_itself(cell.text)
    except Unreadable:
        value = None
    return ReadingFound(label, value, measure, cell.text)


def _doubts(rows: list[ProgressRow]) -> list[Doubt]:
    doubts = []
    seen: dict[tuple[str, int, str], ProgressRow] = {}
    for row in rows:
        if row.number is None:
            doubts.append(doubt("number_unreadable", row.source, row))
        elif (row.kind, row.number, row.unit) in seen:
            doubts.append(doubt("number_repeated", row.source, row))
        else:
            seen[row.kind, row.number, row.unit] = row
        if not row.progress and (row.problems or row.next_steps or row.readings):
            doubts.append(doubt("progress_missing", row.source, row))
        doubts += [
            doubt("error_value", row.source, row, text=text)
            for text in dict.fromkeys(row.failed)
        ]
        doubts += [
            doubt(
                "reading_unreadable",
                row.source,
                row,
                text=reading.raw,
                label=reading.label,
            )
            for reading in row.readings
            if reading.value is None
        ]
    return doubts
