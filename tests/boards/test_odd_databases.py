"""Every reading page opens, and says something sensible, whatever the database holds: nothing at
all, a year without periods, a period with nothing in it, three plans of three levels, a plan of
another year, texts of any length.

What each page says is asked in its own test; here no page may fail, show a bare `None`, or leave a
heading out.
"""

import re
from datetime import date

import pytest
from django.urls import reverse

from assignments.choices import Duty, Level, PeriodState, TargetKind
from assignments.models import (
    Leader,
    Period,
    Plan,
    Responsibility,
    Target,
    Task,
    Unit,
    Work,
)
from tests.boards.reading import text_of

pytestmark = pytest.mark.django_db

PLAIN = (
    "home",
    "overview",
    "leaders",
    "livelihood",
    "units",
    "league",
    "wall",
    "tasks",
    "export",
    "filters",
    "find",
    "compare",
    "preferences",
    "public_livelihood",
    "public_livelihood_csv",
)
SILLY = re.compile(r"\bNone\b|\bnan\b|\binf\b|\{\{|\{%|\[\]|（）|、、|“”")
LONG = "推进港区开发建设并同步完善配套基础设施" * 40


def nothing():
    """Straight after `migrate`."""


def a_plan_without_periods():
    make_task(make_plan(2021), 1)


def a_period_without_a_plan():
    make_periods(2021)


def a_year_that_has_not_begun():
    make_task(make_plan(2021), 1)
    make_periods(2021, PeriodState.PLANNED)


def a_task_of_nobody():
    """Neither leader nor unit nor target."""
    make_periods(2021)
    plan = make_plan(2021)
    make_task(plan, 2)
    work = Work.objects.create(year=2021, title="无人认领", due_on=date(2021, 12, 31))
    Task.objects.create(plan=plan, work=work, number=1, text="无人认领。")


def three_levels_with_the_same_numbers():
    make_periods(2021)
    for level in Level:
        plan = make_plan(2021, level)
        for number in (1, 2):
            make_task(plan, number)


def two_years():
    for year in (2021, 2022):
        make_task(make_plan(year), 1)
        make_periods(year)


def very_long_texts():
    make_periods(2021)
    plan = make_plan(2021)
    for number in range(1, 4):
        make_task(plan, number, LONG)


def a_thousand_tasks():
    make_periods(2021)
    plan, leader = make_plan(2021), make_leader()
    works = Work.objects.bulk_create(
        Work(year=2021, title=f"工作{number}", due_on=date(2021, 12, 31), order=number)
        for number in range(1, 1001)
    )
    Task.objects.bulk_create(
        Task(plan=plan, work=work, number=number, text=f"任务{number}。", leader=leader)
        for number, work in enumerate(works, start=1)
    )


def make_plan(year, level=Level.LOCAL):
    return Plan.objects.create(year=year, level=level, title=f"{year}年方案")


def make_periods(year, state=PeriodState.OPEN):
    for index, (begin, end, day) in enumerate(((1, 3, 31), (4, 6, 30)), start=1):
        Period.objects.create(
            year=year,
            index=index,
            starts=date(year, begin, 1),
            ends=date(year, end, day),
            due_on=date(year, end + 1, 8),
            state=state if index == 1 else PeriodState.PLANNED,
        )


def make_leader():
    return Leader.objects.get_or_create(
        name="欧阳德高望重", defaults={"title": "市委常委、常务副市长"}
    )[0]


def make_task(plan, number, text="新增造林10亩"):
    unit = Unit.objects.get_or_create(
        name="市" + "自然资源和规划" * 8 + "局", defaults={"kind": "government"}
    )[0]
    work = Work.objects.create(
        year=plan.year, title=text[:120], due_on=date(plan.year, 12, 31)
    )
    task = Task.objects.create(
        plan=plan,
        work=work,
        number=number,
        text=text,
        leader=make_leader(),
        remark=text[:200],
    )
    Responsibility.objects.create(task=task, unit=unit, duty=Duty.LEAD)
    due = date(plan.year, 2, 28)
    Target.objects.create(
        work=work,
        task=task,
        text=text[:100],
        value=10**9,
        comparator=">=",
        measure="亩",
        due_on=due,
    )
    Target.objects.create(
        work=work, task=task, kind=TargetKind.MILESTONE, text=text[:100], due_on=due
    )
    return task


STATES = (
    nothing,
    a_plan_without_periods,
    a_period_without_a_plan,
    a_year_that_has_not_begun,
    a_task_of_nobody,
    three_levels_with_the_same_numbers,
    two_years,
    very_long_texts,
    a_thousand_tasks,
)


def addresses() -> list[str]:
    """Every page there is for what the database holds; one person without a task and a unit without
    a work besides."""
    idle, unit = (
        Leader.objects.create(name="闲人"),
        Unit.objects.create(name="闲处", kind="office"),
    )
    leaders, units = [idle, *Leader.objects.all()[:2]], [unit, *Unit.objects.all()[:2]]
    found = [reverse(f"boards:{name}") for name in PLAIN]
    found += [reverse("boards:unit", args=[unit.pk]) for unit in units]
    for leader in leaders:
        found += [
            reverse(f"boards:{name}", args=[leader.pk]) for name in ("leader", "brief")
        ]
        found.append(f"{reverse('boards:brief', args=[leader.pk])}?format=docx")
    if Task.objects.exists() and Period.objects.exists():
        found.append(
            reverse(
                "boards:stocktake",
                args=[Task.objects.exclude(leader=None)[0].leader_id],
            )
        )
    found += [
        reverse("boards:work", args=[task.work_id]) for task in Task.objects.all()[:3]
    ]
    again = "period=2022Q1&with=2021Q1"
    return [
        *found,
        f"{reverse('boards:compare')}?{again}",
        f"{reverse('boards:find')}?q=xr",
    ]


@pytest.mark.parametrize(
    ("person", "fill"),
    [("leader_user", fill) for fill in STATES]
    + [("office_user", fill) for fill in STATES[:-1]],
)
def test_every_page_opens(client_for, request, settings, person, fill):
    settings.LEAGUE_TABLE = settings.LIVELIHOOD_PUBLIC = True
    client = client_for(request.getfixturevalue(person))
    fill()
    for address in addresses():
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        if "text/html" in response["Content-Type"]:
            page = text_of(response)
            assert not SILLY.search(page), f"{address}：{SILLY.search(page)} {page}"
            assert response.content.decode().count("<h1") == 1, address
