"""Joining and parting works, and what they leave."""

import pytest

from assignments.models import (
    Assessment,
    Period,
    ProgressReport,
    Target,
    Task,
    Work,
)
from assignments.supervision.joining_verbs import join_works, part_task
from tests.effects.rows import steps
from tests.effects.seen import effects

# ---- works


@pytest.fixture
def young(small_plan):
    """Before any quarter was closed, and without what was filed in it."""
    ProgressReport.objects.all().delete()
    Period.objects.update(state="open")
    Assessment.objects.all().delete()
    return small_plan


def test_joining(young, office_user):
    talents, fields = young.works["talents"], young.works["fields"]
    same = steps(young, "talents", "approved", text="规划通过评审")
    blank = Assessment.objects.create(work=fields, period=young.period)
    Assessment.objects.create(work=young.works["harbour"], period=young.period)
    with effects() as found:
        join_works(kept=talents, other=fields, reason=" 同一件事 ", by=office_user)
    found.are(
        changed=[
            (young.tasks["key", 4], {"work_id": talents.pk}),
            (talents, {"joined_because": "同一件事"}),
            (young.targets["低效用地再开发"], {"work_id": talents.pk}),
            (young.targets["建成美丽田园"], {"work_id": talents.pk}),
        ],
        deleted={"Work": 1, "Target": 1, "Assessment": 1},
    )
    assert set(found.reasons) == {"与“深化人才新政2.0”合并：同一件事"}
    assert found.deleted["Assessment"][0]["id"] == blank.pk
    assert (
        found.deleted["Target"][0]["id"] == young.targets["规划通过评审"].pk != same.pk
    )


def test_parting(young, office_user):
    harbour = young.works["harbour"]
    Work.objects.filter(pk=harbour.pk).update(joined_because="同一件事")
    own = steps(young, "harbour", "approved", text="自己的")
    Target.objects.filter(pk=own.pk).update(task=young.tasks["key", 3])
    steps(young, "harbour", "approved", text="共同的")
    with effects() as found:
        made = part_task(
            task=young.tasks["key", 3],
            title=" 疏港路 ",
            reason="两件事",
            by=office_user,
        )
    row = {
        "title": "疏港路",
        "year": 2021,
        "kind": "key",
        "due_on": harbour.due_on,
        "order": 3,
        "joined_because": "",
    }
    found.are(
        changed=[
            (young.tasks["key", 3], {"work_id": made.pk}),
            (harbour, {"joined_because": ""}),
            (own, {"work_id": made.pk}),
        ],
        created={"Work": [row]},
    )
    assert set(found.reasons) == {"重点工作 3单列：两件事"}


def test_parting_one_of_three_leaves_the_others_joined(young, office_user):
    harbour = young.works["harbour"]
    Work.objects.filter(pk=harbour.pk).update(joined_because="同一件事")
    Task.objects.filter(pk=young.tasks["key", 5].pk).update(work=harbour)
    part_task(
        task=young.tasks["key", 3], title="疏港路", reason="两件事", by=office_user
    )
    harbour.refresh_from_db()
    assert harbour.joined_because == "同一件事"
