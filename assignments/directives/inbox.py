"""Whose turn it is: instructions in piles, by who opens the page."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assignments.choices import DirectiveState, Role
from assignments.ledger import access
from assignments.ledger.calendar import calendar
from assignments.ledger.figures import Pile
from assignments.models import Directive, DirectiveUnit, Period, User
from assignments.models.directives import DirectiveQuerySet
from assignments.rules.schedule import days_late


@dataclass(frozen=True)
class InboxEntry:
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
        return self.directive.owing() if self.is_replied else []

    @property
    def days_late(self) -> int:
        due = self.directive.due_on
        return days_late(due, self.as_of) if due and self.is_late else 0

    @property
    def is_open(self) -> bool:
        return self.directive.state == DirectiveState.OPEN

    @property
    def is_replied(self) -> bool:
        return self.directive.state == DirectiveState.REPLIED

    @property
    def is_closed(self) -> bool:
        return self.directive.state == DirectiveState.CLOSED


def entries(
    user: User, as_of: date, among: DirectiveQuerySet | None = None
) -> list[InboxEntry]:
    """Every instruction (or each of `among`) that the user may see: overdue first, then by day,
    then the newest."""
    rows = access.directives(user)
    if among is not None:
        rows = rows & among
    rows = rows.with_answers().order_by("-issued_on", "-id")
    names = set(access.units_of(user))
    listed = [
        InboxEntry(
            directive=row,
            as_of=as_of,
            is_mine=belongs_to(user, names, row),
            waits_for_me=row.waits_for(user.unit_id, names),
        )
        for row in rows
    ]
    return sorted(listed, key=urgency)


def urgency(entry: InboxEntry) -> tuple[bool, date]:
    """What is overdue comes first, what has no day comes last."""
    return not entry.is_late, entry.directive.due_on or date.max


def belongs_to(user: User, names: set[int], directive: Directive) -> bool:
    """Whether it was given to the person's unit (its id and its groups' are `names`), or by the
    leader that the person is."""
    if names:
        units = {addressee.unit_id for addressee in directive.addressees.all()}
        return not names.isdisjoint(units)
    return user.leader_id is not None and directive.leader_id == user.leader_id


def piles(user: User, as_of: date) -> list[Pile]:
    """The piles of the page: first what waits for this person."""
    listed = entries(user, as_of)
    if user.role == Role.UNIT:
        return unit_piles(listed)
    if user.role == Role.LEADER:
        return leader_piles(listed)
    in_time = [entry for entry in listed if not entry.is_late]
    late = [entry for entry in listed if entry.is_late]
    unanswered = [entry for entry in in_time if entry.is_open]
    replied = [entry for entry in in_time if entry.is_replied]
    return [
        pile("late", "逾期未回复", late),
        pile("open", "待回复", unanswered),
        pile("replied", "已回复，待办结", replied),
        closed_pile(listed),
    ]


def of_period(user: User, period: Period, only: str) -> Pile:
    """What the overview of a period counts: the instructions that are not closed (`open`), or those
    of them whose day had passed on the period's last day while somebody owed an answer (`late`)."""
    listed = entries(user, period.as_of, Directive.objects.open().of_period(period))
    if only == "late":
        late = [entry for entry in listed if entry.is_late]
        return pile("late", "逾期未回复", late)
    return pile("open", "未办结", listed)


def unit_piles(listed: list[InboxEntry]) -> list[Pile]:
    not_closed = [entry for entry in listed if not entry.is_closed]
    waiting = [entry for entry in not_closed if entry.waits_for_me]
    answered = [
        entry for entry in not_closed if entry.is_mine and not entry.waits_for_me
    ]
    others = [entry for entry in not_closed if not entry.is_mine]
    return [
        pile("mine", "待本单位回复", waiting),
        pile("answered", "已回复，待办结", answered),
        pile("others", "本单位牵头事项的其他批示", others),
        closed_pile(listed),
    ]


def leader_piles(listed: list[InboxEntry]) -> list[Pile]:
    not_closed = [entry for entry in listed if not entry.is_closed]
    given = [entry for entry in not_closed if entry.is_mine]
    replied = [entry for entry in given if entry.is_replied]
    unanswered = [entry for entry in given if entry.is_open]
    others = [entry for entry in not_closed if not entry.is_mine]
    return [
        pile("replied", "已回复，请阅", replied),
        pile("open", "待回复", unanswered),
        pile("others", "其他领导就本人分管事项的批示", others),
        closed_pile(listed),
    ]


def closed_pile(listed: list[InboxEntry]) -> Pile:
    return pile("closed", "已办结", [entry for entry in listed if entry.is_closed])


def pile(key: str, label: str, listed: list[InboxEntry]) -> Pile:
    return Pile(key, label, tuple(listed))


@require_safe
def inbox(request: access.Request) -> HttpResponse:
    """What waits for whom; with `only`, the list behind a figure of a period's overview."""
    user = request.user
    access.demand(
        not access.has_role(user, Role.VIEWER), "批示供市领导、督查室和承办单位使用。"
    )
    only = request.GET.get("only", "")
    period = calendar(request.GET.get("period", "")).chosen
    if only in ("open", "late") and period:
        counted = of_period(user, period, only)
        return show(request, [counted], period.as_of, period)
    today = timezone.localdate()
    return show(request, piles(user, today), today)


def show(
    request: access.Request,
    shown: list[Pile],
    as_of: date,
    period: Period | None = None,
) -> HttpResponse:
    nothing = not any(pile.value for pile in shown)
    context = {"piles": shown, "nothing": nothing, "as_of": as_of}
    if period:
        context["period"] = period
    return render(request, "directives/inbox.html", context)
