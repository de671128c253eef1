"""The writer for many rows at once: the same signature in the history as `writing.save`, with
a handful of queries instead of a handful for each row.

The caller has validated the rows; the database's constraints hold whatever was overlooked.
Signals are not sent, so the history is written here: by the database itself, from the rows it
has just stored, which takes a fraction of the time and memory of building every record again.
"""

from collections.abc import Iterable, Iterator, Sequence, Sized
from itertools import islice
from typing import TypeVar

from django.db import connection, models, transaction
from django.utils import timezone
from simple_history.utils import get_history_manager_for_model

from assignments.ledger.writing import hold
from assignments.models import User
from assignments.models.base import Versioned
from assignments.models.periods import PeriodBound

# Keys in one query; an old SQLite takes 999 values.
CHUNK = 500

Item = TypeVar("Item")


CREATED, CHANGED, DELETED = "+", "~", "-"
"""What simple_history calls the three kinds of record."""


def create_many(
    instances: Sequence[models.Model], *, by: User | None, reason: str
) -> Sequence[models.Model]:
    """Insert rows of one model and note each as created; returns them with their keys."""
    if not instances:
        return []
    model = type(instances[0])
    with transaction.atomic():
        hold_periods(instances)
        for chunk in chunks(instances):
            model._default_manager.bulk_create(chunk)
            remember(model, chunk, CREATED, by=by, reason=reason)
    return instances


def update_many(
    instances: Sequence[models.Model],
    fields: Sequence[str],
    *,
    by: User | None,
    reason: str,
) -> None:
    """Write `fields` of rows of one model and note each as changed; versions and times move on."""
    if not instances:
        return
    model = type(instances[0])
    names = list(fields)
    if issubclass(model, Versioned):
        names += ["version", "updated_at"]
        for instance in instances:
            assert isinstance(instance, Versioned)  # one model, as issubclass said
            instance.version += 1
            instance.updated_at = timezone.now()
    with transaction.atomic():
        hold_periods(instances)
        refuse_frozen(instances)
        for chunk in chunks(instances):
            model._base_manager.bulk_update(chunk, names)
            remember(model, chunk, CHANGED, by=by, reason=reason)


def delete_many(
    instances: Sequence[models.Model], *, by: User | None, reason: str
) -> None:
    """Remove rows of one model and note each as deleted.

    Nothing is cascaded: the caller has removed, or refused to touch, whatever points here,
    and the database refuses the transaction where it has not.
    """
    if not instances:
        return
    model = type(instances[0])
    with transaction.atomic():
        hold_periods(instances)
        refuse_frozen(instances)
        for chunk in chunks(instances):
            remember(model, chunk, DELETED, by=by, reason=reason)
            rows = model._base_manager.filter(
                pk__in=[instance.pk for instance in chunk]
            )
            rows._raw_delete(rows.db)


def hold_periods(instances: Sequence[models.Model]) -> None:
    """The periods that the rows belong to are not closed while they are written."""
    bound = [row for row in instances if isinstance(row, PeriodBound)]
    hold({row.bound_period.pk for row in bound if row.bound_period})


def refuse_frozen(instances: Sequence[models.Model]) -> None:
    """Raise ClosedPeriod where one of the rows belongs to a closed period."""
    if isinstance(instances[0], PeriodBound):
        type(instances[0])._default_manager.all().refuse_if_written(instances)


def remember(
    model: type[models.Model],
    instances: Sequence[models.Model],
    mark: str,
    *,
    by: User | None,
    reason: str,
) -> None:
    """Copy stored rows into the history of their model, as they are in the database now."""
    past = get_history_manager_for_model(model).model
    quoted = connection.ops.quote_name
    column = model._meta.pk.column
    assert column is not None  # every primary key is a column of its own
    key = quoted(column)
    signature = {
        "history_date": connection.ops.adapt_datetimefield_value(timezone.now()),
        "history_user_id": by.pk if by else None,
        "history_change_reason": reason or None,
        "history_type": mark,
    }
    copied = ", ".join(quoted(field.column) for field in past.tracked_fields)
    keys = [instance.pk for instance in instances]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quoted(past._meta.db_table)} ({copied}, {', '.join(signature)}) "
            f"SELECT {copied}, {marks(signature)} FROM {quoted(model._meta.db_table)} "
            f"WHERE {key} IN ({marks(keys)}) ORDER BY {key}",
            [*signature.values(), *keys],
        )


def marks(values: Sized) -> str:
    return ", ".join(["%s"] * len(values))


def chunks(rows: Iterable[Item], size: int = CHUNK) -> Iterator[list[Item]]:
    """Slices of at most `size` rows: SQLite takes only so many values in one query."""
    remaining = iter(rows)
    while chunk := list(islice(remaining, size)):
        yield chunk
