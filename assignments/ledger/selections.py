"""What a count means: a question to a board, its answer as a number, and which works fit."""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass, fields
from urllib.parse import urlencode

from django.core.exceptions import ValidationError

from assignments.choices import Duty
from assignments.ledger.lines import WorkLine
from assignments.models import Period, Task

# Works in one address: more than a year's plan has, and short enough for every proxy.
MOST_CHOSEN = 500


@dataclass(frozen=True)
class Selection:
    """Which works are meant. Empty fields do not restrict. `by` says whether joint rows are listed
    once ("work") or each ("task"); its number counts accordingly. `reported` ("yes", "no", "owed")
    asks all lead units of a work, or, where a unit is named, that unit alone. `works` are the ids
    of works that somebody ticked one by one."""

    kind: str = ""
    leader: int | None = None
    co_leader: int | None = None
    unit: int | None = None
    duty: str = ""
    standing: str = ""
    move: str = ""
    reported: str = ""
    joint: str = ""
    level: str = ""
    works: tuple[int, ...] = ()
    by: str = "task"

    def query(self, period: Period) -> str:
        """The selection as the query string of the ledger of tasks."""
        pairs = [("period", period.code)]
        pairs += [
            (f.name, getattr(self, f.name)) for f in fields(self) if f.name != "works"
        ]
        pairs.append(("works", ",".join(str(key) for key in self.works)))
        return urlencode(
            [(name, value) for name, value in pairs if value not in ("", None)]
        )


@dataclass(frozen=True)
class Count:
    """A number and the query of the list that is exactly so long."""

    value: int
    query: str
    key: str = ""
    label: str = ""
    change: int | None = None


def chosen_works(values: Iterable[str], known: Container[int]) -> tuple[int, ...]:
    """The ids that an address names as works=1,2,3 or works=1&works=2, each once, in their
    order. Raises ValidationError where there is none, one is not a number, one is not in
    `known` (the works of the year), or there are more than 500."""
    written = [
        part.strip() for value in values for part in value.split(",") if part.strip()
    ]
    if not written:
        raise ValidationError("没有选中任务。请在任务台账中先勾选，再点下面的按钮。")
    for part in written:
        # More digits than a key can have would make the database fail.
        if not re.fullmatch("[0-9]{1,9}", part) or int(part) not in known:
            raise ValidationError(
                f"“{part[:20]}”：本年度没有这项工作。请回到任务台账重新勾选。"
            )
    chosen = tuple(dict.fromkeys(int(part) for part in written))
    if len(chosen) > MOST_CHOSEN:
        raise ValidationError(
            f"选了 {len(chosen)} 项，一次最多选 {MOST_CHOSEN} 项。请改用筛选条件。"
        )
    return chosen


def fitting_tasks(line: WorkLine, selection: Selection) -> list[Task]:
    """The tasks of a line that a selection means; leader, level and kind are a task's."""
    tasks = line.tasks
    if selection.kind:
        tasks = [task for task in tasks if task.kind == selection.kind]
    if selection.level:
        tasks = [task for task in tasks if task.plan.level == selection.level]
    if selection.leader:
        tasks = [task for task in tasks if task.leader_id == selection.leader]
    return tasks


def matches(line: WorkLine, selection: Selection) -> bool:
    """Whether a line belongs to a selection. A page asks this some ten thousand times, so the
    cheap questions come first and the first no ends it."""
    return bool(
        (not selection.works or line.work.id in selection.works)
        and (not selection.standing or line.group == selection.standing)
        and (not selection.move or line.move == selection.move)
        and (not selection.joint or (selection.joint == "yes") == line.is_joint)
        and (not selection.reported or fits_reported(line, selection))
        and (not selection.unit or has_duty(line, selection.unit, selection.duty))
        and (not selection.duty or selection.unit or line.units_with(selection.duty))
        and (not selection.co_leader or is_helped_by(line, selection.co_leader))
        and fitting_tasks(line, selection)
    )


def is_helped_by(line: WorkLine, leader: int) -> bool:
    return any(co.leader_id == leader for co in line.helping_leaders)


def fits_reported(line: WorkLine, selection: Selection) -> bool:
    """Whether what is asked about reports is so: "no" owed and not come, "yes" owed and come,
    "owed" either. What was settled before, or has nobody to lead it, owes nothing and has not been
    reported."""
    if is_silent(line, selection.unit):
        return selection.reported in ("no", "owed")
    return selection.reported in ("yes", "owed") and line.owes_reports


def is_silent(line: WorkLine, unit: int | None) -> bool:
    """Whether a work, or one unit on it, owes a report."""
    return unit in line.silent_ids if unit else line.is_silent


def has_duty(line: WorkLine, unit: int, duty: str) -> bool:
    """Whether a unit leads or helps a work, by its own name or as a member of a group."""
    if duty == Duty.LEAD:
        return unit in line.leading_ids
    if duty == Duty.COOPERATING:
        return unit in line.helping_ids
    return unit in line.leading_ids or unit in line.helping_ids
