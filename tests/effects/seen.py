"""Everything that a verb changes, read off the database before and after it."""

from collections import Counter
from contextlib import contextmanager
from unittest.mock import ANY

from django.apps import apps

SPARED = {"version", "created_at", "updated_at"}
"""What moves with every saving."""


class Effects:
    """After the block: `changed` {(model, pk): {field: new value}}, `created` and `deleted`, each
    the rows as dicts by model; `reasons`, what the history says, for each row it was said of."""

    def __init__(self):
        self.changed: dict[tuple[str, int], dict] = {}
        self.created: dict[str, list[dict]] = {}
        self.deleted: dict[str, list[dict]] = {}
        self.reasons: Counter = Counter()

    def are(self, *, changed=(), created=None, deleted=None, reasons=None) -> None:
        """Compare: `changed` pairs of (record, {field: value}), `created` {model's name: fields
        that each new row has} in the order of their keys, `deleted` {model's name: how many};
        nothing else may have changed. `reasons` are compared where given."""
        assert self.changed == {
            (type(record).__name__, record.pk): fields for record, fields in changed
        }
        wanted = created or {}
        assert {name: len(rows) for name, rows in self.created.items()} == {
            name: len(rows) for name, rows in wanted.items()
        }
        for name, rows in wanted.items():
            for row, fields in zip(self.created[name], rows, strict=True):
                assert {key: row[key] for key in fields} == fields
        assert {name: len(rows) for name, rows in self.deleted.items()} == (
            deleted or {}
        )
        if reasons is not None:
            assert self.reasons == Counter(reasons)


@contextmanager
def effects():
    before, told = snapshot(), histories()
    found = Effects()
    yield found
    after = snapshot()
    for name, rows in after.items():
        old = before[name]
        for pk, row in rows.items():
            if pk not in old:
                found.created.setdefault(name, []).append(row)
            elif moved := differing(old[pk], row):
                found.changed[name, pk] = moved
        for pk, row in old.items():
            if pk not in rows:
                found.deleted.setdefault(name, []).append(row)
    for name, rows in histories().items():
        found.reasons.update(
            reason for pk, reason in rows.items() if pk not in told[name]
        )


def differing(old: dict, new: dict) -> dict:
    return {
        key: value
        for key, value in new.items()
        if key not in SPARED and old[key] != value
    }


def snapshot() -> dict[str, dict[int, dict]]:
    """Every row of every table of ours, without the histories."""
    models = apps.get_app_config("assignments").get_models(include_auto_created=True)
    return {
        model.__name__: {
            row[model._meta.pk.attname]: row
            for row in model._base_manager.order_by("pk").values()
        }
        for model in models
        if not model.__name__.startswith("Historical")
    }


def histories() -> dict[str, dict[int, str]]:
    """Why each record of the histories was made."""
    return {
        model.__name__: dict(
            model.objects.values_list("history_id", "history_change_reason")
        )
        for model in apps.get_app_config("assignments").get_models()
        if model.__name__.startswith("Historical")
    }


__all__ = ["ANY", "Effects", "effects"]
