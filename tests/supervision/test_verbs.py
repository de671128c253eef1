"""The office's verbs on reports, works and units: who may, when, what is written."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.mail.backends.base import BaseEmailBackend

from assignments.choices import ExtensionState, ReportState, Standing
from assignments.ledger.figures import Board
from assignments.ledger.writing import StaleVersion
from assignments.models import (
    Assessment,
    ClosedPeriod,
    Extension,
    Reading,
    Reminder,
    Unit,
)
from assignments.rules.transitions import IllegalMove
from assignments.supervision.verbs import (
    NOT_YET,
    Decision,
    Rejected,
    accept,
    answer_extension,
    assess,
    assess_many,
    chase,
    chase_all,
    send_back,
)
from tests.supervision.conftest import NOON


class DeadServer(BaseEmailBackend):
    """A mail server that nobody reaches."""

    asked = 0

    def send_messages(self, messages):
        DeadServer.asked += 1
        raise TimeoutError


# ---- Review


def test_accepting_signs(waiting, office_user):
    report = accept(report=waiting, by=office_user, at=NOON)
    assert (report.state, report.reviewed_by, report.reviewed_at) == (
        ReportState.ACCEPTED,
        office_user,
        NOON,
    )


def test_sending_back_says_why_and_counts(waiting, office_user):
    report = send_back(report=waiting, reason=" 缺数据。 ", by=office_user)
    assert (report.state, report.return_reason, report.times_returned) == (
        ReportState.RETURNED,
        "缺数据。",
        1,
    )
    assert report.history.first().history_change_reason == "缺数据。"


def test_an_accepted_report_can_still_go_back(small_plan, office_user):
    assert (
        send_back(report=small_plan.report, reason="数据有误。", by=office_user).state
        == ReportState.RETURNED
    )


def test_without_a_reason_nothing_goes_back(waiting, office_user):
    with pytest.raises(ValidationError, match="须写明原因"):
        send_back(report=waiting, reason="  ", by=office_user)


@pytest.mark.parametrize(
    "state", [ReportState.DRAFT, ReportState.RETURNED, ReportState.ACCEPTED]
)
def test_only_what_waits_is_accepted(report_on, office_user, state):
    report = report_on("talents", "市科技局", state=state, return_reason="缺数据。")
    with pytest.raises(IllegalMove):
        accept(report=report, by=office_user)


def test_what_was_read_is_what_is_accepted(waiting, office_user):
    with pytest.raises(StaleVersion):
        accept(report=waiting, by=office_user, expected_version=waiting.version + 1)


# ---- Assess


@pytest.fixture
def fields(small_plan, report_on):
    """市农业农村局 on fields at the half year: 380 of 1000 亩, behind; 3 of 5 个."""
    report = report_on(
        "fields", "市农业农村局", state=ReportState.ACCEPTED, reviewed_at=NOON
    )
    Reading.objects.create(
        report=report, target=small_plan.targets["低效用地再开发"], value=Decimal(380)
    )
    Reading.objects.create(
        report=report, target=small_plan.targets["建成美丽田园"], value=Decimal(3)
    )
    return {"work": small_plan.works["fields"], "period": small_plan.period}


def test_an_assessment_keeps_the_hint_and_its_reason(fields, office_user, small_plan):
    slow = small_plan.targets["低效用地再开发"]
    made = assess(
        **fields,
        standing="slow",
        method="phone",
        slow_targets=[slow.id],
        by=office_user,
        at=NOON,
    )
    assert (made.standing, made.method, made.hint) == ("slow", "phone", "slow")
    assert "完成数 380" in made.hint_reason and "序时进度 50%" in made.hint_reason
    assert (made.assessed_by, made.assessed_at) == (office_user, NOON)
    assert [row.target for row in made.slow_targets.all()] == [slow]


def test_against_the_hint_a_line_is_asked_for(fields, office_user):
    with pytest.raises(ValidationError) as refused:
        assess(**fields, standing="on_track", by=office_user)
    assert refused.value.message_dict == {
        "override_reason": ["系统提示为“进度偏慢”，评为“正常推进”须写一句理由。"]
    }
    assert not Assessment.objects.filter(**fields).exists()
    made = assess(
        **fields,
        standing="on_track",
        override_reason="征地已完成，四季度集中出让。",
        by=office_user,
    )
    assert (made.standing, made.hint) == ("on_track", "slow")


def test_a_submitted_report_counts_for_the_hint(small_plan, report_on, office_user):
    report = report_on("fields", "市农业农村局")
    Reading.objects.create(
        report=report, target=small_plan.targets["低效用地再开发"], value=Decimal(100)
    )
    made = assess(
        work=small_plan.works["fields"],
        period=small_plan.period,
        standing="slow",
        by=office_user,
    )
    assert made.hint == Standing.SLOW


def test_good_on_a_silent_work_asks_for_a_line(small_plan, office_user):
    silent = {
        "work": small_plan.works["harbour"],
        "period": small_plan.period,
        "by": office_user,
    }
    with pytest.raises(ValidationError, match="未报送"):
        assess(**silent, standing="on_track")
    assert assess(**silent, standing="slow").standing == "slow"
    assert (
        assess(**silent, standing="done", override_reason="现场查看已完工。").standing
        == "done"
    )


def test_an_adjustment_needs_its_approval(fields, office_user):
    with pytest.raises(ValidationError) as refused:
        assess(**fields, standing="adjusted", by=office_user)
    assert set(refused.value.message_dict) == {"comment", "approval_number"}
    made = assess(
        **fields,
        standing="adjusted",
        comment="调整到明年。",
        approval_number="玉政办〔2021〕5号",
        by=office_user,
    )
    assert made.standing == Standing.ADJUSTED


def test_slow_targets_belong_to_slow_works(fields, office_user, small_plan):
    slow, foreign = (
        small_plan.targets["低效用地再开发"],
        small_plan.targets["新增养老床位"],
    )
    made = assess(
        **fields, standing="slow", slow_targets=[slow.id, foreign.id], by=office_user
    )
    assert [row.target for row in made.slow_targets.all()] == [slow]
    made = assess(
        **fields,
        standing="on_track",
        override_reason="已补报。",
        slow_targets=[slow.id],
        by=office_user,
    )
    assert not made.slow_targets.exists()


def test_a_judgement_can_be_taken_back(fields, office_user):
    assess(**fields, standing="slow", by=office_user)
    made = assess(**fields, standing="", by=office_user)
    assert (made.standing, made.assessed_at, made.assessed_by) == ("", None, None)
    assert made.history.first().history_change_reason == "撤回评定"


def test_what_was_carried_is_the_offices_own_once_it_is_assessed(
    small_plan, office_user
):
    """A work that was settled before and is judged anew owes its report again."""
    work, period = small_plan.works["harbour"], small_plan.period
    row = Assessment.objects.create(
        work=work, period=period, standing="done", carried=True, assessed_at=NOON
    )
    made = assess(
        work=work,
        period=period,
        standing="done",
        override_reason="已完工。",
        by=office_user,
    )
    assert (made.pk, made.carried) == (row.pk, False)
    assert Board(period).by_work[work.pk].is_silent


def test_two_judges_do_not_overwrite_each_other(fields, office_user):
    first = assess(**fields, standing="slow", by=office_user, expected_version=NOT_YET)
    assess(
        **fields,
        standing="slow",
        comment="再看。",
        by=office_user,
        expected_version=first.version,
    )
    for version in (first.version, NOT_YET):
        with pytest.raises(StaleVersion):
            assess(
                **fields,
                standing="slow",
                comment="我的。",
                by=office_user,
                expected_version=version,
            )
    assert Assessment.objects.get(**fields).comment == "再看。"


def test_many_are_recorded_together(small_plan, fields, office_user):
    words = ("fields", "harbour")
    decisions = [Decision(small_plan.works[word], "slow") for word in words]
    made = assess_many(period=small_plan.period, decisions=decisions, by=office_user)
    assert [row.standing for row in made] == ["slow", "slow"]


def test_one_wrong_row_records_none(small_plan, fields, office_user):
    good = Decision(small_plan.works["harbour"], "slow")
    wrong = Decision(small_plan.works["fields"], "done")
    with pytest.raises(Rejected) as rejected:
        assess_many(period=small_plan.period, decisions=[good, wrong], by=office_user)
    assert set(rejected.value.errors) == {small_plan.works["fields"].id}
    assert "override_reason" in rejected.value.errors[small_plan.works["fields"].id]
    assert not Assessment.objects.in_period(small_plan.period).exists()


def test_a_sheet_tells_what_another_recorded_meanwhile(small_plan, office_user):
    work, period = small_plan.works["harbour"], small_plan.period
    there = assess(work=work, period=period, standing="slow", by=office_user)
    late = Decision(work, "slow", comment="我的", expected_version=NOT_YET)
    with pytest.raises(Rejected) as rejected:
        assess_many(period=period, decisions=[late], by=office_user)
    assert rejected.value.stale == {work.id: there}


# ---- Chase


def test_who_owes_one_of_these_is_chased_for_all_it_owes(small_plan, office_user):
    small_plan.report.delete()
    asked = [small_plan.works["talents"].pk]
    made, left_out = chase_all(
        period=small_plan.period, works=asked, by=office_user, at=NOON
    )
    assert [(row.unit.name, len(row.works.all())) for row in made] == [("市科技局", 2)]
    assert left_out == []


def chased(small_plan):
    return {"unit": small_plan.units["市发改局"], "period": small_plan.period}


def test_a_reminder_names_what_is_owed(small_plan, office_user):
    reminder = chase(**chased(small_plan), by=office_user, at=NOON)
    assert [work.title for work in reminder.works.all()] == ["推进大麦屿港区开发"]
    assert reminder.sent_on == date(2021, 7, 6)
    assert "还有 1 项" in reminder.text


def test_once_a_day_and_again_tomorrow(small_plan, office_user):
    chase(**chased(small_plan), by=office_user, at=NOON)
    with pytest.raises(ValidationError, match="今天已经催办过"):
        chase(**chased(small_plan), by=office_user, at=NOON + timedelta(hours=8))
    assert chase(**chased(small_plan), by=office_user, at=NOON + timedelta(days=1)).pk


def test_nobody_is_asked_to_report_by_a_day_that_is_over(small_plan, office_user):
    """The due date is 8 July."""
    in_time = chase(**chased(small_plan), by=office_user, at=NOON)
    assert in_time.text.endswith("请于7月8日前报送。")
    late = chase(**chased(small_plan), by=office_user, at=NOON + timedelta(days=4))
    assert late.text.endswith("已过报送期限7月8日，请尽快报送。")


def test_the_day_is_the_local_one(small_plan, office_user):
    """At 23:30 UTC it is the next morning in Zhejiang."""
    late = NOON.replace(hour=23, minute=30)
    assert chase(**chased(small_plan), by=office_user, at=late).sent_on == date(
        2021, 7, 7
    )


def test_who_owes_nothing_is_not_chased(small_plan, office_user):
    with pytest.raises(ValidationError, match="不用催办"):
        chase(
            unit=small_plan.units["玉城街道"], period=small_plan.period, by=office_user
        )


def test_all_are_chased_and_nobody_twice(small_plan, office_user):
    chase(**chased(small_plan), by=office_user, at=NOON)
    made, left_out = chase_all(period=small_plan.period, by=office_user, at=NOON)
    assert {reminder.unit.name for reminder in made} == {
        "市科技局",
        "市财政局",
        "市农业农村局",
    }
    assert left_out == ["市发改局：今天已经催办过这个单位，明天可以再催。"]
    assert chase_all(period=small_plan.period, by=office_user, at=NOON)[0] == []
    assert len(Reminder.objects.all()) == 4


@pytest.fixture
def mail(settings, mailoutbox):
    """Mail is configured, and kept in memory."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return mailoutbox


