"""The wall screen (大屏): the overview without navigation, to be seen from across a room."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assignments.boards import overview as overview_page
from assignments.ledger import access
from assignments.ledger.calendar import Calendar, calendar

SLOW_SHOWN, UNITS_SHOWN = 5, 6
FEW, MANY, CROWD = 40, 170, 400
"""Up to so many tasks the cells are large and stand together; with more than these they are
smaller, and smaller still without their numbers, so that all stand on the screen."""


def context(chosen: Calendar, user) -> dict[str, Any]:
    """The overview's figures, its lists cut to what fits on one screen."""
    overview = overview_page.context(chosen, user)
    if "plans" not in overview:
        return overview
    return overview | {
        "size": size(sum(len(row.cells) for row in overview["rows"])),
        "slow_shown": overview["slow"][:SLOW_SHOWN],
        "slow_left": len(overview["slow"][SLOW_SHOWN:]),
        "silent_shown": overview["silent_units"][:UNITS_SHOWN],
        "silent_left": len(overview["silent_units"][UNITS_SHOWN:]),
    }


def size(cells: int) -> str:
    """How large so many cells may be: the name of it for the style sheet, none for the usual
    size."""
    if cells > CROWD:
        return "crowd"
    if cells > MANY:
        return "many"
    return "few" if cells <= FEW else ""


@require_safe
def wall(request: access.Request) -> HttpResponse:
    """The overview for a screen on the wall."""
    chosen = calendar(request.GET.get("period", ""))
    return render(request, "boards/wall.html", context(chosen, request.user))
