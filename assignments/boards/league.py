"""The league table of units. Off by default (setting LEAGUE_TABLE): a table makes people
work for the table, and a city should want that before it gets it. Its rule stands beside it.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assignments.boards.unit_timeliness import everybody
from assignments.boards.units import UnitRow, lines_by_unit, unit_row
from assignments.ledger import access
from assignments.ledger.calendar import Calendar, calendar
from assignments.ledger.figures import Board
from assignments.models import Unit

RULE = (
    "只排本年度有牵头工作的单位，以项计；单位组不排，其工作计在各成员名下。",
    "先看本期评定为“进度偏慢”的占牵头工作的比例，低者在前。",
    "再看本年度至本期的按时报送率，高者在前；没有应报任务的排在其后。",
    "再看被退回的次数，少者在前。三项都相同的名次并列。",
)


@dataclass(frozen=True)
class LeaguePlace:
    """A unit's rank and what it rests on."""

    rank: int
    row: UnitRow


def context(calendar: Calendar) -> dict[str, Any]:
    """What templates/boards/league.html shows."""
    places = table(calendar) if calendar.chosen else []
    return {"calendar": calendar, "places": places, "rule": RULE}


def table(calendar: Calendar) -> list[LeaguePlace]:
    board = Board(calendar.chosen)
    timeliness = everybody(board, calendar)
    rows = [
        unit_row(part, unit, timeliness.get(unit.pk)) for unit, part in leading(board)
    ]
    rows = [row for row in rows if row.leads.value]
    rows.sort(key=lambda row: (merit(row), row.unit.order, row.unit.pk))
    merits = [merit(row) for row in rows]
    return [LeaguePlace(merits.index(merit(row)) + 1, row) for row in rows]


def leading(board: Board) -> list[tuple[Unit, Board]]:
    """The units with a duty, each with the board of its works; what a group carries counts for its
    members."""
    units = {
        unit.pk: unit
        for line in board.lines
        for unit in line.carriers
        if not unit.is_group
    }
    return [
        (units[pk], part) for pk, part in lines_by_unit(board).items() if pk in units
    ]


def merit(row: UnitRow) -> tuple:
    """What the rule compares, the better the smaller."""
    timeliness = row.timeliness
    late = 1 - timeliness.on_time / timeliness.owed if timeliness.owed else 2
    return row.slow.value / row.leads.value, late, timeliness.returned


@require_safe
def league(request: access.Request) -> HttpResponse:
    """The units by merit, where the city wants such a table."""
    if not settings.LEAGUE_TABLE:
        raise Http404("单位排名未开启。")
    chosen = calendar(request.GET.get("period", ""))
    return render(request, "boards/league.html", context(chosen))
