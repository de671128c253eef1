"""Where a table of tasks begins and what its columns mean, by the words of its headings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assignments.notices.blocks import Table, TableRow
from assignments.notices.raw_rows import ALL_LEAD, FIRST_BY_RULE, FIRST_LEADS, KNOWN
from assignments.notices.repair.heading_rows import heading_at
from assignments.notices.words.headings import (
    COOPERATING,
    LEAD,
    LEADER,
    NUMBER,
    TEXT,
    UNITS,
    is_persons,
    is_theme,
    is_watchers,
    role_of,
    role_of_office,
)
from assignments.notices.words.labels import first_leads_by_rule
from assignments.notices.words.leaders import OF_GOVERNMENT, leaders_in_cell
from assignments.notices.words.numbering import mark_of, number_alone
from assignments.notices.words.sections import section_of
from assignments.rules.characters import HAN
from assignments.rules.names import fold

# Rows in which the headings of a table are looked for: a cover and notes may stand above.
HEADER_WITHIN = 300
# A column of groups rather than of tasks, where another column holds the task itself.
_GROUPS = {
    "项目", "类别", "任务类别", "工作类别", "分类", "领域", "板块", "项目名称", "类型",
    "重点领域", "重点任务", "专项",
}  # fmt: skip
_KINDS = {"重点工作", "民生实事"}

_VALUES = {"目标值", "目标", "年度目标", "预期目标", "指标值"}
_MEASURED = {"考核指标", "考核内容", "考核项目", "考核事项", "考核目标", "评价指标"}


@dataclass
class Columns:
    """Roles by position; `texts` in order when several columns make up the text; `extra` by
    heading; `assumed` is the heading of a column that was taken for the text without being called
    so; `heading_texts` is all that the rows of headings say, those above others with them."""

    roles: dict[str, int] = field(default_factory=dict)
    texts: list[int] = field(default_factory=list)
    theme: int | None = None
    kind: int | None = None
    extra: dict[int, str] = field(default_factory=dict)
    duties: str = FIRST_LEADS
    width: int = 0
    headings: tuple[str, ...] = ()
    heading_texts: frozenset[str] = frozenset()
    assumed: str | None = None

    @property
    def positions(self) -> frozenset[int]:
        """Every column that means something."""
        others = [at for at in (self.theme, self.kind) if at is not None]
        return frozenset([*self.roles.values(), *self.texts, *self.extra, *others])


def find_header(table: Table) -> tuple[int, int, Columns] | None:
    """The position of the heading row, of the first row below it, and the columns; None for other
    tables."""
    for index in range(min(HEADER_WITHIN, len(table.rows))):
        heading_rows = heading_at(table.rows, index)
        if heading_rows is None:
            continue
        headings, after, heading_texts = heading_rows
        columns = columns_of(headings)
        columns.heading_texts = heading_texts
        if columns.theme is not None and not _groups(
            table.rows[after:], columns.theme, columns.roles.get(NUMBER)
        ):
            columns.texts.insert(0, columns.theme)
            columns.theme = None
        if not columns.texts:
            _assume_text(columns, table.rows[after:])
        if columns.texts:
            return index, after, columns
    return None


def _assume_text(columns: Columns, rows: Sequence[TableRow]) -> None:
    """Where no heading calls for tasks, the column with most to say holds them, and is asked
    about."""
    words_by_column = {}
    for column in columns.extra:
        cells = [row.cells[column] for row in rows if column < len(row.cells)]
        words_by_column[column] = sum(_words(cell.text) for cell in cells)
    at = max(words_by_column, key=lambda each: words_by_column[each], default=None)
    if at is not None and words_by_column[at] and {LEAD, UNITS} & set(columns.roles):
        columns.texts, columns.assumed = [at], columns.extra.pop(at)


def _words(text: str) -> int:
    """How much a cell says in words: nothing where it only counts."""
    # 12, 3亿 and 2026-06 say nothing in words; 加快推进 does.
    return len(text) if re.search(rf"[{HAN}]{{2}}", text) else 0


def take_groups(columns: Columns, rows: Sequence[TableRow]) -> None:
    """Give the columns that number or sort the rows their meaning, by what the rows say in them.

    责任人 is the leader where everybody in it is one of a government and no other column names
    leaders. 类别 is that of the kinds where it says nothing but 重点工作 and 民生实事, as our own
    ledger does; a column of that sort whose cells are shared by several rows is their theme.
    """
    if (
        columns.theme is None
        and len(columns.texts) > 1
        and _are_sections(rows, columns.texts[0])
    ):
        columns.theme = columns.texts.pop(0)
    if NUMBER not in columns.roles:
        _take_numbers(columns, rows)
    for position, heading in list(columns.extra.items()):
        if (
            is_persons(heading)
            and LEADER not in columns.roles
            and _leaders_alone(rows, position)
        ):
            columns.roles[LEADER] = position
            del columns.extra[position]
            continue
        values = {
            fold(row.cells[position].text) for row in rows if position < len(row.cells)
        } - {""}
        if heading == "类别" and values and values <= _KINDS:
            columns.kind = position
        elif (
            is_theme(heading)
            and columns.theme is None
            and _groups(rows, position, columns.roles.get(NUMBER))
        ):
            columns.theme = position
        else:
            continue
        del columns.extra[position]


def _take_numbers(columns: Columns, rows: Sequence[TableRow]) -> None:
    """A column without a heading that counts 1, 2, 3 is that of the numbers, unless the texts have
    their own."""
    texts = [
        row.cells[at].text
        for row in rows
        for at in columns.texts[:1]
        if at < len(row.cells)
    ]
    if any(map(mark_of, texts)):
        return
    for at, heading in enumerate(columns.headings):
        values = [
            fold(row.cells[at].text)
            for row in rows
            if at < len(row.cells) and not row.cells[at].covered
        ]
        numbers = [number_alone(text) for text in values if text]
        if (
            not heading
            and len(numbers) > 1
            and numbers == list(range(1, len(numbers) + 1))
        ):
            columns.roles[NUMBER] = at
            return


def _are_sections(rows: Sequence[TableRow], position: int) -> bool:
    """Whether a column holds nothing but headings with Chinese numbers: 一、产业."""
    values = [
        fold(row.cells[position].text) for row in rows if position < len(row.cells)
    ]
    return any(values) and all(section_of(text) for text in values if text)


def _leaders_alone(rows: Sequence[TableRow], position: int) -> bool:
    """Whether everybody in a column stands there with the title of a leader, and none with that of
    an office."""
    values = [row.cells[position].text for row in rows if position < len(row.cells)]
    named = [leaders_in_cell(text) for text in values if text]
    if not named or not all(named):
        return False
    titles = [leader.title for leaders in named for leader in leaders]
    return all(title and OF_GOVERNMENT.search(title) for title in titles)


def _groups(rows: Sequence[TableRow], position: int, number: int | None) -> bool:
    """Whether a column groups the rows: some of its cells are merged, empty or the same as above.
    Where the rows have numbers, a cell shared by the parts of one number is that row's own."""
    held = [row.cells for row in rows if position < len(row.cells)]
    if number is not None:
        numbered = [
            cells for cells in held if cells[number].lines and not cells[number].covered
        ]
        held = [
            cells
            for cells in numbered
            if number_alone(fold(cells[number].text)) is not None
        ] or numbered
    texts = [cells[position].text for cells in held]
    return any(
        not text or text == above
        for above, text in zip(["※", *texts], texts, strict=False)
    )


