"""People who sign in."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

from assignments.choices import Role, Theme
from assignments.models.base import history, known


class User(AbstractUser):
    """An account with one role. A unit's reporter belongs to a unit, a leader's account to
    a leader; the database holds both, so that access never meets a half-made account."""

    role = models.CharField("角色", max_length=10, choices=Role, default=Role.VIEWER)
    unit = models.ForeignKey(
        "assignments.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="users",
        verbose_name="所属单位",
    )
    leader = models.OneToOneField(
        "assignments.Leader",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="user",
        verbose_name="对应领导",
    )
    display_name = models.CharField("姓名", max_length=30, blank=True)
    theme = models.CharField("界面", max_length=6, choices=Theme, default=Theme.AUTO)
    large_type = models.BooleanField("大字", default=False)
    is_demo = models.BooleanField("演示账号", default=False, editable=False)

    history = history()

    class Meta:
        verbose_name = verbose_name_plural = "用户"
        ordering = ["username"]
        constraints = [
            known("role", Role),
            known("theme", Theme),
            models.CheckConstraint(
                condition=(Q(role=Role.UNIT) & Q(unit__isnull=False))
                | (~Q(role=Role.UNIT) & Q(unit__isnull=True)),
                name="user_unit_fits_role",
                violation_error_message="“单位填报人”须选择所属单位，其他角色不选。",
            ),
            models.CheckConstraint(
                condition=(Q(role=Role.LEADER) & Q(leader__isnull=False))
                | (~Q(role=Role.LEADER) & Q(leader__isnull=True)),
                name="user_leader_fits_role",
                violation_error_message="“市领导”须选择对应领导，其他角色不选。",
            ),
        ]

    def __str__(self):
        return self.display_name or self.username

    def save(self, *args, **kwargs):
        """Signing in notes when it was; that is no change of the account for its history."""
        if set(kwargs.get("update_fields") or ()) != {"last_login"}:
            return super().save(*args, **kwargs)
        self.skip_history_when_saving = True
        try:
            return super().save(*args, **kwargs)
        finally:
            del self.skip_history_when_saving
