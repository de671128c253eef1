"""What one may not see is told on no page and in no file, and an id that somebody sends reaches
nothing of others."""

import re

import pytest
from django.urls import reverse

from assignments.models import (
    Attachment,
    Directive,
    Extension,
    ProgressReport,
    Reminder,
    Reply,
    SavedFilter,
    Target,
)
from tests.buttons import press
from tests.matrix import NOON
from tests.test_matrix_of_addresses import DOORS, address, scenes
from tests.test_matrix_of_addresses import stage as stage  # noqa: PLC0414

pytestmark = pytest.mark.django_db

SECRETS = {
    "a draft": "未报草稿甲",
    "a report that is not accepted": "未审核通过填报乙",
    "why it was sent back": "退回理由丙",
    "a request for time": "延期缘由丁",
    "an instruction": "批示原文戊",
    "a reply": "回复原文己",
    "a reminder": "催办原话庚",
    "a file's name": "佐证文件辛",
}
OUTSIDERS = ("viewer", "foreign", "other_leader")


@pytest.fixture
def gaps(stage):
    """Around `fields`: what the lead unit sent, what a helper has begun, an instruction, a chase, a
    request."""
    found = scenes(stage)["lead's"]
    words = dict(
        zip(
            ("draft", "sent", "back", "time", "order", "reply", "chase", "file"),
            SECRETS.values(),
            strict=True,
        )
    )
    lead, home = stage.cast["lead"], {"work": stage.work, "period": stage.plan.period}
    ProgressReport.objects.filter(**home, unit=stage.unit).update(
        progress=words["sent"],
        problems=words["sent"],
        next_steps=words["sent"],
        return_reason=words["back"],
    )
    ProgressReport.objects.filter(**home, unit=stage.plan.units["玉城街道"]).update(
        state="draft", submitted_at=None, progress=words["draft"]
    )
    Attachment.objects.filter(report__work=stage.work).update(
        name=f"{words['file']}.pdf"
    )
    Extension.objects.create(
        **home, unit=stage.unit, reason=words["time"], until="2021-08-01", asked_by=lead
    )
    Directive.objects.filter(work=stage.work).update(text=words["order"])
    for directive in Directive.objects.filter(work=stage.work):
        Reply.objects.create(
            directive=directive, unit=stage.unit, by=lead, text=words["reply"]
        )
    Reminder.objects.create(
        unit=stage.unit,
        period=stage.plan.period,
        sent_on="2021-07-09",
        sent_at=NOON,
        sent_by=stage.office,
        text=words["chase"],
    )
    return found


def told(client, where: str) -> str:
    answer = client.get(where)
    page = (b"".join(answer) if answer.streaming else answer.content).decode(
        errors="replace"
    )
    return page + re.sub(
        "<[^>]*>", "", page
    )  # a word that was looked for is marked in the middle


def places(gaps, stage) -> list[str]:
    """Every address, and those that show more or other things by what stands behind the question
    mark."""
    work, leader = (
        address("boards:work", gaps, stage),
        address("boards:leader", gaps, stage),
    )
    plain = [address(name, gaps, stage) for name in DOORS]
    files = [f"/tasks/export/?format={kind}" for kind in ("csv", "html")]
    asked = [f"/find/?q={word}" for word in SECRETS.values()] + [
        f"/tasks/?words={word}" for word in ("甲", "乙")
    ]
    return [
        *plain,
        *files,
        *asked,
        f"{work}?show=all",
        f"{work}?row",
        f"{leader}?order=unit",
        "/tasks/?columns=next",
    ]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nothing_is_told_to_others(who, gaps, stage, client_for):
    client, wrong = client_for(stage.cast[who]), []
    for where in places(gaps, stage):
        page = told(client, where)
        wrong += [
            f"{what} at {where}"
            for what, word in SECRETS.items()
            if word in page and f"={word}" not in where
        ]
    assert wrong == []


def test_all_is_told_to_the_office(gaps, stage, client_for):
    """So that the words of above are ones that pages would show."""
    client = client_for(stage.office)
    shown = "".join(
        told(client, where)
        for where in places(gaps, stage)
        if "=" not in where or "unit=" in where
    )
    assert [what for what, word in SECRETS.items() if word not in shown] == []


def test_ids_of_others_reach_nothing(gaps, stage, client_for):
    foreign, plan = client_for(stage.cast["foreign"]), stage.plan
    file, reminder = (
        Attachment.objects.get(report__unit=stage.unit),
        Reminder.objects.get(),
    )
    saved = SavedFilter.objects.create(
        name="甲", query="group=slow", owner=stage.cast["lead"]
    )
    own = reverse(
        "reporting:report", args=[plan.works["talents"].pk, plan.units["市科技局"].pk]
    )
    target, milestone = (
        plan.targets["低效用地再开发"],
        Target.objects.filter(work=stage.work, kind="milestone").get(),
    )
    assert foreign.post("/desk/read/", {"reminder": reminder.pk}).status_code == 404
    assert foreign.post(f"/tasks/filters/{saved.pk}/delete/").status_code == 404
    press(foreign, own, {"action": f"detach:{file.pk}", "version": -1})
    taken = press(
        foreign, own, {"action": f"take:{file.report_id}", "version": -1}
    ).content.decode()
    sheet = f"w{stage.work.pk}"
    press(
        foreign,
        "/desk/sheet/",
        {"action": "save", f"{sheet}-progress": "冒名", f"{sheet}-version": -1},
    )
    press(
        foreign,
        f"/desk/sheet/?unit={stage.unit.pk}",
        {"action": "save", f"{sheet}-progress": "冒名"},
    )
    press(
        foreign,
        "/desk/plan/",
        {"action": "save", f"plan_{target.pk}_{plan.period.pk}": "5"},
    )
    press(foreign, "/desk/plan/", {"action": f"drop:{milestone.pk}"})
    step = {
        "milestone-work": stage.work.pk,
        "milestone-text": "冒名",
        "milestone-due_on": "2021-09-01",
    }
    press(foreign, "/desk/plan/", {"action": "milestone", **step})
    assert SECRETS["a report that is not accepted"] not in taken
    assert (
        Attachment.objects.filter(pk=file.pk).exists()
        and SavedFilter.objects.filter(pk=saved.pk).exists()
    )
    assert Reminder.objects.get().read_at is None
    assert not ProgressReport.objects.filter(progress__contains="冒名").exists()
    assert (
        not Target.objects.filter(text="冒名").exists()
        and Target.objects.filter(pk=milestone.pk).exists()
    )
    assert not target.planned_values.exists()
