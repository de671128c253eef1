"""Whether the planned values of a target make a plan. Pure: days and values go in, what is
wrong with each comes out."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from assignments.rules.aims import plain
from assignments.rules.pace import Goal, holds_a_level, is_reached


def objections(goal: Goal, planned: Mapping[date, Decimal]) -> dict[date, str]:
    """{day: what is wrong with the value planned for it}; empty when it is a plan.

    What piles up never falls and is not negative, and from the due date on the target
    itself is planned. A value held at a level may move as it likes before the due date.
    """
    problems: dict[date, str] = {}
    before: Decimal | None = None
    for day, value in sorted(planned.items()):
        if not holds_a_level(goal):
            if value < 0:
                problems[day] = "计划值不能小于 0。"
            elif before is not None and value < before:
                problems[day] = (
                    f"累计数不会减少：前一期计划 {plain(before)}，这一期 {plain(value)}。"
                )
            before = value
        if day >= goal.due and day not in problems and not is_reached(goal, value):
            problems[day] = f"到期时应达到目标 {plain(goal.value)}{goal.measure}。"
    return problems
