"""Forms of instructions and of what is answered to them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from assignments.choices import DirectiveKind, Duty
from assignments.evidence.attachment_field import FilesField
from assignments.fields.day_input import AsksAboutDays, DayInput
from assignments.fields.text_field import TextField
from assignments.ledger import access
from assignments.ledger.writing import sentences
from assignments.models import Leader, Unit, User, Work
from assignments.rules.days import LATEST_ANSWER, too_early, too_far
from assignments.rules.keys import key_of

# Characters: an instruction or a reply fills a page at most; more belongs into a file.
LONGEST = 2000


def text_area(label: str, rows: int, required: str, **more: Any) -> forms.CharField:
    return TextField(
        label=label,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": required},
        **more,
    )


def day(label: str, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=DayInput(),
        error_messages={"invalid": f"“{label}”不是日期，请按 2021-10-15 这样填写。"},
        **more,
    )


class UnitBoxes(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, label: str, **more: Any) -> None:
        wrong = {"invalid_choice": "有一个单位不在可选范围内，请重新选择。"}
        super().__init__(
            Unit.objects.none(),
            label=label,
            required=False,
            error_messages=wrong,
            **more,
        )

    def clean(self, value: Iterable[str] | None) -> QuerySet[Unit]:
        return super().clean([key_of(key) for key in value or ()])


class InstructionForm(AsksAboutDays):
    """A leader's instruction. Only the office is asked whose it is and of which day."""

    leader = forms.ModelChoiceField(
        Leader.objects.none(),
        label="批示领导",
        error_messages={"required": "请选择批示领导。"},
    )
    kind = forms.ChoiceField(
        label="类别", choices=DirectiveKind.choices, initial=DirectiveKind.INSTRUCTION
    )
    text = text_area("批示内容", 5, "请填写批示内容。")
    issued_on = day("批示日期")
    due_on = day("回复期限", required=False, help_text="留空表示不限期。")
    units = UnitBoxes("承办单位", help_text="默认牵头单位。")
    others = UnitBoxes("其他单位")

    def __init__(
        self,
        *args: Any,
        work: Work,
        leaders: QuerySet[Leader],
        user: User,
        as_of: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.as_of, self.work = user, as_of, work
        duties = list(access.duties(work))
        named = {duty.unit_id for duty in duties}
        self.offer("units", Unit.objects.filter(pk__in=named))
        self.offer("others", Unit.objects.active().exclude(pk__in=named))
        self.initial = {
            "units": {duty.unit_id for duty in duties if duty.duty == Duty.LEAD},
            "issued_on": as_of,
            "leader": leaders.first(),
            **self.initial,
        }
        if access.is_office(user):
            self.offer("leader", leaders)
        else:
            del self.fields["leader"], self.fields["issued_on"]

    def offer(self, name: str, rows: QuerySet[Any]) -> None:
        """The rows that may be chosen in a field."""
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def clean_issued_on(self) -> date:
        issued = self.cleaned_data["issued_on"]
        if issued > self.as_of:
            raise forms.ValidationError("批示日期不能晚于今天。")
        return issued

    def clean(self) -> dict:
        typed = super().clean() or self.cleaned_data
        issued = typed.get("issued_on", self.as_of)
        due = typed.get("due_on")
        if issued and due and due < issued:
            self.add_error("due_on", "回复期限不能早于批示日期。")
        has_units = typed.get("units") or typed.get("others")
        if not has_units and "units" not in self.errors:
            self.add_error("units", "请至少选择一个承办单位。")
        return typed

    def odd_days(self, typed: dict) -> dict[str, str]:
        """An instruction is given in the year of the work, and answered within a year."""
        issued, due = typed.get("issued_on"), typed.get("due_on")
        odd = {}
        if issued:
            first_day = date(self.work.year, 1, 1)
            odd["issued_on"] = too_early(issued, first_day, "这项工作所在年度的第一天")
        if due:
            odd["due_on"] = too_far(due, self.as_of, LATEST_ANSWER, "今天")
        return odd

    def content(self) -> dict:
        """The arguments of the verb."""
        typed = self.cleaned_data
        return {
            "leader": typed.get("leader") or self.user.leader,
            "kind": typed["kind"],
            "text": typed["text"],
            "issued_on": typed.get("issued_on") or self.as_of,
            "due_on": typed["due_on"],
            "units": [*typed["units"], *typed["others"]],
        }


class ReplyForm(forms.Form):
    text = text_area(
        "回复内容",
        5,
        "请填写回复内容。",
        help_text="办理情况、完成时间；未办结的写明原因和下一步。",
    )
    # Django's own `files` of a form are what was sent; here it names the box for them.
    files = FilesField(label="附件")  # type: ignore[assignment]


class AskAgainForm(AsksAboutDays):
    because = text_area("要补充什么", 2, "请写明要补充什么。")
    due_on = day("新的回复期限", required=False, help_text="留空则不改期限。")

    def __init__(self, *args: Any, as_of: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.as_of = as_of

    def odd_days(self, typed: dict) -> dict[str, str]:
        due = typed.get("due_on")
        if not due:
            return {}
        return {"due_on": too_far(due, self.as_of, LATEST_ANSWER, "今天")}


def add_refusal(form: forms.BaseForm, refusal: Exception) -> None:
    """Put a verb's refusal at the field that it names, or above the form where it names none."""
    by_field = getattr(refusal, "message_dict", {None: sentences(refusal)})
    for name, errors in by_field.items():
        form.add_error(name if name in form.fields else None, errors)
