"""Any period beside any other: what moved, by leader, unit and kind."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from assignments.boards.years import REASON, matched, unmatched
from assignments.choices import Duty, Group, TaskKind
from assignments.ledger import access
from assignments.ledger.calendar import Calendar, calendar
from assignments.ledger.figures import Board, Count, Pile, Selection
from assignments.ledger.lines import RANK, WorkLine
from assignments.models import Leader, Period, Unit
from assignments.rules.keys import key_of

ALWAYS = frozenset({Group.DONE, Group.ON_TRACK, Group.SLOW, Group.NOT_REPORTED})
"""The groups that have a column even where nothing is in them."""

BETTER, WORSE, OTHER, SAME = "better", "worse", "other", "same"


@dataclass(frozen=True)
class CountPair:
    """The same number in both periods, each with its list."""

    then: Count
    now: Count

    @property
    def change(self) -> int:
        return self.now.value - self.then.value


@dataclass(frozen=True)
class ComparedRow:
    """One leader, unit or kind: how many in each group, then and now."""

    label: str
    pairs: list[CountPair]

    @property
    def differs(self) -> bool:
        return any(pair.change for pair in self.pairs)


@dataclass(frozen=True)
class MovedWork:
    """One work in both periods."""

    then: WorkLine
    now: WorkLine

    @property
    def key(self) -> str:
        """Better or worse where both are standings that can be ranked; other where one is not."""
        if self.then.group == self.now.group:
            return SAME
        if self.then.group not in RANK or self.now.group not in RANK:
            return OTHER
        return BETTER if RANK[self.now.group] > RANK[self.then.group] else WORSE


class Comparison:
    """Two periods, of the whole city or of one leader's own works."""

    def __init__(self, period: Period, other: Period, leader: Leader | None):
        self.leader = leader
        self.across_years = period.year != other.year
        is_earlier = (other.year, other.kind) == (
            period.year,
            period.kind,
        ) and other.index < period.index
        self.now = Board(period, compared=other if is_earlier else None)
        self.then = self.now.before or Board(other)
        self.pairs = matched(self.now, self.then)
        if leader:
            led = Selection(leader=leader.id)
            self.now, self.then = (
                board.narrowed(board.select(led)) for board in (self.now, self.then)
            )

    @cached_property
    def columns(self) -> list[Group]:
        """The groups that are told apart: in each row they sum to what there is."""
        present = {line.group for line in self.lines}
        return [group for group in Group if group in ALWAYS or group in present]

    @property
    def headings(self) -> list[str]:
        """How many there are in all matters only where it can differ, between two years."""
        whole = ["全部"] if self.across_years else []
        return whole + [str(group.label) for group in self.columns]

    def row(self, label: str, question: Selection) -> ComparedRow:
        narrowed = replace(question, leader=self.leader.id) if self.leader else question
        then, now = (
            {count.key: count for count in board.groups(narrowed)}
            for board in (self.then, self.now)
        )
        whole = (
            [CountPair(self.then.count(narrowed), self.now.count(narrowed))]
            if self.across_years
            else []
        )
        return ComparedRow(
            label,
            whole + [CountPair(then[group], now[group]) for group in self.columns],
        )

    def kinds(self) -> list[ComparedRow]:
        return [
            self.row(kind.label, Selection(kind=kind, by="work")) for kind in TaskKind
        ]

    def leaders(self) -> list[ComparedRow]:
        leading = (leader for line in self.lines for leader in line.leaders)
        wanted = [
            leader for leader in in_order(leading) if self.leader in (None, leader)
        ]
        return [self.row(leader.name, Selection(leader=leader.id)) for leader in wanted]

    def units(self) -> list[ComparedRow]:
        leading = in_order(unit for line in self.lines for unit in line.lead_units)
        return [self.row(unit.name, led_by(unit)) for unit in leading]

    @property
    def lines(self) -> list[WorkLine]:
        """Of both boards."""
        return [*self.now.lines, *self.then.lines]

    def context(self) -> dict[str, Any]:
        units = self.units()
        return {
            "groups": self.headings,
            "kinds": self.kinds(),
            "leaders": self.leaders(),
            "units": [row for row in units if row.differs],
            "steady": [row.label for row in units if not row.differs],
            "moved": moved(self.now, self.pairs, self.across_years),
            "unmatched": unmatched(self.now, self.then, self.pairs),
            "reason": REASON if self.across_years else "",
        }


def context(chosen: Calendar, code: str, leader: str) -> dict[str, Any]:
    """The chosen period beside the one named by `code`; without a fitting code beside the one
    before it, or the last of another year where it is the first. `leader` is the id of the one
    whose works alone are meant, "" for all; 404 for nobody's."""
    period = chosen.chosen
    other = the_other(chosen, code)
    who = get_object_or_404(Leader, pk=key_of(leader)) if leader else None
    page: dict[str, Any] = {
        "calendar": chosen,
        "period": period,
        "other": other,
        "periods": chosen.periods,
        "leader": who,
        "nearby": [("与上期比", chosen.previous), ("与去年同期比", chosen.year_ago)],
    }
    if period is None or other is None:
        return page
    return page | Comparison(period, other, who).context()


def led_by(unit: Unit) -> Selection:
    return Selection(unit=unit.id, duty=Duty.LEAD, by="work")


def the_other(chosen: Calendar, code: str) -> Period | None:
    if chosen.chosen is None:
        return None
    others = [period for period in chosen.periods if period.id != chosen.chosen.id]
    named = [period for period in others if period.code == code]
    earlier = [period for period in others if period.ends < chosen.chosen.ends]
    fitting = named or (
        [chosen.previous] if chosen.previous else earlier[-1:] or others[:1]
    )
    return fitting[0] if fitting else None


def in_order(people: Iterable) -> list:
    """Each once, in the order of the dictionary they come from."""
    return sorted(
        {person.id: person for person in people}.values(),
        key=lambda person: (person.order, person.id),
    )


def moved(now: Board, pairs: dict[int, WorkLine], across_years: bool) -> list[Pile]:
    """The works that are in both, by direction, each list whole on the page; within a year
    those that stayed where they were are not named."""
    changes: dict[str, list[MovedWork]] = defaultdict(list)
    for line in now.lines:
        before = pairs.get(line.work.id)
        if before:
            change = MovedWork(before, line)
            changes[change.key].append(change)
    labels = {BETTER: "好转", WORSE: "下滑", OTHER: "其他变化"} | (
        {SAME: "相同"} if across_years else {}
    )
    return [Pile(key, label, tuple(changes[key])) for key, label in labels.items()]


@require_safe
def compare(request: access.Request) -> HttpResponse:
    """Any period beside any other."""
    chosen = calendar(request.GET.get("period", ""))
    code, leader = request.GET.get("with", ""), request.GET.get("leader", "")
    return render(request, "boards/compare.html", context(chosen, code, leader))
