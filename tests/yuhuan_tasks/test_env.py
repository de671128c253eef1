"""A setting with a value that cannot be meant is answered with a sentence that names it; nobody
sees a traceback."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.house.source import ROOT
from tests.yuhuan_tasks.test_answers import configured
from yuhuan_tasks.env import Settings

ASKED = re.compile(
    r"env\.(flag|whole|number|choice|database|mail|origins)\(\s*\"([A-Z_]+)\"",
    re.DOTALL,
)
SETTINGS = (Path(ROOT) / "yuhuan_tasks/settings.py").read_text(encoding="utf-8")
STRICT = sorted({name for _, name in ASKED.findall(SETTINGS)})
POSTGRES_ONLY = {"CONN_MAX_AGE", "DATABASE_STATEMENT_SECONDS"}


def test_no_number_and_no_flag_is_read_past_the_strict_readers():
    assert len(STRICT) >= 18
    assert not re.findall(r"env\.(?:bool|int|float|db_url|email_url)\(", SETTINGS)


@pytest.mark.once
@pytest.mark.parametrize("name", STRICT)
def test_a_bad_value_is_a_sentence_that_names_the_setting(name):
    base = {"SECRET_KEY": "x" * 60, "BEHIND_TLS": "true"}
    if name in POSTGRES_ONLY:
        base["DATABASE_URL"] = "postgresql://a:b@127.0.0.1:1/c"
    done = configured("check", **{**base, name: "半天"})
    assert done.returncode == 1, name
    assert f"设置 {name}" in done.stderr and "请" in done.stderr
    assert "Traceback" not in done.stderr and len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "hours"), [(None, 72), ("0.5", 0.5), ("72", 72), (" 8 ", 8), ("1e1", 10)]
)
def test_half_an_hour_is_a_number(monkeypatch, text, hours):
    put(monkeypatch, "SESSION_HOURS", text)
    assert Settings().number("SESSION_HOURS", default=72, above=0, most=8760) == hours


@pytest.mark.parametrize("text", ["", "0", "-1", "nan", "inf", "8761", "半小时", "1,5"])
def test_what_is_no_number_of_hours_is_refused(monkeypatch, text):
    put(monkeypatch, "SESSION_HOURS", text)
    with pytest.raises(ImproperlyConfigured, match="SESSION_HOURS"):
        Settings().number("SESSION_HOURS", default=72, above=0, most=8760)


@pytest.mark.parametrize("text", ["", "0.5", "1e3", "-1", "0x10", "11", "五"])
def test_what_is_no_whole_number_in_its_bounds_is_refused(monkeypatch, text):
    put(monkeypatch, "PROXIES", text)
    with pytest.raises(ImproperlyConfigured, match="PROXIES.*从 0 到 10"):
        Settings().whole("PROXIES", default=0, least=0, most=10)


@pytest.mark.parametrize(
    ("text", "value"),
    [(None, True), ("Yes", True), ("on", True), ("0", False), ("OFF", False)],
)
def test_a_flag_is_yes_or_no(monkeypatch, text, value):
    put(monkeypatch, "BEHIND_TLS", text)
    assert Settings().flag("BEHIND_TLS", default=True) is value


def test_a_misspelt_flag_does_not_pass_for_no(monkeypatch):
    put(monkeypatch, "BEHIND_TLS", "ture")
    with pytest.raises(ImproperlyConfigured, match="BEHIND_TLS=ture.*true 或 false"):
        Settings().flag("BEHIND_TLS", default=True)


def test_a_password_in_an_address_is_not_repeated(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://a:geheim@h:x/y")
    with pytest.raises(ImproperlyConfigured) as told:
        Settings().database("DATABASE_URL", default="")
    assert "geheim" not in str(told.value) and "DATABASE_URL" in str(told.value)


def test_a_file_of_settings_in_another_encoding_is_told(tmp_path):
    path = tmp_path / "env"
    path.write_bytes("CITY_NAME=玉环市\n".encode("gb18030"))
    with pytest.raises(ImproperlyConfigured, match="UTF-8"):
        Settings().read_file(str(path))


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "var").write_text("a file")
    done = configured("check", SECRET_KEY="x" * 60, VAR_DIR=str(tmp_path / "var"))
    assert done.returncode == 1 and "设置 VAR_DIR" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_server_gives_up_with_the_sentence():
    """gunicorn opens this module; its own exit code for a worker that cannot boot ends it at
    once."""
    done = subprocess.run(
        [sys.executable, "-c", "import yuhuan_tasks.wsgi"],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "ENV_FILE": "",
            "SECRET_KEY": "x",
            "PROXIES": "x",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert "设置 PROXIES=x" in done.stderr and "Traceback" not in done.stderr


def put(monkeypatch, name: str, text: str | None) -> None:
    if text is None:
        monkeypatch.delenv(name, raising=False)
    else:
        monkeypatch.setenv(name, text)
