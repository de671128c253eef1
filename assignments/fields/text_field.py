"""The form fields of typed text, for the forms of all rooms and the administrators' screens."""

from django import forms
from django.core.exceptions import ValidationError

from assignments.rules.lengths import too_long


class LineField(forms.CharField):
    """A text on one line. One that is too long is told by how much; a browser does not cut it
    before (templates/django/forms/widgets/attrs.html)."""

    def validate(self, value) -> None:
        super().validate(value)
        if self.max_length is None:
            return
        if error := too_long(value, self.max_length, str(self.label or "")):
            raise ValidationError(error, code="max_length")


class TextField(LineField):
    """A text of several lines. A browser sends two signs for each line's end; one is kept, so that
    a text is as long as it looks and equals itself wherever it was typed, imported or carried over
    from."""

    def to_python(self, value) -> str:
        return one_line_end(super().to_python(value) or "")


def one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
