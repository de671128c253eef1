"""The office's forms: review, assess, chase, periods."""

from collections.abc import Container, Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from assignments.choices import CheckMethod, Group, Standing, TaskKind
from assignments.fields.day_input import AsksAboutDays, DayInput
from assignments.fields.text_field import LineField, TextField
from assignments.ledger.lines import WorkLine
from assignments.ledger.selections import chosen_works
from assignments.models import Leader, Period, Phrase
from assignments.rules.days import MUCH_TIME, too_far
from assignments.rules.lengths import too_long
from assignments.supervision.period_verbs import ANSWERS, Missing
from assignments.supervision.verbs import NOT_YET, Decision

UNITS = {"unreviewed": "份", "unassessed": "项", "silent": "项"}
# Characters of a phrase to choose from; what is longer is written for one case.
LONGEST_PHRASE = 200
DAY = "日期请写成 2021-09-30 的样子。"


class ReviewForm(forms.Form):
    """Sending back: ready-made phrases, words of one's own, or both."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    phrases = forms.ModelMultipleChoiceField(
        Phrase.objects.all(),
        label="常用语",
        required=False,
        to_field_name="text",
        widget=forms.CheckboxSelectMultiple,
    )
    reason = TextField(
        label="退回原因",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "data-key": "r"}),
        help_text="写明缺什么、补什么；可以只勾选常用语。",
    )

    def whole_reason(self) -> str:
        """The phrases and the words as one text."""
        phrases = [phrase.text for phrase in self.cleaned_data.get("phrases", ())]
        return "\n".join(
            [*phrases, self.cleaned_data.get("reason", "").strip()]
        ).strip()


class PhrasesForm(forms.Form):
    """All phrases in one box, one a line, in their order."""

    texts = TextField(
        label="退回常用语",
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="一行一条，按先后显示；每条不超过 200 字。",
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        kept = "\n".join(phrase.text for phrase in Phrase.objects.all())
        super().__init__(data, initial={"texts": kept})

    def clean_texts(self) -> list[str]:
        """The lines, each once, in their order."""
        lines = [
            line.strip()
            for line in self.cleaned_data["texts"].splitlines()
            if line.strip()
        ]
        errors = []
        for number, line in enumerate(lines, 1):
            error = too_long(line, LONGEST_PHRASE, f"第 {number} 行")
            if error:
                errors.append(error)
        if errors:
            raise forms.ValidationError(errors)
        return list(dict.fromkeys(lines))


class AssessForm(forms.Form):
    """One row of the grid. What the row showed when it was made travels with it, so that a
    row nobody touched is not taken for a change."""

    standing = forms.ChoiceField(
        label="评定",
        required=False,
        choices=[("", "未评定"), *Standing.choices],
        show_hidden_initial=True,
    )
    method = forms.ChoiceField(
        label="核实方式",
        required=False,
        choices=[("", "未选"), *CheckMethod.choices],
        show_hidden_initial=True,
    )
    comment = TextField(
        label="评定意见",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        show_hidden_initial=True,
    )
    slow = forms.MultipleChoiceField(
        label="偏慢的是",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        show_hidden_initial=True,
    )
    override_reason = LineField(
        label="与提示不一致的理由",
        required=False,
        max_length=200,
        show_hidden_initial=True,
    )
    approval_number = LineField(
        label="批准文号", required=False, max_length=60, show_hidden_initial=True
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, line: WorkLine) -> None:
        super().__init__(data, prefix=f"w{line.work.id}", initial=initial_of(line))
        self.line = line
        field = self.fields["slow"]
        assert isinstance(field, forms.ChoiceField)  # as declared above
        field.choices = [(str(t.target.id), t.target.text) for t in line.targets]
        self.other: Any = None

    @property
    def first_sentence(self) -> str:
        """The first sentence of what a unit sent, a lead unit's before the others'."""
        lead = {unit.id for unit in self.line.lead_units}
        sent = [report for report in self.line.reports if report.is_reported]
        first = min(sent, key=lambda report: report.unit_id not in lead, default=None)
        return first.first_sentence if first else ""

    def is_touched(self) -> bool:
        """Whether somebody changed the row, its version aside."""
        return bool(set(self.changed_data) - {"version"})

    def decision(self) -> Decision:
        cleaned = self.cleaned_data
        version = cleaned.get("version")
        return Decision(
            work=self.line.work,
            standing=cleaned["standing"],
            method=cleaned["method"],
            comment=cleaned["comment"],
            override_reason=cleaned["override_reason"],
            approval_number=cleaned["approval_number"],
            slow_targets=frozenset(int(key) for key in cleaned["slow"]),
            expected_version=NOT_YET if version is None else version,
        )


def initial_of(line: WorkLine) -> dict[str, object]:
    """What the office has said of a line so far; what was carried over has no words of the office's
    own."""
    assessment = line.assessment
    if assessment is None:
        return {"version": NOT_YET, "slow": []}
    return {
        "standing": assessment.standing,
        "method": assessment.method,
        "comment": "" if assessment.carried else assessment.comment,
        "slow": [str(target.target.id) for target in line.targets if target.is_named],
        "override_reason": assessment.override_reason,
        "approval_number": assessment.approval_number,
        "version": assessment.version,
    }


class GridFilter(forms.Form):
    """Which works the grid shows."""

    standing = forms.ChoiceField(
        label="评定",
        required=False,
        choices=[("all", "全部"), *Group.choices],
        initial=Group.UNASSESSED,
    )
    kind = forms.ChoiceField(
        label="类别", required=False, choices=[("", "全部"), *TaskKind.choices]
    )
    leader = forms.TypedChoiceField(
        label="牵头领导", required=False, coerce=int, empty_value=None
    )
    works = forms.CharField(label="所选工作", required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        leaders: Iterable[Leader],
        known: Container[int],
        **kwargs: Any,
    ) -> None:
        """`known` are the ids of the works of the year."""
        super().__init__(*args, **kwargs)
        self.known = known
        if "works" not in self.data:
            del self.fields["works"]
        field = self.fields["leader"]
        assert isinstance(field, forms.ChoiceField)  # as declared above
        field.choices = [
            ("", "全部"),
            *((leader.id, leader.name) for leader in leaders),
        ]

    def clean_works(self) -> tuple[int, ...]:
        return chosen_works([self.cleaned_data["works"]], self.known)


class ExtendForm(AsksAboutDays):
    """A later day for everybody."""

    def __init__(self, *args: Any, period: Period | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.period = period

    def odd_days(self, typed: dict) -> dict[str, str]:
        day = typed.get("due_on")
        if not day or not self.period:
            return {}
        return {"due_on": too_far(day, self.period.due_on, MUCH_TIME, "现在的期限")}

    due_on = forms.DateField(
        label="新的报送期限",
        widget=DayInput(),
        error_messages={"required": "请填写新的报送期限。", "invalid": DAY},
    )
    reason = LineField(
        label="理由", max_length=200, error_messages={"required": "请写明延长的理由。"}
    )


class ReopenForm(forms.Form):
    reason = LineField(
        label="重新开启的理由",
        max_length=150,
        help_text="理由会写入本期经过；已印发的通报将标为已撤回。",
        error_messages={"required": "请写明重新开启的理由。"},
    )


class CloseForm(forms.Form):
    """One decision for each list of what is missing."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, lacking: Missing) -> None:
        super().__init__(data, initial={"seen": lacking.mark})
        self.lacking = lacking
        for pile in lacking.piles:
            self.fields[pile.key] = forms.ChoiceField(
                label=f"{pile.label} {pile.value} {UNITS[pile.key]}",
                choices=ANSWERS[pile.key].choices,
                widget=forms.RadioSelect,
                error_messages={"required": "请先决定如何处理。"},
            )

    @property
    def decisions(self) -> list[tuple]:
        """Each list with the field of its decision."""
        return [(pile, self[pile.key]) for pile in self.lacking.piles]
