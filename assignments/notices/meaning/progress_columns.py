"""The columns of a sheet of 完成情况, and what its titles and headings say."""

import re

from assignments.notices.blocks import Document, Table, TableRow
from assignments.notices.words.headings import (
    role_of,
)
from assignments.rules.measures import is_measure
from assignments.rules.names import fold, narrow

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


def headings_of(row: TableRow) -> list[str]:
    return [fold(cell.text) for cell in row.cells]


def progress_role(heading: str) -> str | None:
    """The role of a heading; progress words first, since 完成情况 is no figure."""
    if not heading or len(heading) > 30:
        return None
    return next(
        (role for role, words in _HEADINGS if words.search(heading)), None
    ) or role_of(heading)


def find_progress_header(table: Table) -> int | None:
    for index, row in enumerate(table.rows[:30]):
        roles = {progress_role(heading) for heading in headings_of(row)}
        if PROGRESS in roles and len(set(headings_of(row)) - {""}) > 1:
            return index
    return None


def titles_of_table(table: Table, header: int) -> list[str]:
    above = [
        cell.text
        for row in table.rows[:header]
        for cell in row.cells
        if cell.lines and not cell.covered
    ]
    return [*([table.name] if table.name else []), *above]


def measure_of_table(titles: list[str]) -> str:
    """The one measure of all figures that have none of their own: 单位：万元 over the table."""
    measures = [
        match[1] for title in titles[-6:] if (match := _OF_TABLE.match(fold(title)))
    ]
    return measures[-1] if measures and is_measure(measures[-1]) else ""


def figure_columns(headings: list[str]) -> list[tuple[int, str, int | None]]:
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
        if heading and progress_role(heading) is None and at not in named.values():
            figures.append((at, heading, label))
    return figures


def label_and_measure(heading: str) -> tuple[str, str]:
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


def period_of(
    titles: list[str], document: Document
) -> tuple[int | None, int | None, int | None]:
    text = narrow(" ".join([*titles[:20], document.filename]))
    # 2021年一季度重点工作完成情况; 2021 年 as some write it.
    year = re.search(r"((?:19|20)\d{2})\s*年", text)
    quarter = _QUARTER.search(text)
    month = _MONTHS.search(text)
    number = int(month[1]) if month and 1 <= int(month[1]) <= 12 else None
    return (
        int(year[1]) if year else None,
        "一二三四1234".index(quarter[1]) % 4 + 1 if quarter else None,
        number,
    )
