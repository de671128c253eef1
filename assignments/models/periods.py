"""Reporting periods, and the guard that keeps a closed one as it is."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from assignments.choices import PeriodKind, PeriodState
from assignments.models.base import Versioned, history, known

NUMERALS = "一二三四"


MOVED = frozenset({"state", "closed_at", "version", "updated_at"})
"""What of a closed period still moves, when it is opened again; its days stand."""


class ClosedPeriod(Exception):
    """Something in a closed period was about to change. Its text is for the person."""


class PeriodQuerySet(models.QuerySet["Period"]):
    def of_year(self, year: int) -> "PeriodQuerySet":
        return self.filter(year=year)

    def open(self) -> "PeriodQuerySet":
        return self.filter(state=PeriodState.OPEN)

    def begun(self) -> "PeriodQuerySet":
        return self.exclude(state=PeriodState.PLANNED)

    def update(self, **kwargs):
        if set(kwargs) - MOVED:
            self.refuse_if_any_closed()
        return super().update(**kwargs)

    update.alters_data = True

    def bulk_update(self, objs, fields, *args, **kwargs):
        objs = list(objs)
        if set(fields) - MOVED:
            self.filter(pk__in=[obj.pk for obj in objs]).refuse_if_any_closed()
        return super().bulk_update(objs, fields, *args, **kwargs)

    def bulk_create(self, objs, *args, **kwargs):
        objs = list(objs)
        refuse_other_rhythm(objs)
        return super().bulk_create(objs, *args, **kwargs)

    def delete(self):
        self.refuse_if_any_closed()
        return super().delete()

    delete.alters_data = True

    def refuse_if_any_closed(self) -> None:
        for period in Period.objects.filter(
            pk__in=self.values("pk"), state=PeriodState.CLOSED
        )[:1]:
            refuse_if_closed(period)


class Period(Versioned):
    """One quarter or month of a year, shared by all plans of the year. Its last day is
    the as-of date of every page that shows it."""

    year = models.PositiveIntegerField("年度", db_index=True)
    kind = models.CharField(
        "周期", max_length=8, choices=PeriodKind, default=PeriodKind.QUARTER
    )
    index = models.PositiveSmallIntegerField("序次")
    starts = models.DateField("开始")
    ends = models.DateField("截至")
    due_on = models.DateField("报送期限")
    state = models.CharField(
        "状态", max_length=8, choices=PeriodState, default=PeriodState.PLANNED
    )
    opened_at = models.DateTimeField("开启时间", null=True, blank=True)
    closed_at = models.DateTimeField("关闭时间", null=True, blank=True)
    is_demo = models.BooleanField("演示数据", default=False, editable=False)

    history = history()
    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "报送期"
        ordering = ["year", "kind", "index"]
        constraints = [
            known("kind", PeriodKind),
            known("state", PeriodState),
            models.UniqueConstraint(
                fields=["year", "kind", "index"], name="period_once"
            ),
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")), name="period_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("starts")), name="period_due_after_start"
            ),
            models.CheckConstraint(
                condition=Q(kind=PeriodKind.QUARTER, index__gte=1, index__lte=4)
                | Q(kind=PeriodKind.MONTH, index__gte=1, index__lte=12),
                name="period_index_fits_kind",
            ),
        ]

    def __str__(self):
        return f"{self.year}年{self.short}"

    def clean(self):
        super().clean()
        refuse_other_rhythm([self])

    def save(self, *args, **kwargs):
        self.guard()
        refuse_other_rhythm([self])
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        Period.objects.filter(pk=self.pk).refuse_if_any_closed()
        return super().delete(*args, **kwargs)

    def guard(self):
        """Refuse to change the days of a period that the database has as closed."""
        before = Period.objects.filter(pk=self.pk, state=PeriodState.CLOSED).first()
        stands = [
            field.attname
            for field in self._meta.concrete_fields
            if field.name not in MOVED
        ]
        if before and any(
            getattr(before, name) != getattr(self, name) for name in stands
        ):
            refuse_if_closed(before)

    @property
    def short(self) -> str:
        """一季度, 三月."""
        return (
            f"{NUMERALS[self.index - 1]}季度"
            if self.kind == PeriodKind.QUARTER
            else f"{self.index}月"
        )

    @property
    def code(self) -> str:
        """The period in an address: 2021Q3, 2021M07."""
        return (
            f"{self.year}Q{self.index}"
            if self.kind == PeriodKind.QUARTER
            else f"{self.year}M{self.index:02}"
        )

    @property
    def as_of(self):
        return self.ends

    @property
    def is_open(self) -> bool:
        return self.state == PeriodState.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state == PeriodState.CLOSED


def refuse_other_rhythm(periods: list[Period]) -> None:
    """Raise ValidationError where one of `periods` brings a second rhythm into its year, months
    beside quarters: every page shows a year in one rhythm, so the other would be reported, assessed
    and counted nowhere. What the database has already may still be changed."""
    stored = Period.objects.filter(year__in={period.year for period in periods})
    stored_rhythm = {period.pk: (period.year, period.kind) for period in stored}
    for period in periods:
        if stored_rhythm.get(period.pk) == (period.year, period.kind):
            continue
        for other in [*stored, *periods]:
            is_itself = (
                other is period or other.pk is not None and other.pk == period.pk
            )
            if (
                not is_itself
                and other.year == period.year
                and other.kind != period.kind
            ):
                raise ValidationError(
                    f"{period.year}年已按“{other.get_kind_display()}”"
                    f"报送（{other.short}），不能再加“"
                    f"{period.get_kind_display()}”的报送期{in_words(period)}："
                    "一年只用一种周期，另一种在各页上都不显示。"
                )


def in_words(period: Period) -> str:
    """（5月）, or nothing where the order makes no sense yet."""
    most = len(NUMERALS) if period.kind == PeriodKind.QUARTER else 12
    return f"（{period.short}）" if period.index and 1 <= period.index <= most else ""


def refuse_if_closed(period: Period | None) -> None:
    """Raise ClosedPeriod where the database says that the period is closed; what belongs to
    no period (a file that came with a reply) passes."""
    if (
        period
        and Period.objects.filter(pk=period.pk, state=PeriodState.CLOSED).exists()
    ):
        raise ClosedPeriod(
            f"{period}已关闭，内容不能再改；如确需更正，请由管理员重新开启本期。"
        )


Bound = TypeVar("Bound", bound=models.Model)


class PeriodBoundQuerySet(models.QuerySet[Bound]):
    """Bulk writes hold to the same guard as single ones."""

    def in_period(self, period: Period) -> "PeriodBoundQuerySet[Bound]":
        return self.filter(**{self.model.period_path: period})

    def refuse_if_any_closed(self) -> None:
        path = self.model.period_path
        closed = (
            self.filter(**{f"{path}__state": PeriodState.CLOSED})
            .values_list(path, flat=True)
            .first()
        )
        if closed:
            refuse_if_closed(Period.objects.get(pk=closed))

    def refuse_if_moved_into_closed(self, changes):
        """An update may also not send rows into a closed period: `changes` are its fields."""
        first = self.model.period_path.split("__")[0]
        home = changes.get(first, changes.get(f"{first}_id"))
        if home is None or hasattr(home, "resolve_expression"):
            return
        row = self.model(
            **{first: home} if isinstance(home, models.Model) else {f"{first}_id": home}
        )
        refuse_if_closed(row.bound_period)

    def refuse_if_written(self, objs: Iterable[Any]) -> None:
        """Bulk writes: neither where the rows are going nor where they are may be closed."""
        for period in {obj.bound_period for obj in objs}:
            refuse_if_closed(period)
        self.filter(pk__in=[obj.pk for obj in objs if obj.pk]).refuse_if_any_closed()

    def update(self, **kwargs):
        self.refuse_if_any_closed()
        self.refuse_if_moved_into_closed(kwargs)
        return super().update(**kwargs)

    update.alters_data = True

    def delete(self):
        self.refuse_if_any_closed()
        return super().delete()

    delete.alters_data = True

    def bulk_create(self, objs, *args, **kwargs):
        objs = list(objs)
        self.refuse_if_written(objs)
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs, *args, **kwargs):
        objs = list(objs)
        self.refuse_if_written(objs)
        return super().bulk_update(objs, *args, **kwargs)


def cascade_while_open(collector, field, sub_objs, using):
    """For `on_delete`: what goes takes along the rows that point at it, unless one lies in a closed
    period."""
    sub_objs.refuse_if_any_closed()
    models.CASCADE(collector, field, sub_objs, using)


class PeriodBound(models.Model):
    """What belongs to one period and freezes with it. `period_path` is the way from the
    model to its period in a query.

    The period is asked afresh from the database on every write, so that neither a stale
    object nor the admin passes; a row may also not be moved out of a closed period.
    """

    period_path = "period"

    objects = PeriodBoundQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = (
            "objects"  # what Django itself asks holds to the guard as well
        )

    def save(self, *args, **kwargs):
        self.guard()
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        self.guard()
        return super().delete(*args, **kwargs)

    def guard(self):
        refuse_if_closed(self.bound_period)
        if self.pk:
            type(self)._default_manager.filter(pk=self.pk).refuse_if_any_closed()

    @property
    def bound_period(self) -> Period | None:
        record: Any = self
        for step in self.period_path.split("__"):
            record = getattr(record, step, None)
        return record
