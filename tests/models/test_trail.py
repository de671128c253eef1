"""The operations log is only ever added to, by whatever way somebody tries otherwise."""

from datetime import datetime, timedelta, timezone

import pytest
from django.db import transaction

from assignments.models import OperationLog
from assignments.models.operation_log import LEAST_DAYS, KeptLog

pytestmark = pytest.mark.django_db
NOON = datetime(2021, 7, 9, 4, 0, tzinfo=timezone.utc)


def entry(days_ago=0, **more):
    return OperationLog.objects.create(
        at=NOON - timedelta(days=days_ago), name="某人", action="sign_in", **more
    )


def test_nothing_changes_an_entry():
    found = entry()
    found.name = "别人"
    again = OperationLog(pk=found.pk, at=NOON, name="别人", action="export")
    for write in (
        found.save,
        lambda: found.save(update_fields=["name"]),
        again.save,
        lambda: again.save(force_update=True),
        lambda: OperationLog.objects.update(name="别人"),
        lambda: OperationLog.objects.filter(pk=found.pk).update(name="别人"),
        lambda: OperationLog.objects.bulk_update([found], ["name"]),
        lambda: OperationLog.objects.bulk_create(
            [again], update_conflicts=True, unique_fields=["id"], update_fields=["name"]
        ),
        lambda: OperationLog.objects.update_or_create(
            pk=found.pk, defaults={"name": "别人"}
        ),
    ):
        with pytest.raises(KeptLog), transaction.atomic():
            write()
    assert OperationLog.objects.get().name == "某人"


def test_nothing_deletes_an_entry():
    found = entry(days_ago=9999)
    for write in (
        found.delete,
        OperationLog.objects.all().delete,
        OperationLog.objects.filter(pk=found.pk).delete,
    ):
        with pytest.raises(KeptLog), transaction.atomic():
            write()
    assert OperationLog.objects.exists()


@pytest.mark.parametrize(
    "age, keep_days, stays",
    [
        (401, 400, False),
        (400, 400, True),
        (399, 400, True),
        (LEAST_DAYS + 1, 0, False),
        (LEAST_DAYS, 0, True),
        (1, 0, True),
        (1, -5000, True),
    ],
)
def test_only_what_was_kept_long_enough_goes(age, keep_days, stays):
    entry(days_ago=age)
    gone = OperationLog.objects.drop_expired(now=NOON, keep_days=keep_days)
    assert (gone, OperationLog.objects.exists()) == (int(not stays), stays)


def test_the_name_outlives_the_account(viewer_user):
    entry(user=viewer_user)
    viewer_user.delete()
    left = OperationLog.objects.get()
    assert left.user is None and left.name == "某人"


def test_it_says_what_it_is():
    assert str(entry(about="台账.xlsx")) == "某人 登录 台账.xlsx"
