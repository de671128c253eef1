"""The form field of figures, for the forms of several rooms."""

from decimal import Decimal

from django import forms

from assignments.fields.text_field import LineField
from assignments.rules.figures import Unreadable, number_typed


class NumberField(LineField):
    """A number as people type it, perhaps with a measure behind it that the target's own `measure`
    can be told in."""

    def __init__(self, *args, measure: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.measure = measure

    def clean(self, value) -> Decimal | None:
        try:
            return number_typed(super().clean(value), self.measure)
        except Unreadable as refusal:
            raise forms.ValidationError(str(refusal)) from None
