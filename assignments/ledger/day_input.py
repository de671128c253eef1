"""The box of a date, for the forms of several rooms."""

from django import forms


class DayInput(forms.DateInput):
    """A browser's own date box. It ends with the year 9999, because without an end a year may have six
    digits, and who types 20211015 by keyboard has written the year 202110."""

    input_type = "date"

    def __init__(self, **attrs: str):
        super().__init__(attrs={"max": "9999-12-31", **attrs}, format="%Y-%m-%d")
