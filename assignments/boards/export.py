"""The ledger as an Excel file: the same entries as the screen, in the same order, all pages."""

import io
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from assignments.boards.colours import paper_and_ink
from assignments.boards.columns import Entry
from assignments.boards.tasks import Ledger
from assignments.choices import Duty, Group, Move
from assignments.models import Plan, Task
from assignments.papers.sheet_rows import fit_heights, write_wrapped
from assignments.rules.aims import plain
from assignments.rules.own_columns import (
    CO_LEADERS,
    NOTHING,
    PLAN,
    SECTION,
    NamedPlan,
    people_words,
    plan_words,
)

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Value = str | int | date | datetime
NOBODY = NOTHING
"""Said in words, because below an empty cell of a merged column the leader above would be read."""


def names(rows) -> str:
    return "、".join(str(row) for row in rows)


def numbers(entry: Entry) -> Value:
    """A number where it is one, so that Excel sorts it as one."""
    return entry.task.number if len(entry.tasks) == 1 else names(entry.numbers)


def leaders(entry: Entry) -> str:
    return names(entry.leaders) or NOBODY


def unit_names(entry: Entry, tasks: Sequence[Task], duty: Duty) -> list[str]:
    """The units of these tasks of the entry as the notice names them, with its notes. The copies of
    a joint task may name different ones."""
    keys = {task.pk for task in tasks}
    by_unit = {
        row.unit_id: row
        for row in entry.line.duties
        if row.task_id in keys and row.duty == duty
    }
    return [
        f"{row.unit}（{row.note}）" if row.note else str(row.unit)
        for row in by_unit.values()
    ]


def units(duty: Duty) -> Callable[[Entry], str]:
    return lambda entry: "、".join(unit_names(entry, entry.tasks, duty))


def co_leaders(entry: Entry) -> str:
    return co_leaders_of(entry, entry.tasks)


def co_leaders_of(entry: Entry, tasks: Sequence[Task]) -> str:
    """Those of these tasks of the entry: the copies of a joint task may name different ones."""
    keys = {task.pk for task in tasks}
    by_leader = {co.leader_id: co for co in entry.line.co_leaders if co.task_id in keys}
    return people_words((co.leader.name, co.role) for co in by_leader.values())


def section(entry: Entry) -> str:
    return (
        names(dict.fromkeys(task.section for task in entry.tasks if task.section))
        or NOTHING
    )


def plans(entry: Entry) -> str:
    return names(dict.fromkeys(plan_name(task.plan) for task in entry.tasks))


def plan_name(plan: Plan) -> str:
    return plan_words(NamedPlan(plan.year, plan.get_level_display(), plan.title))


def reported(entry: Entry) -> str:
    if entry.line.silent_units:
        return f"未报送：{names(entry.line.silent_units)}"
    if entry.line.is_settled:
        return "不再报送"
    return "已报送" if entry.line.owes_reports else "无牵头单位"


def targets(entry: Entry) -> str:
    return "\n".join(target(line) for line in entry.line.targets)


def target(line) -> str:
    if not line.target.is_quantity:
        completion = (
            f"{line.reached_on} 完成" if line.reached_on else f"{line.target.due_on} 前"
        )
        return f"{line.target.text}：{completion}"
    reading = "无完成数" if line.reading is None else f"完成数 {plain(line.reading)}"
    return f"{line.target.text}：{reading}，目标 {line.target.aim}，{line.pace.value}"


def quoted(name: str) -> Callable[[Entry], str]:
    """A part of the accepted report that boards quote from."""
    return lambda entry: getattr(entry.line.headline_report, name, "")


def local(moment: datetime | None) -> Value:
    return timezone.localtime(moment).replace(tzinfo=None) if moment else ""


