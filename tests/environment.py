"""The environment the tests run in. Loaded by pytest before Django reads its settings (see
pyproject.toml).

What a developer keeps in `.env` must not decide whether a test passes, so the file is not read at
all. TEST_DATABASE=postgres starts a PostgreSQL server of its own (TEST_DATABASE_URL names one that
runs already); otherwise the tests run on SQLite.
"""

import atexit
import os
import secrets
import shutil
import tempfile

from tests.postgres import start_postgres


def prepare() -> None:
    """Set every variable the settings read. Once, in the controller: xdist's workers inherit
    them."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    var = tempfile.mkdtemp(prefix="zhualuoshi-var-")
    atexit.register(shutil.rmtree, var, ignore_errors=True)
    os.environ.update(
        ENV_FILE="",
        DEBUG="false",
        DEMO="false",
        SECRET_KEY=secrets.token_urlsafe(50),
        ALLOWED_HOSTS="testserver,127.0.0.1,localhost",
        BEHIND_TLS="false",
        STATIC_FROM_SOURCE="true",
        VAR_DIR=var,
        LOG_LEVEL="ERROR",
        DJANGO_ALLOW_ASYNC_UNSAFE="1",
    )
    # xdist refuses workers that name or order their tests differently, as sets do where each has a
    # seed of its own.
    os.environ.setdefault("PYTHONHASHSEED", str(secrets.randbelow(2**32)))
    os.environ.pop("DATABASE_URL", None)
    if os.environ.get("TEST_DATABASE") == "postgres":
        os.environ["DATABASE_URL"] = (
            os.environ.get("TEST_DATABASE_URL") or start_postgres()
        )


prepare()
