"""What others change of an account stands in the operations log."""

import io
import sys

import pytest
from django.core.management import call_command
from django.urls import reverse

from assignments.choices import Operation, Role
from assignments.ledger import accounts
from assignments.models import OperationLog, User
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
LOG = OperationLog.objects.filter(
    action__in=[Operation.ACCOUNT, Operation.PASSWORD_SET]
)


def lines() -> list[tuple[str, str]]:
    return list(LOG.order_by("id").values_list("name", "about"))


def test_a_new_role_is_noted_with_the_old_one(admin_user, viewer_user):
    viewer_user.role = Role.OFFICE
    accounts.save(viewer_user, by=admin_user, reason="后台修改")
    [(name, about)] = lines()
    assert name == f"{admin_user}（{admin_user.username}）"
    assert about == (
        f"{viewer_user}（{viewer_user.username}）：角色：查阅 → 督查室；后台修改"
    )


def test_switching_off_is_noted_and_a_name_is_not(admin_user, viewer_user):
    viewer_user.display_name = "老李"
    accounts.save(viewer_user, by=admin_user, reason="后台修改")
    assert lines() == []
    viewer_user.is_active = False
    accounts.save(viewer_user, by=admin_user, reason="后台修改")
    assert "启用 → 停用" in lines()[0][1]


def test_a_password_set_by_others_is_noted_and_ones_own_is_not(
    admin_user, viewer_user, client_for
):
    new = "Zhong-Qiu-88x"
    own = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    client_for(viewer_user).post(reverse("password_change"), own)
    assert User.objects.get(pk=viewer_user.pk).check_password(new) and lines() == []
    page = reverse("admin:auth_user_password_change", args=[viewer_user.pk])
    set_by = {"password1": "Qing-Ming-77y", "password2": "Qing-Ming-77y"}
    client_for(admin_user).post(page, set_by, REMOTE_ADDR="10.0.0.9")
    entry = LOG.get()
    assert entry.action == Operation.PASSWORD_SET and entry.user == admin_user
    assert viewer_user.username in entry.about and entry.ip == "10.0.0.9"
    assert "Qing" not in entry.about


def test_the_screen_notes_new_accounts_and_roles(admin_user, viewer_user, client_for):
    client = client_for(admin_user)
    made = {
        "username": "xin",
        "display_name": "新",
        "role": "office",
        "password1": "Zhong-Qiu-88x",
        "password2": "Zhong-Qiu-88x",
    }
    client.post(reverse("admin:assignments_user_add"), made)
    assert "新（xin）：新建账号，角色：督查室" in lines()[0][1]
    page = reverse("admin:assignments_user_change", args=[viewer_user.pk])
    changed = {"username": viewer_user.username, "role": "office", "is_active": "on"}
    client.post(
        page, changed | {"theme": "auto", "display_name": viewer_user.display_name}
    )
    assert "查阅 → 督查室" in lines()[1][1]
    assert LOG.last().ip == "127.0.0.1"


def test_the_last_administrator_is_told_in_the_form(admin_user, client_for):
    page = reverse("admin:assignments_user_change", args=[admin_user.pk])
    changed = {"username": admin_user.username, "role": "viewer", "theme": "auto"}
    answer = client_for(admin_user).post(page, changed | {"display_name": "改过的名字"})
    shown = answer.content.decode()
    assert answer.status_code == 200 and "唯一能登录的管理员" in shown
    assert 'value="改过的名字"' in shown  # nothing typed is lost
    kept = User.objects.get(pk=admin_user.pk)
    assert kept.role == Role.ADMIN and kept.is_active and lines() == []


def test_a_command_notes_itself(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("Chang-Wan-Hu-2021\n"))
    call_command("create_admin", "xinguan", name="新管", stdout=io.StringIO())
    assert lines() == [
        ("命令行", "新管（xinguan）：新建账号，角色：管理员；由命令建立的管理员")
    ]
