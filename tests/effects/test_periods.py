"""Planning, opening, extending, closing and reopening, and what they leave."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from assignments.models import (
    Assessment,
    Period,
    Work,
)
from assignments.supervision.period_verbs import (
    close_period,
    extend_period,
    open_period,
    plan_year,
    reopen_period,
)
from tests.effects.rows import LATER, NOON, asked, assessed, bulletin, sent
from tests.effects.seen import ANY, effects

# ---- periods


def test_planning_a_year(small_plan, office_user):
    Work.objects.create(year=2022, title="明年的", due_on=date(2022, 12, 31))
    with effects() as found:
        plan_year(year=2022, by=office_user)
    rows = [
        {
            "year": 2022,
            "index": 1,
            "state": "planned",
            "ends": date(2022, 3, 31),
            "due_on": date(2022, 4, 10),
        },
        {"index": 2, "starts": date(2022, 4, 1)},
        {"index": 3, "opened_at": None},
        {"index": 4, "ends": date(2022, 12, 31), "due_on": date(2023, 1, 10)},
    ]
    found.are(created={"Period": rows}, reasons=["安排报送期"] * 4)


@pytest.mark.parametrize("year", [2021, 2022])
def test_a_year_that_has_periods_or_no_works_is_not_planned(
    small_plan, office_user, year
):
    with (
        effects() as found,
        pytest.raises(ValidationError, match=f"{year} 年已有报送期"),
    ):
        plan_year(year=year, by=office_user)
    found.are()


def test_opening(small_plan, office_user):
    """What was done last is carried, not what was done once; other years have no part in it."""
    done = assessed(
        small_plan, "enterprises", "done", approval_number="玉政办〔2021〕5号"
    )
    assessed(small_plan, "harbour", "on_track")
    Period.objects.filter(pk=small_plan.last.pk).update(state="open")
    Assessment.objects.filter(
        work=small_plan.works["harbour"], period=small_plan.last
    ).update(standing="done")
    Period.objects.filter(pk__in=[small_plan.last.pk, small_plan.period.pk]).update(
        state="closed"
    )
    Work.objects.create(year=2022, title="明年的", due_on=date(2022, 12, 31))
    third = small_plan.quarters[3]
    there = assessed(small_plan, "livelihood", "slow", period=third)
    with effects() as found:
        open_period(period=third, by=office_user, at=LATER)
    empty = {
        "standing": "",
        "carried": False,
        "assessed_at": None,
        "period_id": third.pk,
    }
    carried = {
        "work_id": done.work_id,
        "standing": "done",
        "carried": True,
        "comment": "沿用上期",
        "approval_number": "玉政办〔2021〕5号",
        "assessed_at": LATER,
        "assessed_by_id": office_user.pk,
    }
    found.are(
        changed=[(third, {"state": "open", "opened_at": LATER})],
        created={"Assessment": [carried, empty, empty, empty]},
        reasons=["开启", *["开启报送期"] * 4],
    )
    assert there.work_id not in {row["work_id"] for row in found.created["Assessment"]}


def test_extending(small_plan, office_user, unit_user):
    asked(small_plan, "talents", "市科技局", unit_user)
    with effects() as found:
        extend_period(
            period=small_plan.period,
            due_on=date(2021, 7, 9),
            reason="假期。",
            by=office_user,
        )
    found.are(
        changed=[(small_plan.period, {"due_on": date(2021, 7, 9)})],
        reasons=["报送期限由7月8日延至7月9日：假期。"],
    )


def test_closing(small_plan, office_user, unit_user):
    """Drafts and what was returned stay, requests too; what has a standing keeps it."""
    waiting = sent(small_plan, "talents", "市科技局")
    sent(small_plan, "harbour", "市发改局", "draft")
    sent(small_plan, "fields", "市农业农村局", "returned")
    asked(small_plan, "talents", "市科技局", unit_user)
    kept = assessed(small_plan, "livelihood", "on_track", comment="查过。")
    fields = assessed(small_plan, "fields", "")
    decisions = {"unreviewed": "accept", "unassessed": "carry", "silent": "slow"}
    with effects() as found:
        close_period(
            period=small_plan.period, decisions=decisions, by=office_user, at=LATER
        )
    signed = {"assessed_at": LATER, "assessed_by_id": office_user.pk}
    slow = signed | {"standing": "slow", "comment": "责任单位未报送"}
    carried = signed | {
        "standing": "on_track",
        "comment": "沿用上期",
        "carried": True,
        "left_as": "",
    }
    reviewed = {
        "state": "accepted",
        "reviewed_at": LATER,
        "reviewed_by_id": office_user.pk,
    }
    found.are(
        changed=[
            (waiting, reviewed),
            (kept, {"judged_by": ANY}),
            (fields, slow | {"judged_by": ANY}),
            (small_plan.period, {"state": "closed", "closed_at": LATER}),
        ],
        created={
            "Assessment": [carried, carried, slow | {"carried": False, "left_as": ""}]
        },
    )
    made = {row["work_id"]: row["standing"] for row in found.created["Assessment"]}
    assert made == {
        small_plan.works["enterprises"].pk: "on_track",
        small_plan.works["talents"].pk: "on_track",
        small_plan.works["harbour"].pk: "slow",
    }


def test_what_never_had_a_standing_is_left_at_closing(small_plan, office_user):
    Period.objects.filter(pk=small_plan.last.pk).update(state="open")
    Assessment.objects.filter(work=small_plan.works["enterprises"]).delete()
    Period.objects.filter(pk=small_plan.last.pk).update(state="closed")
    decisions = {"unreviewed": "leave", "unassessed": "carry", "silent": "leave"}
    sent(small_plan, "talents", "市科技局")
    with effects() as found:
        close_period(
            period=small_plan.period, decisions=decisions, by=office_user, at=LATER
        )
    rows = {
        row["work_id"]: (row["standing"], row["left_as"])
        for row in found.created["Assessment"]
    }
    works = {word: rows[work.pk] for word, work in small_plan.works.items()}
    assert works == {
        "enterprises": ("", "unassessed"),
        "talents": ("on_track", ""),
        "harbour": ("", "not_reported"),
        "fields": ("", "not_reported"),
        "livelihood": ("", "not_reported"),
    }
    found.are(
        changed=[(small_plan.period, {"state": "closed", "closed_at": LATER})],
        created={"Assessment": [{}] * 5},
    )


def test_reopening(small_plan, admin_user):
    """Its issued bulletin alone is withdrawn; assessments and what they were left as stay."""
    Period.objects.filter(pk=small_plan.period.pk).update(
        state="closed", closed_at=NOON
    )
    issued = bulletin(small_plan.last)
    bulletin(small_plan.last, "withdrawn", "〔2021〕11号")
    bulletin(small_plan.last, "draft", "〔2021〕13号")
    bulletin(small_plan.period, number="〔2021〕14号")
    with effects() as found:
        reopen_period(
            period=small_plan.last, reason=" 数据有误 ", by=admin_user, at=LATER
        )
    because = "2021年一季度重新开启：数据有误"
    gone = {
        "state": "withdrawn",
        "withdrawn_at": LATER,
        "withdrawn_by_id": admin_user.pk,
        "withdrawn_because": because,
    }
    found.are(
        changed=[
            (small_plan.last, {"state": "open", "closed_at": None}),
            (issued, gone),
        ],
        reasons=["重新开启：数据有误", f"撤回：{because}"],
    )
