"""Which errors are an outage, and what is told of it."""

import errno
import sqlite3

import psycopg2
import pytest
from django.db import DatabaseError, InterfaceError, InternalError, OperationalError
from django.db.transaction import TransactionManagementError
from django.db.utils import ProgrammingError

from yuhuan_tasks.outages import BUSY, FULL, GONE, NO_FILES, READ_ONLY, SICK, outage_of


class Told(psycopg2.Error):
    """An error of the driver with a state, which only the driver itself can set."""

    def __init__(self, said: str, state: str | None):
        super().__init__(said)
        self.state = state

    @property
    def pgcode(self):
        return self.state


def from_sqlite(said, kind=OperationalError):
    error = kind(said)
    error.__cause__ = sqlite3.OperationalError(said)
    return error


def from_postgres(state, said="", kind=OperationalError):
    error = kind(said)
    error.__cause__ = Told(said, state)
    return error


@pytest.mark.parametrize(
    ("error", "outage"),
    [
        (from_sqlite("database is locked"), BUSY),
        (from_sqlite("database table is locked"), BUSY),
        (from_sqlite("attempt to write a readonly database"), READ_ONLY),
        (from_sqlite("database or disk is full"), FULL),
        (from_sqlite("disk I/O error"), SICK),
        (from_sqlite("unable to open database file"), SICK),
        (from_sqlite("file is not a database", DatabaseError), SICK),
        (from_sqlite("database disk image is malformed", DatabaseError), SICK),
        (from_sqlite("no such column: x"), None),
        (from_sqlite("no such table: x"), None),
        (from_postgres(None, "connection refused"), GONE),
        (from_postgres(None, "connection already closed", InterfaceError), GONE),
        (from_postgres(None, "cursor is odd", InterfaceError), None),
        (from_postgres("55P03"), BUSY),
        (from_postgres("57014"), BUSY),
        (from_postgres("40P01"), BUSY),
        (from_postgres("53300"), BUSY),
        (from_postgres("25006", kind=InternalError), READ_ONLY),
        (from_postgres("53100"), FULL),
        (from_postgres("57P01"), GONE),
        (from_postgres("08006"), GONE),
        (from_postgres("42P01", kind=ProgrammingError), None),
        (from_postgres("42703", kind=ProgrammingError), None),
        (OSError(errno.ENOSPC, "No space left on device"), FULL),
        (OSError(errno.EDQUOT, "quota"), FULL),
        (PermissionError(errno.EACCES, "no"), NO_FILES),
        (OSError(errno.EROFS, "read-only"), NO_FILES),
        (FileNotFoundError(errno.ENOENT, "no"), None),
        (ConnectionRefusedError(errno.ECONNREFUSED, "mail"), None),
        (ValueError("database is locked"), None),
        (None, None),
    ],
    ids=str,
)
def test_what_is_an_outage(error, outage):
    assert outage_of(error) is outage


def test_an_error_after_the_outage_is_the_outage():
    late = TransactionManagementError("broken")
    late.__context__ = from_sqlite("database is locked")
    wrapped = RuntimeError("x")
    wrapped.__cause__ = late
    assert outage_of(wrapped) is BUSY


def test_a_mistake_in_handling_an_outage_is_a_mistake():
    slip = KeyError("x")
    slip.__context__ = from_sqlite("database is locked")
    assert outage_of(slip) is None


@pytest.mark.parametrize(("outage", "when"), [(BUSY, "10 秒后"), (FULL, "5 分钟后")])
def test_when_to_try_again_is_said(outage, when):
    assert outage.when == when
