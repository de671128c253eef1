"""The operations log: what people did that leaves no trace in a record. Only ever added to."""

from datetime import datetime, timedelta

from django.db import models

from assignments.choices import Operation

LEAST_DAYS = 183
"""Six months: what the law asks for (网络安全法第二十一条). Nothing younger ever goes."""


class KeptLog(Exception):
    """An entry of the operations log was about to change or go. Its text is for the person."""


class OperationLogQuerySet(models.QuerySet["OperationLog"]):
    """No bulk write changes an entry; only what has been kept long enough can be dropped."""

    def update(self, **kwargs):
        raise KeptLog("操作日志只能追加，不能修改。")

    update.alters_data = True

    def delete(self):
        raise KeptLog("操作日志不能删除；满保存期限的由每日任务清理。")

    delete.alters_data = True

    def bulk_update(self, objs, *args, **kwargs):
        raise KeptLog("操作日志只能追加，不能修改。")

    def bulk_create(self, objs, *args, update_conflicts=False, **kwargs):
        if update_conflicts:
            raise KeptLog("操作日志只能追加，不能修改。")
        return super().bulk_create(objs, *args, **kwargs)

    def drop_expired(self, *, now: datetime, keep_days: int) -> int:
        """Drop entries older than `keep_days` days before `now`, never younger than
        LEAST_DAYS; returns how many went."""
        first_kept = now - timedelta(days=max(keep_days, LEAST_DAYS))
        return models.QuerySet.delete(self.filter(at__lt=first_kept))[0]

    drop_expired.alters_data = True


class OperationLog(models.Model):
    """Who did what, when, from where. `name` keeps the person as text: of an account that is
    gone, or the name that somebody typed who could not sign in."""

    at = models.DateTimeField("时间", db_index=True)
    user = models.ForeignKey(
        "assignments.User",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="账号",
    )
    name = models.CharField("操作人", max_length=150, blank=True)
    action = models.CharField("操作", max_length=20, choices=Operation)
    about = models.CharField("内容", max_length=300, blank=True)
    ip = models.GenericIPAddressField("IP地址", null=True, blank=True)

    objects = OperationLogQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "操作日志"
        ordering = ["-at", "-id"]

    def __str__(self):
        return " ".join(
            part for part in (self.name, self.get_action_display(), self.about) if part
        )

    def save(self, *args, **kwargs):
        if not self._state.adding or OperationLog.objects.filter(pk=self.pk).exists():
            raise KeptLog("操作日志只能追加，不能修改。")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise KeptLog("操作日志不能删除；满保存期限的由每日任务清理。")
