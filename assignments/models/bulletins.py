"""The bulletin: a closed period, frozen."""

from django.db import models
from django.db.models import Q

from assignments.choices import BulletinState
from assignments.models.base import Versioned, history, known


class IssuedBulletin(Exception):
    """An issued bulletin was about to change."""


FROZEN_FIELDS = (
    "period_id",
    "number",
    "title",
    "issued_on",
    "content",
    "words",
    "docx",
    "sha256",
    "xlsx",
    "xlsx_sha256",
    "content_sha256",
    "issued_by_id",
)
WITHDRAWAL = ("state", "withdrawn_at", "withdrawn_by_id", "withdrawn_because")


class BulletinQuerySet(models.QuerySet["Bulletin"]):
    """Bulk writes never touch what was issued; its withdrawal goes through `save`."""

    def refuse_if_any_issued(self):
        if self.exclude(state=BulletinState.DRAFT).exists():
            raise IssuedBulletin("已印发或撤回的通报不能批量修改或删除。")

    def update(self, **kwargs):
        self.refuse_if_any_issued()
        return super().update(**kwargs)

    update.alters_data = True

    def delete(self):
        self.refuse_if_any_issued()
        return super().delete()

    delete.alters_data = True


class Bulletin(Versioned):
    """`content` is the figures and lists as data, computed and never typed; `words` is the
    text around them, typed and never computed. Issuing freezes both and the files, each with
    its sum."""

    period = models.ForeignKey(
        "assignments.Period",
        models.PROTECT,
        related_name="bulletins",
        verbose_name="报送期",
    )
    number = models.CharField("文号", max_length=60, blank=True)
    title = models.CharField("标题", max_length=200)
    issued_on = models.DateField("印发日期", null=True, blank=True)
    state = models.CharField(
        "状态", max_length=10, choices=BulletinState, default=BulletinState.DRAFT
    )
    content = models.JSONField("数据", default=dict, blank=True)
    words = models.JSONField("文字", default=dict, blank=True)
    docx = models.BinaryField("文件", null=True, blank=True, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True, editable=False)
    xlsx = models.BinaryField("附件表", null=True, blank=True, editable=False)
    xlsx_sha256 = models.CharField(
        "附件表 SHA-256", max_length=64, blank=True, editable=False
    )
    content_sha256 = models.CharField(
        "内容 SHA-256", max_length=64, blank=True, editable=False
    )
    issued_by = models.ForeignKey(
        "assignments.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="签发人",
    )
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "assignments.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="撤回人",
    )
    withdrawn_because = models.CharField("撤回原因", max_length=200, blank=True)

    history = history("docx", "xlsx")
    objects = BulletinQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "通报"
        ordering = ["-issued_on", "-id"]
        constraints = [
            known("state", BulletinState),
            models.UniqueConstraint(
                fields=["number"],
                condition=~Q(number="") & ~Q(state=BulletinState.WITHDRAWN),
                name="bulletin_number_once",
                violation_error_message="这个文号已经用过。",
            ),
            models.UniqueConstraint(
                fields=["period"],
                condition=Q(state=BulletinState.ISSUED),
                name="one_issued_bulletin",
            ),
            models.CheckConstraint(
                condition=Q(state=BulletinState.DRAFT)
                | (~Q(number="") & Q(issued_on__isnull=False) & ~Q(sha256="")),
                name="issued_bulletin_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=BulletinState.WITHDRAWN) | ~Q(withdrawn_because=""),
                name="withdrawn_bulletin_has_reason",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.title}".strip()

    def save(self, *args, **kwargs):
        self.guard()
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        if (
            Bulletin.objects.filter(pk=self.pk)
            .exclude(state=BulletinState.DRAFT)
            .exists()
        ):
            raise IssuedBulletin("已印发或撤回的通报不能删除。")
        return super().delete(*args, **kwargs)

    def guard(self):
        """Refuse to change what was issued; only its withdrawal may be added, and only once."""
        before = (
            Bulletin.objects.filter(pk=self.pk)
            .exclude(state=BulletinState.DRAFT)
            .first()
        )
        if before is None:
            return
        fixed = (
            FROZEN_FIELDS
            if before.state == BulletinState.ISSUED
            else (*FROZEN_FIELDS, *WITHDRAWAL)
        )
        changed = any(same(before, name) != same(self, name) for name in fixed)
        if changed or self.state == BulletinState.DRAFT:
            raise IssuedBulletin(
                "通报已经印发，内容不能再改；如有错误，请撤回后重新印发。"
            )


def same(bulletin: Bulletin, name: str):
    """A field in a form that compares equal whatever the database returned it as."""
    value = getattr(bulletin, name)
    return bytes(value) if isinstance(value, (memoryview, bytearray)) else value
