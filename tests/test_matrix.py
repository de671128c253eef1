"""Every verb, tried by everybody in every state: section 4 of the design and the tables of
`rules.transitions` at once. What units do, bulletins and imports stand in the test_matrix.py of
their rooms."""

import inspect
import sys
from datetime import date

import pytest
from django.urls import get_resolver

from assignments.boards import filter_verbs, photo_verbs
from assignments.boards import verbs as preferences
from assignments.bulletins import verbs as bulletins
from assignments.choices import (
    DirectiveState,
    PeriodState,
)
from assignments.directives import verbs as directives
from assignments.ledger import (
    bulletin_verbs,
    digest_verbs,
    operations_log_verbs,
    succession_verbs,
)
from assignments.models import (
    Assessment,
    Directive,
    Period,
    SavedFilter,
    Work,
    WorkPhoto,
)
from assignments.supervision import joining_verbs, period_verbs
from assignments.supervision import verbs as office
from tests.bulletins.test_matrix import BULLETIN
from tests.intake.test_matrix import BATCH
from tests.matrix import LATER, Row, Stage, Subject, build_stage, put_period, surprises
from tests.reporting.test_matrix import SUBJECTS as REPORTING

pytestmark = pytest.mark.django_db

ROUND = "office"
SIGNED_IN = "admin office lead helper foreign leader co_leader other_leader viewer"


# ---- A period, and what the office does in one


def period_in(stage: Stage, state: str) -> Period:
    put_period(stage, f"/{state}")
    return stage.plan.period


def assess(stage: Stage, period: Period, by) -> None:
    office.assess(
        work=stage.work, period=period, standing="slow", comment="未报送", by=by
    )


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
            lambda s, p, by: period_verbs.extend_period(
                period=p, due_on=LATER, reason="防汛", by=by
            ),
            ROUND,
            "open",
        ),
        Row(
            period_verbs.close_period,
            lambda s, p, by: period_verbs.close_period(
                period=p, decisions=DECISIONS, by=by
            ),
            ROUND,
            "open",
        ),
        Row(
            period_verbs.reopen_period,
            lambda s, p, by: period_verbs.reopen_period(
                period=p, reason="数字有误", by=by
            ),
            "admin",
            "closed",
        ),
        Row(
            bulletin_verbs.withdraw_issued,
            lambda s, p, by: bulletin_verbs.withdraw_issued(
                period=p, because="数字有误", by=by
            ),
            "admin",
        ),
        Row(office.assess, assess, ROUND, "open"),
        Row(office.assess_many, assess_many, ROUND, "open"),
        Row(
            office.chase,
            lambda s, p, by: office.chase(unit=s.unit, period=p, by=by),
            ROUND,
            "open",
        ),
        Row(
            office.chase_all,
            lambda s, p, by: office.chase_all(period=p, by=by),
            ROUND,
            "open",
        ),
        Row(
            bulletins.draft,
            lambda s, p, by: bulletins.draft(period=p, by=by),
            ROUND,
            "open closed",
        ),
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
        work=stage.work,
        leader=leader,
        text="请抓紧。",
        units=[stage.unit],
        issued_on=date(2021, 7, 2),
        by=by,
    )


def instruct_as_another(stage: Stage, _, by) -> None:
    another = (
        "孙群" if getattr(by, "leader", None) == stage.plan.leaders["陈威"] else "陈威"
    )
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
            lambda s, d, by: directives.ask_again(
                directive=d, because="请写明时间", by=by
            ),
            "office leader",
            "replied",
        ),
        Row(
            directives.mark_read,
            lambda s, d, by: directives.mark_read(directive=d, by=by),
            "lead",
        ),
    ),
)


# ---- A year whose works may still become fewer or more


def year_in(stage: Stage, state: str) -> None:
    put_period(stage, f"/{state}")
    Period.objects.filter(pk=stage.plan.last.pk).update(
        state=PeriodState.OPEN, closed_at=None
    )
    Assessment.objects.filter(period=stage.plan.last).delete()
    if state == PeriodState.CLOSED:
        Period.objects.filter(pk=stage.plan.last.pk).update(state=PeriodState.CLOSED)


def join(stage: Stage, _, by) -> None:
    joining_verbs.join_works(
        kept=stage.work, other=stage.plan.works["talents"], reason="同一项目", by=by
    )


def part(stage: Stage, _, by) -> None:
    joining_verbs.part_task(
        task=stage.plan.tasks["key", 3], title="港区道路", reason="两件事", by=by
    )


YEAR = Subject(
    ("open", "closed"),
    year_in,
    (
        Row(joining_verbs.join_works, join, ROUND, "open"),
        Row(joining_verbs.part_task, part, ROUND, "open"),
    ),
)


# ---- What has no states


