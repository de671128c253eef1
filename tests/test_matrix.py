"""Every verb, tried by everybody in every state: section 4 of the design and the tables of `rules.transitions` at
once. Bulletins and imports stand in tests/bulletins/test_matrix.py and tests/intake/test_matrix.py."""

import importlib
import inspect
import pkgutil
from datetime import date
from decimal import Decimal

import pytest

import assignments
from assignments.boards import filter_verbs
from assignments.boards import verbs as preferences
from assignments.bulletins import verbs as bulletins
from assignments.choices import (
    ApprovalState,
    DirectiveState,
    ExtensionState,
    PeriodState,
    ReportState,
    TargetKind,
)
from assignments.directives import verbs as directives
from assignments.ledger import digest_verbs, succession_verbs, trail_verbs
from assignments.ledger.lines import TargetLine
from assignments.models import (
    Attachment,
    Directive,
    Extension,
    Period,
    PlannedValue,
    ProgressReport,
    Reminder,
    SavedFilter,
    Target,
    Work,
)
from assignments.reporting import planning_verbs, verbs
from assignments.supervision import period_verbs, plan_verbs
from assignments.supervision import verbs as office
from tests.bulletins.test_matrix import BULLETIN
from tests.intake.test_matrix import BATCH
from tests.matrix import LATER, NOON, Row, Stage, Subject, build_stage, surprises

pytestmark = pytest.mark.django_db

ROUND = "office"
REPORTERS = "office lead"
SIGNED_IN = "admin office lead helper foreign leader co_leader other_leader viewer"
FRESH = verbs.Content(progress="已完成六成。", approved_by="王局长")


def in_each_period(*states: str) -> tuple[str, ...]:
    """The states, plain in the open period and with the period's state behind a slash in the two others."""
    return (*states, *(f"{state}/{period}" for period in ("planned", "closed") for state in states))


def put_period(stage: Stage, state: str) -> None:
    name = state.partition("/")[2] or "open"
    Period.objects.filter(pk=stage.plan.period.pk).update(state=PeriodState(name))


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
    verbs.submit, lambda s, _, by: verbs.submit(**s.home, content=FRESH, by=by), REPORTERS, SAVE.legal
)


def ask(stage: Stage, _, by) -> None:
    verbs.ask_extension(**stage.home, until=LATER, reason="等待批复", by=by)


