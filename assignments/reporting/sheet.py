"""Everything that is due on one page, to be filled in one sitting."""

from dataclasses import dataclass, replace
from functools import cached_property

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assignments.fields.text_field import LineField
from assignments.ledger import access
from assignments.ledger.calendar import Calendar, calendar
from assignments.ledger.figures import Board, Pile
from assignments.ledger.lines import TargetLine
from assignments.ledger.targets import is_filled_by
from assignments.ledger.writing import REFUSALS, StaleVersion
from assignments.models import ProgressReport, Unit, User
from assignments.reporting.desk import Item, desk_unit, unit_desk
from assignments.reporting.forms import SheetForm, initial_of
from assignments.reporting.report import with_words, words_of
from assignments.reporting.report_actions import add_refusal
from assignments.reporting.verbs import UNSIGNED, accepted_before, save_draft, submit


class SignForm(forms.Form):
    """What the sheet asks once for all works."""

    approved_by = LineField(
        label="审定人",
        required=False,
        max_length=30,
        help_text="以上内容已经主要负责人审定：填写其姓名后才能报送。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


@dataclass
class SheetRow:
    """One work with its form; `last` is the unit's report before, `version` the draft's once it is
    saved."""

    item: Item
    form: SheetForm
    last: ProgressReport | None = None
    version: int | None = None


@dataclass
class UnitSheet:
    """A unit's unsent reports of the period as forms on one page."""

    user: User
    calendar: Calendar
    unit: Unit
    data: QueryDict | None = None

    @classmethod
    def open(
        cls,
        user: User,
        calendar: Calendar,
        wanted_unit: str,
        data: QueryDict | None = None,
    ) -> "UnitSheet":
        """403 and 404 as the desk gives them."""
        return cls(user, calendar, desk_unit(user, wanted_unit), data)

    @cached_property
    def rows(self) -> list[SheetRow]:
        """What was sent back first, then what the unit leads, by date."""
        if self.calendar.chosen is None:
            return []
        desk = unit_desk(self.unit, Board(self.calendar.chosen).with_targets())
        items = [*desk.returned.entries, *desk.owed.entries]
        keys = {item.report.pk for item in items if item.report}
        stored = ProgressReport.objects.filter(pk__in=keys)
        reports = stored.prefetch_related("readings").in_bulk()
        last = self.last([item.line.work.id for item in items])
        return [
            SheetRow(item, self.form(item, reports), last.get(item.line.work.id))
            for item in items
        ]

    def last(self, works: list[int]) -> dict[int, ProgressReport]:
        """The unit's newest accepted report before the period, by work."""
        rows = accepted_before(self.unit, self.calendar.period).filter(work__in=works)
        return {
            row.work_id: row
            for row in rows.order_by("period__ends").prefetch_related(
                "readings__target"
            )
        }

    def form(self, item: Item, reports: dict[int, ProgressReport]) -> SheetForm:
        report = reports.get(item.report.pk) if item.report else None
        return SheetForm(
            self.data,
            lines=filled_lines(item),
            initial=initial_of(report),
            prefix=f"w{item.line.work.id}",
        )

    @cached_property
    def sign(self) -> SignForm:
        return SignForm(self.data, initial={"approved_by": self.unit.head_name})

    def carry(self, work: str) -> None:
        """Show what was typed, with one work's words of last period put to it; nothing complains,
        nothing is saved."""
        data, self.data = self.data or QueryDict(), None
        for row in self.rows:
            is_asked = str(row.item.line.work.id) == work
            words = words_of(row.last) if row.last and is_asked else {}
            show_typed(row.form, data, words)
        self.sign = SignForm(initial={"approved_by": data.get("approved_by", "")})

    def do(self, move: str) -> tuple[list[SheetRow], list[SheetRow]]:
        """Save or send every row that was begun, each by itself: (done, still wrong). What
        was sent leaves the sheet, what is wrong stays with what was typed. A missing name of who
        approved is asked for once."""
        self.sign.is_valid()
        done: list[SheetRow] = []
        wrong: list[SheetRow] = []
        begun = [row for row in self.rows if row.form.is_begun()]
        if move == "submit" and begun and self.lacks_signature():
            self.sign.add_error("approved_by", UNSIGNED)
            return [], begun
        for row in begun:
            is_written = self.write(row, move)
            (done if is_written else wrong).append(row)
        if move == "submit":
            self.rows = [row for row in self.rows if row not in done]
        return done, wrong

    def lacks_signature(self) -> bool:
        """Whether nobody is named who approved what is sent."""
        return not self.sign.errors and not self.sign.cleaned_data["approved_by"]

    def write(self, row: SheetRow, move: str) -> bool:
        form = row.form
        is_sent = move == "submit"
        if not form.is_valid() or (is_sent and form.ask()):
            return False
        name = self.sign.cleaned_data.get("approved_by", "")
        if not is_sent:
            # A draft keeps who approved it before, where the sheet names nobody yet.
            name = name or form.initial.get("approved_by", "")
        verb = submit if is_sent else save_draft
        try:
            report = verb(
                work=row.item.line.work,
                unit=self.unit,
                period=self.calendar.period,
                content=replace(form.content(), approved_by=name),
                by=self.user,
                expected_version=form.from_version,
            )
            row.version = report.version
            return True
        except StaleVersion as stale:
            self.explain(form, stale)
        except REFUSALS as refusal:
            add_refusal(form, refusal)
        return False

    def explain(self, form: SheetForm, stale: StaleVersion) -> None:
        theirs = stale.current.progress.strip() or "（空）"
        form.add_error(
            None, f"这份填报刚被他人改过，没有保存。对方的进展情况：{theirs}"
        )
        form.add_error(
            None, "请到这项工作自己的页面对照后再存；您输入的内容仍在下面的框内。"
        )

    def context(self) -> dict:
        return {
            "calendar": self.calendar,
            "period": self.calendar.chosen,
            "unit": self.unit,
            "is_own": bool(self.user.unit_id),
            "rows": Pile("due", "待报送", tuple(self.rows)),
            "sign": self.sign,
        }


def filled_lines(item: Item) -> list[TargetLine]:
    """The targets of a work that the unit gives readings for."""
    leads = any(unit.id == item.unit.id for unit in item.line.lead_units)
    return [
        line
        for line in item.line.targets
        if is_filled_by(line.target, item.unit, leads)
    ]


def show_typed(form: SheetForm, data: QueryDict, words: dict[str, str]) -> None:
    """Show in the form what was typed, with words put to it; it complains of nothing."""
    added = {form.add_prefix(name): text for name, text in words.items()}
    filled = with_words(data, added)
    typed = dict(form.initial)
    for name in form.fields:
        text = filled.get(form.add_prefix(name))
        if name != "confirmed" and text is not None:
            typed[name] = text
    form.initial = typed


def open_sheet(request: access.Request) -> UnitSheet:
    """The sheet that a request asks for, with what it sends."""
    return UnitSheet.open(
        request.user,
        calendar(request.GET.get("period", "")),
        request.GET.get("unit", ""),
        request.POST or None,
    )


@require_safe
def sheet(request: access.Request) -> HttpResponse:
    """Everything due on one page."""
    return render(request, "reporting/sheet.html", open_sheet(request).context())
