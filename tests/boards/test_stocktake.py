"""A leader's works one by one."""

import re
from html import unescape

import pytest
from django.urls import reverse

from assignments.choices import Standing
from assignments.models import Assessment, Directive
from tests.boards.conftest import AT
from tests.pages import flat


@pytest.fixture
def url(small_plan):
    return reverse("boards:stocktake", args=[small_plan.leaders["蔡木贵"].pk])


def test_one_work_on_one_screen(client_for, leader_user, url):
    response = client_for(leader_user).get(url, {"order": "notice"})
    assert response.context["total"] == 3
    page = response.content.decode()
    assert "实现“小升规”60家" in page and "深化人才新政2.0" not in page
    assert 'rel="next" data-turn href="?order=notice&amp;n=2"' in page.replace(
        "&n=2", "&amp;n=2"
    )
    assert 'rel="prev"' not in page


def test_every_work_once(client_for, leader_user, url):
    client = client_for(leader_user)
    shown = [client.get(url, {"n": n}).context["entry"].task.number for n in (1, 2, 3)]
    assert sorted(shown) == [1, 2, 5]
    assert 'rel="next"' not in client.get(url, {"n": 3}).content.decode()


def test_slow_ones_first(client_for, small_plan, leader_user, url):
    Assessment.objects.create(
        work=small_plan.works["talents"],
        period=small_plan.period,
        standing=Standing.SLOW,
        assessed_at=AT,
    )
    assert client_for(leader_user).get(url).context["entry"].task.number == 5
    assert (
        client_for(leader_user)
        .get(url, {"order": "notice"})
        .context["entry"]
        .task.number
        == 1
    )


@pytest.mark.parametrize(
    ("n", "place"),
    [("0", 1), ("-1", 1), ("x", 1), ("99", 3), ("9" * 30, 1), ("²", 1), ("", 1)],
)
def test_odd_positions(client_for, leader_user, url, n, place):
    assert client_for(leader_user).get(url, {"n": n}).context["place"] == place


def test_who_may_record_a_decision(
    client_for, leader_user, office_user, viewer_user, other_leader_user, url
):
    for user, may in (
        (leader_user, True),
        (office_user, True),
        (viewer_user, False),
        (other_leader_user, False),
    ):
        page = client_for(user).get(url, {"order": "notice"}).content.decode()
        assert ("会商决定" in page) is may


@pytest.mark.parametrize("who", ["leader_user", "office_user"])
def test_a_decision_is_recorded_from_the_screen(
    request, client_for, small_plan, url, who
):
    """Exactly what the box on the page sends arrives as a decision, and the meeting goes on where
    it was."""
    client = client_for(request.getfixturevalue(who))
    page = flat(client.get(url, {"order": "notice"}))
    box = page[page.index('class="decision"') :].split("</form>")[0]
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', box))
    address = re.search(r'action="([^"]+)" class="decision"', page)[1]
    sent = {name: unescape(value) for name, value in sent.items()} | {
        "text": "下周听取专题汇报。"
    }
    response = client.post(address, sent)
    assert response.status_code == 302 and response.url == f"{url}?order=notice"
    decision = Directive.objects.get()
    assert (decision.kind, decision.leader.name) == ("decision", "蔡木贵")
    assert [unit.name for unit in decision.units.all()] == ["市科技局"]
    assert "下周听取专题汇报" in client.get(url, {"order": "notice"}).content.decode()


def test_nobody_is_led_elsewhere(client_for, small_plan, leader_user):
    address = reverse("directives:instruct", args=[small_plan.works["enterprises"].pk])
    unit = small_plan.units["市科技局"].pk
    sent = {
        "kind": "decision",
        "text": "请报。",
        "units": unit,
        "next": "https://example.com/",
    }
    assert client_for(leader_user).post(address, sent).url.startswith("/directives/")


def test_nothing_to_take_stock_of(client_for, small_plan, viewer_user):
    small_plan.works["talents"].tasks.get().co_leaders.all().delete()
    empty = reverse("boards:stocktake", args=[small_plan.leaders["孙群"].pk])
    assert client_for(viewer_user).get(empty).status_code == 404


def test_a_stranger_signs_in_first(client, url):
    assert client.get(url).status_code == 302


def test_only_reading(client_for, leader_user, url):
    assert client_for(leader_user).post(url).status_code == 405


@pytest.mark.parametrize("who", ["office_user", "leader_user", "viewer_user"])
def test_few_queries(request, client_for, url, django_assert_max_num_queries, who):
    client = client_for(request.getfixturevalue(who))
    with django_assert_max_num_queries(12):
        client.get(url)
