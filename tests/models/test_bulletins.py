"""What was issued stays as it was issued, by whatever way somebody tries to change it."""

from datetime import date, datetime, timezone

import pytest
from django.db import IntegrityError, transaction

from assignments.choices import BulletinState
from assignments.models import Bulletin
from assignments.models.bulletins import IssuedBulletin

NUMBER = "玉市委、市政府督通〔2021〕12号"
NOON = datetime(2021, 4, 20, 4, 0, tzinfo=timezone.utc)


def bulletin(plan, state=BulletinState.ISSUED, **more):
    values = {
        "period": plan.last,
        "title": "关于一季度重点工作的通报",
        "number": NUMBER,
        "issued_on": date(2021, 4, 20),
        "content": {"works": 4},
        "words": {"opening": "现将情况通报如下："},
        "docx": b"PK frozen",
        "sha256": "a" * 64,
        "state": state,
    }
    return Bulletin.objects.create(**values | more)


@pytest.mark.parametrize(
    "name, value",
    [
        ("number", "别的文号"),
        ("title", "别的标题"),
        ("issued_on", date(2021, 5, 1)),
        ("content", {"works": 5}),
        ("words", {"opening": "别的话"}),
        ("docx", b"PK other"),
        ("sha256", "b" * 64),
        ("state", BulletinState.DRAFT),
    ],
)
def test_nothing_of_an_issued_bulletin_changes(small_plan, name, value):
    found = bulletin(small_plan)
    setattr(found, name, value)
    for write in (
        found.save,
        lambda: found.save(update_fields=[name]),
        lambda: Bulletin.objects.filter(pk=found.pk).update(**{name: value}),
        lambda: Bulletin.objects.bulk_update([found], [name]),
    ):
        with pytest.raises(IssuedBulletin), transaction.atomic():
            write()
    kept = Bulletin.objects.get(pk=found.pk)
    assert (kept.number, kept.content, bytes(kept.docx)) == (
        NUMBER,
        {"works": 4},
        b"PK frozen",
    )


def test_an_issued_bulletin_is_not_moved_to_another_period(small_plan):
    found = bulletin(small_plan)
    found.period = small_plan.period
    with pytest.raises(IssuedBulletin):
        found.save()


@pytest.mark.parametrize("state", [BulletinState.ISSUED, BulletinState.WITHDRAWN])
def test_nothing_that_went_out_is_deleted(small_plan, state):
    found = bulletin(small_plan, state, withdrawn_because="数字有误")
    for write in (
        found.delete,
        Bulletin.objects.filter(pk=found.pk).delete,
        Bulletin.objects.all().delete,
    ):
        with pytest.raises(IssuedBulletin):
            write()
    assert Bulletin.objects.filter(pk=found.pk).exists()


def test_a_draft_is_changed_and_deleted_freely(small_plan):
    found = bulletin(small_plan, BulletinState.DRAFT)
    found.title = "改过的标题"
    found.save()
    Bulletin.objects.filter(pk=found.pk).update(title="又改")
    found.delete()
    assert not Bulletin.objects.exists()


def withdraw(found):
    found.state = BulletinState.WITHDRAWN
    found.withdrawn_because = "数字有误"
    found.withdrawn_at = NOON
    found.save()


def test_a_withdrawal_is_added_once_and_stays(small_plan):
    found = bulletin(small_plan)
    withdraw(found)
    assert Bulletin.objects.get().withdrawn_because == "数字有误"
    for name, value in {
        "withdrawn_because": "没事",
        "state": "issued",
        "withdrawn_at": None,
    }.items():
        again = Bulletin.objects.get()
        setattr(again, name, value)
        with pytest.raises(IssuedBulletin):
            again.save()


def test_one_issued_bulletin_for_a_period(small_plan):
    bulletin(small_plan)
    with pytest.raises(IntegrityError), transaction.atomic():
        bulletin(small_plan, number="另一个文号")
    bulletin(small_plan, BulletinState.DRAFT, number="")


def test_a_withdrawn_one_leaves_its_number_and_period_free(small_plan):
    withdraw(bulletin(small_plan))
    bulletin(small_plan)


def test_a_number_is_used_once(small_plan):
    bulletin(small_plan)
    with pytest.raises(IntegrityError), transaction.atomic():
        bulletin(small_plan, BulletinState.DRAFT, period=small_plan.period)


@pytest.mark.parametrize("gap", [{"number": ""}, {"issued_on": None}, {"sha256": ""}])
def test_what_goes_out_is_whole(small_plan, gap):
    with pytest.raises(IntegrityError), transaction.atomic():
        bulletin(small_plan, **gap)
    bulletin(small_plan, BulletinState.DRAFT, **gap)


def test_a_withdrawal_has_a_reason(small_plan):
    with pytest.raises(IntegrityError), transaction.atomic():
        bulletin(small_plan, BulletinState.WITHDRAWN)


def test_the_file_is_not_copied_into_every_step_of_the_history(small_plan):
    found = bulletin(small_plan)
    assert not hasattr(found.history.latest(), "docx")
