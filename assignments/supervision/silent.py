"""Who has not reported, by unit."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assignments.choices import ReportState
from assignments.ledger import access
from assignments.ledger.calendar import Calendar, calendar
from assignments.ledger.figures import Board, Pile
from assignments.ledger.lines import WorkLine
from assignments.ledger.obligations import Obligation
from assignments.ledger.selections import Selection, chosen_works
from assignments.ledger.writing import sentences
from assignments.models import Reminder, Unit
from assignments.supervision.verbs import silence

NOT_YOURS = "催办由督查室办理。"


@dataclass(frozen=True)
class OwedWork:
    """A work that a unit owes, and how far its own report is."""

    line: WorkLine
    obligation: Obligation

    @property
    def note(self) -> str:
        """What keeps it: 已退回, 草稿, or nothing was begun."""
        unit = self.obligation.unit
        states = [
            report.state for report in self.line.reports if report.unit_id == unit.pk
        ]
        words: dict[str, str] = {
            ReportState.RETURNED: "已退回，未补报",
            ReportState.DRAFT: "有草稿，未报送",
        }
        return words.get(states[0], "") if states else ""

    @property
    def extended_to(self) -> date | None:
        """The day until which the unit was given time."""
        return self.obligation.due if self.obligation.is_extended else None


@dataclass(frozen=True)
class SilentUnit:
    unit: Unit
    works: tuple[OwedWork, ...]
    reminders: tuple[Reminder, ...]
    today: date

    @property
    def last(self) -> Reminder | None:
        return self.reminders[0] if self.reminders else None

    @property
    def was_chased_today(self) -> bool:
        return bool(self.last and self.last.sent_on == self.today)

    @property
    def days_over(self) -> int:
        """Of what it has owed longest."""
        return max(row.obligation.days_over(self.today) for row in self.works)


def silent_context(calendar: Calendar, today: date, query: QueryDict) -> dict:
    """What the page shows. `query` may name works: then only units that owe one of
    these; a wrong name shows its error and nobody."""
    period = calendar.chosen
    if period is None:
        return {"calendar": calendar, "period": None}
    board = Board(period)
    works, error = works_asked(board, query)
    units = [] if error else silent_units(board, today, works)
    not_chased = tuple(unit for unit in units if not unit.was_chased_today)
    to_chase = Pile("to_chase", "今天未催办", not_chased)
    return {
        "calendar": calendar,
        "period": period,
        "units": Pile("silent", "未报送单位", tuple(units)),
        "works": board.count(
            Selection(reported="no", works=works, by="work"),
            key="not_reported",
            label="未报送",
        ),
        "chosen": len(works),
        "error": error,
        "to_chase": to_chase,
        "chase_label": f"催办全部（{to_chase.value} 个单位）",
    }


def works_asked(board: Board, query: QueryDict) -> tuple[tuple[int, ...], str]:
    """(the works that the address names, what is wrong with them)."""
    if "works" not in query:
        return (), ""
    try:
        return chosen_works(query.getlist("works"), board.by_work), ""
    except ValidationError as refusal:
        return (), "".join(sentences(refusal))


def silent_units(
    board: Board, today: date, works: tuple[int, ...] = ()
) -> list[SilentUnit]:
    """Each silent unit with what it owes and when it was last chased."""
    reminders: dict[int, list[Reminder]] = {}
    rows = Reminder.objects.filter(period=board.period).select_related("read_by")
    for reminder in rows:
        reminders.setdefault(reminder.unit_id, []).append(reminder)
    units = []
    for unit, obligations in silence(board, works):
        owed = [OwedWork(board.by_work[owes.work.pk], owes) for owes in obligations]
        chased = tuple(reminders.get(unit.id, ()))
        units.append(SilentUnit(unit, tuple(owed), chased, today))
    return units


@require_safe
def silent(request: access.Request) -> HttpResponse:
    """Who has not reported, by unit."""
    access.demand(access.can_chase(request.user), NOT_YOURS)
    chosen = calendar(request.GET.get("period", ""))
    context = silent_context(chosen, timezone.localdate(), request.GET)
    return render(request, "supervision/silent.html", context)
