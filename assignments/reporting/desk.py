"""A unit's desk: what it owes this period, what was sent back first, then by date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from assignments.choices import ExtensionState, ReportState
from assignments.ledger import access
from assignments.ledger.calendar import Calendar
from assignments.ledger.figures import Board, Pile
from assignments.ledger.lines import WorkLine
from assignments.models import Directive, Extension, ProgressReport, Reminder, Unit
from assignments.rules.keys import key_of


@dataclass(frozen=True)
class Item:
    """One work on a unit's desk: where its own report stands and when it is due."""

    line: WorkLine
    unit: Unit
    report: ProgressReport | None
    due: date
    extension: Extension | None = None

    @property
    def is_returned(self) -> bool:
        return bool(self.report and self.report.state == ReportState.RETURNED)

    @property
    def is_sent(self) -> bool:
        return bool(self.report and self.report.is_reported)

    @property
    def is_open(self) -> bool:
        """Neither sent nor sent back."""
        return not self.is_sent and not self.is_returned

    @property
    def helpers(self) -> list[ProgressReport]:
        """What other units sent on the same work."""
        return [
            r
            for r in self.line.reports
            if r.unit_id != self.unit.id and r.state != ReportState.DRAFT
        ]


@dataclass(frozen=True)
class Desk:
    """The unit's works in piles that do not overlap."""

    unit: Unit
    returned: Pile
    owed: Pile
    helping: Pile
    sent: Pile
    settled: Pile


NO_DESK = "“我的填报”供责任单位的填报人使用。"


def desk_unit(user, wanted: str) -> Unit:
    """Whose desk is opened: a reporter's own; for the office the unit it names, to log for
    it. Raises PermissionDenied for everybody else, 404 for a unit that is not there."""
    access.demand(access.has_desk(user), NO_DESK)
    if user.unit_id:
        return user.unit
    found = Unit.objects.filter(pk=key_of(wanted)).first()
    if found is None:
        raise Http404("没有这个单位。")
    return found


def unit_desk(unit: Unit, board: Board) -> Desk:
    """The unit's works of the period in piles."""
    names = {unit.id, *unit.groups.values_list("id", flat=True)}
    extensions = granted(unit, board)
    lead: list[Item] = []
    helping: list[Item] = []
    settled: list[Item] = []
    for line in board.lines:
        item = item_of(line, unit, extensions)
        if not names.isdisjoint(found.id for found in line.lead_units):
            (settled if line.is_settled else lead).append(item)
        elif not line.is_settled and not names.isdisjoint(
            found.id for found in line.cooperating_units
        ):
            helping.append(item)
    back = [item for item in lead + helping if item.is_returned]
    return Desk(
        unit=unit,
        returned=Pile("returned", "被退回", in_turn(back)),
        owed=Pile("owed", "待报送", in_turn(item for item in lead if item.is_open)),
        helping=Pile("helping", "配合事项", in_turn(item for item in helping if item.is_open)),
        sent=Pile("sent", "已报送", tuple(item for item in lead + helping if item.is_sent)),
        settled=Pile("settled", "无需再报", tuple(settled)),
    )


def granted(unit: Unit, board: Board) -> dict[int, list[Extension]]:
    """The unit's requests for more time in the period, by work, newest first."""
    found: dict[int, list[Extension]] = {}
    for extension in Extension.objects.filter(unit=unit, period=board.period).order_by(
        "-created_at"
    ):
        found.setdefault(extension.work_id, []).append(extension)
    return found


def item_of(line: WorkLine, unit: Unit, extensions: dict[int, list[Extension]]) -> Item:
    own = [report for report in line.reports if report.unit_id == unit.id]
    asked = extensions.get(line.work.id, [])
    return Item(
        line=line,
        unit=unit,
        report=own[0] if own else None,
        due=due_on(line.period.due_on, asked),
        extension=asked[0] if asked else None,
    )


def due_on(normal: date, asked: Iterable[Extension]) -> date:
    """When a report is due: the period's day, or the latest that was granted."""
    return max([normal, *(found.until for found in asked if found.state == ExtensionState.GRANTED)])


def in_turn(items: Iterable[Item]) -> tuple[Item, ...]:
    """By date; otherwise the order of the notice."""
    return tuple(sorted(items, key=lambda item: item.due))


def waiting_directives(unit: Unit, as_of: date) -> list[tuple[Directive, bool]]:
    """Instructions that the unit has to answer, by date, each with whether it is late."""
    names = {unit.id, *unit.groups.values_list("id", flat=True)}
    rows = Directive.objects.open().filter(addressees__unit__in=names).distinct().with_answers()
    waiting = [row for row in rows.order_by("issued_on", "id") if row.waits_for(unit.id, names)]
    return [
        (row, row.is_late(as_of)) for row in sorted(waiting, key=lambda row: row.due_on or date.max)
    ]


def desk(user, calendar: Calendar, wanted_unit: str, as_of: date) -> dict:
    """The context of the page. `as_of` is the day on which an instruction is late."""
    unit = desk_unit(user, wanted_unit)
    context = {
        "unit": unit,
        "calendar": calendar,
        "period": calendar.chosen,
        "is_own": bool(user.unit_id),
    }
    if calendar.chosen is None:
        return context
    reminders = Reminder.objects.filter(unit=unit, period=calendar.chosen).prefetch_related("works")
    found = unit_desk(unit, Board(calendar.chosen))
    return context | {
        "desk": found,
        "piles": [found.returned, found.owed, found.helping, found.sent],
        "reminders": [reminder for reminder in reminders if not reminder.read_at],
        "directives": Pile("directives", "批示待回复", tuple(waiting_directives(unit, as_of))),
    }
