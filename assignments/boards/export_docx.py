"""The ledger as a Word file in the layout of the official notice, so that it can be printed, filed
and handed in again: the rows of the notice that the screen lists, key tasks under their leaders,
livelihood projects after them.
"""

import io
from collections.abc import Callable, Sequence
from itertools import pairwise

from docx import Document
from docx.shared import Mm, Pt

from assignments.boards.columns import Entry
from assignments.boards.export import NOBODY, co_leaders_of, plan_name, unit_names
from assignments.boards.tasks import Ledger
from assignments.choices import Duty, TaskKind
from assignments.models import Plan, Task
from assignments.notices.words.leaders import co_leaders
from assignments.papers.official_word import (
    BOTH,
    HEI,
    KAI,
    LEFT,
    SONG,
    add_line,
    add_table,
    printable,
    set_page,
)
from assignments.rules.own_columns import CO_LEADERS, NOTHING, PLAN, SECTION

Row = tuple[Entry, Task]
Column = tuple[str, int, Callable[[Row], str]]
HEADINGS = {TaskKind.KEY: "重点工作", TaskKind.LIVELIHOOD: "民生实事项目"}
LETTERS = Pt(10.5)
TEXT_AREA = 156
"""Millimetres between the margins; the column that is WIDE takes what the others leave."""
WIDE = 0
# Millimetres that the column of texts keeps, however many columns stand beside it.
LEAST_WIDE = 44


def document(ledger: Ledger) -> bytes:
    """The bytes of a .docx file. A work that is listed once for several rows gives all of them."""
    rows = [(entry, task) for entry in ledger.entries for task in entry.tasks]
    paper = Document()
    paper.core_properties.author, paper.core_properties.comments = "", ""
    paper.core_properties.title = printable(f"任务台账（{ledger.calendar.chosen}）")
    set_page(paper)
    plans = sorted(
        {task.plan for _, task in rows}, key=lambda plan: (plan.level, plan.pk)
    )
    several: list[Column] = (
        [(PLAN, 24, lambda row: plan_name(row[1].plan))] if len(plans) > 1 else []
    )
    for plan in plans:
        add_plan(
            paper,
            plan,
            [row for row in rows if row[1].plan_id == plan.pk],
            ledger,
            several,
        )
    if not plans:
        add_line(paper, "没有符合条件的任务。", alignment=LEFT)
    stream = io.BytesIO()
    paper.save(stream)
    return stream.getvalue()


def add_plan(
    paper, plan: Plan, rows: list[Row], ledger: Ledger, more: list[Column]
) -> None:
    """One notice: its head, and a table for each kind of task, with the columns in `more` at its
    end."""
    add_line(paper, plan.title, SONG, Pt(22))
    for text in (
        plan.document_number,
        plan.issued_by,
        plan.issued_on and day(plan.issued_on),
    ):
        if text:
            add_line(paper, text)
    add_line(paper, summary(ledger), KAI, Pt(12), BOTH)
    for kind, caption in HEADINGS.items():
        kind_rows = [row for row in rows if row[1].kind == kind]
        if kind_rows:
            add_line(
                paper, f"{plan.year}年{caption}责任分工", HEI
            ).paragraph_format.keep_with_next = True
            add_rows(
                paper,
                kind_rows,
                [*TABLES[kind](kind_rows), *extra_columns(kind_rows), *more],
            )


def day(issued_on) -> str:
    return f"{issued_on.year}年{issued_on.month}月{issued_on.day}日"


def summary(ledger: Ledger) -> str:
    """What the list is: period, filters, how many."""
    facts = [f"{label}：{words}" for label, words, _ in ledger.taken_away]
    demo = ["演示数据"] if ledger.calendar.is_demo else []
    total = f"共{ledger.total}{ledger.measure}"
    whole = "；".join([str(ledger.calendar.chosen), *facts, total, *demo])
    return f"（{whole}）"


