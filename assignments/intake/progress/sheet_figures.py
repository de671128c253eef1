"""The figures of a row of 完成情况: which target each is about, and what it comes to in that
target's measure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from assignments.intake.progress.known_period import target_for
from assignments.models import Period, Target
from assignments.rules.aims import plain
from assignments.rules.figures import Unreadable, number_typed
from assignments.rules.names import narrow
from assignments.rules.pace import Goal
from assignments.rules.readings import objection, questions


@dataclass
class RowFigures:
    """`values` are what will be written. `doubts` are asked about; of these `holds` are figures of
    a target that could not be read, without which nobody confirms the row unseen."""

    values: dict[int, tuple[Target, Decimal]] = field(default_factory=dict)
    written: dict[int, str] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)
    holds: list[str] = field(default_factory=list)

    def in_words(self, target: Target, value: Decimal) -> str:
        """固定资产投资：35亿元（表中为 350000 万元）, the words of the sheet where they are
        others."""
        words = f"{target.text}：{plain(value)}{target.measure}"
        written = self.written[target.id]
        return words if plain(value) == written else f"{words}（表中为 {written}）"


def figures_of(
    readings: Sequence[dict], targets: list[Target], period: Period
) -> RowFigures:
    """`readings` are {label, measure, value, raw} as the sheet has them."""
    figures = RowFigures()
    for reading in readings:
        target = target_for(reading["label"], reading["measure"], targets)
        if target is None or target.id in figures.values:
            figures.doubts.append(without_target(reading))
            continue
        try:
            value = value_of(reading, target, period)
        except Unreadable as refusal:
            figures.holds.append(f"“{reading['label']}”的数没有读入：{refusal}")
            continue
        if value is not None:
            figures.values[target.id] = target, value
            figures.written[target.id] = written(reading)
            figures.doubts += questions(goal_of(target, period), value, None)
    return figures


def without_target(reading: dict) -> str:
    if reading["value"] is None:
        return f"“{reading['label']}”的“{reading['raw']}”不是一个数，没有读作数据。"
    return f"“{reading['label']}”（{reading['raw']}）没有对应的目标，不导入。"


def value_of(reading: dict, target: Target, period: Period) -> Decimal | None:
    """The figure in the target's measure. Raises Unreadable."""
    value = number_typed(
        reading["raw"], target.measure, under=reading["measure"], rounded=True
    )
    if value is not None and (wrong := objection(goal_of(target, period), value)):
        raise Unreadable(f"“{reading['raw']}”：{wrong}")
    return value


def written(reading: dict) -> str:
    """The cell as it is written, with the measure of its column where it says none itself."""
    raw = narrow(reading["raw"]).strip()
    return (
        raw
        if not reading["measure"] or reading["measure"] in raw
        else f"{raw} {reading['measure']}"
    )


def goal_of(target: Target, period: Period) -> Goal:
    assert target.value is not None
    return Goal(
        value=target.value,
        starts=period.starts,
        due=target.due_on,
        comparator=target.comparator,
        course=target.course,
        measure=target.measure,
        name=target.text,
    )
