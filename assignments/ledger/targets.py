"""Targets with what they read and should read, for a board."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from assignments.ledger.lines import TargetLine
from assignments.models import Target


class Read(NamedTuple):
    """What a target read, or should read, at the end of a period."""

    ends: date
    value: Decimal | None
    reached_on: date | None = None


ByTarget = dict[int, list[Read]]
"""By the id of the target, the oldest first."""


def by_target(rows: Iterable[tuple]) -> ByTarget:
    """(target's id, end of the period, value, and for readings the day a milestone was reached)."""
    found: ByTarget = defaultdict(list)
    for target, *read in rows:
        found[target].append(Read(*read))
    return found


def target_lines(
    targets: Iterable[Target], readings: ByTarget, planned: ByTarget, as_of: date
) -> dict[int, list[TargetLine]]:
    """By the id of the work, in the order of the targets (annotated with `is_named_slow`)."""
    found: dict[int, list[TargetLine]] = defaultdict(list)
    for target in targets:
        line = target_line(target, readings.get(target.id, []), planned.get(target.id, []), as_of)
        found[target.work_id].append(line)
    return found


def target_line(target: Target, readings: list[Read], planned: list[Read], as_of: date) -> TargetLine:
    values = {reading.ends: reading.value for reading in readings if reading.value is not None}
    reached = [reading.reached_on for reading in readings if reading.reached_on]
    return TargetLine(
        target=target,
        reading=values[max(values)] if values else None,
        reached_on=reached[-1] if reached else None,
        readings=tuple(sorted(values.items())),
        planned=tuple(sorted((plan.ends, plan.value) for plan in planned if plan.value is not None)),
        as_of=as_of,
        is_named=target.is_named_slow,
    )
