"""Taking an import back: what it created goes, what it changed or removed comes back as it was.

Refused, with a list, where later work depends on it: a row that was changed since, or
something else that now points at a row it created.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import models
from django.db.models.fields.related import ForeignObjectRel

from assignments.choices import ChangeAction, ImportState
from assignments.intake.changes import MODELS, restored, values_of
from assignments.ledger import bulk
from assignments.models import ImportBatch, ImportChange

MOST_NAMED = 100


@dataclass
class Undoing:
    """The changes of a batch beside the rows as they are now."""

    batch: ImportBatch
    changes: list[ImportChange] = field(default_factory=list)
    now: dict[tuple[str, str], models.Model] = field(default_factory=dict)
    own: dict[str, set] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, batch: ImportBatch) -> "Undoing":
        changes = list(batch.changes.order_by("order"))
        keys: dict[str, set[str]] = defaultdict(set)
        for change in changes:
            keys[change.model].add(change.key)
        now: dict[tuple[str, str], models.Model] = {}
        for name, wanted in keys.items():
            for some in bulk.chunks(sorted(wanted)):
                for row in MODELS[name]._base_manager.filter(pk__in=some):
                    now[name, str(row.pk)] = row
        return cls(batch, changes, now)

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """(action, what, how many), for the page that asks."""
        return counted((change.action, change.model) for change in self.changes)

    def objections(self) -> list[str]:
        """Why it cannot be taken back, one sentence for each thing in the way."""
        return [*self.closed(), *self.changed_since(), *self.depended_on()]

    def closed(self) -> list[str]:
        """Drafts of a period that has been closed stay as they are."""
        period = self.batch.period
        return [f"{period}已关闭，完成情况不能再改。"] if period and period.is_closed else []

    def changed_since(self) -> list[str]:
        last = {(change.model, change.key): change for change in self.changes}
        found = []
        for key, change in last.items():
            row = self.now.get(key)
            if change.after is None:
                if row is not None:
                    found.append(f"{change.label} 在导入后又被建立。")
            elif row is None:
                if change.action == ChangeAction.UPDATE:
                    found.append(f"{change.label} 在导入后被删除，无法恢复原值。")
            elif values_of(row) != change.after:
                found.append(f"{change.label} 在导入后被修改过。")
        return found[:MOST_NAMED]

    def depended_on(self) -> list[str]:
        """Rows from outside the batch that point at what it created. What it changed points
        elsewhere again once it is restored."""
        created: dict[str, dict] = defaultdict(dict)
        for change in self.changes:
            row = self.now.get((change.model, change.key))
            if row is not None:
                self.own[change.model].add(row.pk)
            if change.action == ChangeAction.CREATE and row is not None:
                created[change.model][row.pk] = row
        found = []
        for name, rows in created.items():
            for relation in relations_to(MODELS[name]):
                found += self.pointing(relation, rows)
        return found[:MOST_NAMED]

    def pointing(self, relation: ForeignObjectRel, rows: dict) -> list[str]:
        model, column = relation.related_model, relation.field
        own = self.own[model.__name__]
        found = []
        for some in bulk.chunks(list(rows)):
            outside = model._base_manager.filter(**{f"{column.name}__in": some})
            if model is ImportBatch:
                outside = outside.filter(state=ImportState.CONFIRMED).exclude(pk=self.batch.pk)
            for other in outside:
                if other.pk not in own:
                    target = rows[getattr(other, column.attname)]
                    found.append(f"“{target}”已有{model._meta.verbose_name}：{other}。")
        return found

    def apply(self, *, by, reason: str) -> None:
        """Write it back, last change first. The caller has asked for objections."""
        for action, name, group in self.runs():
            rows = [self.now[name, change.key] for change in group if (name, change.key) in self.now]
            if action == ChangeAction.CREATE:
                bulk.delete_many(rows, by=by, reason=reason)
            elif action == ChangeAction.DELETE:
                model = MODELS[name]
                again = [model(**restored(model, change.before)) for change in group]
                bulk.create_many(again, by=by, reason=reason)
            else:
                self.restore(name, group, by, reason)

    def restore(self, name: str, group: list[ImportChange], by, reason: str) -> None:
        rows, touched = [], set()
        for change in group:
            row = self.now[name, change.key]
            for attribute, value in restored(MODELS[name], change.before).items():
                if getattr(row, attribute) != value:
                    setattr(row, attribute, value)
                    touched.add(row._meta.get_field(attribute).name)
            rows.append(row)
        if touched:
            bulk.update_many(rows, sorted(touched), by=by, reason=reason)

    def runs(self):
        """Changes in reverse order, neighbours of one action and model together. A row that
        was changed twice ends a run, so that its older value is written after the newer."""
        run: list[ImportChange] = []
        for change in reversed(self.changes):
            same = run and (run[0].action, run[0].model) == (change.action, change.model)
            if run and (not same or change.key in {one.key for one in run}):
                yield run[0].action, run[0].model, run
                run = []
            run.append(change)
        if run:
            yield run[0].action, run[0].model, run

    @property
    def plans(self) -> list[str]:
        """Keys of the plans that the import created and that will go."""
        return [
            change.key
            for change in self.changes
            if (change.action, change.model) == (ChangeAction.CREATE, "Plan")
        ]


def counted(pairs) -> list[tuple[str, str, int]]:
    """(action, model) of each change -> (新增, 任务, 146), in the order they were made."""
    found: dict[tuple[str, str], int] = {}
    for action, model in pairs:
        key = (str(ChangeAction(action).label), str(MODELS[model]._meta.verbose_name))
        found[key] = found.get(key, 0) + 1
    return [(action, word, number) for (action, word), number in found.items()]


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
