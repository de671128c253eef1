"""The rows of the database kept in memory, because reading the same fixture for each test takes too long."""

import copy

from django.apps import apps
from django.core.management.color import no_style
from django.db import models, transaction


class StoredRows:
    """All rows of the product's tables at one moment, to be written back into an empty database. `named` is free
    for what finds them again by name."""

    def __init__(self):
        self.rows: list[tuple[type[models.Model], list[models.Model]]] = []
        self.named = b""

    @property
    def empty(self) -> bool:
        return not self.rows

    def take(self) -> None:
        """Remember every row that is there now."""
        tables = apps.get_app_config("assignments").get_models(include_auto_created=True)
        found = [(model, list(model._base_manager.order_by("pk"))) for model in tables]
        self.rows = [(model, rows) for model, rows in found if rows]

    def put_back(self, connection) -> None:
        """Write the remembered rows with their keys, past validation and history, as `loaddata` does.

        In one transaction: rows point at rows that come later, and keys are asked at its end."""
        with transaction.atomic():
            for model, rows in self.rows:
                models.QuerySet(model).bulk_create([copy.copy(row) for row in rows])
        resets = connection.ops.sequence_reset_sql(no_style(), [model for model, _ in self.rows])
        with connection.cursor() as cursor:
            for statement in resets:
                cursor.execute(statement)
