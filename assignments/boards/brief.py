"""The brief (进展简报): one A4 page that a leader carries into a meeting.

The page is filled from what matters most: the sentence and the cells, the slow works with their
figures, then a paragraph for each of the other questions, and in the room that is left the leader's
other figures. What finds no room is told as a number, so that the page says how much it leaves out.
The browser and Word print the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from typing import Any

from assignments.boards import leader as leader_page
from assignments.boards.overview import shortfall
from assignments.boards.text import shortened
from assignments.choices import Group, Move
from assignments.ledger.calendar import Calendar
from assignments.ledger.lines import TargetLine, WorkLine
from assignments.rules.aims import plain

LINES, CHARACTERS = 43.5, 41
"""Lines of 11 pt on the page, and characters in one of them, where the browser and Word both hold
them."""

HEAD, CELLS_IN_LINE, CELL_LINES = 7.5, 20, 1.35
"""Lines of the title and the sentence; how many cells stand side by side, and what a row of them
takes."""

TABLE, FIGURE = 3.0, 1.2
"""Lines that a table takes for its headings, and each row of the figures; a slow work is measured
by its words."""

PARAGRAPH_LINES, NAME, REASON = 2, 28, 28
"""No paragraph is longer, no name and no reason is told with more characters."""


@dataclass(frozen=True)
class BriefWork:
    """A work as the page tells it."""

    line: WorkLine

    @property
    def numbers(self) -> str:
        """The numbers of its tasks: 32/90."""
        return "/".join(str(task.number) for task in self.line.tasks)

    @property
    def name(self) -> str:
        return shortened(f"{self.numbers} {self.line.work.title}", NAME)

    @property
    def units(self) -> str:
        return shortened("、".join(str(unit) for unit in self.line.lead_units), 14)

    @property
    def owing(self) -> str:
        return "、".join(str(unit) for unit in self.line.silent_units)

    @property
    def worst(self) -> TargetLine | None:
        return min(self.line.slow_targets, key=shortfall, default=None)

    @property
    def reason(self) -> str:
        """The first sentence of the office's comment, else of the problem that the unit reports."""
        comment = self.line.assessment.comment if self.line.assessment else ""
        report = self.line.headline_report
        cause = comment or (report.problems if report else "")
        return shortened(cause.strip().partition("。")[0], REASON)

    @property
    def height(self) -> float:
        """Lines that it takes in the table, whose letters are smaller and whose columns hold so
        many of them."""
        cells = ((self.name, 14), (self.units, 7), (self.reason, 10))
        return 0.83 * max(ceil(len(text) / room) for text, room in cells) + 0.4


@dataclass(frozen=True)
class Paragraph:
    """A question with its answers in a row; `total` also counts those that found no room."""

    mark: str
    heading: str
    total: int
    entries: tuple[str, ...]

    @property
    def text(self) -> str:
        left = self.total - len(self.entries)
        return "；".join(self.entries) + (f"；另有 {left} 项" if left else "") + "。"

    @property
    def height(self) -> float:
        return ceil((len(self.heading) + len(self.text) + 8) / CHARACTERS) + 0.4


def context(pk: int, chosen: Calendar, user) -> dict[str, Any]:
    """What the page says, from the leader's board. `slow` are the works told with their figures, of
    `slow_total`; `figures` the other quantities, of `figures_total`; `paragraphs` the rest."""
    leader_board = leader_page.context(pk, chosen, user, "")
    entries = leader_board.get("entries", [])
    lines = leader_page.unique(
        [item.line for item in [*entries, *leader_board.get("helped", [])]]
    )
    rows = sorted(
        (BriefWork(line) for line in lines if line.group == Group.SLOW), key=lag
    )
    paragraphs = [
        paragraph for paragraph in questions(leader_board, lines) if paragraph.total
    ]
    left = (
        LINES
        - HEAD
        - cells_height(len(entries))
        - sum(paragraph.height for paragraph in paragraphs)
    )
    slow = fitting(rows, left - TABLE)
    left -= sum(row.height for row in slow) + TABLE if slow else 0
    quantities = [
        pair for line in lines if line.group != Group.SLOW for pair in figures(line)
    ]
    return leader_board | {
        "cells": [(item.line, item.task) for item in entries],
        "slow": slow,
        "slow_total": len(rows),
        "paragraphs": paragraphs,
        "figures": quantities[: max(0, int((left - TABLE) / FIGURE))],
        "figures_total": len(quantities),
    }


