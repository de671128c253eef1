"""Many rows at once leave the same history as rows one by one."""

import pytest

from assignments.ledger import bulk, writing
from assignments.models import Unit

pytestmark = pytest.mark.django_db
BOOKKEEPING = {"history_id", "history_date", "id"}


def records(unit) -> list[dict]:
    """The unit's history as simple_history reads it, oldest first, without keys and times."""
    found = (
        unit.history.model.objects.filter(id=unit.pk).order_by("history_id").values()
    )
    return [
        {name: value for name, value in one.items() if name not in BOOKKEEPING}
        for one in found
    ]


def one_by_one(by):
    unit = writing.save(
        Unit(name="市统计局", pinyin="shitongjiju"), by=by, reason="建立"
    )
    unit.order = 7
    writing.save(unit, by=by, reason="排序")
    writing.delete(unit, by=by, reason="撤并")
    unit.pk = unit.history.model.objects.latest("history_id").id
    return unit


def test_history_is_that_of_single_rows(office_user):
    (unit,) = bulk.create_many(
        [Unit(name="市统计局", pinyin="shitongjiju")], by=office_user, reason="建立"
    )
    unit.order = 7
    bulk.update_many([unit], ["order"], by=office_user, reason="排序")
    bulk.delete_many([unit], by=office_user, reason="撤并")
    assert not Unit.objects.exists()
    many = records(unit)
    assert [one["history_type"] for one in many] == ["+", "~", "-"]
    assert many == records(one_by_one(office_user))


def test_more_rows_than_one_query_takes_in_their_order(office_user):
    names = [f"第{number}局" for number in range(1201)]
    units = bulk.create_many(
        [Unit(name=name) for name in names], by=office_user, reason="建立"
    )
    told = Unit.history.order_by("history_id").values_list(
        "id", "name", "history_user", "history_change_reason"
    )
    assert list(told) == [
        (unit.pk, unit.name, office_user.pk, "建立") for unit in units
    ]


def test_nobody_may_be_the_author():
    (unit,) = bulk.create_many([Unit(name="市统计局")], by=None, reason="")
    assert (
        records(unit)[0]["history_user_id"] is None
        and records(unit)[0]["history_change_reason"] is None
    )
