"""A unit's desk."""

from datetime import date, datetime, timezone

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assignments.choices import ExtensionState, ReportState, Standing
from assignments.ledger.figures import Board
from assignments.models import Assessment, Directive, Extension, Reminder, Reply
from assignments.reporting.desk import unit_desk

ADDRESS = reverse("reporting:desk")
READ = reverse("reporting:read_reminder")
NOON = datetime(2021, 7, 6, 4, 0, tzinfo=timezone.utc)


def titles(pile):
    return [item.line.work.title for item in pile.entries]


def desk_of(small_plan, name="市科技局"):
    return unit_desk(small_plan.units[name], Board(small_plan.period))


# ---- Works


def test_what_is_owed_sent_and_helped(small_plan):
    desk = desk_of(small_plan)
    assert titles(desk.owed) == ["深化人才新政2.0"]
    assert titles(desk.sent) == ["实现“小升规”60家"]
    assert titles(desk.helping) == ["推进大麦屿港区开发"]
    assert (desk.owed.value, desk.sent.value, desk.helping.value) == (1, 1, 1)


def test_a_member_of_a_group_helps(small_plan):
    assert titles(desk_of(small_plan, "玉城街道").helping) == ["完成低效用地再开发"]


def test_the_page_lists_what_it_counts(client_for, unit_user, small_plan):
    answer = client_for(unit_user).get(ADDRESS)
    assert answer.status_code == 200
    assert titles(answer.context["desk"].owed) == ["深化人才新政2.0"]
    assert "深化人才新政2.0" in answer.content.decode()


def test_what_was_sent_back_comes_first(client_for, unit_user, small_plan, sent):
    reason = "请补充数据。"
    sent.state, sent.return_reason = ReportState.RETURNED, reason
    sent.save()
    answer = client_for(unit_user).get(ADDRESS)
    assert titles(answer.context["desk"].returned) == ["深化人才新政2.0"]
    assert reason in answer.content.decode()


def test_what_is_settled_is_not_owed(small_plan):
    Assessment.objects.create(
        work=small_plan.works["talents"],
        period=small_plan.period,
        standing=Standing.DONE,
        carried=True,
        assessed_at=NOON,
    )
    desk = desk_of(small_plan)
    assert titles(desk.owed) == []
    assert titles(desk.settled) == ["深化人才新政2.0"]


def test_time_that_was_granted_moves_the_date(small_plan, talents, unit_user):
    extension = Extension.objects.create(
        **talents, reason="数据未出", until=date(2021, 7, 20), asked_by=unit_user
    )
    assert desk_of(small_plan).owed.entries[0].due == small_plan.period.due_on
    extension.state = ExtensionState.GRANTED
    extension.save()
    assert desk_of(small_plan).owed.entries[0].due == date(2021, 7, 20)


def test_a_reminder_is_shown_until_it_is_read(
    client_for, unit_user, office_user, talents
):
    reminder = Reminder.objects.create(
        unit=talents["unit"],
        period=talents["period"],
        text="请尽快报送。",
        sent_on=NOON.date(),
        sent_at=NOON,
        sent_by=office_user,
    )
    client = client_for(unit_user)
    assert "请尽快报送。" in client.get(ADDRESS).content.decode()
    assert client.post(READ, {"reminder": reminder.pk}).status_code == 302
    reminder.refresh_from_db()
    assert reminder.read_by == unit_user
    assert "请尽快报送。" not in client.get(ADDRESS).content.decode()


def test_the_office_opens_a_units_desk_to_log_for_it(
    client_for, office_user, small_plan
):
    answer = client_for(office_user).get(
        ADDRESS, {"unit": small_plan.units["市科技局"].pk}
    )
    assert titles(answer.context["desk"].owed) == ["深化人才新政2.0"]


def test_another_period_shows_its_own(client_for, unit_user, small_plan):
    answer = client_for(unit_user).get(ADDRESS, {"period": "2021Q1"})
    assert answer.context["period"] == small_plan.last


def test_without_a_period_it_says_so(client_for, unit_user):
    assert "还没有报送期" in client_for(unit_user).get(ADDRESS).content.decode()


