"""All leaders side by side: how many tasks, how many slow, which."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assignments.choices import Group
from assignments.ledger import access
from assignments.ledger.calendar import Calendar, calendar
from assignments.ledger.figures import Board, Count, Selection
from assignments.ledger.lines import WorkLine
from assignments.models import Leader, Task


@dataclass(frozen=True)
class LeaderCard:
    """One leader: own tasks as a whole, by group and one by one, what is slow or silent, works
    helped with."""

    leader: Leader
    led: Count
    groups: list[Count]
    cells: list[tuple[WorkLine, Task]]
    slow: list[WorkLine]
    silent: Count
    helping: Count


def context(chosen: Calendar) -> dict[str, Any]:
    """`cards` for those who head a block of the notice, `helpers` for those whom only remarks
    name."""
    period = chosen.chosen
    page: dict[str, Any] = {"calendar": chosen, "period": period}
    if period is None:
        return page
    board = Board(period, compared=chosen.previous)
    cards = [card(board, leader) for leader in everybody(board)]
    return page | {
        "cards": [card for card in cards if card.led.value],
        "helpers": [card for card in cards if not card.led.value],
    }


def everybody(board: Board) -> list[Leader]:
    """Leaders with a task of their own or named beside one, in the order of the notice."""
    leading = {leader.id: leader for line in board.lines for leader in line.leaders}
    named = {co.leader_id: co.leader for line in board.lines for co in line.co_leaders}
    return sorted(
        {**named, **leading}.values(), key=lambda leader: (leader.order, leader.id)
    )


def card(board: Board, leader: Leader) -> LeaderCard:
    led = Selection(leader=leader.id)
    return LeaderCard(
        leader,
        board.count(led),
        board.groups(led, board.before),
        [(line, task) for line, (task,) in board.rows(led)],
        board.select(replace(led, standing=Group.SLOW)),
        board.count(replace(led, reported="no")),
        board.count(Selection(co_leader=leader.id, by="work")),
    )


@require_safe
def leaders(request: access.Request) -> HttpResponse:
    """Every leader with counts and what is slow."""
    chosen = calendar(request.GET.get("period", ""))
    return render(request, "boards/leaders.html", context(chosen))
