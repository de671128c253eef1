"""All units by kind, with what each carries."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assignments.boards.unit_timeliness import everybody
from assignments.choices import Duty, Group, UnitKind
from assignments.ledger import access
from assignments.ledger.calendar import Calendar, calendar
from assignments.ledger.figures import Board
from assignments.ledger.lines import WorkLine
from assignments.ledger.obligations import (
    Timeliness,
)
from assignments.ledger.selections import Count, Selection
from assignments.models import Period, Unit


@dataclass(frozen=True)
class UnitRow:
    """One unit in the index with its counts, each the way to its list, and how timely it sends."""

    unit: Unit
    leads: Count
    helps: Count
    done: Count
    slow: Count
    silent: Count
    timeliness: Timeliness
    members: Sequence[Unit] = ()
    chased: int = 0


@dataclass(frozen=True)
class KindRows:
    label: str
    rows: list[UnitRow]


def lines_by_unit(board: Board) -> dict[int, Board]:
    """For each unit the board of the works it has a duty in, as a member of a group too."""
    by_unit: dict[int, list[WorkLine]] = defaultdict(list)
    for line in board.lines:
        for unit in line.leading_ids | line.helping_ids:
            by_unit[unit].append(line)
    return {unit: board.narrowed(lines) for unit, lines in by_unit.items()}


def unit_row(
    board: Board,
    unit: Unit,
    timeliness: Timeliness | None,
    members: Sequence[Unit] = (),
    chased: int = 0,
) -> UnitRow:
    lead = Selection(unit=unit.pk, duty=Duty.LEAD, by="work")
    return UnitRow(
        unit,
        leads=board.count(lead),
        helps=board.count(Selection(unit=unit.pk, duty=Duty.COOPERATING, by="work")),
        done=board.count(standing(lead, Group.DONE)),
        slow=board.count(standing(lead, Group.SLOW)),
        silent=board.count(silent(lead)),
        timeliness=timeliness or Timeliness(),
        members=members,
        chased=chased,
    )


def standing(selection: Selection, group: Group) -> Selection:
    return Selection(
        unit=selection.unit, duty=selection.duty, by=selection.by, standing=group.value
    )


def silent(selection: Selection) -> Selection:
    return Selection(
        unit=selection.unit, duty=selection.duty, by=selection.by, reported="no"
    )


def times_chased(period: Period, user) -> Counter:
    """How often each unit was chased in the period, as far as this person may know."""
    return Counter(
        access.reminders(user)
        .filter(period=period)
        .order_by()
        .values_list("unit_id", flat=True)
    )


def context(calendar: Calendar, user) -> dict[str, Any]:
    """What templates/boards/units.html shows: the units by kind, in their order. How often they
    were chased is for those who see everything."""
    if calendar.chosen is None:
        return {"calendar": calendar, "kinds": []}
    units = list(Unit.objects.active().order_by("order", "id"))
    board = Board(calendar.chosen)
    board.members = Unit.objects.members_by_group(
        {unit.pk for unit in units if unit.is_group}
    )
    parts, nothing = lines_by_unit(board), board.narrowed([])
    timeliness = everybody(board, calendar)
    shows_chased = access.sees_everything(user)
    chased = times_chased(calendar.chosen, user) if shows_chased else Counter()
    by_kind: dict[str, list[UnitRow]] = defaultdict(list)
    for unit in units:
        part, members = parts.get(unit.pk, nothing), board.members.get(unit.pk, [])
        by_kind[unit.kind].append(
            unit_row(part, unit, timeliness.get(unit.pk), members, chased[unit.pk])
        )
    kinds = [
        KindRows(str(kind.label), by_kind[kind.value])
        for kind in UnitKind
        if by_kind[kind.value]
    ]
    return {
        "calendar": calendar,
        "kinds": kinds,
        "league": settings.LEAGUE_TABLE,
        "shows_chased": shows_chased,
    }


@require_safe
def units(request: access.Request) -> HttpResponse:
    """Every unit by kind, with what it leads, helps with and owes."""
    chosen = calendar(request.GET.get("period", ""))
    return render(request, "boards/units.html", context(chosen, request.user))
