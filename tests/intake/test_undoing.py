"""Import, then undo, is as if nothing had been; and undo refuses what later work hangs on."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from assignments.choices import Duty, ImportState
from assignments.intake import verbs
from assignments.intake.comparing.preview import preview_of
from assignments.intake.writing.changes import MODELS, values_of
from assignments.models import (
    Directive,
    Leader,
    Period,
    PlannedValue,
    Responsibility,
    Target,
    Task,
    Unit,
    User,
    Work,
)
from tests.conftest import ON_POSTGRES
from tests.intake.documents import (
    agreed,
    answered,
    imported,
    pair,
    previewed,
    row,
    target,
)

pytestmark = pytest.mark.django_db

UNITS = ["市发改局", "市科技局", "市财政局", "市教育局", "各乡镇（街道）"]
# Each example imports several times; making a failing one small would take minutes. On PostgreSQL a
# few show that it takes the same statements.
QUICKLY = settings(
    max_examples=3 if ON_POSTGRES else 10,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
LEADERS = ["蔡木贵", "陈威", "李丹佳"]


def everything():
    """All rows of the tables that an import writes, without versions and times."""
    return {
        name: sorted((row.pk, str(values_of(row))) for row in model._base_manager.all())
        for name, model in MODELS.items()
    }


@st.composite
def documents(draw):
    """A small notice: numbers once each, units in any order, remarks, targets, two joint rows."""
    numbers = draw(st.lists(st.integers(1, 9), min_size=1, max_size=5, unique=True))
    rows = []
    for number in numbers:
        units = draw(
            st.lists(st.sampled_from(UNITS), min_size=1, max_size=4, unique=True)
        )
        rows.append(
            row(
                number,
                draw(
                    st.sampled_from(
                        [
                            "推进港区开发。",
                            "新增企业60家。",
                            "新增企业80家。",
                            "办好学校。",
                        ]
                    )
                ),
                lead=units[:1],
                cooperating=units[1:],
                leader=draw(st.sampled_from([*LEADERS, None])),
                remark=draw(st.sampled_from(["", "该项工作会同陈威共同完成"])),
                duties_assumed=draw(st.booleans()),
                targets=[target("新增企业60家", 60, "家")]
                if draw(st.booleans())
                else [],
                co_leaders=draw(
                    st.sampled_from(
                        [[], [{"name": "孙群", "title": "常委", "role": "jointly"}]]
                    )
                ),
            )
        )
    joint = (
        [pair(numbers[0], numbers[1])]
        if len(numbers) > 1 and draw(st.booleans())
        else []
    )
    return rows, joint


def enter(by, document):
    rows, joint = document
    batch = answered(by, *rows, joint=joint)
    return None if preview_of(batch).changes_nothing else agreed(batch, by)


@given(first=documents(), second=documents())
@QUICKLY
def test_undo_is_the_inverse_of_import(office_user, first, second):
    """Over an empty database and over a plan that is there: new, changed and removed rows alike.
    What is imported twice is imported once."""
    with transaction.atomic():
        empty = everything()
        one = enter(office_user, first)
        before = everything()
        assert enter(office_user, first) is None and everything() == before
        two = enter(office_user, second)
        if two is not None:
            verbs.undo(batch=two, by=office_user)
        assert everything() == before
        verbs.undo(batch=one, by=office_user)
        assert everything() == empty
        transaction.set_rollback(True)


# ---- What stands in the way


@pytest.fixture
def written(office_user):
    return imported(
        office_user,
        row(1, targets=[target("新增企业60家", 60, "家")]),
        row(2, "办好学校。"),
    )


def objections(batch, by):
    with pytest.raises(verbs.Refused) as refused:
        verbs.undo(batch=batch, by=by)
    batch.refresh_from_db()
    assert batch.state == ImportState.CONFIRMED
    return "\n".join(refused.value.messages)


def test_a_task_changed_since(written, office_user):
    task = Task.objects.get(number=1)
    task.remark = "请优先办理"
    task.save()
    assert "重点工作 1 在导入后被修改过" in objections(written, office_user)


def test_a_duty_confirmed_since(office_user):
    batch = imported(office_user, row(1, cooperating=["市科技局"], duties_assumed=True))
    Responsibility.objects.filter(duty=Duty.LEAD).update(confirmed=True)
    assert "市发改局（牵头） 在导入后被修改过" in objections(batch, office_user)


def test_a_directive_on_a_work_it_made(written, office_user):
    work = Work.objects.first()
    leader = Leader.objects.get()
    Directive.objects.create(
        work=work,
        leader=leader,
        signed_as="蔡木贵副市长",
        text="抓紧。",
        issued_on=date(2022, 5, 1),
        recorded_by=office_user,
    )
    said = objections(written, office_user)
    assert "批示" in said and work.title in said


def test_a_planned_value_of_a_target_it_made(written, office_user):
    quarter = Period.objects.create(
        year=2022,
        index=1,
        starts=date(2022, 1, 1),
        ends=date(2022, 3, 31),
        due_on=date(2022, 4, 10),
    )
    PlannedValue.objects.create(target=Target.objects.get(), period=quarter, value=15)
    assert "计划值" in objections(written, office_user)


def test_an_account_of_a_unit_it_made(written, office_user):
    User.objects.create_user("fagai", role="unit", unit=Unit.objects.get())
    assert "用户" in objections(written, office_user)


def test_members_of_a_group_it_made(office_user):
    batch = imported(office_user, row(1, lead=["各乡镇（街道）"]))
    town = Unit.objects.create(name="玉城街道", kind="town")
    Unit.objects.get(name="各乡镇（街道）").members.set([town])
    assert "各乡镇（街道）" in objections(batch, office_user)


def test_a_later_import_first(written, office_user):
    imported(office_user, row(1, "办好十所学校。"), row(2, "办好学校。"))
    assert "导入批次" in objections(written, office_user)


def test_twice_is_refused(written, office_user):
    verbs.undo(batch=written, by=office_user)
    with pytest.raises(verbs.Refused, match="已撤销"):
        verbs.undo(batch=written, by=office_user)


def test_row_that_is_gone_already_is_no_obstacle(written, office_user):
    """Somebody removed a target that the import had made: the rest can still be taken back."""
    Target.objects.all().delete()
    verbs.undo(batch=written, by=office_user)
    assert not Task.objects.exists()


def test_a_preview_of_the_plan_lets_go_of_it(written, office_user):
    waiting = previewed(office_user, row(3))
    verbs.undo(batch=written, by=office_user)
    waiting.refresh_from_db()
    assert preview_of(waiting).plan is None
