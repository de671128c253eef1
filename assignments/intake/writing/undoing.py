"""Taking an import back: what it created goes, what it changed or removed comes back as it was.

Refused, with a list, where later work depends on it: a row that was changed since, or something
else that now points at a row it created. The changes of a big import are never held all at once:
they are gone through backwards, some hundred at a time.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import groupby

from django.db import models
from django.db.models.fields.related import ForeignObjectRel

from assignments.choices import ChangeAction, ImportState
from assignments.intake.writing.changes import MODELS, restored, values_of
from assignments.ledger import bulk
from assignments.models import ImportBatch, ImportChange

# Records named that stand in the way of an undoing; nobody reads more.
MOST_NAMED = 100
CHECKING_IS = 3
"""Looking for what is in the way takes about a third of taking back."""


class Undoing:
    """The changes of a batch beside the rows as they are now; `progress(done, total)` hears how far
    it is."""

    def __init__(
        self,
        batch: ImportBatch,
        progress: Callable[[int, int], object] = lambda done, total: None,
    ):
        self.batch, self.progress = batch, progress

    @cached_property
    def total(self) -> int:
        return (
            self.batch.changes.order_by("-order")
            .values_list("order", flat=True)
            .first()
            or 0
        )

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """(action, what, how many), for the page that asks."""
        return counted(self.batch)

    def objections(self) -> list[str]:
        """Why it cannot be taken back, one sentence for each thing in the way."""
        return [*self.closed(), *self.changed_since(), *self.depended_on()]

    def closed(self) -> list[str]:
        """Drafts of a period that has been closed stay as they are."""
        period = self.batch.period
        return (
            [f"{period}已关闭，完成情况不能再改。"]
            if period and period.is_closed
            else []
        )

    def changed_since(self) -> list[str]:
        """Rows that are no longer as the import left them, each by its last change; the first
        hundred."""
        labels: list[str] = []
        checked: dict[str, set[str]] = defaultdict(set)
        for done, chunk in enumerate(self.backwards(), start=1):
            self.progress(done * bulk.CHUNK, self.total * CHECKING_IS)
            last = [
                change for change in chunk if change.key not in checked[change.model]
            ]
            for name, group in by_model(last).items():
                latest = {change.key: change for change in reversed(group)}
                checked[name].update(latest)
                now = rows_now(name, latest)
                labels += filter(
                    None,
                    (differs(change, now.get(key)) for key, change in latest.items()),
                )
        return labels[:MOST_NAMED]

    def depended_on(self) -> list[str]:
        """Rows from outside the batch that point at what it created. What it changed points
        elsewhere again once it is restored."""
        imported = self.keys(self.batch.changes.all())
        labels: list[str] = []
        for name, keys in self.keys(
            self.batch.changes.filter(action=ChangeAction.CREATE)
        ).items():
            for relation in relations_to(MODELS[name]):
                for chunk in bulk.chunks(sorted(keys)):
                    labels += self.pointing(
                        relation, chunk, imported[relation.related_model.__name__]
                    )
        return labels[:MOST_NAMED]

    def keys(self, changes) -> dict[str, set]:
        """The primary keys of what was changed, by model."""
        keys_by_model: dict[str, set] = defaultdict(set)
        for name, key in changes.values_list("model", "key").iterator(
            chunk_size=bulk.CHUNK
        ):
            keys_by_model[name].add(MODELS[name]._meta.pk.to_python(key))
        return keys_by_model

    def pointing(
        self, relation: ForeignObjectRel, keys: list, imported: set
    ) -> list[str]:
        model, column = relation.related_model, relation.field
        outside = model._base_manager.filter(**{f"{column.name}__in": keys})
        if model is ImportBatch:
            outside = outside.filter(state__in=STANDING).exclude(pk=self.batch.pk)
        strange = [
            key for key in outside.values_list("pk", flat=True) if key not in imported
        ]
        others = model._base_manager.filter(pk__in=strange[:MOST_NAMED]).select_related(
            column.name
        )
        return [
            f"“{getattr(other, column.name)}”已有{model._meta.verbose_name}：{other}。"
            for other in others
        ]

    def apply(self, *, by, reason: str) -> None:
        """Write it back, last change first. The caller has asked for objections."""
        done = self.total
        for chunk in self.backwards():
            for action, name, group in runs(chunk):
                take_back(action, name, group, by=by, reason=reason)
            done += (CHECKING_IS - 1) * len(chunk)
            self.progress(done, self.total * CHECKING_IS)

    def backwards(self) -> Iterator[list[ImportChange]]:
        """The changes, the last first. Each slice is a query of its own, since rows are written
        between."""
        before = self.total + 1
        while chunk := list(
            self.batch.changes.filter(order__lt=before).order_by("-order")[: bulk.CHUNK]
        ):
            yield chunk
            before = chunk[-1].order

    @property
    def plans(self) -> list[str]:
        """Keys of the plans that the import created and that will go."""
        founded = self.batch.changes.filter(action=ChangeAction.CREATE, model="Plan")
        return list(founded.values_list("key", flat=True))


STANDING = (ImportState.CONFIRMED, ImportState.WRITING, ImportState.UNDOING)


def by_model(changes: list[ImportChange]) -> dict[str, list[ImportChange]]:
    changes_by_model: dict[str, list[ImportChange]] = defaultdict(list)
    for change in changes:
        changes_by_model[change.model].append(change)
    return changes_by_model


def rows_now(name: str, keys) -> dict[str, models.Model]:
    """The rows with these keys as they are now, by key."""
    return {
        str(row.pk): row for row in MODELS[name]._base_manager.filter(pk__in=list(keys))
    }


def differs(change: ImportChange, row: models.Model | None) -> str:
    """What happened to a row since its last change by the import; nothing where it is as it was
    left, or where one that the import made is gone already."""
    if change.after is None:
        return f"{change.label} 在导入后又被建立。" if row else ""
    if row is None:
        gone = change.action == ChangeAction.UPDATE
        return f"{change.label} 在导入后被删除，无法恢复原值。" if gone else ""
    return (
        "" if values_of(row) == change.after else f"{change.label} 在导入后被修改过。"
    )


def runs(changes: list[ImportChange]) -> Iterator[tuple[str, str, list[ImportChange]]]:
    """Neighbours of one action and model together. A row that was changed twice ends a run, so
    that its older value is written after the newer."""
    for (action, name), neighbours in groupby(
        changes, key=lambda change: (change.action, change.model)
    ):
        run: dict[str, ImportChange] = {}
        for change in neighbours:
            if change.key in run:
                yield action, name, list(run.values())
                run = {}
            run[change.key] = change
        yield action, name, list(run.values())


def take_back(
    action: str, name: str, group: list[ImportChange], *, by, reason: str
) -> None:
    """The opposite of one action on some rows of one model."""
    model, now = MODELS[name], rows_now(name, [change.key for change in group])
    if action == ChangeAction.CREATE:
        rows = [now[change.key] for change in group if change.key in now]
        bulk.delete_many(rows, by=by, reason=reason)
    elif action == ChangeAction.DELETE:
        again = [model(**restored(model, change.before)) for change in group]
        bulk.create_many(again, by=by, reason=reason)
    else:
        restore(
            [(now[change.key], restored(model, change.before)) for change in group],
            by=by,
            reason=reason,
        )


def restore(pairs: list[tuple[models.Model, dict]], *, by, reason: str) -> None:
    """Give rows of one model their former values."""
    touched = set()
    for row, values in pairs:
        for attribute, value in values.items():
            if getattr(row, attribute) != value:
                setattr(row, attribute, value)
                touched.add(row._meta.get_field(attribute).name)
    if touched:
        bulk.update_many(
            [row for row, _ in pairs], sorted(touched), by=by, reason=reason
        )


def counted(batch: ImportBatch) -> list[tuple[str, str, int]]:
    """What a batch changed, (新增, 任务, 146), in the order in which it was begun."""
    pairs = batch.changes.order_by("order").values_list("action", "model")
    return [
        (str(ChangeAction(action).label), str(MODELS[model]._meta.verbose_name), number)
        for (action, model), number in Counter(
            pairs.iterator(chunk_size=bulk.CHUNK)
        ).items()
    ]


def relations_to(model: type[models.Model]) -> list[ForeignObjectRel]:
    """Every foreign key of a table (and of a many-to-many link) that points at the model;
    history tables only remember and do not count."""
    return [
        relation
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created
        and not relation.concrete
        and (relation.one_to_many or relation.one_to_one)
        and not hasattr(relation.related_model, "instance_type")
    ]
