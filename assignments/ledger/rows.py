"""Rows with what they hang on, each made once.

`select_related` makes a new unit for each of four hundred duties; here the hundred units
are made once and shared. It is the same one query, and a third of the work.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, cast

from django.db.models import ForeignKey, Model, QuerySet

SPARED = frozenset({"created_at", "updated_at"})
"""What no page asks of a related row; it stays in the database until somebody does."""


class RecordColumns(NamedTuple):
    """The columns of a joined row that make one record: its path, the parent's path and the
    foreign key there (None for the row itself), its model, its fields, and where they stand."""

    path: str
    parent: str
    key: ForeignKey | None
    model: type[Model]
    fields: tuple[str, ...]
    place: slice


def shared_rows(rows: QuerySet, *paths: str) -> list[Any]:
    """The rows in their order, with the foreign keys named by `paths` ("unit", or "report"
    and "report__period", the nearer one first) filled in. One query. Rows that point to the
    same record share one object, so a page may read it but must not change it."""
    parts = parts_of(rows.model, paths)
    columns = [
        f"{part.path}__{name}" if part.path else name
        for part in parts
        for name in part.fields
    ]
    makers = [maker(part.model, part.fields, rows.db) for part in parts]
    known: list[dict[Any, Model | None]] = [{None: None} for _ in parts]
    records = []
    for values in rows.values_list(*columns):
        made: dict[str, Any] = {}
        for part, make, seen in zip(parts, makers, known, strict=True):
            cells = values[part.place]
            if cells[0] not in seen:
                seen[cells[0]] = make(cells)
            made[part.path] = record = seen[cells[0]]
            if part.key and made[part.parent] is not None:
                part.key.set_cached_value(made[part.parent], record)
        records.append(made[""])
    return records


def parts_of(model: type[Model], paths: Sequence[str]) -> list[RecordColumns]:
    parts: dict[str, RecordColumns] = {}
    start = 0
    for path in ("", *paths):
        parent, _, name = path.rpartition("__")
        key = (
            cast(ForeignKey, parts[parent].model._meta.get_field(name))
            if path
            else None
        )
        target = key.related_model if key else model
        fields = columns_of(target, spare=bool(path))
        parts[path] = RecordColumns(
            path, parent, key, target, fields, slice(start, start + len(fields))
        )
        start += len(fields)
    return list(parts.values())


def columns_of(model: type[Model], *, spare: bool) -> tuple[str, ...]:
    """The primary key first, so that an empty join is known by it."""
    names = [field.attname for field in model._meta.concrete_fields]
    key = model._meta.pk.attname
    return (
        key,
        *(name for name in names if name != key and not (spare and name in SPARED)),
    )


def maker(
    model: type[Model], fields: Sequence[str], database: str
) -> Callable[[Sequence[Any]], Model]:
    """How one record is made of its columns; `from_db` wants them in the order of the model."""
    order = [
        field.attname
        for field in model._meta.concrete_fields
        if field.attname in fields
    ]
    places = [fields.index(name) for name in order]
    names = frozenset(order)
    return lambda values: model.from_db(
        database, names, [values[place] for place in places]
    )
