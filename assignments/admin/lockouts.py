"""Who may not sign in for the moment, after too many wrong passwords: a mark and a filter on the
screen of accounts."""

from datetime import datetime

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone


def with_lockouts(users: QuerySet, now: datetime) -> QuerySet:
    """The accounts, each with `is_locked`: whether some address has used up its attempts under that
    name and its pause is not over."""
    locked = AccessAttempt.objects.filter(
        username=OuterRef("username"),
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT,
        attempt_time__gt=now - settings.AXES_COOLOFF_TIME,
    )
    return users.annotate(is_locked=Exists(locked))


class LockedOut(admin.SimpleListFilter):
    title = "登录锁定"
    parameter_name = "locked"

    def lookups(self, request, model_admin):
        return [("yes", "锁定中")]

    def queryset(self, request, queryset):
        return queryset.filter(is_locked=True) if self.value() == "yes" else queryset


class ShowsLockouts(admin.ModelAdmin):
    """A list of accounts that says which are locked out."""

    def get_queryset(self, request):
        return with_lockouts(super().get_queryset(request), timezone.now())

    @admin.display(description="登录锁定", ordering="is_locked")
    def locked(self, user) -> str:
        return "锁定中" if user.is_locked else ""
