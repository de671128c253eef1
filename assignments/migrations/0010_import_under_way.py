"""An import that is written or taken back beside the page says so in its state."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assignments", "0009_reminder_works_freeze"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="importbatch",
            name="importbatch_state_known",
        ),
        migrations.AlterField(
            model_name="historicalimportbatch",
            name="state",
            field=models.CharField(
                choices=[
                    ("reading", "读取中"),
                    ("preview", "待确认"),
                    ("writing", "写入中"),
                    ("confirmed", "已导入"),
                    ("undoing", "撤销中"),
                    ("undone", "已撤销"),
                    ("failed", "读取失败"),
                ],
                default="reading",
                max_length=10,
                verbose_name="状态",
            ),
        ),
        migrations.AlterField(
            model_name="importbatch",
            name="state",
            field=models.CharField(
                choices=[
                    ("reading", "读取中"),
                    ("preview", "待确认"),
                    ("writing", "写入中"),
                    ("confirmed", "已导入"),
                    ("undoing", "撤销中"),
                    ("undone", "已撤销"),
                    ("failed", "读取失败"),
                ],
                default="reading",
                max_length=10,
                verbose_name="状态",
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "confirmed",
                            "failed",
                            "preview",
                            "reading",
                            "undoing",
                            "undone",
                            "writing",
                        ],
                    )
                ),
                name="importbatch_state_known",
                violation_error_message="不是可选的取值。",
            ),
        ),
    ]
