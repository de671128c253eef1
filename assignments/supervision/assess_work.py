"""Assessing one work, with its reports and its year beside the choice."""

from dataclasses import dataclass
from functools import cached_property

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from assignments.choices import ReportState
from assignments.ledger import access
from assignments.ledger.calendar import Calendar, calendar
from assignments.ledger.figures import Board
from assignments.ledger.lines import WorkLine
from assignments.ledger.writing import REFUSALS, sentences
from assignments.models import Period, ProgressReport, User, Work
from assignments.supervision.forms import AssessForm
from assignments.supervision.verbs import Rejected, assess_many


@dataclass
class AssessPage:
    user: User
    calendar: Calendar
    work: Work
    form: AssessForm | None = None

    @classmethod
    def open(cls, user: User, calendar: Calendar, pk: int) -> "AssessPage":
        """404 where the work or the period is not there, 403 for everybody but the office."""
        work = get_object_or_404(access.works(user), pk=pk)
        access.demand(access.can_assess(user), "评定由督查室办理。")
        if calendar.chosen is None or calendar.chosen.year != work.year:
            raise Http404("这一年没有这项工作。")
        return cls(user, calendar, work)

    @property
    def period(self) -> Period:
        return self.calendar.period

    @cached_property
    def line(self) -> WorkLine:
        board = Board(self.period, submitted=True, work=self.work).with_targets()
        if self.work.id not in board.by_work:
            raise Http404("这项工作不在任何方案中。")
        return board.by_work[self.work.id]

    @cached_property
    def reports(self) -> list[ProgressReport]:
        """Everything that units sent for the period, with its readings."""
        rows = ProgressReport.objects.filter(work=self.work, period=self.period)
        rows = rows.exclude(state=ReportState.DRAFT).select_related("unit")
        return list(rows.prefetch_related("readings__target", "attachments"))

    def save(self, data: QueryDict) -> str:
        """Record the decision and say what was done; "" where it is wrong, and the form says
        what."""
        self.form = AssessForm(data, line=self.line)
        if not self.form.is_valid():
            return ""
        try:
            made = assess_many(
                period=self.period, decisions=[self.form.decision()], by=self.user
            )
            return "已保存评定" if made[0].standing else "已撤回评定"
        except Rejected as rejected:
            self.mark(rejected, data)
        except REFUSALS as refusal:
            self.form.add_error(None, sentences(refusal))
        return ""

    def mark(self, rejected: Rejected, data: QueryDict) -> None:
        """Put the errors beside what was typed; what others recorded meanwhile is shown too, and
        saved over only when the form is sent again."""
        current = data.copy()
        other = rejected.stale.get(self.work.id)
        if other:
            current[f"w{self.work.id}-version"] = str(other.version)
        form = AssessForm(current, line=self.line)
        form.is_valid()
        form.other = other
        for name, errors in rejected.errors[self.work.id].items():
            form.add_error(name if name in form.fields else None, errors)
        self.form = form

    def context(self) -> dict:
        return {
            "page": self,
            "calendar": self.calendar,
            "period": self.period,
            "line": self.line,
            "form": self.form or AssessForm(line=self.line),
        }


@require_http_methods(["GET", "HEAD", "POST"])
def assess_work(request: access.Request, work: int) -> HttpResponse:
    """One work, with its reports and its year beside the choice."""
    page = AssessPage.open(request.user, calendar(request.GET.get("period", "")), work)
    if request.method == "POST":
        message = page.save(request.POST)
        if message:
            messages.success(request, f"{message}：{page.work.title}。")
            return redirect(request.get_full_path())
    return render(request, "supervision/assess_work.html", page.context())
