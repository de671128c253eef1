"""The part of the matrix (tests/matrix.py) about what a unit does: reports, requests for more time,
the plan."""

from datetime import date
from decimal import Decimal

import pytest

from assignments.choices import ApprovalState, ExtensionState, ReportState, TargetKind
from assignments.ledger.lines import TargetLine
from assignments.models import (
    Attachment,
    Extension,
    Period,
    PlannedValue,
    ProgressReport,
    Reminder,
    Target,
)
from assignments.reporting import planning_verbs, verbs
from assignments.supervision import plan_verbs
from assignments.supervision import verbs as office
from tests.matrix import (
    LATER,
    NOON,
    Row,
    Stage,
    Subject,
    build_stage,
    put_period,
    surprises,
)

pytestmark = pytest.mark.django_db

ROUND = "office"
REPORTERS = "office lead"
FRESH = verbs.Content(progress="已完成六成。", approved_by="王局长")


def in_each_period(*states: str) -> tuple[str, ...]:
    """The states, plain in the open period and with the period's state behind a slash in the two
    others."""
    return (
        *states,
        *(f"{state}/{period}" for period in ("planned", "closed") for state in states),
    )


# ---- A report, from nothing to accepted


def no_report(stage: Stage, state: str) -> None:
    put_period(stage, state)


def sent(stage: Stage, state: str, **more) -> ProgressReport:
    """A report with a file, in a state, in a period."""
    name = state.partition("/")[0]
    report = ProgressReport.objects.create(
        **stage.home,
        state=ReportState(name),
        progress="正在推进。",
        submitted_at=None if name == "draft" else NOON,
        return_reason="太简单" if name == "returned" else "",
        **more,
    )
    Attachment.objects.create(
        report=report,
        name="a.pdf",
        content_type="application/pdf",
        size=1,
        sha256="0" * 64,
        uploaded_by=stage.office,
    )
    put_period(stage, state)
    return report


def logged(stage: Stage, state: str) -> ProgressReport:
    return sent(stage, state, logged_by_office=True)


SAVE = Row(
    verbs.save_draft,
    lambda s, _, by: verbs.save_draft(**s.home, content=FRESH, by=by),
    REPORTERS,
    "none draft returned",
)
SUBMIT = Row(
    verbs.submit,
    lambda s, _, by: verbs.submit(**s.home, content=FRESH, by=by),
    REPORTERS,
    SAVE.legal,
)


def ask(stage: Stage, _, by) -> None:
    verbs.ask_extension(**stage.home, until=LATER, reason="等待批复", by=by)


NO_REPORT = Subject(
    in_each_period("none"),
    no_report,
    (SAVE, SUBMIT, Row(verbs.ask_extension, ask, REPORTERS, "none")),
)
REPORT = Subject(
    in_each_period(*ReportState.values),
    sent,
    (
        SAVE,
        SUBMIT,
        Row(
            verbs.withdraw,
            lambda s, r, by: verbs.withdraw(report=r, by=by),
            "lead",
            "submitted",
        ),
        Row(
            verbs.detach,
            lambda s, r, by: verbs.detach(attachment=r.attachments.get(), by=by),
            REPORTERS,
            "draft returned",
        ),
        Row(
            office.accept,
            lambda s, r, by: office.accept(report=r, by=by),
            ROUND,
            "submitted",
        ),
        Row(
            office.send_back,
            lambda s, r, by: office.send_back(report=r, reason="太简单", by=by),
            ROUND,
            "submitted accepted",
        ),
    ),
)
LOGGED = Subject(
    in_each_period("submitted"),
    logged,
    (
        Row(
            verbs.withdraw,
            lambda s, r, by: verbs.withdraw(report=r, by=by),
            REPORTERS,
            "submitted",
        ),
    ),
)


def asked(stage: Stage, state: str) -> Extension:
    extension = Extension.objects.create(
        **stage.home,
        state=ExtensionState(state.partition("/")[0]),
        reason="等待批复",
        until=LATER,
        asked_by=stage.cast["lead"],
    )
    put_period(stage, state)
    return extension


