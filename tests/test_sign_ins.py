"""Signing in, failing to and signing out each leave one line in the operations log."""

import pytest

from assignments.models import OperationLog
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN, LOGOUT = "/accounts/login/", "/accounts/logout/"


def attempt(client, username, password):
    return client.post(LOGIN, {"username": username, "password": password}, REMOTE_ADDR="10.0.0.9")


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
