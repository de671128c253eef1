"""The only counter. A dashboard, a bulletin and an export that show the same number got
it here, and every number carries the query of the list behind it.

A `Board` is one period of one year. A `Selection` is a question to it; `board.select`
answers with lines, `board.count` with a number and the address query of its list. Page
and list ask with the same Selection, so the number is the length of the list.
"""

from collections import Counter
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from typing import Any, Optional, cast

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.functional import SimpleLazyObject

from assignments.choices import ApprovalState, Group, Move, ReportState, TaskKind
from assignments.ledger.lines import TargetLine, WorkLine, grouped
from assignments.ledger.obligations import Key, Obligation, granted
from assignments.ledger.rows import shared_rows
from assignments.ledger.selections import Count, Selection, fitting_tasks, matches
from assignments.ledger.targets import Read, as_judged, by_target, kept_by, target_lines
from assignments.models import (
    Assessment,
    CoLeader,
    Period,
    PlannedValue,
    ProgressReport,
    Reading,
    Responsibility,
    SlowTarget,
    Target,
    Task,
    Unit,
    Work,
)


@dataclass(frozen=True)
class Pile:
    """A list that stands whole on the page, and its number: how long the list is."""

    key: str
    label: str
    entries: tuple

    @property
    def value(self) -> int:
        return len(self.entries)


