"""Posts change hands, units merge and are renamed: the open moves on, the signed stays."""

from datetime import date, datetime, timezone

import pytest
from django.core.exceptions import ValidationError

from assignments.choices import PeriodState, ReportState, Standing
from assignments.ledger import access
from assignments.ledger.figures import Board
from assignments.ledger.selections import Selection
from assignments.ledger.succession_verbs import hand_over, merge_unit, rename_unit
from assignments.models import (
    Assessment,
    Directive,
    Extension,
    Leader,
    Period,
    ProgressReport,
    Responsibility,
    Task,
    Unit,
    UnitAlias,
    User,
)
from assignments.rules.names import unit_key

DAY = date(2021, 7, 1)
NOON = datetime(2021, 7, 5, 4, 0, tzinfo=timezone.utc)


@pytest.fixture
def successor(small_plan):
    return Leader.objects.create(name="李丹佳", title="副市长", order=9)


@pytest.fixture
def hand(small_plan, admin_user):
    """A function: who takes over from whom; by default today is the day."""

    def over(leader, successor, on=DAY, as_of=DAY, by=admin_user):
        return hand_over(
            leader=small_plan.leaders[leader],
            successor=successor,
            on=on,
            as_of=as_of,
            by=by,
        )

    return over


def instruct(plan, user, state="open"):
    found = Directive.objects.create(
        work=plan.works["enterprises"],
        leader=plan.leaders["蔡木贵"],
        signed_as="蔡木贵副市长",
        text="请加快。",
        issued_on=date(2021, 6, 1),
        recorded_by=user,
        state=state,
    )
    found.units.set([plan.units["市科技局"]])
    return found


def tasks_of(name):
    return sorted(Task.objects.filter(leader__name=name).values_list("kind", "number"))


def test_open_tasks_move_and_settled_ones_stay(small_plan, hand, successor):
    Assessment.objects.create(
        work=small_plan.works["talents"],
        period=small_plan.period,
        standing=Standing.DONE,
        assessed_at=NOON,
    )
    hand("蔡木贵", successor)
    assert tasks_of("李丹佳") == [("key", 1), ("key", 2)]
    assert tasks_of("蔡木贵") == [("key", 5)]
    old = Leader.objects.get(name="蔡木贵")
    assert (old.successor, old.handed_over_on, old.is_active) == (successor, DAY, False)


def test_the_history_keeps_the_old_name_and_why(
    small_plan, hand, successor, admin_user
):
    hand("蔡木贵", successor)
    newest, *_ = small_plan.tasks["key", 1].history.all()
    assert (newest.history_user, newest.leader) == (admin_user, successor)
    assert (
        newest.history_change_reason == "2021年7月1日起由李丹佳副市长接任蔡木贵副市长"
    )
    assert newest.prev_record.leader.name == "蔡木贵"


def test_open_instructions_move_and_keep_who_signed(
    small_plan, hand, successor, office_user
):
    open_one, closed = (
        instruct(small_plan, office_user),
        instruct(small_plan, office_user, "closed"),
    )
    hand("蔡木贵", successor)
    open_one.refresh_from_db()
    closed.refresh_from_db()
    assert (open_one.leader, open_one.signed_as) == (successor, "蔡木贵副市长")
    assert closed.leader == small_plan.leaders["蔡木贵"]


def test_co_leading_moves_and_names_nobody_twice(small_plan, hand, successor):
    hand("孙群", successor)
    assert list(successor.co_led.values_list("task__number", flat=True)) == [5]
    hand("蔡木贵", successor)
    assert tasks_of("李丹佳") == [("key", 1), ("key", 2), ("key", 5)]
    assert not successor.co_led.exists()


def test_a_successor_who_carries_work_already(small_plan, hand):
    hand("蔡木贵", small_plan.leaders["陈威"])
    assert len(tasks_of("陈威")) == 6
    line = Board(small_plan.period).by_work[small_plan.works["harbour"].pk]
    assert [leader.name for leader in line.leaders] == ["陈威"]