def columns_of(headings: Sequence[str]) -> Columns:
    """The meaning of each heading. 责任单位 beside 牵头单位 is the cooperating column, alone it
    holds both."""
    columns = Columns(width=len(headings), headings=tuple(headings))
    texts: list[int] = []
    for position, heading in enumerate(headings):
        role = role_of(heading)
        if role == TEXT:
            texts.append(position)
        elif role and role not in columns.roles and not _is_measure(heading, headings):
            columns.roles[role] = position
        elif heading and heading not in headings[:position]:
            columns.extra[position] = (
                heading  # also a second column of leaders in another word
            )
    watching = [
        position for position, heading in columns.extra.items() if is_watchers(heading)
    ]
    if LEADER not in columns.roles and len(watching) == 1:
        columns.roles[LEADER] = watching[0]
        del columns.extra[watching[0]]
    groups = [position for position in texts if headings[position] in _GROUPS]
    if len(texts) > 1 and groups and groups[0] == texts[0]:
        columns.theme = texts.pop(0)
    if texts and all(headings[position] in _VALUES for position in texts):
        texts[:0] = _take_measured(columns)
    columns.texts = texts
    if not {LEAD, UNITS, COOPERATING} & set(columns.roles):
        _take_offices(columns)
    _settle_duties(columns, headings)
    return columns


def _take_offices(columns: Columns) -> None:
    """Where no column names units, 责任科室 or 业主单位 does."""
    for position, heading in list(columns.extra.items()):
        role = role_of_office(heading)
        if role and role not in columns.roles:
            columns.roles[role] = position
            del columns.extra[position]


def _take_measured(columns: Columns) -> list[int]:
    """Where the text would be a bare value, what is measured belongs to it."""
    measured = [
        position for position, heading in columns.extra.items() if heading in _MEASURED
    ]
    for position in measured:
        del columns.extra[position]
    return measured


def _is_measure(heading: str, headings: Sequence[str]) -> bool:
    """单位 beside 牵头单位: what a target is counted in."""
    others = [each for each in headings if each != heading]
    return heading == "单位" and any(
        role_of(each) in (LEAD, COOPERATING, UNITS) for each in others
    )


def _settle_duties(columns: Columns, headings: Sequence[str]) -> None:
    roles = columns.roles
    if UNITS in roles and LEAD in roles and COOPERATING not in roles:
        roles[COOPERATING] = roles.pop(UNITS)
    elif UNITS in roles and COOPERATING in roles and LEAD not in roles:
        roles[LEAD] = roles.pop(UNITS)
    if LEAD in roles:
        columns.duties = KNOWN if COOPERATING in roles else ALL_LEAD
    if any(first_leads_by_rule(heading) for heading in headings):
        columns.duties = FIRST_BY_RULE
