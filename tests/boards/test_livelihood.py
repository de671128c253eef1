"""The livelihood projects."""

import pytest

from assignments.models import Attachment, ProgressReport
from tests.boards.conftest import AT

URL = "/livelihood/"


def test_a_card_for_each_project_with_its_parts(client_for, plan_2021, viewer_user):
    cards = client_for(viewer_user).get(URL).context["cards"]
    assert [card.task.number for card in cards] == list(range(1, 13))
    in_parts = [card.task.number for card in cards if len(card.parts) > 1]
    assert in_parts == [3, 8]


def test_figure_date_and_unit(client_for, small_plan, viewer_user):
    page = client_for(viewer_user).get(URL, {"period": "2021Q1"}).content.decode()
    assert "养老服务提升" in page and "截至 2021年3月31日" in page
    assert "市财政局" in page and "市农业农村局" in page


def test_the_newest_picture_of_an_accepted_report(
    client_for, small_plan, unit_user, viewer_user
):
    report = ProgressReport.objects.create(
        work=small_plan.works["livelihood"],
        unit=small_plan.units["市财政局"],
        period=small_plan.period,
        state="accepted",
        progress="已开工。",
        submitted_at=AT,
    )
    for name in ("旧.png", "新.png"):
        Attachment.objects.create(
            report=report,
            file="a",
            thumbnail="b",
            name=name,
            content_type="image/png",
            size=9,
            uploaded_by=unit_user,
        )
    client = client_for(viewer_user)
    assert "新.png" in client.get(URL, {"period": "2021Q2"}).content.decode()
    assert ".png" not in client.get(URL, {"period": "2021Q1"}).content.decode()
    ProgressReport.objects.filter(pk=report.pk).update(state="submitted")
    assert ".png" not in client.get(URL, {"period": "2021Q2"}).content.decode()


def test_no_plan_at_all(client_for, viewer_user):
    assert "没有民生实事项目" in client_for(viewer_user).get(URL).content.decode()


def test_a_stranger_signs_in_first(client, small_plan):
    assert client.get(URL).status_code == 302


def test_only_reading(client_for, small_plan, office_user):
    assert client_for(office_user).post(URL).status_code == 405


@pytest.mark.parametrize("plans", ["small_plan", "ten_plans"])
def test_twelve_queries(
    request, client_for, viewer_user, django_assert_max_num_queries, plans
):
    request.getfixturevalue(plans)
    client = client_for(viewer_user)
    with django_assert_max_num_queries(12):
        client.get(URL, {"period": "2021Q2"})
