"""The office chases; units ask for time."""

from django.db import models
from django.db.models import Q

from assignments.choices import ExtensionState
from assignments.models.base import Versioned, history, known, row_history
from assignments.models.periods import PeriodBound, cascade_while_open
from assignments.rules.days import full_day


class Reminder(PeriodBound):
    """The office chased this unit: when, about which works, when it was read. One a day
    for each unit and period, held by the database."""

    unit = models.ForeignKey(
        "assignments.Unit",
        models.PROTECT,
        related_name="reminders",
        verbose_name="单位",
    )
    period = models.ForeignKey(
        "assignments.Period",
        models.PROTECT,
        related_name="reminders",
        verbose_name="报送期",
    )
    works = models.ManyToManyField(
        "assignments.Work",
        through="ReminderWork",
        related_name="reminders",
        verbose_name="催办事项",
    )
    text = models.CharField("催办内容", max_length=300, blank=True)
    sent_on = models.DateField("催办日期")
    sent_at = models.DateTimeField("催办时间")
    sent_by = models.ForeignKey(
        "assignments.User", models.PROTECT, related_name="+", verbose_name="催办人"
    )
    mailed_to = models.CharField("邮件发往", max_length=200, blank=True)
    read_at = models.DateTimeField("阅知时间", null=True, blank=True)
    read_by = models.ForeignKey(
        "assignments.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="阅知人",
    )

    history = row_history()

    class Meta:
        verbose_name = verbose_name_plural = "催办"
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "period", "sent_on"],
                name="one_reminder_a_day",
                violation_error_message="今天已经催办过这个单位。",
            )
        ]

    def __str__(self):
        return f"{full_day(self.sent_on)}催办{self.unit}"


class ReminderWork(PeriodBound):
    """One of the works that a reminder was about. A model of its own, so that the list freezes
    with the period as the reminder does."""

    period_path = "reminder__period"

    reminder = models.ForeignKey(
        Reminder, models.CASCADE, related_name="+", verbose_name="催办"
    )
    work = models.ForeignKey(
        "assignments.Work", cascade_while_open, related_name="+", verbose_name="工作"
    )

    class Meta:
        verbose_name = verbose_name_plural = "催办事项"
        db_table = "assignments_reminder_works"
        ordering = ["reminder", "id"]
        unique_together = [("reminder", "work")]

    def __str__(self):
        return str(self.work)


class Extension(PeriodBound, Versioned):
    """A unit asks to report a work later and says why; the office answers."""

    work = models.ForeignKey(
        "assignments.Work",
        models.PROTECT,
        related_name="extensions",
        verbose_name="工作",
    )
    unit = models.ForeignKey(
        "assignments.Unit",
        models.PROTECT,
        related_name="extensions",
        verbose_name="单位",
    )
    period = models.ForeignKey(
        "assignments.Period",
        models.PROTECT,
        related_name="extensions",
        verbose_name="报送期",
    )
    reason = models.TextField("延期理由")
    until = models.DateField("延至")
    state = models.CharField(
        "状态", max_length=8, choices=ExtensionState, default=ExtensionState.ASKED
    )
    asked_by = models.ForeignKey(
        "assignments.User", models.PROTECT, related_name="+", verbose_name="申请人"
    )
    answer = models.CharField("答复", max_length=200, blank=True)
    answered_by = models.ForeignKey(
        "assignments.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="答复人",
    )
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    history = history()

    class Meta:
        verbose_name = verbose_name_plural = "延期申请"
        ordering = ["-created_at"]
        constraints = [
            known("state", ExtensionState),
            models.UniqueConstraint(
                fields=["work", "unit", "period"],
                condition=Q(state=ExtensionState.ASKED),
                name="one_open_extension",
                violation_error_message="已有一份延期申请等待答复。",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="extension_has_reason"
            ),
        ]

    def __str__(self):
        return f"{self.unit}延至{full_day(self.until)}"
