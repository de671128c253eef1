"""The box of a date, for the forms of several rooms, and the question whether an odd date is
meant."""

from datetime import date

from django import forms

SURE = "_sure"
ASKED = "日期无误的，请勾选后再提交。"


class DayInput(forms.DateInput):
    """A browser's own date box. It ends with the year 9999, because without an end a year may have
    six digits, and who types 20211015 by keyboard has written the year 202110. A form that asks
    about the date sets `asks`: the box then has another one beside it, to say that the date is
    meant."""

    input_type = "date"
    template_name = "fields/_day_input.html"
    asks = False
    is_sure = False

    def __init__(self, **attrs: str):
        super().__init__(attrs={"max": "9999-12-31", **attrs}, format="%Y-%m-%d")

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        attributes = {
            "asks": self.asks,
            "is_sure": self.is_sure,
            "sure": f"{name}{SURE}",
        }
        return context | {"widget": context["widget"] | attributes}


class AsksAboutDays(forms.Form):
    """A form that takes an odd date only from who says that it is meant. The answer holds for that
    date alone."""

    def odd_days(self, cleaned: dict) -> dict[str, str]:
        """What is odd about the dates in the cleaned data: {field: sentence, "" where nothing
        is}."""
        raise NotImplementedError

    def clean(self) -> dict:
        cleaned = super().clean() or self.cleaned_data
        for name, odd in self.odd_days(cleaned).items():
            if odd:
                self.ask(name, odd, cleaned[name])
        return cleaned

    def ask(self, name: str, odd: str, day: date) -> None:
        box = self.fields[name].widget
        box.asks = True
        box.is_sure = self.data.get(f"{self.add_prefix(name)}{SURE}") == day.isoformat()
        if not box.is_sure:
            self.add_error(name, f"{odd}{ASKED}")
