"""The columns of the ledger of tasks: what a row holds, how it is sorted by each."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from assignments.boards.filters import place
from assignments.boards.text import MarkedPiece, mark_words
from assignments.choices import Group
from assignments.ledger.lines import TargetLine, WorkLine
from assignments.models import Leader, Task, Unit

WORST_FIRST = (
    Group.SLOW,
    Group.NOT_REPORTED,
    Group.UNASSESSED,
    Group.ON_TRACK,
    Group.ADJUSTED,
    Group.CANCELLED,
    Group.DONE,
)
# Behind every place in an order: rows without a leader, a unit or a target.
LAST = 10**6

SIGNS = re.compile(r"[\W_]+")
"""What two wordings of the same may differ in: marks and blanks."""


@dataclass
class Entry:
    """One row of the list: a task by itself, or a work with its tasks."""

    line: WorkLine
    tasks: list[Task]
    words: tuple[str, ...] = ()

    @property
    def task(self) -> Task:
        return self.tasks[0]

    @property
    def numbers(self) -> list[int]:
        return [task.number for task in self.tasks]

    @property
    def partners(self) -> list[Task]:
        """The other tasks of the same work."""
        shown = {task.pk for task in self.tasks}
        return [task for task in self.line.tasks if task.pk not in shown]

    @property
    def leaders(self) -> list[Leader]:
        return list(
            {task.leader_id: task.leader for task in self.tasks if task.leader}.values()
        )

    @property
    def title(self) -> list[MarkedPiece]:
        return mark_words(self.line.work.title, self.words)

    @cached_property
    def text(self) -> list[MarkedPiece]:
        return mark_words(self.task.text, self.words)

    @property
    def shows_whole_text(self) -> bool:
        """A word that was looked for may stand at the end, which is cut off otherwise."""
        return any(piece.marked for piece in self.text)

    @property
    def named_leaders(self) -> list[tuple[Leader, list[MarkedPiece]]]:
        return [
            (leader, mark_words(leader.name, self.words)) for leader in self.leaders
        ]

    @property
    def named_units(self) -> list[tuple[Unit, list[MarkedPiece]]]:
        return [
            (unit, mark_words(unit.name, self.words)) for unit in self.line.lead_units
        ]

    @cached_property
    def elsewhere(self) -> list[tuple[str, list[MarkedPiece]]]:
        """Where else a word was found, of what the usual columns do not show: (what it is, the
        text)."""
        if not self.words:
            return []
        others = [task.text for task in self.line.tasks if task.text != self.task.text]
        seen = {
            leader.pk
            for leader, name in self.named_leaders
            if any(piece.marked for piece in name)
        }
        texts = [
            *(
                ("牵头领导", leader.full)
                for leader in self.line.leaders
                if leader.pk not in seen
            ),
            *(("协同领导", co.leader.full) for co in self.line.helping_leaders),
            *(("配合单位", unit.name) for unit in self.line.cooperating_units),
            *(("同一工作", text) for text in others),
            *(("备注", task.remark) for task in self.line.tasks),
        ]
        marked_texts = ((label, mark_words(text, self.words)) for label, text in texts)
        return [
            (label, pieces)
            for label, pieces in marked_texts
            if any(piece.marked for piece in pieces)
        ]

    @property
    def says_more(self) -> bool:
        """Whether the task says anything that its title does not: where it is the same, once is
        enough."""
        text, title = (
            SIGNS.sub("", wording) for wording in (self.task.text, self.line.work.title)
        )
        return text != title

    @cached_property
    def target(self) -> TargetLine | None:
        """The figure that says most: a slow one first, then the first with a number."""
        figures = [line for line in self.line.targets if line.target.is_quantity]
        return min(figures, key=lambda line: not line.is_behind, default=None)

    @property
    def more_targets(self) -> int:
        return len(self.line.targets) - (self.target is not None)

    @cached_property
    def updated(self) -> datetime | None:
        """When something was last sent, reviewed or assessed for the period."""
        times = [
            time
            for report in self.line.reports
            for time in (report.submitted_at, report.reviewed_at)
        ]
        if self.line.assessment:
            times.append(self.line.assessment.assessed_at)
        return max((time for time in times if time), default=None)


def by_number(entry: Entry) -> tuple:
    return entry.task.kind, entry.task.plan.level, entry.task.number


def by_leader(entry: Entry) -> tuple:
    return place(entry.leaders[0]) if entry.leaders else (LAST, 0)


def by_unit(entry: Entry) -> tuple:
    return place(entry.line.lead_units[0]) if entry.line.lead_units else (LAST, 0)


def by_standing(entry: Entry) -> tuple:
    return (WORST_FIRST.index(Group(entry.line.group)),)


def by_updated(entry: Entry) -> tuple:
    return (entry.updated.timestamp() if entry.updated else 0.0,)


def by_due(entry: Entry) -> tuple:
    return (entry.line.work.due_on,)


def by_title(entry: Entry) -> tuple:
    return (entry.line.work.title,)


def by_helpers(entry: Entry) -> tuple:
    helpers = entry.line.cooperating_units
    return place(helpers[0]) if helpers else (LAST, 0)


def by_target(entry: Entry) -> tuple:
    """How much of the target was reached; without a reading before all, without a target after
    all."""
    target = entry.target
    if target is None:
        return (LAST,)
    return (-1,) if target.percent is None else (target.percent,)


def by_reported(entry: Entry) -> tuple:
    """Who owes a report first, then who owes none any more."""
    return not entry.line.is_silent, entry.line.is_settled


def by_remark(entry: Entry) -> tuple:
    return not entry.task.remark, entry.task.remark


@dataclass(frozen=True)
class Column:
    """A column of the table and what it is sorted by."""

    name: str
    label: str
    key: Callable[[Entry], tuple]
    fixed: bool = False

    @property
    def template(self) -> str:
        return f"boards/columns/_{self.name}.html"


COLUMNS = (
    Column("number", "序号", by_number, fixed=True),
    Column("title", "任务", by_title, fixed=True),
    Column("leader", "牵头领导", by_leader),
    Column("unit", "牵头单位", by_unit),
    Column("helpers", "配合单位", by_helpers),
    Column("standing", "评定", by_standing),
    Column("target", "主要指标", by_target),
    Column("reported", "报送", by_reported),
    Column("due", "完成时限", by_due),
    Column("updated", "最近更新", by_updated),
    Column("remark", "备注", by_remark),
)
FIXED = {column.name for column in COLUMNS if column.fixed}
USUAL = (
    "number",
    "title",
    "leader",
    "unit",
    "standing",
    "target",
    "reported",
    "updated",
)


@dataclass(frozen=True)
class Heading:
    """A column's head: where its link leads and which way the list runs now."""

    column: Column
    query: str
    direction: str

    @property
    def aria_sort(self) -> str:
        return {"up": "ascending", "down": "descending"}.get(self.direction, "none")
