"""The office's day."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assignments.choices import ExtensionState, ReportState
from assignments.ledger.calendar import calendar
from assignments.models import Extension, Work
from assignments.supervision.desk import desk_context as desk
from tests.buttons import press
from tests.supervision.notices import second_notice

ADDRESS = reverse("supervision:desk")


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


# ---- Works


def test_a_year_with_a_plan_and_no_periods_is_told(client_for, office_user, small_plan):
    client = client_for(office_user)
    assert "方案已导入，还没有报送期" not in client.get(ADDRESS).content.decode()
    Work.objects.create(year=2022, title="新一年的工作", due_on=date(2022, 12, 31))
    page = client.get(ADDRESS).content.decode()
    assert "2022 年方案已导入，还没有报送期" in page
    assert (
        f'<a href="{reverse("supervision:periods")}?period=2021Q2">去安排 2022 年的报送期</a>'
        in page
    )


def test_the_numbers_are_the_lists(client_for, office_user, waiting, report_on):
    report_on(
        "harbour", "市发改局", state=ReportState.RETURNED, return_reason="缺数据。"
    )
    context = client_for(office_user).get(ADDRESS).context
    lacking = context["lacking"]
    assert (
        lacking.unreviewed.value,
        lacking.unassessed.value,
        lacking.silent.value,
    ) == (1, 2, 3)
    assert [report.work.title for report in context["returned"].entries] == [
        "推进大麦屿港区开发"
    ]
    assert {unit.name for unit, _ in context["silence"].entries} == {
        "市发改局",
        "市农业农村局",
        "市财政局",
    }


def test_every_number_leads_to_a_list_that_long(client_for, office_user, waiting):
    client = client_for(office_user)
    context = client.get(ADDRESS).context
    lists = {
        "unreviewed": client.get(reverse("supervision:queue")).context["queue"].value,
        "unassessed": len(
            client.get(
                reverse("supervision:assess"), {"standing": "unassessed"}
            ).context["rows"]
        ),
        "silent": len(
            client.get(
                reverse("supervision:assess"), {"standing": "not_reported"}
            ).context["rows"]
        ),
    }
    assert lists == {name: getattr(context["lacking"], name).value for name in lists}
    silent = client.get(reverse("supervision:silent")).context
    assert silent["units"].value == context["silence"].value
    works = {owed.line.work for unit in silent["units"].entries for owed in unit.works}
    assert len(works) == context["summary"]["silent"].value == silent["works"].value


@pytest.mark.parametrize(
    ("today", "prepared", "said"),
    [
        (date(2021, 7, 7), True, "有 1 份填报等着审核。"),
        (date(2021, 7, 8), False, "报送期限7月8日已到，还有 4 项未报送。"),
        (date(2021, 7, 7), False, "有 1 项已报送、待评定。"),
    ],
)
def test_the_next_step(small_plan, office_user, request, today, prepared, said):
    if prepared:
        request.getfixturevalue("waiting")
    assert desk(calendar(), today)["next_step"]["text"] == said


@pytest.mark.parametrize(
    ("code", "said"), [("2021Q1", "已关闭。"), ("2021Q3", "尚未开启。")]
)
def test_the_next_step_of_a_period_that_is_not_open(
    small_plan, office_user, code, said
):
    assert desk(calendar(code), date(2021, 7, 7))["next_step"]["text"].endswith(said)


def test_a_request_for_time_is_granted(client_for, office_user, extension):
    press(
        client_for(office_user), ADDRESS, {"extension": extension.pk, "action": "grant"}
    )
    extension.refresh_from_db()
    assert extension.state == ExtensionState.GRANTED


def test_a_refusal_without_a_word_keeps_the_request(client_for, office_user, extension):
    answer = press(
        client_for(office_user),
        ADDRESS,
        {"extension": extension.pk, "action": "refuse"},
    )
    assert "请写一句理由" in answer.content.decode()
    extension.refresh_from_db()
    assert extension.state == ExtensionState.ASKED


def test_answering_twice_is_told(client_for, office_user, extension):
    client = client_for(office_user)
    press(client, ADDRESS, {"extension": extension.pk, "action": "grant"})
    answer = press(
        client,
        ADDRESS,
        {"extension": extension.pk, "action": "refuse", "answer": "晚了"},
    )
    assert "不能不同意" in answer.content.decode()


def test_without_a_period_it_says_so(client_for, office_user):
    assert "还没有报送期" in client_for(office_user).get(ADDRESS).content.decode()


# ---- Strangers, readers, wrong input


def test_a_stranger_signs_in(client):
    assert client.get(ADDRESS).status_code == 302


@pytest.mark.parametrize(
    "person", ["unit_user", "leader_user", "viewer_user", "admin_user"]
)
def test_a_reader_may_not(client_for, small_plan, extension, person, request):
    client = client_for(request.getfixturevalue(person))
    assert client.get(ADDRESS).status_code == 403
    answer = press(client, ADDRESS, {"extension": extension.pk, "action": "grant"})
    assert answer.status_code in (403, 404)
    extension.refresh_from_db()
    assert extension.state == ExtensionState.ASKED


def test_wrong_method_and_input(client_for, office_user, small_plan):
    client = client_for(office_user)
    assert client.put(ADDRESS).status_code == 405
    assert press(client, ADDRESS, {"action": "fly"}).status_code == 404
    assert (
        press(client, ADDRESS, {"action": "grant", "extension": "x"}).status_code == 404
    )


# ---- Cost


def test_queries_do_not_grow(client_for, office_user, small_plan):
    client = client_for(office_user)
    with CaptureQueriesContext(connection) as few:
        client.get(ADDRESS)
    second_notice(small_plan)
    with CaptureQueriesContext(connection) as many:
        client.get(ADDRESS)
    assert len(many) == len(few) <= 12
