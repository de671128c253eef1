"""How long the reading pages take, how many queries they ask, how many bytes they send.

    .venv/bin/python manage.py prepare      once: the 2021 plan with demo data in the database
    .venv/bin/python tests/benchmarks/page_speed.py

Each page is asked for `ROUNDS` times in this process, without a network; the middle of the times is printed. Bytes
are those of the page alone, compressed with gzip at level 6, as the server sends them.
"""

import gzip
import os
import statistics
import sys
import time
from pathlib import Path

ROUNDS = 15
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
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuhuan_tasks.settings")
    django = __import__("django")
    django.setup()
    measure()


def measure() -> None:
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from assignments.models import User  # noqa: PLC0415

    settings.ALLOWED_HOSTS = ["*"]
    client = Client(headers={"accept-encoding": "identity"})
    client.force_login(User.objects.get(username="ducha"), backend="yuhuan_tasks.backends.PeopleBackend")
    print("| 页面 | 毫秒（中位） | 查询 | 传输字节 |\n| --- | --- | --- | --- |")
    for page in PAGES:
        with CaptureQueriesContext(connection, ) as asked:
            answer = client.get(page, secure=True)
        assert answer.status_code == 200, (page, answer.status_code)
        times = [timed(client, page) for _ in range(ROUNDS)]
        sent = len(gzip.compress(answer.content, 6))
        print(f"| `{page}` | {statistics.median(times):.0f} | {len(asked)} | {sent} |")


def timed(client, page: str) -> float:
    started = time.perf_counter()
    client.get(page, secure=True)
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