def test_the_old_account_reads_and_the_office_is_told(
    small_plan,
    hand,
    successor,
    leader_user,
    office_user,
    settings,
    mailoutbox,
    django_capture_on_commit_callbacks,
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    User.objects.filter(pk=office_user.pk).update(email="ducha@yuhuan.example")
    with django_capture_on_commit_callbacks(execute=True):
        hand("蔡木贵", successor)
    leader_user.refresh_from_db()
    assert (leader_user.role, leader_user.leader, leader_user.is_active) == (
        "viewer",
        None,
        True,
    )
    assert "账号改为查阅" in leader_user.history.first().history_change_reason
    assert [mail.to for mail in mailoutbox] == [["ducha@yuhuan.example"]]
    assert "“caimugui”已改为“查阅”" in mailoutbox[0].body


def test_the_accounts_of_both_see_what_is_theirs_now(
    small_plan, hand, leader_user, other_leader_user
):
    hand("蔡木贵", small_plan.leaders["陈威"])
    assert not access.can_instruct(leader_user, small_plan.works["enterprises"])
    assert access.can_instruct(other_leader_user, small_plan.works["enterprises"])


def test_second_time_moves_what_is_left(small_plan, hand, successor):
    hand("蔡木贵", successor)
    Task.objects.filter(number=1, kind="key").update(
        leader=small_plan.leaders["蔡木贵"]
    )
    hand("蔡木贵", successor)
    assert ("key", 1) in tasks_of("李丹佳")


@pytest.mark.parametrize(
    "name, said",
    [
        ("本人", "不能是本人"),
        ("离任", "不在任"),
        ("另一人", "已移交"),
        ("回头", "已由本人接任"),
    ],
)
def test_a_successor_who_will_not_do(small_plan, hand, successor, name, said):
    leader = small_plan.leaders["蔡木贵"]
    if name == "另一人":
        hand("蔡木贵", small_plan.leaders["孙群"])
    if name == "回头":
        Leader.objects.filter(pk=successor.pk).update(successor=leader)
        successor.refresh_from_db()
    if name == "离任":
        successor.is_active = False
    with pytest.raises(ValidationError, match=said):
        hand("蔡木贵", leader if name == "本人" else successor)


def test_not_before_the_day(small_plan, hand, successor):
    with pytest.raises(ValidationError, match="还没有到"):
        hand("蔡木贵", successor, as_of=date(2021, 6, 30))
    assert tasks_of("李丹佳") == []


# ---- units


@pytest.fixture
def merge(small_plan, admin_user):
    def merged(unit, into, on=DAY, as_of=DAY):
        units = small_plan.units
        return merge_unit(
            unit=units[unit], into=units[into], on=on, as_of=as_of, by=admin_user
        )

    return merged


def duties(unit):
    return sorted(
        Responsibility.objects.filter(unit__name=unit).values_list(
            "task__number", "duty"
        )
    )


def test_duties_move_and_leading_wins(small_plan, merge):
    merge("市科技局", "市发改局")
    assert duties("市科技局") == []
    assert duties("市发改局") == [(1, "lead"), (2, "lead"), (3, "lead"), (5, "lead")]
    merge("市财政局", "市农业农村局")
    assert duties("市农业农村局") == [(1, "cooperating"), (1, "lead"), (4, "lead")]
    assert (
        small_plan.targets["新增养老床位"]
        .work.targets.filter(unit__name="市财政局")
        .count()
        == 0
    )


def test_names_members_and_accounts_move(small_plan, merge, unit_user):
    UnitAlias.objects.create(
        unit=small_plan.units["市科技局"], name="科委", key=unit_key("科委")
    )
    merge("市科技局", "市发改局")
    into = Unit.objects.get(name="市发改局")
    assert {alias.name for alias in into.aliases.all()} == {"科委", "市科技局"}
    unit_user.refresh_from_db()
    assert unit_user.unit == into
    merge("玉城街道", "大麦屿街道")
    group = Unit.objects.get(name="各乡镇（街道）")
    assert [unit.name for unit in group.members.all()] == ["大麦屿街道"]
    old = Unit.objects.get(name="玉城街道")
    assert old.merged_into.name == "大麦屿街道" and not old.is_active


def test_open_instructions_and_drafts_move_and_what_was_sent_stays(
    small_plan, merge, office_user
):
    given = instruct(small_plan, office_user)
    draft = ProgressReport.objects.create(
        work=small_plan.works["talents"],
        unit=small_plan.units["市科技局"],
        period=small_plan.period,
    )
    merge("市科技局", "市发改局")
    draft.refresh_from_db()
    small_plan.report.refresh_from_db()
    assert [str(unit) for unit in given.units.all()] == ["市发改局"]
    assert draft.unit.name == "市发改局" and small_plan.report.unit.name == "市科技局"


def test_the_time_that_was_granted_goes_with_the_work(small_plan, merge, office_user):
    """And so does a request, unless the other unit has one waiting for the same work; a refusal
    stays."""
    units = small_plan.units

    def ask(work, unit, state):
        return Extension.objects.create(
            work=small_plan.works[work],
            unit=units[unit],
            period=small_plan.period,
            reason="等批复。",
            until=date(2021, 7, 20),
            state=state,
            asked_by=office_user,
        )

    granted, refused = (
        ask("talents", "市科技局", "granted"),
        ask("enterprises", "市科技局", "refused"),
    )
    asked, doubled = (
        ask("talents", "市科技局", "asked"),
        ask("harbour", "市科技局", "asked"),
    )
    ask("harbour", "市发改局", "asked")
    merge("市科技局", "市发改局")
    homes = [
        Extension.objects.get(pk=row.pk).unit.name
        for row in (granted, asked, refused, doubled)
    ]
    assert homes == ["市发改局", "市发改局", "市科技局", "市科技局"]
    assert "并入" in granted.history.first().history_change_reason


def test_what_the_old_unit_sent_is_not_owed_again(small_plan, merge):
    before = Board(small_plan.period).count(Selection(reported="no", by="work")).value
    merge("市科技局", "市发改局")
    assert (
        Board(small_plan.period).count(Selection(reported="no", by="work")).value
        == before
    )


def test_closed_periods_keep_their_reports(small_plan, merge):
    small_plan.report.state = ReportState.RETURNED
    small_plan.report.return_reason = "太简单"
    small_plan.report.save()
    Period.objects.filter(pk=small_plan.period.pk).update(state=PeriodState.CLOSED)
    merge("市科技局", "市发改局")
    small_plan.report.refresh_from_db()
    assert small_plan.report.unit.name == "市科技局"


@pytest.mark.parametrize(
    "unit, into, said",
    [
        ("市科技局", "市科技局", "不能并入本单位"),
        ("市科技局", "各乡镇（街道）", "单位组不能合并"),
        ("各乡镇（街道）", "市科技局", "单位组不能合并"),
    ],
)
def test_mergers_that_will_not_do(merge, unit, into, said):
    with pytest.raises(ValidationError, match=said):
        merge(unit, into)


def test_no_circle_and_no_second_home(small_plan, merge):
    merge("市科技局", "市发改局")
    for unit, into, said in (
        ("市发改局", "市科技局", "已并入本单位"),
        ("市科技局", "市财政局", "已并入市发改局"),
    ):
        for found in small_plan.units.values():
            found.refresh_from_db()
        with pytest.raises(ValidationError, match=said):
            merge(unit, into)


def test_a_renamed_unit_is_still_found_under_its_old_names(small_plan, admin_user):
    unit = small_plan.units["市科技局"]
    rename_unit(
        unit=unit, name="市科学技术局", full_name="玉环市科学技术局", by=admin_user
    )
    unit.refresh_from_db()
    assert (unit.name, unit.full_name) == ("市科学技术局", "玉环市科学技术局")
    assert UnitAlias.objects.get(key=unit_key("市科技局")).unit == unit
    rename_unit(unit=unit, name="市科学技术局", by=admin_user)
    assert unit.aliases.count() == 1


@pytest.mark.parametrize("name", ["市财政局", "财政"])
def test_a_name_that_means_another_unit_is_refused(small_plan, admin_user, name):
    other = small_plan.units["市财政局"]
    UnitAlias.objects.create(unit=other, name="财政", key=unit_key("财政"))
    with pytest.raises(ValidationError):
        rename_unit(unit=small_plan.units["市科技局"], name=name, by=admin_user)
    assert Unit.objects.filter(name="市科技局").exists()
