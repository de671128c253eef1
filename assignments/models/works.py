"""The thing tracked, reported on, assessed and counted."""

from django.db import models
from django.db.models import Q

from assignments.choices import TaskKind
from assignments.models.base import Versioned, history, known


class WorkQuerySet(models.QuerySet):
    def of_year(self, year: int):
        return self.filter(year=year)

    def of_kind(self, kind: str):
        return self.filter(kind=kind)


class Work(Versioned):
    """What one or more tasks are about. Tasks under two leaders, or on the lists of two
    levels, that mean the same piece of work share one Work and count once."""

    year = models.PositiveIntegerField("年度", db_index=True)
    kind = models.CharField("类别", max_length=12, choices=TaskKind, default=TaskKind.KEY)
    title = models.CharField("简称", max_length=120)
    due_on = models.DateField("完成时限")
    order = models.PositiveIntegerField("排序", default=0, db_index=True)
    joined_because = models.CharField("合并理由", max_length=200, blank=True)
    photo_note = models.CharField("公开说明", max_length=200, blank=True)

    history = history()
    objects = WorkQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "工作"
        ordering = ["year", "order", "id"]
        constraints = [
            known("kind", TaskKind),
            models.CheckConstraint(condition=~Q(title=""), name="work_has_title"),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2100), name="work_year_sane"),
        ]

    def __str__(self):
        return self.title

    @property
    def is_followed(self) -> bool:
        """Whether anything was reported, assessed or instructed on it."""
        return self.reports.exists() or self.directives.exists() or self.assessments.made().exists()
