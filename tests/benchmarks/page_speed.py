"""How long the reading pages take, how many queries they ask, how many bytes they send.

    .venv/bin/python manage.py prepare      once: the 2021 plan with demo data in the database
    .venv/bin/python -m tests.benchmarks.page_speed

Each page is asked for `ROUNDS` times in this process, without a network; the middle of the processor times is
printed, which other programs on the machine do not disturb. Bytes are those of the page alone, compressed with
gzip at level 6, as the server sends them.
"""

import gzip
import os
import statistics
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuhuan_tasks.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from assignments.models import User  # noqa: E402

ROUNDS = int(os.environ.get("ROUNDS", 15))
PAGES = (
    "/overview/",
    "/leaders/",
    "/leaders/3/",
    "/tasks/",
    "/tasks/?standing=slow&by=work",
    "/works/72/",
    "/units/",
    "/livelihood/",
    "/office/",
    "/office/assess/",
)


def main() -> None:
    settings.ALLOWED_HOSTS = ["*"]
    client = Client(headers={"accept-encoding": "identity"})
    client.force_login(
        User.objects.get(username="ducha"), backend="yuhuan_tasks.backends.PeopleBackend"
    )
    for page in PAGES:
        queries, answer = counted(client, page)
        assert answer.status_code == 200, (page, answer.status_code)
        times = [timed(client, page) for _ in range(ROUNDS)]
        sent = len(gzip.compress(answer.content, 6))
        sys.stdout.write(f"| `{page}` | {statistics.median(times):.0f} | {queries} | {sent:,} |\n")


def counted(client: Client, page: str):
    """How many queries a request asks, and its answer."""
    asked: list[str] = []

    def note(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        answer = client.get(page, secure=True)
    return len(asked), answer


def timed(client: Client, page: str) -> float:
    """Milliseconds of processor time for one request."""
    started = time.process_time()
    client.get(page, secure=True)
    return (time.process_time() - started) * 1000


if __name__ == "__main__":
    main()
