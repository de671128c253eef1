"""Where a quantity stands against its plan, and what standing the figures suggest.

Pure: target, readings, plan and the as-of date go in, an answer comes out. The hint is
advice for the office, which decides; its reason is the sentence shown beside the choice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from enum import Enum
from itertools import pairwise

from assignments.choices import Comparator, Course, Standing
from assignments.rules.aims import aim, plain
from assignments.rules.days import full_day
from assignments.rules.schedule import time_progress
from assignments.rules.shares import percent

# 95 where 100 should be reached by now is still on pace; from the due date on nothing is spared.
MARGIN = Decimal("0.05")


class Basis(str, Enum):
    """Where an expected value comes from; shown beside it, because a line nobody
    planned must not look like a plan."""

    PLANNED = "计划"
    LINE = "按序时进度"
    LEVEL = "年度目标"


class Pace(str, Enum):
    REACHED = "已达到"
    AHEAD = "快于计划"
    ON_PACE = "符合计划"
    BEHIND = "落后计划"
    UNKNOWN = "无完成数"


@dataclass(frozen=True)
class Goal:
    """What pace needs to know of one quantity.

    `planned` maps a period's last day to the approved planned value at that day.
    """

    value: Decimal
    starts: date
    due: date
    comparator: str = Comparator.AT_LEAST
    course: str = Course.CUMULATIVE
    measure: str = ""
    name: str = ""
    planned: tuple[tuple[date, Decimal], ...] = ()


@dataclass(frozen=True)
class Expected:
    value: Decimal
    basis: Basis


@dataclass(frozen=True)
class Milestone:
    """A step to pass by a date; `reached_on` is None while it is not passed."""

    name: str
    due: date | None
    reached_on: date | None


@dataclass(frozen=True)
class Hint:
    """The standing that the figures suggest, or None where they cannot say, and why."""

    standing: str | None
    reason: str


def expected(goal: Goal, as_of: date) -> Expected:
    """What the reading should be on `as_of`.

    From the due date on nothing but the target itself counts, whatever was planned.
    Before it the planned value of the last planned day not after `as_of` wins where
    somebody planned one; a quantity held at a level is measured against the target;
    otherwise the straight line from nought to the target, rounded down to whole pieces
    where the target is a whole number (31 of 42 enterprises, not 31.5).
    """
    planned = [value for day, value in sorted(goal.planned) if day <= as_of]
    if as_of >= goal.due and not (planned and planned[-1] == goal.value):
        return Expected(goal.value, Basis.LEVEL)
    if planned:
        return Expected(planned[-1], Basis.PLANNED)
    if holds_a_level(goal):
        return Expected(goal.value, Basis.LEVEL)
    share = time_progress(goal.starts, goal.due, as_of)
    return Expected(round_like(goal.value * share, goal.value), Basis.LINE)


def round_like(value: Decimal, model: Decimal) -> Decimal:
    """`value` rounded down to whole numbers when `model` is whole and ten or more,
    otherwise to two places."""
    whole = model == model.to_integral_value() and abs(model) >= 10
    return value.quantize(
        Decimal(1) if whole else Decimal("0.01"), rounding=ROUND_FLOOR
    )


def is_reached(goal: Goal, reading: Decimal) -> bool:
    """Whether a reading fulfils the target for the year; more than a bare number (60家) does."""
    return reading <= goal.value if is_limit(goal) else reading >= goal.value


def is_limit(goal: Goal) -> bool:
    """Whether more than the target is worse: 不超过 3%, and 0 起, of which one is one too many."""
    return goal.comparator == Comparator.AT_MOST or (
        goal.comparator == Comparator.EXACTLY and not goal.value
    )


def pace(goal: Goal, reading: Decimal | None, as_of: date) -> Pace:
    """Reached, ahead, on pace or behind on `as_of`; UNKNOWN without a reading.

    Within five per cent of the expected value is on pace until the due date; from then
    on the target is reached or it is not. A quantity held at a level (a growth rate, a
    share, a limit) is never "reached" before its due date: it can still fall or rise.
    """
    if reading is None:
        return Pace.UNKNOWN
    if holds_a_level(goal):
        return pace_at_level(goal, reading, as_of)
    if is_reached(goal, reading):
        return Pace.REACHED
    should = expected(goal, as_of).value
    margin = Decimal(0) if as_of >= goal.due else abs(should) * MARGIN
    if reading < should - margin:
        return Pace.BEHIND
    if reading > should + margin:
        return Pace.AHEAD
    return Pace.ON_PACE


def holds_a_level(goal: Goal) -> bool:
    """Whether the quantity is kept at a value instead of piled up towards it."""
    return goal.course == Course.LEVEL or is_limit(goal)


def pace_at_level(goal: Goal, reading: Decimal, as_of: date) -> Pace:
    """Pace of a quantity that must stay at, above or below a value."""
    should = expected(goal, as_of).value
    missed = reading > should if is_limit(goal) else reading < should
    if missed:
        return Pace.BEHIND
    return (
        Pace.REACHED
        if as_of >= goal.due and is_reached(goal, reading)
        else Pace.ON_PACE
    )


def sentence(goal: Goal, reading: Decimal | None, as_of: date) -> str:
    """The facts in one line: "目标 不少于 42家，完成数 21，计划 31；序时进度 75%". Where nobody
    planned, the straight line is marked as such (按序时进度)."""
    should = expected(goal, as_of)
    passed = percent(time_progress(goal.starts, goal.due, as_of), 1)
    value_text = "未填完成数" if reading is None else f"完成数 {plain(reading)}"
    name = f"{goal.name}：" if goal.name else ""
    target = f"目标 {aim(goal.comparator, goal.value, goal.measure)}"
    facts = f"{target}，{value_text}，{said_of_expected(goal, should)}"
    return f"{name}{facts}；序时进度 {plain(passed)}%"


def said_of_expected(goal: Goal, should: Expected) -> str:
    """An expected value in words that tell where it comes from."""
    if should.basis is Basis.LEVEL:
        word = "应不超过" if is_limit(goal) else "应达"
        return f"{word} {plain(should.value)}"
    mark = f"（{should.basis.value}）" if should.basis is Basis.LINE else ""
    return f"计划 {plain(should.value)}{mark}"


def hint(
    goals: Sequence[tuple[Goal, Decimal | None]],
    milestones: Sequence[Milestone],
    *,
    reported: bool,
    as_of: date,
) -> Hint:
    """What the figures suggest for a whole work: the worst of its parts decides.

    Without a report nothing is suggested: silence is not green. Without figures and
    dated milestones the text must be read, and that is said.
    """
    if not reported:
        return Hint(None, "责任单位未报送，无从判断")
    behind = [
        sentence(goal, value, as_of)
        for goal, value in goals
        if pace(goal, value, as_of) is Pace.BEHIND
    ]
    behind += [
        f"节点“{step.name}”应于{full_day(step.due)}前完成，未完成"
        for step in milestones
        if step.due and is_missed(step, as_of)
    ]
    if behind:
        return Hint(Standing.SLOW, "；".join(behind))
    unread = [goal.name for goal, value in goals if value is None]
    if unread:
        return Hint(None, f"缺完成数：{'、'.join(unread)}")
    if not goals and not milestones:
        return Hint(None, "没有数量目标，请看进展文字判断")
    return hint_of_sound(goals, milestones, as_of)


def hint_of_sound(
    goals: Sequence[tuple[Goal, Decimal | None]],
    milestones: Sequence[Milestone],
    as_of: date,
) -> Hint:
    """The hint where nothing is behind and nothing is missing: done or on track."""
    reached = all(pace(goal, value, as_of) is Pace.REACHED for goal, value in goals)
    passed = all(is_passed(step, as_of) for step in milestones)
    reasons = [sentence(goal, value, as_of) for goal, value in goals]
    reasons += [
        f"节点“{step.name}”{milestone_word(step, as_of)}" for step in milestones
    ]
    return Hint(
        Standing.DONE if reached and passed else Standing.ON_TRACK, "；".join(reasons)
    )


def is_missed(step: Milestone, as_of: date) -> bool:
    """Whether a milestone's date has come and it was not passed."""
    return not is_passed(step, as_of) and step.due is not None and step.due <= as_of