def test_a_reminder_goes_by_mail_once_it_is_certain(
    small_plan, office_user, mail, django_capture_on_commit_callbacks
):
    unit = small_plan.units["市发改局"]
    unit.email = "fagai@yuhuan.example"
    unit.save()
    with django_capture_on_commit_callbacks(execute=True):
        reminder = chase(**chased(small_plan), by=office_user, at=NOON)
        assert mail == []
    assert reminder.mailed_to == "fagai@yuhuan.example"
    assert [letter.to for letter in mail] == [["fagai@yuhuan.example"]]
    assert "1. 推进大麦屿港区开发" in mail[0].body


def test_without_an_address_or_a_server_no_mail(
    small_plan, office_user, mail, settings
):
    assert chase(**chased(small_plan), by=office_user, at=NOON).mailed_to == ""
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    unit = small_plan.units["市农业农村局"]
    unit.email = "nongye@yuhuan.example"
    unit.save()
    assert (
        chase(unit=unit, period=small_plan.period, by=office_user, at=NOON).mailed_to
        == ""
    )


def test_a_server_that_is_down_undoes_nothing(
    small_plan, office_user, settings, django_capture_on_commit_callbacks, caplog
):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        9,
    )
    unit = small_plan.units["市发改局"]
    unit.email = "fagai@yuhuan.example"
    unit.save()
    with django_capture_on_commit_callbacks(execute=True):
        chase(**chased(small_plan), by=office_user, at=NOON)
    assert len(Reminder.objects.all()) == 1
    assert "send_when_certain" in caplog.text


