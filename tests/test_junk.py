"""Junk in every box of a unit's forms and of instructions: told in Chinese, never an error of ours, and what was typed
is still in its box."""

from html import escape

import pytest
from django.urls import reverse

from assignments.models import ProgressReport
from tests.matrix import build_stage
from tests.test_matrix_of_addresses import arguments

pytestmark = pytest.mark.django_db

JUNK = {
    "nothing": " ",
    "a sign that no database keeps": "无\x00字",
    "a megabyte": "长" * 350_000,
    "a number that is none": "1e400",
    "an id of sixty digits": "9" * 60,
    "markup": "<script>alert('😀')</script>",
}
WORDS = ("version", "progress", "problems", "next_steps", "request", "approved_by", "confirmed")


def forms(stage, gaps):
    """(who, address, names of the boxes, buttons): the first button is refused with what was typed."""
    plan, lead = stage.plan, stage.cast["lead"]
    area, step = plan.targets["低效用地再开发"].pk, plan.targets["规划通过评审"].pk
    report = [*WORDS, f"reading_{area}", f"reading_{step}", "extension-until", "extension-reason"]
    sheet = [f"w{stage.work.pk}-{name}" for name in report]
    steps = ["milestone-work", "milestone-text", "milestone-due_on"]
    directive = reverse("directives:directive", args=gaps["directives:directive"])
    instruct = ["leader", "kind", "text", "issued_on", "due_on", "units", "others", "next"]
    return [
        (
            lead,
            reverse("reporting:report", args=gaps["reporting:report"]),
            report,
            "save autosave extend detach:{}",
        ),
        (lead, reverse("reporting:sheet"), sheet, "save carry:{}"),
        (lead, reverse("reporting:plan"), [f"plan_{area}_{plan.period.pk}"], "save drop:{}"),
        (lead, reverse("reporting:plan"), steps, "milestone"),
        (lead, reverse("reporting:desk"), ["reminder"], "{}"),
        (lead, directive, ["text"], "reply"),
        (stage.cast["leader"], directive, ["again-because", "again-due_on"], "ask_again"),
        (stage.office, reverse("directives:instruct", args=gaps["directives:instruct"]), instruct, "{}"),
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
            sent = dict.fromkeys(boxes, JUNK[name]) | {"action": button.format(JUNK[name])}
            answer = client.post(address, sent)
            shows_the_form = answer.status_code == 200 and button in ("save", "{}")
            if answer.status_code >= 500:
                wrong.append(f"{address} {button}: {answer.exc_info[1]!r}")
            elif shows_the_form and escape(JUNK[name].strip()) not in answer.content.decode():
                wrong.append(f"{address} {button}: what was typed is gone")
    assert not wrong, "\n".join(wrong)
