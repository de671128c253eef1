"""Any period beside any other."""

from datetime import date

import pytest

from assignments.choices import Standing
from assignments.models import Assessment, Period
from tests.boards.conftest import AT

URL = "/compare/"


def assess(small_plan, word, standing):
    Assessment.objects.create(
        work=small_plan.works[word], period=small_plan.period, standing=standing, assessed_at=AT
    )


def test_what_moved_by_name_and_direction(client_for, small_plan, viewer_user):
    assess(small_plan, "fields", Standing.ON_TRACK)
    assess(small_plan, "talents", Standing.SLOW)
    assess(small_plan, "harbour", Standing.ON_TRACK)
    response = client_for(viewer_user).get(URL, {"period": "2021Q2", "with": "2021Q1"})
    named = {
        pile.key: [change.now.work.title for change in pile.entries] for pile in response.context["moved"]
    }
    assert named["better"] == ["完成低效用地再开发"]
    assert named["worse"] == ["深化人才新政2.0"]
    assert "推进大麦屿港区开发" not in named["other"]


def test_each_period_keeps_its_own_number(client_for, small_plan, viewer_user):
    assess(small_plan, "fields", Standing.DONE)
    found = client_for(viewer_user).get(URL, {"period": "2021Q2", "with": "2021Q1"}).context
    key = found["kinds"][0]
    slow, done = key.pairs[2], key.pairs[0]
    assert (slow.then.value, slow.now.value, slow.change) == (1, 0, -1)
    assert (done.then.value, done.now.value, done.change) == (0, 1, 1)


def test_backwards_as_well(client_for, small_plan, viewer_user):
    found = client_for(viewer_user).get(URL, {"period": "2021Q1", "with": "2021Q2"}).context
    assert (found["period"].code, found["other"].code) == ("2021Q1", "2021Q2")


def test_without_a_second_period_the_one_before(client_for, small_plan, viewer_user):
    for code in ("", "x", "2021Q2"):
        found = client_for(viewer_user).get(URL, {"period": "2021Q2", "with": code}).context
        assert found["other"].code == "2021Q1"


def test_another_year_has_numbers_but_no_moves(client_for, small_plan, viewer_user):
    Period.objects.create(
        year=2020,
        index=4,
        starts=date(2020, 10, 1),
        ends=date(2020, 12, 31),
        due_on=date(2021, 1, 8),
        state="closed",
    )
    response = client_for(viewer_user).get(URL, {"period": "2021Q1", "with": "2020Q4"})
    assert response.context["moved"] is None
    assert "不在同一年度" in response.content.decode()


@pytest.mark.parametrize(
    "query", [{"period": "2021Q2", "with": "2021Q1"}, {"period": "2021Q1", "with": "2021Q3"}]
)
def test_every_number_is_the_length_of_its_list(
    client_for, small_plan, viewer_user, assert_numbers_hold, query
):
    client = client_for(viewer_user)
    assert_numbers_hold(client, client.get(URL, query))


def test_no_period_at_all(client_for, viewer_user):
    assert "没有可以对照的报送期" in client_for(viewer_user).get(URL).content.decode()


def test_a_stranger_signs_in_first(client, small_plan):
    assert client.get(URL).status_code == 302


def test_only_reading(client_for, small_plan, office_user):
    assert client_for(office_user).post(URL).status_code == 405


@pytest.mark.parametrize("plans", ["small_plan", "ten_plans"])
def test_few_queries(request, client_for, viewer_user, django_assert_max_num_queries, plans):
    request.getfixturevalue(plans)
    client = client_for(viewer_user)
    with django_assert_max_num_queries(12):
        client.get(URL, {"period": "2021Q2", "with": "2021Q1"})
