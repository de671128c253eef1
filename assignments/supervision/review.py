"""Reviewing one report: text, readings, pace and last quarter side by side, then the next."""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from assignments.ledger import access
from assignments.ledger.calendar import Calendar, calendar
from assignments.ledger.figures import Board, Pile
from assignments.ledger.lines import WorkLine
from assignments.models import Attachment, Period, ProgressReport, Reading, User
from assignments.rules.transitions import REPORT, allows
from assignments.supervision.desk import waiting_reports
from assignments.supervision.forms import ReviewForm


@dataclass
class ReviewPage:
    """Everything the page of one report knows."""

    report: ProgressReport

    @classmethod
    def open(cls, user: User, pk: int) -> "ReviewPage":
        """404 where the user may not see the report, 403 where they may but do not review."""
        rows = access.reports(user).select_related(
            "work", "unit", "period", "submitted_by", "reviewed_by"
        )
        report = get_object_or_404(rows, pk=pk)
        access.demand(access.can_review(user), "审核由督查室办理。")
        return cls(report)

    @property
    def period(self) -> Period:
        return self.report.period

    @cached_property
    def calendar(self) -> Calendar:
        return calendar(self.period.code)

    @cached_property
    def line(self) -> WorkLine:
        board = Board(self.period, submitted=True, work=self.report.work)
        return board.with_targets().by_work[self.report.work_id]

    @cached_property
    def last(self) -> ProgressReport | None:
        """The unit's report on the same work in the period before."""
        before = self.calendar.previous
        rows = ProgressReport.objects.sent().filter(
            work=self.report.work, unit=self.report.unit, period=before
        )
        return rows.select_related("period").first() if before else None

    @cached_property
    def queue(self) -> list[ProgressReport]:
        return waiting_reports(self.period)

    @cached_property
    def position(self) -> int | None:
        """Which of the queue this is, from 1; None where it is not in it."""
        keys = [report.pk for report in self.queue]
        return keys.index(self.report.pk) + 1 if self.report.pk in keys else None

    @property
    def total(self) -> int:
        """How long the queue is."""
        return Pile("unreviewed", "待审核", tuple(self.queue)).value

    @cached_property
    def readings(self) -> list[Reading]:
        return list(self.report.readings.select_related("target"))

    @cached_property
    def last_readings(self) -> list[Reading]:
        return list(self.last.readings.select_related("target")) if self.last else []

    @cached_property
    def attachments(self) -> list[Attachment]:
        return list(self.report.attachments.all())

    @property
    def late(self) -> int:
        """How many days after its date the report came, where it was owed."""
        obligation = self.line.obligation_behind(self.report)
        return obligation.days_late if obligation else 0

    @property
    def next(self) -> ProgressReport | None:
        """The report to go on with: the next in the queue, after the last one the first."""
        others = [report for report in self.queue if report.pk != self.report.pk]
        if not others:
            return None
        # Positions count from 1, and this report is not among the others.
        place = (self.position or 1) - 1
        return others[place] if place < len(others) else others[0]

    @property
    def before(self) -> ProgressReport | None:
        if self.position is None or self.position == 1:
            return None
        return self.queue[self.position - 2]

    def address_of_next(self) -> str:
        if self.next:
            return reverse("supervision:review", args=[self.next.pk])
        return f"{reverse('supervision:queue')}?period={self.period.code}"

    def context(self, form: ReviewForm | None = None) -> dict:
        state = self.report.state
        return {
            "page": self,
            "report": self.report,
            "period": self.period,
            "form": form or ReviewForm(initial={"version": self.report.version}),
            "may_accept": self.period.is_open and allows(REPORT, state, "accept"),
            "may_send_back": self.period.is_open and allows(REPORT, state, "send_back"),
        }


@require_safe
def review(request: access.Request, report: int) -> HttpResponse:
    """One report, to accept or to send back."""
    page = ReviewPage.open(request.user, report)
    return render(request, "supervision/review.html", page.context())
