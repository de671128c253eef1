"""Junk in every box: told in Chinese, never an error of ours, and in the forms of units and of
instructions what was typed is still in its box."""

from html import escape

import pytest
from django.test import Client
from django.urls import reverse

from assignments.models import Extension, PlannedValue, ProgressReport
from tests.buttons import press
from tests.matrix import build_stage
from tests.test_matrix_of_addresses import arguments

pytestmark = pytest.mark.django_db

JUNK = {
    "a sign that PostgreSQL does not keep": "无\x00字",  # the first of the cases runs there as well
    "nothing": " ",
    "a megabyte": "长" * 350_000,
    "a number that is none": "1e400",
    "an id of sixty digits": "9" * 60,
    "markup": "<script>alert('😀')</script>",
}
WORDS = (
    "version",
    "progress",
    "problems",
    "next_steps",
    "request",
    "approved_by",
    "confirmed",
)


def posted(client, address, sent):
    """The answer to a button. Pictures and kept filters have one address for all of theirs."""
    if "/photo/" in address or "/filters/" in address:
        return client.post(address, sent)
    return press(client, address, sent)


def forms(stage, gaps):
    """(who, address, names of the boxes, buttons): the first button is refused with what was
    typed."""
    plan, lead = stage.plan, stage.cast["lead"]
    area, step = plan.targets["低效用地再开发"].pk, plan.targets["规划通过评审"].pk
    report = [
        *WORDS,
        f"reading_{area}",
        f"reading_{step}",
        "extension-until",
        "extension-reason",
    ]
    sheet = [f"w{stage.work.pk}-{name}" for name in report]
    steps = ["milestone-work", "milestone-text", "milestone-due_on"]
    directive = reverse("directives:directive", args=gaps["directives:directive"])
    instruct = [
        "leader",
        "kind",
        "text",
        "issued_on",
        "due_on",
        "units",
        "others",
        "next",
    ]
    return [
        (
            lead,
            reverse("reporting:report", args=gaps["reporting:report"]),
            report,
            "save autosave extend detach:{}",
        ),
        (lead, reverse("reporting:sheet"), sheet, "save carry:{}"),
        (
            lead,
            reverse("reporting:plan"),
            [f"plan_{area}_{plan.period.pk}"],
            "save drop:{}",
        ),
        (lead, reverse("reporting:plan"), steps, "milestone"),
        (lead, reverse("reporting:read_reminder"), ["reminder"], "{}"),
        (lead, directive, ["text"], "reply"),
        (
            stage.cast["leader"],
            directive,
            ["again-because", "again-due_on"],
            "ask_again",
        ),
        (
            stage.office,
            reverse("directives:instruct", args=gaps["directives:instruct"]),
            instruct,
            "{}",
        ),
    ]


@pytest.mark.parametrize("name", JUNK)
def test_junk_is_told_and_kept(name, small_plan, client_for):
    stage = build_stage(small_plan)
    gaps = arguments(stage)
    ProgressReport.objects.filter(work=stage.work).update(state="draft")
    wrong = []
    for user, address, boxes, buttons in forms(stage, gaps):
        client = client_for(user)
        client.raise_request_exception = False
        for button in buttons.split():
            sent = dict.fromkeys(boxes, JUNK[name])
            if button != "{}":
                sent["action"] = button.format(JUNK[name])
            answer = posted(client, address, sent)
            shows_the_form = answer.status_code == 200 and button in ("save", "{}")
            if answer.status_code >= 500:
                wrong.append(f"{address} {button}: {answer.exc_info[1]!r}")
            elif (
                shows_the_form
                and escape(JUNK[name].strip()) not in answer.content.decode()
            ):
                wrong.append(f"{address} {button}: what was typed is gone")
    assert not wrong, "\n".join(wrong)


