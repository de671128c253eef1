"""What a line of the ledger says: a board's line in, unsaved records out. Nothing is asked of the
database here and nothing written."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import takewhile
from typing import Any

from assignments.choices import Duty, ReportState, Standing
from assignments.ledger.lines import TargetLine, WorkLine
from assignments.models import CoLeader, LedgerLine, LedgerRow, Obligation, Task, Unit
from assignments.models.kept_lines import COUNTABLE

NO_READING = Decimal(-1)
"""The percent of a figure that was never read, so that it sorts before those that were."""


@dataclass(frozen=True)
class Beside:
    """What a line tells and no board knows: files by work, and how often a unit was chased about
    a work in the period, by (work, unit); everything by id."""

    evidence: Counter[int] = field(default_factory=Counter)
    chased: Counter[tuple[int, int]] = field(default_factory=Counter)


@dataclass(frozen=True)
class Built:
    """A work's line in a period, a row for each of its tasks in the order of the notice, and an
    obligation for each unit with a duty in it, those who lead first."""

    line: LedgerLine
    rows: list[LedgerRow]
    obligations: list[Obligation]


def build(board_line: WorkLine, beside: Beside) -> Built:
    """The records of one work in one period."""
    line = LedgerLine(
        work=board_line.work,
        period=board_line.period,
        rhythm=board_line.period.kind,
        kind=board_line.work.kind,
        standing=board_line.standing,
        leaders=[
            {"id": leader.pk, "name": leader.full} for leader in board_line.leaders
        ],
        helping_leaders=[
            helping_leader(co_leader) for co_leader in board_line.helping_leaders
        ],
        lead_units=named(board_line.lead_units),
        helping_units=named(board_line.cooperating_units),
        silent_units=named(board_line.silent_units),
        targets=[
            target(target_line, place)
            for place, target_line in worst_first(board_line.targets)
        ],
        requests=requests(board_line),
        headline=board_line.headline_report.first_sentence
        if board_line.headline_report
        else "",
        next_step=board_line.headline_report.next_steps.strip()
        if board_line.headline_report
        else "",
        **countable(board_line, beside.evidence[board_line.work.pk]),
    )
    rows = [build_row(line, task) for task in board_line.tasks]
    return Built(line, rows, obligations(board_line, line, beside))


def build_row(line: LedgerLine, task: Task) -> LedgerRow:
    leader = task.leader
    return LedgerRow(
        line=line,
        task=task,
        period=line.period,
        kind=task.kind,
        level=task.plan.level,
        number=task.number,
        leader=leader,
        leader_name=leader.full if leader else "",
        leader_order=leader.order if leader else None,
        **{name: getattr(line, name) for name in COUNTABLE},
    )


def obligations(
    board_line: WorkLine, line: LedgerLine, beside: Beside
) -> list[Obligation]:
    """Who leads or helps, by its own name or as a member of a group, in the order of the duties."""
    drafts = {
        report.unit_id
        for report in board_line.reports
        if report.state == ReportState.DRAFT
    }
    return [
        Obligation(
            line=line,
            work=board_line.work,
            period=board_line.period,
            unit=owed.unit,
            unit_name=owed.unit.name,
            duty=str(owed.duty),
            order=place,
            groups=list(owed.groups),
            is_for_members=owed.is_for_members,
            owes=owed.owes,
            due_on=owed.due,
            is_extended=owed.is_extended,
            came_on=owed.came,
            has_draft=owed.unit.pk in drafts,
            times_returned=owed.returned,
            times_chased=beside.chased[board_line.work.pk, owed.unit.pk],
        )
        for place, owed in enumerate(board_line.obligations.values())
    ]


# --- what is filtered and counted --------------------------------------------------------


def countable(board_line: WorkLine, evidence: int) -> dict[str, Any]:
    """Everything that lines and rows are filtered, sorted and counted by."""
    figures = [
        target_line
        for target_line in board_line.targets
        if target_line.target.is_quantity
    ]
    return {
        "group": str(board_line.group),
        "previous": board_line.previous,
        "move": str(board_line.move),
        "is_silent": board_line.is_silent,
        "owes_reports": board_line.owes_reports,
        "is_settled": board_line.is_settled,
        "is_joint": board_line.is_joint,
        "has_lead": bool(board_line.lead_units),
        "has_helper": bool(board_line.units_with(Duty.COOPERATING)),
        "co_leaders": keys(co.leader_id for co in board_line.helping_leaders),
        "unit_order": first_order(board_line.lead_units),
        "helper_order": first_order(board_line.cooperating_units),
        "percent": main_percent(figures),
        "is_behind": any(target_line.is_behind for target_line in board_line.targets),
        "falls_short": any(falls_short(target_line) for target_line in figures),
        "slow_periods": slow_periods(board_line),
        "targets_count": len(board_line.targets),
        "readings_count": sum(len(target_line.readings) for target_line in figures),
        "evidence_count": evidence,
        "times_returned": sum(report.times_returned for report in board_line.reports),
        "is_asking": bool(requests(board_line)),
        "is_assumed": board_line.duties_assumed,
        "due_on": board_line.work.due_on,
        "last_moved_at": last_moved(board_line),
    }


def keys(ids: Iterable[int]) -> str:
    """ ",3,17," of 3 and 17, "" of none: asked with contains=",3,"."""
    written = "".join(f"{key}," for key in ids)
    return f",{written}" if written else ""


def first_order(units: list[Unit]) -> int | None:
    return units[0].order if units else None


def main_percent(figures: list[TargetLine]) -> Decimal | None:
    """Of the figure that says most: figure that is behind before the first."""
    main = min(figures, key=lambda figure: not figure.is_behind, default=None)
    if main is None:
        return None
    return NO_READING if main.percent is None else main.percent


def falls_short(figure: TargetLine) -> bool:
    """Whether even at its best speed so far it does not reach the target in time."""
    return figure.forecast is not None and figure.forecast.high < figure.target.amount


def slow_periods(board_line: WorkLine) -> int:
    """For how many periods in a row it is slow by now; 0 where this period gave nothing yet."""
    if board_line.standing != Standing.SLOW:
        return 0
    newest_first = (assessment.standing for assessment in reversed(board_line.history))
    return len(
        list(takewhile(lambda standing: standing == Standing.SLOW, newest_first))
    )


def last_moved(board_line: WorkLine) -> datetime | None:
    """When something was last sent, reviewed or assessed for the period."""
    times = [
        time
        for report in board_line.reports
        for time in (report.submitted_at, report.reviewed_at)
    ]
    times.append(board_line.assessment.assessed_at if board_line.assessment else None)
    return max((time for time in times if time), default=None)


# --- who and what ------------------------------------------------------------------------


def named(units: Iterable[Unit]) -> list[dict[str, Any]]:
    return [{"id": unit.pk, "name": unit.name} for unit in units]


def helping_leader(co_leader: CoLeader) -> dict[str, Any]:
    return {
        "id": co_leader.leader_id,
        "name": co_leader.leader.full,
        "role": co_leader.role,
    }


def requests(board_line: WorkLine) -> list[dict[str, Any]]:
    """What units ask the leaders to settle, of reports that were accepted: everybody reads them."""
    return [
        {"id": report.unit_id, "name": report.unit.name, "text": report.request.strip()}
        for report in board_line.accepted
        if report.request.strip()
    ]


# --- targets -----------------------------------------------------------------------------


def worst_first(targets: list[TargetLine]) -> list[tuple[int, TargetLine]]:
    """With their place among the targets: those that the office named, then those behind, each
    by how little of what is expected was reached."""
    return sorted(
        enumerate(targets),
        key=lambda pair: (
            not pair[1].is_named,
            not pair[1].is_behind,
            share(pair[1]),
            pair[0],
        ),
    )


def share(target_line: TargetLine) -> float:
    """The reading as a share of what it should be; without a reading nothing was reached."""
    if not target_line.expected or not target_line.expected.value:
        return 0.0 if target_line.is_behind else 1.5
    return float((target_line.reading or 0) / target_line.expected.value)


def target(target_line: TargetLine, place: int) -> dict[str, Any]:
    """A target as plain data: what it asks, what was read, and what that means."""
    goal, likely = target_line.target, target_line.forecast
    return {
        "id": goal.pk,
        "order": place,
        "kind": goal.kind,
        "text": goal.text,
        "unit": goal.unit_id,
        "unit_name": goal.unit.name if goal.unit else "",
        "comparator": goal.comparator,
        "value": plain(goal.value),
        "measure": goal.measure,
        "course": goal.course,
        "due_on": plain(goal.due_on),
        "planned": dated(target_line.planned),
        "readings": dated(target_line.readings),
        "reading": plain(target_line.reading),
        "reached_on": plain(target_line.reached_on),
        "expected": plain(target_line.expected.value) if target_line.expected else None,
        "basis": target_line.expected.basis.name.lower()
        if target_line.expected
        else "",
        "pace": target_line.pace.name.lower(),
        "percent": plain(target_line.percent),
        "expected_percent": plain(target_line.expected_percent),
        "forecast": [plain(likely.low), plain(likely.high)] if likely else None,
        "is_named": target_line.is_named,
    }


def dated(values: Iterable[tuple[date, Decimal]]) -> list[list[str | None]]:
    return [[plain(day), plain(value)] for day, value in values]


def plain(value: Decimal | date | None) -> str | None:
    """As JSON holds it: 42.5 and 42.5000 are the same number and read the same."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return None if value is None else value.isoformat()
