"""Any period beside any other."""

import pytest

from assignments.choices import Standing
from assignments.models import Assessment, Period, Plan, Responsibility, Task, Work
from tests.boards.conftest import AT
from tests.boards.reading import text_of

URL = "/compare/"


def assess(small_plan, word, standing):
    Assessment.objects.create(
        work=small_plan.works[word],
        period=small_plan.period,
        standing=standing,
        assessed_at=AT,
    )


def test_what_moved_by_name_and_direction(client_for, small_plan, viewer_user):
    assess(small_plan, "fields", Standing.ON_TRACK)
    assess(small_plan, "talents", Standing.SLOW)
    assess(small_plan, "harbour", Standing.ON_TRACK)
    response = client_for(viewer_user).get(URL, {"period": "2021Q2", "with": "2021Q1"})
    named = {
        pile.key: [change.now.work.title for change in pile.entries]
        for pile in response.context["moved"]
    }
    assert named["better"] == ["完成低效用地再开发"]
    assert named["worse"] == ["深化人才新政2.0"]
    assert "推进大麦屿港区开发" not in named["other"]


def test_each_period_keeps_its_own_number(client_for, small_plan, viewer_user):
    assess(small_plan, "fields", Standing.DONE)
    found = (
        client_for(viewer_user).get(URL, {"period": "2021Q2", "with": "2021Q1"}).context
    )
    key = found["kinds"][0]
    slow, done = key.pairs[2], key.pairs[0]
    assert (slow.then.value, slow.now.value, slow.change) == (1, 0, -1)
    assert (done.then.value, done.now.value, done.change) == (0, 1, 1)


def test_backwards_as_well(client_for, small_plan, viewer_user):
    found = (
        client_for(viewer_user).get(URL, {"period": "2021Q1", "with": "2021Q2"}).context
    )
    assert (found["period"].code, found["other"].code) == ("2021Q1", "2021Q2")


def test_without_a_second_period_the_one_before(client_for, small_plan, viewer_user):
    for code in ("", "x", "2021Q2"):
        found = (
            client_for(viewer_user).get(URL, {"period": "2021Q2", "with": code}).context
        )
        assert found["other"].code == "2021Q1"


@pytest.fixture
def next_year(small_plan):
    """Two works of 2021 go on in 2022 under other numbers and leaders, one is new; the second
    quarter is closed."""
    plan = Plan.objects.create(year=2022, title="2022年方案")
    period = Period.objects.create(
        year=2022,
        index=2,
        starts="2022-04-01",
        ends="2022-06-30",
        due_on="2022-07-08",
        state="open",
    )
    rows = [
        (1, "实现“小升规”75家", "市科技局", "陈威", Standing.SLOW),
        (2, "完成低效用地再开发", "市农业农村局", "陈威", Standing.ON_TRACK),
        (3, "推进低空经济发展", "市发改局", "蔡木贵", Standing.ON_TRACK),
    ]
    for number, title, unit, leader, standing in rows:
        work = Work.objects.create(year=2022, title=title, due_on="2022-12-31")
        task = Task.objects.create(
            plan=plan,
            work=work,
            number=number,
            text=f"{title}。",
            leader=small_plan.leaders[leader],
        )
        Responsibility.objects.create(
            task=task, unit=small_plan.units[unit], duty="lead"
        )
        Assessment.objects.create(
            work=work, period=period, standing=standing, assessed_at=AT
        )
    Period.objects.filter(pk=period.pk).update(state="closed")
    return period


def test_last_year_beside_this_year(
    client_for, small_plan, viewer_user, next_year, assert_numbers_hold
):
    assess(small_plan, "fields", Standing.SLOW)
    assess(small_plan, "enterprises", Standing.ON_TRACK)
    client = client_for(viewer_user)
    response = client.get(URL, {"period": "2022Q2", "with": "2021Q2"})
    found = response.context
    named = {
        pile.key: [change.then.work.title for change in pile.entries]
        for pile in found["moved"]
    }
    assert named == {
        "better": ["完成低效用地再开发"],
        "worse": ["实现“小升规”60家"],
        "other": [],
        "same": [],
    }
    for row in (*found["kinds"], *found["leaders"], *found["units"]):
        whole, *parts = row.pairs
        assert [
            sum(getattr(part, side).value for part in parts) for side in ("then", "now")
        ] == [
            whole.then.value,
            whole.now.value,
        ]
    left = {
        side.pile.key: [line.work.title for line in side.pile.entries]
        for side in found["unmatched"]
    }
    assert left["fresh"] == ["推进低空经济发展"] and len(left["gone"]) == 3
    whole = {
        row.label: (row.pairs[0].then.value, row.pairs[0].now.value)
        for row in found["leaders"]
    }
    assert whole == {"蔡木贵": (3, 1), "陈威": (3, 2)}
    page = text_of(response)
    assert "其余没有把握" in page and "2021年第 1 项：实现“小升规”60家" in page
    assert_numbers_hold(client, response)


def test_the_same_quarter_of_last_year_is_one_click_away(
    client_for, small_plan, viewer_user, next_year
):
    page = client_for(viewer_user).get(URL, {"period": "2022Q2"}).content.decode()
    assert "?period=2022Q2&amp;with=2021Q2" in page and "与去年同期比" in page


def test_one_leader_alone(
    client_for, small_plan, viewer_user, next_year, assert_numbers_hold
):
    assess(small_plan, "enterprises", Standing.ON_TRACK)
    client, leader = client_for(viewer_user), small_plan.leaders["陈威"]
    response = client.get(
        URL, {"period": "2022Q2", "with": "2021Q2", "leader": leader.pk}
    )
    moved = {
        pile.key: [change.now.work.title for change in pile.entries]
        for pile in response.context["moved"]
    }
    assert moved["worse"] == ["实现“小升规”75家"]  # another leader's last year
    kinds = [
        (row.pairs[0].then.value, row.pairs[0].now.value)
        for row in response.context["kinds"]
    ]
    assert kinds == [(2, 2), (1, 0)]
    assert_numbers_hold(client, response)
    for nobody in ("0", "x"):
        assert client.get(URL, {"leader": nobody}).status_code == 404


@pytest.mark.parametrize(
    "query",
    [{"period": "2021Q2", "with": "2021Q1"}, {"period": "2021Q1", "with": "2021Q3"}],
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
def test_few_queries(
    request, client_for, viewer_user, django_assert_max_num_queries, plans
):
    request.getfixturevalue(plans)
    client = client_for(viewer_user)
    with django_assert_max_num_queries(12):
        client.get(URL, {"period": "2021Q2", "with": "2021Q1"})


def test_few_queries_for_a_leader_and_two_years(
    client_for, small_plan, viewer_user, next_year, django_assert_max_num_queries
):
    client, leader = client_for(viewer_user), small_plan.leaders["陈威"]
    with django_assert_max_num_queries(12):
        client.get(URL, {"period": "2022Q2", "with": "2021Q2", "leader": leader.pk})
