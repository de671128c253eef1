"""What a bulletin says about a period: figures, lists and annexes, as data that can be frozen.

Every number comes from `ledger.figures`, counted by works (以项计: a joint work once). Each
figure of a list is kept beside the works on that list, so that both can be compared later.

The content: {"format", "period", "figures": {name: number}, "queries": {name: query of the
list in the ledger}, "lists": {name: [work id]}, "works": {kind: [item]}, "silent": [row],
"late": [row], "basis": [paper], "elsewhere": works of the year that are on other levels' lists
alone}. Names are Chinese, because they are what the office writes between double braces.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from assignments.choices import (
    Comparator,
    Group,
    Level,
    PeriodKind,
    ReportState,
    TaskKind,
)
from assignments.ledger.figures import Board
from assignments.ledger.lines import TargetLine, WorkLine, grouped
from assignments.ledger.obligations import Obligation, late, silent
from assignments.ledger.selections import Selection
from assignments.models import Assessment, Period, ProgressReport, Task, Unit
from assignments.rules.aims import plain
from assignments.rules.pace import Pace, holds_a_level, is_reached

FORMAT = 2
"""1 until December 2026: the same, with shares that were made to sum to 100.0 %."""
KINDS = {TaskKind.KEY: "重点工作", TaskKind.LIVELIHOOD: "民生实事"}
COUNTED = ("", *(group.label for group in Group), "未完成")
"""What is counted of each kind: all of it, each group, and what is not finished."""
FIGURES = (
    *(f"{name}{what}" for name in KINDS.values() for what in COUNTED),
    *("重点任务", "未报送单位", "迟报单位"),
)
"""The names of all figures in their order: databases keep the pairs of a JSON value in orders of
their own."""
SIGNS = {
    str(sign.value): str(sign.label)
    for sign in (Comparator.AT_LEAST, Comparator.AT_MOST)
}
UNFINISHED = (Group.ON_TRACK, Group.SLOW, Group.NOT_REPORTED, Group.UNASSESSED)


def compose(period: Period) -> dict[str, Any]:
    """The content of a period's bulletin as the database has it now."""
    board = Board(period).with_targets()
    level = own_level(board)
    past = past_reports(board)
    figures: dict[str, int] = {}
    queries: dict[str, str] = {}
    lists: dict[str, list[int]] = {}
    works: dict[str, list[dict]] = {}
    for kind, name in KINDS.items():
        every = Selection(kind=kind, by="work", level=level)
        works[kind] = [item(line, tasks, past) for line, tasks in board.rows(every)]
        counts = {name: board.count(every)}
        for group in board.groups(every):
            counts[f"{name}{group.label}"] = group
            lists[f"{name}{group.label}"] = keys(
                board, replace(every, standing=group.key)
            )
        figures |= {key: count.value for key, count in counts.items()}
        queries |= {key: count.query for key, count in counts.items()}
        unfinished = [f"{name}{group.label}" for group in UNFINISHED]
        figures[f"{name}未完成"] = sum(figures[group_name] for group_name in unfinished)
        lists[f"{name}未完成"] = in_order(
            works[kind], (pk for group_name in unfinished for pk in lists[group_name])
        )
    tasks = board.count(Selection(kind=TaskKind.KEY, by="task", level=level))
    figures["重点任务"], queries["重点任务"] = tasks.value, tasks.query
    level_board = board.narrowed(board.select(Selection(by="work", level=level)))
    owing, tardy = silent_rows(level_board), late_rows(level_board)
    figures["未报送单位"], figures["迟报单位"] = len(owing), len(tardy)
    return {
        "format": FORMAT,
        "period": named(period),
        "figures": figures,
        "queries": queries,
        "lists": lists,
        "works": works,
        "silent": owing,
        "late": tardy,
        "basis": basis(board, level),
        "elsewhere": len(board.lines) - len(level_board.lines),
    }


def silent_rows(board: Board) -> list[dict[str, Any]]:
    """[{"unit", "works": [title], "value"}] in the order of the units."""
    return [sending(unit, owed) for unit, owed in silent(board.leading)]


def late_rows(board: Board) -> list[dict[str, Any]]:
    """[{"unit", "works": [title], "value", "days"}]; `days` is the longest delay."""
    return [
        {
            **sending(unit, owed),
            "days": max(obligation.days_late for obligation in owed),
        }
        for unit, owed in late(board.leading)
    ]


def sending(unit: Unit, owed: list[Obligation]) -> dict[str, Any]:
    return {
        "unit": unit.name,
        "works": [obligation.work.title for obligation in owed],
        "value": len(owed),
    }


def named(period: Period) -> dict[str, Any]:
    """What the words say of the period."""
    return {
        "code": period.code,
        "year": period.year,
        "label": str(period),
        "short": period.short,
        "span": span(period),
        "is_last": is_last(period),
        "as_of": period.as_of.isoformat(),
    }


def span(period: Period) -> str:
    """What the bulletin calls the time it is about: 一季度, 上半年, 三季度, 全年; 5月份. A
    standing is where a work is by then, so what ends with the half-year or the year is called by
    it."""
    if is_last(period):
        return "全年"
    if period.kind == PeriodKind.QUARTER:
        return "上半年" if period.index == 2 else period.short
    return f"{period.short}份"


def is_last(period: Period) -> bool:
    """Whether the year is over with it."""
    return (period.kind, period.index) in (
        (PeriodKind.QUARTER, 4),
        (PeriodKind.MONTH, 12),
    )


