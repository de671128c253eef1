"""One import: the file, what was read, what was answered, every change it made."""

from django.db import models

from assignments.choices import ChangeAction, ImportKind, ImportState
from assignments.models.base import Versioned, history, known


class ImportBatch(Versioned):
    """`reading` is what the reader found of the document as a whole (its rows are ImportRow),
    `answers` what the person decided about it, and `based_on` the state of the database that the
    preview was made against."""

    kind = models.CharField(
        "内容", max_length=10, choices=ImportKind, default=ImportKind.PLAN
    )
    plan = models.ForeignKey(
        "assignments.Plan",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="imports",
        verbose_name="年度方案",
    )
    period = models.ForeignKey(
        "assignments.Period",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="报送期",
    )
    year = models.PositiveIntegerField("年度")
    filename = models.CharField("文件名", max_length=200)
    file = models.BinaryField("文件", editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    state = models.CharField(
        "状态", max_length=10, choices=ImportState, default=ImportState.READING
    )
    reading = models.JSONField("读取结果", default=dict, blank=True)
    answers = models.JSONField("答复", default=dict, blank=True)
    based_on = models.JSONField("比对依据", default=dict, blank=True)
    progress = models.PositiveSmallIntegerField("读取进度", default=0)
    error = models.TextField("错误", blank=True)
    by = models.ForeignKey(
        "assignments.User", models.PROTECT, related_name="+", verbose_name="导入人"
    )
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)
    undone_by = models.ForeignKey(
        "assignments.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="撤销人",
    )

    history = history("file", "reading", "based_on")

    class Meta:
        verbose_name = verbose_name_plural = "导入批次"
        ordering = ["-created_at", "-id"]
        constraints = [known("kind", ImportKind), known("state", ImportState)]

    def __str__(self):
        return f"{self.filename}（{self.get_state_display()}）"


class ImportRow(models.Model):
    """One row of the document as it was read. Rows lie one by one, so that an answer does not
    write all of them again, and a document of ten thousand is never held whole."""

    batch = models.ForeignKey(
        ImportBatch, models.CASCADE, related_name="rows", verbose_name="导入批次"
    )
    index = models.PositiveIntegerField("次序")
    content = models.JSONField("内容")

    class Meta:
        verbose_name = verbose_name_plural = "文件的行"
        ordering = ["batch", "index"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "index"], name="import_row_once")
        ]

    def __str__(self):
        return f"{self.batch} {self.index}"


class ImportChange(models.Model):
    """One row that an import created, changed or removed, before and after."""

    batch = models.ForeignKey(
        ImportBatch, models.CASCADE, related_name="changes", verbose_name="导入批次"
    )
    order = models.PositiveIntegerField("次序")
    action = models.CharField("动作", max_length=8, choices=ChangeAction)
    model = models.CharField("对象", max_length=40)
    key = models.CharField("主键", max_length=40)
    label = models.CharField("名称", max_length=200)
    before = models.JSONField("原值", null=True, blank=True)
    after = models.JSONField("新值", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "导入变更"
        ordering = ["batch", "order"]
        constraints = [
            known("action", ChangeAction),
            models.UniqueConstraint(
                fields=["batch", "order"], name="import_change_order"
            ),
        ]

    def __str__(self):
        return f"{self.get_action_display()} {self.label}"
