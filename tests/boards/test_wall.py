"""The wall screen."""

import pytest

from assignments.boards import wall
from tests.pages import flat

URL = "/wall/"


def test_the_whole_city_without_navigation(client_for, plan_2021, office_user):
    page = client_for(office_user).get(URL).content.decode()
    assert page.count('<a class="cell ') == 146
    assert "主导航" not in page and 'id="wall" hx-get' in page


def test_refreshes_itself_in_the_same_period(client_for, small_plan, office_user):
    page = flat(client_for(office_user).get(URL, {"period": "2021Q1"}))
    assert 'hx-get="?period=2021Q1" hx-trigger="every 60s"' in page
    assert '<meta http-equiv="refresh" content="60">' in page


def test_what_does_not_fit_is_told(client_for, ten_plans, office_user, monkeypatch):
    monkeypatch.setattr(wall, "MANY", 12)
    response = client_for(office_user).get(URL, {"period": "2021Q1"})
    found = response.context
    assert 'class="many"' in response.content.decode()
    assert len(found["slow_shown"]) == wall.SLOW_SHOWN
    assert found["slow_left"] == found["slow_count"].value - wall.SLOW_SHOWN > 0


@pytest.mark.parametrize(
    ("cells", "size"),
    [
        (1, "few"),
        (40, "few"),
        (41, ""),
        (146, ""),
        (170, ""),
        (171, "many"),
        (400, "many"),
        (401, "crowd"),
    ],
)
def test_the_more_tasks_the_smaller_their_cells(cells, size):
    assert wall.size(cells) == size


def test_no_plan_at_all(client_for, office_user):
    assert "还没有任务分工方案" in client_for(office_user).get(URL).content.decode()


def test_a_stranger_signs_in_first(client, small_plan):
    assert client.get(URL).status_code == 302


def test_only_reading(client_for, small_plan, office_user):
    assert client_for(office_user).post(URL).status_code == 405


@pytest.mark.parametrize("plans", ["small_plan", "ten_plans"])
def test_few_queries(
    request, client_for, office_user, django_assert_max_num_queries, plans
):
    request.getfixturevalue(plans)
    client = client_for(office_user)
    with django_assert_max_num_queries(12):
        client.get(URL)
