"""Signing in, failing to and signing out each leave one line in the operations log."""

import pytest
from axes.models import AccessAttempt
from django.urls import reverse
from django.utils import timezone

from assignments.models import OperationLog
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN, LOGOUT = "/accounts/login/", "/accounts/logout/"


def attempt(client, username, password):
    return client.post(
        LOGIN, {"username": username, "password": password}, REMOTE_ADDR="10.0.0.9"
    )


def told():
    rows = OperationLog.objects.order_by("id")
    return list(rows.values_list("action", "name", "user__username", "about", "ip"))


def test_in_and_out(client, office_user):
    attempt(client, "ducha", PASSWORD)
    client.post(LOGOUT, REMOTE_ADDR="10.0.0.9")
    who = ("督查室小林（ducha）", "ducha", "", "10.0.0.9")
    assert told() == [("sign_in", *who), ("sign_out", *who)]


def test_a_failure_keeps_the_name_and_not_the_password(client, office_user):
    attempt(client, "ducha", "Wrong-Password")
    attempt(client, "nobody", "Wrong-Password")
    assert told() == [
        ("sign_in_failed", "ducha", None, "", "10.0.0.9"),
        ("sign_in_failed", "nobody", None, "", "10.0.0.9"),
    ]


def test_a_locked_name_is_told_apart(client, office_user, settings):
    for _ in range(settings.AXES_FAILURE_LIMIT + 1):
        attempt(client, "ducha", "Wrong-Password")
    assert told()[-1][3] == "多次失败，已暂停登录"
    assert told()[0][3] == ""


def test_a_stranger_signing_out_leaves_nothing(client):
    client.post(LOGOUT)
    assert told() == []


def test_an_administrator_lets_somebody_in_again(
    client, client_for, admin_user, office_user, settings
):
    chosen = {"action": "unlock", "_selected_action": [office_user.pk]}
    admin, screen = client_for(admin_user), reverse("admin:assignments_user_changelist")
    assert "无需解除" in admin.post(screen, chosen, follow=True).content.decode()
    for _ in range(settings.AXES_FAILURE_LIMIT + 1):
        attempt(client, "ducha", "Wrong-Password")
    assert attempt(client, "ducha", PASSWORD).status_code == 429
    assert client_for(office_user).post(screen, chosen).status_code == 403
    assert (
        "现在可以重新登录" in admin.post(screen, chosen, follow=True).content.decode()
    )
    assert attempt(client, "ducha", PASSWORD).status_code == 302
    assert [row[3] for row in told() if row[0] == "unlock"] == ["督查室小林（ducha）"]


def test_the_screen_of_accounts_says_who_is_locked_out_and_for_how_long(
    client, client_for, admin_user, office_user, unit_user, settings
):
    admin, screen = client_for(admin_user), reverse("admin:assignments_user_changelist")

    def locked():
        found = admin.get(screen, {"locked": "yes"}).context["cl"].queryset
        return [user.username for user in found]

    attempt(client, "keji", "Wrong-Password")
    assert locked() == [] and ">锁定中</td>" not in admin.get(screen).content.decode()
    for _ in range(settings.AXES_FAILURE_LIMIT + 1):
        attempt(client, "ducha", "Wrong-Password")
    assert (
        locked() == ["ducha"]
        and admin.get(screen).content.decode().count(">锁定中</td>") == 1
    )
    AccessAttempt.objects.update(
        attempt_time=timezone.now() - settings.AXES_COOLOFF_TIME
    )
    assert locked() == []
