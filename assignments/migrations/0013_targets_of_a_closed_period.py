"""A closed period goes on showing the targets by which it was judged."""

from collections import defaultdict

from django.db import migrations, models

KEPT = ("kind", "text", "comparator", "value", "measure", "course", "due_on")


def keep_what_is_shown(apps, schema_editor):
    """Periods that are closed already keep the targets that their pages show today."""
    Assessment, Target = (
        apps.get_model("assignments", name) for name in ("Assessment", "Target")
    )
    targets = defaultdict(dict)
    for target in Target.objects.filter(state="approved"):
        fields = {name: getattr(target, name) for name in KEPT}
        targets[target.work_id][str(target.pk)] = {
            name: None if value is None else str(value)
            for name, value in fields.items()
        }
    closed = list(Assessment.objects.filter(period__state="closed"))
    for assessment in closed:
        assessment.judged_by = targets[assessment.work_id]
    Assessment.objects.bulk_update(closed, ["judged_by"], batch_size=200)


class Migration(migrations.Migration):
    dependencies = [("assignments", "0012_bulletin_annex_frozen")]

    operations = [
        migrations.AddField(
            "assessment",
            "judged_by",
            models.JSONField(
                blank=True, editable=False, null=True, verbose_name="关闭时的目标"
            ),
        ),
        migrations.RunPython(
            keep_what_is_shown, migrations.RunPython.noop, elidable=True
        ),
    ]
