"""What is odd about a reading: what is refused, and what is only asked about.

Pure. A fall, a share above a hundred or ten times the target are mostly slips, but now and
then true, so the person who reports is asked and may say that it is right.
"""

from decimal import Decimal

from assignments.choices import Course
from assignments.rules.pace import Goal, plain

PERCENT = frozenset({"%", "％", "个百分点"})
TOO_MANY_TIMES = 10


def objection(goal: Goal, value: Decimal) -> str:
    """Why a reading cannot be right, "" where it can."""
    if goal.course == Course.CUMULATIVE and value < 0:
        return f"“{goal.name}”是累计数，不能小于 0。"
    return ""


def questions(goal: Goal, value: Decimal | None, last: Decimal | None) -> list[str]:
    """What to ask about a reading before it is sent; `last` is the last accepted one."""
    if value is None:
        return [f"“{goal.name}”未填读数，评定时将无从对照。"]
    asked = []
    if goal.course == Course.CUMULATIVE and last is not None and value < last:
        asked.append(
            f"“{goal.name}”本期 {plain(value)}，比上次的 {plain(last)} {goal.measure}少。累计数一般不会减少。"
        )
    if goal.measure in PERCENT and value > 100:
        asked.append(f"“{goal.name}”填了 {plain(value)}%，超过 100%。")
    elif goal.value > 0 and value > goal.value * TOO_MANY_TIMES:
        times = plain((value / goal.value).quantize(Decimal(1)))
        asked.append(
            f"“{goal.name}”填了 {plain(value)}，是目标的 {times} 倍，请核对计量单位（{goal.measure or '无'}）。"
        )
    return asked
