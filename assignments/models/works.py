"""The thing tracked, reported on, assessed and counted."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from assignments.choices import PeriodState, TaskKind
from assignments.models.base import Versioned, history, known

STANDS = (
    "已有关闭的报送期把它计算在内，不能再改其年度、"
    "类别和所属工作；确需更改的，请管理员先重新开启报送期。"
)


COUNTED_BY = frozenset({"year", "kind"})


class Counted(ValidationError):
    """Something would have changed how many works a closed period counts."""

    def __init__(self, what):
        super().__init__(f"“{what}”：{STANDS}")


class WorkQuerySet(models.QuerySet["Work"]):
    def of_year(self, year: int) -> "WorkQuerySet":
        return self.filter(year=year)

    def counted(self) -> "WorkQuerySet":
        """Those that a closed period counts."""
        return self.filter(assessments__period__state=PeriodState.CLOSED).distinct()

    def update(self, **kwargs):
        if COUNTED_BY & set(kwargs) and (work := self.counted().first()):
            raise Counted(work)
        return super().update(**kwargs)

    update.alters_data = True

    def of_kind(self, kind: str):
        return self.filter(kind=kind)


class Work(Versioned):
    """What one or more tasks are about. Tasks under two leaders, or on the lists of two
    levels, that mean the same piece of work share one Work and count once."""

    year = models.PositiveIntegerField("年度", db_index=True)
    kind = models.CharField(
        "类别", max_length=12, choices=TaskKind, default=TaskKind.KEY
    )
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
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100), name="work_year_sane"
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        before = (
            Work.objects.filter(pk=self.pk)
            .exclude(year=self.year, kind=self.kind)
            .first()
        )
        if before and before.is_counted:
            raise Counted(before)
        super().save(*args, **kwargs)

    @property
    def is_followed(self) -> bool:
        """Whether anything was reported, assessed or instructed on it, or a closed period counts
        it."""
        followed = (
            self.reports.exists()
            or self.directives.exists()
            or self.assessments.made().exists()
        )
        return followed or self.is_counted

    @property
    def is_counted(self) -> bool:
        """Whether a period that is closed counts it."""
        return self.assessments.filter(period__state=PeriodState.CLOSED).exists()
