"""The form of a report: words, and one reading for each target."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from assignments.evidence.attachment_field import FilesField
from assignments.fields.day_input import AsksAboutDays, DayInput
from assignments.fields.number_field import NumberField
from assignments.fields.text_field import LineField, TextField
from assignments.ledger.lines import TargetLine
from assignments.models import Period, ProgressReport
from assignments.reporting.verbs import NOT_YET, WORDS, WRITTEN, Content
from assignments.rules.aims import plain
from assignments.rules.days import MUCH_TIME, too_far
from assignments.rules.readings import day_questions, objection, questions

# Characters of one answer: three pages, where most reports have three lines.
LONGEST = 5000
DAY = "日期请写成 2021-09-30 的样子。"


def words(label: str, rows: int, help_text: str = "", **attributes: Any) -> TextField:
    return TextField(
        label=label,
        required=False,
        max_length=LONGEST,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows, **attributes}),
    )


class ReportForm(forms.Form):
    """What a unit says about one work in one period. `lines` are the targets it reads."""

    progress = words("进展情况", 7, "本期做了什么、到了哪一步，先写结果。")
    problems = words("存在问题", 3, "没有的，写“无”。")
    next_steps = words("下一步打算", 3, "写明措施、责任人和完成时限。")
    request = words(
        "提请协调事项", 2, "需要市领导或其他单位协调的，写在这里；没有的，留空。"
    )
    approved_by = LineField(
        label="审定人",
        required=False,
        max_length=30,
        help_text="已经主要负责人审定：填写其姓名后才能报送。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    # Django's own `files` of a form are what was sent; here it names the box for them.
    files = FilesField(label="佐证材料")  # type: ignore[assignment]
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(label="以上情况属实，照此报送", required=False)

    def __init__(self, *args: Any, lines: list[TargetLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        self.asked: list[str] = []
        for line in lines:
            self.fields[name_of(line)] = reading_field(line)

    @property
    def written(self) -> list[forms.BoundField]:
        """The boxes of what a unit writes."""
        return [self[name] for name in WRITTEN]

    @property
    def readings(self) -> list[tuple[TargetLine, forms.BoundField, Decimal | None]]:
        """Each target with the box of its reading and the last value before the period."""
        return [(line, self[name_of(line)], last_value(line)) for line in self.lines]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for line in self.lines:
            value = cleaned.get(name_of(line))
            if line.goal and isinstance(value, Decimal):
                wrong = objection(line.goal, value)
                if wrong:
                    self.add_error(name_of(line), wrong)
        return cleaned

    def content(self) -> Content:
        """What was typed; where that is not valid, what was there before."""
        typed = {name: self.valid_or_kept(name) or "" for name in WORDS}
        readings = {
            line.target.id: self.valid_or_kept(name_of(line)) for line in self.lines
        }
        return Content(
            readings=readings,
            files=tuple(self.cleaned_data.get("files") or ()),
            **typed,
        )

    def valid_or_kept(self, name: str) -> Any:
        if name in self.cleaned_data:
            return self.cleaned_data[name]
        kept = self.initial.get(name)
        return self.fields[name].clean(kept) if kept and name in self.fields else kept

    def ask(self) -> list[str]:
        """The questions that still stand: none when the person has confirmed them."""
        if not self.cleaned_data.get("confirmed"):
            for line in self.lines:
                value = self.cleaned_data.get(name_of(line))
                if line.goal:
                    self.asked += questions(line.goal, value, last_value(line))
                elif value:
                    self.asked += day_questions(line.target.text, value, line.as_of)
        return self.asked

    @property
    def from_version(self) -> int:
        version = self.cleaned_data.get("version")
        return NOT_YET if version is None else version


class SheetForm(ReportForm):
    """One work on the sheet of a whole desk: the same without what the sheet asks once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("approved_by", "files"):
            del self.fields[name]
        for name in WRITTEN:
            self.fields[name].widget.attrs["rows"] = 4 if name == "progress" else 2

    def is_begun(self) -> bool:
        """Whether something was typed, or was there before."""
        typed = [name for name in self.fields if name not in ("version", "confirmed")]
        return any(
            str(self.data.get(self.add_prefix(name)) or "").strip() for name in typed
        )


def name_of(line: TargetLine) -> str:
    return f"reading_{line.target.id}"


def reading_field(line: TargetLine) -> forms.Field:
    """A number for a quantity, a day for a milestone."""
    if line.goal:
        box = forms.TextInput(
            attrs={"inputmode": "decimal", "autocomplete": "off", "class": "number"}
        )
        return NumberField(
            label=line.target.text,
            required=False,
            max_length=30,
            widget=box,
            measure=line.target.measure,
        )
    return forms.DateField(
        label=f"{line.target.text}（完成日期）",
        required=False,
        widget=DayInput(),
        error_messages={"invalid": DAY},
    )


def last_value(line: TargetLine) -> Decimal | None:
    """The last accepted reading before the period."""
    before = [value for day, value in line.readings if day < line.as_of]
    return before[-1] if before else None


def initial_of(report: ProgressReport | None) -> dict[str, object]:
    """What the form shows of a report; NOT_YET where there is none."""
    if report is None:
        return {"version": NOT_YET}
    shown: dict[str, object] = {name: getattr(report, name) for name in WORDS}
    shown["version"] = report.version
    for reading in report.readings.all():
        shown[f"reading_{reading.target_id}"] = shown_reading(
            reading.value, reading.reached_on
        )
    return shown


def shown_reading(value: Decimal | None, reached_on: date | None) -> str | date | None:
    return plain(value) if value is not None else reached_on


class ExtensionForm(AsksAboutDays):
    """Asking for more time. Its boxes belong to the report's form, so that what was typed there
    comes along."""

    until = forms.DateField(
        label="延至",
        widget=DayInput(form="report-form"),
        error_messages={"required": "请填写延至哪一天。", "invalid": DAY},
    )
    reason = TextField(
        label="延期理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "form": "report-form"}),
        error_messages={"required": "请写明延期的理由。"},
    )

    def __init__(self, *args: Any, period: Period, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.period = period

    def odd_days(self, typed: dict) -> dict[str, str]:
        day = typed.get("until")
        return (
            {"until": too_far(day, self.period.due_on, MUCH_TIME, "报送期限")}
            if day
            else {}
        )
