"""A unit's desk: what it owes this period, what was sent back first, then by date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assignments.addresses import back_to
from assignments.choices import ReportState
from assignments.ledger import access
from assignments.ledger.calendar import Calendar, calendar
from assignments.ledger.figures import Board, Pile
from assignments.ledger.lines import WorkLine
from assignments.ledger.obligations import Obligation
from assignments.models import (
    Directive,
    Extension,
    ProgressReport,
    Reminder,
    Unit,
    User,
)
from assignments.reporting.verbs import mark_read
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


def desk_unit(user: User, wanted: str) -> Unit:
    """Whose desk is opened: a reporter's own; for the office the unit it names, to log for
    it. Raises PermissionDenied for everybody else, 404 for a unit that is not there."""
    access.demand(access.has_desk(user), NO_DESK)
    if user.unit:
        return user.unit
    unit = Unit.objects.filter(pk=key_of(wanted)).first()
    if unit is None:
        raise Http404("没有这个单位。")
    return unit


def unit_desk(unit: Unit, board: Board) -> Desk:
    """The unit's works of the period in piles."""
    asked = requests(unit, board)
    lead: list[Item] = []
    helping: list[Item] = []
    settled: list[Item] = []
    for line in board.lines:
        obligation = line.obligations.get(unit.pk)
        if obligation is None or (line.is_settled and not obligation.leads):
            continue
        item = item_of(line, obligation, asked.get(line.work.pk))
        if not obligation.leads:
            helping.append(item)
        elif is_done_with(item, obligation):
            settled.append(item)
        else:
            lead.append(item)
    returned = [item for item in lead + helping if item.is_returned]
    owed = [item for item in lead if item.is_open]
    helping_open = [item for item in helping if item.is_open]
    sent = [item for item in lead + helping if item.is_sent]
    return Desk(
        unit=unit,
        returned=Pile("returned", "被退回", in_turn(returned)),
        owed=Pile("owed", "待报送", in_turn(owed)),
        helping=Pile("helping", "配合事项", in_turn(helping_open)),
        sent=Pile("sent", "已报送", tuple(sent)),
        settled=Pile("settled", "无需再报", tuple(settled)),
    )


def is_done_with(item: Item, obligation: Obligation) -> bool:
    """Whether nothing of the unit's is needed: the work was settled, or others reported for it."""
    if item.line.is_settled:
        return True
    return not (obligation.is_silent or item.is_sent or item.is_returned)


def requests(unit: Unit, board: Board) -> dict[int, Extension]:
    """The unit's newest request for more time in the period, by work."""
    rows = Extension.objects.filter(unit=unit, period=board.period).order_by(
        "created_at"
    )
    return {row.work_id: row for row in rows}


def item_of(
    line: WorkLine, obligation: Obligation, extension: Extension | None
) -> Item:
    unit = obligation.unit
    reports = (report for report in line.reports if report.unit_id == unit.pk)
    return Item(
        line=line,
        unit=unit,
        report=next(reports, None),
        due=obligation.due,
        extension=extension,
    )


def in_turn(items: Iterable[Item]) -> tuple[Item, ...]:
    """By date; otherwise the order of the notice."""
    return tuple(sorted(items, key=lambda item: item.due))


def waiting_directives(unit: Unit, as_of: date) -> list[tuple[Directive, bool]]:
    """Instructions that the unit has to answer, by date, each with whether it is late."""
    names = {unit.id, *unit.groups.values_list("id", flat=True)}
    rows = (
        Directive.objects.open()
        .filter(addressees__unit__in=names)
        .distinct()
        .with_answers()
    )
    waiting = [
        row for row in rows.order_by("issued_on", "id") if row.waits_for(unit.id, names)
    ]
    return [
        (row, row.is_late(as_of))
        for row in sorted(waiting, key=lambda row: row.due_on or date.max)
    ]


def desk_context(user: User, calendar: Calendar, wanted_unit: str, as_of: date) -> dict:
    """What the page shows. `as_of` is the day on which an instruction is late."""
    unit = desk_unit(user, wanted_unit)
    context = {
        "unit": unit,
        "calendar": calendar,
        "period": calendar.chosen,
        "is_own": bool(user.unit_id),
    }
    if calendar.chosen is None:
        return context
    reminders = Reminder.objects.filter(
        unit=unit, period=calendar.chosen
    ).prefetch_related("works")
    desk = unit_desk(unit, Board(calendar.chosen))
    return context | {
        "desk": desk,
        "piles": [desk.returned, desk.owed, desk.helping, desk.sent],
        "reminders": [reminder for reminder in reminders if not reminder.read_at],
        "directives": Pile(
            "directives", "批示待回复", tuple(waiting_directives(unit, as_of))
        ),
    }


@require_safe
def desk(request: access.Request) -> HttpResponse:
    """What a unit owes this period."""
    context = desk_context(
        request.user,
        calendar(request.GET.get("period", "")),
        request.GET.get("unit", ""),
        timezone.localdate(),
    )
    return render(request, "reporting/desk.html", context)


@require_POST
def read_reminder(request: access.Request) -> HttpResponse:
    """The unit says that it has read why it was chased."""
    access.demand(access.has_desk(request.user), NO_DESK)
    key = key_of(request.POST.get("reminder"))
    reminder = get_object_or_404(access.reminders(request.user), pk=key)
    mark_read(reminder=reminder, by=request.user)
    messages.success(request, "已阅知。")
    return back_to(request, "reporting:desk")
