"""The addresses of the admin screens and what one looks for on each page."""

import re
from html.parser import HTMLParser

from django.contrib import admin
from django.urls import reverse

MODELS = sorted(admin.site._registry, key=lambda model: model.__name__)
NAMES = [model.__name__ for model in MODELS]


def address(model, page, *args):
    return reverse(f"admin:assignments_{model._meta.model_name}_{page}", args=args)


def is_shown_only(model):
    return bool(admin.site._registry[model].why_read_only)


def open_pages(model):
    """(name, address) of every page of a model's screen that an admin can open, with a record if
    there is one."""
    record = model._default_manager.first()
    assert record is not None, f"{model.__name__} 没有可供查看的记录"
    found = [
        ("changelist", address(model, "changelist")),
        ("change", address(model, "change", record.pk)),
    ]
    found.append(("history", address(model, "history", record.pk)))
    if not is_shown_only(model):
        found.append(("add", address(model, "add")))
        if model.__name__ != "User":
            deletable = [
                row
                for row in model._default_manager.all()
                if not getattr(row, "is_closed", False)
            ]
            found.append(("delete", address(model, "delete", deletable[0].pk)))
    return found


class PageText(HTMLParser):
    """What a reader of the page sees or hears: text, and the attributes that are read out."""

    def __init__(self):
        super().__init__()
        self.pieces: list[str] = []
        self.silent = 0
        self.offences: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.silent += tag in ("script", "style")
        for name, value in attrs:
            if name in ("title", "placeholder", "aria-label", "alt") or (
                name == "value" and tag == "input"
            ):
                self.pieces.append(value or "")
            if name == "style" or name.startswith("on"):
                self.offences.append(f"<{tag} {name}={value!r}>")
        if tag == "style" or (tag == "script" and "src" not in dict(attrs)):
            self.offences.append(f"<{tag}>")

    def handle_endtag(self, tag):
        self.silent -= tag in ("script", "style")

    def handle_data(self, data):
        if not self.silent:
            self.pieces.append(data)


def read(response) -> PageText:
    page = PageText()
    page.feed(response.content.decode())
    return page


def english_words(page: PageText) -> list[str]:
    """English words of four letters and more among the words of a page, names of formats aside."""
    text = " ".join(page.pieces)
    words = re.findall(r"(?<![\w@./=-])[A-Za-z]{4,}(?![\w@/=])", text)
    return [word for word in words if word.lower() not in FOREIGN]


FOREIGN = {
    "ctrl",
    "docx",
    "xlsx",
    "json",
    "guanliyuan",
    "ducha",
    "keji",
    "chayue",
    "sfgj",
    "control",
    "command",
}
