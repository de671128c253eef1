"""Accounts: made with their role at once, switched off instead of deleted."""

import copy
from functools import partial
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as AccountAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    ReadOnlyPasswordHashField,
    ReadOnlyPasswordHashWidget,
    UserChangeForm,
)
from django.http import HttpRequest

from assignments.admin.base import REASON, LedgerForm, Screen, yes_or_no
from assignments.admin.lockouts import LockedOut, ShowsLockouts
from assignments.ledger import accounts, operations_log_verbs
from assignments.models import User

BELONGING = ["role", "unit", "leader"]
IS_DEMO = yes_or_no(User._meta.get_field("is_demo"))


class PasswordMark(ReadOnlyPasswordHashWidget):
    """That there is a password, without its algorithm and salt, which are nobody's business on a
    screen."""

    def get_context(
        self, name: str, value: Any, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {
            "summary": [{"label": "已设置，不能查看"}]
        }


class AccountForm(UserChangeForm, LedgerForm):
    password = ReadOnlyPasswordHashField(
        label="密码", widget=PasswordMark, help_text="忘记了的，重置一个。"
    )

    class Meta:
        model = User
        fields = "__all__"
        help_texts = {
            "is_active": "停用后不能登录；账号不删除，以保留其填报、审核和批示的记录。",
            "unit": "“单位填报人”必选，其他角色不选。",
            "leader": "“市领导”必选，其他角色不选。",
        }


class NewAccountForm(AdminUserCreationForm):
    """Asks for role, unit and leader at once: the database refuses half-made accounts."""

    usable_password: Any = (
        None  # everybody signs in with a password; there is no other way in
    )
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = User
        fields = ["username", "display_name", *BELONGING]
        help_texts = {
            "username": "登录时使用，如单位拼音首字母；可用字母、数字和 @ . + - _。"
        }


class AccountPasswordForm(AdminPasswordChangeForm):
    """Sets the password through the ledger, so that the history and the operations log say who
    did."""

    usable_password: Any = None

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any):
        self.request = request
        super().__init__(*args, **kwargs)

    def save(self, commit: bool = True) -> User:
        user = self.set_password_and_save(self.user, commit=False)
        by = cast(User, self.request.user)
        return accounts.set_password(
            user, by=by, reason="后台重设密码", request=self.request
        )


@admin.register(User)
class UserScreen(ShowsLockouts, Screen, AccountAdmin):
    form = AccountForm
    add_form = NewAccountForm
    list_display = [
        "username",
        "display_name",
        "role",
        "unit",
        "leader",
        "is_active",
        "locked",
        "is_demo",
        "last_login",
    ]
    list_select_related = ["unit", "leader"]
    list_filter = ["role", "is_active", LockedOut, "is_demo"]
    search_fields = [
        "username",
        "display_name",
        "unit__name",
        "unit__initials",
        "leader__name",
    ]
    search_help_text = "用户名、姓名、单位或领导"
    ordering = ["username"]
    filter_horizontal: list[str] = []
    readonly_fields = ["last_login", "date_joined", IS_DEMO]
    fieldsets = [
        (
            None,
            {"fields": ["username", "password", "display_name", "email", "is_active"]},
        ),
        ("角色", {"fields": BELONGING}),
        ("界面", {"fields": ["theme", "large_type"]}),
        ("其他", {"fields": ["last_login", "date_joined", IS_DEMO]}),
    ]
    actions = ["unlock"]
    add_fieldsets = [
        (None, {"fields": ["username", "display_name", "password1", "password2"]}),
        ("角色", {"fields": BELONGING}),
    ]

    def has_delete_permission(self, request, obj=None) -> bool:
        """Never: an account is switched off, because its name stands under what it did."""
        return False

    def save_model(self, request, obj, form, change) -> None:
        if not change or form.changed_data:
            accounts.save(obj, by=request.user, reason=REASON, request=request)

    @admin.action(description="解除登录锁定（连续输错密码后）")
    def unlock(self, request, queryset) -> None:
        names = [
            str(user)
            for user in queryset
            if operations_log_verbs.unlock(user=user, by=request.user, request=request)
        ]
        if names:
            messages.success(
                request,
                "已解除登录锁定：{}。现在可以重新登录。".format("、".join(names)),
            )
        else:
            messages.info(request, "所选账号没有输错密码的记录，无需解除。")

    def user_change_password(self, request, id, form_url=""):
        screen = copy.copy(self)
        screen.change_password_form = partial(AccountPasswordForm, request=request)  # type: ignore[assignment]
        screen.change_password_form.base_fields = AccountPasswordForm.base_fields  # type: ignore[attr-defined]
        return AccountAdmin.user_change_password(screen, request, id, form_url)
