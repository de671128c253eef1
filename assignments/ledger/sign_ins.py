"""Django's signals of signing in and out, passed on to the operations log. Loaded once the app is
ready."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.signals import (
    user_logged_in,
    user_logged_out,
    user_login_failed,
)
from django.dispatch import receiver
from django.http import HttpRequest

from assignments.choices import Operation
from assignments.ledger import operations_log
from assignments.models import User


@receiver(user_logged_in, dispatch_uid="trail.signed_in")
def signed_in(sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
    operations_log.note(request, Operation.SIGN_IN, user=user)


@receiver(user_logged_out, dispatch_uid="trail.signed_out")
def signed_out(
    sender: object, request: HttpRequest, user: User | None, **kwargs: Any
) -> None:
    """A stranger may also ask to sign out; there is nothing to note then."""
    if user is not None:
        operations_log.note(request, Operation.SIGN_OUT, user=user)


@receiver(user_login_failed, dispatch_uid="trail.refused")
def refused(
    sender: object,
    credentials: Mapping[str, Any],
    request: HttpRequest | None = None,
    **kwargs: Any,
) -> None:
    locked = getattr(request, "axes_locked_out", False)
    about = "多次失败，已暂停登录" if locked else ""
    operations_log.note(
        request,
        Operation.SIGN_IN_FAILED,
        about,
        name=str(credentials.get("username") or ""),
    )
