"""The rows of a document move out of the reading into a table of their own."""

from itertools import islice

import django.db.models.deletion
from django.db import migrations, models


def move_out(apps, schema_editor):
    """One batch at a time: a reading may weigh megabytes."""
    batches = apps.get_model("assignments", "ImportBatch").objects
    rows = apps.get_model("assignments", "ImportRow")
    for key in list(batches.values_list("pk", flat=True)):
        batch = batches.only("reading").get(pk=key)
        found = enumerate(batch.reading.pop("rows", []))
        while some := list(islice(found, 500)):
            rows.objects.bulk_create(
                rows(batch=batch, index=index, content=row) for index, row in some
            )
        batches.filter(pk=key).update(reading=batch.reading)


def move_back(apps, schema_editor):
    batches = apps.get_model("assignments", "ImportBatch").objects
    for key in list(batches.values_list("pk", flat=True)):
        batch = batches.only("reading").get(pk=key)
        rows = batch.rows.order_by("index").values_list("content", flat=True)
        batches.filter(pk=key).update(reading={**batch.reading, "rows": list(rows)})


class Migration(migrations.Migration):
    dependencies = [
        ("assignments", "0006_known_words_and_first_sending"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("index", models.PositiveIntegerField(verbose_name="次序")),
                ("content", models.JSONField(verbose_name="内容")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="assignments.importbatch",
                        verbose_name="导入批次",
                    ),
                ),
            ],
            options={
                "verbose_name": "文件的行",
                "verbose_name_plural": "文件的行",
                "ordering": ["batch", "index"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("batch", "index"), name="import_row_once"
                    )
                ],
            },
        ),
        migrations.RunPython(move_out, move_back),
    ]
