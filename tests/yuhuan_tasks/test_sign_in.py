"""Signing in: throttled, in Chinese, and cheap."""

import pytest
from axes.models import AccessAttempt
from django.test import Client

from tests.conftest import PASSWORD
from yuhuan_tasks.backends import PeopleBackend
from yuhuan_tasks.lockout import client_ip

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


def attempt(client, username, password, **extra):
    return client.post(LOGIN, {"username": username, "password": password}, **extra)


def test_the_right_password_leads_on(client, office_user):
    answer = attempt(client, "ducha", PASSWORD)
    assert answer.status_code == 302 and answer["Location"] == "/"


def test_where_one_wanted_to_go_is_kept(client, office_user):
    answer = client.post(
        f"{LOGIN}?next=/overview/",
        {"username": "ducha", "password": PASSWORD, "next": "/overview/"},
    )
    assert answer["Location"] == "/overview/"


def test_another_site_is_no_place_to_go(client, office_user):
    form = {
        "username": "ducha",
        "password": PASSWORD,
        "next": "https://elsewhere.example/",
    }
    assert client.post(LOGIN, form)["Location"] == "/"


def test_a_wrong_password_is_told_in_chinese_and_the_name_is_kept(client, office_user):
    page = attempt(client, "ducha", "不对").content.decode()
    assert "用户名或密码不对" in page and 'value="ducha"' in page


def test_a_name_that_no_account_can_have_is_not_tried(client):
    """Nor kept: the throttle's table takes 255 signs on PostgreSQL, and every one on SQLite."""
    page = attempt(client, "长" * 300_000, "不对")
    assert page.status_code == 200 and "用户名最多 150 个字符" in page.content.decode()
    assert not AccessAttempt.objects.exists()


@pytest.mark.parametrize("variant", ["ducha", " ducha ", "ｄｕｃｈａ", "ducha\u3000"])
def test_a_name_written_otherwise_is_the_same_name(
    client, office_user, settings, variant
):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        attempt(client, variant, "不对")
    assert attempt(client, "ducha", PASSWORD).status_code == 429


def test_five_wrong_passwords_lock_the_name_from_that_address(
    client, office_user, settings
):
    answers = [
        attempt(client, "ducha", "不对").status_code
        for _ in range(settings.AXES_FAILURE_LIMIT)
    ]
    assert answers == [200, 200, 200, 200, 429]
    locked = attempt(client, "ducha", PASSWORD)
    assert locked.status_code == 429
    assert "15 分钟后再试" in locked.content.decode()
    assert "Access-Control-Allow-Origin" not in locked


def test_the_lock_holds_nobody_else(client, office_user, viewer_user, settings):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        attempt(client, "ducha", "不对")
    assert attempt(Client(), "chayue", PASSWORD).status_code == 302
    assert (
        attempt(Client(), "ducha", PASSWORD, REMOTE_ADDR="10.0.0.9").status_code == 302
    )


def test_one_right_password_forgets_the_wrong_ones(client, office_user, settings):
    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        attempt(client, "ducha", "不对")
    attempt(client, "ducha", PASSWORD)
    assert attempt(Client(), "ducha", "不对").status_code == 200


def test_an_account_that_was_closed_is_out_at_once(client_for, office_user):
    client = client_for(office_user)
    office_user.is_active = False
    office_user.save()
    assert client.get("/accounts/password/").status_code == 302


def test_a_person_with_unit_and_leader_costs_one_query(
    unit_user, leader_user, django_assert_num_queries
):
    with django_assert_num_queries(2):
        assert PeopleBackend().get_user(unit_user.pk).unit.name == "市科技局"
        assert PeopleBackend().get_user(leader_user.pk).leader.name == "蔡木贵"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "1.2.3.4", "10.0.0.1"),
        (1, "1.2.3.4", "1.2.3.4"),
        (1, "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        (2, "6.6.6.6, 1.2.3.4, 10.0.0.2", "1.2.3.4"),
        (2, "1.2.3.4", "10.0.0.1"),
        (1, "", "10.0.0.1"),
    ],
)
def test_only_our_own_proxies_are_believed(rf, settings, proxies, forwarded, expected):
    settings.PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert client_ip(request) == expected
