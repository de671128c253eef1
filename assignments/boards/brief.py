"""The brief (一页纸): one A4 page that a leader carries into a meeting."""

from dataclasses import dataclass
from typing import Any

from assignments.boards import leader as leader_page
from assignments.boards.overview import shortfall
from assignments.choices import Group, Move
from assignments.ledger.calendar import Calendar
from assignments.ledger.lines import TargetLine, WorkLine

MOST = 7
"""Slow works told with their figures; more would not fit on the page and are named alone."""


@dataclass(frozen=True)
class Row:
    """A work as the page tells it."""

    line: WorkLine

    @property
    def numbers(self) -> str:
        """The numbers of its tasks: 32/90."""
        return "/".join(str(task.number) for task in self.line.tasks)

    @property
    def name(self) -> str:
        return f"{self.numbers} {self.line.work.title}"

    @property
    def units(self) -> str:
        return "、".join(str(unit) for unit in self.line.lead_units)

    @property
    def owing(self) -> str:
        return "、".join(str(unit) for unit in self.line.silent_units)

    @property
    def worst(self) -> TargetLine | None:
        return min(self.line.slow_targets, key=shortfall, default=None)

    @property
    def reason(self) -> str:
        """The office's comment, else the problem that the unit reports."""
        comment = self.line.assessment.comment if self.line.assessment else ""
        report = self.line.headline_report
        return comment or (report.problems if report else "")


def context(pk: int, chosen: Calendar, user) -> dict[str, Any]:
    """What the page says, from the leader's board: numbers, slow works with their figures, who
    is silent, what got better, what units ask for, what comes."""
    found = leader_page.context(pk, chosen, user, "")
    lines = leader_page.unique([item.line for item in [*found.get("entries", []), *found.get("helped", [])]])
    slow = [Row(line) for line in lines if line.group == Group.SLOW]
    accepted = [(line, report) for line in lines for report in line.accepted if report.request.strip()]
    return found | {
        "cells": [(item.line, item.task) for item in found.get("entries", [])] if len(slow) <= MOST else [],
        "slow": slow[:MOST],
        "more_slow": slow[MOST:],
        "silent": [Row(line) for line in lines if line.group == Group.NOT_REPORTED],
        "improved": [Row(line) for line in lines if line.move == Move.BETTER],
        "requests": [(Row(line), report) for line, report in accepted],
    }
