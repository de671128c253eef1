"""Posts, units and what a reader keeps: what moves, and what stays."""

from datetime import date

from assignments.boards.filter_verbs import delete_filter, save_filter
from assignments.boards.verbs import keep_preferences
from assignments.ledger.succession_verbs import hand_over, merge_unit, rename_unit
from assignments.models import (
    CoLeader,
    Leader,
    Plan,
    Target,
    Task,
    UnitAlias,
    Work,
)
from assignments.rules.names import unit_key
from tests.effects.rows import DAY, asked, assessed, instructed, sent, steps
from tests.effects.seen import effects

# ---- people and units


def test_handing_over(small_plan, admin_user, leader_user, office_user):
    """The year in force alone; settled works, last year's tasks and closed instructions stay."""
    old = small_plan.leaders["蔡木贵"]
    new = Leader.objects.create(name="李丹佳", title="副市长", order=9)
    plan = Plan.objects.create(
        year=2020, title="去年的方案", issued_on=date(2020, 3, 1)
    )
    work = Work.objects.create(year=2020, title="去年的", due_on=date(2020, 12, 31))
    last_year = Task.objects.create(
        plan=plan, work=work, leader=old, number=1, text="去年的。"
    )
    CoLeader.objects.create(task=last_year, leader=old, role="jointly")
    assessed(small_plan, "talents", "done")
    double = CoLeader.objects.create(
        task=small_plan.tasks["key", 1], leader=new, role="jointly"
    )
    helped = CoLeader.objects.create(
        task=small_plan.tasks["key", 4], leader=old, role="jointly"
    )
    given = instructed(small_plan, office_user)
    instructed(small_plan, office_user, state="closed")
    with effects() as found:
        hand_over(leader=old, successor=new, on=DAY, as_of=DAY, by=admin_user)
    moved = {"leader_id": new.pk}
    found.are(
        changed=[
            (small_plan.tasks["key", 1], moved),
            (small_plan.tasks["key", 2], moved),
            (helped, moved),
            (given, moved),
            (leader_user, {"role": "viewer", "leader_id": None}),
            (old, {"successor_id": new.pk, "handed_over_on": DAY, "is_active": False}),
        ],
        created={"OperationLog": [{"user_id": admin_user.pk}]},
        deleted={"CoLeader": 1},
    )
    assert found.deleted["CoLeader"][0]["id"] == double.pk
    why = "2021年7月1日起由李丹佳副市长接任蔡木贵副市长"
    assert set(found.reasons) == {why, f"{why}，账号改为查阅"}


def test_merging(small_plan, admin_user, unit_user, office_user):
    """Open periods of the year alone; what was sent, settled or refused stays."""
    old, into = small_plan.units["市科技局"], small_plan.units["市发改局"]
    draft = sent(small_plan, "talents", "市科技局", "draft")
    sent(small_plan, "harbour", "市科技局", "draft")
    sent(small_plan, "harbour", "市发改局", "draft")
    granted = asked(small_plan, "talents", "市科技局", unit_user, "granted")
    asked(small_plan, "talents", "市科技局", unit_user, "refused")
    assessed(small_plan, "enterprises", "done")
    given = instructed(small_plan, office_user, ("市科技局", "市财政局"))
    both = instructed(small_plan, office_user, ("市科技局", "市发改局"), text="两家。")
    instructed(small_plan, office_user, ("市科技局",), state="closed")
    target = steps(small_plan, "talents", "approved")
    Target.objects.filter(pk=target.pk).update(unit=old)
    Target.objects.filter(text="新增“小升规”企业").update(unit=old)
    alias = UnitAlias.objects.create(unit=old, name="科委", key=unit_key("科委"))
    with effects() as found:
        merge_unit(unit=old, into=into, on=DAY, as_of=DAY, by=admin_user)
    moved = {"unit_id": into.pk}
    lead = small_plan.tasks["key", 5].responsibilities.get()
    found.are(
        changed=[
            (lead, moved),
            (target, moved),
            (draft, moved),
            (granted, moved),
            (given.addressees.get(unit=into), moved),
            (unit_user, moved),
            (old, {"merged_into_id": into.pk, "is_active": False}),
            (alias, moved),
        ],
        created={
            "UnitAlias": [{"unit_id": into.pk, "name": "市科技局"}],
            "OperationLog": [{"user_id": admin_user.pk}],
        },
        deleted={"Responsibility": 1, "DirectiveUnit": 1},
    )
    assert [row.unit for row in both.addressees.all()] == [into]
    assert set(found.reasons) == {"2021年7月1日起市科技局并入市发改局"}


def test_renaming(small_plan, admin_user):
    unit = small_plan.units["市科技局"]
    with effects() as found:
        rename_unit(unit=unit, name=" 市科学技术局 ", by=admin_user)
    found.are(
        changed=[(unit, {"name": "市科学技术局"})],
        created={"UnitAlias": [{"unit_id": unit.pk, "name": "市科技局"}]},
    )
    assert set(found.reasons) == {"市科技局更名为市科学技术局"}


# ---- what a reader keeps


def test_preferences_and_filters(viewer_user, office_user):
    with effects() as found:
        keep_preferences(theme="dark", large_type=True, by=viewer_user)
    found.are(changed=[(viewer_user, {"theme": "dark", "large_type": True})])
    with effects() as found:
        own = save_filter(
            name=" 慢的 ", query="standing=slow", shared=False, by=viewer_user
        )
        save_filter(name="慢的", query="standing=slow", shared=True, by=office_user)
    rows = [
        {"owner_id": viewer_user.pk, "name": "慢的", "query": "standing=slow"},
        {"owner_id": None},
    ]
    found.are(created={"SavedFilter": rows})
    with effects() as found:
        delete_filter(saved=own, by=viewer_user)
    found.are(deleted={"SavedFilter": 1})
    assert found.deleted["SavedFilter"][0]["owner_id"] == viewer_user.pk
