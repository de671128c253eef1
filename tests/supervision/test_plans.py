"""The office approves what units plan."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from assignments.choices import ApprovalState, TargetKind
from assignments.models import PlannedValue, Target
from assignments.supervision.plan_verbs import approve_plan, turn_down_plan
from tests.buttons import press

ADDRESS = reverse("supervision:plans")


@pytest.fixture
def proposed(small_plan):
    """60 家 with two proposed values, and a proposed milestone on talents."""
    target = small_plan.targets["新增“小升规”企业"]
    for index, value in ((2, 25), (3, 50)):
        PlannedValue.objects.create(
            target=target, period=small_plan.quarters[index], value=Decimal(value)
        )
    step = Target.objects.create(
        work=small_plan.works["talents"],
        kind=TargetKind.MILESTONE,
        text="出台人才新政",
        comparator="",
        due_on=date(2021, 6, 30),
        state=ApprovalState.PROPOSED,
    )
    return target, step


def states():
    return {row.state for row in PlannedValue.objects.all()}


def test_what_waits_is_listed_beside_the_line(client_for, office_user, proposed):
    answer = client_for(office_user).get(ADDRESS)
    assert {row.target.text for row in answer.context["proposals"].entries} == {
        "新增“小升规”企业",
        "出台人才新政",
    }
    shown = answer.content.decode()
    assert "<b>25</b>" in shown and "（30）" in shown


def test_what_is_ticked_is_approved(client_for, office_user, proposed):
    target, step = proposed
    client = client_for(office_user)
    answer = press(
        client,
        ADDRESS,
        {"action": "approve", "target": [target.pk, step.pk]},
        follow=True,
    )
    step.refresh_from_db()
    assert states() == {ApprovalState.APPROVED} and step.state == ApprovalState.APPROVED
    assert "已审定 3 项。" in answer.content.decode()
    assert (
        "没有勾选"
        in press(
            client, ADDRESS, {"action": "approve", "target": [target.pk]}, follow=True
        ).content.decode()
    )


def test_a_plan_is_turned_down_with_a_reason(client_for, office_user, proposed):
    target, _ = proposed
    client = client_for(office_user)
    answer = press(
        client, ADDRESS, {"action": "turn_down", "target": target.pk}, follow=True
    )
    assert "请写明理由" in answer.content.decode()
    assert len(PlannedValue.objects.all()) == 2
    press(
        client,
        ADDRESS,
        {"action": "turn_down", "target": target.pk, "reason": "前松后紧。"},
    )
    assert not PlannedValue.objects.exists()
    assert (
        PlannedValue.history.first().history_change_reason == "计划未审定：前松后紧。"
    )


def test_what_is_approved_is_not_turned_down(small_plan, proposed, office_user):
    target, _ = proposed
    approve_plan(targets=[target], by=office_user)
    assert turn_down_plan(target=target, reason="晚了。", by=office_user) == 0
    assert len(PlannedValue.objects.all()) == 2


def test_nothing_waits(client_for, office_user, small_plan):
    assert "没有待审定的计划" in client_for(office_user).get(ADDRESS).content.decode()


def test_without_a_period(client_for, office_user):
    assert client_for(office_user).get(ADDRESS).status_code == 200


def test_a_stranger_signs_in(client):
    assert client.get(ADDRESS).status_code == 302


@pytest.mark.parametrize(
    "person", ["unit_user", "leader_user", "viewer_user", "admin_user"]
)
def test_a_reader_may_not(client_for, proposed, person, request):
    by = request.getfixturevalue(person)
    client = client_for(by)
    assert client.get(ADDRESS).status_code == 403
    assert (
        press(
            client, ADDRESS, {"action": "approve", "target": [proposed[0].pk]}
        ).status_code
        == 403
    )
    with pytest.raises(PermissionDenied):
        turn_down_plan(target=proposed[0], reason="不行。", by=by)
    assert states() == {ApprovalState.PROPOSED}


def test_a_reason_is_asked_for(proposed, office_user):
    with pytest.raises(ValidationError, match="理由"):
        turn_down_plan(target=proposed[0], reason=" ", by=office_user)


def test_wrong_method_and_input(client_for, office_user, proposed):
    client = client_for(office_user)
    assert client.put(ADDRESS).status_code == 405
    assert press(client, ADDRESS, {"action": "x"}).status_code == 404
    assert (
        press(client, ADDRESS, {"action": "turn_down", "target": "x"}).status_code
        == 404
    )
    press(client, ADDRESS, {"action": "approve", "target": ["x", "9" * 23]})
    assert states() == {ApprovalState.PROPOSED}


def test_what_a_unit_changed_since_it_was_looked_at_is_not_approved(
    client_for, office_user, proposed
):
    client, (target, step) = client_for(office_user), proposed
    page = client.get(ADDRESS).content.decode()
    looked_at = re.findall(r'name="seen" value="([^"]*)"', page)
    row = PlannedValue.objects.filter(target=target).last()
    row.value += 1
    row.save()
    ticked = {"action": "approve", "target": [target.pk, step.pk], "seen": looked_at}
    told = press(client, ADDRESS, ticked, follow=True).content.decode()
    assert "刚被单位改过，都没有审定" in told
    assert {found.state for found in PlannedValue.objects.filter(target=target)} == {
        "proposed"
    }
    looked_at = re.findall(r'name="seen" value="([^"]*)"', told)
    press(client, ADDRESS, ticked | {"seen": looked_at})
    assert {found.state for found in PlannedValue.objects.filter(target=target)} == {
        "approved"
    }
