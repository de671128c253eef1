"""What the tests of the boards share: more plans, and a walk along every number of a page."""

import re
from datetime import date, datetime, timezone
from html import unescape

import pytest
from django.core.cache import cache
from django.urls import reverse

from assignments.choices import (
    Duty,
    Level,
    PeriodState,
    ReportState,
    Standing,
    TaskKind,
)
from assignments.models import (
    Assessment,
    Directive,
    DirectiveUnit,
    Leader,
    Period,
    Plan,
    ProgressReport,
    Reading,
    Reminder,
    Reply,
    Responsibility,
    Target,
    Task,
    Unit,
    Work,
)
from tests.boards.reading import NOON, length_of, total_of, url_of

NUMBER = re.compile(r'<a\b[^>]*href="(/tasks/\?[^"]*)"[^>]*>\s*(?:<b[^>]*>)?\s*(\d+)')
AT = datetime(2021, 4, 9, 2, 0, tzinfo=timezone.utc)


@pytest.fixture
def ten_plans(small_plan):
    """The small plan and nine more of the same year, five tasks each, reported and assessed.

    Written in bulk, past history: row by row it takes longer than the test."""
    leaders, units = (
        list(Leader.objects.all()),
        list(Unit.objects.exclude(kind="group")),
    )
    closed = small_plan.last
    Period.objects.filter(pk=closed.pk).update(state=PeriodState.OPEN)
    rows: dict[type, list] = {}
    for index in range(9):
        plan = Plan.objects.create(
            year=2021, level=Level.PROVINCE, title=f"省方案{index}"
        )
        for number in range(1, 6):
            leader, unit = (
                leaders[number % len(leaders)],
                units[(index + number) % len(units)],
            )
            for row in task_rows(plan, number, leader, unit, closed):
                rows.setdefault(type(row), []).append(row)
    for model, found in rows.items():
        model.objects.bulk_create(found)
    Period.objects.filter(pk=closed.pk).update(state=PeriodState.CLOSED)
    return small_plan


def task_rows(plan, number, leader, unit, period) -> list:
    """One task of a plan with all that hangs on it, each row after those it points at."""
    title, year_end = f"{plan.title}第{number}项", date(2021, 12, 31)
    work = Work(year=2021, title=title, due_on=year_end, order=99)
    task = Task(
        plan=plan,
        work=work,
        kind=TaskKind.KEY,
        number=number,
        leader=leader,
        text=title,
    )
    target = Target(work=work, text="数量", value=40, measure="个", due_on=year_end)
    report = ProgressReport(
        work=work,
        unit=unit,
        period=period,
        state=ReportState.ACCEPTED,
        progress="有进展。",
        submitted_at=AT,
        first_sent_at=AT,
    )
    standing = Standing.SLOW if number % 2 else Standing.ON_TRACK
    return [
        work,
        task,
        Responsibility(task=task, unit=unit, duty=Duty.LEAD),
        target,
        report,
        Reading(report=report, target=target, value=number),
        Assessment(work=work, period=period, standing=standing, assessed_at=AT),
    ]


@pytest.fixture
def numbers_of():
    """A function: a page's response -> [(address of the list, number)] of every counted link."""

    def found(response):
        return [
            (unescape(url), int(number))
            for url, number in NUMBER.findall(response.content.decode())
        ]

    return found


@pytest.fixture
def assert_numbers_hold(numbers_of):
    """A function: client, response -> every number of the page is the length of the list it
    leads to.

    How long a list is, is asked as the ledger asks it, without drawing it; the longest is opened
    as well."""

    def check(client, response):
        numbers = sorted(set(numbers_of(response)), key=lambda pair: pair[1])
        assert numbers
        boards = {}
        for url, number in numbers:
            assert length_of(url, boards) == number, url
        url, number = numbers[-1]
        assert total_of(client.get(url)) == number

    return check


@pytest.fixture
def read_work(client_for, viewer_user, small_plan):
    """A function: work's word, query -> its page for a reader, in the open quarter unless it says
    otherwise."""
    client = client_for(viewer_user)
    return lambda word, **query: client.get(
        url_of(small_plan.works[word]), {"period": "2021Q2"} | query
    )


@pytest.fixture
def instructed(small_plan, office_user):
    """An instruction of 蔡木贵 to 市科技局 on enterprises, answered, and a reminder."""
    work, unit = small_plan.works["enterprises"], small_plan.units["市科技局"]
    directive = Directive.objects.create(
        work=work,
        leader=small_plan.leaders["蔡木贵"],
        signed_as="蔡木贵副市长",
        text="逐家排出清单。",
        issued_on=date(2021, 6, 1),
        due_on=date(2021, 6, 20),
        recorded_by=office_user,
    )
    DirectiveUnit.objects.create(directive=directive, unit=unit)
    Reply.objects.create(
        directive=directive, unit=unit, text="清单已排出。", by=office_user
    )
    reminder = Reminder.objects.create(
        unit=unit,
        period=small_plan.period,
        text="请抓紧报送",
        sent_on=date(2021, 7, 3),
        sent_at=NOON,
        sent_by=office_user,
    )
    reminder.works.add(work)
    return directive


@pytest.fixture
def own_files(settings, tmp_path):
    """Files that are kept go where the test alone looks; nothing is left in the cache."""
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def photo_url(small_plan):
    """Where the office keeps the picture of the small plan's livelihood project."""
    return reverse("boards:photo", args=[small_plan.works["livelihood"].pk])


@pytest.fixture
def photo_image(small_plan):
    """Where that picture is."""
    return reverse("boards:photo_file", args=[small_plan.works["livelihood"].pk])