NO_REPORT = Subject(
    in_each_period("none"), no_report, (SAVE, SUBMIT, Row(verbs.ask_extension, ask, REPORTERS, "none"))
)
REPORT = Subject(
    in_each_period(*ReportState.values),
    sent,
    (
        SAVE,
        SUBMIT,
        Row(verbs.withdraw, lambda s, r, by: verbs.withdraw(report=r, by=by), "lead", "submitted"),
        Row(
            verbs.detach,
            lambda s, r, by: verbs.detach(attachment=r.attachments.get(), by=by),
            REPORTERS,
            "draft returned",
        ),
        Row(office.accept, lambda s, r, by: office.accept(report=r, by=by), ROUND, "submitted"),
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
    (Row(verbs.withdraw, lambda s, r, by: verbs.withdraw(report=r, by=by), REPORTERS, "submitted"),),
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
            lambda s, e, by: office.answer_extension(extension=e, grant=False, answer="不符合条件", by=by),
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
            lambda s, _, by: plan_verbs.turn_down_plan(target=target(s), reason="偏低", by=by),
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
                work=s.work, unit=s.plan.units["玉城街道"], text="完成验收", due_on=LATER, by=by
            ),
            "",
        ),
        Row(
            planning_verbs.withdraw_milestone,
            lambda s, t, by: planning_verbs.withdraw_milestone(target=t, unit=s.unit, by=by),
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


# ---- A period, and what the office does in one


def period_in(stage: Stage, state: str) -> Period:
    put_period(stage, f"/{state}")
    return stage.plan.period


def assess(stage: Stage, period: Period, by) -> None:
    office.assess(work=stage.work, period=period, standing="slow", comment="未报送", by=by)


def assess_many(stage: Stage, period: Period, by) -> None:
    decision = office.Decision(stage.work, "slow", comment="未报送")
    office.assess_many(period=period, decisions=[decision], by=by)


DECISIONS = {"unreviewed": "accept", "unassessed": "leave", "silent": "leave"}
PERIOD = Subject(
    tuple(PeriodState.values),
    period_in,
    (
        Row(
            period_verbs.open_period,
            lambda s, p, by: period_verbs.open_period(period=p, by=by),
            ROUND,
            "planned",
        ),
        Row(
            period_verbs.extend_period,
            lambda s, p, by: period_verbs.extend_period(period=p, due_on=LATER, reason="防汛", by=by),
            ROUND,
            "open",
        ),
        Row(
            period_verbs.close_period,
            lambda s, p, by: period_verbs.close_period(period=p, decisions=DECISIONS, by=by),
            ROUND,
            "open",
        ),
        Row(
            period_verbs.reopen_period,
            lambda s, p, by: period_verbs.reopen_period(period=p, reason="数字有误", by=by),
            "admin",
            "closed",
        ),
        Row(office.assess, assess, ROUND, "open"),
        Row(office.assess_many, assess_many, ROUND, "open"),
        Row(office.chase, lambda s, p, by: office.chase(unit=s.unit, period=p, by=by), ROUND, "open"),
        Row(office.chase_all, lambda s, p, by: office.chase_all(period=p, by=by), ROUND, "open"),
        Row(bulletins.draft, lambda s, p, by: bulletins.draft(period=p, by=by), ROUND, "open closed"),
    ),
)


# ---- An instruction


def given(stage: Stage, state: str) -> Directive:
    directive = Directive.objects.create(
        work=stage.work,
        leader=stage.plan.leaders["陈威"],
        signed_as="陈威副市长",
        text="请加快。",
        issued_on=date(2021, 7, 1),
        recorded_by=stage.office,
        state=DirectiveState(state),
    )
    directive.units.set([stage.unit])
    return directive


def instruct(stage: Stage, _, by) -> None:
    """Everybody in their own name; who has none in 陈威's."""
    leader = getattr(by, "leader", None) or stage.plan.leaders["陈威"]
    directives.issue_directive(
        work=stage.work, leader=leader, text="请抓紧。", units=[stage.unit], issued_on=date(2021, 7, 2), by=by
    )


def instruct_as_another(stage: Stage, _, by) -> None:
    another = "孙群" if getattr(by, "leader", None) == stage.plan.leaders["陈威"] else "陈威"
    directives.issue_directive(
        work=stage.work,
        leader=stage.plan.leaders[another],
        text="请抓紧。",
        units=[stage.unit],
        issued_on=date(2021, 7, 2),
        by=by,
    )


DIRECTIVE = Subject(
    tuple(DirectiveState.values),
    given,
    (
        Row(directives.issue_directive, instruct, "office leader co_leader"),
        Row(directives.issue_directive, instruct_as_another, "office"),
        Row(
            directives.reply,
            lambda s, d, by: directives.reply(directive=d, text="正在办理。", by=by),
            "lead",
            "open replied",
        ),
        Row(
            directives.close,
            lambda s, d, by: directives.close(directive=d, by=by),
            "office leader",
            "open replied",
        ),
        Row(
            directives.ask_again,
            lambda s, d, by: directives.ask_again(directive=d, because="请写明时间", by=by),
            "office leader",
            "replied",
        ),
        Row(directives.mark_read, lambda s, d, by: directives.mark_read(directive=d, by=by), "lead"),
    ),
)


# ---- What has no states


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
    (Row(verbs.mark_read, lambda s, r, by: verbs.mark_read(reminder=r, by=by), "lead"),),
)


def nothing(stage: Stage, state: str) -> None:
    Work.objects.create(year=2022, title="推进港区开发", kind="key", due_on=date(2022, 12, 31))


