"""The only writer of kept lines: what a verb has touched is computed anew and written in place.

Lines of planned and open periods follow the facts; those of a closed period are sealed and never
written here. All of a year's planned and open periods are locked first, by id: two writers at a
time would leave a line that is not its facts.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from django.db import models, transaction
from django.db.models import F, QuerySet

from assignments.choices import PeriodState, ReportState
from assignments.ledger.bulk import chunks
from assignments.ledger.figures import Board
from assignments.ledger.line_building import Beside, Built, build
from assignments.ledger.writing import all_locked
from assignments.models import (
    Attachment,
    LedgerLine,
    LedgerRow,
    Obligation,
    Period,
    ReminderWork,
    YearVersion,
)

Works = Collection[int] | None
"""Ids of works, or None for all of the year."""

KEYS: dict[type[models.Model], tuple[str, ...]] = {
    LedgerLine: ("work", "rhythm", "period"),
    LedgerRow: ("line", "task"),
    Obligation: ("line", "unit"),
}
"""What makes each record the one it is: the fields of its constraint."""


class BoardOfWorks(Board):
    """A board of these works alone, for a refresh of what a verb has touched."""

    def __init__(self, period: Period, works: Works) -> None:
        super().__init__(period)
        self.works = works

    def scoped(self, rows: QuerySet, path: str) -> QuerySet:
        return (
            rows if self.works is None else rows.filter(**{f"{path}__in": self.works})
        )


# --- what a line is made of --------------------------------------------------------------


def computed(period: Period, works: Works = None) -> list[Built]:
    """The lines of these works in a period by the facts of now, in the order of the notice."""
    board = BoardOfWorks(period, works).with_targets()
    beside = Beside(evidence(period, works), chased(period, works))
    return [build(line, beside) for line in board.lines]


def evidence(period: Period, works: Works) -> Counter[int]:
    """By work, the files of reports accepted in the year so far, and of answers to instructions."""
    accepted = {
        "report__state": ReportState.ACCEPTED,
        "report__period__year": period.year,
        "report__period__ends__lte": period.ends,
    }
    answered = {"reply__directive__work__year": period.year}
    files: Counter[int] = Counter()
    for path, asked in (
        ("report__work", accepted),
        ("reply__directive__work", answered),
    ):
        rows = of_works(Attachment.objects.filter(**asked), path, works)
        files.update(rows.values_list(path, flat=True))
    return files


def chased(period: Period, works: Works) -> Counter[tuple[int, int]]:
    rows = of_works(ReminderWork.objects.filter(reminder__period=period), "work", works)
    return Counter(rows.values_list("work", "reminder__unit"))


def of_works(rows: QuerySet, path: str, works: Works) -> QuerySet:
    rows = rows.order_by()
    return rows if works is None else rows.filter(**{f"{path}__in": works})


# --- writing -----------------------------------------------------------------------------


def refresh(*, year: int, works: Works = None) -> None:
    """Bring the lines of these works up to date in every planned and open period of the year,
    then move its version: the last thing a verb does, in the verb's own transaction."""
    with transaction.atomic():
        for period in all_locked(kept_periods(year)):
            keep(period, computed(period, works), works)
        move_version(year)


def kept_periods(year: int) -> QuerySet:
    return Period.objects.of_year(year).exclude(state=PeriodState.CLOSED)


def keep(period: Period, built: list[Built], works: Works) -> None:
    """Make lines, rows and obligations of these works be exactly these."""
    lines = of_works(LedgerLine.objects.filter(period=period), "work", works)
    write(lines, [work.line for work in built])
    rows = [row for work in built for row in work.rows]
    obligations = [owed for work in built for owed in work.obligations]
    write(LedgerRow.objects.filter(line__in=lines), rows)
    write(Obligation.objects.filter(line__in=lines), obligations)


def write(there: QuerySet, fresh: Sequence[models.Model]) -> None:
    """Write what differs from the records that are there over them, and drop those that are no
    more. Every record of `fresh` has its id afterwards."""
    names = [field.attname for field in there.model._meta.concrete_fields]
    kept = {key_of(row): row for row in there.order_by()}
    changed = []
    for record in fresh:
        if hasattr(record, "line"):
            record.line = record.line  # takes over the id that the line has been given
        before = kept.pop(key_of(record), None)
        if before is None or any(
            getattr(before, name) != getattr(record, name)
            for name in names
            if name != "id"
        ):
            changed.append(record)
        else:
            record.pk = before.pk
    drop(there.model, [row.pk for row in kept.values()])
    upsert(there.model, changed)


def key_of(record: Any) -> tuple:
    """The record's key, by ids."""
    fields = (record._meta.get_field(name) for name in KEYS[type(record)])
    return tuple(getattr(record, field.attname) for field in fields)


def upsert(model: Any, records: list[models.Model]) -> None:
    """Insert records, or write them over those of the same key, which keep their ids."""
    key = KEYS[model]
    fields = [name for name in written_fields(model) if name not in key]
    for some in chunks(records):
        model.objects.bulk_create(
            some, update_conflicts=True, unique_fields=key, update_fields=fields
        )


def drop(model: Any, keys: list[int]) -> None:
    for some in chunks(keys):
        model.objects.filter(pk__in=some).delete()


def move_version(year: int) -> None:
    YearVersion.objects.get_or_create(year=year)
    YearVersion.objects.filter(year=year).update(version=F("version") + 1)


def written_fields(model: type[models.Model]) -> list[str]:
    return [
        field.name for field in model._meta.concrete_fields if not field.primary_key
    ]


# --- proof -------------------------------------------------------------------------------


def differences(year: int) -> Iterator[str]:
    """Where kept lines are not what the facts say, in planned and open periods: one sentence for
    each record that is missing, too many, or says something else."""
    for period in kept_periods(year).order_by("index", "pk"):
        built = computed(period)
        fresh: dict[Any, list[Any]] = {
            LedgerLine: [work.line for work in built],
            LedgerRow: [row for work in built for row in work.rows],
            Obligation: [owed for work in built for owed in work.obligations],
        }
        for model, records in fresh.items():
            kept = model.objects.filter(period=period)
            if model is not LedgerLine:
                kept = kept.select_related("line")
            yield from differing(by_place(records), by_place(kept))


def by_place(records: Iterable[Any]) -> dict[tuple, Any]:
    """By what they are about: a line that is only computed has no id by which it could be found."""
    return {place_of(record): record for record in records}


def place_of(record: Any) -> tuple:
    if isinstance(record, LedgerLine):
        return record.work_id, record.rhythm
    about = record.task_id if isinstance(record, LedgerRow) else record.unit_id
    return record.line.work_id, record.line.rhythm, about


def differing(fresh: dict[tuple, Any], kept: dict[tuple, Any]) -> Iterator[str]:
    for place in sorted(fresh.keys() | kept.keys()):
        if place not in kept:
            yield f"{fresh[place]}：缺少"
        elif place not in fresh:
            yield f"{kept[place]}：多余"
        else:
            yield from told_of_fields(fresh[place], kept[place])


def told_of_fields(fresh: Any, kept: Any) -> Iterator[str]:
    for field in fresh._meta.concrete_fields:
        if field.primary_key or field.name == "line":
            continue
        should, has = getattr(fresh, field.attname), getattr(kept, field.attname)
        if should != has:
            yield f"{kept}：{field.verbose_name} 存为 {has!r}，应为 {should!r}"
