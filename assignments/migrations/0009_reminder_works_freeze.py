"""The list of works of a reminder becomes a model of its own over the table that is there."""

import django.db.models.deletion
from django.db import migrations, models


def to(model):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.CASCADE,
        related_name="+",
        to=f"assignments.{model}",
        verbose_name={"reminder": "催办", "work": "工作"}[model],
    )


class Migration(migrations.Migration):
    dependencies = [("assignments", "0008_proposed_plan")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="ReminderWork",
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
                        ("reminder", to("reminder")),
                        ("work", to("work")),
                    ],
                    options={
                        "verbose_name": "催办事项",
                        "verbose_name_plural": "催办事项",
                        "db_table": "assignments_reminder_works",
                        "ordering": ["reminder", "id"],
                        "unique_together": {("reminder", "work")},
                    },
                ),
                migrations.AlterField(
                    model_name="reminder",
                    name="works",
                    field=models.ManyToManyField(
                        related_name="reminders",
                        through="assignments.ReminderWork",
                        to="assignments.work",
                        verbose_name="催办事项",
                    ),
                ),
            ]
        )
    ]
