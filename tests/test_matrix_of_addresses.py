"""Every address of every room, asked by everybody: who opens it, who is told no, who is not told that it is there.

Strangers are in tests/house/test_doors.py; what a page says to those who may open it, in its own test.
"""

from datetime import date

import pytest
from django.urls import reverse

from assignments.models import Attachment, Bulletin, Directive, ProgressReport, WorkPhoto
from tests.house.test_doors import OPEN, ROOM_ADDRESSES
from tests.intake.documents import previewed, row
from tests.matrix import NOON, Stage, build_stage

pytestmark = pytest.mark.django_db

SIGNED_IN = ("admin", "office", "lead", "helper", "foreign", "leader", "co_leader", "other_leader", "viewer")
ALL = " ".join(SIGNED_IN)
UNITS = "lead helper foreign"
DESKS = f"office {UNITS}"
IMPORT = ("index", "blank", "batch", "row", "confirm", "undo", "rejected")
NOT_THERE = 404
FORBIDDEN = 403

SWITCHED = {
    "boards:components",
    "boards:photo_file",
    "boards:league",
    "boards:filters",
    "boards:preferences",
    *OPEN,
}
"""Open by a setting, or to a post alone."""

WHO: dict[str, tuple[str, int]] = {
    "reporting:desk": (DESKS, FORBIDDEN),
    "reporting:sheet": (DESKS, FORBIDDEN),
    "reporting:plan": (DESKS, FORBIDDEN),
    "reporting:report": ("office lead", FORBIDDEN),
    "reporting:attachment": ("admin office lead leader co_leader", NOT_THERE),
    "directives:inbox": (ALL.replace(" viewer", ""), FORBIDDEN),
    "directives:directive": ("admin office lead leader co_leader", NOT_THERE),
    "directives:instruct": ("office leader co_leader", FORBIDDEN),
    "supervision:desk": ("office", FORBIDDEN),
    "supervision:queue": ("office", FORBIDDEN),
    "supervision:review": ("office admin lead leader co_leader", NOT_THERE),
    "supervision:assess": ("office", FORBIDDEN),
    "supervision:assess_work": ("office", FORBIDDEN),
    "supervision:joining": ("office", FORBIDDEN),
    "supervision:silent": ("office", FORBIDDEN),
    "supervision:periods": ("admin office", FORBIDDEN),
    "supervision:plans": ("office", FORBIDDEN),
    "supervision:phrases": ("office", FORBIDDEN),
    "boards:photo": ("office", FORBIDDEN),
    "bulletins:bulletin": ("admin office", NOT_THERE),
    **{f"intake:{name}": ("admin office", FORBIDDEN) for name in IMPORT},
}
"""Who opens an address, and what the others are answered; an address that is not listed is everybody's."""


def arguments(stage: Stage) -> dict[str, list[int]]:
    """What stands in the gaps: a report that was sent, its file, an instruction, a draft of a bulletin, a preview."""
    lead = stage.cast["lead"]
    report = ProgressReport.objects.create(
        **stage.home, state="submitted", progress="六成。", submitted_at=NOON
    )
    file = Attachment.objects.create(
        report=report, name="a.pdf", content_type="application/pdf", size=1, sha256="0" * 64, uploaded_by=lead
    )
    directive = Directive.objects.create(
        work=stage.work,
        leader=stage.plan.leaders["陈威"],
        text="请加快。",
        issued_on=date(2021, 7, 1),
        recorded_by=stage.office,
    )
    directive.units.set([stage.unit])
    photo = WorkPhoto.objects.create(
        work=stage.plan.works["livelihood"], picture="a.jpg", thumbnail="b.jpg", caption="开工"
    )
    batch = previewed(stage.office, row(1))
    bulletin = Bulletin.objects.create(period=stage.plan.period, title="通报")
    leader = [stage.plan.leaders["陈威"].pk]
    return {
        "reporting:report": [stage.work.pk, stage.unit.pk],
        "reporting:attachment": [file.pk],
        "directives:directive": [directive.pk],
        "directives:instruct": [stage.work.pk],
        "supervision:review": [report.pk],
        "supervision:assess_work": [stage.work.pk],
        "supervision:joining": [stage.work.pk],
        "boards:leader": leader,
        "boards:stocktake": leader,
        "boards:brief": leader,
        "boards:work": [stage.work.pk],
        "boards:unit": [stage.unit.pk],
        "boards:photo": [photo.work_id],
        "boards:photo_file": [photo.work_id],
        "boards:public_photo": [photo.work_id],
        "bulletins:bulletin": [bulletin.pk],
        "intake:row": [batch.pk, 0],
        **{f"intake:{name}": [batch.pk] for name in IMPORT if name not in ("index", "blank", "row")},
    }


def test_who_opens_what(small_plan, client_for):
    stage = build_stage(small_plan)
    gaps = arguments(stage)
    clients = {name: client_for(stage.cast[name]) for name in SIGNED_IN}
    wrong = []
    for name, _ in ROOM_ADDRESSES:
        where = reverse(name, args=gaps.get(name, []))
        welcome, told = WHO.get(name, (ALL, 200))
        for person, client in clients.items():
            if person in welcome.split():
                answer, expected = client.delete(where).status_code, 405
            else:
                answer, expected = client.get(where).status_code, told
            if answer != expected and name not in OPEN:
                wrong.append(f"{name} by {person}: {answer}, not {expected}")
        if name not in WHO and name not in SWITCHED and clients["viewer"].get(where).status_code >= 400:
            wrong.append(f"{name} is nobody's own, and the viewer does not open it")
    assert not wrong, "\n".join(wrong)
