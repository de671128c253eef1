"""Naming a successor, a unit to merge into or a new name on the admin screens runs the verbs of
succession."""

from datetime import date

import pytest
from django.utils import timezone

from assignments.models import Leader, Task, Unit
from tests.admin.addresses import address
from tests.admin.test_writing import management, unit_form


@pytest.fixture
def client(admin_user, small_plan, client_for):
    return client_for(admin_user)


def leader_form(leader, **changes):
    fields = {
        "name": leader.name,
        "title": leader.title,
        "order": leader.order,
        "is_active": "on",
    }
    fields |= {"initials": "x", "pinyin": "x", "seen_version": leader.version}
    return fields | management("aliases") | changes


def hand(client, leader, **changes):
    return client.post(
        address(Leader, "change", leader.pk),
        leader_form(leader, **changes),
        follow=True,
    )


def test_naming_a_successor_hands_the_work_over(client, admin_user, small_plan):
    old, new = small_plan.leaders["蔡木贵"], small_plan.leaders["孙群"]
    hand(client, old, successor=new.pk, handed_over_on="2021-07-01")
    old.refresh_from_db()
    assert (old.successor, old.handed_over_on, old.is_active) == (
        new,
        date(2021, 7, 1),
        False,
    )
    assert Task.objects.filter(leader=new).count() == 3
    assert small_plan.tasks["key", 1].history.latest().history_user == admin_user


def test_without_a_day_it_is_today(client, small_plan):
    old = small_plan.leaders["蔡木贵"]
    hand(client, old, successor=small_plan.leaders["孙群"].pk)
    old.refresh_from_db()
    assert old.handed_over_on == timezone.localdate()


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"handed_over_on": "2999-01-01"}, "交接日期还没有到"),
        ({"successor": ""}, "还要选择继任者"),
    ],
)
def test_what_will_not_do_is_said_and_nothing_moves(client, small_plan, changes, said):
    old = small_plan.leaders["蔡木贵"]
    fields = {
        "successor": small_plan.leaders["孙群"].pk,
        "handed_over_on": "2021-07-01",
    } | changes
    assert said in hand(client, old, **fields).content.decode()
    assert Task.objects.filter(leader=old).count() == 3
    old.refresh_from_db()
    assert old.is_active and old.successor is None


def test_second_time_the_form_changes_nothing(client, small_plan):
    old, new = small_plan.leaders["蔡木贵"], small_plan.leaders["孙群"]
    hand(client, old, successor=new.pk, handed_over_on="2021-07-01")
    old.refresh_from_db()
    steps = old.history.count()
    again = leader_form(
        old,
        successor=new.pk,
        handed_over_on="2021-07-01",
        initials=old.initials,
        pinyin=old.pinyin,
    )
    del again["is_active"]
    client.post(address(Leader, "change", old.pk), again)
    assert old.history.count() == steps


def test_merging_on_the_units_screen(client, small_plan):
    unit, into = small_plan.units["市科技局"], small_plan.units["市发改局"]
    client.post(address(Unit, "change", unit.pk), unit_form(unit, merged_into=into.pk))
    unit.refresh_from_db()
    assert (unit.merged_into, unit.is_active) == (into, False)
    assert not unit.responsibilities.exists()
    assert into.aliases.get().name == "市科技局"


def test_a_new_name_keeps_the_old_one(client, small_plan):
    unit = small_plan.units["市科技局"]
    client.post(
        address(Unit, "change", unit.pk),
        unit_form(unit, name="市科学技术局", contact="87200000"),
    )
    unit.refresh_from_db()
    assert (unit.name, unit.contact) == ("市科学技术局", "87200000")
    assert unit.aliases.get().name == "市科技局"


@pytest.mark.parametrize("page", [Leader, Unit])
def test_a_record_that_is_not_saved_yet_hands_nothing_over(client, small_plan, page):
    if page is Leader:
        fields = leader_form(
            Leader(name="李丹佳", order=9), successor=small_plan.leaders["孙群"].pk
        )
    else:
        fields = unit_form(
            small_plan.units["市科技局"],
            name="新单位",
            merged_into=small_plan.units["市发改局"].pk,
        )
        fields.pop("seen_version")
    assert (
        "请先保存，再办理" in client.post(address(page, "add"), fields).content.decode()
    )
