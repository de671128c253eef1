"""Every number is as large as its list, and every list named beside a number as long, in plans that
nobody thought of.

A plan is drawn: tasks of every level and kind, with and without a leader, joined or not, led by
units, groups or nobody, reported in any state and assessed in any way, over a closed and an open
quarter. What `test_counts.py` asks of two plans is asked of each.
"""

from datetime import date, datetime, timezone

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assignments.boards.overview import silent_units, slow_units
from assignments.choices import (
    CoRole,
    Duty,
    Level,
    PeriodState,
    ReportState,
    Standing,
    TaskKind,
)
from assignments.ledger.figures import Board
from assignments.models import (
    Assessment,
    CoLeader,
    Leader,
    Period,
    Plan,
    ProgressReport,
    Responsibility,
    Task,
    Unit,
    Work,
)
from tests.boards.test_counts import pages, wrong

pytestmark = pytest.mark.once

WHEN = datetime(2021, 4, 9, 2, 0, tzinfo=timezone.utc)
QUARTERS = (1, 2)


@st.composite
def rows(draw):
    """One task: (level, kind, leader's place or None, duties, co-leader's place or None, work to
    join or None), and for each quarter what was reported and how it was assessed."""
    duties = st.lists(
        st.tuples(st.integers(0, 6), st.sampled_from(Duty)),
        max_size=4,
        unique_by=lambda d: d[0],
    )
    quarter = st.tuples(
        st.lists(st.sampled_from(ReportState), max_size=2),
        st.sampled_from(["", *Standing]),
        st.booleans(),
    )
    return {
        "level": draw(st.sampled_from(Level)),
        "kind": draw(st.sampled_from(TaskKind)),
        "leader": draw(st.none() | st.integers(0, 2)),
        "duties": draw(duties),
        "co_leader": draw(st.none() | st.integers(0, 2)),
        "join": draw(st.none() | st.integers(0, 3)),
        "quarters": [draw(quarter) for _ in QUARTERS],
    }


def build(small_plan, drawn) -> None:
    """Write the drawn tasks beside the small plan, past history and past the closed quarter's
    lock."""
    Period.objects.filter(pk=small_plan.last.pk).update(state=PeriodState.OPEN)
    plans = {
        level: Plan.objects.create(year=2021, level=level, title=f"{level.label}方案")
        for level in Level
    }
    units, leaders, works = (
        list(Unit.objects.order_by("order")),
        list(Leader.objects.order_by("order")),
        [],
    )
    for number, row in enumerate(drawn, start=50):
        if row["join"] is not None and row["join"] < len(works):
            work = works[row["join"]]
        else:
            work = Work.objects.create(
                year=2021,
                kind=row["kind"],
                title=f"工作{number}",
                due_on=date(2021, 12, 31),
                order=number,
            )
            works.append(work)
            report_and_assess(small_plan, work, row, units)
        task = Task.objects.create(
            plan=plans[row["level"]],
            work=work,
            kind=row["kind"],
            number=number,
            text=f"任务{number}。",
            leader=leaders[row["leader"]] if row["leader"] is not None else None,
        )
        for order, (place, duty) in enumerate(row["duties"]):
            Responsibility.objects.create(
                task=task, unit=units[place], duty=duty, order=order
            )
        if row["co_leader"] is not None:
            CoLeader.objects.create(
                task=task, leader=leaders[row["co_leader"]], role=CoRole.JOINTLY
            )
    Period.objects.filter(pk=small_plan.last.pk).update(state=PeriodState.CLOSED)


def report_and_assess(small_plan, work, row, units) -> None:
    for quarter, (states, standing, carried) in zip(
        QUARTERS, row["quarters"], strict=True
    ):
        period = small_plan.quarters[quarter]
        period.refresh_from_db()
        places = [place for place, _ in row["duties"]]
        for state, place in zip(states, places, strict=False):
            ProgressReport.objects.create(
                work=work,
                unit=units[place],
                period=period,
                state=state,
                progress="有进展。",
                return_reason="补充。" if state == ReportState.RETURNED else "",
                submitted_at=None if state == ReportState.DRAFT else WHEN,
                first_sent_at=None if state == ReportState.DRAFT else WHEN,
            )
        if standing:
            Assessment.objects.create(
                work=work,
                period=period,
                standing=standing,
                carried=carried and quarter > 1,
                assessed_at=WHEN,
                approval_number="玉政办〔2021〕1号",
                comment="经批准。",
                override_reason="经批准。",
            )


def unlike(board: Board) -> list[str]:
    """Numbers that stand beside a list on the page itself and are not as large as it."""
    return [
        f"{row.unit}：数 {row.count.value}，名单 {len(row.lines)}"
        for row in [*slow_units(board), *silent_units(board)]
        if row.count.value != len(row.lines)
    ]


@settings(
    max_examples=4,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    drawn=st.lists(rows(), min_size=1, max_size=8), quarter=st.sampled_from(QUARTERS)
)
def test_every_number_of_any_plan_is_as_large_as_its_list(
    client_for, office_user, small_plan, settings, drawn, quarter
):
    settings.LEAGUE_TABLE = True
    client = client_for(office_user)
    with transaction.atomic():
        build(small_plan, drawn)
        board = Board(small_plan.quarters[quarter])
        assert unlike(board) == []
        now, before = f"2021Q{quarter}", f"2021Q{3 - quarter}"
        assert wrong(client, pages(now, before)) == []
        transaction.set_rollback(True)
