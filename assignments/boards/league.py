"""The league table of units. Off by default (setting LEAGUE_TABLE): a table makes people
work for the table, and a city should want that before it gets it. Its rule stands beside it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from assignments.boards.units import UnitRow, lines_by_unit, sent_on, unit_row
from assignments.choices import ExtensionState
from assignments.ledger.calendar import Calendar
from assignments.ledger.figures import Board
from assignments.ledger.timeliness import Key, Sent, Timeliness, begun, timeliness
from assignments.models import Extension, Period, ProgressReport, Unit

RULE = (
    "只排本年度有牵头工作的单位，以项计。",
    "先看本期评定为“进度偏慢”的占牵头工作的比例，低者在前。",
    "再看本年度至本期的按时报送率，高者在前；没有应报任务的排在其后。",
    "再看被退回的次数，少者在前。三项都相同的名次并列。",
)


@dataclass(frozen=True)
class Place:
    """A unit's rank and what it rests on."""

    rank: int
    row: UnitRow
    timeliness: Timeliness


def context(calendar: Calendar) -> dict[str, Any]:
    """What templates/boards/league.html shows."""
    places = table(calendar) if calendar.chosen else []
    return {"calendar": calendar, "places": places, "rule": RULE}


def table(calendar: Calendar) -> list[Place]:
    board = Board(calendar.chosen)
    periods = begun(calendar.of_year, calendar.chosen)
    found = timeliness(board, periods, sent(periods), granted(periods))
    rows = [unit_row(part, unit) for unit, part in leading(board)]
    rows = [row for row in rows if row.leads.value]
    keyed = [(merit(row, found.get(row.unit.pk, Timeliness())), row) for row in rows]
    keyed.sort(key=lambda pair: (pair[0], pair[1].unit.order, pair[1].unit.pk))
    merits = [key for key, _ in keyed]
    return [Place(merits.index(key) + 1, row, found.get(row.unit.pk, Timeliness())) for key, row in keyed]


def leading(board: Board) -> list[tuple[Unit, Board]]:
    """The units with a duty, each with the board of its works."""
    units = {duty.unit_id: duty.unit for line in board.lines for duty in line.duties}
    return [(units[pk], part) for pk, part in lines_by_unit(board).items()]


def merit(row: UnitRow, found: Timeliness) -> tuple:
    """What the rule compares, the better the smaller."""
    late = 1 - found.on_time / found.owed if found.owed else 2
    return row.slow.value / row.leads.value, late, found.returned


def sent(periods: list[Period]) -> list[Sent]:
    rows = ProgressReport.objects.filter(period__in=periods).values_list(
        "unit_id", "work_id", "period_id", "state", "first_sent_at", "times_returned"
    )
    return [
        Sent(unit, work, period, sent_on(state, moment), returned)
        for unit, work, period, state, moment, returned in rows
    ]


def granted(periods: list[Period]) -> dict[Key, date]:
    """The days until which the office granted more time."""
    rows = Extension.objects.filter(period__in=periods, state=ExtensionState.GRANTED)
    found = rows.order_by("until").values_list("unit_id", "work_id", "period_id", "until")
    return {(unit, work, period): until for unit, work, period, until in found}
