"""`manage.py create_admin`: the first account."""

import io
import sys

import pytest
from django.core.management import CommandError, call_command

from assignments.ledger import access
from assignments.models import User

pytestmark = pytest.mark.django_db


def create(monkeypatch, password, username="xinguan"):
    monkeypatch.setattr(sys, "stdin", io.StringIO(password + "\n"))
    call_command("create_admin", username, name="新管", stdout=io.StringIO())


def test_the_first_administrator_may_manage(monkeypatch, client):
    create(monkeypatch, "Chang-Wan-Hu-2021")
    user = User.objects.get(username="xinguan")
    assert access.can_manage(user)
    assert client.login(
        username="xinguan",
        password="Chang-Wan-Hu-2021",
        request=client.get("/").wsgi_request,
    )
    assert user.history.earliest().history_change_reason == "由命令建立的管理员"


@pytest.mark.parametrize("password", ["", "123456789012", "yuhuan12345", "xinguan2021"])
def test_a_weak_password_is_refused_in_chinese(monkeypatch, password):
    with pytest.raises(CommandError, match="密码"):
        create(monkeypatch, password)
    assert not User.objects.exists()


def test_a_taken_name_is_refused(monkeypatch):
    create(monkeypatch, "Chang-Wan-Hu-2021")
    with pytest.raises(CommandError, match="已有人使用"):
        create(monkeypatch, "Chang-Wan-Hu-2021")
    assert User.objects.count() == 1
