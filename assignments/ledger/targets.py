"""Targets with what they read and should read, for a board."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Field

from assignments.ledger.lines import TargetLine
from assignments.models import Assessment, Period, Target, Unit


class Read(NamedTuple):
    """What a target read, or should read, at the end of a period."""

    ends: date
    value: Decimal | None
    reached_on: date | None = None


ByTarget = dict[int, list[Read]]
"""By the id of the target, the oldest first."""


def by_target(rows: Iterable[tuple]) -> ByTarget:
    """(target's id, end of the period, value, and for readings the day a milestone was reached)."""
    reads: ByTarget = defaultdict(list)
    for target, *read in rows:
        reads[target].append(Read(*read))
    return reads


JUDGED = ("kind", "text", "comparator", "value", "measure", "course", "due_on")
"""What of a target decides how far it is."""

Kept = Mapping[str, Mapping[str, Any]]
"""By the target's id, as text, the fields in JUDGED: what an assessment keeps in JSON."""


def to_keep(targets: Iterable[Target]) -> dict[str, dict[str, Any]]:
    """The targets as they are now, for a period that is being closed."""
    return {
        str(target.pk): {name: in_json(getattr(target, name)) for name in JUDGED}
        for target in targets
    }


def in_json(value: Any) -> str | None:
    return None if value is None else str(value)


def kept_by(assessments: Iterable[list[Assessment]], period: Period) -> dict[int, Kept]:
    """What the assessments of a closed period keep, by the id of the work."""
    made = (row for rows in assessments for row in rows if row.period_id == period.pk)
    return {row.work_id: row.judged_by for row in made if row.judged_by is not None}


def as_judged(targets: Iterable[Target], kept: Mapping[int, Kept]) -> Iterator[Target]:
    """The targets as they were when the period was closed, by the id of the work; those that
    came later are left out. Of a work that keeps nothing, as they are."""
    for target in targets:
        then = kept.get(target.work_id)
        if then is not None and str(target.pk) not in then:
            continue
        for name, value in then[str(target.pk)].items() if then else ():
            field = Target._meta.get_field(name)
            assert isinstance(field, Field)  # only columns of the target are kept
            setattr(target, name, field.to_python(value))
        yield target


def target_lines(
    targets: Iterable[Target], readings: ByTarget, planned: ByTarget, as_of: date
) -> dict[int, list[TargetLine]]:
    """By the id of the work, in the order of the targets (annotated with `is_named_slow`)."""
    lines_by_work: dict[int, list[TargetLine]] = defaultdict(list)
    for target in targets:
        line = target_line(
            target, readings.get(target.id, []), planned.get(target.id, []), as_of
        )
        lines_by_work[target.work_id].append(line)
    return lines_by_work


def target_line(
    target: Target, readings: list[Read], planned: list[Read], as_of: date
) -> TargetLine:
    values = {
        reading.ends: reading.value for reading in readings if reading.value is not None
    }
    reached = [reading.reached_on for reading in readings if reading.reached_on]
    return TargetLine(
        target=target,
        reading=values[max(values)] if values else None,
        reached_on=reached[-1] if reached else None,
        readings=tuple(sorted(values.items())),
        planned=tuple(
            sorted(
                (plan.ends, plan.value) for plan in planned if plan.value is not None
            )
        ),
        as_of=as_of,
        is_named=target.is_named_slow,
    )


def is_filled_by(target: Target, unit: Unit, leads: bool) -> bool:
    """Whether a unit gives a target's readings: those under its own name; a lead unit also
    those without a unit and those of a group, which cannot report itself."""
    if target.unit_id == unit.id:
        return True
    return leads and (target.unit is None or target.unit.is_group)