def hand_over(stage: Stage, _, by) -> None:
    leader, successor = stage.plan.leaders["陈威"], stage.plan.leaders["孙群"]
    succession_verbs.hand_over(leader=leader, successor=successor, on=LATER, as_of=LATER, by=by)


def merge(stage: Stage, _, by) -> None:
    succession_verbs.merge_unit(
        unit=stage.unit, into=stage.plan.units["市科技局"], on=LATER, as_of=LATER, by=by
    )


def save_filter(shared: bool):
    return lambda s, _, by: filter_verbs.save_filter(name="偏慢", query="group=slow", shared=shared, by=by)


ANYTHING = Subject(
    ("any",),
    nothing,
    (
        Row(period_verbs.plan_year, lambda s, _, by: period_verbs.plan_year(year=2022, by=by), ROUND),
        Row(office.keep_phrases, lambda s, _, by: office.keep_phrases(texts=["请补充数据。"], by=by), ROUND),
        Row(succession_verbs.hand_over, hand_over, "admin"),
        Row(succession_verbs.merge_unit, merge, "admin"),
        Row(
            succession_verbs.rename_unit,
            lambda s, _, by: succession_verbs.rename_unit(unit=s.unit, name="市农业局", by=by),
            "admin",
        ),
        Row(trail_verbs.clean_log, lambda s, _, by: trail_verbs.clean_log(by=by), "admin"),
        Row(
            digest_verbs.send_digest,
            lambda s, _, by: digest_verbs.send_digest(address="a@b.cn", on=LATER, text="待办", by=by),
            ROUND,
        ),
        Row(filter_verbs.save_filter, save_filter(shared=False), SIGNED_IN),
        Row(filter_verbs.save_filter, save_filter(shared=True), ROUND),
        Row(
            preferences.keep_preferences,
            lambda s, _, by: preferences.keep_preferences(theme="dark", large_type=True, by=by),
            SIGNED_IN,
        ),
    ),
)


def kept(stage: Stage, state: str) -> SavedFilter:
    owner = stage.cast["lead"] if state == "own" else None
    return SavedFilter.objects.create(owner=owner, name="偏慢", query="group=slow")


def drop(stage: Stage, saved: SavedFilter, by) -> None:
    filter_verbs.delete_filter(saved=saved, by=by)


OWN_FILTER = Subject(("own",), kept, (Row(filter_verbs.delete_filter, drop, "lead"),))
SHARED_FILTER = Subject(("shared",), kept, (Row(filter_verbs.delete_filter, drop, ROUND),))

SUBJECTS = {
    "no report": NO_REPORT,
    "report": REPORT,
    "report logged by the office": LOGGED,
    "extension": EXTENSION,
    "planned value": PLANNED,
    "milestone": MILESTONE,
    "period": PERIOD,
    "directive": DIRECTIVE,
    "reminder": REMINDER,
    "own filter": OWN_FILTER,
    "shared filter": SHARED_FILTER,
    "anything": ANYTHING,
}


@pytest.mark.parametrize("name", SUBJECTS)
def test_each_verb_in_each_state_by_everybody(name, small_plan):
    assert surprises(build_stage(small_plan), SUBJECTS[name]) == []


def every_verb() -> set:
    """All that `ledger.writing.verb` made, in whatever module."""
    found = set()
    for module in pkgutil.walk_packages(assignments.__path__, "assignments."):
        if "verbs" in module.name or module.name.endswith(("answering", "deciding", "handing_in")):
            members = vars(importlib.import_module(module.name)).values()
            found |= {one for one in members if inspect.isfunction(one) and is_verb(one)}
    return found


def is_verb(function) -> bool:
    return hasattr(function, "__wrapped__") and function.__code__.co_filename.endswith("ledger/writing.py")


def test_the_matrix_has_every_verb():
    tried = {row.verb for subject in (*SUBJECTS.values(), BULLETIN, BATCH) for row in subject.rows}
    missing = every_verb() - tried
    assert sorted(f"{one.__module__}.{one.__name__}" for one in missing) == []
    assert len(tried) > 40
