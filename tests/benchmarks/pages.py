"""What our pages cost beside the plainest Django admin over the same rows, served as deployed.

    .venv/bin/python -m tests.benchmarks.pages [--tasks 2000] [--plans 700] [--database postgres]
    DATABASE_URL=… .venv/bin/python -m tests.benchmarks.pages

Without DATABASE_URL a temporary database is made and filled (`tests.benchmarks.fill`), on SQLite or
on a PostgreSQL of its own; with it, that one is asked, and its works are assessed to and fro.
Gunicorn serves with threads and DEBUG off, static files collected; one worker, so that every
request counts in a process that is warm. `asking` says what is asked and when. Milliseconds; CPU is
the server's for the whole request; a ratio is that of the means, to the yardstick asked in turn.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from tests.postgres import start_postgres

THREADS = 8
STARTED_WITHIN = 60  # seconds


def main() -> None:
    asked = arguments()
    with tempfile.TemporaryDirectory(prefix="zhualuoshi-pages-") as folder:
        environment = settings_of(asked, Path(folder))
        if "DATABASE_URL" not in os.environ:
            size = ("--tasks", str(asked.tasks), "--plans", str(asked.plans))
            run("-m", "tests.benchmarks.fill", *size, environment=environment)
        run(
            "manage.py",
            "collectstatic",
            "--noinput",
            "-v",
            "0",
            environment=environment,
        )
        with served(environment) as host:
            rounds = str(asked.rounds)
            run("-m", "tests.benchmarks.asking", host, rounds, environment=environment)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tasks", type=int, default=146)
    parser.add_argument("--plans", type=int, default=0, help="plans of other years")
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--rounds", type=int, default=20)
    return parser.parse_args()


def settings_of(asked: argparse.Namespace, folder: Path) -> dict[str, str]:
    """The environment of a deployed copy; what DATABASE_URL says comes before what was asked."""
    address = os.environ.get("DATABASE_URL")
    if not address and asked.database == "postgres":
        address = start_postgres()
    return os.environ | {
        "DATABASE_URL": address or f"sqlite:///{folder}/pages.sqlite3",
        "DJANGO_SETTINGS_MODULE": "yuhuan_tasks.settings",
        "SECRET_KEY": "only for measuring, on this machine",
        "ENV_FILE": "",
        "DEBUG": "false",
        "STATIC_FROM_SOURCE": "false",
        "ALLOWED_HOSTS": "127.0.0.1",
        "LOG_LEVEL": "ERROR",
        "VAR_DIR": str(folder),
    }


def run(*command: str, environment: dict[str, str]) -> None:
    subprocess.run([sys.executable, *command], env=environment, check=True)


@contextmanager
def served(environment: dict[str, str]):
    """The product under gunicorn on a free port; gives its host and port."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port = place.getsockname()[1]
    options = (
        f"--worker-class gthread --workers 1 --threads {THREADS} --no-control-socket"
    )
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "tests.benchmarks.served"),
            *("--bind", f"127.0.0.1:{port}", "--log-level", "error", *options.split()),
        ],
        env=environment,
    )
    try:
        wait_for(f"127.0.0.1:{port}")
        yield f"127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def wait_for(host: str) -> None:
    """Return as soon as it answers, whatever it says."""
    deadline = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < deadline:
        try:
            connection = HTTPConnection(host)
            connection.request("HEAD", "/")
            connection.getresponse()
        except ConnectionError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    main()
