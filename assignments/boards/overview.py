"""The overview: the sentence, one cell for each task, what is slow, what moved, who is silent, what
comes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from assignments.boards.dates import coming
from assignments.choices import Duty, Group, Level, Move, PeriodState, TaskKind
from assignments.ledger import access
from assignments.ledger.calendar import Calendar
from assignments.ledger.figures import Board, Count, Pile, Selection, summary
from assignments.ledger.lines import TargetLine, WorkLine
from assignments.models import Leader, Period, Plan, Task, Unit
from assignments.rules.pace import plain
from assignments.rules.schedule import is_overdue, time_progress
from assignments.rules.shares import percent

EVERY = Selection(by="work")
KEY = Selection(kind=TaskKind.KEY)
LIVELIHOOD = Selection(kind=TaskKind.LIVELIHOOD)


@dataclass(frozen=True)
class Row:
    """One leader's tasks as cells. `all`, `done` and `slow` are None for tasks that the
    notice gives to no leader, because no list can be asked for them."""

    label: str
    leader: Leader | None
    cells: list[tuple[WorkLine, Task]]
    all: Count | None = None
    done: Count | None = None
    slow: Count | None = None


@dataclass(frozen=True)
class Slow:
    """A slow work with the targets that make it so, the worst first."""

    line: WorkLine
    targets: list[TargetLine]

    @property
    def worst(self) -> TargetLine | None:
        return self.targets[0] if self.targets else None


@dataclass(frozen=True)
class UnitCount:
    """A unit, a number of works and their list."""

    unit: Unit
    count: Count
    lines: list[WorkLine]


def context(chosen: Calendar, user) -> dict[str, Any]:
    """Everything the overview shows. Without a plan or before the period began only the
    calendar and what is missing."""
    period = chosen.chosen
    start: dict[str, Any] = {
        "calendar": chosen,
        "period": period,
        "can_import": access.can_import(user),
        "can_run_periods": access.can_run_periods(user),
    }
    if period is None:
        return start | {"waits_for_periods": Plan.objects.exists()}
    board = Board(period, compared=compared(chosen)).with_targets()
    if not board.tasks:
        return start
    before = board.before
    return start | {
        "plans": plans(board),
        "levels": levels(board),
        "sentence": summary(board, before),
        "whole": board.groups(EVERY, before),
        "rows": list(cell_rows(board)),
        "slow": slow(board),
        "slow_count": board.count(replace(EVERY, standing=Group.SLOW)),
        "slow_before": before.count(replace(EVERY, standing=Group.SLOW))
        if before
        else None,
        "slow_units": slow_units(board),
        "silent_units": silent_units(board),
        "moves": board.moves(EVERY),
        "better": board.select(Selection(move=Move.BETTER)),
        "worse": board.select(Selection(move=Move.WORSE)),
        "directives": directives(user, period),
        "coming": coming(board.lines, period.as_of),
        "time_share": plain(percent(year_passed(period), 1)),
    }


def compared(chosen: Calendar) -> Period | None:
    """The period before; nothing for one that has not begun, where every change would be a fall."""
    begun = chosen.chosen and chosen.chosen.state != PeriodState.PLANNED
    return chosen.previous if begun else None


def year_passed(period: Period) -> Decimal:
    """How much of the year is over at the end of the period, 0 to 1."""
    first, last = period.starts.replace(month=1), period.ends.replace(month=12, day=31)
    return time_progress(first, last, period.as_of)


def plans(board: Board) -> list[Plan]:
    return list({task.plan_id: task.plan for task in board.tasks}.values())


def levels(board: Board) -> list[Count]:
    """How many tasks each level's notices have, where there is more than one level."""
    there = {task.plan.level for task in board.tasks}
    words = {
        level: level.label if level == Level.LOCAL else f"{level.label}级"
        for level in Level
    }
    counts = [
        board.count(Selection(level=level), label=words[level])
        for level in Level
        if level in there
    ]
    return counts if len(counts) > 1 else []