def leader(row: Row) -> str:
    """The name above the title, as notices print it; a dash where the row has no leader."""
    person = row[1].leader
    return (
        "\n".join(part for part in (person.name, person.title) if part)
        if person
        else NOBODY
    )


def units(duty: Duty) -> Callable[[Row], str]:
    return lambda row: "\n".join(unit_names(row[0], [row[1]], duty))


def remark(row: Row) -> str:
    return row[1].remark


def extra_columns(rows: Sequence[Row]) -> list[Column]:
    """What no notice has a column for, where these rows have it: a section of the plan, and other
    leaders than the remark names. Without them the file could not be handed in again unchanged."""
    columns: list[Column] = []
    if any(task.section for _, task in rows):
        columns.append((SECTION, 18, lambda row: row[1].section or NOTHING))
    if any(
        co_leader_names(entry, task) != read_from(task.remark) for entry, task in rows
    ):
        columns.append((CO_LEADERS, 20, lambda row: co_leaders_of(row[0], [row[1]])))
    return columns


def co_leader_names(entry: Entry, task: Task) -> list[tuple[str, str]]:
    return [
        (co.leader.name, str(co.role))
        for co in entry.line.co_leaders
        if co.task_id == task.pk
    ]


def read_from(text: str) -> list[tuple[str, str]]:
    """Whom the import will find in a remark."""
    return [(co_leader.name, co_leader.role) for co_leader in co_leaders(text)]


def key_columns(rows: Sequence[Row]) -> list[Column]:
    """The five columns of the notice, the number in front of the text."""
    return [
        ("牵头领导", 20, leader),
        ("重点工作", WIDE, lambda row: f"{row[1].number}.{row[1].text}"),
        ("牵头单位", 25, units(Duty.LEAD)),
        ("配合单位", 27, units(Duty.COOPERATING)),
        ("备注", 20, remark),
    ]


def livelihood_columns(rows: Sequence[Row]) -> list[Column]:
    """Number, project and lead units; what no row has (a leader, cooperating units, remarks) gets
    no column."""
    columns: list[Column] = [
        ("牵头领导", 20, lambda row: leader(row) if row[1].leader else ""),
        ("序号", 12, lambda row: str(row[1].number)),
        ("民生实事项目", WIDE, lambda row: row[1].text),
        ("牵头单位", 25, units(Duty.LEAD)),
        ("配合单位", 27, units(Duty.COOPERATING)),
        ("备注", 20, remark),
    ]
    shown = [column for column in columns if any(column[2](row) for row in rows)]
    return [
        ("牵头领导", 20, leader) if column[0] == "牵头领导" else column
        for column in shown
    ]


TABLES = {TaskKind.KEY: key_columns, TaskKind.LIVELIHOOD: livelihood_columns}


def add_rows(paper, rows: Sequence[Row], columns: Sequence[Column]) -> None:
    """The table. A leader who stands for several rows in turn is printed once, in one merged
    cell."""
    taken = sum(width for _, width, _ in columns)
    share = min(1.0, (TEXT_AREA - LEAST_WIDE) / taken)
    widths = [Mm(width * share or TEXT_AREA - taken * share) for _, width, _ in columns]
    texts = [[heading for heading, _, _ in columns]]
    texts += [[value(row) for _, _, value in columns] for row in rows]
    names = [heading for heading, _, _ in columns]
    under = [
        index + 2 for index, pair in enumerate(pairwise(rows)) if same_leader(*pair)
    ]
    merged = (
        {(row, names.index("牵头领导")) for row in under}
        if "牵头领导" in names
        else set()
    )
    centred = {names.index(name) for name in ("牵头领导", "序号") if name in names}
    add_table(paper, texts, widths, centred=centred, merged=merged, size=LETTERS)


def same_leader(above: Row, below: Row) -> bool:
    return above[1].leader_id == below[1].leader_id is not None


def file_name(ledger: Ledger) -> str:
    return f"任务台账-{ledger.calendar.chosen.code}-{ledger.total}{ledger.measure}.docx"
