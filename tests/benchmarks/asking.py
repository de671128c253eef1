"""Asks the server that `pages` has started, and prints the table.

Every page is asked for in turn with its yardstick: the ledger's list of the same rows for a list or
a board, the change page for a work's page. Before each request the office assesses another work in
a database connection of its own, so that it is always the first reader after a write who waits.
Then the same browser asks again, with the ETag it was given, where it was given one.
"""

import os
import sys
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import cycle
from statistics import mean, median, quantiles

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuhuan_tasks.settings")
django.setup()

from django.db.models import Count  # noqa: E402
from django.test import Client  # noqa: E402

from assignments.choices import Duty, Role, Standing  # noqa: E402
from assignments.ledger.calendar import calendar  # noqa: E402
from assignments.models import Assessment, Leader, Task, Unit, User  # noqa: E402
from assignments.supervision.verbs import assess  # noqa: E402
from tests.benchmarks.served import CPU  # noqa: E402
from tests.benchmarks.yardstick import CHANGE, LIST  # noqa: E402

WARMING = 3
HEADINGS = ("page", "mean", "p50", "p95", "CPU", "ratio", "KB", "again", "CPU", "ratio")


@dataclass
class Page:
    """`yardstick` is asked in turn with it. Times in milliseconds: `clock` as the browser sees
    them, `cpu` as the server worked; `plain` is the yardstick's, `again` the second request's."""

    address: str
    user: User
    yardstick: str
    clock: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    plain: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    status_again: int = 0
    size: int = 0


class Browser:
    """One connection for each request, as a person who clicks now and then makes one."""

    def __init__(self, host: str):
        self.host = host
        self.cookies: dict[int, str] = {}

    def cookie(self, user: User) -> str:
        if user.pk not in self.cookies:
            client = Client()
            client.force_login(user, backend="yuhuan_tasks.backends.PeopleBackend")
            self.cookies[user.pk] = f"sessionid={client.cookies['sessionid'].value}"
        return self.cookies[user.pk]

    def ask(
        self, address: str, user: User, etag: str = ""
    ) -> tuple[float, float, str, int, int]:
        """(milliseconds on the clock, of the processor, ETag, status, bytes of the page)."""
        headers = {
            "Cookie": self.cookie(user),
            "Accept-Encoding": "gzip",
            "X-Forwarded-Proto": "https",
        }
        if etag:
            headers["If-None-Match"] = etag
        started = time.perf_counter()
        connection = HTTPConnection(self.host, timeout=120)
        connection.request("GET", address, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        clock = (time.perf_counter() - started) * 1000
        connection.close()
        if answer.status not in (200, 304):
            raise SystemExit(f"{address}: {answer.status}")
        return (
            clock,
            float(answer.headers[CPU]),
            answer.headers["ETag"] or "",
            answer.status,
            len(body),
        )


class Writer:
    """The office, which moves one work after the other to and fro between two standings."""

    def __init__(self, office: User):
        self.office = office
        self.period = calendar().chosen
        made = Assessment.objects.filter(period=self.period, carried=False)
        moving = made.filter(standing__in=(Standing.ON_TRACK, Standing.SLOW))
        self.next = cycle(moving.select_related("work").order_by("?")[:40])

    def write(self) -> None:
        found = next(self.next)
        is_slow = found.standing == Standing.SLOW
        found.standing = Standing.ON_TRACK if is_slow else Standing.SLOW
        assess(
            work=found.work,
            period=self.period,
            standing=found.standing,
            comment="现场核实。",
            override_reason="现场核实情况与填报不同。",
            by=self.office,
        )


def pages() -> list[Page]:
    """Ours, with the leader and the unit that have most to do in the year that is shown."""
    year = calendar().chosen.year
    tasks = Task.objects.filter(plan__year=year)
    office = User.objects.filter(role=Role.OFFICE).first()
    leader = most(Leader.objects.filter(tasks__in=tasks))
    leading = {"responsibilities__task__in": tasks, "responsibilities__duty": Duty.LEAD}
    unit = most(Unit.objects.filter(users__role=Role.UNIT, **leading))
    task = tasks.filter(targets__readings__isnull=False).order_by("pk").first()
    change = CHANGE.format(task.pk)
    asked = [
        Page(address, office, LIST)
        for address in (
            "/tasks/",
            "/overview/",
            f"/leaders/{leader.pk}/",
            "/units/",
            f"/units/{unit.pk}/",
            "/directives/",
            "/office/",
            "/wall/",
            "/compare/",
        )
    ]
    work = Page(f"/works/{task.work_id}/", office, change)
    desk = Page("/desk/", unit.users.filter(role=Role.UNIT).first(), LIST)
    return [*asked[:3], work, *asked[3:], desk]


def most(rows):
    return rows.annotate(load=Count("pk")).order_by("-load", "pk").first()


def measure(host: str, rounds: int) -> list[Page]:
    browser, asked = Browser(host), pages()
    yardstick, _ = User.objects.get_or_create(
        username="yardstick",
        defaults={"role": Role.ADMIN, "is_staff": True, "is_superuser": True},
    )
    writer = Writer(asked[0].user)
    for number in range(-WARMING, rounds):
        for page in asked:
            one_turn(browser, writer, page, yardstick, is_counted=number >= 0)
    return asked


def one_turn(
    browser: Browser, writer: Writer, page: Page, yardstick: User, *, is_counted: bool
):
    """Ours after a write, ours again, then the yardstick after a write."""
    writer.write()
    clock, cpu, etag, _, page.size = browser.ask(page.address, page.user)
    _, again, _, page.status_again, _ = browser.ask(page.address, page.user, etag)
    writer.write()
    _, plain, _, _, _ = browser.ask(page.yardstick, yardstick)
    if is_counted:
        page.clock.append(clock)
        page.cpu.append(cpu)
        page.again.append(again)
        page.plain.append(plain)


def row(page: Page) -> tuple[str, ...]:
    plain = mean(page.plain)
    clock = (mean(page.clock), median(page.clock), quantiles(page.clock, n=20)[-1])
    first, again = mean(page.cpu), mean(page.again)
    return (
        f"`{page.address}`",
        *(f"{value:.1f}" for value in (*clock, first)),
        f"{first / plain:.2f}",
        f"{page.size / 1000:.1f}",
        str(page.status_again),
        f"{again:.1f}",
        f"{again / plain:.2f}",
    )


def yardstick_row(name: str, asked: list[Page]) -> tuple[str, ...]:
    cpu = [value for page in asked for value in page.plain]
    return (name, "", "", "", f"{mean(cpu):.1f}", "1.00", "", "", "", "")


def main() -> None:
    asked = measure(sys.argv[1], int(sys.argv[2]))
    lists = [page for page in asked if page.yardstick == LIST]
    changes = [page for page in asked if page.yardstick != LIST]
    table = [HEADINGS, ("---",) * len(HEADINGS), *map(row, asked)]
    table += [
        yardstick_row("plain admin, list", lists),
        yardstick_row("plain admin, change page", changes),
    ]
    for cells in table:
        sys.stdout.write(f"| {' | '.join(cells)} |\n")


if __name__ == "__main__":
    main()
