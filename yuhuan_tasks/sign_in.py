"""The forms of signing in and of a new password."""

from django import forms
from django.contrib.auth.forms import (
    AuthenticationForm,
    PasswordChangeForm,
    UsernameField,
)
from django.core.validators import MaxLengthValidator

from assignments.ledger import writing
from assignments.models import User


class SignInForm(AuthenticationForm):
    """Refuses a name that no account can have before anybody asks who that is: Django only tells
    the browser how long it may be, and the throttle keeps every name that was tried."""

    username = UsernameField(
        widget=forms.TextInput(attrs={"autofocus": True}),
        validators=[MaxLengthValidator(150, "用户名最多 150 个字符。")],
    )


class OwnPasswordForm(PasswordChangeForm):
    """Sets the password through the ledger, so that the history says that the person did it."""

    def save(self, commit: bool = True) -> User:
        user = self.set_password_and_save(self.user, "new_password1", commit=False)
        return writing.save(user, by=user, reason="本人修改密码")
