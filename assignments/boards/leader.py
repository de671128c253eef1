"""One leader's board: what is mine, what is slow, what changed, what waits for me."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from assignments.boards.columns import WORST_FIRST
from assignments.boards.dates import coming
from assignments.choices import DirectiveState, Group, Move
from assignments.ledger import access
from assignments.ledger.calendar import Calendar, calendar
from assignments.ledger.figures import Board, Pile, Selection
from assignments.ledger.lines import WorkLine
from assignments.models import CoLeader, Leader, Period, ProgressReport, Task

SHOWN_GROUPS = frozenset({Group.DONE, Group.ON_TRACK, Group.SLOW, Group.NOT_REPORTED})


@dataclass(frozen=True)
class LeaderTask:
    """One task on the board: its line, the number it stands under, and the year so far."""

    line: WorkLine
    task: Task
    quarters: list[tuple[Period, str]]

    @property
    def partners(self) -> list[Task]:
        """The same work under other leaders."""
        return [task for task in self.line.tasks if task.id != self.task.id]

    @property
    def helpers(self) -> list[CoLeader]:
        """Leaders whom this task's remark names, without those who have a row of their own for
        the work."""
        with_rows = {task.leader_id for task in self.partners}
        return [
            co
            for co in self.line.co_leaders
            if co.task_id == self.task.id and co.leader_id not in with_rows
        ]


@dataclass(frozen=True)
class WaitingForLeader:
    """What waits for the leader, each part a list that stands whole on the page."""

    replied: Pile
    unanswered: Pile
    requests: Pile
    slow: Pile

    @property
    def parts(self) -> list[Pile]:
        return [self.replied, self.unanswered, self.requests, self.slow]

    @property
    def total(self) -> int:
        return sum(part.value for part in self.parts)


def find(pk: int, board: Board | None, user) -> Leader:
    """The leader with that id: the signed-in one, one of the board's (no query), or any other; else
    404."""
    if user.leader_id == pk:
        return user.leader
    tasks = board.tasks if board else []
    return next(
        (task.leader for task in tasks if task.leader_id == pk), None
    ) or get_object_or_404(Leader, pk=pk)


def context(pk: int, chosen: Calendar, user, order: str) -> dict[str, Any]:
    """Everything one leader's board shows. `order` is "slow" for the worst first."""
    period = chosen.chosen
    board = Board(period, compared=chosen.previous).with_targets() if period else None
    person = find(pk, board, user)
    page: dict[str, Any] = {
        "calendar": chosen,
        "period": period,
        "leader": person,
        "order": order,
    }
    if board is None or period is None:
        return page
    led, helping = (
        Selection(leader=person.id),
        Selection(co_leader=person.id, by="work"),
    )
    entries = [entry(line, task, chosen) for line, (task,) in board.rows(led)]
    helped = [entry(line, tasks[0], chosen) for line, tasks in board.rows(helping)]
    main = led if entries else helping
    lines = unique([item.line for item in entries + helped])
    return page | {
        "led": board.count(led),
        "joint": board.count(replace(led, joint="yes")),
        "helping": board.count(helping),
        "kpis": [
            c
            for c in board.groups(main, board.before)
            if c.value or c.change or c.key in SHOWN_GROUPS
        ],
        "slow": board.select(replace(main, standing=Group.SLOW)),
        "was_slow": [line for line in board.select(main) if line.carried == Group.SLOW],
        "cells": [(item.line, item.task) for item in entries + helped],
        "entries": in_order(entries, order),
        "helped": in_order(helped, order),
        "moves": board.moves(main),
        "better": board.select(replace(main, move=Move.BETTER)),
        "worse": board.select(replace(main, move=Move.WORSE)),
        "coming": coming(lines, period.as_of),
        "waiting": (
            waiting(person, user, lines, period) if waits_for(person, user) else None
        ),
        "is_own": user.leader_id == person.id,
    }


def entry(line: WorkLine, task: Task, chosen: Calendar) -> LeaderTask:
    """The year so far ends with the chosen period."""
    periods = [period for period in chosen.of_year if period.index <= line.period.index]
    given = {key: assessment.standing for key, assessment in line.assessments.items()}
    return LeaderTask(
        line, task, [(period, given.get(period.id, "")) for period in periods]
    )


def in_order(entries: list[LeaderTask], order: str) -> list[LeaderTask]:
    """The notice's order, or slow ones first."""
    if order != "slow":
        return entries
    return sorted(entries, key=lambda item: WORST_FIRST.index(Group(item.line.group)))


def unique(lines: list[WorkLine]) -> list[WorkLine]:
    return list({line.work.id: line for line in lines}.values())


def waits_for(person: Leader, user) -> bool:
    """What waits is shown to the leader and to the office that keeps their papers."""
    return user.leader_id == person.id or access.sees_everything(user)


def waiting(
    person: Leader, user, lines: list[WorkLine], period: Period
) -> WaitingForLeader:
    """Instructions on works of the period's year; those of other years wait on their boards."""
    given = (
        access.directives(user)
        .open()
        .filter(leader=person, work__year=period.year)
        .select_related("work", "leader")
    )
    directives = list(given.order_by("due_on", "issued_on", "id"))
    return WaitingForLeader(
        Pile(
            "replied",
            "批示已回复，请阅",
            with_state(directives, DirectiveState.REPLIED),
        ),
        Pile("unanswered", "批示待回复", with_state(directives, DirectiveState.OPEN)),
        Pile("requests", "单位提请协调", tuple(requests(lines))),
        Pile("slow", "转为偏慢", tuple(line for line in lines if line.turned_slow)),
    )


def with_state(directives, state: str) -> tuple:
    return tuple(directive for directive in directives if directive.state == state)


def requests(lines: list[WorkLine]) -> list[tuple[WorkLine, ProgressReport]]:
    """What units ask the leaders to settle, from reports that were sent."""
    return [
        (line, report)
        for line in lines
        for report in line.reports
        if report.is_reported and report.request.strip()
    ]


@require_safe
def leader(request: access.Request, pk: int) -> HttpResponse:
    """One leader's board."""
    chosen = calendar(request.GET.get("period", ""))
    page = context(pk, chosen, request.user, request.GET.get("order", ""))
    return render(request, "boards/leader.html", page)
