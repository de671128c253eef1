"""The form of signing in."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm, UsernameField
from django.core.validators import MaxLengthValidator


class SignInForm(AuthenticationForm):
    """Refuses a name that no account can have before anybody asks who that is: Django only tells the browser how
    long it may be, and the throttle keeps every name that was tried."""

    username = UsernameField(
        widget=forms.TextInput(attrs={"autofocus": True}),
        validators=[MaxLengthValidator(150, "用户名最多 150 个字符。")],
    )
