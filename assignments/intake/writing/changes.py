"""Every row that an import touches, before and after, so that it can be taken back."""

from collections.abc import Callable
from functools import cache

from django.db import models

from assignments.choices import ChangeAction
from assignments.models import (
    CoLeader,
    ImportBatch,
    ImportChange,
    Leader,
    LeaderAlias,
    Plan,
    ProgressReport,
    Reading,
    Responsibility,
    Target,
    Task,
    Unit,
    UnitAlias,
    Work,
)

# Changes written by one statement: a big plan has some ten thousand.
AT_ONCE = 2000
BOOKKEEPING = frozenset({"version", "created_at", "updated_at"})
MODELS = {
    model.__name__: model
    for model in (
        Plan,
        Unit,
        UnitAlias,
        Leader,
        LeaderAlias,
        Work,
        Task,
        Responsibility,
        CoLeader,
        Target,
        ProgressReport,
        Reading,
    )
}


@cache
def recorded(model: type[models.Model]) -> list[tuple[str, Callable | None]]:
    """The fields that are noted, each with what makes its value the one that the database gives."""
    return [
        (field.attname, None if field.is_relation else field.to_python)
        for field in model._meta.concrete_fields
        if field.name not in BOOKKEEPING
    ]


def values_of(instance: models.Model) -> dict:
    """The stored fields as JSON: dates and decimals as text, without versions and times."""
    values = vars(instance)
    return {
        name: plain(to_python(values[name])) if to_python else values[name]
        for name, to_python in recorded(type(instance))
    }


def plain(value):
    """A value that JSON holds and that the field's `to_python` reads back to the same value."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if hasattr(value, "normalize"):
        return format(value.normalize(), "f")
    return str(value)


def restored(model: type[models.Model], values: dict) -> dict:
    """The inverse of `values_of`: attribute names to Python values."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return {
        name: value if fields[name].is_relation else fields[name].to_python(value)
        for name, value in values.items()
        if name in fields
    }


def name_of(instance: models.Model) -> str:
    """What the list of changes calls a row."""
    if isinstance(instance, Task):
        return f"{instance.get_kind_display()} {instance.number}"[:200]
    if isinstance(instance, (Responsibility, CoLeader)):
        return f"{name_of(instance.task)} {instance}"[:200]
    return str(instance)[:200]


class Recorder:
    """Notes the changes of one import in the order they are made. They are handed to `keep` some
    thousand at a time, so that a big import does not hold all of them."""

    def __init__(
        self, batch: ImportBatch, keep: Callable[[list[ImportChange]], object]
    ):
        self.batch, self.keep = batch, keep
        self.number = 0
        self.rows: list[ImportChange] = []

    def created(self, instances) -> None:
        for instance in instances:
            self.add(ChangeAction.CREATE, instance, None, values_of(instance))

    def updated(self, pairs) -> None:
        """`pairs` of (values before, instance as it is now)."""
        for before, instance in pairs:
            self.add(ChangeAction.UPDATE, instance, before, values_of(instance))

    def deleted(self, instances) -> None:
        for instance in instances:
            self.add(ChangeAction.DELETE, instance, values_of(instance), None)

    def add(self, action: str, instance: models.Model, before, after) -> None:
        self.number += 1
        self.rows.append(
            ImportChange(
                batch_id=self.batch.pk,
                order=self.number,
                action=action,
                model=type(instance).__name__,
                key=str(instance.pk),
                label=name_of(instance),
                before=before,
                after=after,
            )
        )
        if len(self.rows) >= AT_ONCE:
            self.flush()

    def flush(self) -> None:
        self.keep(self.rows)
        self.rows = []
