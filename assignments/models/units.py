"""Units: the bureaus, towns, companies and ad-hoc offices that lead or help."""

from collections.abc import Collection

from django.db import models
from django.db.models import F, Q

from assignments.choices import UnitKind
from assignments.models.base import Versioned, history, known, row_history
from assignments.rules.names import unit_key


class UnitQuerySet(models.QuerySet["Unit"]):
    def active(self) -> "UnitQuerySet":
        return self.filter(is_active=True)

    def groups(self) -> "UnitQuerySet":
        return self.filter(kind=UnitKind.GROUP)

    def members_by_group(self, groups: Collection[int]) -> dict[int, list["Unit"]]:
        """The units in use in each of these groups (ids), in their order; one query for all, none
        for no group."""
        members: dict[int, list[Unit]] = {}
        if groups:
            links = self.model.members.through.objects.filter(
                from_unit__in=groups, to_unit__is_active=True
            )
            for link in links.select_related("to_unit").order_by(
                "to_unit__order", "to_unit_id"
            ):
                members.setdefault(link.from_unit_id, []).append(link.to_unit)
        return members


class Unit(Versioned):
    """One unit under its official short name; a group (各乡镇（街道）) has members."""

    name = models.CharField("名称", max_length=60, unique=True)
    full_name = models.CharField("全称", max_length=100, blank=True)
    kind = models.CharField(
        "类别", max_length=12, choices=UnitKind, default=UnitKind.GOVERNMENT
    )
    order = models.PositiveIntegerField("排序", default=1000, db_index=True)
    initials = models.CharField("拼音首字母", max_length=60, blank=True)
    pinyin = models.CharField("全拼", max_length=200, blank=True)
    head_name = models.CharField("主要负责人", max_length=30, blank=True)
    head_since = models.DateField("任职日期", null=True, blank=True)
    contact = models.CharField("联系电话", max_length=60, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    members = models.ManyToManyField(
        "self",
        symmetrical=False,
        related_name="groups",
        blank=True,
        verbose_name="成员单位",
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_from",
        verbose_name="并入单位",
    )
    is_active = models.BooleanField("在用", default=True)

    history = history()
    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "单位"
        ordering = ["order", "id"]
        constraints = [
            known("kind", UnitKind),
            models.CheckConstraint(condition=~Q(name=""), name="unit_has_name"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="unit_not_merged_into_itself",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_group(self) -> bool:
        return self.kind == UnitKind.GROUP


class UnitAlias(models.Model):
    """Another spelling that means the same unit. `key` is the normalised spelling and is
    unique, so that one spelling never means two units."""

    unit = models.ForeignKey(
        Unit, models.CASCADE, related_name="aliases", verbose_name="单位"
    )
    name = models.CharField("别名", max_length=100)
    key = models.CharField("比对键", max_length=100, unique=True, editable=False)

    history = row_history()

    class Meta:
        verbose_name = verbose_name_plural = "单位别名"
        ordering = ["unit", "id"]

    def __str__(self):
        return f"{self.name} → {self.unit}"

    def clean(self):
        self.key = unit_key(self.name)
