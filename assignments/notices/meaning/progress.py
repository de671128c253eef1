"""A sheet of 完成情况: what a unit or the office wrote for a period, row by row, by number.

序号 | 重点工作 | 进展情况 | 存在问题 | 下一步打算, and any further column as a figure
(累计完成（亿元）). In the sheet that we hand out a column says for each row what the figure beside
it is about: 指标1 | 本期数1. Headings, their order and the file's format do not matter; the text is
kept as a check of the number.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from assignments.notices.blocks import Cell, Document, Line, Table, TableRow
from assignments.notices.doubts import doubt
from assignments.notices.files.errors import UnreadableDocument
from assignments.notices.files.formats import load
from assignments.notices.repair.pipes import with_tables
from assignments.notices.rows import Doubt, Source
from assignments.notices.words.headings import (
    LEAD,
    NUMBER,
    TEXT,
    UNITS,
    is_header,
    kind_of_table,
    role_of,
)
from assignments.notices.words.numbering import chinese_number, mark_of, number_alone
from assignments.rules.figures import (
    Unreadable,
    is_error_value,
    number_by_itself,
    own_measure,
)
from assignments.rules.measures import is_measure
from assignments.rules.names import fold, narrow
from assignments.rules.own_columns import PLAN

PROGRESS, PROBLEMS, NEXT_STEPS = "progress", "problems", "next_steps"
WORDS = {PROGRESS: "进展情况", PROBLEMS: "存在问题", NEXT_STEPS: "下一步打算"}
"""The columns of words and what we call them, in the order in which our own sheets have them."""
# Headings of the columns of words: 存在的问题, 下一步打算, 目前进展.
_HEADINGS = (
    (
        PROBLEMS,
        re.compile(
            r"存在(?:的)?(?:主要)?(?:问题|困难)|问题(?:和|"
            r"及|与)?(?:困难|原因)|困难(?:和|及|与)?问题|^问题$"
        ),
    ),
    (NEXT_STEPS, re.compile(r"下一?步|下阶段|后续(?:工作|打算|计划|安排)")),
    (
        PROGRESS,
        re.compile(
            r"(?:进展|完成|推进|落实|进度|实施)情况|工作进展|"
            r"(?:目前|当前|最新)进[展度]|^进展$|完成进度说明"
        ),
    ),
)
# The end of a heading that says what is measured (投资额（万元，累计）), and not up to when
# (截至9月底) or what with.
_BRACKET = re.compile(r"\(([^()]*)\)$")
# What a bracket says that is no measure: (截至9月底), (含在建), (其中财政).
_REMARK = re.compile(r"\d|截[至止]|含|其中|累计|全年|本[年季月期]|目前|预计|备注")
# The measure of a whole table, above it: (单位：万元).
_OF_TABLE = re.compile(r"^\(?(?:计量|金额)?单位[:：](.+?)\)?$")
TARGET, VALUE = "指标{}", "本期数{}"
"""Headings of a pair of columns: what the figure is about, and the figure."""
# The headings of our own sheet, by their number: 指标1, 本期数1.
_TARGET, _VALUE = re.compile(r"^指标(\d+)$"), re.compile(r"^本期数(\d+)$")
# 第三季度, 3季度.
_QUARTER = re.compile(r"(?:第)?([一二三四1-4])季度")
# 9月, 1-9月: the last month counts.
_MONTHS = re.compile(r"(?:1[-—–~至])?(\d{1,2})月")
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
        if isinstance(block, Line):
            titles.append(block.text)
            continue
        header = _find_header(block)
        near_titles = [*titles[-_NEAR:], *_titles(block, header or 0)]
        titles.append(block.name or "")
        if header is None:
            if _holds_tasks(block) and any(map(_calls_progress, near_titles)):
                return True
            continue
        headings = _headings(block.rows[header])
        if PLAN not in headings and (
            _is_filled(block, header) or any(map(_calls_progress, near_titles))
        ):
            return True
    return False


_NEAR = 3
_TITLE = re.compile(
    r"(?:完成|进展|推进|落实|实施|进度)情况(?:的?(?:填报|"
    r"统计|汇总|一览|报送|反馈|报告)?表|台账|清单|"
    r"汇总|统计)?"
    r"(?:[(（].*[)）])?[-—_\d]*$"
)
"""A title that ends with what the sheet tells: 2021年一季度重点工作完成情况统计表."""


def _holds_tasks(table: Table) -> bool:
    return any(is_header(_headings(row)) for row in table.rows[:30])


def _calls_progress(text: str) -> bool:
    return len(text) <= 60 and bool(_TITLE.search(fold(text)))


def _is_filled(table: Table, header: int) -> bool:
    """Whether a third of the rows say something in words of their progress."""
    roles = [_role(heading) for heading in _headings(table.rows[header])]
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
        if isinstance(block, Line):
            titles.append(block.text)
            continue
        header = _find_header(block)
        if header is None:
            continue
        has_progress = True
        titles += _titles(block, header)
        kind = kind_of_table(titles[-3:], _headings(block.rows[header]))
        rows += _rows(block, header, kind, _measure_of_table(titles))
    if not has_progress:
        raise UnreadableDocument(NO_PROGRESS_COLUMN)
    doubts += _doubts(rows)
    return ProgressSheet(tuple(rows), tuple(doubts), *_period(titles, document))


def _headings(row: TableRow) -> list[str]:
    return [fold(cell.text) for cell in row.cells]


def _role(heading: str) -> str | None:
    """The role of a heading; progress words first, since 完成情况 is no figure."""
    if not heading or len(heading) > 30:
        return None
    return next(
        (role for role, words in _HEADINGS if words.search(heading)), None
    ) or role_of(heading)


def _find_header(table: Table) -> int | None:
    for index, row in enumerate(table.rows[:30]):
        roles = {_role(heading) for heading in _headings(row)}
        if PROGRESS in roles and len(set(_headings(row)) - {""}) > 1:
            return index
    return None


def _titles(table: Table, header: int) -> list[str]:
    above = [
        cell.text
        for row in table.rows[:header]
        for cell in row.cells
        if cell.lines and not cell.covered
    ]
    return [*([table.name] if table.name else []), *above]


def _measure_of_table(titles: list[str]) -> str:
    """The one measure of all figures that have none of their own: 单位：万元 over the table."""
    measures = [
        match[1] for title in titles[-6:] if (match := _OF_TABLE.match(fold(title)))
    ]
    return measures[-1] if measures and is_measure(measures[-1]) else ""


def _rows(table: Table, header: int, kind: str, measure: str) -> list[ProgressRow]:
    headings = _headings(table.rows[header])
    roles: dict[str, int] = {}
    for position, heading in enumerate(headings):
        role = _role(heading)
        if role:
            roles.setdefault(role, position)
    figures = _figures(headings)
    rows = []
    for row in table.rows[header + 1 :]:
        if _headings(row) == headings or not any(cell.lines for cell in row.cells):
            continue
        read = _row(row, roles, figures, kind, measure)
        if read is not None:
            rows.append(read)
    return rows


def _figures(headings: list[str]) -> list[tuple[int, str, int | None]]:
    """The columns of figures: position, heading, and where one stands beside it, the column that
    says for each row what it is about."""
    named = {
        match[1]: at
        for at, heading in enumerate(headings)
        if (match := _TARGET.match(heading))
    }
    figures = []
    for at, heading in enumerate(headings):
        value = _VALUE.match(heading)
        label = named.get(value[1]) if value else None
        if heading and _role(heading) is None and at not in named.values():
            figures.append((at, heading, label))
    return figures


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
        readings=tuple(
            _reading(
                row.cells[at],
                name if label is None else fold(row.cells[label].text),
                measure,
            )
            for at, name, label in figures
            if _has(row, at)
        ),
        source=row.source,
        failed=tuple(failed),
    )


def _has(row: TableRow, at: int) -> bool:
    return at < len(row.cells) and bool(row.cells[at].lines)


def _reading(cell: Cell, heading: str, of_table: str) -> ReadingFound:
    label, measure = _label_and_measure(heading)
    measure = measure or own_measure(cell.text) or of_table
    try:
        value = number_by_itself(cell.text)
    except Unreadable:
        value = None
    return ReadingFound(label, value, measure, cell.text)


def _label_and_measure(heading: str) -> tuple[str, str]:
    """投资额（万元，累计） -> 投资额, 万元; 完成（截至9月底） -> 完成, ""."""
    bracket = _BRACKET.search(heading)
    if not bracket:
        return heading, ""
    inside = re.sub(r"^(?:计量)?单位[:：]", "", bracket[1])
    parts = re.split(r"[,，、;；]", inside)
    measure = next((part for part in (inside, *parts) if is_measure(part)), "")
    if not measure and not _REMARK.search(inside):
        measure = inside
    return heading[: bracket.start()], measure


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


def _period(
    titles: list[str], document: Document
) -> tuple[int | None, int | None, int | None]:
    text = narrow(" ".join([*titles[:20], document.filename]))
    year = re.search(r"((?:19|20)\d{2})\s*年", text)
    quarter = _QUARTER.search(text)
    month = _MONTHS.search(text)
    number = int(month[1]) if month and 1 <= int(month[1]) <= 12 else None
    return (
        int(year[1]) if year else None,
        "一二三四1234".index(quarter[1]) % 4 + 1 if quarter else None,
        number,
    )
