"""Any period beside any other: what moved, by leader, unit and kind."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from assignments.choices import Duty, Group, TaskKind
from assignments.ledger.calendar import Calendar
from assignments.ledger.figures import Board, Count, Pile, Selection
from assignments.ledger.lines import RANK, WorkLine
from assignments.models import Leader, Period, Unit

SHOWN = (Group.DONE, Group.ON_TRACK, Group.SLOW, Group.NOT_REPORTED)
BETTER, WORSE, OTHER = "better", "worse", "other"


@dataclass(frozen=True)
class Pair:
    """The same number in both periods, each with its list."""

    then: Count
    now: Count

    @property
    def change(self) -> int:
        return self.now.value - self.then.value


@dataclass(frozen=True)
class Row:
    """One leader, unit or kind: how many in each group, then and now."""

    label: str
    pairs: list[Pair]

    @property
    def differs(self) -> bool:
        return any(pair.change for pair in self.pairs)


@dataclass(frozen=True)
class Moved:
    """One work whose group differs between the two periods."""

    then: WorkLine
    now: WorkLine

    @property
    def key(self) -> str:
        """Better or worse where both are standings that can be ranked; other where one is not."""
        if self.then.group not in RANK or self.now.group not in RANK:
            return OTHER
        return BETTER if RANK[self.now.group] > RANK[self.then.group] else WORSE


def context(chosen: Calendar, code: str) -> dict[str, Any]:
    """The chosen period beside the one named by `code`; without a fitting code beside the one
    before it, or the last of another year where it is the first."""
    period = chosen.chosen
    other = the_other(chosen, code)
    found: dict[str, Any] = {"calendar": chosen, "period": period, "other": other, "periods": chosen.periods}
    if period is None or other is None:
        return found
    now, then = Board(period), Board(other)
    by_unit = [row(now, then, unit.name, led_by(unit)) for unit in units(now, then)]
    return found | {
        "groups": [group.label for group in SHOWN],
        "kinds": [row(now, then, kind.label, Selection(kind=kind, by="work")) for kind in TaskKind],
        "leaders": [
            row(now, then, leader.name, Selection(leader=leader.id)) for leader in leaders(now, then)
        ],
        "units": [found for found in by_unit if found.differs],
        "steady": [found.label for found in by_unit if not found.differs],
        "moved": moved(now, then) if period.year == other.year else None,
    }


def led_by(unit: Unit) -> Selection:
    return Selection(unit=unit.id, duty=Duty.LEAD, by="work")


def the_other(chosen: Calendar, code: str) -> Period | None:
    if chosen.chosen is None:
        return None
    others = [period for period in chosen.periods if period.id != chosen.chosen.id]
    named = [period for period in others if period.code == code]
    earlier = [period for period in others if period.ends < chosen.chosen.ends]
    fitting = named or ([chosen.previous] if chosen.previous else earlier[-1:] or others[:1])
    return fitting[0] if fitting else None


def row(now: Board, then: Board, label: str, question: Selection) -> Row:
    return Row(label, [pair(now, then, replace(question, standing=group.value)) for group in SHOWN])


def pair(now: Board, then: Board, question: Selection) -> Pair:
    return Pair(then.count(question), now.count(question))


def leaders(*boards: Board) -> list[Leader]:
    return in_order(leader for board in boards for line in board.lines for leader in line.leaders)


def units(*boards: Board) -> list[Unit]:
    return in_order(unit for board in boards for line in board.lines for unit in line.lead_units)


def in_order(people: Iterable) -> list:
    """Each once, in the order of the dictionary they come from."""
    return sorted({found.id: found for found in people}.values(), key=lambda found: (found.order, found.id))


def moved(now: Board, then: Board) -> list[Pile]:
    """The works whose group differs, by direction, each list whole on the page."""
    found: dict[str, list[Moved]] = defaultdict(list)
    for line in now.lines:
        before = then.by_work.get(line.work.id)
        if before and before.group != line.group:
            change = Moved(before, line)
            found[change.key].append(change)
    labels = {BETTER: "好转", WORSE: "转慢", OTHER: "其他变化"}
    return [Pile(key, label, tuple(found[key])) for key, label in labels.items()]
