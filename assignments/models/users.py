"""People who sign in."""

from functools import partial

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q

from assignments.choices import Role, Theme
from assignments.models.base import history, known

LAST_ADMIN = (
    "这是唯一能登录的管理员账号，不能停用、删除或改为其他角色，否则没有人能再管理账号。"
    "请先把另一个账号设为管理员。"
)


class AccountQuerySet(models.QuerySet):
    """Bulk writes hold to the same guard as single ones."""

    def managing(self):
        """The administrators who can sign in: active, and no demo account where DEMO is off."""
        rows = self.filter(role=Role.ADMIN, is_active=True)
        return rows if settings.DEMO else rows.filter(is_demo=False)

    def guarding_managers(self, write):
        """What `write` returns; taken back with ValidationError where it leaves an installation
        that had an administrator without one. The administrators are held meanwhile, so that of two
        who demote each other the second one is refused."""
        with transaction.atomic():
            everybody: AccountQuerySet = AccountQuerySet(self.model, using=self.db)
            managing = (
                everybody.managing()
                .order_by("pk")
                .select_for_update(of=("self",), no_key=True)
            )
            before = list(managing.values_list("pk", flat=True))
            done = write()
            if before and not everybody.managing().exists():
                raise ValidationError(LAST_ADMIN)
        return done

    def update(self, **kwargs):
        if {"role", "is_active", "is_demo"}.isdisjoint(kwargs):
            return super().update(**kwargs)
        return self.guarding_managers(
            lambda: super(AccountQuerySet, self).update(**kwargs)
        )

    update.alters_data = True

    def delete(self):
        return self.guarding_managers(super().delete)

    delete.alters_data = True


class AccountManager(UserManager.from_queryset(AccountQuerySet)):  # type: ignore[misc]
    """Django's own, which makes accounts, with the guard of the last administrator."""

    use_in_migrations = False


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
    objects = AccountManager()

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

    def clean(self):
        """Told in the form already, where the account is the only administrator and would not
        stay one."""
        super().clean()
        if self.is_last_manager and not self.is_managing:
            raise ValidationError(LAST_ADMIN)

    @property
    def is_managing(self) -> bool:
        return (
            self.role == Role.ADMIN
            and self.is_active
            and (settings.DEMO or not self.is_demo)
        )

    @property
    def is_last_manager(self) -> bool:
        """Whether the database knows this account as its only administrator who can sign in."""
        return list(User.objects.managing().values_list("pk", flat=True)[:2]) == [
            self.pk
        ]

    def save(self, *args, **kwargs):
        """Signing in notes when it was; that is no change of the account for its history."""
        if set(kwargs.get("update_fields") or ()) != {"last_login"}:
            write = partial(super().save, *args, **kwargs)
            stays = self._state.adding or self.is_managing
            return write() if stays else User.objects.all().guarding_managers(write)
        self.skip_history_when_saving = True
        try:
            return super().save(*args, **kwargs)
        finally:
            del self.skip_history_when_saving

    def delete(self, *args, **kwargs):
        return User.objects.all().guarding_managers(
            partial(super().delete, *args, **kwargs)
        )
