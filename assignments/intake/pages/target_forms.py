"""The targets of a row: those that the reader found, kept, mended or dropped, and those that a
person adds."""

from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from assignments.choices import Comparator, TargetKind
from assignments.fields.text_field import LineField
from assignments.rules.aims import plain
from assignments.rules.figures import Unreadable, number_typed

# Targets added by hand to one row; no task of a notice has as many.
MOST_ADDED = 20


class OneTarget(forms.Form):
    """What every line of a target asks for."""

    text = LineField(label="内容", max_length=200, required=False)
    comparator = forms.ChoiceField(label="比较", choices=Comparator, required=False)
    value = LineField(
        label="目标值",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    measure = LineField(label="计量单位", max_length=20, required=False)

    def clean(self):
        """The value as a number in the measure that is typed beside it: 0.5万 and 亩 are 5000."""
        cleaned = super().clean() or self.cleaned_data
        try:
            cleaned["value"] = number_typed(
                cleaned.get("value") or "", cleaned.get("measure") or ""
            )
        except Unreadable as refusal:
            self.add_error("value", str(refusal))
        return cleaned


class TargetForm(OneTarget):
    """A target found in the text: kept as it is, mended, or dropped."""

    keep = forms.BooleanField(label="保留", required=False)
    field_order = ("keep",)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("keep") and not cleaned.get("text"):
            raise ValidationError("保留的目标要有内容。")
        return cleaned

    def answer(self, target: dict) -> dict:
        """The target with what was typed; a milestone that is given a number is a quantity."""
        cleaned = self.cleaned_data
        mended = {
            **target,
            "text": cleaned["text"] or target["text"],
            "dropped": not cleaned["keep"],
        }
        value = cleaned["value"]
        if target.get("kind") != TargetKind.MILESTONE or value is not None:
            mended.pop("kind", None)
            mended["comparator"] = cleaned["comparator"]
            mended["measure"] = cleaned["measure"]
            mended["value"] = target["value"] if value is None else plain(value)
        return mended


class AddedForm(OneTarget):
    """A target that the reader did not find. A line that stays empty adds nothing."""

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("text") and (
            cleaned.get("value") is not None or cleaned.get("measure")
        ):
            raise ValidationError("请写明目标的内容。")
        return cleaned

    def answer(self, text: str) -> dict | None:
        """In the shape of a reading, with its place in the row's `text` where it stands there;
        without a number it is a milestone."""
        cleaned = self.cleaned_data
        if not cleaned["text"]:
            return None
        start = text.find(cleaned["text"])
        place = (
            {"start": start, "end": start + len(cleaned["text"])}
            if start >= 0
            else {"start": None, "end": None}
        )
        if cleaned["value"] is None:
            return {
                "kind": TargetKind.MILESTONE.value,
                "text": cleaned["text"],
                "unit": None,
                **place,
            }
        quantity = {name: cleaned[name] for name in ("text", "comparator", "measure")}
        return {**quantity, "value": plain(cleaned["value"]), "unit": None, **place}


@dataclass
class TargetForms:
    """All lines of a row's targets. `blank` is how many more empty lines were asked for."""

    kept: list[TargetForm]
    added: list[AddedForm]

    @classmethod
    def of(cls, row: dict, data=None, blank: int = 0) -> "TargetForms":
        """One form for each target of the row, in its order; one to add a target, or as many as
        were sent."""
        sent = sent_lines(data)
        number = min(sent + blank, MOST_ADDED)
        lines = [
            AddedForm(data if at < sent else None, prefix=f"added-{at}")
            for at in range(number)
        ]
        return cls(target_forms(row, data), lines)

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in [*self.kept, *self.added])

    def answers(self, text: str) -> list[dict]:
        targets = [form.answer(form.initial_target) for form in self.kept]
        for form in self.added:
            target = form.answer(text)
            if target is not None:
                targets.append(target)
        return targets

    @property
    def can_grow(self) -> bool:
        return len(self.added) < MOST_ADDED


def sent_lines(data) -> int:
    """How many empty lines the page had; at first one."""
    sent = "" if data is None else data.get("added", "")
    return min(int(sent), MOST_ADDED) if sent.isdecimal() and len(sent) < 4 else 1


def target_forms(row: dict, data=None) -> list[TargetForm]:
    lines = []
    for position, target in enumerate(row["targets"]):
        value = target.get("value")
        initial = {
            **target,
            "keep": not target.get("dropped"),
            "value": "" if value in (None, "") else plain(Decimal(str(value))),
        }
        form = TargetForm(data, prefix=f"target-{position}", initial=initial)
        form.initial_target = target
        lines.append(form)
    return lines
