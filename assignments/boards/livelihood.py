"""The livelihood projects as cards, each with its parts, figures and units."""

from dataclasses import dataclass
from typing import Any

from assignments.choices import TaskKind
from assignments.ledger.calendar import Calendar
from assignments.ledger.figures import Board, Selection
from assignments.ledger.lines import TargetLine, WorkLine
from assignments.models import Task, Unit

PROJECTS = Selection(kind=TaskKind.LIVELIHOOD, by="work")


@dataclass(frozen=True)
class Part:
    """Part of a project: the targets that one unit answers for. A project with one unit has one part."""

    unit: Unit | None
    targets: list[TargetLine]


@dataclass(frozen=True)
class Card:
    line: WorkLine
    task: Task
    parts: list[Part]


def context(chosen: Calendar) -> dict[str, Any]:
    period = chosen.chosen
    found: dict[str, Any] = {"calendar": chosen, "period": period}
    if period is None:
        return found
    board = Board(period, compared=chosen.previous).with_targets()
    groups = board.groups(PROJECTS, board.before)
    return found | {
        "cards": [Card(line, tasks[0], parts(line)) for line, tasks in board.rows(PROJECTS)],
        "all": board.count(PROJECTS),
        "groups": groups,
    }


def parts(line: WorkLine) -> list[Part]:
    """The targets by the unit that answers for them, lead units in their order; a target
    without a unit of its own belongs to the first lead unit."""
    first = line.lead_units[0] if line.lead_units else None
    found: dict[Unit | None, list[TargetLine]] = {}
    for unit in line.lead_units:
        found[unit] = []
    for target in line.targets:
        found.setdefault(target.target.unit or first, []).append(target)
    return [Part(unit, targets) for unit, targets in found.items()]
