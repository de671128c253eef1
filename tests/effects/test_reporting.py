"""What a unit does with reports and plans, and what it leaves."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from assignments.ledger.figures import Board
from assignments.models import (
    PlannedValue,
    ProgressReport,
    Reading,
)
from assignments.reporting import verbs as reporting
from assignments.reporting.planning_verbs import (
    propose_milestone,
    propose_plan,
    withdraw_milestone,
)
from assignments.supervision import verbs as supervision
from assignments.supervision.plan_verbs import approve_plan, turn_down_plan
from tests.effects.rows import DAY, LATER, NOON, asked, sent, steps
from tests.effects.seen import effects

# ---- a report


@pytest.fixture
def talents(small_plan):
    return {
        "work": small_plan.works["talents"],
        "unit": small_plan.units["市科技局"],
        "period": small_plan.period,
    }


WORDS = reporting.Content(
    progress=" 引进12名。 ",
    problems="无",
    next_steps="继续。",
    request="请协调。",
    approved_by="林",
)
WRITTEN = {
    "progress": "引进12名。",
    "problems": "无",
    "next_steps": "继续。",
    "request": "请协调。",
    "approved_by": "林",
}


def test_a_draft_and_a_sending(small_plan, talents, unit_user, office_user):
    with effects() as found:
        reporting.save_draft(**talents, content=WORDS, by=office_user)
    draft = {
        "state": "draft",
        "logged_by_office": True,
        "submitted_at": None,
        "unchanged": False,
    }
    found.are(created={"ProgressReport": [WRITTEN | draft]}, reasons=["保存"])
    report = ProgressReport.objects.get(**talents)
    with effects() as found:
        reporting.submit(**talents, content=WORDS, by=unit_user, at=NOON)
    signed = {
        "submitted_at": NOON,
        "first_sent_at": NOON,
        "submitted_by_id": unit_user.pk,
    }
    found.are(
        changed=[(report, {"state": "submitted", "logged_by_office": False} | signed)],
        reasons=["报送"],
    )


def test_sending_again_keeps_what_the_office_said(
    small_plan, talents, unit_user, office_user
):
    report = sent(
        small_plan,
        "talents",
        "市科技局",
        "returned",
        times_returned=1,
        reviewed_by=office_user,
    )
    content = reporting.Content(progress="有进展。", approved_by="局长")
    with effects() as found:
        reporting.submit(**talents, content=content, by=unit_user, at=LATER)
    signed = {"submitted_at": LATER, "submitted_by_id": unit_user.pk}
    found.are(changed=[(report, {"state": "submitted"} | signed)])


def test_readings_follow_the_form_and_leave_others(small_plan, other_unit_user):
    area, parts = (
        small_plan.targets["低效用地再开发"],
        small_plan.targets["建成美丽田园"],
    )
    report = sent(small_plan, "fields", "市农业农村局", "draft")
    for target, value in (area, 10), (parts, 2):
        Reading.objects.create(report=report, target=target, value=Decimal(value))
    content = reporting.Content(
        progress="有进展。",
        approved_by="局长",
        readings={area.pk: Decimal(11), small_plan.targets["规划通过评审"].pk: DAY},
    )
    with effects() as found:
        reporting.save_draft(
            work=report.work,
            unit=report.unit,
            period=report.period,
            content=content,
            by=other_unit_user,
        )
    found.are(
        changed=[(Reading.objects.get(target=area), {"value": Decimal(11)})],
        created={"Reading": [{"value": None, "reached_on": DAY}]},
        deleted={"Reading": 1},
    )


def test_taking_back(small_plan, unit_user):
    report = sent(small_plan, "talents", "市科技局")
    sent(small_plan, "harbour", "市科技局")
    with effects() as found:
        reporting.withdraw(report=report, by=unit_user)
    gone = {"state": "draft", "submitted_at": None, "first_sent_at": None}
    found.are(changed=[(report, gone)], reasons=["撤回"])


def test_asking_for_time_and_its_answer(small_plan, talents, unit_user, office_user):
    other = asked(small_plan, "harbour", "市科技局", unit_user)
    with effects() as found:
        made = reporting.ask_extension(
            **talents, until=date(2021, 7, 9), reason=" 数据未出。 ", by=unit_user
        )
    row = {
        "state": "asked",
        "reason": "数据未出。",
        "asked_by_id": unit_user.pk,
        "answer": "",
    }
    found.are(created={"Extension": [row]}, reasons=["申请延期"])
    for extension, grant, state, said in (
        (made, True, "granted", "同意"),
        (other, False, "refused", "不同意"),
    ):
        with effects() as found:
            supervision.answer_extension(
                extension=extension,
                grant=grant,
                answer=" 请抓紧。 ",
                by=office_user,
                at=NOON,
            )
        answer = {
            "state": state,
            "answer": "请抓紧。",
            "answered_by_id": office_user.pk,
        }
        found.are(changed=[(extension, answer | {"answered_at": NOON})], reasons=[said])


def test_reading_a_reminder(small_plan, unit_user, office_user, other_unit_user):
    made, _ = supervision.chase_all(period=small_plan.period, by=office_user, at=NOON)
    mine = next(row for row in made if row.unit.name == "市科技局")
    for person in (other_unit_user, office_user):
        with pytest.raises(PermissionDenied):
            reporting.mark_read(reminder=mine, by=person)
    with effects() as found:
        reporting.mark_read(reminder=mine, by=unit_user, at=LATER)
    found.are(
        changed=[(mine, {"read_at": LATER, "read_by_id": unit_user.pk})],
        reasons=["阅知"],
    )


# ---- a plan


def test_a_plan_is_proposed_approved_and_turned_down(
    small_plan, unit_user, office_user
):
    board = Board(small_plan.period).with_targets()
    lines = board.by_work[small_plan.works["enterprises"].pk].targets
    target, second, third = lines[0].target, small_plan.period, small_plan.quarters[3]
    other = PlannedValue.objects.create(
        target=small_plan.targets["新增养老床位"], period=second, value=100
    )
    common = {
        "unit": small_plan.units["市科技局"],
        "lines": lines,
        "periods": [second, third],
    }
    values = {(target.pk, second.pk): Decimal(25), (target.pk, third.pk): Decimal(50)}
    with effects() as found:
        assert propose_plan(**common, values=values, by=unit_user) == 2
    proposed = {"state": "proposed", "proposed": None}
    found.are(
        created={"PlannedValue": [proposed | {"value": 25}, proposed | {"value": 50}]},
        reasons=["填报计划值"] * 2,
    )
    rows = list(PlannedValue.objects.filter(target=target).order_by("period__index"))
    step = steps(small_plan, "enterprises")
    with effects() as found:
        assert approve_plan(targets=[target, step], by=office_user) == 3
    approved = {"state": "approved"}
    found.are(
        changed=[(row, approved) for row in (*rows, step)], reasons=["审定计划"] * 3
    )
    changed = values | {(target.pk, third.pk): Decimal(52)}
    with effects() as found:
        assert propose_plan(**common, values=changed, by=unit_user) == 1
    found.are(
        changed=[(rows[1], {"proposed": Decimal(52)})], reasons=["申请修改计划值"]
    )
    with effects() as found:
        assert propose_plan(**common, values=values, by=unit_user) == 1
    found.are(changed=[(rows[1], {"proposed": None})], reasons=["撤回修改"])
    propose_plan(**common, values=changed, by=unit_user)
    with effects() as found:
        assert turn_down_plan(target=target, reason=" 太低 ", by=office_user) == 1
    found.are(changed=[(rows[1], {"proposed": None})], reasons=["计划未审定：太低"])
    propose_plan(**common, values=changed, by=unit_user)
    with effects() as found:
        approve_plan(targets=[target], by=office_user)
    found.are(changed=[(rows[1], {"value": Decimal(52), "proposed": None})])
    assert PlannedValue.objects.get(pk=other.pk).state == "proposed"
    with effects() as found:
        assert turn_down_plan(target=other.target, reason="太低", by=office_user) == 1
    found.are(deleted={"PlannedValue": 1})


def test_a_milestone_is_proposed_and_taken_back(small_plan, unit_user):
    steps(small_plan, text="另一个节点")
    where = {"unit": small_plan.units["市科技局"], "by": unit_user}
    with effects() as found:
        made = propose_milestone(
            work=small_plan.works["talents"],
            text=" 出台新政 ",
            due_on=date(2021, 9, 30),
            **where,
        )
    row = {
        "state": "proposed",
        "kind": "milestone",
        "text": "出台新政",
        "order": 1,
        "value": None,
    }
    found.are(created={"Target": [row]}, reasons=["添加节点"])
    with effects() as found:
        withdraw_milestone(target=made, **where)
    found.are(deleted={"Target": 1}, reasons=["撤回节点"])
