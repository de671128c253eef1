"""The grid in which the office assesses many works at once."""

from dataclasses import dataclass, field, replace
from functools import cached_property

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assignments.choices import Group, Standing
from assignments.ledger import access
from assignments.ledger.calendar import Calendar, calendar
from assignments.ledger.figures import Board
from assignments.ledger.lines import WorkLine
from assignments.ledger.selections import Count, Selection
from assignments.ledger.writing import REFUSALS, sentences
from assignments.models import Leader, User
from assignments.rules.keys import key_of
from assignments.supervision.forms import AssessForm, GridFilter
from assignments.supervision.verbs import Rejected, assess_many

# Works on one page, each with its form: what one person judges at a sitting.
PER_PAGE = 40
FILLABLE = (Standing.ON_TRACK, Standing.SLOW, Standing.DONE)
"""What many rows may take at once; the others need an approval of their own."""


@dataclass
class Grid:
    """The rows that the filter means, as forms; or the rows that were sent, as they were."""

    user: User
    calendar: Calendar
    query: QueryDict
    forms: list[AssessForm] = field(default_factory=list)

    def __post_init__(self) -> None:
        access.demand(access.can_assess(self.user), "评定由督查室办理。")

    @cached_property
    def board(self) -> Board:
        return Board(self.calendar.period, submitted=True).with_targets()

    @cached_property
    def filter(self) -> GridFilter:
        leaders = {
            leader.id: leader for line in self.board.lines for leader in line.leaders
        }
        ordered: list[Leader] = sorted(
            leaders.values(), key=lambda leader: leader.order
        )
        usual = "all" if "works" in self.query else Group.UNASSESSED.value
        choices = {"standing": self.query.get("standing", usual)}
        choices |= {name: self.query.get(name, "") for name in ("kind", "leader")}
        if "works" in self.query:
            choices["works"] = ",".join(self.query.getlist("works"))
        return GridFilter(choices, leaders=ordered, known=self.board.by_work)

    @cached_property
    def selection(self) -> Selection | None:
        """What the filter asks for; None where it cannot be understood."""
        if not self.filter.is_valid():
            return None
        choices = self.filter.cleaned_data
        standing = "" if choices["standing"] == "all" else choices["standing"]
        narrowed = {name: choices[name] for name in ("kind", "leader")}
        return Selection(
            **narrowed, standing=standing, works=choices.get("works", ()), by="work"
        )

    @property
    def lines(self) -> list[WorkLine]:
        return self.board.select(self.selection) if self.selection else []

    @property
    def groups(self) -> list[Count]:
        """How many works stand in each group, for the same leader, kind and ticked works."""
        return self.board.groups(
            replace(self.selection or Selection(by="work"), standing="")
        )

    @property
    def is_all_assessed(self) -> bool:
        """Whether the list is empty because nothing waits, and not because of a narrow filter."""
        if self.selection is None or self.selection.standing != Group.UNASSESSED:
            return False
        waiting = self.board.count(Selection(standing=Group.UNASSESSED, by="work"))
        return not waiting.value

    def shown(self, number: str | None) -> dict:
        """The context of the page with its rows."""
        page = Paginator(self.lines, PER_PAGE).get_page(number)
        rows = self.forms or [AssessForm(line=line) for line in page]
        return {
            "calendar": self.calendar,
            "period": self.calendar.chosen,
            "grid": self,
            "page": None if self.forms else page,
            "rows": rows,
            "has_errors": any(row.is_bound and row.errors for row in rows),
            "fillable": [(standing.value, standing.label) for standing in FILLABLE],
        }

    def save(self, data: QueryDict) -> int | None:
        """Record what was changed, all or none: how many, or None where some row is wrong
        and the rows now carry what was typed and what is wrong with it."""
        posted = [key_of(key) for key in data.getlist("work")]
        lines = [self.board.by_work[key] for key in posted if key in self.board.by_work]
        self.forms = [AssessForm(data, line=line) for line in lines]
        touched = [form for form in self.forms if form.is_touched()]
        sound = [form for form in touched if form.is_valid()]
        if sound != touched:
            return None
        try:
            decisions = [form.decision() for form in touched]
            return len(
                assess_many(
                    period=self.calendar.period, decisions=decisions, by=self.user
                )
            )
        except Rejected as rejected:
            self.mark(rejected, data)
            return None

    def mark(self, rejected: Rejected, data: QueryDict) -> None:
        """Put each row's errors beside it; a row that others changed meanwhile shows theirs
        and is saved over them only when it is sent again."""
        current = data.copy()
        for key, other in rejected.stale.items():
            current[f"w{key}-version"] = str(other.version)
        self.forms = [AssessForm(current, line=form.line) for form in self.forms]
        for form in self.forms:
            form.is_valid()
            form.other = rejected.stale.get(form.line.work.id)
            for name, errors in rejected.errors.get(form.line.work.id, {}).items():
                form.add_error(name if name in form.fields else None, errors)


@require_http_methods(["GET", "HEAD", "POST"])
def assess(request: access.Request) -> HttpResponse:
    """Many works at once."""
    grid = Grid(request.user, calendar(request.GET.get("period", "")), request.GET)
    if grid.calendar.chosen is None:
        return render(request, "supervision/assess.html", {"calendar": grid.calendar})
    if request.method == "POST":
        saved = saved_rows(request, grid)
        if saved is not None:
            message = f"已保存 {saved} 项评定。" if saved else "没有改动，未保存。"
            messages.success(request, message)
            return redirect(request.get_full_path())
    context = grid.shown(request.GET.get("page"))
    return render(request, "supervision/assess.html", context)


def saved_rows(request: access.Request, grid: Grid) -> int | None:
    """How many rows were saved, or None where the page says what is wrong."""
    try:
        return grid.save(request.POST)
    except REFUSALS as refusal:
        messages.error(request, "".join(sentences(refusal)))
        return None
