"""The tests build their tables straight from the models, which is ten times faster; so the
migrations, which is how everybody else gets their tables, are asked here whether they run on an
empty database, and what those do that change stored rows. That they say the same as the models is
`makemigrations --check`, one of the checks of start.py."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection, models
from django.db.migrations import RunPython
from django.db.migrations.loader import MigrationLoader

from assignments.ledger.figures import Board
from assignments.ledger.targets import to_keep
from assignments.models import Assessment

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
    host = (
        connection.settings_dict["OPTIONS"].get("host")
        or connection.settings_dict["HOST"]
    )
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {NAME}")
    yield f"postgresql://{connection.settings_dict['USER']}:@/{NAME}?host={quote(host)}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {NAME}")


def test_migrations_run_on_an_empty_database(empty_database):
    migrated = manage("migrate", "--verbosity", "0", address=empty_database)
    assert migrated.returncode == 0, migrated.stderr


@pytest.fixture
def change_rows(small_plan, settings):
    """What a migration does to stored rows, done to those that are there, with the models as it
    knows them."""
    settings.MIGRATION_MODULES = {}
    loader = MigrationLoader(None)

    def change(name):
        known = loader.project_state(("assignments", name)).apps
        for step in loader.get_migration("assignments", name).operations:
            if isinstance(step, RunPython):
                step.code(known, None)

    return change


@pytest.mark.once
def test_closed_periods_go_on_counting_and_judging_as_they_do(small_plan, change_rows):
    """A period that was closed before anything was noted on closing."""
    closed = small_plan.last
    counted = {line.work.pk for line in Board(small_plan.period).lines}
    models.QuerySet(Assessment).filter(
        period=closed, work=small_plan.works["harbour"]
    ).delete()
    change_rows("0011_what_a_closed_period_counts")
    change_rows("0013_targets_of_a_closed_period")
    lines = Board(closed).with_targets().lines
    assert {line.work.pk for line in lines} == counted
    for line in lines:
        assert line.assessment.judged_by == to_keep(
            target.target for target in line.targets
        )