def nothing(stage: Stage, state: str) -> None:
    Work.objects.create(
        year=2022, title="推进港区开发", kind="key", due_on=date(2022, 12, 31)
    )


def hand_over(stage: Stage, _, by) -> None:
    leader, successor = stage.plan.leaders["陈威"], stage.plan.leaders["孙群"]
    succession_verbs.hand_over(
        leader=leader, successor=successor, on=LATER, as_of=LATER, by=by
    )


def merge(stage: Stage, _, by) -> None:
    succession_verbs.merge_unit(
        unit=stage.unit, into=stage.plan.units["市科技局"], on=LATER, as_of=LATER, by=by
    )


def save_filter(shared: bool):
    return lambda s, _, by: filter_verbs.save_filter(
        name="偏慢", query="group=slow", shared=shared, by=by
    )


ANYTHING = Subject(
    ("any",),
    nothing,
    (
        Row(
            period_verbs.plan_year,
            lambda s, _, by: period_verbs.plan_year(year=2022, by=by),
            ROUND,
        ),
        Row(
            office.keep_phrases,
            lambda s, _, by: office.keep_phrases(texts=["请补充数据。"], by=by),
            ROUND,
        ),
        Row(succession_verbs.hand_over, hand_over, "admin"),
        Row(succession_verbs.merge_unit, merge, "admin"),
        Row(
            succession_verbs.rename_unit,
            lambda s, _, by: succession_verbs.rename_unit(
                unit=s.unit, name="市农业局", by=by
            ),
            "admin",
        ),
        Row(
            operations_log_verbs.unlock,
            lambda s, _, by: operations_log_verbs.unlock(user=s.cast["lead"], by=by),
            "admin",
        ),
        Row(
            operations_log_verbs.clean_log,
            lambda s, _, by: operations_log_verbs.clean_log(by=by),
            "admin",
        ),
        Row(
            digest_verbs.send_digest,
            lambda s, _, by: digest_verbs.send_digest(
                address="a@b.cn", on=LATER, text="待办", by=by
            ),
            ROUND,
        ),
        Row(filter_verbs.save_filter, save_filter(shared=False), SIGNED_IN),
        Row(filter_verbs.save_filter, save_filter(shared=True), ROUND),
        Row(
            preferences.keep_preferences,
            lambda s, _, by: preferences.keep_preferences(
                theme="dark", large_type=True, by=by
            ),
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
SHARED_FILTER = Subject(
    ("shared",), kept, (Row(filter_verbs.delete_filter, drop, ROUND),)
)


def photo(stage: Stage, state: str) -> WorkPhoto:
    work = stage.plan.works["livelihood"]
    return WorkPhoto.objects.create(
        work=work, picture="a.jpg", thumbnail="b.jpg", caption="开工"
    )


def keep_photo(stage: Stage, found: WorkPhoto, by) -> None:
    photo_verbs.keep_photo(
        work=found.work,
        sizes=None,
        caption="通车",
        taken_on=None,
        is_public=True,
        expected_version=None,
        by=by,
    )


PHOTO = Subject(
    ("kept",),
    photo,
    (
        Row(photo_verbs.keep_photo, keep_photo, ROUND),
        Row(
            photo_verbs.remove_photo,
            lambda s, p, by: photo_verbs.remove_photo(photo=p, by=by),
            ROUND,
        ),
    ),
)

SUBJECTS = {
    "photo": PHOTO,
    "period": PERIOD,
    "directive": DIRECTIVE,
    "year": YEAR,
    "own filter": OWN_FILTER,
    "shared filter": SHARED_FILTER,
    "anything": ANYTHING,
}


@pytest.mark.parametrize("name", SUBJECTS)
def test_each_verb_in_each_state_by_everybody(name, small_plan):
    assert surprises(build_stage(small_plan), SUBJECTS[name]) == []


def every_verb() -> set:
    """All that `ledger.writing.verb` made, in whatever module an address leads to."""
    assert get_resolver().url_patterns
    ours = [
        module
        for name, module in sys.modules.items()
        if name.startswith("assignments.")
    ]
    return {
        one
        for module in ours
        for one in vars(module).values()
        if inspect.isfunction(one) and is_verb(one)
    }


def is_verb(function) -> bool:
    return hasattr(function, "__wrapped__") and function.__code__.co_filename.endswith(
        "ledger/writing.py"
    )


def test_the_matrix_has_every_verb():
    tried = {
        row.verb
        for subject in (*SUBJECTS.values(), *REPORTING.values(), BULLETIN, BATCH)
        for row in subject.rows
    }
    missing = every_verb() - tried
    assert (
        "\n".join(sorted(f"{one.__module__}.{one.__name__}" for one in missing)) == ""
    )
    assert len(tried) > 40
