"""What people keep for themselves: ready-made phrases and saved filters."""

from django.db import models
from django.db.models import Q

from assignments.models.base import row_history


class Phrase(models.Model):
    """A ready-made sentence for sending a report back, kept by the office."""

    text = models.CharField("内容", max_length=200, unique=True)
    order = models.PositiveSmallIntegerField("排序", default=100)

    history = row_history()

    class Meta:
        verbose_name = verbose_name_plural = "退回用语"
        ordering = ["order", "id"]

    def __str__(self):
        return self.text


class SavedFilter(models.Model):
    """A named filter of the ledger; without an owner it is everybody's."""

    owner = models.ForeignKey(
        "assignments.User",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="saved_filters",
        verbose_name="所有人",
    )
    name = models.CharField("名称", max_length=40)
    query = models.CharField("条件", max_length=1000)
    order = models.PositiveSmallIntegerField("排序", default=100)

    history = row_history()

    class Meta:
        verbose_name = verbose_name_plural = "常用筛选"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="filter_name_once",
                violation_error_message="已有同名的常用筛选。",
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(owner__isnull=True),
                name="shared_filter_name_once",
            ),
        ]

    def __str__(self):
        return self.name