def of_the_office(stage, gaps, junk):
    """(who, address, what is sent): the buttons of the office, and of everybody's own settings."""
    plan, office, work = stage.plan, stage.office, stage.work.pk
    asked = Extension.objects.get().pk
    row = [
        "standing",
        "comment",
        "override_reason",
        "approval_number",
        "slow",
        "method",
        "version",
    ]
    typed = {f"w{work}-{name}": junk for name in row} | {"work": [work, junk]}
    slow = {
        **typed,
        f"w{work}-standing": "slow",
        f"w{work}-method": "",
        f"w{work}-version": -1,
    }
    review = reverse("supervision:review", args=gaps["supervision:review"])
    silent = reverse("supervision:silent")
    desk, joining = (
        reverse("supervision:desk"),
        reverse("supervision:joining", args=[work]),
    )
    owing = plan.units["市发改局"].pk
    yield from (
        (office, desk, {"action": a, "extension": asked, "answer": junk})
        for a in ("grant", "refuse")
    )
    yield office, desk, {"action": "grant", "extension": junk}
    yield office, review, {"action": "accept", "version": junk}
    yield (
        office,
        review,
        {"action": "send_back", "version": 0, "reason": junk, "phrases": junk},
    )
    yield office, silent, {"action": "chase", "unit": owing, "text": junk}
    yield office, silent, {"action": "chase", "unit": junk}
    yield office, f"{silent}?works={'9' * 60}", {"action": "chase_all"}
    yield office, reverse("supervision:assess"), typed
    yield office, reverse("supervision:assess"), slow
    yield office, reverse("supervision:assess_work", args=[work]), slow
    yield from (
        (
            office,
            joining,
            {"action": a, "other": junk, "task": junk, "title": junk, "reason": junk},
        )
        for a in ("join", "part")
    )
    yield from of_the_plan(stage, junk)
    yield from of_what_is_shown(stage, gaps, junk)


def of_the_plan(stage, junk):
    """The same of plans and periods."""
    office, target = stage.office, stage.plan.targets["低效用地再开发"].pk
    plans, periods = reverse("supervision:plans"), reverse("supervision:periods")
    yield office, plans, {"action": "turn_down", "target": target, "reason": junk}
    yield office, plans, {"action": "turn_down", "target": junk, "reason": junk}
    yield office, plans, {"action": "approve", "target": junk}
    yield office, reverse("supervision:phrases"), {"texts": junk}
    yield office, periods, {"action": "extend", "due_on": junk, "reason": junk}
    yield office, periods, {"action": "extend", "due_on": "9999-12-31", "reason": junk}
    yield (
        office,
        periods,
        {"action": "close", "seen": junk, "silent": junk, "unassessed": junk},
    )
    yield office, periods, {"action": "plan_year", "year": junk}
    yield (
        stage.cast["admin"],
        f"{periods}?period=2021Q1",
        {"action": "reopen", "reason": junk},
    )


def of_what_is_shown(stage, gaps, junk):
    """The same of bulletins and pictures, and of what everybody sets and types for themselves."""
    plan, office = stage.plan, stage.office
    bulletin = reverse("bulletins:bulletin", args=gaps["bulletins:bulletin"])
    words = dict.fromkeys(
        ["title", "number", "issued_on", "version", "opening", "body", "reason"], junk
    )
    photo = dict.fromkeys(["caption", "taken_on", "version", "photo_note"], junk)
    yield office, reverse("bulletins:index"), {"action": "draft", "period": junk}
    yield from (
        (office, bulletin, {"action": a, **words})
        for a in ("save", "issue", "withdraw")
    )
    yield (
        office,
        reverse("boards:photo", args=[plan.works["livelihood"].pk]),
        {"action": "save", **photo},
    )
    yield (
        office,
        reverse("boards:filters"),
        {"action": "save", "name": junk, "query": junk, "shared": "on"},
    )
    yield (
        office,
        reverse("boards:preferences"),
        {"theme": junk, "large_type": junk, "next": junk},
    )
    passwords = dict.fromkeys(["old_password", "new_password1", "new_password2"], junk)
    yield office, reverse("password_change"), passwords
    yield None, reverse("login"), {"username": junk, "password": junk, "next": junk}


@pytest.mark.parametrize("name", JUNK)
def test_junk_at_the_office_is_no_error_of_ours(name, small_plan, client_for):
    stage = build_stage(small_plan)
    gaps = arguments(stage)
    home = {
        **stage.home,
        "asked_by": stage.cast["lead"],
        "until": "2021-08-01",
        "reason": "等待批复",
    }
    Extension.objects.create(**home)
    PlannedValue.objects.create(
        target=small_plan.targets["低效用地再开发"], period=small_plan.period, value=5
    )
    wrong = []
    for user, address, sent in of_the_office(stage, gaps, JUNK[name]):
        client = client_for(user) if user else Client()
        client.raise_request_exception = False
        answer = posted(client, address, sent)
        if answer.status_code >= 500:
            wrong.append(f"{address} {sent.get('action', '')}: {answer.exc_info[1]!r}")
    assert not wrong, "\n".join(wrong)
