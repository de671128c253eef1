"""The rows of the database kept aside, because making the same plan anew for each test takes too
long."""

import contextlib
import fcntl
import os
import pickle
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models.sql import InsertQuery


class StoredRows:
    """All rows of the product's tables at one moment, to be written back into an empty database.
    `named` is free for what finds them again by name.

    Kept as the statements that write them: thinking those out is nearly all of what writing through
    models costs. Rows with a `title` lie in a file too, for the other processes of the same run."""

    def __init__(self, title: str = ""):
        self.file = Path(settings.VAR_DIR) / f"rows-{title}.pickle" if title else None
        self.statements: list[tuple[str, tuple]] = []
        self.named = b""

    @contextlib.contextmanager
    def made_by_one(self):
        """Hold the other processes of the run off while this one finds that there is nothing yet
        and makes it."""
        if self.statements or not self.file:
            yield
            return
        with self.file.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    @property
    def empty(self) -> bool:
        if not self.statements and self.file and self.file.exists():
            self.statements, self.named = pickle.loads(self.file.read_bytes())
        return not self.statements

    def take(self, named: bytes = b"") -> None:
        """Remember every row that is there now."""
        self.named = named
        tables = apps.get_app_config("assignments").get_models(
            include_auto_created=True
        )
        found = [(model, list(model._base_manager.order_by("pk"))) for model in tables]
        filled = [(model, rows) for model, rows in found if rows]
        for model, rows in filled:
            self.statements += insertions(model, rows)
        resets = connection.ops.sequence_reset_sql(
            no_style(), [model for model, _ in filled]
        )
        self.statements += [(statement, ()) for statement in resets]
        if self.file:
            half = self.file.with_name(f"{self.file.name}-{os.getpid()}")
            half.write_bytes(pickle.dumps((self.statements, self.named)))
            half.replace(self.file)

    def put_back(self) -> None:
        """Write the remembered rows with their keys, past validation and history, as `loaddata`
        does.

        In one transaction: rows point at rows that come later, and keys are asked at its end."""
        with transaction.atomic(), connection.cursor() as cursor:
            for statement, values in self.statements:
                cursor.execute(statement, values)


def insertions(
    model: type[models.Model], rows: list[models.Model]
) -> list[tuple[str, tuple]]:
    """The statements, with their values, that write these rows of one model as they are."""
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    size = connection.ops.bulk_batch_size(fields, rows)
    found = []
    for start in range(0, len(rows), size):
        query = InsertQuery(model)
        query.insert_values(fields, rows[start : start + size], raw=True)
        found += query.get_compiler(connection=connection).as_sql()
    return found
