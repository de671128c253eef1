"""What every model owes: words in Chinese, and a history where people change it."""

import re

import pytest
from django.apps import apps

CHINESE = re.compile("[\u4e00-\u9fff]|^SHA-256$")
WITHOUT_HISTORY = {
    "ImportChange": "is itself the record of a change, written once and never edited",
    "ImportRow": "is what a reader found, written once and never edited; answers lie beside it",
    "ReminderWork": "is written with its reminder and never edited",
    "LedgerLine": "is what other records say, refreshed with them and sealed with its period",
    "LedgerRow": "is what other records say, refreshed with them and sealed with its period",
    "Obligation": "is what other records say, refreshed with them and sealed with its period",
    "YearVersion": "counts refreshes, nobody edits it",
    "Digest": "is the record of a mail that went out, written once and never edited",
    "OperationLog": "is itself the record of what happened, only ever added to",
}
"""The models that keep none, each with its reason."""

MODELS = [
    model
    for model in apps.get_app_config("assignments").get_models()
    if not model.__name__.startswith("Historical")
    and model.__module__.startswith("assignments.models")
]


def without_chinese(model) -> list[str]:
    """What of a model a person would read in English."""
    meta = model._meta
    found = [
        str(name)
        for name in (meta.verbose_name, meta.verbose_name_plural)
        if not CHINESE.search(str(name))
    ]
    fields = (
        field for field in meta.get_fields() if field.concrete and not field.primary_key
    )
    return found + [
        field.name for field in fields if not CHINESE.search(str(field.verbose_name))
    ]


def needs_history(model) -> bool:
    return not hasattr(model, "history") and model.__name__ not in WITHOUT_HISTORY


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_models_speak_chinese(model):
    assert without_chinese(model) == []


def test_what_people_change_has_a_history():
    assert [model.__name__ for model in MODELS if needs_history(model)] == []


def test_every_model_without_history_still_exists_without():
    names = {model.__name__ for model in MODELS if not hasattr(model, "history")}
    assert set(WITHOUT_HISTORY) <= names


def test_the_laws_can_fail():
    session = apps.get_model("sessions", "Session")
    assert needs_history(session)
    assert without_chinese(apps.get_model("axes", "AccessAttemptExpiration"))
