"""The writer for many rows at once: the same signature in the history as `writing.save`, with
a handful of queries instead of a handful for each row.

The caller has validated the rows; the database's constraints hold whatever was overlooked.
Signals are not sent, so the history is written here.
"""

from collections.abc import Sequence
from itertools import islice

from django.db import models, transaction
from django.utils import timezone
from simple_history.utils import (
    bulk_create_with_history,
    bulk_update_with_history,
    get_history_manager_for_model,
)

from assignments.models.base import Versioned
from assignments.models.periods import PeriodBound

CHUNK = 500


def create_many(instances: Sequence[models.Model], *, by, reason: str) -> list[models.Model]:
    """Insert rows of one model and note each as created; returns them with their keys."""
    if not instances:
        return []
    model = type(instances[0])
    for some in chunks(instances, CHUNK * 4):
        bulk_create_with_history(
            some, model, batch_size=CHUNK, default_user=author(by), default_change_reason=reason
        )
    return list(instances)


def update_many(instances: Sequence[models.Model], fields: Sequence[str], *, by, reason: str) -> None:
    """Write `fields` of rows of one model and note each as changed; versions and times move on."""
    if not instances:
        return
    model = type(instances[0])
    names = list(fields)
    refuse_frozen(instances)
    if issubclass(model, Versioned):
        names += ["version", "updated_at"]
        for instance in instances:
            instance.version += 1
            instance.updated_at = timezone.now()
    bulk_update_with_history(
        list(instances),
        model,
        names,
        batch_size=CHUNK,
        default_user=author(by),
        default_change_reason=reason,
        manager=model._base_manager,
    )


def delete_many(instances: Sequence[models.Model], *, by, reason: str) -> None:
    """Remove rows of one model and note each as deleted.

    Nothing is cascaded: the caller has removed, or refused to touch, whatever points here,
    and the database refuses the transaction where it has not.
    """
    if not instances:
        return
    model = type(instances[0])
    refuse_frozen(instances)
    with transaction.atomic():
        get_history_manager_for_model(model).model.objects.bulk_create(
            [farewell(instance, by, reason) for instance in instances], batch_size=CHUNK
        )
        for some in chunks([instance.pk for instance in instances]):
            rows = model._base_manager.filter(pk__in=some)
            rows._raw_delete(rows.db)


def refuse_frozen(instances: Sequence[models.Model]) -> None:
    """Raise ClosedPeriod where one of the rows belongs to a closed period."""
    if isinstance(instances[0], PeriodBound):
        type(instances[0])._default_manager.all().refuse_if_written(instances)


def farewell(instance: models.Model, by, reason: str) -> models.Model:
    """The last history record of a row."""
    model = get_history_manager_for_model(type(instance)).model
    values = {field.attname: getattr(instance, field.attname) for field in model.tracked_fields}
    return model(
        history_date=timezone.now(),
        history_user=author(by),
        history_change_reason=reason,
        history_type="-",
        **values,
    )


def author(by):
    """Who the history names: a stored account or nobody."""
    return by if getattr(by, "pk", None) else None


def chunks(keys: Sequence, size: int = CHUNK):
    """Slices of at most `size` keys: SQLite takes only so many values in one query."""
    rest = iter(keys)
    while some := list(islice(rest, size)):
        yield some
