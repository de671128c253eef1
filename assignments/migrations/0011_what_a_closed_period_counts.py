"""A closed period counts what it counted when it was closed; what it is judged by does not go with a target."""

from django.db import migrations, models

import assignments.models.periods

GROUPS = [
    ("done", "已完成"),
    ("on_track", "正常推进"),
    ("slow", "进度偏慢"),
    ("adjusted", "已调整"),
    ("cancelled", "已取消"),
    ("not_reported", "未报送"),
    ("unassessed", "待评定"),
]


def left_as():
    return models.CharField(
        blank=True,
        choices=GROUPS,
        editable=False,
        max_length=12,
        verbose_name="关闭时计入",
    )


def count_what_is_shown(apps, schema_editor):
    """Periods that are closed already go on counting every work that their pages show today."""
    Assessment, Period, Work = (
        apps.get_model("assignments", n) for n in ("Assessment", "Period", "Work")
    )
    for period in Period.objects.filter(state="closed"):
        counted = Assessment.objects.filter(period=period).values("work")
        missing = (
            Work.objects.filter(year=period.year, tasks__isnull=False)
            .exclude(pk__in=counted)
            .distinct()
        )
        Assessment.objects.bulk_create(
            Assessment(work=work, period=period) for work in missing
        )


class Migration(migrations.Migration):
    dependencies = [("assignments", "0010_import_under_way")]

    operations = [
        migrations.AddField("assessment", "left_as", left_as()),
        migrations.AddField("historicalassessment", "left_as", left_as()),
        migrations.AddConstraint(
            "assessment",
            models.CheckConstraint(
                condition=models.Q(
                    left_as__in=[*sorted(value for value, _ in GROUPS), ""]
                ),
                name="assessment_left_as_known",
                violation_error_message="不是可选的取值。",
            ),
        ),
        migrations.AlterField(
            "plannedvalue",
            "target",
            models.ForeignKey(
                on_delete=assignments.models.periods.cascade_while_open,
                related_name="planned_values",
                to="assignments.target",
                verbose_name="目标",
            ),
        ),
        migrations.AlterField(
            "reminderwork",
            "work",
            models.ForeignKey(
                on_delete=assignments.models.periods.cascade_while_open,
                related_name="+",
                to="assignments.work",
                verbose_name="工作",
            ),
        ),
        migrations.RunPython(
            count_what_is_shown, migrations.RunPython.noop, elidable=True
        ),
    ]
