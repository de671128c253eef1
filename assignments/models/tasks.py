"""The rows of a notice, and who carries them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from assignments.choices import CoRole, Duty, PeriodState, TaskKind
from assignments.models.base import Versioned, history, known, row_history
from assignments.models.works import Counted

COUNTED_BY = frozenset({"plan", "plan_id", "kind", "work", "work_id"})


class TaskQuerySet(models.QuerySet["Task"]):
    def counted(self) -> "TaskQuerySet":
        """Those of works that a closed period counts."""
        return self.filter(
            work__assessments__period__state=PeriodState.CLOSED
        ).distinct()

    def update(self, **kwargs):
        if COUNTED_BY & set(kwargs) and (task := self.counted().first()):
            raise Counted(task)
        return super().update(**kwargs)

    update.alters_data = True

    def delete(self):
        if task := self.counted().first():
            raise Counted(task)
        return super().delete()

    delete.alters_data = True

    def of_year(self, year: int) -> "TaskQuerySet":
        return self.filter(plan__year=year)

    def key(self):
        return self.filter(kind=TaskKind.KEY)

    def livelihood(self):
        return self.filter(kind=TaskKind.LIVELIHOOD)


class Task(Versioned):
    """One row of a notice, its text as printed (emendations are in docs/data-notes.md)."""

    plan = models.ForeignKey(
        "assignments.Plan",
        models.PROTECT,
        related_name="tasks",
        verbose_name="年度方案",
    )
    work = models.ForeignKey(
        "assignments.Work", models.PROTECT, related_name="tasks", verbose_name="工作"
    )
    kind = models.CharField(
        "类别", max_length=12, choices=TaskKind, default=TaskKind.KEY
    )
    number = models.PositiveIntegerField("序号")
    text = models.TextField("内容")
    section = models.CharField("所属板块", max_length=100, blank=True)
    leader = models.ForeignKey(
        "assignments.Leader",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name="牵头领导",
    )
    remark = models.CharField("备注", max_length=200, blank=True)
    source = models.CharField("原文位置", max_length=60, blank=True)
    units = models.ManyToManyField(
        "assignments.Unit",
        through="assignments.Responsibility",
        related_name="tasks",
        verbose_name="责任单位",
    )

    history = history()
    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任务"
        ordering = ["plan", "kind", "number"]
        constraints = [
            known("kind", TaskKind),
            models.UniqueConstraint(
                fields=["plan", "kind", "number"],
                name="task_number_once",
                violation_error_message="本方案同类任务中已有这个序号。",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="task_has_text"),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="task_number_from_one"
            ),
        ]

    def __str__(self):
        return f"{self.label} {self.work.title}"

    def save(self, *args, **kwargs):
        before = (
            Task.objects.filter(pk=self.pk)
            .exclude(plan=self.plan_id, kind=self.kind, work=self.work_id)
            .select_related("work")
            .first()
        )
        if before and before.work.is_counted:
            raise Counted(before)
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Refused with a ValidationError once its work is followed: the figures of closed periods
        would change."""
        if self.work.is_followed:
            raise ValidationError(
                f"“{self}”已有填报、评定或批示，不能删除；不再推进的，请督查室评定为“已取消”。"
            )
        return super().delete(*args, **kwargs)

    @property
    def label(self) -> str:
        """重点工作 49."""
        return f"{self.get_kind_display()} {self.number}"


class Responsibility(models.Model):
    """A unit's duty in a task, in the order of the notice. `confirmed` is False where the
    duty was read from the province's convention (列第一位者为牵头单位) and not printed."""

    task = models.ForeignKey(
        Task, models.CASCADE, related_name="responsibilities", verbose_name="任务"
    )
    unit = models.ForeignKey(
        "assignments.Unit",
        models.PROTECT,
        related_name="responsibilities",
        verbose_name="单位",
    )
    duty = models.CharField("责任", max_length=12, choices=Duty)
    order = models.PositiveSmallIntegerField("排序", default=0)
    confirmed = models.BooleanField("已确认", default=True)
    note = models.CharField("说明", max_length=60, blank=True)

    history = row_history()

    class Meta:
        verbose_name = verbose_name_plural = "责任"
        ordering = ["task", "order", "id"]
        constraints = [
            known("duty", Duty),
            models.UniqueConstraint(
                fields=["task", "unit"],
                name="responsibility_once",
                violation_error_message="这个单位在本任务中已有责任。",
            ),
        ]

    def __str__(self):
        return f"{self.unit}（{self.get_duty_display()}）"


class CoLeader(models.Model):
    """A leader whom the remark names beside the task's own."""

    task = models.ForeignKey(
        Task, models.CASCADE, related_name="co_leaders", verbose_name="任务"
    )
    leader = models.ForeignKey(
        "assignments.Leader",
        models.PROTECT,
        related_name="co_led",
        verbose_name="协同领导",
    )
    role = models.CharField("方式", max_length=12, choices=CoRole)
    order = models.PositiveSmallIntegerField("排序", default=0)

    history = row_history()

    class Meta:
        verbose_name = verbose_name_plural = "协同领导"
        ordering = ["task", "order", "id"]
        constraints = [
            known("role", CoRole),
            models.UniqueConstraint(fields=["task", "leader"], name="co_leader_once"),
        ]

    def __str__(self):
        return f"{self.get_role_display()}{self.leader.full}"
