"""How a number is typed, and what is odd about a reading: what is refused, and what is only asked about.

Pure. A fall, a share above a hundred or ten times the target are mostly slips, but now and
then true, so the person who reports is asked and may say that it is right.
"""

import re
from datetime import date
from decimal import Decimal

from assignments.choices import Course
from assignments.rules.days import too_early, too_late
from assignments.rules.names import narrow
from assignments.rules.pace import Goal, plain

PERCENT = frozenset({"%", "％", "个百分点"})
TOO_MANY_TIMES = 10
PLAIN = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)")
IN_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}([, ])[0-9]{3}(\1[0-9]{3})*(\.[0-9]+)?")
LARGEST, PLACES = Decimal(10) ** 12, 4


class Unreadable(Exception):
    """No number, or one that could be read in two ways. Its text is for the person who typed it."""


def number_typed(text: str, measure: str = "") -> Decimal | None:
    """A number as people type it, None for an empty box: full-width signs, commas that stand between thousands, and
    the target's own measure behind it are understood. Raises Unreadable; a comma that may stand for a decimal point
    is not guessed at."""
    typed = narrow(text).strip()
    if measure not in PERCENT and typed.endswith("%"):
        if measure:
            raise Unreadable(f"“{text}”是百分数，而这个目标的计量单位是“{measure}”。")
        typed = typed.removesuffix("%")
    for unit in (narrow(measure), "%" * (measure in PERCENT)):
        typed = typed.removesuffix(unit).strip()
    if not typed:
        if text.strip():
            raise Unreadable(f"“{text}”没有数字。")
        return None
    if IN_THOUSANDS.fullmatch(typed):
        typed = typed.replace(",", "").replace(" ", "")
    elif PLAIN.fullmatch(typed.replace(",", "").replace(" ", "")) and not PLAIN.fullmatch(typed):
        raise Unreadable(f"“{text}”里的逗号或空格不在千位上，看不准是多少；请只填数字，如 1234.5。")
    if not PLAIN.fullmatch(typed):
        raise Unreadable(f"“{text}”不是数字；请只填数字，不带单位，如 31 或 2.68。")
    return fitting(Decimal(typed), text)


def fitting(number: Decimal, text: str) -> Decimal:
    """The number where it can be kept as it is."""
    if abs(number) >= LARGEST:
        raise Unreadable(f"“{text}”太大，请核对计量单位。")
    if number != round(number, PLACES):
        raise Unreadable(f"“{text}”的小数太长，最多四位。")
    return number + 0  # no noughts below nought


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


def day_questions(name: str, day: date, as_of: date) -> list[str]:
    """What to ask about the day on which a step was passed, before it is sent for the period that ends on
    `as_of`: a day after it does not count as passed yet, one before the year is last year's work."""
    first = date(as_of.year, 1, 1)
    odd = too_late(day, as_of, "本期截至日期") or too_early(day, first, "本年度第一天")
    return [f"“{name}”的完成日期{odd}"] if odd else []
