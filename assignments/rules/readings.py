"""What is odd about a reading: what is refused, and what is only asked about.

Pure. A fall, a share above a hundred or ten times the target are mostly slips, but now and
then true, so the person who reports is asked and may say that it is right.
"""

import re
from datetime import date
from decimal import Decimal

from assignments.choices import Course
from assignments.rules.aims import plain
from assignments.rules.days import too_early, too_late
from assignments.rules.pace import Goal

PERCENT = frozenset({"%", "％", "个百分点"})
# A reading of ten times the target is most often one in another measure: 元 for 万元.
TOO_MANY_TIMES = 10
SMALL_SHARE, LARGE_SHARE = Decimal(1), Decimal(10)
"""0.85 for a share that should be 85%: a sheet's cell without its percent sign."""
# Words of what is to become less: 能耗下降, 降低成本.
_FALLS = re.compile(r"下降|降低|减少|压减|压降|降幅|削减")


def objection(goal: Goal, value: Decimal) -> str:
    """Why a reading cannot be right, "" where it can."""
    if goal.course == Course.CUMULATIVE and value < 0:
        return f"“{goal.name}”是累计数，不能小于 0。"
    return ""


def questions(goal: Goal, value: Decimal | None, last: Decimal | None) -> list[str]:
    """What to ask about a reading before it is sent; `last` is the last accepted one."""
    if value is None:
        return [f"“{goal.name}”未填完成数，评定时将无从对照。"]
    doubts = []
    if goal.course == Course.CUMULATIVE and last is not None and value < last:
        doubts.append(
            f"“{goal.name}”本期 {plain(value)}，比上次的 {plain(last)} "
            f"{goal.measure}少。累计数一般不会减少。"
        )
    if goal.measure in PERCENT and value > 100:
        doubts.append(f"“{goal.name}”填了 {plain(value)}%，超过 100%。")
    elif (
        goal.measure in PERCENT
        and 0 < value <= SMALL_SHARE
        and goal.value >= LARGE_SHARE
    ):
        doubts.append(
            f"“{goal.name}”填了 {plain(value)}%，目标是 {plain(goal.value)}%，"
            f"请核对是不是 {plain(value * 100)}%。"
        )
    elif value < 0 < goal.value and _FALLS.search(goal.name):
        doubts.append(
            f"“{goal.name}”填了 {plain(value)}；下降多少就填多少，不带负号，请核对。"
        )
    elif goal.value > 0 and value > goal.value * TOO_MANY_TIMES:
        times = plain((value / goal.value).quantize(Decimal(1)))
        doubts.append(
            f"“{goal.name}”填了 {plain(value)}，是目标的 {times} "
            f"倍，请核对计量单位（{goal.measure or '无'}）。"
        )
    return doubts


def day_questions(name: str, day: date, as_of: date) -> list[str]:
    """What to ask about the day on which a step was passed, before it is sent for the period that
    ends on `as_of`: a day after it does not count as passed yet, one before the year is last year's
    work."""
    first = date(as_of.year, 1, 1)
    odd = too_late(day, as_of, "本期截至日期") or too_early(day, first, "本年度第一天")
    return [f"“{name}”的完成日期{odd}"] if odd else []