COLUMNS: tuple[tuple[str, int, Callable[[Entry], Any]], ...] = (
    ("类别", 10, lambda entry: entry.task.get_kind_display()),
    ("序号", 7, numbers),
    ("任务简称", 32, lambda entry: entry.line.work.title),
    (
        "任务内容",
        60,
        lambda entry: "\n".join(dict.fromkeys(task.text for task in entry.tasks)),
    ),
    ("牵头领导", 12, leaders),
    (CO_LEADERS, 18, co_leaders),
    ("牵头单位", 18, units(Duty.LEAD)),
    ("配合单位", 34, units(Duty.COOPERATING)),
    ("评定", 10, lambda entry: Group(entry.line.group).label),
    (
        "上期评定",
        10,
        lambda entry: Group(entry.line.previous).label if entry.line.previous else "",
    ),
    (
        "变化",
        8,
        lambda entry: Move(entry.line.move).label if entry.line.standing else "",
    ),
    ("报送", 14, reported),
    ("指标与完成数", 44, targets),
    ("进展情况", 50, quoted("progress")),
    ("存在问题", 30, quoted("problems")),
    ("下一步打算", 30, quoted("next_steps")),
    ("完成时限", 12, lambda entry: entry.line.work.due_on),
    ("最近更新", 18, lambda entry: local(entry.updated)),
    (
        "备注",
        24,
        lambda entry: names(task.remark for task in entry.tasks if task.remark),
    ),
    (SECTION, 16, section),
    (PLAN, 24, plans),
)
STANDINGS = {group.label: group for group in Group}
PAINTED = {
    at
    for at, (label, _, _) in enumerate(COLUMNS, start=1)
    if label in ("评定", "上期评定")
}


def workbook(ledger: Ledger) -> bytes:
    """Headings in the first row, one row for each entry; what was asked on a sheet of its own."""
    book = Workbook()
    page = book.active
    page.title = "任务台账"
    for column, (label, width, _) in enumerate(COLUMNS, start=1):
        cell = write_wrapped(page, 1, column, label)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E6EFF8")
        page.column_dimensions[cell.column_letter].width = width
    for row, entry in enumerate(ledger.entries, start=2):
        for column, (_, _, value) in enumerate(COLUMNS, start=1):
            paint(write_wrapped(page, row, column, value(entry)))
    fit_heights(page)
    page.freeze_panes = "D2"
    page.auto_filter.ref = page.dimensions
    page.print_title_rows = "1:1"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 8
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    explain(book.create_sheet("说明"), ledger)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def explain(page: Worksheet, ledger: Ledger) -> None:
    """What the list is: period, filters, how many, and where each stands."""
    facts: list[tuple[str, Value]] = [
        ("报送期", str(ledger.calendar.chosen)),
        ("截至", ledger.calendar.chosen.ends),
    ]
    plans = {
        task.plan_id: task.plan for entry in ledger.entries for task in entry.tasks
    }
    for plan in plans.values():
        facts += [("方案", plan.title), ("文号", plan.document_number)]
    facts += [(label, words) for label, words, _ in ledger.taken_away]
    facts += [("共", f"{ledger.total} {ledger.measure}")]
    facts += [(count.label, count.value) for count in ledger.standings]
    if any(len(entry.tasks) > 1 for entry in ledger.entries):
        facts.append(
            (
                "再导入",
                "几项合在一行的只供阅读，导入时留在原样；要修改请按任务列出后导出。",
            )
        )
    if ledger.calendar.is_demo:
        facts.append(("注意", "演示数据：进展、评定与批示均为示意，不是真实进展。"))
    for row, (label, value) in enumerate(facts, start=1):
        write_wrapped(page, row, 1, label)
        write_wrapped(page, row, 2, value)
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 14, 50


def paint(cell) -> None:
    """A standing in its colours, as on the screen; the word stands there too."""
    group = STANDINGS.get(cell.value) if cell.column in PAINTED else None
    if group:
        paper, ink = paper_and_ink(group)
        cell.fill, cell.font = (
            PatternFill("solid", fgColor=paper),
            Font(color=ink, bold=True),
        )


def file_name(ledger: Ledger) -> str:
    return f"任务台账-{ledger.calendar.chosen.code}-{ledger.total}{ledger.measure}.xlsx"
