"""A quantity through the year as the geometry of an SVG: readings, plan, straight line, forecast.

Paths live in a box of 1000 × 140 that stretches with the page; words and dots are placed by
percent and pixel outside of it, so that text keeps its 12 pixels at every width. Numbers
leave here as strings, because a template may write 0,5 where SVG wants 0.5.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assignments.ledger.lines import TargetLine
from assignments.models import Period
from assignments.rules import pace
from assignments.rules.aims import plain
from assignments.rules.schedule import time_progress

# Units of the drawing, across and down; the page stretches it to the room there is.
WIDTH = 1000
HEIGHT = 140
LAST_MONTH = 12
# Room above the plot, in which the figure of a reading at the very top still fits.
TOP = 22
STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
Reading = tuple[date, Decimal]


@dataclass(frozen=True)
class Scale:
    """From days and values to places. `low` and `high` are the ends of the value axis."""

    starts: date
    ends: date
    low: Decimal
    high: Decimal

    def share(self, day: date) -> Decimal:
        """0 at the start of the first day, 1 at the end of the last."""
        return time_progress(self.starts, self.ends, day)

    def across(self, value: Decimal) -> Decimal:
        """Pixels from the top of the box."""
        return HEIGHT - (value - self.low) / (self.high - self.low) * HEIGHT

    def at(self, share: Decimal, value: Decimal) -> str:
        return f"{number(share * WIDTH)},{number(self.across(value))}"


@dataclass(frozen=True)
class Dot:
    """A reading: percent across, pixels down, and its words."""

    x: str
    y: str
    label: str
    label_y: str
    anchor: str


@dataclass(frozen=True)
class Tick:
    place: str
    label: str
    anchor: str = "middle"


@dataclass(frozen=True)
class ChartRow:
    period: str
    reading: str
    expected: str
    basis: str


@dataclass(frozen=True)
class Chart:
    """Everything the fragment boards/_chart.html draws and says."""

    line: TargetLine
    readings: str
    planned: str
    straight: str
    forecast: str
    dots: list[Dot]
    levels: list[Tick]
    days: list[Tick]
    now: str
    rows: list[ChartRow]

    @property
    def title(self) -> str:
        return f"{self.line.target.text}：完成数与计划"

    @property
    def description(self) -> str:
        """The chart in a sentence, for those who do not see it."""
        readings = [f"{row.period} {row.reading}" for row in self.rows if row.reading]
        facts = [
            f"目标 {self.line.target.aim}",
            f"完成数：{'、'.join(readings)}" if readings else "还没有完成数",
            self.forecast_words,
        ]
        return "；".join(fact for fact in facts if fact) + "。"

    @property
    def basis(self) -> str:
        """What the values that it should reach rest on."""
        return " / ".join(dict.fromkeys(row.basis for row in self.rows))

    @property
    def forecast_words(self) -> str:
        forecast = self.line.forecast
        if not forecast:
            return ""
        ends = dict.fromkeys([plain(forecast.low), plain(forecast.high)])
        return (
            f"预测{'年底' if self.line.target.due_on.month == LAST_MONTH else '到期'} "
            f"{'–'.join(ends)}"
        )


def chart(line: TargetLine, periods: Sequence[Period]) -> Chart:
    """The chart of one quantity over the periods of its year."""
    goal = line.goal
    starts = goal.starts
    ends = max([goal.due, *(period.ends for period in periods)])
    high, step = top_of(values_of(line))
    low = floor_of(values_of(line), step)
    scale = Scale(starts, ends, low, high)
    return Chart(
        line=line,
        readings=path(scale, from_nought(goal, line.readings)),
        planned=path(scale, from_nought(goal, line.planned)),
        straight=straight(scale, goal),
        forecast=fan(scale, line),
        dots=[dot(scale, reading) for reading in line.readings],
        levels=levels(scale, step),
        days=[
            tick(scale, period, index == len(periods) - 1)
            for index, period in enumerate(periods)
        ],
        now=percent(scale.share(line.as_of)),
        rows=[table_row(line, period) for period in periods],
    )


def values_of(line: TargetLine) -> list[Decimal]:
    """Every value that must fit into the picture."""
    values = [
        line.target.value,
        *(value for _, value in [*line.readings, *line.planned]),
    ]
    if line.forecast:
        values.append(line.forecast.high)
    return [Decimal(value) for value in values]


def top_of(values: Iterable[Decimal]) -> tuple[Decimal, Decimal]:
    """The upper end of the axis and the distance between its marks: of the round distances that
    give at most five stretches the one that wastes least above the highest value, and of equals the
    one nearest to four. What is counted in whole things is not marked in parts of one."""
    highest = max([*values, Decimal(0)])
    if highest <= 0:
        return Decimal(1), Decimal(1)
    power = Decimal(10) ** (highest / 5).adjusted()
    fitting = [
        (step * count, abs(count - 4), step)
        for step in (mark * power for mark in STEPS)
        if (count := math.ceil(highest / step)) <= 5 and (step % 1 == 0 or highest % 1)
    ]
    top, _, step = min(fitting)
    return top, step


def floor_of(values: Iterable[Decimal], step: Decimal) -> Decimal:
    """The lower end of the axis: nought, or a mark below the lowest value under it."""
    return step * math.floor(min([*values, Decimal(0)]) / step)


def from_nought(
    goal: pace.Goal, points: Sequence[Reading]
) -> list[tuple[date | None, Decimal]]:
    """What piles up begins at nought on the first day; a level begins where it was read."""
    if not points or pace.holds_a_level(goal):
        return list(points)
    return [(None, Decimal(0)), *points]


def path(scale: Scale, points: Sequence[tuple[date | None, Decimal]]) -> str:
    """The `points` of a polyline; a point without a day stands at the very start."""
    return " ".join(
        scale.at(scale.share(day) if day else Decimal(0), value)
        for day, value in points
    )


def straight(scale: Scale, goal: pace.Goal) -> str:
    """From nought to the target at its due date, or level at the target."""
    begins = goal.value if pace.holds_a_level(goal) else Decimal(0)
    ends = Decimal(1) if pace.holds_a_level(goal) else scale.share(goal.due)
    return f"{scale.at(Decimal(0), begins)} {scale.at(ends, goal.value)}"


def fan(scale: Scale, line: TargetLine) -> str:
    """The range of the forecast as a triangle that opens from the last reading."""
    forecast = line.forecast
    if not forecast:
        return ""
    day, value = line.readings[-1]
    due = scale.share(line.target.due_on)
    return " ".join(
        [
            scale.at(scale.share(day), value),
            scale.at(due, forecast.low),
            scale.at(due, forecast.high),
        ]
    )


def dot(scale: Scale, reading: Reading) -> Dot:
    """A reading's dot with its number above, or below where the top is too near."""
    day, value = reading
    share, y = scale.share(day), scale.across(value) + TOP
    below = y < TOP + 14
    anchor = "end" if share > Decimal("0.9") else "middle"
    return Dot(
        percent(share),
        number(y),
        plain(value),
        number(y + 18 if below else y - 9),
        anchor,
    )


def levels(scale: Scale, step: Decimal) -> list[Tick]:
    count = int((scale.high - scale.low) / step)
    values = [scale.low + step * index for index in range(count + 1)]
    return [Tick(number(scale.across(value) + TOP), plain(value)) for value in values]


def tick(scale: Scale, period: Period, last: bool) -> Tick:
    return Tick(
        percent(scale.share(period.ends)), period.short, "end" if last else "middle"
    )


def table_row(line: TargetLine, period: Period) -> ChartRow:
    should = pace.expected(line.goal, period.ends)
    reading = dict(line.readings).get(period.ends)
    return ChartRow(
        period.short,
        "" if reading is None else plain(reading),
        plain(should.value),
        should.basis.value,
    )


def number(value: Decimal) -> str:
    return plain(Decimal(value).quantize(Decimal("0.1")))


def percent(share: Decimal) -> str:
    return f"{number(share * 100)}%"