# ---- Strangers, readers, wrong input


def test_a_stranger_signs_in(client):
    assert client.get(ADDRESS).status_code == 302


@pytest.mark.parametrize("person", ["leader_user", "viewer_user", "admin_user"])
def test_a_reader_has_no_desk(client_for, small_plan, person, request):
    assert client_for(request.getfixturevalue(person)).get(ADDRESS).status_code == 403


def test_a_unit_cannot_open_anothers_desk(client_for, other_unit_user, small_plan):
    answer = client_for(other_unit_user).get(
        ADDRESS, {"unit": small_plan.units["市科技局"].pk}
    )
    assert answer.context["unit"].name == "市农业农村局"


@pytest.mark.parametrize("unit", ["", "0", "x", "999999"])
def test_the_office_names_a_unit_that_is_there(
    client_for, office_user, small_plan, unit
):
    assert client_for(office_user).get(ADDRESS, {"unit": unit}).status_code == 404


@pytest.mark.parametrize("reminder", ["", "x", "999"])
def test_an_unknown_reminder(client_for, unit_user, small_plan, reminder):
    assert client_for(unit_user).post(READ, {"reminder": reminder}).status_code == 404


def test_another_units_reminder_is_not_there(
    client_for, other_unit_user, office_user, talents
):
    reminder = Reminder.objects.create(
        unit=talents["unit"],
        period=talents["period"],
        sent_on=NOON.date(),
        sent_at=NOON,
        sent_by=office_user,
    )
    assert (
        client_for(other_unit_user).post(READ, {"reminder": reminder.pk}).status_code
        == 404
    )


def test_wrong_method(client_for, unit_user, small_plan):
    assert client_for(unit_user).put(ADDRESS).status_code == 405


# ---- Cost


def test_queries_do_not_grow(client_for, unit_user, small_plan):
    client = client_for(unit_user)
    with CaptureQueriesContext(connection) as few:
        client.get(ADDRESS)
    double(small_plan)
    with CaptureQueriesContext(connection) as many:
        client.get(ADDRESS)
    assert len(many) == len(few) <= 14


def double(small_plan):
    """A second notice with as many tasks again."""
    plan = small_plan.plan
    tasks = list(plan.tasks.all())
    plan.pk, plan.title = None, "第二个方案"
    plan.save()
    for task in tasks:
        duties = list(task.responsibilities.all())
        work = task.work
        work.pk = None
        work.save()
        task.pk, task.plan, task.work = None, plan, work
        task.save()
        for duty in duties:
            duty.pk, duty.task = None, task
            duty.save()


def test_instructions_that_wait_for_the_unit_lead_to_their_page(
    client_for, unit_user, small_plan, office_user
):
    """Addressed by name or through a group, dated or not; what the unit has answered is not its
    turn any more."""
    towns, keji = small_plan.units["各乡镇（街道）"], small_plan.units["市科技局"]
    towns.members.add(keji)
    common = {
        "work": small_plan.works["harbour"],
        "leader": small_plan.leaders["蔡木贵"],
        "recorded_by": office_user,
    }
    texts = {
        "逾期的": (keji, date(2021, 7, 20)),
        "不限期的": (towns, None),
        "别人的": (small_plan.units["市财政局"], None),
    }
    for text, (unit, due_on) in texts.items():
        found = Directive.objects.create(
            text=text, issued_on=date(2021, 7, 1), due_on=due_on, **common
        )
        found.units.set([unit])
    answered = Directive.objects.create(
        text="答过的", issued_on=date(2021, 7, 1), state="replied", **common
    )
    answered.units.set([keji])
    Reply.objects.create(directive=answered, unit=keji, text="好。", by=unit_user)
    answer = client_for(unit_user).get(ADDRESS)
    assert [(row.text, late) for row, late in answer.context["directives"].entries] == [
        ("逾期的", True),
        ("不限期的", False),
    ]
    shown = answer.content.decode()
    assert (
        reverse("directives:directive", args=[found.pk - 1]) in shown
        and "已逾期" in shown
    )
