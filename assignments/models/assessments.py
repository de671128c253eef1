"""Where a work stands: the office's judgement, one for each work and period."""

from django.db import models
from django.db.models import Q

from assignments.choices import NEEDS_APPROVAL, CheckMethod, Group, Standing
from assignments.models.base import Versioned, history, known, row_history
from assignments.models.periods import PeriodBound, PeriodBoundQuerySet


class AssessmentQuerySet(PeriodBoundQuerySet["Assessment"]):
    def made(self) -> "AssessmentQuerySet":
        """Those in which the office has decided."""
        return self.exclude(standing="")


class Assessment(PeriodBound, Versioned):
    """The only home of "where a work stands". Empty until the office decides.

    `hint` and `hint_reason` keep what the figures suggested when it was decided;
    `override_reason` says why the office saw it otherwise. `left_as` keeps what a work without a
    standing counted as when its period was closed, whoever reports and leads later on; `judged_by`
    keeps the targets as they were then (`ledger.targets`), None where the period runs.
    """

    work = models.ForeignKey(
        "assignments.Work",
        models.PROTECT,
        related_name="assessments",
        verbose_name="工作",
    )
    period = models.ForeignKey(
        "assignments.Period",
        models.PROTECT,
        related_name="assessments",
        verbose_name="报送期",
    )
    standing = models.CharField("评定", max_length=10, choices=Standing, blank=True)
    method = models.CharField(
        "核实方式", max_length=10, choices=CheckMethod, blank=True
    )
    comment = models.TextField("评定意见", blank=True)
    hint = models.CharField("系统提示", max_length=10, choices=Standing, blank=True)
    hint_reason = models.TextField("提示依据", blank=True)
    override_reason = models.CharField("与提示不一致的理由", max_length=200, blank=True)
    approval_number = models.CharField("批准文号", max_length=60, blank=True)
    carried = models.BooleanField("沿用上期", default=False)
    left_as = models.CharField(
        "关闭时计入", max_length=12, choices=Group, blank=True, editable=False
    )
    judged_by = models.JSONField("关闭时的目标", null=True, blank=True, editable=False)
    assessed_at = models.DateTimeField("评定时间", null=True, blank=True)
    assessed_by = models.ForeignKey(
        "assignments.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="评定人",
    )

    history = history("judged_by")
    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "评定"
        ordering = ["-period", "work"]
        constraints = [
            known("standing", Standing, blank=True),
            known("method", CheckMethod, blank=True),
            known("hint", Standing, blank=True),
            known("left_as", Group, blank=True),
            models.UniqueConstraint(fields=["work", "period"], name="assessment_once"),
            models.CheckConstraint(
                condition=~Q(standing__in=sorted(NEEDS_APPROVAL)) | ~Q(comment=""),
                name="adjustment_has_reason",
                violation_error_message="“已调整”“已取消”须写明理由。",
            ),
            models.CheckConstraint(
                condition=Q(standing="") | Q(assessed_at__isnull=False),
                name="assessment_made_has_time",
            ),
        ]

    def __str__(self):
        return f"{self.work} {self.period}：{self.get_standing_display() or '待评定'}"


class SlowTarget(PeriodBound):
    """Which of a slow work's targets is the slow one; none means the work as a whole."""

    period_path = "assessment__period"

    assessment = models.ForeignKey(
        Assessment, models.CASCADE, related_name="slow_targets", verbose_name="评定"
    )
    target = models.ForeignKey(
        "assignments.Target",
        models.PROTECT,
        related_name="slow_in",
        verbose_name="目标",
    )

    history = row_history()

    class Meta:
        verbose_name = verbose_name_plural = "偏慢目标"
        ordering = ["assessment", "target"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "target"], name="slow_target_once"
            )
        ]

    def __str__(self):
        return str(self.target)
