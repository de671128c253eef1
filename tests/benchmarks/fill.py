"""Fill an empty database with a plan of any size and a quarter that runs.

    DATABASE_URL=sqlite:////tmp/big.sqlite3 .venv/bin/python -m tests.benchmarks.fill --tasks 2000
    DATABASE_URL=… .venv/bin/python -m tests.benchmarks.fill --tasks 146 --plans 700

`--tasks` is the size of the plan of 2021: at most 40 tasks a leader, three units a task, 6 % slow,
two quarters closed, one open, one planned. `--plans` adds plans of 146 tasks in other years, all of
whose quarters are closed. The same `--seed` gives the same city. Tables are made where there are
none; a database that holds a plan already is left alone.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuhuan_tasks.settings")
os.environ.setdefault("SECRET_KEY", "only for measuring, on this machine")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from assignments.choices import PeriodState  # noqa: E402
from assignments.ledger.bulk import create_many  # noqa: E402
from assignments.models import Period, Plan, Task  # noqa: E402
from assignments.rules.schedule import quarters  # noqa: E402
from tests.benchmarks.people import PASSWORD, REASON, City, make_city  # noqa: E402
from tests.benchmarks.year import Year  # noqa: E402

YEAR, RUNNING = 2021, 3
OTHER_YEARS = [*range(2020, 1999, -1), *range(2022, 2101)]
TASKS_OF_OTHER_PLANS = 146


def main() -> None:
    asked = arguments()
    call_command("migrate", verbosity=0)
    if Plan.objects.exists():
        raise SystemExit("数据库里已有方案，不再填入。请另给一个空的 DATABASE_URL。")
    started = time.perf_counter()
    chance = Random(asked.seed)
    city = make_city(asked.tasks)
    for year, sizes in years(asked.tasks, asked.plans):
        with transaction.atomic():
            add_year(city, year, sizes, chance)
        say(f"{year}: {sum(sizes):,}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as PostgreSQL does by itself after a while
    say(f"{Task.objects.count():,} tasks in {time.perf_counter() - started:.0f} s")
    say(f"accounts: ducha, lingdao1, danwei1, yardstick; password {PASSWORD}")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tasks", type=int, default=TASKS_OF_OTHER_PLANS)
    parser.add_argument("--plans", type=int, default=0, help="plans of other years")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def years(tasks: int, plans: int) -> Iterator[tuple[int, list[int]]]:
    """Each year with the sizes of its plans; those of other years are dealt out in turn."""
    yield YEAR, [tasks]
    for place, year in enumerate(OTHER_YEARS):
        if dealt := len(range(place, plans, len(OTHER_YEARS))):
            yield year, [TASKS_OF_OTHER_PLANS] * dealt


def add_year(city: City, year: int, sizes: list[int], chance: Random) -> None:
    """The plans of one year, played up to the quarter that runs; then the others are closed."""
    running = RUNNING if year == YEAR else None
    periods = make_periods(city, year)
    for number, size in enumerate(sizes, start=1):
        made = Year(city, periods, size=size, number=number, chance=chance)
        for period in periods[:running]:
            made.play(period, is_over=period.index != running)
    for period in periods[:running]:
        opened = at_nine(period.ends - timedelta(days=10))
        state = {"state": PeriodState.OPEN, "opened_at": opened}
        if period.index != running:
            closed = at_nine(period.due_on + timedelta(days=8))
            state |= {"state": PeriodState.CLOSED, "closed_at": closed}
        Period.objects.filter(pk=period.pk).update(**state)


def make_periods(city: City, year: int) -> list[Period]:
    rows = [
        Period(
            year=year,
            index=one.index,
            starts=one.starts,
            ends=one.ends,
            due_on=one.due_on,
        )
        for one in quarters(year)
    ]
    return list(create_many(rows, by=city.office, reason=REASON))


def at_nine(day) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, 9))


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
