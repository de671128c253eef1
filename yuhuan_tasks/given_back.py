"""What was typed into a form that could not be saved, for the page that says so. Needs no
database."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django import forms
from django.apps import apps
from django.db import models
from django.http import HttpRequest

from yuhuan_tasks.uploads import lost_uploads

# Lines of a box; what is longer is scrolled.
MOST_ROWS = 8
PLAIN = "填写的内容"
READING = re.compile(
    r"reading_\d+"
)  # assignments.reporting.forms: one box for each target
TYPED = (
    forms.TextInput,
    forms.NumberInput,
    forms.EmailInput,
    forms.Textarea,
    forms.DateInput,
    forms.DateTimeInput,
    forms.TimeInput,
)
WRITTEN = (
    models.CharField,
    models.TextField,
    models.DateField,
    models.DecimalField,
)


@dataclass(frozen=True)
class SentValue:
    """One value of a form. `label` is "" for what a person did not write: a number of a record, a
    token."""

    name: str
    value: str
    label: str

    @property
    def rows(self) -> int:
        """How high a box must be to show it."""
        return min(MOST_ROWS, 1 + self.value.count("\n") + len(self.value) // 40)


@dataclass(frozen=True)
class GivenBack:
    """`shown` may be copied. `again` is all that sending the form once more needs, empty where that
    would lose something: a file, a password. `files` are the names of files that have to be chosen
    anew."""

    shown: list[SentValue]
    again: list[SentValue]
    files: list[str]


def given_back(request: HttpRequest) -> GivenBack:
    """What came with a request; nothing for one that only asked for a page."""
    if request.method != "POST":
        return GivenBack([], [], [])
    files = [
        upload.name or ""
        for name in request.FILES
        for upload in request.FILES.getlist(name)
    ]
    files += lost_uploads(request)
    sent = list(values(request))
    is_secret = any("password" in name for name in request.POST)
    again = [] if files or is_secret else sent
    return GivenBack(
        [item for item in sent if item.label and item.value.strip()], again, files
    )


def values(request: HttpRequest) -> Iterator[SentValue]:
    """Everything that was sent, but for passwords."""
    room = room_of(request)
    for name, texts in request.POST.lists():
        if "password" in name:
            continue
        for text in texts:
            label = (
                "" if name == "csrfmiddlewaretoken" else label_of(name, str(text), room)
            )
            yield SentValue(name, str(text), label)


def room_of(request: HttpRequest) -> str:
    """assignments.reporting, of the view that was to answer."""
    match = request.resolver_match
    return ".".join(match.func.__module__.split(".")[:2]) if match else ""


def label_of(name: str, text: str, room: str) -> str:
    """The words beside the box that a value was typed into, "" for what nobody types. A form's
    prefix goes before the name of the field: w12-progress."""
    bare = name.rpartition("-")[2]
    if READING.fullmatch(bare):
        return "完成数"
    known = words_of_forms()
    label = known.get((room, bare), known.get(("", bare)))
    if label is None:
        label = words_of_models().get(bare)
    if label is None:
        label = "" if text.isascii() else PLAIN
    return label


@cache
def words_of_forms() -> dict[tuple[str, str], str]:
    """{(room, field): label} of all forms, once more without the room; "" for fields that are
    chosen and not written."""
    labels: dict[tuple[str, str], str] = {}
    for form in all_below(forms.BaseForm):
        room = ".".join(form.__module__.split(".")[:2])
        for name, field in getattr(form, "base_fields", {}).items():
            is_typed = isinstance(field.widget, TYPED) and not field.widget.is_hidden
            words = field.label or words_of_models().get(name) or PLAIN
            label = str(words) if is_typed else ""
            for key in ((room, name), ("", name)):
                labels[key] = labels.get(key) or label
    return labels


@cache
def words_of_models() -> dict[str, str]:
    """{field: label} of what is written into records, for the screens, which make their forms as
    they are asked."""
    fields = (
        field
        for model in apps.get_app_config("assignments").get_models()
        for field in model._meta.concrete_fields
    )
    return {
        field.name: str(field.verbose_name)
        for field in fields
        if isinstance(field, WRITTEN) and not field.choices
    }


def all_below(kind: type) -> Iterator[type]:
    for subclass in kind.__subclasses__():
        yield subclass
        yield from all_below(subclass)