def own_level(board: Board) -> str:
    """A bulletin is about the city's own works where it has its own plan beside those of the
    province and the prefecture, whose numbers would begin at 1 again; "" means all."""
    levels = {task.plan.level for task in board.tasks}
    return Level.LOCAL.value if Level.LOCAL in levels and len(levels) > 1 else ""


def basis(board: Board, level: str) -> list[str]:
    """The papers that the works stand in: 《…方案》（玉政办发〔2021〕9号）."""
    plans = {
        task.plan_id: task.plan
        for task in board.tasks
        if level in ("", task.plan.level)
    }.values()
    return [
        f"《{p.title}》" + (f"（{p.document_number}）" if p.document_number else "")
        for p in plans
    ]


def past_reports(board: Board) -> dict[int, ProgressReport]:
    """The last accepted report of an earlier period, by work, for works whose standing was carried:
    the annex goes on telling what was done. A lead unit's before the others'."""
    carried = [
        line for line in board.lines if line.assessment and line.assessment.carried
    ]
    if not carried:
        return {}
    rows = ProgressReport.objects.filter(
        state=ReportState.ACCEPTED,
        work__in=[line.work.pk for line in carried],
        period__year=board.period.year,
        period__ends__lt=board.period.ends,
    )
    by_work = grouped(rows.select_related("period"), "work_id")
    leads = {line.work.pk: {unit.pk for unit in line.lead_units} for line in carried}
    return {
        key: max(
            reports,
            key=lambda row: (row.period.ends, row.unit_id in leads[key], -row.pk),
        )
        for key, reports in by_work.items()
    }


def origin(line: WorkLine) -> Assessment | None:
    """The assessment in which the standing was given: of a carried one that of an earlier
    period."""
    made = line.assessment
    if made is None or not made.carried:
        return made
    given = [
        assessment
        for assessment in line.history
        if assessment.standing == made.standing and not assessment.carried
    ]
    return given[-1] if given else made


def in_their_order(named: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """What is kept by the names of figures, in the order of the names."""
    places = {name: place for place, name in enumerate(FIGURES)}
    return sorted(named.items(), key=lambda pair: places.get(pair[0], len(places)))


def keys(board: Board, selection: Selection) -> list[int]:
    """The works of a list, in the order of the notice."""
    return [line.work.pk for line in board.select(selection)]


def in_order(items: Iterable[dict], keys: Iterable[int]) -> list[int]:
    """The keys in the order of the notice."""
    wanted = set(keys)
    return [item["work"] for item in items if item["work"] in wanted]


def item(
    line: WorkLine, tasks: list[Task], past: Mapping[int, ProgressReport]
) -> dict[str, Any]:
    """One work as the lists and the annex tell it. Of a standing that was carried, `past` has the
    report and the assessment of then the words."""
    report, made = line.headline_report or past.get(line.work.pk), origin(line)
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
        "carried": bool(line.assessment and line.assessment.carried),
        "comment": made.comment if made else "",
        "approval": made.approval_number if made else "",
        "progress": report.progress if report else "",
        "problems": report.problems if report else "",
        "next_steps": next_steps(line, report),
        "parts": [part(target, units) for target in parts_to_name(line)],
        "targets": len(line.targets),
        "missed": [target.target.text for target in line.targets if is_short(target)],
    }


def names(units: Iterable[Unit]) -> list[str]:
    return [unit.name for unit in units]


def next_steps(line: WorkLine, report: ProgressReport | None) -> str:
    """What comes next: the quoted report's word, else the first that another unit gave."""
    quoted = [report] if report else []
    return next(
        (
            answer.next_steps.strip()
            for answer in [*quoted, *line.accepted]
            if answer.next_steps.strip()
        ),
        "",
    )


def parts_to_name(line: WorkLine) -> list[TargetLine]:
    """The targets that a bulletin names: of a slow work the slow ones, of a livelihood
    project every part that is not reached."""
    if line.group == Group.SLOW:
        return line.slow_targets
    if line.work.kind == TaskKind.LIVELIHOOD and line.group in UNFINISHED:
        return [target for target in line.targets if target.pace is not Pace.REACHED]
    return []


def is_short(line: TargetLine) -> bool:
    """Whether a quantity was read and the reading does not reach the target."""
    if line.reading is None or line.goal is None:
        return False
    return not is_reached(line.goal, line.reading)


def part(line: TargetLine, lead_units: list[str]) -> dict[str, Any]:
    """One target: its text, the unit that answers for it, and how far it is in words."""
    unit = line.target.unit
    return {
        "text": line.target.text,
        "units": [unit.name] if unit else lead_units,
        "said": target_words(line),
        "reached": line.pace is Pace.REACHED,
    }


def target_words(line: TargetLine) -> str:
    """目标不少于1000亩，已完成420亩. A bare number of the notice stays bare."""
    target = line.target
    if line.goal is None:
        return f"应于{chinese_day(target.due_on)}前完成，尚未完成"
    sign = SIGNS.get(target.comparator, "")
    goal = f"目标{sign}{plain(target.amount)}{target.measure}"
    if line.reading is None:
        return f"{goal}，未报完成数"
    word = "目前为" if holds_a_level(line.goal) else "已完成"
    return f"{goal}，{word}{plain(line.reading)}{target.measure}"


def chinese_day(day: date) -> str:
    """2021年9月30日."""
    return f"{day.year}年{day.month}月{day.day}日"
