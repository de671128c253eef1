"""The review queue."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assignments.choices import ExtensionState, ReportState
from assignments.models import Extension
from tests.supervision.conftest import NOON

ADDRESS = reverse("supervision:queue")


def test_the_oldest_comes_first(client_for, office_user, waiting, report_on):
    report_on("harbour", "市发改局", submitted_at=NOON - timedelta(days=1))
    report_on("fields", "市农业农村局", state=ReportState.DRAFT)
    rows = client_for(office_user).get(ADDRESS).context["queue"].entries
    assert [row.report.unit.name for row in rows] == ["市发改局", "市科技局"]


def test_what_came_late_is_marked(
    client_for, office_user, report_on, small_plan, unit_user
):
    report = report_on("talents", "市科技局", submitted_at=NOON + timedelta(days=5))
    client = client_for(office_user)
    assert client.get(ADDRESS).context["queue"].entries[0].late == 3
    Extension.objects.create(
        work=report.work,
        unit=report.unit,
        period=report.period,
        reason="数据未出。",
        until=small_plan.period.due_on + timedelta(days=3),
        asked_by=unit_user,
        state=ExtensionState.GRANTED,
    )
    assert client.get(ADDRESS).context["queue"].entries[0].late == 0


def test_what_was_left_unchanged_is_marked(client_for, office_user, report_on):
    report_on("talents", "市科技局", unchanged=True)
    assert "与上期文字相同" in client_for(office_user).get(ADDRESS).content.decode()


def test_an_empty_queue_says_so(client_for, office_user, small_plan):
    assert "没有待审核的填报" in client_for(office_user).get(ADDRESS).content.decode()


def test_without_a_period(client_for, office_user):
    assert client_for(office_user).get(ADDRESS).status_code == 200


def test_a_stranger_signs_in(client):
    assert client.get(ADDRESS).status_code == 302


@pytest.mark.parametrize(
    "person", ["unit_user", "leader_user", "viewer_user", "admin_user"]
)
def test_a_reader_may_not(client_for, small_plan, person, request):
    assert client_for(request.getfixturevalue(person)).get(ADDRESS).status_code == 403


def test_wrong_method(client_for, office_user, small_plan):
    assert client_for(office_user).post(ADDRESS).status_code == 405


def test_queries_do_not_grow(client_for, office_user, waiting, report_on):
    client = client_for(office_user)
    report_on("fields", "市农业农村局")
    with CaptureQueriesContext(connection) as few:
        client.get(ADDRESS)
    report_on("harbour", "市发改局")
    report_on("livelihood", "市财政局")
    with CaptureQueriesContext(connection) as many:
        client.get(ADDRESS)
    assert len(many) == len(few) <= 10
