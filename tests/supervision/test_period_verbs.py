"""Opening, extending, closing and reopening a period."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from assignments.choices import (
    BulletinState,
    Duty,
    Group,
    PeriodState,
    ReportState,
    Standing,
)
from assignments.ledger.figures import Board, summary
from assignments.ledger.writing import save
from assignments.models import (
    Assessment,
    Bulletin,
    ClosedPeriod,
    Period,
    ProgressReport,
    Responsibility,
    Target,
    Task,
    Unit,
    Work,
)
from assignments.rules.transitions import IllegalMove
from assignments.supervision.period_verbs import (
    close_period,
    extend_period,
    missing,
    open_period,
    reopen_period,
)
from tests.supervision.conftest import NOON

LEAVE = {"unreviewed": "leave", "unassessed": "leave", "silent": "leave"}


def assessment_of(small_plan, word, period):
    return Assessment.objects.get(work=small_plan.works[word], period=period)


def settle_second(small_plan, word, standing):
    Assessment.objects.create(
        work=small_plan.works[word],
        period=small_plan.period,
        standing=standing,
        comment="经市政府同意。",
        approval_number="玉政办〔2021〕5号",
        assessed_at=NOON,
    )


# ---- Open


@pytest.fixture
def third(small_plan, office_user):
    """The third quarter, opened after the second was closed with one work done and one adjusted."""
    settle_second(small_plan, "enterprises", Standing.DONE)
    settle_second(small_plan, "harbour", Standing.ADJUSTED)
    settle_second(small_plan, "talents", Standing.ON_TRACK)
    close_period(period=small_plan.period, decisions=LEAVE, by=office_user, at=NOON)
    return open_period(period=small_plan.quarters[3], by=office_user, at=NOON)


def test_opening_makes_an_assessment_for_each_work(third, small_plan):
    assert third.state == PeriodState.OPEN and third.opened_at == NOON
    assert len(Assessment.objects.in_period(third)) == len(small_plan.works)


def test_what_is_settled_is_carried_and_owes_nothing(third, small_plan):
    for word, standing in (("enterprises", "done"), ("harbour", "adjusted")):
        carried = assessment_of(small_plan, word, third)
        assert (carried.standing, carried.carried, carried.comment) == (
            standing,
            True,
            "沿用上期",
        )
        assert not Board(third).by_work[small_plan.works[word].id].silent_units
    assert (
        assessment_of(small_plan, "harbour", third).approval_number
        == "玉政办〔2021〕5号"
    )


def test_what_goes_on_starts_empty(third, small_plan):
    for word in ("talents", "fields", "livelihood"):
        fresh = assessment_of(small_plan, word, third)
        assert (fresh.standing, fresh.carried) == ("", False)


def test_each_new_assessment_has_its_history(third, small_plan, office_user):
    row = assessment_of(small_plan, "talents", third).history.get()
    assert (row.history_user, row.history_change_reason) == (office_user, "开启报送期")


def test_units_that_owe_are_told_by_mail(
    small_plan, office_user, settings, mailoutbox, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Unit.objects.filter(name="市科技局").update(email="keji@yuhuan.example")
    Unit.objects.filter(name="市发改局").update(email="fagai@yuhuan.example")
    settle_second(small_plan, "harbour", Standing.DONE)
    close_period(period=small_plan.period, decisions=LEAVE, by=office_user)
    with django_capture_on_commit_callbacks(execute=True):
        open_period(period=small_plan.quarters[3], by=office_user)
    assert [letter.to for letter in mailoutbox] == [["keji@yuhuan.example"]]
    assert "1. 实现“小升规”60家\n2. 深化人才新政2.0" in mailoutbox[0].body


def test_an_earlier_period_is_closed_first(small_plan, office_user):
    with pytest.raises(IllegalMove, match="二季度还在进行中"):
        open_period(period=small_plan.quarters[3], by=office_user)


def test_a_period_opens_once(small_plan, office_user):
    for period in (small_plan.period, small_plan.last):
        with pytest.raises(IllegalMove):
            open_period(period=period, by=office_user)


def test_opening_again_after_reopening_keeps_what_is_there(third, small_plan):
    """Works that have an assessment already get no second one."""
    assert len({row.work_id for row in Assessment.objects.in_period(third)}) == len(
        small_plan.works
    )


# ---- Extend


def test_the_day_moves_only_later(small_plan, office_user):
    extended = extend_period(
        period=small_plan.period,
        due_on=date(2021, 7, 12),
        reason="国庆。",
        by=office_user,
    )
    assert extended.due_on == date(2021, 7, 12)
    assert (
        "由7月8日延至7月12日：国庆。" in extended.history.first().history_change_reason
    )
    with pytest.raises(ValidationError, match="须晚于"):
        extend_period(
            period=extended, due_on=date(2021, 7, 12), reason="再延。", by=office_user
        )
    with pytest.raises(ValidationError, match="理由"):
        extend_period(
            period=extended, due_on=date(2021, 7, 20), reason=" ", by=office_user
        )


def test_only_an_open_period_is_extended(small_plan, office_user):
    for period in (small_plan.last, small_plan.quarters[3]):
        with pytest.raises(IllegalMove):
            extend_period(
                period=period, due_on=date(2022, 1, 1), reason="。", by=office_user
            )


# ---- Close


def test_what_is_missing_is_listed(small_plan, waiting):
    lacking = missing(Board(small_plan.period))
    assert [
        pile.value for pile in (lacking.unreviewed, lacking.unassessed, lacking.silent)
    ] == [
        1,
        2,
        3,
    ]
    assert lacking.unreviewed.entries == (waiting,)


def test_each_list_needs_a_decision(small_plan, waiting, office_user):
    with pytest.raises(ValidationError) as refused:
        close_period(
            period=small_plan.period, decisions={"silent": "leave"}, by=office_user
        )
    assert set(refused.value.message_dict) == {"unreviewed", "unassessed"}
    with pytest.raises(ValidationError):
        close_period(
            period=small_plan.period,
            decisions=LEAVE | {"silent": "forget"},
            by=office_user,
        )
    assert Period.objects.get(pk=small_plan.period.pk).is_open


def test_what_changed_meanwhile_is_decided_anew(small_plan, report_on, office_user):
    seen = missing(Board(small_plan.period)).mark
    report_on("talents", "市科技局")
    with pytest.raises(ValidationError, match="又有变化"):
        close_period(
            period=small_plan.period, decisions=LEAVE, seen=seen, by=office_user
        )


def test_leaving_everything_changes_nothing_but_the_state(
    small_plan, waiting, office_user
):
    before = summary(Board(small_plan.period))
    closed = close_period(
        period=small_plan.period, decisions=LEAVE, by=office_user, at=NOON
    )
    assert (closed.state, closed.closed_at) == (PeriodState.CLOSED, NOON)
    assert summary(Board(closed)) == before
    waiting.refresh_from_db()
    assert waiting.state == ReportState.SUBMITTED


def test_a_list_as_long_as_before_is_not_the_list_before(
    small_plan, waiting, report_on, office_user
):
    """One report goes while another comes."""
    seen = missing(Board(small_plan.period)).mark
    waiting.delete()
    report_on("harbour", "市发改局")
    with pytest.raises(ValidationError, match="又有变化"):
        close_period(
            period=small_plan.period, decisions=LEAVE, seen=seen, by=office_user
        )


def test_what_was_left_counts_as_it_did_whoever_leads_later(
    small_plan, waiting, office_user
):
    """Also a work that came into the plan while the period ran."""
    later = Work.objects.create(year=2021, title="年中新增", due_on=date(2021, 12, 31))
    Task.objects.create(plan=small_plan.plan, work=later, number=99, text="年中新增。")
    closed = close_period(
        period=small_plan.period, decisions=LEAVE, by=office_user, at=NOON
    )
    before = summary(Board(closed))
    left = assessment_of(small_plan, "talents", closed)
    assert (left.standing, left.left_as) == ("", Group.UNASSESSED)
    assert Assessment.objects.get(work=later, period=closed).left_as == Group.UNASSESSED
    assert left.history.first().history_change_reason == "关闭报送期"
    task = small_plan.works["talents"].tasks.get()
    Responsibility.objects.create(
        task=task, unit=small_plan.units["市财政局"], duty=Duty.LEAD
    )
    assert summary(Board(closed))["key_groups"] == before["key_groups"]


def test_targets_stay_as_they_were_judged(small_plan, office_user, admin_user):
    """What is changed or added in the plan later shows in the next period."""
    work, target = (
        small_plan.works["enterprises"],
        small_plan.targets["新增“小升规”企业"],
    )
    closed = close_period(
        period=small_plan.period, decisions=LEAVE, by=office_user, at=NOON
    )
    judged = shown_targets(closed, work)
    target.value, target.text = 20, "新增规上企业"
    save(target, by=admin_user)
    added = Target.objects.create(
        work=work, text="新增", value=5, due_on=date(2021, 12, 31)
    )
    assert (
        shown_targets(closed, work) == shown_targets(closed, work, alone=True) == judged
    )
    third = open_period(period=small_plan.quarters[3], by=office_user)
    assert [(one, text) for one, text, *_ in shown_targets(third, work)] == [
        (target.pk, "新增规上企业"),
        (added.pk, "新增"),
    ]
    reopened = reopen_period(period=closed, reason="目标有误", by=admin_user)
    assert [one for one, *_ in shown_targets(reopened, work)] == [target.pk, added.pk]


def shown_targets(period, work, alone=False) -> list[tuple]:
    board = Board(period, work=work if alone else None).with_targets()
    return [
        (line.target.pk, line.target.text, line.target.value, line.percent, line.pace)
        for line in board.by_work[work.pk].targets
    ]


def test_what_was_left_is_seen_live_once_the_period_is_open_again(
    small_plan, waiting, office_user, admin_user
):
    close_period(period=small_plan.period, decisions=LEAVE, by=office_user, at=NOON)
    reopened = reopen_period(period=small_plan.period, reason="数字有误", by=admin_user)
    waiting.refresh_from_db()
    waiting.state = ReportState.DRAFT
    waiting.save()
    talents = small_plan.works["talents"].pk
    assert Board(reopened).by_work[talents].group == Group.NOT_REPORTED
    closed = close_period(period=reopened, decisions=LEAVE, by=office_user, at=NOON)
    assert Board(closed).by_work[talents].group == Group.NOT_REPORTED


def test_the_decisions_are_carried_out_and_written_down(
    small_plan, waiting, office_user
):
    decisions = {"unreviewed": "accept", "unassessed": "carry", "silent": "slow"}
    closed = close_period(
        period=small_plan.period, decisions=decisions, by=office_user, at=NOON
    )
    waiting.refresh_from_db()
    assert waiting.state == ReportState.ACCEPTED
    carried = assessment_of(small_plan, "talents", closed)
    assert (carried.standing, carried.carried, carried.comment) == (
        "on_track",
        True,
        "沿用上期",
    )
    slow = assessment_of(small_plan, "harbour", closed)
    assert (slow.standing, slow.comment, slow.assessed_by) == (
        "slow",
        "责任单位未报送",
        office_user,
    )
    said = closed.history.first().history_change_reason
    assert (
        "已报送、未审核 1 项，全部审核通过" in said
        and "未报送、未评定 3 项，评为“进度偏慢”" in said
    )


def test_carried_on_track_still_owes(small_plan, waiting, office_user):
    """Carrying 正常推进 settles the period, not the work."""
    decisions = {"unreviewed": "accept", "unassessed": "carry", "silent": "slow"}
    close_period(period=small_plan.period, decisions=decisions, by=office_user)
    third = open_period(period=small_plan.quarters[3], by=office_user)
    assert Board(third).by_work[small_plan.works["talents"].id].is_silent


def test_after_closing_nothing_moves(small_plan, waiting, office_user):
    close_period(period=small_plan.period, decisions=LEAVE, by=office_user)
    with pytest.raises(ClosedPeriod):
        waiting.save()
    with pytest.raises(ClosedPeriod):
        ProgressReport.objects.filter(pk=waiting.pk).update(progress="改。")


def test_a_period_closes_once(small_plan, office_user):
    for period in (small_plan.last, small_plan.quarters[3]):
        with pytest.raises(IllegalMove):
            close_period(period=period, decisions=LEAVE, by=office_user)


# ---- Reopen


@pytest.fixture
def bulletin(small_plan, office_user):
    return Bulletin.objects.create(
        period=small_plan.last,
        number="玉市委、市政府督通〔2021〕12号",
        title="一季度通报",
        issued_on=date(2021, 4, 12),
        state=BulletinState.ISSUED,
        sha256="a" * 64,
        issued_by=office_user,
    )


def test_reopening_withdraws_the_bulletin_with_a_trace(
    small_plan, bulletin, admin_user
):
    opened = reopen_period(
        period=small_plan.last, reason="数据有误", by=admin_user, at=NOON
    )
    assert opened.is_open and opened.closed_at is None
    bulletin.refresh_from_db()
    assert (bulletin.state, bulletin.withdrawn_by, bulletin.withdrawn_at) == (
        "withdrawn",
        admin_user,
        NOON,
    )
    assert bulletin.withdrawn_because == "2021年一季度重新开启：数据有误"


@pytest.mark.parametrize(
    "state",
    [{"state": "draft"}, {"state": "withdrawn", "withdrawn_because": "文号有误"}],
)
def test_reopening_leaves_drafts_and_what_was_withdrawn(small_plan, admin_user, state):
    other = Bulletin.objects.create(
        period=small_plan.last,
        title="另一份",
        number="〔2021〕11号",
        issued_on=date(2021, 4, 11),
        sha256="b" * 64,
        **state,
    )
    before = Bulletin.objects.values().get(pk=other.pk)
    reopen_period(period=small_plan.last, reason="数据有误", by=admin_user, at=NOON)
    assert Bulletin.objects.values().get(pk=other.pk) == before
    assert len(other.history.all()) == 1


def test_reopening_needs_a_reason_and_a_closed_period(small_plan, admin_user):
    with pytest.raises(ValidationError, match="理由"):
        reopen_period(period=small_plan.last, reason="", by=admin_user)
    with pytest.raises(IllegalMove):
        reopen_period(period=small_plan.period, reason="改。", by=admin_user)


# ---- Who may
