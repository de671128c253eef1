"""The only writer: valid or not at all, signed, and never over somebody else's change."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from assignments.choices import Duty, Standing
from assignments.ledger import writing
from assignments.models import Assessment, Directive, Responsibility, Unit

pytestmark = pytest.mark.django_db


def last_step(instance):
    return instance.history.latest()


def test_saving_notes_who_and_why(office_user, small_plan):
    unit = small_plan.units["市科技局"]
    unit.head_name = "林局长"
    writing.save(unit, by=office_user, reason="到任")
    step = last_step(unit)
    assert (step.history_user, step.history_change_reason, step.head_name) == (
        office_user,
        "到任",
        "林局长",
    )


def test_creating_is_noted_too(office_user):
    unit = writing.save(Unit(name="市大数据局"), by=office_user, reason="新设")
    assert [(s.history_type, s.history_user) for s in unit.history.all()] == [
        ("+", office_user)
    ]


def test_a_command_without_an_account_leaves_no_name(small_plan):
    unit = small_plan.units["市科技局"]
    writing.save(unit, by=None, reason="每日任务")
    assert last_step(unit).history_user is None


def test_one_persons_name_does_not_stick_to_the_next_change(
    office_user, admin_user, small_plan
):
    unit = small_plan.units["市科技局"]
    writing.save(unit, by=office_user, reason="甲")
    writing.save(unit, by=admin_user)
    assert (last_step(unit).history_user, last_step(unit).history_change_reason) == (
        admin_user,
        None,
    )


def test_each_write_raises_the_version(office_user, small_plan):
    unit = small_plan.units["市科技局"]
    before = unit.version
    writing.save(unit, by=office_user)
    writing.save(unit, by=office_user)
    unit.refresh_from_db()
    assert unit.version == before + 2


def test_the_second_editor_gets_the_first_ones_change_instead_of_overwriting(
    office_user, admin_user, small_plan
):
    mine = Unit.objects.get(name="市科技局")
    theirs = Unit.objects.get(name="市科技局")
    theirs.head_name = "林局长"
    writing.save(theirs, by=admin_user, expected_version=theirs.version)
    mine.head_name = "陈局长"
    with pytest.raises(writing.StaleVersion) as stale:
        writing.save(mine, by=office_user, expected_version=mine.version)
    assert stale.value.current.head_name == "林局长"
    assert "已被他人修改" in str(stale.value)
    assert Unit.objects.get(name="市科技局").head_name == "林局长"
    assert last_step(theirs).history_user == admin_user


def test_a_record_that_is_gone_is_stale(office_user, small_plan):
    unit = writing.save(Unit(name="市大数据局"), by=office_user)
    Unit.objects.filter(pk=unit.pk).delete()
    with pytest.raises(writing.StaleVersion) as stale:
        writing.save(unit, by=office_user)
    assert stale.value.current is None


@pytest.mark.parametrize(
    "change, said",
    [
        (
            {"standing": Standing.ADJUSTED, "assessed_at": "2021-07-05T00:00Z"},
            "须写明理由",
        ),
        ({"standing": "绿"}, "绿"),
    ],
)
def test_what_the_model_objects_to_is_refused_in_chinese_and_nothing_is_written(
    office_user, small_plan, change, said
):
    found = Assessment(
        work=small_plan.works["fields"], period=small_plan.period, **change
    )
    with pytest.raises(ValidationError) as refused:
        writing.save(found, by=office_user)
    assert said in str(refused.value.messages)
    assert not Assessment.objects.filter(period=small_plan.period).exists()


def test_a_refused_change_leaves_version_and_history_alone(office_user, small_plan):
    unit = small_plan.units["市科技局"]
    steps = unit.history.count()
    unit.name = "市财政局"
    with pytest.raises(ValidationError):
        writing.save(unit, by=office_user)
    unit.refresh_from_db()
    assert (unit.name, unit.version, unit.history.count()) == ("市科技局", 0, steps)


def test_deleting_keeps_the_history_with_who_and_why(office_user, small_plan):
    duty = Responsibility.objects.get(task__number=4, unit__name="各乡镇（街道）")
    key = duty.pk
    writing.delete(duty, by=office_user, reason="原文有误")
    step = Responsibility.history.filter(id=key).latest()
    assert (step.history_type, step.history_user, step.history_change_reason) == (
        "-",
        office_user,
        "原文有误",
    )


def test_replace_writes_only_what_differs(office_user, small_plan):
    task = small_plan.tasks["key", 4]
    lead, group, extra = (
        small_plan.units[n] for n in ("市农业农村局", "各乡镇（街道）", "市财政局")
    )
    kept = task.responsibilities.get(unit=lead)
    wanted = {
        lead.id: {"duty": Duty.LEAD, "order": 0},
        extra.id: {"duty": Duty.COOPERATING, "order": 1},
    }
    writing.replace(
        task, "responsibilities", wanted, by=office_user, key="unit_id", reason="调整"
    )
    assert list(task.responsibilities.values_list("unit__name", "duty")) == [
        ("市农业农村局", "lead"),
        ("市财政局", "cooperating"),
    ]
    assert kept.history.count() == 1
    assert (
        Responsibility.history.filter(unit_id=group.id, history_type="-")
        .get()
        .history_user
        == office_user
    )


def test_replace_changes_a_row_in_place(office_user, small_plan):
    task = small_plan.tasks["key", 5]
    row = task.responsibilities.get()
    wanted = {row.unit_id: {"duty": Duty.COOPERATING}}
    writing.replace(task, "responsibilities", wanted, by=office_user, key="unit_id")
    assert task.responsibilities.get().pk == row.pk
    assert task.responsibilities.get().duty == Duty.COOPERATING


def test_members_are_set_and_noted_once(office_user, small_plan):
    group = small_plan.units["各乡镇（街道）"]
    towns = [small_plan.units["玉城街道"]]
    steps = group.history.count()
    writing.set_members(group, "members", towns, by=office_user, reason="区划调整")
    writing.set_members(group, "members", towns, by=office_user, reason="区划调整")
    assert list(group.members.all()) == towns
    assert group.history.count() == steps + 1


def test_a_verb_is_one_transaction_and_asks_who(office_user, small_plan):
    @writing.verb
    def rename_and_fail(unit, *, by):
        assert transaction.get_connection().in_atomic_block
        unit.name = "市科学技术局"
        writing.save(unit, by=by)
        raise IntegrityError("then something else went wrong")

    with pytest.raises(IntegrityError), transaction.atomic():
        rename_and_fail(small_plan.units["市科技局"], by=office_user)
    assert Unit.objects.filter(name="市科技局").exists()
    with pytest.raises(TypeError):
        rename_and_fail(small_plan.units["市科技局"])


@pytest.mark.django_db(transaction=True)
def test_a_failed_verb_leaves_nothing_behind():
    @writing.verb
    def make_and_fail(*, by):
        writing.save(Unit(name="市大数据局"), by=by)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        make_and_fail(by=None)
    assert not Unit.objects.filter(name="市大数据局").exists()
    assert not Unit.history.filter(name="市大数据局").exists()


def test_locked_finds_one_row_or_raises(small_plan):
    with transaction.atomic():
        assert (
            writing.locked(Unit.objects.all(), name="市科技局")
            == small_plan.units["市科技局"]
        )
        with pytest.raises(Unit.DoesNotExist):
            writing.locked(Unit.objects.all(), name="没有这个局")


def test_full_clean_covers_dates_of_a_directive(office_user, small_plan):
    early = Directive(
        work=small_plan.works["fields"],
        leader=small_plan.leaders["陈威"],
        signed_as="陈威副市长",
        text="请加快。",
        issued_on=date(2021, 7, 5),
        due_on=date(2021, 7, 4),
        recorded_by=office_user,
    )
    with pytest.raises(ValidationError, match="回复期限不能早于批示日期"):
        writing.save(early, by=office_user)
