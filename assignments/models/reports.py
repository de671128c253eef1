"""What units say they did."""

import uuid

from django.db import models
from django.db.models import F, Q

from assignments.choices import EDITABLE_REPORT, REPORTED, ReportState
from assignments.models.base import Versioned, history, known, row_history
from assignments.models.periods import PeriodBound, PeriodBoundQuerySet


class ReportQuerySet(PeriodBoundQuerySet["ProgressReport"]):
    def accepted(self) -> "ReportQuerySet":
        return self.filter(state=ReportState.ACCEPTED)

    def reported(self) -> "ReportQuerySet":
        return self.filter(state__in=REPORTED)

    def sent(self) -> "ReportQuerySet":
        """Everything that ever left the unit: submitted, sent back or accepted."""
        return self.exclude(state=ReportState.DRAFT)


class ProgressReport(PeriodBound, Versioned):
    """One unit on one work for one period. `submitted_at` is when it was last sent, `first_sent_at`
    when it first was: being in time is judged by the first, however often it was sent back."""

    work = models.ForeignKey(
        "assignments.Work", models.PROTECT, related_name="reports", verbose_name="工作"
    )
    unit = models.ForeignKey(
        "assignments.Unit",
        models.PROTECT,
        related_name="reports",
        verbose_name="填报单位",
    )
    period = models.ForeignKey(
        "assignments.Period",
        models.PROTECT,
        related_name="reports",
        verbose_name="报送期",
    )
    state = models.CharField(
        "状态", max_length=10, choices=ReportState, default=ReportState.DRAFT
    )
    progress = models.TextField("进展情况", blank=True)
    problems = models.TextField("存在问题", blank=True)
    next_steps = models.TextField("下一步打算", blank=True)
    request = models.TextField("提请协调事项", blank=True)
    approved_by = models.CharField("审定人", max_length=30, blank=True)
    logged_by_office = models.BooleanField("督查室代为填报", default=False)
    unchanged = models.BooleanField("与上期相同", default=False, editable=False)
    submitted_at = models.DateTimeField("报送时间", null=True, blank=True)
    first_sent_at = models.DateTimeField(
        "首次报送时间", null=True, blank=True, editable=False
    )
    submitted_by = models.ForeignKey(
        "assignments.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="报送人",
    )
    reviewed_at = models.DateTimeField("审核时间", null=True, blank=True)
    reviewed_by = models.ForeignKey(
        "assignments.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="审核人",
    )
    return_reason = models.TextField("退回原因", blank=True)
    times_returned = models.PositiveSmallIntegerField(
        "退回次数", default=0, editable=False
    )

    history = history()
    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "进展填报"
        ordering = ["-period", "work", "id"]
        constraints = [
            known("state", ReportState),
            models.UniqueConstraint(
                fields=["work", "unit", "period"], name="report_once"
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.RETURNED) | ~Q(return_reason=""),
                name="returned_report_has_reason",
                violation_error_message="退回时须写明原因。",
            ),
            models.CheckConstraint(
                condition=Q(state=ReportState.DRAFT) | ~Q(progress=""),
                name="sent_report_has_progress",
                violation_error_message="报送前须填写进展情况。",
            ),
            models.CheckConstraint(
                condition=Q(state=ReportState.DRAFT)
                | Q(
                    submitted_at__isnull=False,
                    first_sent_at__isnull=False,
                    first_sent_at__lte=F("submitted_at"),
                ),
                name="sent_report_has_time",
            ),
        ]

    def __str__(self):
        return f"{self.unit} {self.period} {self.work}"

    def clean(self):
        self.note_first_sending()

    def save(self, *args, **kwargs):
        self.note_first_sending()
        super().save(*args, **kwargs)

    def note_first_sending(self):
        self.first_sent_at = self.first_sent_at or self.submitted_at

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE_REPORT

    @property
    def is_reported(self) -> bool:
        return self.state in REPORTED

    @property
    def first_sentence(self) -> str:
        """The progress up to its first full stop, for a board's one line."""
        head, stop, _ = self.progress.strip().partition("。")
        return head + stop


class Reading(PeriodBound):
    """A target's value in a report: a number for a quantity, a day for a milestone."""

    period_path = "report__period"

    report = models.ForeignKey(
        ProgressReport, models.CASCADE, related_name="readings", verbose_name="填报"
    )
    target = models.ForeignKey(
        "assignments.Target",
        models.PROTECT,
        related_name="readings",
        verbose_name="目标",
    )
    value = models.DecimalField(
        "完成数", max_digits=16, decimal_places=4, null=True, blank=True
    )
    reached_on = models.DateField("完成日期", null=True, blank=True)

    history = row_history()

    class Meta:
        verbose_name = verbose_name_plural = "完成数"
        ordering = ["report", "target"]
        constraints = [
            models.UniqueConstraint(fields=["report", "target"], name="reading_once"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(reached_on__isnull=True),
                name="reading_is_number_or_day",
            ),
        ]

    def __str__(self):
        return f"{self.target}：{self.value if self.value is not None else self.reached_on}"


def attachment_path(instance, filename: str) -> str:
    """A random name: an address that is guessed must not lead to a file."""
    return f"attachments/{uuid.uuid4().hex}"


class Attachment(PeriodBound):
    """A file that proves a report or comes with a reply. Served only to those who may see
    what it belongs to; a report's files freeze with its period."""

    period_path = "report__period"

    report = models.ForeignKey(
        ProgressReport,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="attachments",
        verbose_name="填报",
    )
    reply = models.ForeignKey(
        "assignments.Reply",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="attachments",
        verbose_name="回复",
    )
    file = models.FileField("文件", upload_to=attachment_path)
    thumbnail = models.FileField("缩略图", upload_to=attachment_path, blank=True)
    name = models.CharField("文件名", max_length=200)
    content_type = models.CharField("类型", max_length=100)
    size = models.PositiveIntegerField("大小")
    sha256 = models.CharField("SHA-256", max_length=64)
    uploaded_by = models.ForeignKey(
        "assignments.User", models.PROTECT, related_name="+", verbose_name="上传人"
    )
    uploaded_at = models.DateTimeField("上传时间", auto_now_add=True)

    history = row_history()

    class Meta:
        verbose_name = verbose_name_plural = "佐证材料"
        ordering = ["uploaded_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(report__isnull=False, reply__isnull=True)
                | Q(report__isnull=True, reply__isnull=False),
                name="attachment_has_one_home",
            ),
        ]

    def __str__(self):
        return self.name
