"""What the office does with reports, works and units, and what it leaves."""

from decimal import Decimal

from assignments.models import (
    Phrase,
    Reading,
    SlowTarget,
)
from assignments.supervision import verbs as supervision
from tests.effects.rows import LATER, NOON, assessed, sent
from tests.effects.seen import ANY, effects

# ---- review and judgement


def test_accepting_and_sending_back(small_plan, office_user):
    report = sent(small_plan, "talents", "市科技局", times_returned=1)
    sent(small_plan, "harbour", "市发改局")
    with effects() as found:
        supervision.accept(report=report, by=office_user, at=LATER)
    signed = {"reviewed_at": LATER, "reviewed_by_id": office_user.pk}
    found.are(changed=[(report, {"state": "accepted"} | signed)], reasons=["审核通过"])
    with effects() as found:
        supervision.send_back(report=report, reason=" 不实。 ", by=office_user, at=NOON)
    back = {
        "state": "returned",
        "return_reason": "不实。",
        "times_returned": 2,
        "reviewed_at": NOON,
    }
    found.are(changed=[(report, back)], reasons=["不实。"])


BY_PHONE = {
    "method": "phone",
    "comment": " 抓紧。 ",
    "override_reason": "",
    "approval_number": "",
}
TAKEN_BACK = {
    "standing": "",
    "method": "",
    "comment": "",
    "assessed_at": None,
    "assessed_by_id": None,
}


def test_assessing(small_plan, office_user):
    """With submitted reports too, one work or many; another work's assessment stays."""
    report = sent(small_plan, "fields", "市农业农村局")
    slow = small_plan.targets["低效用地再开发"]
    whole = small_plan.targets["建成美丽田园"]
    Reading.objects.create(report=report, target=slow, value=Decimal(100))
    row = assessed(small_plan, "fields", "done", carried=True, comment="沿用上期")
    SlowTarget.objects.create(assessment=row, target=whole)
    other = assessed(small_plan, "harbour", "slow")
    SlowTarget.objects.create(assessment=other, target=slow)
    decision = {**BY_PHONE, "slow_targets": frozenset([slow.pk])}
    with effects() as found:
        supervision.assess(
            work=row.work,
            period=row.period,
            standing="slow",
            by=office_user,
            at=LATER,
            **decision,
        )
    made = {
        "standing": "slow",
        "method": "phone",
        "comment": "抓紧。",
        "carried": False,
        "hint": "slow",
        "hint_reason": ANY,
        "assessed_at": LATER,
        "assessed_by_id": office_user.pk,
    }
    named = {"target_id": slow.pk}
    found.are(
        changed=[(row, made)],
        created={"SlowTarget": [named]},
        deleted={"SlowTarget": 1},
    )
    assert set(found.reasons) == {"评定"}
    with effects() as found:
        supervision.assess_many(
            period=row.period,
            decisions=[supervision.Decision(row.work, "")],
            by=office_user,
            at=LATER,
        )
    found.are(
        changed=[(row, TAKEN_BACK)], deleted={"SlowTarget": 1}, reasons=["撤回评定"] * 2
    )
    with effects() as found:
        supervision.assess_many(
            period=row.period,
            decisions=[supervision.Decision(row.work, "slow", **decision)],
            by=office_user,
            at=LATER,
        )
    again = {
        name: made[name]
        for name in made
        if name not in ("carried", "hint", "hint_reason")
    }
    found.are(changed=[(row, again)], created={"SlowTarget": [named]})


def test_chasing(small_plan, office_user):
    """Reports, states and days stay; each unit is told all it owes."""
    sent(small_plan, "talents", "市科技局", "returned")
    before = {
        "sent_on": NOON.date(),
        "sent_at": NOON,
        "sent_by_id": office_user.pk,
        "read_at": None,
    }
    with effects() as found:
        supervision.chase(
            unit=small_plan.units["市发改局"],
            period=small_plan.period,
            text=" 请尽快。 ",
            by=office_user,
            at=NOON,
        )
    row = before | {
        "unit_id": small_plan.units["市发改局"].pk,
        "text": "请尽快。",
        "mailed_to": "",
    }
    works = {"work_id": small_plan.works["harbour"].pk}
    found.are(created={"Reminder": [row], "ReminderWork": [works]}, reasons=["催办"])
    with effects() as found:
        supervision.chase_all(
            period=small_plan.period,
            works=[small_plan.works["talents"].pk, small_plan.works["harbour"].pk],
            by=office_user,
            at=NOON,
        )
    row = before | {"unit_id": small_plan.units["市科技局"].pk}
    works = {"work_id": small_plan.works["talents"].pk}
    found.are(created={"Reminder": [row], "ReminderWork": [works]}, reasons=["催办"])


def test_phrases(office_user):
    kept, gone = (
        Phrase.objects.create(text=text, order=n)
        for n, text in enumerate(("甲", "乙"), 1)
    )
    with effects() as found:
        supervision.keep_phrases(texts=["丙", "甲"], by=office_user)
    found.are(
        changed=[(kept, {"order": 2})],
        created={"Phrase": [{"text": "丙", "order": 1}]},
        deleted={"Phrase": 1},
        reasons=["删除常用语", "维护常用语", "维护常用语"],
    )
    assert not Phrase.objects.filter(pk=gone.pk).exists()
