"""The only writer of kept lines: what a verb has touched is computed anew and written in place.

Lines of planned and open periods follow the facts; those of a closed period are sealed and never
written here. All of a year's planned and open periods are locked first, by id: two writers at a
time would leave a line that is not its facts.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db import models, transaction
from django.db.models import F, QuerySet

from assignments.choices import PeriodState, ReportState
from assignments.ledger.bulk import chunks
from assignments.ledger.figures import Board
from assignments.ledger.line_building import Built, build
from assignments.ledger.writing import all_locked
from assignments.models import Attachment, LedgerLine, LedgerRow, Period, YearVersion

Works = Collection[int] | None
"""Ids of works, or None for all of the year."""

LINE_KEY, ROW_KEY = ("work", "rhythm", "period"), ("line", "task")


class BoardOfWorks(Board):
    """A board of these works alone, for a refresh of what a verb has touched."""

    def __init__(self, period: Period, works: Works):
        super().__init__(period)
        self.works = works

    def scoped(self, rows: QuerySet, path: str) -> QuerySet:
        return rows if self.works is None else rows.filter(**{f"{path}__in": self.works})


# --- what a line is made of --------------------------------------------------------------


def computed(period: Period, works: Works = None) -> list[Built]:
    """The lines of these works in a period, as the facts have them now, in the order of the notice."""
    board = BoardOfWorks(period, works).with_targets()
    evidence = evidence_by_work(period, works)
    return [build(line, evidence=evidence[line.work.pk]) for line in board.lines]


def evidence_by_work(period: Period, works: Works) -> Counter[int]:
    """Files of reports that were accepted in the year so far, and of answers to instructions."""
    of_year = Attachment.objects.order_by()
    accepted = {
        "report__state": ReportState.ACCEPTED,
        "report__period__year": period.year,
        "report__period__ends__lte": period.ends,
    }
    answered = {"reply__directive__work__year": period.year}
    found: Counter[int] = Counter()
    for path, asked in (("report__work", accepted), ("reply__directive__work", answered)):
        if works is not None:
            asked[f"{path}__in"] = works
        found.update(of_year.filter(**asked).values_list(path, flat=True))
    return found


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
    """Write lines and rows over those that are there, and take away what is no more."""
    upsert([one.line for one in built], LINE_KEY)
    rows = [row for one in built for row in one.rows]
    for row in rows:
        row.line = row.line  # takes over the key that the line has been given
    upsert(rows, ROW_KEY)
    there = LedgerLine.objects.filter(period=period)
    if works is not None:
        there = there.filter(work__in=works)
    drop(LedgerRow.objects.filter(line__in=there), rows)
    drop(there, [one.line for one in built])


def upsert(records: list[models.Model], key: tuple[str, ...]) -> None:
    """Insert records of one model, or write them over those of the same key; either way they
    have their ids afterwards."""
    for some in chunks(records):
        model = type(some[0])
        fields = [name for name in written_fields(model) if name not in key]
        model._default_manager.bulk_create(
            some, update_conflicts=True, unique_fields=key, update_fields=fields
        )


def drop(there: QuerySet, wanted: Iterable[models.Model]) -> None:
    """Delete what is not wanted any more."""
    keys = set(there.values_list("pk", flat=True)) - {one.pk for one in wanted}
    for some in chunks(sorted(keys)):
        there.model._default_manager.filter(pk__in=some).delete()


def move_version(year: int) -> None:
    YearVersion.objects.get_or_create(year=year)
    YearVersion.objects.filter(year=year).update(version=F("version") + 1)


def written_fields(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if not field.primary_key]


# --- proof -------------------------------------------------------------------------------


def differences(year: int) -> Iterator[str]:
    """Where kept lines are not what the facts say, in planned and open periods: one sentence for
    each record that is missing, too many, or says something else."""
    for period in kept_periods(year).order_by("index", "pk"):
        built = computed(period)
        lines = LedgerLine.objects.filter(period=period).select_related("work", "period")
        yield from told({key_of(one.line): one.line for one in built}, by_key(lines))
        rows = LedgerRow.objects.filter(period=period).select_related("task__work", "period")
        fresh = {key_of(row): row for one in built for row in one.rows}
        yield from told(fresh, by_key(rows))


def by_key(records: QuerySet) -> dict[tuple, Any]:
    return {key_of(record): record for record in records}


def key_of(record: Any) -> tuple:
    if isinstance(record, LedgerLine):
        return record.work_id, record.rhythm
    return record.task_id, record.line.rhythm


def told(fresh: dict[tuple, Any], kept: dict[tuple, Any]) -> Iterator[str]:
    for key in fresh.keys() | kept.keys():
        if key not in kept:
            yield f"{fresh[key]}：缺少"
        elif key not in fresh:
            yield f"{kept[key]}：多余"
        else:
            yield from told_of_fields(fresh[key], kept[key])


def told_of_fields(fresh: Any, kept: Any) -> Iterator[str]:
    """The line of a row is not compared: it has none while it is only computed."""
    for field in fresh._meta.concrete_fields:
        if field.primary_key or field.name == "line":
            continue
        should, has = getattr(fresh, field.attname), getattr(kept, field.attname)
        if should != has:
            yield f"{kept}：{field.verbose_name} 存为 {has!r}，应为 {should!r}"
