"""What an import wrote: how many of each, and every change with its old and new values."""

from collections import defaultdict
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.db.models import Field, Model

from assignments.choices import ChangeAction
from assignments.intake.writing.changes import MODELS
from assignments.intake.writing.undoing import counted
from assignments.ledger import access
from assignments.models import ImportBatch, ImportChange, Period

# One line each, so more fit than rows of a preview.
CHANGES_PER_PAGE = 100


class WrittenLine(NamedTuple):
    """One change: what it was made to, and for a changed row (field, old, new)."""

    change: ImportChange
    word: str
    cells: list[tuple[str, str, str]]


def written_context(request: access.Request, batch: ImportBatch) -> dict:
    """The page of a batch that was confirmed, or undone since."""
    page = Paginator(batch.changes.order_by("order"), CHANGES_PER_PAGE).get_page(
        request.GET.get("page")
    )
    return {
        "counts": counted(batch),
        "page": page,
        "lines": lines_of(list(page)),
        "has_period": Period.objects.of_year(batch.year).exists(),
        "left_out": any(
            row.get("left_out") for row in batch.answers.get("rows", {}).values()
        ),
    }


def lines_of(changes: list[ImportChange]) -> list[WrittenLine]:
    names = names_in(changes)
    lines = []
    for change in changes:
        word = str(MODELS[change.model]._meta.verbose_name)
        cells = [cell_of(change, field, names) for field in differing(change)]
        lines.append(WrittenLine(change, word, cells))
    return lines


def cell_of(change: ImportChange, field: Field, names: dict) -> tuple[str, str, str]:
    """What a field is called, what it said and what it says."""
    before = in_words(field, change.before, names)
    after = in_words(field, change.after, names)
    return str(field.verbose_name), before, after


def differing(change: ImportChange) -> list[Field]:
    """The fields that an update changed."""
    if change.action != ChangeAction.UPDATE:
        return []
    fields = MODELS[change.model]._meta.concrete_fields
    return [
        field
        for field in fields
        if change.before.get(field.attname) != change.after.get(field.attname)
    ]


def names_in(changes: list[ImportChange]) -> dict[tuple[Any, Any], str]:
    """What the rows are called that changed fields point at, by model and key; a query for each
    model."""
    wanted: defaultdict[type[Model], set] = defaultdict(set)
    for change in changes:
        for field in differing(change):
            if field.is_relation:
                wanted[field.related_model] |= {
                    change.before[field.attname],
                    change.after[field.attname],
                }
    return {
        (model, key): str(row)
        for model, keys in wanted.items()
        for key, row in model._base_manager.in_bulk(keys - {None}).items()
    }


def in_words(field: Field, values: dict, names: dict) -> str:
    """A stored value as the person knows it."""
    value = values.get(field.attname)
    if value is None or value == "":
        return ""
    if field.is_relation:
        return names.get((field.related_model, value), "（已删除）")
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(dict(field.flatchoices).get(value, value))
