"""One report's page: who writes what about which work, and what stands beside the form."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_safe

from assignments.choices import ExtensionState
from assignments.fields.text_field import one_line_end
from assignments.ledger import access
from assignments.ledger.calendar import Calendar, calendar
from assignments.ledger.figures import Board
from assignments.ledger.lines import TargetLine, WorkLine
from assignments.ledger.obligations import Obligation
from assignments.ledger.targets import is_filled_by
from assignments.models import (
    Attachment,
    Extension,
    Period,
    ProgressReport,
    Reading,
    Unit,
    User,
    Work,
)
from assignments.reporting.forms import ExtensionForm, ReportForm, initial_of
from assignments.reporting.verbs import WRITTEN, last_accepted, leads, may_withdraw


@dataclass
class ReportPage:
    """Everything the page of one report knows; each part is loaded when first asked for."""

    user: User
    calendar: Calendar
    work: Work
    unit: Unit

    @classmethod
    def open(
        cls, user: User, calendar: Calendar, work_pk: int, unit_pk: int
    ) -> "ReportPage":
        """The page, 404 where work, unit or period is not there, 403 for who may not write."""
        if calendar.chosen is None:
            raise Http404("还没有报送期。")
        work = get_object_or_404(access.works(user), pk=work_pk)
        unit = get_object_or_404(Unit, pk=unit_pk)
        access.demand(access.can_report(user, work, unit), "您不能填报这项工作。")
        return cls(user, calendar, work, unit)

    @property
    def period(self) -> Period:
        return self.calendar.period

    @cached_property
    def report(self) -> ProgressReport | None:
        rows = ProgressReport.objects.filter(
            work=self.work, unit=self.unit, period=self.period
        )
        return rows.select_related("period", "submitted_by", "reviewed_by").first()

    @cached_property
    def line(self) -> WorkLine:
        return Board(self.period, work=self.work).with_targets().by_work[self.work.id]

    @cached_property
    def target_lines(self) -> list[TargetLine]:
        """The targets that this unit gives readings for."""
        return [
            line
            for line in self.line.targets
            if is_filled_by(line.target, self.unit, self.is_lead)
        ]

    @cached_property
    def last(self) -> ProgressReport | None:
        return last_accepted(self.work, self.unit, self.period)

    @cached_property
    def is_lead(self) -> bool:
        return leads(self.work, self.unit)

    @cached_property
    def others(self) -> list[ProgressReport]:
        """What the other units sent: the lead unit and the office see it."""
        if not (access.is_office(self.user) or self.is_lead):
            return []
        rows = ProgressReport.objects.sent().filter(work=self.work, period=self.period)
        rows = (
            rows.exclude(unit=self.unit).select_related("unit").order_by("submitted_at")
        )
        return list(rows.prefetch_related("readings__target", "attachments"))

    @cached_property
    def readings(self) -> list[Reading]:
        return (
            list(self.report.readings.select_related("target")) if self.report else []
        )

    @cached_property
    def last_readings(self) -> list[Reading]:
        return list(self.last.readings.select_related("target")) if self.last else []

    @property
    def can_edit(self) -> bool:
        return self.period.is_open and (self.report is None or self.report.is_editable)

    @cached_property
    def attachments(self) -> list[Attachment]:
        return list(self.report.attachments.all()) if self.report else []

    def form(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        **kwargs: Any,
    ) -> ReportForm:
        initial = initial_of(self.report)
        if self.report is None:
            initial["approved_by"] = self.unit.head_name
        return ReportForm(
            data, files, lines=self.target_lines, initial=initial, **kwargs
        )

    @cached_property
    def extensions(self) -> list[Extension]:
        rows = Extension.objects.filter(
            work=self.work, unit=self.unit, period=self.period
        )
        return list(rows.select_related("answered_by"))

    @property
    def obligation(self) -> Obligation | None:
        """What the unit owes on this work; None where it owes nothing."""
        return self.line.obligations.get(self.unit.pk)

    @property
    def due(self) -> date:
        return self.obligation.due if self.obligation else self.period.due_on

    @property
    def late(self) -> int:
        """How many days after its date the report came, where it was owed."""
        return self.obligation.days_late if self.obligation else 0

    def context(self, form: ReportForm | None = None, **more: Any) -> dict:
        waiting = any(
            extension.state == ExtensionState.ASKED for extension in self.extensions
        )
        extension_form = None
        if self.can_edit and not waiting:
            extension_form = ExtensionForm(prefix="extension", period=self.period)
        return {
            "page": self,
            "calendar": self.calendar,
            "period": self.period,
            "form": form or self.form(),
            "extension_form": extension_form,
            "may_withdraw": bool(self.report and may_withdraw(self.user, self.report)),
            **more,
        }


def with_words(data: QueryDict, taken: dict[str, str]) -> QueryDict:
    """The posted data with words added to it: an empty box is filled, a full one continued,
    so that nothing that was typed gets lost."""
    filled = data.copy()
    for name, text in taken.items():
        typed = one_line_end(filled.get(name, "").strip())
        if text.strip() and text.strip() not in typed:
            filled[name] = f"{typed}\n{text.strip()}" if typed else text.strip()
    return filled


def words_of(report: ProgressReport, signed: bool = False) -> dict[str, str]:
    """The words of another report; `signed` marks each with the unit it came from."""
    mark = f"【{report.unit.name}】" if signed else ""
    words = {}
    for name in WRITTEN:
        text = getattr(report, name).strip()
        if text:
            words[name] = f"{mark}{text}"
    return words


def differences(
    form: ReportForm, current: ProgressReport
) -> list[tuple[str, str, str]]:
    """Where two people wrote differently: (label, the other's text, what was typed here)."""
    rows = []
    stored = initial_of(current)
    for name, field in form.fields.items():
        if name in ("version", "confirmed", "files"):
            continue
        theirs = str(stored.get(name) or "")
        typed = one_line_end(str(form.data.get(form.add_prefix(name), "")))
        if theirs.strip() != typed.strip():
            rows.append((str(field.label), theirs, typed))
    return rows


def page_address(page: ReportPage) -> str:
    address = reverse("reporting:report", args=[page.work.pk, page.unit.pk])
    return f"{address}?period={page.period.code}"


def desk_address(page: ReportPage) -> str:
    """The unit's own desk; the office names the unit that it logs for."""
    unit = "" if page.user.unit_id else f"&unit={page.unit.pk}"
    return f"{reverse('reporting:desk')}?period={page.period.code}{unit}"


def open_page(request: access.Request, work: int, unit: int) -> ReportPage:
    """The page that a request asks for, with the refusals of ReportPage.open."""
    chosen = calendar(request.GET.get("period", ""))
    return ReportPage.open(request.user, chosen, work, unit)


@require_safe
def report(request: access.Request, work: int, unit: int) -> HttpResponse:
    """One unit's report on one work for one period."""
    page = open_page(request, work, unit)
    return render(request, "reporting/report.html", page.context())