class Board:
    """All works of one period's year. Parts load when first asked for, each by one query.

    Readings come from accepted reports; with `submitted` also from those that wait for
    review in this period, for the office's own pages, where the decision is made. With
    `work` the board holds that one work alone, for its own page. With `compared`, an
    earlier period of the year, `before` is that period's board at no query of its own.
    """

    def __init__(
        self,
        period: Period,
        *,
        submitted: bool = False,
        work: Work | None = None,
        compared: Period | None = None,
    ) -> None:
        self.period = period
        self.submitted = submitted
        self.work = work
        self.compared = compared

    @cached_property
    def before(self) -> Optional["Board"]:
        """The board of the compared period, None without one."""
        return EarlierBoard(self.compared, self) if self.compared else None

    def scoped(self, rows: QuerySet, path: str) -> QuerySet:
        """The rows of the board's one work, where it has but one; `path` leads there."""
        return rows.filter(**{path: self.work}) if self.work else rows

    @cached_property
    def tasks(self) -> list[Task]:
        """Those of the year; of a closed period those that were counted when it was closed,
        because what is added to the plan later changes no quarter that is over."""
        rows = self.scoped(Task.objects.of_year(self.period.year), "work")
        if self.period.is_closed and not self.work:
            rows = rows.filter(work__assessments__period=self.period)
        return shared_rows(
            rows.order_by("kind", "plan__level", "number", "id"),
            "work",
            "leader",
            "plan",
        )

    @cached_property
    def duties(self) -> dict[int, list[Responsibility]]:
        rows = Responsibility.objects.filter(task__plan__year=self.period.year)
        rows = self.scoped(rows, "task__work").order_by("order", "id")
        return grouped(shared_rows(rows, "unit"), "task_id")

    @cached_property
    def members(self) -> dict[int, list[Unit]]:
        """The members of each group that has a duty; no query where none has."""
        duties = [duty for row in self.duties.values() for duty in row]
        return Unit.objects.members_by_group(
            {duty.unit_id for duty in duties if duty.unit.is_group}
        )

    @cached_property
    def granted(self) -> dict[Key, date]:
        """Until when units have time in the period, where the office granted it."""
        return granted([self.period])

    @cached_property
    def co_leaders(self) -> dict[int, list[CoLeader]]:
        rows = CoLeader.objects.filter(
            task__plan__year=self.period.year
        ).select_related("leader")
        return grouped(
            self.scoped(rows, "task__work").order_by("order", "id"), "task_id"
        )

    @cached_property
    def assessments(self) -> dict[int, list[Assessment]]:
        """Up to and including the period, by work."""
        rows = Assessment.objects.filter(
            period__year=self.period.year,
            period__kind=self.period.kind,
            period__index__lte=self.period.index,
        )
        return grouped(shared_rows(self.scoped(rows, "work"), "period"), "work_id")

    @cached_property
    def reports_of_both(self) -> list[ProgressReport]:
        """The reports of the period and of the one it is compared with."""
        periods = [period for period in (self.period, self.compared) if period]
        rows = self.scoped(ProgressReport.objects.filter(period__in=periods), "work")
        return shared_rows(rows.order_by("id"), "unit")

    @cached_property
    def reports(self) -> dict[int, list[ProgressReport]]:
        return grouped(
            (row for row in self.reports_of_both if row.period_id == self.period.id),
            "work_id",
        )

    @cached_property
    def readings(self) -> dict[int, list[Read]]:
        """Readings of the year up to the period, oldest first, by target."""
        counted = Q(report__state=ReportState.ACCEPTED)
        if self.submitted:
            counted |= Q(
                report__state=ReportState.SUBMITTED, report__period=self.period
            )
        rows = Reading.objects.filter(
            counted,
            report__period__year=self.period.year,
            report__period__ends__lte=self.period.ends,
        )
        newest_last = (
            "report__period__ends",
            F("report__reviewed_at").asc(nulls_last=True),
            "id",
        )
        in_scope = self.scoped(rows, "target__work").order_by(*newest_last)
        return by_target(
            in_scope.values_list(
                "target_id", "report__period__ends", "value", "reached_on"
            )
        )

    @cached_property
    def planned(self) -> dict[int, list[Read]]:
        rows = PlannedValue.objects.filter(
            period__year=self.period.year, state=ApprovalState.APPROVED
        )
        in_scope = self.scoped(rows, "target__work").order_by("period__ends")
        return by_target(in_scope.values_list("target_id", "period__ends", "value"))

    @cached_property
    def targets(self) -> dict[int, list[TargetLine]]:
        named = SlowTarget.objects.filter(
            target=OuterRef("pk"), assessment__period=self.period
        )
        rows = (
            Target.objects.approved()
            .filter(work__year=self.period.year)
            .select_related("unit")
        )
        # Target declares what this adds to it.
        flagged = rows.annotate(is_named_slow=Exists(named))  # type: ignore[no-redef]
        targets = self.scoped(flagged, "work").order_by("order", "id")
        then = (
            kept_by(self.assessments.values(), self.period)
            if self.period.is_closed
            else {}
        )
        return target_lines(
            as_judged(targets, then), self.readings, self.planned, self.period.as_of
        )

    @cached_property
    def lines(self) -> list[WorkLine]:
        """One for each work, in the order of the notice, without targets."""
        by_work = grouped(self.tasks, "work_id")
        return [self.line(tasks) for tasks in by_work.values()]

    def line(self, tasks: list[Task]) -> WorkLine:
        work = tasks[0].work
        return WorkLine(
            work=work,
            period=self.period,
            tasks=tasks,
            duties=[duty for task in tasks for duty in self.duties.get(task.id, [])],
            co_leaders=cast(
                list[CoLeader], SimpleLazyObject(partial(self.co_leaders_of, tasks))
            ),
            assessments={a.period_id: a for a in self.assessments.get(work.id, [])},
            reports=self.reports.get(work.id, []),
            members=cast(dict[int, list[Unit]], SimpleLazyObject(lambda: self.members)),
            granted=cast(dict[Key, date], SimpleLazyObject(lambda: self.granted)),
        )

    def co_leaders_of(self, tasks: list[Task]) -> list[CoLeader]:
        """Asked for by few pages, so loaded only when one does."""
        return [co for task in tasks for co in self.co_leaders.get(task.id, [])]

    def with_targets(self) -> "Board":
        """The same board with each line's targets, readings and plan filled in."""
        for line in self.lines:
            line.targets = self.targets.get(line.work.id, [])
        return self

    def narrowed(self, lines: list[WorkLine]) -> "Board":
        """The same board with these of its lines alone: counting many units one by one is
        quick when each is asked on its own few works."""
        part = copy(self)
        part.lines = lines
        return part

    @cached_property
    def by_work(self) -> dict[int, WorkLine]:
        return {line.work.id: line for line in self.lines}

    @property
    def leading(self) -> Iterator[Obligation]:
        """Of everybody who leads one of its works, in the period."""
        return (
            obligation for line in self.lines for obligation in line.leading.values()
        )

    def select(self, selection: Selection) -> list[WorkLine]:
        """The lines that a selection means, in the order of the notice."""
        return [line for line in self.lines if matches(line, selection)]

    def rows(self, selection: Selection) -> list[tuple[WorkLine, list[Task]]]:
        """The entries of the list: with by="work" each line with all its fitting tasks,
        with by="task" each fitting task by itself."""
        entries = [
            (line, fitting_tasks(line, selection)) for line in self.select(selection)
        ]
        if selection.by == "work":
            return entries
        rows = [(line, [task]) for line, tasks in entries for task in tasks]
        return sorted(
            rows,
            key=lambda row: (row[1][0].kind, row[1][0].plan.level, row[1][0].number),
        )

    def count(
        self,
        selection: Selection,
        *,
        key: str = "",
        label: str = "",
        change: int | None = None,
    ) -> Count:
        """How many entries the list of this selection has, and its query."""
        return Count(
            len(self.rows(selection)), selection.query(self.period), key, label, change
        )

    def groups(
        self, selection: Selection, before: Optional["Board"] = None
    ) -> list[Count]:
        """One count for each group, in the order of the vocabulary; they sum to the count
        of the selection itself. With `before` each carries its change since then."""
        whole = replace(selection, standing="")
        now = Counter(line.group for line, _ in self.rows(whole))
        then = Counter(line.group for line, _ in before.rows(whole)) if before else None
        return [
            Count(
                now[group.value],
                replace(selection, standing=group.value).query(self.period),
                group.value,
                group.label,
                now[group.value] - then[group.value] if then is not None else None,
            )
            for group in Group
        ]

    def moves(self, selection: Selection) -> list[Count]:
        """One count for each move since the last standing."""
        counts = Counter(
            line.move for line, _ in self.rows(replace(selection, move=""))
        )
        return [
            Count(
                counts[move.value],
                replace(selection, move=move.value).query(self.period),
                move.value,
                move.label,
            )
            for move in Move
        ]


