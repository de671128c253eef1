"""A lead unit's plan of the year."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assignments.choices import ApprovalState
from assignments.ledger.figures import Board
from assignments.models import PlannedValue, Target
from assignments.reporting.planning_verbs import cell_name
from assignments.supervision.plan_verbs import approve_plan, turn_down_plan
from tests.buttons import press
from tests.pages import flat

ADDRESS = reverse("reporting:plan")


@pytest.fixture
def boxes(small_plan):
    """The boxes of 60 家 in the second and third quarter; the first is closed."""
    target = small_plan.targets["新增“小升规”企业"].id
    return [cell_name(target, small_plan.quarters[index].id) for index in (2, 3)]


def values():
    return {
        row.period.index: (row.value, row.state)
        for row in PlannedValue.objects.select_related("period")
    }


# ---- Values


def test_the_boxes_suggest_the_straight_line(client_for, unit_user, small_plan, boxes):
    answer = client_for(unit_user).get(ADDRESS)
    assert [
        answer.context["form"].fields[name].widget.attrs["placeholder"]
        for name in boxes
    ] == [
        "30",
        "45",
    ]


def test_values_are_proposed(client_for, unit_user, boxes):
    answer = press(
        client_for(unit_user),
        ADDRESS,
        {boxes[0]: "25", boxes[1]: "50", "action": "save"},
        follow=True,
    )
    assert values() == {
        2: (25, ApprovalState.PROPOSED),
        3: (50, ApprovalState.PROPOSED),
    }
    assert "已保存 2 个计划值" in answer.content.decode()


def test_until_it_is_approved_the_line_stands(client_for, unit_user, small_plan, boxes):
    press(client_for(unit_user), ADDRESS, {boxes[0]: "25", "action": "save"})
    line = (
        Board(small_plan.period)
        .with_targets()
        .by_work[small_plan.works["enterprises"].id]
        .targets[0]
    )
    assert line.expected.value == 30 and line.expected.basis.value == "按序时进度"
    PlannedValue.objects.update(state=ApprovalState.APPROVED)
    line = (
        Board(small_plan.period)
        .with_targets()
        .by_work[small_plan.works["enterprises"].id]
        .targets[0]
    )
    assert line.expected.value == 25 and line.expected.basis.value == "计划"


def test_a_changed_value_waits_again_and_an_equal_one_does_not(
    client_for, unit_user, boxes
):
    client = client_for(unit_user)
    press(client, ADDRESS, {boxes[0]: "25", boxes[1]: "50", "action": "save"})
    PlannedValue.objects.update(state=ApprovalState.APPROVED)
    shown = press(
        client,
        ADDRESS,
        {boxes[0]: "25.0", boxes[1]: "52", "action": "save"},
        follow=True,
    )
    assert values() == {
        2: (25, ApprovalState.APPROVED),
        3: (50, ApprovalState.APPROVED),
    }
    assert [row.proposed for row in PlannedValue.objects.order_by("period")] == [
        None,
        52,
    ]
    page = flat(shown)
    assert "待审定，现行 50" in page and 'value="52"' in page


def test_the_approved_plan_stands_until_another_is_approved(
    client_for, unit_user, office_user, small_plan, boxes
):
    client, target = client_for(unit_user), small_plan.targets["新增“小升规”企业"]
    press(client, ADDRESS, {boxes[0]: "25", boxes[1]: "50", "action": "save"})
    approve_plan(targets=[target], by=office_user)
    said = press(
        client, ADDRESS, {boxes[0]: "25", boxes[1]: "", "action": "save"}
    ).content.decode()
    assert "50 已审定，不能清空" in said
    press(client, ADDRESS, {boxes[0]: "25", boxes[1]: "40", "action": "save"})
    turn_down_plan(target=target, reason="不能前松后紧。", by=office_user)
    assert values()[3] == (50, ApprovalState.APPROVED)
    assert "不能前松后紧。" in client.get(ADDRESS).content.decode()
    press(client, ADDRESS, {boxes[0]: "25", boxes[1]: "55", "action": "save"})
    assert "不能前松后紧。" not in client.get(ADDRESS).content.decode()
    press(client, ADDRESS, {boxes[0]: "25", boxes[1]: "", "action": "save"})
    assert not PlannedValue.objects.waiting().exists()
    press(client, ADDRESS, {boxes[0]: "25", boxes[1]: "56", "action": "save"})
    approve_plan(targets=[target], by=office_user)
    assert values() == {
        2: (25, ApprovalState.APPROVED),
        3: (56, ApprovalState.APPROVED),
    }
    assert "不能前松后紧。" not in client.get(ADDRESS).content.decode()


def form_of(client):
    """What a browser would send back of the page as it stands."""
    page = client.get(ADDRESS)
    boxes = re.findall(
        r'name="((?:initial-)?plan_\d+_\d+)"(?: value="([^"]*)")?',
        page.content.decode(),
    )
    return dict(boxes) | {"action": "save"}


def test_two_people_on_one_plan_lose_nothing(client_for, unit_user, boxes):
    """What one left alone stays as the other wrote it; where both wrote, the second is told and
    decides."""
    one, two = client_for(unit_user), client_for(unit_user)
    mine, theirs = form_of(one), form_of(two)
    press(two, ADDRESS, theirs | {boxes[0]: "25", boxes[1]: "50"})
    told = press(one, ADDRESS, mine | {boxes[1]: "52"})
    assert (
        "他人刚改为 50，没有保存" in told.content.decode()
        and 'value="52"' in told.content.decode()
    )
    assert values() == {
        2: (25, ApprovalState.PROPOSED),
        3: (50, ApprovalState.PROPOSED),
    }
    again = re.findall(
        r'name="(initial-plan_\d+_\d+)" value="([^"]*)"', told.content.decode()
    )
    press(one, ADDRESS, mine | dict(again) | {boxes[1]: "52"})
    assert values() == {
        2: (25, ApprovalState.PROPOSED),
        3: (52, ApprovalState.PROPOSED),
    }


def test_what_another_took_back_is_not_put_back_unseen(client_for, unit_user, boxes):
    one, two = client_for(unit_user), client_for(unit_user)
    press(one, ADDRESS, form_of(one) | {boxes[0]: "25", boxes[1]: "50"})
    mine = form_of(one)
    assert mine[boxes[0]] == mine[f"initial-{boxes[0]}"] == "25"
    press(two, ADDRESS, form_of(two) | {boxes[0]: ""})
    press(one, ADDRESS, mine | {boxes[1]: "51"})
    assert values() == {3: (51, ApprovalState.PROPOSED)}
    told = press(one, ADDRESS, mine | {boxes[0]: "26"})
    assert "他人刚清空，没有保存" in told.content.decode()


def test_an_emptied_box_goes(client_for, unit_user, boxes):
    client = client_for(unit_user)
    press(client, ADDRESS, {boxes[0]: "25", "action": "save"})
    press(client, ADDRESS, {boxes[0]: "", "action": "save"})
    assert values() == {}


@pytest.mark.parametrize(
    ("second", "third", "said"),
    [
        ("30", "20", "累计数不会减少"),
        ("-1", "", "不能小于 0"),
        ("三十", "45", "不是数字"),
    ],
)
def test_what_is_no_plan_is_told_and_kept(
    client_for, unit_user, boxes, second, third, said
):
    answer = press(
        client_for(unit_user),
        ADDRESS,
        {boxes[0]: second, boxes[1]: third, "action": "save"},
    )
    shown = answer.content.decode()
    assert said in shown and f'value="{second}"' in shown
    assert values() == {}


def test_a_closed_quarter_is_part_of_the_plan_and_stays(
    client_for, unit_user, small_plan, boxes
):
    first = small_plan.last
    first.state = "open"
    first.save()
    PlannedValue.objects.create(
        target=small_plan.targets["新增“小升规”企业"], period=first, value=Decimal(28)
    )
    first.state = "closed"
    first.save()
    closed = cell_name(small_plan.targets["新增“小升规”企业"].id, first.id)
    answer = press(
        client_for(unit_user), ADDRESS, {closed: "1", boxes[0]: "20", "action": "save"}
    )
    assert "前一期计划 28" in answer.content.decode()
    assert values()[1][0] == 28


def test_another_units_boxes_are_not_there(client_for, other_unit_user, boxes):
    press(client_for(other_unit_user), ADDRESS, {boxes[0]: "25", "action": "save"})
    assert values() == {}


# ---- Milestones


def step(small_plan, **more):
    typed = {
        "work": small_plan.works["talents"].pk,
        "text": "出台人才新政",
        "due_on": "2021-06-30",
    } | more
    return {f"milestone-{name}": value for name, value in typed.items()} | {
        "action": "milestone"
    }


def test_a_milestone_waits_for_approval(client_for, unit_user, small_plan):
    press(client_for(unit_user), ADDRESS, step(small_plan))
    made = Target.objects.get(text="出台人才新政")
    assert (made.state, made.due_on, made.value) == (
        ApprovalState.PROPOSED,
        date(2021, 6, 30),
        None,
    )
    line = (
        Board(small_plan.period).with_targets().by_work[small_plan.works["talents"].id]
    )
    assert line.targets == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": ""}, "请写明节点内容"),
        ({"due_on": "2022-01-31"}, "节点应在 2021 年内"),
        ({"due_on": "月底"}, "日期请写成"),
        ({"work": "0"}, "选择"),
    ],
)
def test_a_milestone_that_cannot_be(client_for, unit_user, small_plan, changes, said):
    answer = press(client_for(unit_user), ADDRESS, step(small_plan, **changes))
    assert said in answer.content.decode()
    assert not Target.objects.filter(text="出台人才新政").exists()


def test_a_milestone_that_is_pressed_twice_is_added_once(
    client_for, unit_user, small_plan
):
    client = client_for(unit_user)
    press(client, ADDRESS, step(small_plan))
    assert "已经添加过" in press(client, ADDRESS, step(small_plan)).content.decode()
    assert len(Target.objects.filter(text="出台人才新政")) == 1


def test_a_proposed_milestone_is_taken_back_an_approved_one_not(
    client_for, unit_user, small_plan
):
    client = client_for(unit_user)
    press(client, ADDRESS, step(small_plan))
    made = Target.objects.get(text="出台人才新政")
    Target.objects.filter(pk=made.pk).update(state=ApprovalState.APPROVED)
    answer = press(client, ADDRESS, {"action": f"drop:{made.pk}"}, follow=True)
    assert "已审定的节点不能撤回" in answer.content.decode()
    Target.objects.filter(pk=made.pk).update(state=ApprovalState.PROPOSED)
    press(client, ADDRESS, {"action": f"drop:{made.pk}"})
    assert not Target.objects.filter(pk=made.pk).exists()


# ---- Strangers, readers, method, cost


def test_a_stranger_signs_in(client):
    assert client.get(ADDRESS).status_code == 302


@pytest.mark.parametrize("person", ["leader_user", "viewer_user", "admin_user"])
def test_a_reader_may_not(client_for, small_plan, person, request):
    client = client_for(request.getfixturevalue(person))
    assert client.get(ADDRESS).status_code == 403
    assert press(client, ADDRESS, {"action": "save"}).status_code == 403


def test_wrong_method_and_action(client_for, unit_user, small_plan):
    client = client_for(unit_user)
    assert client.put(ADDRESS).status_code == 405
    assert press(client, ADDRESS, {"action": "x"}).status_code == 404
    assert press(client, ADDRESS, {"action": "drop:x"}).status_code == 302


def test_without_a_period(client_for, unit_user):
    assert client_for(unit_user).get(ADDRESS).status_code == 200


def test_queries_do_not_grow(client_for, unit_user, small_plan, boxes):
    client = client_for(unit_user)
    with CaptureQueriesContext(connection) as few:
        client.get(ADDRESS)
    for number in range(5):
        Target.objects.create(
            work=small_plan.works["talents"],
            text=f"目标{number}",
            value=10,
            measure="名",
            due_on=date(2021, 12, 31),
            task=small_plan.tasks["key", 5],
        )
    press(client, ADDRESS, {boxes[0]: "25", "action": "save"})
    with CaptureQueriesContext(connection) as many:
        client.get(ADDRESS)
    assert len(many) <= len(few) <= 15
