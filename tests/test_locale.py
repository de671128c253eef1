"""The Chinese that the libraries lack: the compiled catalogue is the one in the source, and it is
used."""

import ast
import gettext
import json
import re
from pathlib import Path

import pytest
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.utils.translation import gettext as translated
from django.utils.translation import ngettext
from django.views.i18n import JSONCatalog

HOME = Path(__file__).resolve().parent.parent / "locale" / "zh_Hans" / "LC_MESSAGES"
ENTRY = re.compile(
    r'^msgid (?P<id>".+")\n(?:msgid_plural (?P<plural>".+")\n)?msgstr(?:\[0\])? (?P<text>".+")$',
    re.M,
)


def source(domain: str) -> dict:
    """{message, or (message, 0) where it has a plural: Chinese} as the .po file has it."""
    found = {}
    for entry in ENTRY.finditer((HOME / f"{domain}.po").read_text(encoding="utf-8")):
        message, text = ast.literal_eval(entry["id"]), ast.literal_eval(entry["text"])
        found[(message, 0) if entry["plural"] else message] = text
    return found


@pytest.mark.parametrize(("domain", "least"), [("django", 20), ("djangojs", 7)])
def test_compiled_is_source_and_placeholders_survive(domain, least):
    with (HOME / f"{domain}.mo").open("rb") as file:
        compiled = dict(gettext.GNUTranslations(file)._catalog)
    compiled.pop("")
    assert compiled == source(domain)
    assert len(compiled) >= least
    holes = re.compile(r"%\(\w+\)[sr]|%[sd]")
    for message, text in compiled.items():
        if isinstance(message, str):
            assert sorted(holes.findall(message)) == sorted(holes.findall(text)), (
                message
            )


def test_the_product_speaks_it():
    assert translated("Select a lookup.") == "请选择比较方式。"
    assert (
        ngettext("Export %(len)s selected item.", "Export %(len)s selected items.", 3)
        == "导出所选的 %(len)s 项。"
    )
    scripts = json.loads(
        JSONCatalog.as_view(packages=["django.contrib.admin"])(
            RequestFactory().get("/")
        ).content
    )
    assert scripts["catalog"]["(click to clear)"] == "（点击清除）"
    with pytest.raises(ValidationError, match="密码太短，至少需要 10 个字符"):
        MinimumLengthValidator(10).validate("abc")
