"""The tests build their tables straight from the models, which is ten times faster; so the migrations, which is how
everybody else gets their tables, are asked here whether they run on an empty database. That they say the same as the
models is `makemigrations --check`, one of the checks of start.py."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
NAME = "zhualuoshi_migrations"


def manage(*arguments, address):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": address},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def empty_database(tmp_path, transactional_db):
    """The address of a database without a table, of the kind that this run is about."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    host = connection.settings_dict["OPTIONS"].get("host") or connection.settings_dict["HOST"]
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {NAME}")
    yield f"postgresql://{connection.settings_dict['USER']}:@/{NAME}?host={quote(host)}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {NAME}")


def test_migrations_run_on_an_empty_database(empty_database):
    migrated = manage("migrate", "--verbosity", "0", address=empty_database)
    assert migrated.returncode == 0, migrated.stderr
