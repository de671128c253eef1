"""The reporter's verbs: who may, when, what is written, what is refused."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assignments.choices import PeriodState, ReportState
from assignments.ledger.writing import StaleVersion
from assignments.models import ClosedPeriod, ProgressReport, Reading, Reminder
from assignments.reporting.verbs import (
    NOT_YET,
    Content,
    ask_extension,
    fillable_targets,
    mark_read,
    save_draft,
    submit,
    withdraw,
)
from assignments.rules.transitions import IllegalMove

NOON = datetime(2021, 7, 6, 4, 0, tzinfo=timezone.utc)


@pytest.fixture
def fields(small_plan):
    """市农业农村局 on fields: 1000 亩, 5 个 and a milestone."""
    return {
        "work": small_plan.works["fields"],
        "unit": small_plan.units["市农业农村局"],
        "period": small_plan.period,
    }


def reading_of(report, target):
    return Reading.objects.get(report=report, target=target)


# ---- Drafts


def test_a_draft_keeps_what_was_typed(draft, unit_user):
    assert draft.state == ReportState.DRAFT
    assert draft.progress == "正在推进。"
    assert draft.history.get().history_user == unit_user


def test_a_draft_grows_and_its_history_with_it(draft, talents, unit_user):
    again = save_draft(
        **talents,
        content=Content(progress="推进了一半。"),
        by=unit_user,
        expected_version=draft.version,
    )
    assert again.pk == draft.pk
    assert again.version == draft.version + 1
    assert [row.progress for row in again.history.all()] == [
        "推进了一半。",
        "正在推进。",
    ]


def test_saving_the_same_again_leaves_no_trace(draft, talents, unit_user):
    again = save_draft(**talents, content=Content(progress="正在推进。"), by=unit_user)
    assert again.version == draft.version
    assert len(again.history.all()) == 1


def test_readings_are_numbers_or_days(fields, small_plan, other_unit_user):
    area, reviewed = (
        small_plan.targets["低效用地再开发"],
        small_plan.targets["规划通过评审"],
    )
    readings = {area.id: Decimal("480.5"), reviewed.id: date(2021, 6, 20)}
    report = save_draft(
        **fields, content=Content(readings=readings), by=other_unit_user
    )
    assert reading_of(report, area).value == Decimal("480.5")
    assert reading_of(report, reviewed).reached_on == date(2021, 6, 20)


def test_an_emptied_reading_goes(fields, small_plan, other_unit_user):
    area = small_plan.targets["低效用地再开发"]
    save_draft(
        **fields, content=Content(readings={area.id: Decimal(10)}), by=other_unit_user
    )
    report = save_draft(
        **fields, content=Content(readings={area.id: None}), by=other_unit_user
    )
    assert not report.readings.exists()


def test_a_reading_of_another_units_part_is_refused(small_plan, other_unit_user):
    beds = small_plan.targets["新增养老床位"]
    with pytest.raises(ValidationError, match="不归本单位"):
        save_draft(
            work=small_plan.works["livelihood"],
            unit=small_plan.units["市农业农村局"],
            period=small_plan.period,
            content=Content(readings={beds.id: Decimal(10)}),
            by=other_unit_user,
        )


def test_each_unit_of_a_shared_work_fills_its_own_part(small_plan, other_unit_user):
    homes = small_plan.targets["建成居家养老中心"]
    report = save_draft(
        work=small_plan.works["livelihood"],
        unit=small_plan.units["市农业农村局"],
        period=small_plan.period,
        content=Content(readings={homes.id: Decimal(2)}),
        by=other_unit_user,
    )
    assert reading_of(report, homes).value == 2


# ---- Two people


def test_a_stale_form_is_refused_and_tells_what_is_there(
    draft, talents, unit_user, office_user
):
    save_draft(**talents, content=Content(progress="督查室电话记录。"), by=office_user)
    with pytest.raises(StaleVersion) as refused:
        save_draft(
            **talents,
            content=Content(progress="我的。"),
            by=unit_user,
            expected_version=draft.version,
        )
    assert refused.value.current.progress == "督查室电话记录。"
    assert ProgressReport.objects.get(pk=draft.pk).progress == "督查室电话记录。"


def test_two_first_drafts_do_not_overwrite_each_other(draft, talents, unit_user):
    with pytest.raises(StaleVersion):
        save_draft(
            **talents,
            content=Content(progress="另一人。"),
            by=unit_user,
            expected_version=NOT_YET,
        )


# ---- Sending


def test_sending_signs_the_report(talents, whole, unit_user):
    report = submit(**talents, content=whole, by=unit_user, at=NOON)
    assert report.state == ReportState.SUBMITTED
    assert (report.submitted_by, report.submitted_at) == (unit_user, NOON)
    assert report.approved_by == "林局长"
    assert not report.logged_by_office


def test_the_office_logs_on_behalf_and_it_is_marked(talents, whole, office_user):
    assert submit(**talents, content=whole, by=office_user).logged_by_office


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (Content(progress="有进展。"), "approved_by"),
        (Content(approved_by="林局长"), "progress"),
        (Content(progress="  ", approved_by="林局长"), "progress"),
    ],
)
def test_an_unfinished_report_is_not_sent(talents, unit_user, content, field):
    with pytest.raises(ValidationError) as refused:
        submit(**talents, content=content, by=unit_user)
    assert field in refused.value.message_dict
    assert not ProgressReport.objects.filter(
        work=talents["work"], period=talents["period"]
    ).exists()


def test_a_sent_report_cannot_be_sent_or_changed_again(sent, talents, whole, unit_user):
    for verb in (submit, save_draft):
        with pytest.raises(IllegalMove, match="待审核"):
            verb(**talents, content=whole, by=unit_user)


def test_a_returned_report_is_sent_again(sent, talents, whole, unit_user):
    sent.state, sent.return_reason = ReportState.RETURNED, "写得太简单。"
    sent.save()
    assert submit(**talents, content=whole, by=unit_user).state == ReportState.SUBMITTED


def test_text_left_as_it_was_is_marked(small_plan, unit_user):
    small_plan.quarters[2].state = PeriodState.CLOSED
    small_plan.quarters[3].state = PeriodState.OPEN
    small_plan.quarters[2].save()
    small_plan.quarters[3].save()
    third = {
        "work": small_plan.works["enterprises"],
        "unit": small_plan.units["市科技局"],
        "period": small_plan.quarters[3],
    }
    old = small_plan.report.progress
    assert submit(
        **third, content=Content(progress=f"{old} ", approved_by="林"), by=unit_user
    ).unchanged
    ProgressReport.objects.filter(period=small_plan.quarters[3]).delete()
    assert not submit(
        **third, content=Content(progress=f"{old}新。", approved_by="林"), by=unit_user
    ).unchanged


# ---- Taking back


def test_what_nobody_reviewed_is_taken_back(sent, unit_user):
    """It was not sent then; what came back from the office stays sent on its first day."""
    taken = withdraw(report=sent, by=unit_user)
    assert (taken.state, taken.submitted_at, taken.first_sent_at) == (
        ReportState.DRAFT,
        None,
        None,
    )


def test_the_first_day_stays_when_it_is_sent_again(sent, unit_user):
    first = sent.submitted_at
    sent.state, sent.return_reason, sent.times_returned = (
        ReportState.RETURNED,
        "缺数据。",
        1,
    )
    sent.save()
    content = Content(progress="补充了数据。", approved_by="林")
    where = {"work": sent.work, "unit": sent.unit, "period": sent.period}
    again = submit(**where, content=content, by=unit_user, at=first + timedelta(days=9))
    assert (again.first_sent_at, again.submitted_at) == (
        first,
        first + timedelta(days=9),
    )
    assert withdraw(report=again, by=unit_user).first_sent_at == first


def test_what_was_accepted_is_not_taken_back(small_plan, unit_user):
    with pytest.raises(IllegalMove, match="已审核通过"):
        withdraw(report=small_plan.report, by=unit_user)


def test_the_office_does_not_take_back_what_a_unit_sent(sent, office_user):
    with pytest.raises(PermissionDenied):
        withdraw(report=sent, by=office_user)


def test_the_office_takes_back_what_it_logged(talents, whole, office_user):
    report = submit(**talents, content=whole, by=office_user)
    assert withdraw(report=report, by=office_user).state == ReportState.DRAFT


# ---- Who may


@pytest.mark.parametrize("person", ["unit_user", "office_user"])
def test_the_unit_and_the_office_report(person, talents, request):
    by = request.getfixturevalue(person)
    assert save_draft(**talents, content=Content(progress="有进展。"), by=by).pk


def test_a_member_of_a_group_reports_for_itself(
    small_plan, client_for, django_user_model
):
    town = small_plan.units["玉城街道"]
    user = django_user_model.objects.create_user("yucheng", role="unit", unit=town)
    report = save_draft(
        work=small_plan.works["fields"],
        unit=town,
        period=small_plan.period,
        content=Content(progress="完成拆迁。"),
        by=user,
    )
    assert report.unit == town


# ---- When


def test_a_closed_period_takes_nothing(talents, whole, small_plan, unit_user):
    for verb in (save_draft, submit):
        with pytest.raises(ClosedPeriod, match="已关闭"):
            verb(**(talents | {"period": small_plan.last}), content=whole, by=unit_user)


def test_a_stale_object_does_not_open_a_closed_period(
    talents, whole, small_plan, unit_user
):
    pretended = small_plan.last
    pretended.state = PeriodState.OPEN
    with pytest.raises(ClosedPeriod):
        submit(**(talents | {"period": pretended}), content=whole, by=unit_user)


def test_a_planned_period_has_not_begun(talents, whole, small_plan, unit_user):
    with pytest.raises(IllegalMove, match="尚未开启"):
        submit(
            **(talents | {"period": small_plan.quarters[3]}),
            content=whole,
            by=unit_user,
        )


# ---- More time


def test_a_unit_asks_for_time_once(talents, unit_user):
    asked = ask_extension(
        **talents, until=date(2021, 7, 20), reason="数据未出。", by=unit_user
    )
    assert asked.asked_by == unit_user
    with pytest.raises(ValidationError, match="已有一份延期申请"):
        ask_extension(
            **talents, until=date(2021, 7, 21), reason="再等等。", by=unit_user
        )


@pytest.mark.parametrize(
    ("until", "reason", "field"),
    [(date(2021, 7, 8), "数据未出。", "until"), (date(2021, 7, 9), " ", "reason")],
)
def test_an_unfounded_request_is_refused(talents, unit_user, until, reason, field):
    with pytest.raises(ValidationError) as refused:
        ask_extension(**talents, until=until, reason=reason, by=unit_user)
    assert field in refused.value.message_dict


# ---- Being reminded


@pytest.fixture
def reminder(talents, office_user):
    return Reminder.objects.create(
        unit=talents["unit"],
        period=talents["period"],
        sent_on=NOON.date(),
        sent_at=NOON,
        sent_by=office_user,
    )


def test_a_reminder_is_read_once(reminder, unit_user):
    first = mark_read(reminder=reminder, by=unit_user, at=NOON)
    again = mark_read(reminder=reminder, by=unit_user)
    assert first.read_at == again.read_at == NOON


# ---- Who fills which target


def test_who_gives_readings_for_a_target(small_plan):
    """The lead unit those of nobody and of a group, which cannot report itself."""
    work, lead = small_plan.works["fields"], small_plan.units["市农业农村局"]
    town = small_plan.units["玉城街道"]
    texts = {
        "规划通过评审": None,
        "建成美丽田园": town,
        "低效用地再开发": "各乡镇（街道）",
    }
    for text, unit in texts.items():
        small_plan.targets[text].unit = small_plan.units.get(unit, unit)
        small_plan.targets[text].save()
    assert [row.text for row in fillable_targets(work, lead)] == [
        "低效用地再开发",
        "规划通过评审",
    ]
    assert [row.text for row in fillable_targets(work, town)] == ["建成美丽田园"]
    small_plan.targets["规划通过评审"].state = "proposed"
    small_plan.targets["规划通过评审"].save()
    assert [row.text for row in fillable_targets(work, lead)] == ["低效用地再开发"]
