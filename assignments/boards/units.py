"""The units: all of them by kind with what each carries, and one by itself."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
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
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from assignments.boards.unit_timeliness import everybody
from assignments.choices import Duty, ExtensionState, Group, UnitKind
from assignments.ledger import access
from assignments.ledger.calendar import Calendar
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
    found: dict[int, list[WorkLine]] = defaultdict(list)
    for line in board.lines:
        for unit in line.leading_ids | line.helping_ids:
            found[unit].append(line)
    return {unit: board.narrowed(lines) for unit, lines in found.items()}


def unit_row(
    board: Board,
    unit: Unit,
    found: Timeliness | None,
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
        timeliness=found or Timeliness(),
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


def index(calendar: Calendar, user) -> dict[str, Any]:
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
    found = everybody(board, calendar)
    shows_chased = access.sees_everything(user)
    chased = times_chased(calendar.chosen, user) if shows_chased else Counter()
    by_kind: dict[str, list[UnitRow]] = defaultdict(list)
    for unit in units:
        part, members = parts.get(unit.pk, nothing), board.members.get(unit.pk, [])
        by_kind[unit.kind].append(
            unit_row(part, unit, found.get(unit.pk), members, chased[unit.pk])
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
        found: dict[str, list[dict[str, Any]]] = defaultdict(list)
        rows = first.union(*others, all=True)
        for kind, pk, data in sorted(rows, key=lambda row: row[:2]):
            found[kind].append({"pk": pk, **data})
        return dict(found)

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
        return [one for one in rows if one.unit.pk == self.unit.pk and one.counts]

    @cached_property
    def timeliness(self) -> Timeliness:
        found = timeliness(self.obligations, self.sent_back)
        return found.get(self.unit.pk, Timeliness())

    @cached_property
    def sent_back(self) -> list[Sent]:
        """The unit's own reports that were sent back, whose times sum to the number shown."""
        begun = {period.pk for period in self.periods}
        return [
            one
            for one in self.records.sent
            if one.returned and one.unit == self.unit.pk and one.period in begun
        ]

    @property
    def on_time(self) -> list[Obligation]:
        return [one for one in self.obligations if one.is_on_time]

    @property
    def not_on_time(self) -> list[Obligation]:
        return [one for one in self.obligations if not one.is_on_time]

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
            (named[one.period], one.work, titles[one.work, one.period], one.returned)
            for one in self.sent_back
            if (one.work, one.period) in titles
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
        told(UnitAlias.objects.filter(unit=unit), "alias", name="name"),
        told(Unit.objects.filter(groups=unit), "member", name="name"),
        told(Unit.objects.filter(members=unit), "group", name="name"),
        told(
            access.reminders(user).filter(unit=unit, period=period),
            "reminder",
            sent_on="sent_on",
        ),
        told(
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
        told(
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
    found = parse_datetime(text or "")
    if found and timezone.is_naive(found):
        return found.replace(tzinfo=timezone.get_fixed_timezone(0))
    return found


def told(rows: QuerySet, kind: str, **data: str) -> QuerySet:
    return (
        rows.order_by()
        .annotate(
            told_kind=Value(kind, output_field=CharField()),
            told_id=Cast("pk", IntegerField()),
            told_data=JSONObject(**data),
        )
        .values_list("told_kind", "told_id", "told_data")
    )


def find(pk: int, board: Board | None) -> Unit:
    """The unit with that id: one with a duty on the board (no query), or any other; else 404."""
    carriers = (unit for line in board.lines for unit in line.carriers) if board else ()
    return next(
        (unit for unit in carriers if unit.pk == pk), None
    ) or get_object_or_404(Unit, pk=pk)


def page(pk: int, calendar: Calendar, user) -> dict[str, Any]:
    """What templates/boards/unit.html shows; 404 for nobody's number."""
    board = Board(calendar.chosen) if calendar.chosen else None
    unit = find(pk, board)
    shown = UnitPage(unit, board, calendar, user) if board else None
    return {"calendar": calendar, "unit": unit, "page": shown}
