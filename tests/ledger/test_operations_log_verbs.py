"""Cleaning the operations log: only what is old enough, and not without a line about it."""

from datetime import datetime, timedelta, timezone

import pytest

from assignments.ledger.operations_log_verbs import clean_log
from assignments.models import OperationLog

pytestmark = pytest.mark.django_db
NOON = datetime(2021, 7, 9, 4, 0, tzinfo=timezone.utc)


def aged(*days):
    for age in days:
        OperationLog.objects.create(
            at=NOON - timedelta(days=age), name=f"{age}", action="sign_in"
        )


def names():
    return sorted(
        OperationLog.objects.filter(action="sign_in").values_list("name", flat=True)
    )


def test_what_is_older_than_the_setting_goes_and_that_is_noted(settings):
    settings.LOG_KEEP_DAYS = 400
    aged(500, 401, 300, 1)
    assert clean_log(by=None, now=NOON) == 2
    assert names() == ["1", "300"]
    note = OperationLog.objects.get(action="log_cleaned")
    assert (note.name, note.about) == ("每日任务", "2 条，保存满 400 天")


def test_half_a_year_stays_whatever_the_setting(settings):
    settings.LOG_KEEP_DAYS = 1
    aged(184, 183, 2)
    assert clean_log(by=None, now=NOON) == 1
    assert names() == ["183", "2"]


def test_second_time_nothing_goes_and_nothing_is_noted(settings):
    aged(500)
    clean_log(by=None, now=NOON)
    assert clean_log(by=None, now=NOON) == 0
    assert OperationLog.objects.filter(action="log_cleaned").count() == 1
