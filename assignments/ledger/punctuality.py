"""Who did not report a period, and who reported late: lead units with their works."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from assignments.choices import ExtensionState
from assignments.ledger.figures import Board
from assignments.ledger.selections import Selection
from assignments.models import Extension, Unit
from assignments.rules.schedule import days_late


def silent_rows(board: Board) -> list[dict]:
    """[{"unit", "works": [title], "value"}] in the order of units; `value` is the count of
    works that the unit leads and owes a report on."""
    units: dict[int, Unit] = {}
    works: dict[int, list[str]] = defaultdict(list)
    for line in board.select(Selection(reported="no", by="work")):
        for unit in line.silent_units:
            units[unit.pk] = unit
            works[unit.pk].append(line.work.title)
    return [
        {"unit": unit.name, "works": works[unit.pk], "value": len(works[unit.pk])}
        for unit in in_order(units.values())
    ]


def late_rows(board: Board) -> list[dict]:
    """[{"unit", "works": [title], "value", "days"}] for units that reported after the due
    date, or after the one they were granted; `days` is the longest delay."""
    until = granted(board)
    units: dict[int, Unit] = {}
    late: dict[int, dict[str, int]] = defaultdict(dict)
    for line in board.select(Selection(by="work")):
        lead = {unit.pk for unit in line.answering_units}
        for report in line.reports:
            if report.unit_id not in lead or not report.is_reported or not report.first_sent_at:
                continue
            due = max(board.period.due_on, until.get((line.work.pk, report.unit_id), date.min))
            days = days_late(due, timezone.localdate(report.first_sent_at))
            if days:
                units[report.unit_id] = report.unit
                late[report.unit_id][line.work.title] = days
    return [
        {
            "unit": unit.name,
            "works": list(late[unit.pk]),
            "value": len(late[unit.pk]),
            "days": max(late[unit.pk].values()),
        }
        for unit in in_order(units.values())
    ]


def granted(board: Board) -> dict[tuple[int, int], date]:
    """The latest day that was granted, by work and unit."""
    rows = Extension.objects.filter(period=board.period, state=ExtensionState.GRANTED)
    found: dict[tuple[int, int], date] = {}
    for row in rows:
        found[row.work_id, row.unit_id] = max(
            row.until, found.get((row.work_id, row.unit_id), date.min)
        )
    return found


def in_order(units: Iterable[Unit]) -> list[Unit]:
    return sorted(units, key=lambda unit: (unit.order, unit.pk))
