"""A lead unit's plan of the year: four values for each target, and milestones."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assignments.choices import ApprovalState, TargetKind
from assignments.fields.day_input import DayInput
from assignments.fields.number_field import NumberField
from assignments.fields.text_field import LineField
from assignments.ledger import access
from assignments.ledger.calendar import Calendar, calendar
from assignments.ledger.figures import Board
from assignments.ledger.lines import TargetLine, WorkLine
from assignments.ledger.targets import is_filled_by
from assignments.models import TURNED_DOWN, Period, PlannedValue, Target, Unit, User
from assignments.reporting.desk import desk_unit
from assignments.reporting.forms import DAY
from assignments.reporting.planning_verbs import cell_name
from assignments.rules.aims import plain
from assignments.rules.pace import expected


class PlannedValuesForm(forms.Form):
    """A box for each target and period that is not closed."""

    def __init__(self, data: QueryDict | None = None, *, plan: "YearPlan") -> None:
        values = {name: plain(row.wanted) for name, row in plan.present.items()}
        super().__init__(data, initial=values)
        for line in plan.lines:
            for period in plan.open_periods:
                self.fields[cell_name(line.target.id, period.id)] = number_box(
                    line, period
                )

    def values(self, plan: "YearPlan") -> dict:
        """{(target id, period id): number or None}."""
        return {cell: self.cleaned_data.get(cell_name(*cell)) for cell in plan.cells}

    def seen(self, plan: "YearPlan") -> dict:
        """What the boxes held when the page was made, as far as the page says so."""
        shown = {}
        for cell in plan.cells:
            box = self[cell_name(*cell)]
            if box.html_initial_name in self.data:
                with suppress(forms.ValidationError):
                    shown[cell] = box.field.clean(self.data[box.html_initial_name])
        return shown


class MilestoneForm(forms.Form):
    """A step to pass by a day."""

    work = forms.TypedChoiceField(
        label="工作", coerce=int, error_messages={"required": "请选择工作。"}
    )
    text = LineField(
        label="节点内容",
        max_length=200,
        error_messages={"required": "请写明节点内容。"},
    )
    due_on = forms.DateField(
        label="完成时限",
        widget=DayInput(),
        error_messages={"required": "请填写完成时限。", "invalid": DAY},
    )

    def __init__(self, *args: Any, plan: "YearPlan", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["work"]
        assert isinstance(field, forms.ChoiceField)  # as declared above
        field.choices = [(work.work.id, work.work.title) for work in plan.works]


def number_box(line: TargetLine, period: Period) -> NumberField:
    assert line.goal is not None  # only quantities are planned
    straight = plain(expected(line.goal, period.ends).value)
    box = forms.TextInput(
        attrs={
            "inputmode": "decimal",
            "autocomplete": "off",
            "class": "number",
            "placeholder": straight,
        }
    )
    name = f"{line.target.text} {period.short}"
    return NumberField(
        label=name,
        required=False,
        max_length=30,
        widget=box,
        measure=line.target.measure,
        show_hidden_initial=True,
    )


@dataclass(frozen=True)
class TurnedDown:
    """What of a plan the office did not approve, and why."""

    text: str
    why: str
    at: datetime


@dataclass
class YearPlan:
    """What a unit plans in one year. A closed period's values stand; the rest can change."""

    user: User
    calendar: Calendar
    unit: Unit

    @classmethod
    def open(cls, user: User, calendar: Calendar, wanted_unit: str) -> "YearPlan":
        """403 and 404 as the desk gives them."""
        return cls(user, calendar, desk_unit(user, wanted_unit))

    @cached_property
    def works(self) -> list[WorkLine]:
        """The works of the year that the unit leads."""
        if self.calendar.chosen is None:
            return []
        board = Board(self.calendar.chosen).with_targets()
        names = {self.unit.id, *self.unit.groups.values_list("id", flat=True)}
        works = []
        for line in board.lines:
            leads = {unit.id for unit in line.lead_units}
            if names & leads:
                works.append(line)
        return works

    @cached_property
    def lines(self) -> list[TargetLine]:
        """The quantities that the unit plans. Their goals carry no plan: the straight line
        is what the boxes suggest."""
        return [
            bare(target)
            for work in self.works
            for target in work.targets
            if target.target.is_quantity
            and is_filled_by(target.target, self.unit, True)
        ]

    @property
    def periods(self) -> list[Period]:
        return self.calendar.of_year

    @property
    def open_periods(self) -> list[Period]:
        return [period for period in self.periods if not period.is_closed]

    @property
    def cells(self) -> list[tuple[int, int]]:
        """(target id, period id) of each box."""
        return [
            (line.target.id, period.id)
            for line in self.lines
            for period in self.open_periods
        ]

    @cached_property
    def present(self) -> dict[str, PlannedValue]:
        """The values that are there, by the name of their box."""
        targets = [line.target.id for line in self.lines]
        rows = PlannedValue.objects.filter(target__in=targets, period__in=self.periods)
        return {cell_name(row.target_id, row.period_id): row for row in rows}

    @cached_property
    def milestones(self) -> list[Target]:
        """The steps of the unit's works, approved and proposed."""
        works = [line.work.id for line in self.works]
        return list(
            Target.objects.milestones().filter(work__in=works).select_related("work")
        )

    def rows(self, form: PlannedValuesForm) -> list[tuple]:
        """For each target: line, title of its work, and for each period (period, box or
        None, planned or None)."""
        titles = {work.work.id: work.work.title for work in self.works}
        rows = []
        for line in self.lines:
            cells = [self.cell(form, line, period) for period in self.periods]
            rows.append((line, titles[line.target.work_id], cells))
        return rows

    def cell(self, form: PlannedValuesForm, line: TargetLine, period: Period) -> tuple:
        name = cell_name(line.target.id, period.id)
        return (
            period,
            form[name] if name in form.fields else None,
            self.present.get(name),
        )

    @property
    def waits(self) -> bool:
        """Whether something is not approved yet."""
        steps = any(step.state == ApprovalState.PROPOSED for step in self.milestones)
        return steps or any(row.waits for row in self.present.values())

    @cached_property
    def turned_down(self) -> list[TurnedDown]:
        """What the office did not approve where that was the last word, newest first."""
        texts = {line.target.id: line.target.text for line in self.lines}
        values = PlannedValue.history.filter(target__in=texts)
        values = values.order_by("history_date", "history_id")
        last_values = {row.target_id: (texts[row.target_id], row) for row in values}
        works = [work.work.id for work in self.works]
        steps = Target.history.filter(work__in=works, kind=TargetKind.MILESTONE)
        steps = steps.order_by("history_date", "history_id")
        last_steps = {row.work_id: (row.text, row) for row in steps}
        refused = []
        for text, row in (*last_values.values(), *last_steps.values()):
            reason = row.history_change_reason or ""
            if reason.startswith(TURNED_DOWN):
                why = reason.removeprefix(TURNED_DOWN)
                refused.append(TurnedDown(text, why, row.history_date))
        return sorted(refused, key=lambda plan: plan.at, reverse=True)

    def context(
        self,
        form: PlannedValuesForm | None = None,
        milestone: MilestoneForm | None = None,
    ) -> dict:
        form = form or PlannedValuesForm(plan=self)
        return {
            "calendar": self.calendar,
            "period": self.calendar.chosen,
            "unit": self.unit,
            "is_own": bool(self.user.unit_id),
            "plan": self,
            "form": form,
            "rows": self.rows(form),
            "milestone_form": milestone or MilestoneForm(plan=self, prefix="milestone"),
        }


def bare(line: TargetLine) -> TargetLine:
    """The target as the notice has it, without planned values."""
    last_day = date(line.as_of.year, 12, 31)
    return TargetLine(line.target, None, None, (), (), last_day)


def open_plan(request: access.Request) -> YearPlan:
    """The plan that a request asks for: of one unit, in the year of one period."""
    chosen = calendar(request.GET.get("period", ""))
    return YearPlan.open(request.user, chosen, request.GET.get("unit", ""))


@require_safe
def plan(request: access.Request) -> HttpResponse:
    """The year's planned values and milestones of a lead unit."""
    return render(request, "reporting/plan.html", open_plan(request).context())
