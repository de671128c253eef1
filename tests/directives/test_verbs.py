"""What happens to an instruction: by whom, in which state, with which trace."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assignments.choices import DirectiveKind, DirectiveState
from assignments.directives import verbs
from assignments.models import Directive, User
from assignments.rules.transitions import IllegalMove


def test_a_leader_instructs_under_name_and_title(give, other_leader_user, small_plan):
    found = give(by=other_leader_user)
    assert (found.signed_as, found.recorded_by, found.state) == (
        "陈威副市长",
        other_leader_user,
        "open",
    )
    assert [str(unit) for unit in found.units.all()] == ["市农业农村局"]
    assert found.history.get().history_user == other_leader_user
    small_plan.leaders["陈威"].title = "市长"
    small_plan.leaders["陈威"].save()
    found.refresh_from_db()
    assert found.signed_as == "陈威副市长"


def test_the_office_records_for_a_leader(give, office_user):
    found = give(kind=DirectiveKind.DECISION, units=("市农业农村局", "市财政局"))
    assert (found.recorded_by, found.kind) == (office_user, "decision")
    assert found.addressees.count() == 2


def test_a_leader_does_not_speak_for_another(give, leader_user):
    with pytest.raises(PermissionDenied, match="其他领导的名义"):
        give(by=leader_user, work="harbour", leader="陈威")


@pytest.mark.parametrize(
    "change, field, said",
    [
        ({"text": "  "}, "text", "请填写批示内容"),
        ({"units": ()}, "units", "至少选择一个"),
        ({"leader": "蔡木贵"}, "leader", "蔡木贵副市长不牵头"),
        ({"due_on": date(2021, 7, 4)}, "__all__", "不能早于批示日期"),
    ],
)
def test_what_is_not_whole_is_refused(give, change, field, said):
    with pytest.raises(ValidationError) as refused:
        give(**change)
    assert said in "".join(refused.value.message_dict[field])
    assert not Directive.objects.exists()


def test_the_same_words_of_the_same_day_are_taken_once(give):
    give()
    with pytest.raises(ValidationError, match="已经登记"):
        give()
    give(issued_on=date(2021, 7, 6))
    assert Directive.objects.count() == 2


def test_a_unit_answers_and_has_thereby_read(give, other_unit_user):
    found = give()
    verbs.reply(directive=found, text=" 已完成820亩。 ", by=other_unit_user)
    found.refresh_from_db()
    answer = found.replies.get()
    assert (answer.text, answer.unit, answer.by) == (
        "已完成820亩。",
        other_unit_user.unit,
        other_unit_user,
    )
    assert found.state == DirectiveState.REPLIED
    assert found.addressees.get().read_at is not None


def test_a_member_answers_for_its_group(give, small_plan):
    street = User.objects.create(
        username="jiedao", role="unit", unit=small_plan.units["玉城街道"]
    )
    found = give(units=("各乡镇（街道）",))
    verbs.reply(directive=found, text="已部署。", by=street)
    assert found.replies.get().unit == street.unit


@pytest.mark.parametrize(
    "text, said", [(" ", "请填写回复内容"), ("已完成820亩。", "已经提交过")]
)
def test_empty_and_repeated_answers_are_refused(give, other_unit_user, text, said):
    found = give()
    verbs.reply(directive=found, text="已完成820亩。", by=other_unit_user)
    with pytest.raises(ValidationError, match=said):
        verbs.reply(directive=found, text=text, by=other_unit_user)
    assert found.replies.count() == 1


def test_reading_is_noted_once(give, other_unit_user):
    found = give()
    verbs.mark_read(directive=found, by=other_unit_user)
    first = found.addressees.get().read_at
    verbs.mark_read(directive=found, by=other_unit_user)
    assert found.addressees.get().read_at == first


@pytest.mark.parametrize("who", ["office_user", "other_leader_user"])
def test_the_leader_or_the_office_closes(request, give, who):
    found, user = give(), request.getfixturevalue(who)
    verbs.close(directive=found, by=user)
    found.refresh_from_db()
    assert (found.state, found.closed_by) == (DirectiveState.CLOSED, user)
    assert found.closed_at


def test_asking_again_opens_with_reason_and_new_day(
    give, other_unit_user, other_leader_user
):
    found = give()
    verbs.reply(directive=found, text="正在办理。", by=other_unit_user)
    verbs.ask_again(
        directive=found,
        because="请说明完成时间",
        due_on=date(2021, 7, 30),
        by=other_leader_user,
    )
    found.refresh_from_db()
    assert (found.state, found.due_on) == (DirectiveState.OPEN, date(2021, 7, 30))
    assert found.history.latest().history_change_reason == "要求补充：请说明完成时间"


def test_asking_again_without_words_is_refused(give, other_unit_user, office_user):
    found = give()
    verbs.reply(directive=found, text="正在办理。", by=other_unit_user)
    with pytest.raises(ValidationError, match="请写明要补充什么"):
        verbs.ask_again(directive=found, because=" ", by=office_user)


def test_states_are_kept(give, office_user, other_unit_user):
    found = give()
    with pytest.raises(IllegalMove):
        verbs.ask_again(directive=found, because="太简单", by=office_user)
    verbs.close(directive=found, by=office_user)
    with pytest.raises(IllegalMove, match="已办结"):
        verbs.close(directive=found, by=office_user)
    with pytest.raises(IllegalMove, match="不能回复"):
        verbs.reply(directive=found, text="迟到的回复", by=other_unit_user)
