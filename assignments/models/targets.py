"""What a work is to reach, by when, and what it should read on the way."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from assignments.choices import ApprovalState, Comparator, Course, TargetKind
from assignments.models.base import Versioned, history, known, row_history
from assignments.models.periods import (
    PeriodBound,
    PeriodBoundQuerySet,
    cascade_while_open,
)
from assignments.rules.aims import aim

TURNED_DOWN = "计划未审定："
"""How the reason of a turned-down plan begins in the history, from where the unit's page tells it.
"""


class TargetQuerySet(models.QuerySet["Target"]):
    def quantities(self) -> "TargetQuerySet":
        return self.filter(kind=TargetKind.QUANTITY)

    def milestones(self) -> "TargetQuerySet":
        return self.filter(kind=TargetKind.MILESTONE)

    def approved(self) -> "TargetQuerySet":
        """Those that count: read from the notice, or proposed by a unit and approved."""
        return self.filter(state=ApprovalState.APPROVED)


class Target(Versioned):
    """Part of a work: a quantity to reach or a milestone to pass, by a date, perhaps with
    a unit of its own. `start` and `end` mark the words in the task's text it was read from."""

    work = models.ForeignKey(
        "assignments.Work", models.PROTECT, related_name="targets", verbose_name="工作"
    )
    task = models.ForeignKey(
        "assignments.Task",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name="出处",
    )
    unit = models.ForeignKey(
        "assignments.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name="责任单位",
    )
    kind = models.CharField(
        "类别", max_length=10, choices=TargetKind, default=TargetKind.QUANTITY
    )
    text = models.CharField("内容", max_length=200)
    comparator = models.CharField(
        "比较",
        max_length=2,
        choices=Comparator,
        default=Comparator.AT_LEAST,
        blank=True,
    )
    value = models.DecimalField(
        "目标值", max_digits=16, decimal_places=4, null=True, blank=True
    )
    measure = models.CharField("计量单位", max_length=20, blank=True)
    course = models.CharField(
        "口径", max_length=10, choices=Course, default=Course.CUMULATIVE
    )
    due_on = models.DateField("完成时限")
    state = models.CharField(
        "审定",
        max_length=10,
        choices=ApprovalState,
        default=ApprovalState.APPROVED,
        editable=False,
    )
    order = models.PositiveSmallIntegerField("排序", default=0)
    start = models.PositiveIntegerField("起", null=True, blank=True)
    end = models.PositiveIntegerField("止", null=True, blank=True)

    is_named_slow: bool
    """Only where the query annotated it: whether the office names it as slow in a period."""

    history = history()
    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "目标"
        ordering = ["work", "order", "id"]
        constraints = [
            known("kind", TargetKind),
            known("comparator", Comparator, blank=True),
            known("course", Course),
            known("state", ApprovalState),
            models.CheckConstraint(
                condition=Q(kind=TargetKind.MILESTONE) | Q(value__isnull=False),
                name="quantity_has_value",
                violation_error_message="数量目标须填目标值。",
            ),
            models.CheckConstraint(
                condition=Q(kind=TargetKind.QUANTITY) | Q(value__isnull=True),
                name="milestone_has_no_value",
                violation_error_message="节点目标不填目标值。",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="target_has_text"),
        ]

    def __str__(self):
        return self.text

    @property
    def is_quantity(self) -> bool:
        return self.kind == TargetKind.QUANTITY

    @property
    def amount(self) -> Decimal:
        """The target value of a quantity; a milestone has none."""
        assert (
            self.value is not None
        )  # quantity_has_value, a constraint of the database
        return self.value

    @property
    def aim(self) -> str:
        """What a quantity is to reach, its sign in words: 不少于 5%; "" for a milestone."""
        return (
            "" if self.value is None else aim(self.comparator, self.value, self.measure)
        )


class PlannedValueQuerySet(PeriodBoundQuerySet["PlannedValue"]):
    def waiting(self) -> "PlannedValueQuerySet":
        """Those of which something waits for approval."""
        return self.filter(Q(state=ApprovalState.PROPOSED) | Q(proposed__isnull=False))


class PlannedValue(PeriodBound):
    """What a target should read at a period's end. Proposed by the unit, approved by the
    office; only an approved one is a plan, and it stays the plan while another value, `proposed`,
    waits beside it. A closed period was judged by it, so it freezes with the period."""

    target = models.ForeignKey(
        Target, cascade_while_open, related_name="planned_values", verbose_name="目标"
    )
    period = models.ForeignKey(
        "assignments.Period",
        models.PROTECT,
        related_name="planned_values",
        verbose_name="报送期",
    )
    value = models.DecimalField("计划值", max_digits=16, decimal_places=4)
    state = models.CharField(
        "状态", max_length=10, choices=ApprovalState, default=ApprovalState.PROPOSED
    )
    proposed = models.DecimalField(
        "拟改为", max_digits=16, decimal_places=4, null=True, blank=True, editable=False
    )

    history = row_history()
    objects = PlannedValueQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "计划值"
        ordering = ["target", "period"]
        constraints = [
            known("state", ApprovalState),
            models.UniqueConstraint(
                fields=["target", "period"], name="planned_value_once"
            ),
            models.CheckConstraint(
                condition=Q(proposed__isnull=True) | Q(state=ApprovalState.APPROVED),
                name="only_a_plan_is_proposed_anew",
            ),
        ]

    def __str__(self):
        return f"{self.target} {self.period}：{self.value}"

    @property
    def waits(self) -> bool:
        """Whether the office has something to approve here."""
        return self.state == ApprovalState.PROPOSED or self.proposed is not None

    @property
    def wanted(self) -> Decimal:
        """What the unit wants it to be."""
        return self.value if self.proposed is None else self.proposed