def is_passed(step: Milestone, as_of: date) -> bool:
    """Whether a milestone was passed by `as_of`; a day still to come is a promise."""
    return step.reached_on is not None and step.reached_on <= as_of


def milestone_word(step: Milestone, as_of: date) -> str:
    if is_passed(step, as_of):
        return "已完成"
    return "未到期" if step.due else "未定时限"


@dataclass(frozen=True)
class Forecast:
    """A range for the reading at the due date, from the readings so far."""

    low: Decimal
    high: Decimal


def forecast(goal: Goal, readings: Sequence[tuple[date, Decimal]]) -> Forecast | None:
    """Where the readings lead by the due date, as a range; None with fewer than two.

    The range is what the rest of the year brings at the speed of its slowest stretch and at that of
    its fastest, from the start to the first reading being a stretch too. Only for quantities that
    pile up.
    """
    points = sorted(readings)
    if holds_a_level(goal) or len(points) < 2:
        return None
    walked = [(Decimal(0), Decimal(0))]
    walked += [
        (time_progress(goal.starts, goal.due, day), value) for day, value in points
    ]
    stretches = [
        (then[0] - before[0], then[1] - before[1]) for before, then in pairwise(walked)
    ]
    speeds = [gained / share for share, gained in stretches if share > 0]
    passed, last = walked[-1]
    if not speeds or passed >= 1:
        return None
    ends = [
        max(last, round_like(last + speed * (1 - passed), goal.value))
        for speed in speeds
    ]
    return Forecast(min(ends), max(ends))
