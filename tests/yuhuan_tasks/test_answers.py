"""What every answer carries, and what is answered when something is wrong."""

import os
import secrets
import subprocess
import sys

import pytest
from django.db import connection
from django.test import Client

from tests.house.source import ROOT

REFUSED = ("unsafe-inline", "unsafe-eval", "http:", "https:", "*", "data:")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/accounts/login/", "/no-such-page/", "/admin/"])
def test_the_policy_is_strict_on_every_answer(client_for, admin_user, address):
    policy = client_for(admin_user).get(address)["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy
    assert not [word for word in REFUSED if word in policy]


@pytest.mark.django_db
def test_a_missing_page_is_told_in_chinese(client_for, viewer_user):
    answer = client_for(viewer_user).get("/no-such-page/")
    assert answer.status_code == 404
    assert (
        "<h1" in answer.content.decode() and 'lang="zh-CN"' in answer.content.decode()
    )


@pytest.mark.django_db
def test_a_form_older_than_the_sign_in_is_told_in_chinese_with_what_was_typed(
    office_user,
):
    client = Client(enforce_csrf_checks=True)
    client.force_login(office_user, backend="yuhuan_tasks.backends.PeopleBackend")
    typed = "请补数据。"
    sent = {
        "texts": typed,
        "password": "不给看的口令",
        "action": "send_back_with_a_long_name",
    }
    answer = client.post("/office/phrases/?x=1", sent)
    shown = answer.content.decode()
    assert (
        answer.status_code == 403
        and "重新打开这一页" in shown
        and 'href="/office/phrases/?x=1"' in shown
    )
    assert (
        typed in shown and "不给看的口令" not in shown and "send_back_with" not in shown
    )
    assert (
        "可以从这里复制"
        not in client.post("/office/phrases/", {"action": "x"}).content.decode()
    )


@pytest.mark.django_db
def test_a_browser_that_asks_for_english_gets_chinese(client):
    page = client.get("/accounts/login/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "用户名" in page and "Username" not in page


@pytest.mark.django_db
def test_long_answers_are_compressed(client):
    answer = client.get("/accounts/login/", HTTP_ACCEPT_ENCODING="gzip")
    assert answer["Content-Encoding"] == "gzip"


def configured(*arguments, **environment):
    """Run manage.py with exactly these settings, away from `.env`."""
    clean = {
        key: value
        for key, value in os.environ.items()
        if key in {"PATH", "HOME", "LANG", "VAR_DIR"}
    }
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**clean, "ENV_FILE": "", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


PRODUCTION = {
    "SECRET_KEY": secrets.token_urlsafe(60),
    "ALLOWED_HOSTS": "task.example.gov.cn",
}


def test_an_intranet_without_tls_passes_the_deployment_check():
    """With TLS, which is the default, `start.py test` asks it of every run."""
    done = configured(
        "check", "--deploy", "--fail-level", "WARNING", BEHIND_TLS="false", **PRODUCTION
    )
    assert done.returncode == 0, done.stderr


def test_a_short_key_fails_the_deployment_check():
    done = configured(
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        **{**PRODUCTION, "SECRET_KEY": "short"},
    )
    assert done.returncode != 0 and "security.W009" in done.stderr


def test_without_a_key_nothing_starts():
    done = configured("check")
    assert done.returncode != 0 and "SECRET_KEY" in done.stderr


@pytest.mark.django_db
def test_sqlite_is_set_up_for_many_writers():
    if connection.vendor != "sqlite":
        assert connection.vendor == "postgresql"
        return
    with connection.cursor() as cursor:
        told = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "foreign_keys")
        }
    assert told == {"journal_mode": "wal", "foreign_keys": 1}
    assert connection.transaction_mode == "IMMEDIATE"
    assert connection.settings_dict["OPTIONS"]["timeout"] == 20
