"""One notice a year, and level."""

from django.db import models
from django.db.models import Q

from assignments.choices import Level
from assignments.models.base import Versioned, history, known


class PlanQuerySet(models.QuerySet["Plan"]):
    def of_year(self, year: int) -> "PlanQuerySet":
        return self.filter(year=year)


class Plan(Versioned):
    """One issued notice: what it is called, its number and date."""

    year = models.PositiveIntegerField("年度", db_index=True)
    level = models.CharField("层级", max_length=12, choices=Level, default=Level.LOCAL)
    title = models.CharField("标题", max_length=200)
    document_number = models.CharField("文号", max_length=60, blank=True)
    issued_by = models.CharField("发文单位", max_length=100, blank=True)
    issued_on = models.DateField("发文日期", null=True, blank=True)

    history = history()
    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "年度方案"
        ordering = ["-year", "level", "id"]
        constraints = [
            known("level", Level),
            models.UniqueConstraint(
                fields=["year", "level", "title"], name="plan_once"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100), name="plan_year_sane"
            ),
        ]

    def __str__(self):
        return self.title