EXTENSION = Subject(
    in_each_period(*ExtensionState.values),
    asked,
    (
        Row(verbs.ask_extension, ask, REPORTERS, "granted refused"),
        Row(
            office.answer_extension,
            lambda s, e, by: office.answer_extension(extension=e, grant=True, by=by),
            ROUND,
            "asked",
        ),
        Row(
            office.answer_extension,
            lambda s, e, by: office.answer_extension(
                extension=e, grant=False, answer="不符合条件", by=by
            ),
            ROUND,
            "asked",
        ),
    ),
)


# ---- The year's plan


def target(stage: Stage) -> Target:
    return stage.plan.targets["低效用地再开发"]


def propose(stage: Stage, _, by) -> None:
    period = Period.objects.get(pk=stage.plan.period.pk)
    planning_verbs.propose_plan(
        unit=stage.unit,
        lines=[TargetLine(target(stage), None, None, (), (), date(2021, 12, 31))],
        periods=[period],
        values={(target(stage).pk, period.pk): Decimal(400)},
        by=by,
    )


def planned(stage: Stage, state: str) -> None:
    PlannedValue.objects.create(
        target=target(stage),
        period=stage.plan.period,
        value=300,
        state=ApprovalState(state.partition("/")[0]),
    )
    put_period(stage, state)


PLANNED = Subject(
    in_each_period(*ApprovalState.values),
    planned,
    (
        Row(
            planning_verbs.propose_plan,
            propose,
            REPORTERS,
            "proposed approved proposed/planned approved/planned",
        ),
        Row(
            plan_verbs.approve_plan,
            lambda s, _, by: plan_verbs.approve_plan(targets=[target(s)], by=by),
            ROUND,
            "proposed approved proposed/planned approved/planned approved/closed",
        ),
        Row(
            plan_verbs.turn_down_plan,
            lambda s, _, by: plan_verbs.turn_down_plan(
                target=target(s), reason="偏低", by=by
            ),
            ROUND,
            "proposed approved proposed/planned approved/planned approved/closed",
        ),
    ),
)


def milestone(stage: Stage, state: str) -> Target:
    return Target.objects.create(
        work=stage.work,
        kind=TargetKind.MILESTONE,
        text="完成招标",
        comparator="",
        due_on=LATER,
        state=ApprovalState(state),
    )


MILESTONE = Subject(
    tuple(ApprovalState.values),
    milestone,
    (
        Row(
            planning_verbs.propose_milestone,
            lambda s, _, by: planning_verbs.propose_milestone(
                work=s.work, unit=s.unit, text="完成验收", due_on=LATER, by=by
            ),
            REPORTERS,
        ),
        Row(
            planning_verbs.propose_milestone,
            lambda s, _, by: planning_verbs.propose_milestone(
                work=s.work,
                unit=s.plan.units["玉城街道"],
                text="完成验收",
                due_on=LATER,
                by=by,
            ),
            "",
        ),
        Row(
            planning_verbs.withdraw_milestone,
            lambda s, t, by: planning_verbs.withdraw_milestone(
                target=t, unit=s.unit, by=by
            ),
            REPORTERS,
            "proposed",
        ),
        Row(
            planning_verbs.withdraw_milestone,
            lambda s, t, by: planning_verbs.withdraw_milestone(
                target=t, unit=s.plan.units["玉城街道"], by=by
            ),
            "",
        ),
    ),
)


def reminder(stage: Stage, state: str) -> Reminder:
    return Reminder.objects.create(
        unit=stage.unit,
        period=stage.plan.period,
        sent_on=date(2021, 7, 8),
        sent_at=NOON,
        sent_by=stage.office,
        read_at=NOON if state == "read" else None,
    )


REMINDER = Subject(
    ("sent", "read"),
    reminder,
    (
        Row(
            verbs.mark_read, lambda s, r, by: verbs.mark_read(reminder=r, by=by), "lead"
        ),
    ),
)


SUBJECTS = {
    "no report": NO_REPORT,
    "report": REPORT,
    "report logged by the office": LOGGED,
    "extension": EXTENSION,
    "planned value": PLANNED,
    "milestone": MILESTONE,
    "reminder": REMINDER,
}


@pytest.mark.parametrize("name", SUBJECTS)
def test_each_verb_in_each_state_by_everybody(name, small_plan):
    assert surprises(build_stage(small_plan), SUBJECTS[name]) == []
