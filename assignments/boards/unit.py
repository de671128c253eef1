"""One unit: what it leads and helps with, its own targets, what it owes."""

from collections import defaultdict
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import (
    CharField,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast, JSONObject
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.views.decorators.http import require_safe

from assignments.boards.units import UnitRow, unit_row
from assignments.choices import Duty, ExtensionState
from assignments.ledger import access
from assignments.ledger.calendar import Calendar, calendar
from assignments.ledger.figures import Board
from assignments.ledger.lines import TargetLine, WorkLine
from assignments.ledger.obligations import (
    Obligation,
    Records,
    Sent,
    Timeliness,
    begun,
    day_of,
    over,
    timeliness,
)
from assignments.ledger.selections import Count, Selection
from assignments.models import Extension, Period, ProgressReport, Unit, UnitAlias


class UnitPage:
    """What templates/boards/unit.html shows."""

    def __init__(self, unit: Unit, board: Board, calendar: Calendar, user):
        self.unit = unit
        self.calendar = calendar
        self.user = user
        self.board = board.with_targets()

    @property
    def period(self) -> Period:
        return self.calendar.chosen

    @property
    def lead_selection(self) -> Selection:
        return Selection(unit=self.unit.pk, duty=Duty.LEAD, by="work")

    @cached_property
    def leads(self) -> list[WorkLine]:
        return self.board.select(self.lead_selection)

    @cached_property
    def helps(self) -> list[WorkLine]:
        return self.board.select(
            Selection(unit=self.unit.pk, duty=Duty.COOPERATING, by="work")
        )

    @cached_property
    def counts(self) -> list[Count]:
        """What it leads by standing; the groups sum to `row.leads`."""
        return self.board.groups(self.lead_selection)

    @cached_property
    def row(self) -> UnitRow:
        return unit_row(self.board, self.unit, self.timeliness)

    @cached_property
    def targets(self) -> list[tuple[WorkLine, TargetLine]]:
        """Targets that are this unit's own, in whosever work."""
        return [
            (line, target)
            for line in self.board.lines
            for target in line.targets
            if target.target.unit_id == self.unit.pk
        ]

    @cached_property
    def relations(self) -> dict[str, list[dict[str, Any]]]:
        """Aliases, members, groups, reminders of the period, reports and granted extensions
        of the year, by these words, each as what is told of it. One query."""
        first, *others = relations(self.unit, self.period, self.user)
        by_kind: dict[str, list[dict[str, Any]]] = defaultdict(list)
        rows = first.union(*others, all=True)
        for kind, pk, data in sorted(rows, key=lambda row: row[:2]):
            by_kind[kind].append({"pk": pk, **data})
        return dict(by_kind)

    @property
    def aliases(self) -> list[str]:
        names = [row["name"] for row in self.relations.get("alias", [])]
        return [name for name in names if name != self.unit.name]

    @property
    def reminders(self) -> list[str]:
        return [row["sent_on"] for row in self.relations.get("reminder", [])]

    @cached_property
    def records(self) -> Records:
        """What the unit sent in the year, what it was granted, and the same of its groups and
        of the units that became part of it."""
        sent = [
            Sent(
                row["unit"],
                row["work"],
                row["period"],
                row["state"],
                day_of(moment(row["first_sent_at"])),
                row["returned"],
                row["merged_into"],
            )
            for row in self.relations.get("report", [])
        ]
        extensions = sorted(
            self.relations.get("extension", []), key=lambda row: row["until"]
        )
        granted = {
            (row["unit"], row["work"], row["period"]): parse_date(row["until"])
            for row in extensions
        }
        return Records(sent, granted)

    @property
    def periods(self) -> list[Period]:
        """Those that count: begun, up to the chosen one."""
        return begun(self.calendar.of_year, self.period)

    @cached_property
    def obligations(self) -> list[Obligation]:
        """The reports behind the rate."""
        rows = over(self.leads, self.periods, self.records)
        return [row for row in rows if row.unit.pk == self.unit.pk and row.counts]

    @cached_property
    def timeliness(self) -> Timeliness:
        by_unit = timeliness(self.obligations, self.sent_back)
        return by_unit.get(self.unit.pk, Timeliness())

    @cached_property
    def sent_back(self) -> list[Sent]:
        """The unit's own reports that were sent back, whose times sum to the number shown."""
        begun = {period.pk for period in self.periods}
        return [
            report
            for report in self.records.sent
            if report.returned
            and report.unit == self.unit.pk
            and report.period in begun
        ]

    @property
    def on_time(self) -> list[Obligation]:
        return [row for row in self.obligations if row.is_on_time]

    @property
    def not_on_time(self) -> list[Obligation]:
        return [row for row in self.obligations if not row.is_on_time]

    @cached_property
    def returned(self) -> list[tuple[Period, int, str, int]]:
        """The reports that were sent back in the year, as far as this person may read them: period,
        the work's id and title, how often. Which other report is thin is between the office and the
        unit."""
        rows = (
            row
            for row in self.relations.get("report", [])
            if row["unit"] == self.unit.pk
        )
        titles = {
            (row["work"], row["period"]): row["title"]
            for row in rows
            if row["readable"]
        }
        named = {period.pk: period for period in self.periods}
        return [
            (
                named[report.period],
                report.work,
                titles[report.work, report.period],
                report.returned,
            )
            for report in self.sent_back
            if (report.work, report.period) in titles
        ]

    @property
    def returned_untold(self) -> int:
        """The times that `returned` does not tell of: with it they sum to the number of all."""
        return self.timeliness.returned - sum(times for *_, times in self.returned)

    @property
    def shows_reminders(self) -> bool:
        """The office and admins see everybody's, a unit its own; for others there is no line."""
        return access.sees_everything(self.user) or self.user.unit_id == self.unit.pk


def relations(unit: Unit, period: Period, user) -> list[QuerySet]:
    related = Unit.objects.filter(Q(pk=unit.pk) | Q(merged_into=unit) | Q(members=unit))
    year = {"unit__in": related.values("pk"), "period__year": period.year}
    granted = Extension.objects.filter(state=ExtensionState.GRANTED, **year)
    readable = Exists(access.reports(user).filter(pk=OuterRef("pk")))
    return [
        columns(UnitAlias.objects.filter(unit=unit), "alias", name="name"),
        columns(Unit.objects.filter(groups=unit), "member", name="name"),
        columns(Unit.objects.filter(members=unit), "group", name="name"),
        columns(
            access.reminders(user).filter(unit=unit, period=period),
            "reminder",
            sent_on="sent_on",
        ),
        columns(
            ProgressReport.objects.filter(**year).annotate(is_readable=readable),
            "report",
            readable="is_readable",
            unit="unit_id",
            merged_into="unit__merged_into_id",
            work="work_id",
            title="work__title",
            period="period_id",
            state="state",
            first_sent_at="first_sent_at",
            returned="times_returned",
        ),
        columns(
            granted,
            "extension",
            unit="unit_id",
            work="work_id",
            period="period_id",
            until="until",
        ),
    ]


def moment(text: str | None) -> datetime | None:
    """JSON gives a moment as text, in UTC."""
    at = parse_datetime(text or "")
    if at and timezone.is_naive(at):
        return at.replace(tzinfo=timezone.get_fixed_timezone(0))
    return at


def columns(rows: QuerySet, kind: str, **data: str) -> QuerySet:
    return (
        rows.order_by()
        .annotate(
            row_kind=Value(kind, output_field=CharField()),
            row_id=Cast("pk", IntegerField()),
            row_data=JSONObject(**data),
        )
        .values_list("row_kind", "row_id", "row_data")
    )


def find(pk: int, board: Board | None) -> Unit:
    """The unit with that id: one with a duty on the board (no query), or any other; else 404."""
    carriers = (unit for line in board.lines for unit in line.carriers) if board else ()
    return next(
        (unit for unit in carriers if unit.pk == pk), None
    ) or get_object_or_404(Unit, pk=pk)


def context(pk: int, calendar: Calendar, user) -> dict[str, Any]:
    """What templates/boards/unit.html shows; 404 for nobody's number."""
    board = Board(calendar.chosen) if calendar.chosen else None
    unit = find(pk, board)
    shown = UnitPage(unit, board, calendar, user) if board else None
    return {"calendar": calendar, "unit": unit, "page": shown}


@require_safe
def unit(request: access.Request, pk: int) -> HttpResponse:
    """One unit: what it leads and helps with, its own targets, what it owes."""
    chosen = calendar(request.GET.get("period", ""))
    return render(request, "boards/unit.html", context(pk, chosen, request.user))
