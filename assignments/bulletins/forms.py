"""The words of a bulletin as a form: one box for each part, one for each missing next step."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from assignments.bulletins.layout import in_part
from assignments.bulletins.words import LABELS, SWITCHES, called, next_of, renamed
from assignments.choices import Group, TaskKind
from assignments.fields.day_input import AsksAboutDays, DayInput
from assignments.fields.text_field import LineField, TextField
from assignments.models import Bulletin
from assignments.rules.days import too_late

# Characters of one part: some ten printed pages, more than a bulletin needs.
LONGEST = 8000
ROWS = {"opening": 8, "problems": 6, "next": 5}
HINTS = {
    "opening": "第一段写缘由，第二段写总体评价和数字。",
    "slow": "引语下面逐项列出；留空则不列，须在别处用{{重点工作进度偏慢名单}}写明。",
    "livelihood": "引语下面逐项列出；留空则不列，须在别处用{{民生实事未完成名单}}写明。",
    "problems": "一行一段；留空则全文不分节。",
    "copies": "留空则不印版记。",
}
NEXT, NAME = "next_of_", "name_of_"


def text(label: str, rows: int, hint: str = "") -> TextField:
    return TextField(
        label=label,
        help_text=hint,
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class WordsForm(AsksAboutDays):
    """What may be typed. The figures are fields inside the words. What each box showed when the
    page was made travels with it."""

    number = LineField(
        label="文号",
        required=False,
        max_length=60,
        help_text="如 玉市委、市政府督通〔2021〕37号",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    title = LineField(
        label="标题", max_length=200, error_messages={"required": "请填写标题。"}
    )
    issued_on = forms.DateField(
        label="印发日期",
        required=False,
        widget=DayInput(),
        error_messages={"invalid": "“印发日期”不是日期，请按 2021-10-20 这样填写。"},
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        bulletin: Bulletin,
        content: Mapping[str, Any],
        as_of: date,
    ) -> None:
        super().__init__(data, initial=initial_of(bulletin))
        self.as_of = as_of
        for name, label in LABELS.items():
            self.fields[name] = text(label, ROWS.get(name, 2), HINTS.get(name, ""))
        for name, label in SWITCHES.items():
            self.fields[name] = forms.BooleanField(label=label, required=False)
        for work, printed in works_by_name(content):
            self.fields[f"{NAME}{work['work']}"] = other_name(work, printed)
            self.initial[f"{NAME}{work['work']}"] = renamed(bulletin.words, work)
        for work in slow_works(content):
            if not work["next_steps"].strip() or bulletin.words.get("next_of", {}).get(
                str(work["work"])
            ):
                self.fields[f"{NEXT}{work['work']}"] = text(
                    f"“{work['title']}”的下一步打算", 2
                )
                self.initial[f"{NEXT}{work['work']}"] = next_of(bulletin.words, work)
        for box in self.visible_fields():
            box.field.show_hidden_initial = True

    def odd_days(self, typed: dict) -> dict[str, str]:
        """What was saved has been asked about."""
        day = typed.get("issued_on")
        if not day or day == self.initial["issued_on"]:
            return {}
        return {"issued_on": too_late(day, self.as_of, "今天")}

    @property
    def next_fields(self) -> list[forms.BoundField]:
        """Boxes for the next steps that no unit reported."""
        return [self[name] for name in self.fields if name.startswith(NEXT)]

    @property
    def name_fields(self) -> list[forms.BoundField]:
        """Boxes for other names of what is slow or unfinished."""
        return [self[name] for name in self.fields if name.startswith(NAME)]

    @property
    def has_wrong_names(self) -> bool:
        return any(field.errors for field in self.name_fields)

    @property
    def switches(self) -> list[forms.BoundField]:
        return [self[name] for name in SWITCHES]

    @property
    def worded(self) -> list[forms.BoundField]:
        """The boxes of the parts, in the order of the document."""
        return [self[name] for name in LABELS]

    def merged(self) -> QueryDict:
        """What was sent, with what is stored now in each box that nobody touched: others may
        have written into it since, or the figures have moved."""
        assert isinstance(self.data, QueryDict)  # only what was sent is merged
        sent, touched = self.data.copy(), self.changed_data
        for box in self.visible_fields():
            now = as_sent(self.initial.get(box.name))
            was_shown = box.html_initial_name in sent
            is_untouched = (
                box.name not in touched if was_shown else box.html_name not in sent
            )
            if is_untouched:
                sent[box.html_name] = now
            sent[box.html_initial_name] = now
        return sent

    def differences(self) -> list[tuple[str, str, str]]:
        """Where what is stored is not what was typed: (label, stored, typed)."""
        return [
            (
                str(field.label),
                str(self.initial.get(field.name) or ""),
                str(self.cleaned_data[field.name] or ""),
            )
            for field in self.visible_fields()
            if (self.initial.get(field.name) or "")
            != (self.cleaned_data[field.name] or "")
        ]

    def changes(self) -> dict[str, Any]:
        """The arguments of the verb."""
        typed = self.cleaned_data
        by_work = {
            key: {
                name.removeprefix(start): typed[name]
                for name in self.fields
                if name.startswith(start)
            }
            for key, start in (("next_of", NEXT), ("name_of", NAME))
        }
        words = {name: typed[name] for name in LABELS}
        return {
            "words": {**words, **{name: typed[name] for name in SWITCHES}, **by_work},
            "title": typed["title"],
            "number": typed["number"],
            "issued_on": typed["issued_on"],
            "expected_version": typed["version"],
        }


def as_sent(value: Any) -> str:
    """What a browser sends for a box that holds the value."""
    return "on" if value is True else str(value or "")


def other_name(work: Mapping[str, Any], printed: str) -> forms.CharField:
    """Another name for one entry; the box shows what is printed without."""
    label = f"“{work['title']}”在通报中称为"
    return LineField(
        label=label,
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": printed, "autocomplete": "off"}),
    )


def works_by_name(content: Mapping[str, Any]) -> list[tuple[dict, str]]:
    """The works that a list of the bulletin names, slow ones and unfinished projects, each with the
    name it is printed under."""
    key, livelihood = (
        content["works"][TaskKind.KEY],
        content["works"][TaskKind.LIVELIHOOD],
    )
    unfinished = content["lists"]["民生实事未完成"]
    slow = [(work, called({}, work)) for work in key if work["standing"] == Group.SLOW]
    projects = [work for work in livelihood if work["work"] in unfinished]
    return slow + [
        (work, called({}, work) if in_part(work) else work["title"])
        for work in projects
    ]


def initial_of(bulletin: Bulletin) -> dict[str, Any]:
    words = {name: bulletin.words.get(name, "") for name in LABELS}
    return {
        **words,
        **{name: bulletin.words.get(name, False) for name in SWITCHES},
        "number": bulletin.number,
        "title": bulletin.title,
        "issued_on": bulletin.issued_on,
        "version": bulletin.version,
    }


def slow_works(content: Mapping[str, Any]) -> list[dict]:
    return [
        work
        for works in content["works"].values()
        for work in works
        if work["standing"] == Group.SLOW
    ]


class WithdrawalForm(forms.Form):
    because = TextField(
        label="撤回原因",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "请写明撤回的原因。"},
    )
