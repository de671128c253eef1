"""Whatever somebody writes into any field is words: on no page markup, in no file a formula."""

import csv
import io
import re
import zipfile
from urllib.parse import quote

import pytest
from django.apps import apps
from django.db import models
from django.db.models.functions import Cast, Concat
from openpyxl import load_workbook

from assignments.models import (
    Assessment,
    Extension,
    OperationLog,
    Phrase,
    Reminder,
    Reply,
    SavedFilter,
)
from tests.intake.documents import previewed, row
from tests.matrix import NOON, Stage
from tests.test_matrix_of_addresses import DOORS, address, scenes
from tests.test_matrix_of_addresses import stage as stage  # noqa: PLC0414

pytestmark = pytest.mark.django_db

EVIL = "=1+1<i onx=1>'\""
MARKUP = re.compile(r"<i onx|=1\+1<|onx=1>'\"")
KEPT = {
    "User.username",
    "User.password",
    "Leader.initials",
    "Leader.pinyin",
    "Unit.initials",
    "Unit.pinyin",
    "LeaderAlias.key",
    "UnitAlias.key",
    "SavedFilter.query",
    "ImportChange.model",
    "ImportChange.key",
    "Attachment.content_type",
    "Target.measure",
}
"""Not free text: made by the product, or by those who know what they type."""


def poison() -> int:
    """Write it into every free field of every row; returns how many fields there are."""
    fields = 0
    for model in apps.get_app_config("assignments").get_models():
        if model.__name__.startswith("Historical") or model is OperationLog:
            continue
        names = [
            field.name
            for field in model._meta.fields
            if type(field) in (models.CharField, models.TextField) and not field.choices
            if not field.name.endswith("sha256")
            and f"{model.__name__}.{field.name}" not in KEPT
        ]
        if names:
            words = Concat(models.Value(EVIL), Cast("pk", models.TextField()))
            models.QuerySet(model).update(**dict.fromkeys(names, words))
            fields += len(names)
    return fields


def more(stage: Stage) -> None:
    """What the addresses do not need and the pages show."""
    lead, office, home = stage.cast["lead"], stage.office, stage.home
    Extension.objects.create(**home, reason="等", until="2021-08-01", asked_by=lead)
    Reminder.objects.create(
        unit=stage.unit,
        period=stage.plan.period,
        sent_on="2021-07-09",
        sent_at=NOON,
        sent_by=office,
    )
    Reply.objects.create(
        directive=stage.work.directives.first(), unit=stage.unit, by=lead, text="在办"
    )
    Phrase.objects.create(text="请补充")
    SavedFilter.objects.create(name="偏慢", query="standing=slow", owner=None)
    Assessment.objects.create(
        work=stage.work,
        period=stage.plan.period,
        standing="slow",
        assessed_at=NOON,
        assessed_by=office,
    )
    OperationLog.objects.create(at=NOON, name=EVIL, action="export", about=EVIL)
    previewed(office, row(9, EVIL, lead=[EVIL]))


def marked(answer) -> bool:
    return bool(MARKUP.search(answer.content.decode(errors="replace")))


def test_the_marks_would_be_found():
    assert MARKUP.search(f"<td>{EVIL}</td>") and MARKUP.search(f'<a title="{EVIL}">')
    assert not MARKUP.search("=1+1&lt;i onx=1&gt;&#x27;&quot;7")


@pytest.mark.parametrize("who", ["office", "admin", "lead", "leader"])
def test_no_page_runs_what_somebody_wrote(who, stage, client_for):
    gaps = scenes(stage)["lead's"]
    more(stage)
    assert poison() > 40
    client, wrong, shown = client_for(stage.cast[who]), [], 0
    for name, door in DOORS.items():
        if who not in door.opens.split():
            continue
        answer = client.get(address(name, gaps, stage))
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            shown += "=1+1" in answer.content.decode()
            if marked(answer):
                wrong.append(name)
    assert wrong == []
    assert shown > 15


@pytest.mark.parametrize(
    "where",
    [
        "/find/?q={}",
        "/tasks/?words={}",
        "/tasks/?unit={}",
        "/overview/?period={}",
        "/leaders/?period={}&x={}",
        "/compare/?with={}&leader={}",
        "/office/silent/?works={}",
        "/desk/?unit={}",
        # fmt: skip
        "/import/?x={}",
        "/tasks/filters/?query=words={}",
        "/accounts/password/?next={}",
        "/no/{}/page/",
    ],
)
def test_no_page_runs_what_stands_in_its_address(where, stage, client_for):
    answer = client_for(stage.office).get(where.replace("{}", quote(EVIL)), follow=True)
    assert answer.status_code < 500 and not marked(answer)


def test_files_hold_words_and_no_formulas(stage, client_for):
    gaps = scenes(stage)["lead's"]
    more(stage)
    poison()
    client = client_for(stage.office)

    def fetched(where: str) -> bytes:
        answer = client.get(where)
        assert answer.status_code == 200 and answer["Content-Disposition"].startswith(
            "attachment"
        ), where
        assert "\n" not in answer["Content-Disposition"]
        return b"".join(answer) if answer.streaming else answer.content

    bulletin = address("bulletins:bulletin", gaps, stage)
    books = [
        "/tasks/export/",
        "/import/blank/",
        address("intake:rejected", gaps, stage),
        f"{bulletin}?download=xlsx",
    ]
    for where in books:
        book = load_workbook(io.BytesIO(fetched(where)))
        for sheet in book:
            cells = [cell for line in sheet.iter_rows() for cell in line]
            formulas = [cell.value for cell in cells if cell.data_type == "f"]
            assert not formulas, where
    brief = address("boards:brief", gaps, stage)
    for where in (
        "/tasks/export/?format=docx",
        f"{bulletin}?download=docx",
        f"{brief}?format=docx",
    ):
        body = (
            zipfile.ZipFile(io.BytesIO(fetched(where)))
            .read("word/document.xml")
            .decode()
        )
        assert "=1+1&lt;i" in body and "<i onx" not in body, where
    page = fetched("/tasks/export/?format=html").decode()
    assert "=1+1" in page and not MARKUP.search(page)
    lines = list(
        csv.reader(
            io.StringIO(
                fetched("/tasks/export/?format=csv").decode().removeprefix("\ufeff")
            )
        )
    )
    assert [cell for line in lines for cell in line if cell.startswith("'=1+1")]
    assert not [cell for line in lines for cell in line if cell.startswith("=")]
