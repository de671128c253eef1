"""Leaders of the city who carry tasks."""

from django.db import models
from django.db.models import F, Q

from assignments.models.base import Versioned, history, row_history
from assignments.rules.names import leader_key


class LeaderQuerySet(models.QuerySet["Leader"]):
    def active(self) -> "LeaderQuerySet":
        return self.filter(is_active=True)


class Leader(Versioned):
    """A leader under the name and title of the notice. When the post changes hands the
    successor inherits the open work; what was signed keeps the old name."""

    name = models.CharField("姓名", max_length=30, unique=True)
    title = models.CharField("职务", max_length=40, blank=True)
    order = models.PositiveIntegerField("排序", default=1000, db_index=True)
    initials = models.CharField("拼音首字母", max_length=20, blank=True)
    pinyin = models.CharField("全拼", max_length=60, blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name="继任者",
    )
    handed_over_on = models.DateField("交接日期", null=True, blank=True)
    is_active = models.BooleanField("在任", default=True)

    history = history()
    objects = LeaderQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "市领导"
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="leader_has_name"),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=F("id")),
                name="leader_not_own_successor",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def full(self) -> str:
        """Name and title as a notice writes them."""
        return f"{self.name}{self.title}"


class LeaderAlias(models.Model):
    """Another spelling that means the same leader, unique in its normalised form."""

    leader = models.ForeignKey(
        Leader, models.CASCADE, related_name="aliases", verbose_name="市领导"
    )
    name = models.CharField("别名", max_length=60)
    key = models.CharField("比对键", max_length=60, unique=True, editable=False)

    history = row_history()

    class Meta:
        verbose_name = verbose_name_plural = "领导别名"
        ordering = ["leader", "id"]

    def __str__(self):
        return f"{self.name} → {self.leader}"

    def clean(self):
        self.key = leader_key(self.name)