def cell_rows(board: Board) -> Iterable[Row]:
    """A row for each leader in the order of the notice, then the livelihood projects."""
    leaders: dict[int, Leader] = {}
    orphans: list[tuple[WorkLine, Task]] = []
    for line, (task,) in board.rows(KEY):
        if task.leader:
            leaders.setdefault(task.leader.id, task.leader)
        else:
            orphans.append((line, task))
    for leader in sorted(leaders.values(), key=lambda each: (each.order, each.id)):
        yield counted_row(board, leader.name, leader, replace(KEY, leader=leader.id))
    if orphans:
        yield Row("未明确领导", None, orphans)
    projects = counted_row(board, TaskKind.LIVELIHOOD.label, None, LIVELIHOOD)
    if projects.cells:
        yield projects


def counted_row(
    board: Board, label: str, leader: Leader | None, selection: Selection
) -> Row:
    return Row(
        label,
        leader,
        [(line, task) for line, (task,) in board.rows(selection)],
        board.count(selection),
        board.count(replace(selection, standing=Group.DONE)),
        board.count(replace(selection, standing=Group.SLOW)),
    )


def slow(board: Board) -> list[Slow]:
    """The slow works, those furthest behind their plan first, those without a figure last."""
    slow_lines = [
        Slow(line, sorted(line.slow_targets, key=shortfall))
        for line in board.select(Selection(standing=Group.SLOW))
    ]
    return sorted(
        slow_lines, key=lambda item: shortfall(item.worst) if item.worst else 2.0
    )


def shortfall(target: TargetLine) -> float:
    """The reading as a share of what it should be, so that smaller is worse; a target
    without a reading counts as nothing reached, a missed milestone likewise."""
    if not target.expected or not target.expected.value:
        return 0.0 if target.is_behind else 1.5
    return float((target.reading or 0) / target.expected.value)


def slow_units(board: Board) -> list[UnitCount]:
    """Units named as lead of slow work, the most first; what one leads as a member of a group
    counts too."""
    lines = board.select(Selection(standing=Group.SLOW))
    named = dict.fromkeys(unit for line in lines for unit in line.lead_units)
    lines_of = {
        unit: [line for line in lines if unit.id in line.leading_ids] for unit in named
    }
    question = replace(EVERY, standing=Group.SLOW, duty=Duty.LEAD)
    return counted_units(board, question, lines_of)


def silent_units(board: Board) -> list[UnitCount]:
    """Units that owe reports, the most first."""
    lines_of = by_unit(
        (unit, line)
        for line in board.select(Selection(reported="no"))
        for unit in line.silent_units
    )
    return counted_units(board, replace(EVERY, reported="no", duty=Duty.LEAD), lines_of)


def by_unit(pairs: Iterable[tuple[Unit, WorkLine]]) -> dict[Unit, list[WorkLine]]:
    lines_of: dict[Unit, list[WorkLine]] = defaultdict(list)
    for unit, line in pairs:
        lines_of[unit].append(line)
    return lines_of


def counted_units(
    board: Board, question: Selection, lines_of: dict[Unit, list[WorkLine]]
) -> list[UnitCount]:
    rows = [
        UnitCount(unit, board.count(replace(question, unit=unit.id)), lines)
        for unit, lines in lines_of.items()
    ]
    return sorted(rows, key=lambda row: (-row.count.value, row.unit.order, row.unit.id))


def directives(user, period: Period) -> dict[str, Pile]:
    """The open instructions on the year's works that this person may read, and those of them whose
    day has passed while somebody owes an answer."""
    rows = (
        access.directives(user)
        .open()
        .of_period(period)
        .with_owed()
        .select_related("work", "leader")
    )
    open_ones = tuple(rows.order_by("due_on", "issued_on", "id"))
    late = tuple(
        row for row in open_ones if row.is_owed and is_overdue(row.due_on, period.as_of)
    )
    return {
        "open": Pile("open", "未办结", open_ones),
        "late": Pile("late", "逾期未回复", late),
    }