class EarlierBoard(Board):
    """An earlier period beside a later one: rows of both are taken from the later board,
    because the year, its tasks and its duties are the same."""

    def __init__(self, period: Period, later: Board) -> None:
        super().__init__(period, submitted=later.submitted, work=later.work)
        self.later = later

    @property
    def tasks(self) -> list[Task]:
        if not self.period.is_closed or self.work:
            return self.later.tasks
        return [task for task in self.later.tasks if self.was_counted(task.work_id)]

    def was_counted(self, work: int) -> bool:
        return any(
            row.period_id == self.period.pk for row in self.assessments.get(work, ())
        )

    @property
    def duties(self) -> dict[int, list[Responsibility]]:
        return self.later.duties

    @property
    def members(self) -> dict[int, list[Unit]]:
        return self.later.members

    @property
    def co_leaders(self) -> dict[int, list[CoLeader]]:
        return self.later.co_leaders

    @cached_property
    def assessments(self) -> dict[int, list[Assessment]]:
        last = self.period.index
        rows = (row for rows in self.later.assessments.values() for row in rows)
        return grouped((row for row in rows if row.period.index <= last), "work_id")

    @property
    def reports_of_both(self) -> list[ProgressReport]:
        return self.later.reports_of_both


def summary(board: Board, before: Board | None = None) -> dict[str, Any]:
    """The figures of the opening sentence: key works and livelihood projects, each as a
    whole and by group, counted by works (以项计)."""
    key = Selection(kind=TaskKind.KEY, by="work")
    livelihood = Selection(kind=TaskKind.LIVELIHOOD, by="work")
    every = Selection(by="work")
    return {
        "key": board.count(key),
        "key_groups": board.groups(key, before),
        "livelihood": board.count(livelihood),
        "livelihood_groups": board.groups(livelihood, before),
        "works": board.count(every),
        "owed": board.count(replace(every, reported="owed")),
        "reported": board.count(replace(every, reported="yes")),
        "silent": board.count(replace(every, reported="no")),
        "joint": board.count(replace(every, joint="yes")),
    }