def lag(row: BriefWork) -> float:
    """Those furthest behind their plan first, those without a figure last."""
    return shortfall(row.worst) if row.worst else 2.0


def cells_height(count: int) -> float:
    return ceil(count / CELLS_IN_LINE) * CELL_LINES


def fitting(rows: list[BriefWork], room: float) -> list[BriefWork]:
    """As many of the rows, from the first, as the room has lines for."""
    shown = []
    for row in rows:
        room -= row.height
        if room < 0:
            break
        shown.append(row)
    return shown


def figures(line: WorkLine) -> list[tuple[BriefWork, TargetLine]]:
    """The quantities of a work that were read."""
    return [
        (BriefWork(line), target)
        for target in line.targets
        if target.target.is_quantity and target.reading is not None
    ]


def questions(
    leader_board: dict[str, Any], lines: list[WorkLine]
) -> Iterable[Paragraph]:
    """Who is silent, what units ask for, which instructions are open, what got better, what
    comes."""
    yield paragraph(
        "○",
        "未报送",
        [f"{row.name}（{row.owing}）" for row in of(lines, Group.NOT_REPORTED)],
    )
    requests = [
        (BriefWork(line), report)
        for line in lines
        for report in line.accepted
        if report.request.strip()
    ]
    yield paragraph(
        "",
        "提请协调",
        [
            f"{row.numbers} {request_text(report)}（{report.unit}）"
            for row, report in requests
        ],
    )
    waiting = leader_board.get("waiting")
    directives = (
        [*waiting.replied.entries, *waiting.unanswered.entries] if waiting else []
    )
    yield paragraph(
        "", "批示未办结", [instructed(directive) for directive in directives]
    )
    yield paragraph(
        "↑",
        "好转",
        [row.name for row in map(BriefWork, lines) if row.line.move == Move.BETTER],
    )
    coming = [
        f"{due.on.month}月{due.on.day}日 {shortened(due.text, NAME)}"
        for due in leader_board.get("coming", [])
    ]
    yield paragraph("", "近 30 天到期", coming)


def of(lines: list[WorkLine], group: Group) -> list[BriefWork]:
    return [BriefWork(line) for line in lines if line.group == group]


def request_text(report) -> str:
    return shortened(report.request.strip().rstrip("。"), 60)


def instructed(directive) -> str:
    due = (
        f"（{directive.due_on.month}月{directive.due_on.day}日前）"
        if directive.due_on
        else ""
    )
    return f"{shortened(directive.text.strip().rstrip('。'), NAME)}{due}"


def paragraph(mark: str, heading: str, entries: list[str]) -> Paragraph:
    """The entries that `PARAGRAPH_LINES` hold, the first at least."""
    shown = tuple(entries)
    while (
        len(shown) > 1
        and Paragraph(mark, heading, len(entries), shown).height > PARAGRAPH_LINES + 0.5
    ):
        shown = shown[:-1]
    return Paragraph(mark, heading, len(entries), shown)


def reading(target: TargetLine | None) -> str:
    """527/不少于 1000亩; a milestone by its day."""
    if target is None:
        return "—"
    if not target.target.is_quantity:
        return f"{target.target.due_on:%m-%d} 前"
    reached = "—" if target.reading is None else plain(target.reading)
    return f"{reached}/{target.target.aim}"


def expected(target: TargetLine | None) -> str:
    return plain(target.expected.value) if target and target.expected else "—"
