"""All leaders side by side."""

import pytest

URL = "/leaders/"


def test_each_leader_of_the_notice(client_for, plan_2021, viewer_user):
    found = client_for(viewer_user).get(URL).context
    expected = [
        ("周阳", 5),
        ("柯寿建", 28),
        ("蔡木贵", 32),
        ("陈威", 25),
        ("李丹佳", 15),
        ("池涛", 3),
        ("金加树", 18),
        ("陈康", 8),
    ]
    assert [(card.leader.name, card.led.value) for card in found["cards"]] == expected
    assert {card.leader.name for card in found["helpers"]} == {
        "孙群",
        "卢小春",
        "李宝",
        "杨良强",
    }


def test_slow_ones_by_name(client_for, small_plan, viewer_user):
    page = client_for(viewer_user).get(URL, {"period": "2021Q1"}).content.decode()
    assert "完成低效用地再开发" in page


def test_groups_sum_to_each_leaders_number(client_for, ten_plans, viewer_user):
    for card in client_for(viewer_user).get(URL, {"period": "2021Q2"}).context["cards"]:
        assert sum(count.value for count in card.groups) == card.led.value


def test_each_task_is_a_cell_of_its_leader(client_for, small_plan, viewer_user):
    answer = client_for(viewer_user).get(URL, {"period": "2021Q1"})
    for card in answer.context["cards"]:
        assert len(card.cells) == card.led.value
        assert all(task.leader == card.leader for _, task in card.cells)
    page = answer.content.decode()
    assert page.count('class="cell ') == sum(
        card.led.value for card in answer.context["cards"]
    )


def test_no_plan_at_all(client_for, viewer_user):
    assert "还没有任务分工" in client_for(viewer_user).get(URL).content.decode()


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
