"""What a leader instructs and what units answer."""

from collections.abc import Collection
from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from assignments.choices import OPEN_DIRECTIVE, DirectiveKind, DirectiveState
from assignments.models.base import Versioned, history, known, row_history
from assignments.models.periods import Period
from assignments.rules.schedule import is_overdue

ASKED_AGAIN = "要求补充："
"""How the reason begins in the history where an answer was not enough, from where pages tell it."""


class DirectiveQuerySet(models.QuerySet["Directive"]):
    def open(self) -> "DirectiveQuerySet":
        return self.filter(state__in=OPEN_DIRECTIVE)

    def with_answers(self) -> "DirectiveQuerySet":
        """With what `owing`, `waits_for` and `is_late` look at."""
        return self.select_related("work", "leader").prefetch_related(
            "addressees__unit", "replies__unit__groups"
        )

    def of_period(self, period: Period) -> "DirectiveQuerySet":
        """Those on the works of its year; a closed period knows those that were given until it
        ended."""
        given = Q(issued_on__lte=period.ends) if period.is_closed else Q()
        return self.filter(given, work__year=period.year)

    def with_owed(self):
        """Each says by `is_owed`, at no query of its own, whether `owing` would name anybody."""
        by_it = Q(unit=OuterRef("unit")) | Q(unit__groups=OuterRef("unit"))
        answered = Reply.objects.filter(by_it, directive=OuterRef("directive"))
        silent = DirectiveUnit.objects.filter(
            ~Exists(answered), directive=OuterRef("pk")
        )
        is_open = Q(state=DirectiveState.OPEN)
        return self.annotate(
            is_owed=Q(is_open | Exists(silent), state__in=OPEN_DIRECTIVE)
        )


class Directive(Versioned):
    """A leader's instruction on a work, to one or several units, with a day to answer by.
    `recorded_by` is the leader's own account or the office that wrote it down for them;
    `signed_as` keeps the name and title it was given under."""

    work = models.ForeignKey(
        "assignments.Work",
        models.PROTECT,
        related_name="directives",
        verbose_name="工作",
    )
    leader = models.ForeignKey(
        "assignments.Leader",
        models.PROTECT,
        related_name="directives",
        verbose_name="批示领导",
    )
    signed_as = models.CharField("署名", max_length=80, editable=False)
    kind = models.CharField(
        "类别", max_length=12, choices=DirectiveKind, default=DirectiveKind.INSTRUCTION
    )
    text = models.TextField("内容")
    issued_on = models.DateField("批示日期")
    due_on = models.DateField("回复期限", null=True, blank=True)
    state = models.CharField(
        "状态", max_length=8, choices=DirectiveState, default=DirectiveState.OPEN
    )
    recorded_by = models.ForeignKey(
        "assignments.User", models.PROTECT, related_name="+", verbose_name="记录人"
    )
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    closed_by = models.ForeignKey(
        "assignments.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="办结人",
    )
    units = models.ManyToManyField(
        "assignments.Unit",
        through="assignments.DirectiveUnit",
        related_name="directives",
        verbose_name="承办单位",
    )

    history = history()
    objects = DirectiveQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "批示"
        ordering = ["-issued_on", "-id"]
        constraints = [
            known("kind", DirectiveKind),
            known("state", DirectiveState),
            models.CheckConstraint(condition=~Q(text=""), name="directive_has_text"),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("issued_on")),
                name="directive_due_after_issue",
                violation_error_message="回复期限不能早于批示日期。",
            ),
        ]

    def __str__(self):
        return f"{self.signed_as}：{self.text[:30]}"

    def owing(self) -> list["DirectiveUnit"]:
        """Who still owes an answer: everybody addressed while it is open, those who are silent once
        others have answered. A group has answered when one of its members has."""
        if self.state not in OPEN_DIRECTIVE:
            return []
        addressees = list(self.addressees.all())
        if self.state == DirectiveState.OPEN:
            return addressees
        units = [answer.unit for answer in self.replies.all()]
        answered = {unit.pk for unit in units} | {
            group.pk for unit in units for group in unit.groups.all()
        }
        return [
            addressee for addressee in addressees if addressee.unit_id not in answered
        ]

    def waits_for(self, unit: int | None, names: Collection[int]) -> bool:
        """Whether a unit that is known by these ids, its groups among them, has to answer: it is
        addressed, and has not answered or everybody is asked again."""
        if self.state not in OPEN_DIRECTIVE or not any(
            row.unit_id in names for row in self.addressees.all()
        ):
            return False
        return self.state == DirectiveState.OPEN or all(
            row.unit_id != unit for row in self.replies.all()
        )

    def is_late(self, as_of: date) -> bool:
        """Its day has passed and somebody still owes an answer."""
        return is_overdue(self.due_on, as_of) and bool(self.owing())


class DirectiveUnit(models.Model):
    directive = models.ForeignKey(
        Directive, models.CASCADE, related_name="addressees", verbose_name="批示"
    )
    unit = models.ForeignKey(
        "assignments.Unit", models.PROTECT, related_name="+", verbose_name="承办单位"
    )
    read_at = models.DateTimeField("阅知时间", null=True, blank=True)

    history = row_history()

    class Meta:
        verbose_name = verbose_name_plural = "承办单位"
        ordering = ["directive", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["directive", "unit"], name="directive_unit_once"
            )
        ]

    def __str__(self):
        return str(self.unit)


class Reply(models.Model):
    """A unit's answer to an instruction."""

    directive = models.ForeignKey(
        Directive, models.PROTECT, related_name="replies", verbose_name="批示"
    )
    unit = models.ForeignKey(
        "assignments.Unit",
        models.PROTECT,
        related_name="replies",
        verbose_name="回复单位",
    )
    text = models.TextField("回复内容")
    by = models.ForeignKey(
        "assignments.User", models.PROTECT, related_name="+", verbose_name="回复人"
    )
    at = models.DateTimeField("回复时间", auto_now_add=True)

    history = row_history()

    class Meta:
        verbose_name = verbose_name_plural = "回复"
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="reply_has_text")
        ]

    def __str__(self):
        return f"{self.unit}：{self.text[:30]}"
