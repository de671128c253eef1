"""What a bulletin says about a period: figures, lists and annexes, as data that can be frozen.

Every number comes from `ledger.figures`, counted by works (以项计: a joint work once). Each
figure of a list is kept beside the works on that list, so that both can be compared later.

The content: {"format", "period", "figures": {name: number}, "queries": {name: query of the
list in the ledger}, "lists": {name: [work id]}, "works": {kind: [item]}, "silent": [row],
"late": [row], "basis": [paper]}. Names are Chinese, because they
are what the office writes between double braces.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from assignments.choices import Comparator, Course, Group, Level, TaskKind
from assignments.ledger.figures import Board
from assignments.ledger.lines import TargetLine, WorkLine
from assignments.ledger.punctuality import late_rows, silent_rows
from assignments.ledger.selections import Selection
from assignments.models import Period, ProgressReport, Task, Unit
from assignments.rules.pace import Pace, plain

FORMAT = 1
KINDS = {TaskKind.KEY: "重点工作", TaskKind.LIVELIHOOD: "民生实事"}
UNFINISHED = (Group.ON_TRACK, Group.SLOW, Group.NOT_REPORTED, Group.UNASSESSED)


def compose(period: Period) -> dict[str, Any]:
    """The content of a period's bulletin as the database has it now."""
    board = Board(period).with_targets()
    figures: dict[str, int] = {}
    queries: dict[str, str] = {}
    lists: dict[str, list[int]] = {}
    works: dict[str, list[dict]] = {}
    for kind, name in KINDS.items():
        every = Selection(kind=kind, by="work")
        works[kind] = [item(line, tasks) for line, tasks in board.rows(every)]
        counts = {name: board.count(every)}
        for group in board.groups(every):
            counts[f"{name}{group.label}"] = group
            lists[f"{name}{group.label}"] = keys(board, replace(every, standing=group.key))
        figures |= {key: count.value for key, count in counts.items()}
        queries |= {key: count.query for key, count in counts.items()}
        unfinished = [f"{name}{group.label}" for group in UNFINISHED]
        figures[f"{name}未完成"] = sum(figures[one] for one in unfinished)
        lists[f"{name}未完成"] = in_order(works[kind], (pk for one in unfinished for pk in lists[one]))
    tasks = board.count(Selection(kind=TaskKind.KEY, by="task"))
    figures["重点任务"], queries["重点任务"] = tasks.value, tasks.query
    silent, late = silent_rows(board), late_rows(board)
    figures["未报送单位"], figures["迟报单位"] = len(silent), len(late)
    return {
        "format": FORMAT,
        "period": {
            "code": period.code,
            "year": period.year,
            "label": str(period),
            "short": period.short,
            "as_of": period.as_of.isoformat(),
        },
        "figures": figures,
        "queries": queries,
        "lists": lists,
        "works": works,
        "silent": silent,
        "late": late,
        "basis": basis(board),
    }


def basis(board: Board) -> list[str]:
    """The papers that the works stand in, the city's own where it has one: 《…方案》（玉政办发〔2021〕9号）."""
    plans = {task.plan_id: task.plan for task in board.tasks}.values()
    own = [plan for plan in plans if plan.level == Level.LOCAL] or plans
    return [f"《{p.title}》" + (f"（{p.document_number}）" if p.document_number else "") for p in own]


def keys(board: Board, selection: Selection) -> list[int]:
    """The works of a list, in the order of the notice."""
    return [line.work.pk for line in board.select(selection)]


def in_order(items: Iterable[dict], keys: Iterable[int]) -> list[int]:
    """The keys in the order of the notice."""
    wanted = set(keys)
    return [found["work"] for found in items if found["work"] in wanted]


def item(line: WorkLine, tasks: list[Task]) -> dict[str, Any]:
    """One work as the lists and the annex tell it."""
    report, made = line.headline_report, line.assessment
    units = names(line.lead_units)
    return {
        "work": line.work.pk,
        "numbers": [task.number for task in tasks],
        "title": line.work.title,
        "text": tasks[0].text,
        "leaders": [leader.full for leader in line.leaders],
        "units": units,
        "helping": names(line.cooperating_units),
        "standing": str(line.group),
        "label": str(Group(line.group).label),
        "carried": bool(made and made.carried),
        "comment": made.comment if made else "",
        "approval": made.approval_number if made else "",
        "progress": report.progress if report else "",
        "problems": report.problems if report else "",
        "next_steps": next_steps(line, report),
        "parts": [part(found, units) for found in parts_to_name(line)],
        "targets": len(line.targets),
        "missed": [found.target.text for found in line.targets if is_short(found)],
    }


def names(units: Iterable[Unit]) -> list[str]:
    return [unit.name for unit in units]


def next_steps(line: WorkLine, report: ProgressReport | None) -> str:
    """What comes next: the quoted report's word, else the first that another unit gave."""
    told = [report] if report else []
    return next(
        (found.next_steps.strip() for found in [*told, *line.accepted] if found.next_steps.strip()), ""
    )


def parts_to_name(line: WorkLine) -> list[TargetLine]:
    """The targets that a bulletin names: of a slow work the slow ones, of a livelihood
    project every part that is not reached."""
    if line.group == Group.SLOW:
        return line.slow_targets
    if line.work.kind == TaskKind.LIVELIHOOD and line.group in UNFINISHED:
        return [found for found in line.targets if found.pace is not Pace.REACHED]
    return []


def is_short(found: TargetLine) -> bool:
    """Whether a quantity was read and the reading does not reach the target."""
    if found.reading is None or found.target.value is None:
        return False
    if found.target.comparator == Comparator.AT_MOST:
        return found.reading > found.target.value
    return found.reading < found.target.value


def part(found: TargetLine, lead_units: list[str]) -> dict[str, Any]:
    """One target: its text, the unit that answers for it, and how far it is in words."""
    unit = found.target.unit
    return {"text": found.target.text, "units": [unit.name] if unit else lead_units, "said": said(found)}


def said(found: TargetLine) -> str:
    """目标1000亩，已完成420亩."""
    target = found.target
    if not target.is_quantity or target.value is None:
        return f"应于{chinese_day(target.due_on)}前完成，尚未完成"
    limit = "不超过" if target.comparator == Comparator.AT_MOST else ""
    goal = f"目标{limit}{plain(target.value)}{target.measure}"
    if found.reading is None:
        return f"{goal}，未报读数"
    word = "目前为" if target.course == Course.LEVEL else "已完成"
    return f"{goal}，{word}{plain(found.reading)}{target.measure}"


def chinese_day(day) -> str:
    """2021年9月30日."""
    return f"{day.year}年{day.month}月{day.day}日"
