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


def build(found: WorkLine, beside: Beside) -> Built:
    """The records of one work in one period."""
    line = LedgerLine(
        work=found.work,
        period=found.period,
        rhythm=found.period.kind,
        kind=found.work.kind,
        standing=found.standing,
        leaders=[{"id": one.pk, "name": one.full} for one in found.leaders],
        helping_leaders=[helping_leader(one) for one in found.helping_leaders],
        lead_units=named(found.lead_units),
        helping_units=named(found.cooperating_units),
        silent_units=named(found.silent_units),
        targets=[target(one, place) for place, one in worst_first(found.targets)],
        requests=requests(found),
        headline=found.headline_report.first_sentence if found.headline_report else "",
        next_step=found.headline_report.next_steps.strip()
        if found.headline_report
        else "",
        **countable(found, beside.evidence[found.work.pk]),
    )
    rows = [build_row(line, task) for task in found.tasks]
    return Built(line, rows, obligations(found, line, beside))


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


def obligations(found: WorkLine, line: LedgerLine, beside: Beside) -> list[Obligation]:
    """Who leads or helps, by its own name or as a member of a group, in the order of the duties."""
    drafts = {one.unit_id for one in found.reports if one.state == ReportState.DRAFT}
    return [
        Obligation(
            line=line,
            work=found.work,
            period=found.period,
            unit=one.unit,
            unit_name=one.unit.name,
            duty=str(one.duty),
            order=place,
            groups=list(one.groups),
            is_for_members=one.is_for_members,
            owes=one.owes,
            due_on=one.due,
            is_extended=one.is_extended,
            came_on=one.came,
            has_draft=one.unit.pk in drafts,
            times_returned=one.returned,
            times_chased=beside.chased[found.work.pk, one.unit.pk],
        )
        for place, one in enumerate(found.obligations.values())
    ]


# --- what is filtered and counted --------------------------------------------------------


def countable(found: WorkLine, evidence: int) -> dict[str, Any]:
    """Everything that lines and rows are filtered, sorted and counted by."""
    figures = [one for one in found.targets if one.target.is_quantity]
    return {
        "group": str(found.group),
        "previous": found.previous,
        "move": str(found.move),
        "is_silent": found.is_silent,
        "owes_reports": found.owes_reports,
        "is_settled": found.is_settled,
        "is_joint": found.is_joint,
        "has_lead": bool(found.lead_units),
        "has_helper": bool(found.units_with(Duty.COOPERATING)),
        "co_leaders": keys(one.leader_id for one in found.helping_leaders),
        "unit_order": first_order(found.lead_units),
        "helper_order": first_order(found.cooperating_units),
        "percent": main_percent(figures),
        "is_behind": any(one.is_behind for one in found.targets),
        "falls_short": any(falls_short(one) for one in figures),
        "slow_periods": slow_periods(found),
        "targets_count": len(found.targets),
        "readings_count": sum(len(one.readings) for one in figures),
        "evidence_count": evidence,
        "times_returned": sum(report.times_returned for report in found.reports),
        "is_asking": bool(requests(found)),
        "is_assumed": found.duties_assumed,
        "due_on": found.work.due_on,
        "last_moved_at": last_moved(found),
    }


def keys(ids: Iterable[int]) -> str:
    """ ",3,17," of 3 and 17, "" of none: asked with contains=",3,"."""
    written = "".join(f"{one}," for one in ids)
    return f",{written}" if written else ""


def first_order(units: list[Unit]) -> int | None:
    return units[0].order if units else None


def main_percent(figures: list[TargetLine]) -> Decimal | None:
    """Of the figure that says most: one that is behind before the first."""
    main = min(figures, key=lambda one: not one.is_behind, default=None)
    if main is None:
        return None
    return NO_READING if main.percent is None else main.percent


def falls_short(figure: TargetLine) -> bool:
    """Whether even at its best speed so far it does not reach the target in time."""
    return figure.forecast is not None and figure.forecast.high < figure.target.amount


def slow_periods(found: WorkLine) -> int:
    """For how many periods in a row it is slow by now; 0 where this period gave nothing yet."""
    if found.standing != Standing.SLOW:
        return 0
    newest_first = (assessment.standing for assessment in reversed(found.history))
    return len(
        list(takewhile(lambda standing: standing == Standing.SLOW, newest_first))
    )


def last_moved(found: WorkLine) -> datetime | None:
    """When something was last sent, reviewed or assessed for the period."""
    times = [
        time
        for report in found.reports
        for time in (report.submitted_at, report.reviewed_at)
    ]
    times.append(found.assessment.assessed_at if found.assessment else None)
    return max((time for time in times if time), default=None)


# --- who and what ------------------------------------------------------------------------


def named(units: Iterable[Unit]) -> list[dict[str, Any]]:
    return [{"id": unit.pk, "name": unit.name} for unit in units]


def helping_leader(found: CoLeader) -> dict[str, Any]:
    return {"id": found.leader_id, "name": found.leader.full, "role": found.role}


def requests(found: WorkLine) -> list[dict[str, Any]]:
    """What units ask the leaders to settle, of reports that were accepted: everybody reads them."""
    return [
        {"id": report.unit_id, "name": report.unit.name, "text": report.request.strip()}
        for report in found.accepted
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


def share(found: TargetLine) -> float:
    """The reading as a share of what it should be; without a reading nothing was reached."""
    if not found.expected or not found.expected.value:
        return 0.0 if found.is_behind else 1.5
    return float((found.reading or 0) / found.expected.value)


def target(found: TargetLine, place: int) -> dict[str, Any]:
    """A target as plain data: what it asks, what was read, and what that means."""
    goal, likely = found.target, found.forecast
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
        "planned": dated(found.planned),
        "readings": dated(found.readings),
        "reading": plain(found.reading),
        "reached_on": plain(found.reached_on),
        "expected": plain(found.expected.value) if found.expected else None,
        "basis": found.expected.basis.name.lower() if found.expected else "",
        "pace": found.pace.name.lower(),
        "percent": plain(found.percent),
        "expected_percent": plain(found.expected_percent),
        "forecast": [plain(likely.low), plain(likely.high)] if likely else None,
        "is_named": found.is_named,
    }


def dated(values: Iterable[tuple[date, Decimal]]) -> list[list[str | None]]:
    return [[plain(day), plain(value)] for day, value in values]


def plain(value: Decimal | date | None) -> str | None:
    """As JSON holds it: 42.5 and 42.5000 are the same number and read the same."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return None if value is None else value.isoformat()
