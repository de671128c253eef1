"""What falls due in the days after a board's as-of date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assignments.choices import SETTLED
from assignments.ledger.lines import TargetLine, WorkLine
from assignments.rules.pace import Pace
from assignments.rules.schedule import due_within

# 近 30 天到期: what a leader can still do something about.
DAYS = 30


@dataclass(frozen=True)
class Due:
    """A day on which something of a work is to be there; `target` is None for the whole work."""

    on: date
    line: WorkLine
    target: TargetLine | None = None

    @property
    def text(self) -> str:
        return self.target.target.text if self.target else self.line.work.title


def coming(lines: Iterable[WorkLine], as_of: date, days: int = DAYS) -> list[Due]:
    """Milestones, quantities and whole works due within `days` after `as_of` and not there
    yet, the nearest first. The year's last day is left out except for milestones: nearly
    everything is due on it, so it tells nobody anything."""
    due_soon = [
        due
        for line in lines
        for due in dates_of(line)
        if due_within(due.on, as_of, days)
    ]
    return sorted(
        due_soon,
        key=lambda due: (due.on, due.line.tasks[0].kind, due.line.tasks[0].number),
    )


def dates_of(line: WorkLine) -> Iterable[Due]:
    if (line.standing or line.previous) in SETTLED:
        return
    for target in line.targets:
        open_still = target.pace is not Pace.REACHED
        if open_still and not (
            target.target.is_quantity and is_year_end(target.target.due_on)
        ):
            yield Due(target.target.due_on, line, target)
    if not is_year_end(line.work.due_on):
        yield Due(line.work.due_on, line)


def is_year_end(day: date) -> bool:
    return (day.month, day.day) == (12, 31)
