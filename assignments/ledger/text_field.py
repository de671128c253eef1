"""The form field of texts with lines, for the forms of several rooms."""

from django import forms


class TextField(forms.CharField):
    """A text of several lines. A browser sends two signs for each line's end; one is kept, so that a text is as long
    as it looks and equals itself wherever it was typed, imported or carried over from."""

    def to_python(self, value) -> str:
        return one_line_end(super().to_python(value))


def one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
