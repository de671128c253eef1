"""A meeting led from the screen: a leader's works one by one, with a place to record what was
decided."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assignments.boards import leader as leader_page
from assignments.ledger import access
from assignments.ledger.calendar import Calendar, calendar


def context(
    pk: int, chosen: Calendar, user, position: str, order: str, today: date
) -> dict[str, Any]:
    """The entry at `position` (a number from 1, as the address has it) of the leader's own and
    shared works. Slow ones come first unless `order` is "notice". A position beyond the
    list is the last, anything else that is no number the first. `today` dates a decision."""
    leader_board = leader_page.context(
        pk, chosen, user, "" if order == "notice" else "slow"
    )
    entries = [*leader_board.get("entries", []), *leader_board.get("helped", [])]
    if not entries:
        raise Http404("没有可以过会的任务。")
    place = (
        min(max(int(position), 1), len(entries))
        if position.isdecimal() and len(position) < 6
        else 1
    )
    entry = entries[place - 1]
    return leader_board | {
        "order": order,
        "entry": entry,
        "place": place,
        "total": len(entries),
        "before": place - 1 or None,
        "after": place + 1 if place < len(entries) else None,
        "reports": sorted(
            entry.line.accepted, key=lambda report: report != entry.line.headline_report
        ),
        "today": today,
        "is_recorder": access.is_office(user),
        "can_instruct": leader_board["is_own"] or access.is_office(user),
        "given": given(leader_board, entry),
    }


def given(leader_board: dict[str, Any], entry) -> list:
    """The leader's open instructions on this work, for those who may read them."""
    waiting = leader_board.get("waiting")
    piles = (waiting.replied, waiting.unanswered) if waiting else ()
    return [
        row
        for pile in piles
        for row in pile.entries
        if row.work_id == entry.line.work.id
    ]


@require_safe
def stocktake(request: access.Request, pk: int) -> HttpResponse:
    """A leader's works one by one, to lead a meeting from."""
    chosen = calendar(request.GET.get("period", ""))
    position, order = request.GET.get("n", "1"), request.GET.get("order", "")
    page = context(pk, chosen, request.user, position, order, timezone.localdate())
    return render(request, "boards/stocktake.html", page)