def test_a_server_that_is_down_is_not_asked_again_for_each_unit(
    small_plan, office_user, settings, django_capture_on_commit_callbacks
):
    """Each asking may take ten seconds, and a request that takes minutes is ended."""
    settings.EMAIL_BACKEND = f"{__name__}.{DeadServer.__name__}"
    Unit.objects.update(email="danwei@yuhuan.example")
    DeadServer.asked = 0
    with django_capture_on_commit_callbacks(execute=True):
        made, _ = chase_all(period=small_plan.period, by=office_user, at=NOON)
    assert len(made) == 4 and DeadServer.asked == 1


# ---- Requests for time


@pytest.fixture
def extension(small_plan, unit_user):
    return Extension.objects.create(
        work=small_plan.works["talents"],
        unit=small_plan.units["市科技局"],
        period=small_plan.period,
        reason="数据未出。",
        until=date(2021, 7, 20),
        asked_by=unit_user,
    )


def test_a_request_is_granted_once(extension, office_user):
    assert (
        answer_extension(extension=extension, grant=True, by=office_user).state
        == ExtensionState.GRANTED
    )
    with pytest.raises(IllegalMove):
        answer_extension(
            extension=extension, grant=False, answer="不行。", by=office_user
        )


def test_a_refusal_says_why(extension, office_user):
    with pytest.raises(ValidationError, match="写一句理由"):
        answer_extension(extension=extension, grant=False, answer="  ", by=office_user)
    refused = answer_extension(
        extension=extension, grant=False, answer="月报已有数据。", by=office_user
    )
    assert (refused.state, refused.answer) == (ExtensionState.REFUSED, "月报已有数据。")


# ---- A closed period


def test_a_closed_period_is_left_alone(small_plan, office_user):
    closed = {
        "work": small_plan.works["fields"],
        "period": small_plan.last,
        "by": office_user,
    }
    with pytest.raises(ClosedPeriod):
        assess(**closed, standing="slow")
    with pytest.raises(ClosedPeriod):
        chase(unit=small_plan.units["市发改局"], period=small_plan.last, by=office_user)
    with pytest.raises(IllegalMove, match="尚未开启"):
        assess(**(closed | {"period": small_plan.quarters[3]}), standing="slow")


def test_reports_of_a_closed_period_are_left_alone(waiting, small_plan, office_user):
    small_plan.period.state = "closed"
    small_plan.period.save()
    for verb, more in ((accept, {}), (send_back, {"reason": "缺数据。"})):
        with pytest.raises(ClosedPeriod):
            verb(report=waiting, by=office_user, **more)
