"""Whose turn it is: instructions in piles, by who opens the page."""

from dataclasses import dataclass
from datetime import date

from assignments.choices import DirectiveState, Role
from assignments.ledger import access
from assignments.ledger.figures import Pile
from assignments.models import Directive, DirectiveUnit, Period
from assignments.models.directives import DirectiveQuerySet
from assignments.rules.schedule import days_late


@dataclass(frozen=True)
class Entry:
    """One instruction in a list: how far it is, seen from one person's place."""

    directive: Directive
    as_of: date
    is_mine: bool
    waits_for_me: bool

    @property
    def is_late(self) -> bool:
        return self.directive.is_late(self.as_of)

    @property
    def owing(self) -> list[DirectiveUnit]:
        """Who is silent while others have answered."""
        return (
            self.directive.owing()
            if self.directive.state == DirectiveState.REPLIED
            else []
        )

    @property
    def days_late(self) -> int:
        return (
            days_late(self.directive.due_on, self.as_of)
            if self.directive.due_on and self.is_late
            else 0
        )

    @property
    def is_closed(self) -> bool:
        return self.directive.state == DirectiveState.CLOSED


def entries(user, as_of: date, among: DirectiveQuerySet | None = None) -> list[Entry]:
    """Every instruction (or each of `among`) that the user may see: overdue first, then by day,
    then the newest."""
    seen = access.directives(user)
    rows = (
        (seen if among is None else seen & among)
        .with_answers()
        .order_by("-issued_on", "-id")
    )
    names = set(access.units_of(user))
    found = [
        Entry(
            directive=row,
            as_of=as_of,
            is_mine=not names.isdisjoint(unit.unit_id for unit in row.addressees.all())
            if names
            else row.leader_id == user.leader_id and user.leader_id is not None,
            waits_for_me=row.waits_for(user.unit_id, names),
        )
        for row in rows
    ]
    return sorted(
        found, key=lambda entry: (not entry.is_late, entry.directive.due_on or date.max)
    )


def piles(user, as_of: date) -> list[Pile]:
    """The piles of the page: first what waits for this person."""
    found = entries(user, as_of)
    if user.role == Role.UNIT:
        return unit_piles(found)
    if user.role == Role.LEADER:
        return leader_piles(found)
    in_time = [entry for entry in found if not entry.is_late]
    return [
        pile("late", "逾期未回复", found, lambda entry: entry.is_late),
        pile(
            "open",
            "待回复",
            in_time,
            lambda e: e.directive.state == DirectiveState.OPEN,
        ),
        pile(
            "replied",
            "已回复，待办结",
            in_time,
            lambda e: e.directive.state == DirectiveState.REPLIED,
        ),
        pile("closed", "已办结", found, lambda entry: entry.is_closed),
    ]


def of_period(user, period: Period, only: str) -> Pile:
    """What the overview of a period counts: the instructions that are not closed (`open`), or those
    of them whose day had passed on the period's last day while somebody owed an answer (`late`)."""
    found = entries(user, period.as_of, Directive.objects.open().of_period(period))
    if only == "late":
        return pile("late", "逾期未回复", found, lambda entry: entry.is_late)
    return pile("open", "未办结", found, lambda _: True)


def unit_piles(found: list[Entry]) -> list[Pile]:
    open_ones = [entry for entry in found if not entry.is_closed]
    return [
        pile("mine", "待本单位回复", open_ones, lambda entry: entry.waits_for_me),
        pile(
            "answered",
            "已回复，待办结",
            open_ones,
            lambda e: e.is_mine and not e.waits_for_me,
        ),
        pile(
            "others",
            "本单位牵头事项的其他批示",
            open_ones,
            lambda entry: not entry.is_mine,
        ),
        pile("closed", "已办结", found, lambda entry: entry.is_closed),
    ]


def leader_piles(found: list[Entry]) -> list[Pile]:
    mine = [entry for entry in found if entry.is_mine and not entry.is_closed]
    return [
        pile(
            "replied",
            "已回复，请阅",
            mine,
            lambda e: e.directive.state == DirectiveState.REPLIED,
        ),
        pile(
            "open", "待回复", mine, lambda e: e.directive.state == DirectiveState.OPEN
        ),
        pile(
            "others",
            "其他领导就本人分管事项的批示",
            found,
            lambda e: not e.is_mine and not e.is_closed,
        ),
        pile("closed", "已办结", found, lambda entry: entry.is_closed),
    ]


def pile(key: str, label: str, found: list[Entry], belongs) -> Pile:
    return Pile(key, label, tuple(entry for entry in found if belongs(entry)))
