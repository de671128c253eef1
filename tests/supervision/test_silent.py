"""Who has not reported."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assignments.choices import ReportState
from assignments.models import Reminder
from tests.buttons import press
from tests.supervision.notices import second_notice

ADDRESS = reverse("supervision:silent")


def test_each_unit_with_what_it_owes(client_for, office_user, small_plan):
    context = client_for(office_user).get(ADDRESS).context
    owed = {
        row.unit.name: [work.line.work.title for work in row.works]
        for row in context["units"].entries
    }
    assert owed == {
        "市科技局": ["深化人才新政2.0"],
        "市发改局": ["推进大麦屿港区开发"],
        "市农业农村局": ["完成低效用地再开发"],
        "市财政局": ["养老服务提升"],
    }
    assert context["works"].value == 4


def test_of_a_group_that_leads_each_member_owes_or_the_office_reports_for_all(
    client_for, office_user, small_plan, report_on
):
    """What one member sent is its own; a member's desk and the chase know the rest; the office may
    log one report for the whole group, and then nobody owes."""
    group, duty = (
        small_plan.units["各乡镇（街道）"],
        small_plan.works["talents"].tasks.get().responsibilities,
    )
    duty.filter(unit__name="市科技局").update(unit=group)
    members = list(group.members.order_by("order"))
    client = client_for(office_user)

    def silent():
        page = client.get(ADDRESS)
        return [
            row.unit
            for row in page.context["units"].entries
            if row.unit.order >= members[0].order
        ]

    assert len(members) > 1 and silent() == members
    report_on("talents", members[0].name)
    assert silent() == members[1:]
    press(client, ADDRESS, {"action": "chase_all"})
    assert set(Reminder.objects.values_list("unit", flat=True)) >= {
        unit.pk for unit in members[1:]
    }
    assert not Reminder.objects.filter(unit__in=[group, members[0]]).exists()
    address = reverse(
        "reporting:report", args=[small_plan.works["talents"].pk, group.pk]
    )
    assert (
        address
        in client.get(
            reverse("boards:work", args=[small_plan.works["talents"].pk])
        ).content.decode()
    )
    sent = {
        "progress": "各乡镇（街道）均已完成。",
        "approved_by": "林主任",
        "action": "submit",
    }
    page = press(client, address, sent, follow=True)
    assert (
        page.status_code == 200 and "已报送" in page.content.decode() and silent() == []
    )


def test_what_was_sent_back_is_owed_again(client_for, office_user, report_on):
    report_on(
        "talents", "市科技局", state=ReportState.RETURNED, return_reason="缺数据。"
    )
    assert "已退回，未补报" in client_for(office_user).get(ADDRESS).content.decode()


def test_one_is_chased_with_a_word(client_for, office_user, small_plan):
    unit = small_plan.units["市发改局"]
    answer = press(
        client_for(office_user),
        ADDRESS,
        {"action": "chase", "unit": unit.pk, "text": "明天要开会。"},
        follow=True,
    )
    assert Reminder.objects.get().text == "明天要开会。"
    assert "今天已催办。" in answer.content.decode()


def test_all_are_chased(client_for, office_user, small_plan):
    client = client_for(office_user)
    press(client, ADDRESS, {"action": "chase_all"})
    assert len(Reminder.objects.all()) == 4
    assert (
        "没有重复催办"
        in press(client, ADDRESS, {"action": "chase_all"}, follow=True).content.decode()
    )
    assert len(Reminder.objects.all()) == 4


def test_chasing_twice_is_told(client_for, office_user, small_plan):
    client, typed = (
        client_for(office_user),
        {"action": "chase", "unit": small_plan.units["市发改局"].pk},
    )
    press(client, ADDRESS, typed)
    assert (
        "今天已经催办过" in press(client, ADDRESS, typed, follow=True).content.decode()
    )
    assert len(Reminder.objects.all()) == 1


def test_a_closed_period_is_not_chased(client_for, office_user, small_plan):
    client = client_for(office_user)
    assert (
        'value="chase"'
        not in client.get(ADDRESS, {"period": "2021Q1"}).content.decode()
    )
    press(client, f"{ADDRESS}?period=2021Q1", {"action": "chase_all"})
    assert not Reminder.objects.exists()


def test_ticked_works_show_and_chase_their_units_alone(
    client_for, office_user, small_plan
):
    client = client_for(office_user)
    works = f"{small_plan.works['harbour'].pk},{small_plan.works['enterprises'].pk}"
    answer = client.get(ADDRESS, {"works": works})
    assert [row.unit.name for row in answer.context["units"].entries] == ["市发改局"]
    assert (
        answer.context["works"].value == 1
        and "所选 2 项工作" in answer.content.decode()
    )
    press(client, f"{ADDRESS}?works={works}", {"action": "chase_all"})
    assert [reminder.unit.name for reminder in Reminder.objects.all()] == ["市发改局"]


def test_ticked_works_without_silent_units(client_for, office_user, small_plan):
    answer = client_for(office_user).get(
        ADDRESS, {"works": small_plan.works["enterprises"].pk}
    )
    assert "所选工作没有未报送的牵头单位" in answer.content.decode()


@pytest.mark.parametrize(
    ("works", "said"),
    [
        ("", "没有选中任务"),
        ("x", "本年度没有这项工作"),
        ("999999", "本年度没有这项工作"),
    ],
)
def test_ticked_works_that_make_no_sense(
    client_for, office_user, small_plan, works, said
):
    """They show nobody and chase nobody."""
    client = client_for(office_user)
    answer = client.get(ADDRESS, {"works": works})
    assert said in answer.content.decode() and not answer.context["units"].entries
    assert (
        said
        in press(
            client, f"{ADDRESS}?works={works}", {"action": "chase_all"}, follow=True
        ).content.decode()
    )
    assert not Reminder.objects.exists()


def test_nobody_silent(client_for, office_user, report_on):
    for word, unit in (
        ("talents", "市科技局"),
        ("harbour", "市发改局"),
        ("fields", "市农业农村局"),
    ):
        report_on(word, unit)
    report_on("livelihood", "市财政局")
    assert "都报了" in client_for(office_user).get(ADDRESS).content.decode()


def test_without_a_period(client_for, office_user):
    assert client_for(office_user).get(ADDRESS).status_code == 200


def test_a_stranger_signs_in(client):
    assert client.get(ADDRESS).status_code == 302


@pytest.mark.parametrize(
    "person", ["unit_user", "leader_user", "viewer_user", "admin_user"]
)
def test_a_reader_may_not(client_for, small_plan, person, request):
    client = client_for(request.getfixturevalue(person))
    assert client.get(ADDRESS).status_code == 403
    for typed in (
        {"action": "chase", "unit": small_plan.units["市发改局"].pk},
        {"action": "chase_all"},
    ):
        assert press(client, ADDRESS, typed).status_code == 403
    assert not Reminder.objects.exists()


def test_wrong_method_and_input(client_for, office_user, small_plan):
    client = client_for(office_user)
    assert client.put(ADDRESS).status_code == 405
    assert press(client, ADDRESS, {"action": "shout"}).status_code == 404
    assert press(client, ADDRESS, {"action": "chase", "unit": "x"}).status_code == 404
    assert (
        press(client, ADDRESS, {"action": "chase", "unit": "999999"}).status_code == 404
    )


def test_queries_do_not_grow(client_for, office_user, small_plan):
    client = client_for(office_user)
    with CaptureQueriesContext(connection) as few:
        client.get(ADDRESS)
    second_notice(small_plan)
    with CaptureQueriesContext(connection) as many:
        client.get(ADDRESS)
    assert len(many) == len(few) <= 10
