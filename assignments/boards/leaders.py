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
class Card:
    """One leader: own tasks as a whole, by group and one by one, what is slow or silent, works
    helped with."""

    leader: Leader
    own: Count
    groups: list[Count]
    cells: list[tuple[WorkLine, Task]]
    slow: list[WorkLine]
    silent: Count
    helping: Count


def context(chosen: Calendar) -> dict[str, Any]:
    """`cards` for those who head a block of the notice, `helpers` for those whom only remarks
    name."""
    period = chosen.chosen
    found: dict[str, Any] = {"calendar": chosen, "period": period}
    if period is None:
        return found
    board = Board(period, compared=chosen.previous)
    cards = [card(board, leader) for leader in everybody(board)]
    return found | {
        "cards": [found for found in cards if found.own.value],
        "helpers": [found for found in cards if not found.own.value],
    }


def everybody(board: Board) -> list[Leader]:
    """Leaders with a task of their own or named beside one, in the order of the notice."""
    own = {leader.id: leader for line in board.lines for leader in line.leaders}
    named = {co.leader_id: co.leader for line in board.lines for co in line.co_leaders}
    return sorted(
        {**named, **own}.values(), key=lambda leader: (leader.order, leader.id)
    )


def card(board: Board, leader: Leader) -> Card:
    own = Selection(leader=leader.id)
    return Card(
        leader,
        board.count(own),
        board.groups(own, board.before),
        [(line, task) for line, (task,) in board.rows(own)],
        board.select(replace(own, standing=Group.SLOW)),
        board.count(replace(own, reported="no")),
        board.count(Selection(co_leader=leader.id, by="work")),
    )


@require_safe
def leaders(request: access.Request) -> HttpResponse:
    """Every leader with counts and what is slow."""
    chosen = calendar(request.GET.get("period", ""))
    return render(request, "boards/leaders.html", context(chosen))
