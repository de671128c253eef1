"""Django's signals of signing in and out, passed on to the operations log. Loaded once the app is
ready."""

from django.contrib.auth.signals import (
    user_logged_in,
    user_logged_out,
    user_login_failed,
)
from django.dispatch import receiver

from assignments.choices import Operation
from assignments.ledger import operations_log


@receiver(user_logged_in, dispatch_uid="trail.signed_in")
def signed_in(sender, request, user, **kwargs) -> None:
    operations_log.note(request, Operation.SIGN_IN, user=user)


@receiver(user_logged_out, dispatch_uid="trail.signed_out")
def signed_out(sender, request, user, **kwargs) -> None:
    """A stranger may also ask to sign out; there is nothing to note then."""
    if user is not None:
        operations_log.note(request, Operation.SIGN_OUT, user=user)


@receiver(user_login_failed, dispatch_uid="trail.refused")
def refused(sender, credentials, request=None, **kwargs) -> None:
    locked = getattr(request, "axes_locked_out", False)
    about = "多次失败，已暂停登录" if locked else ""
    operations_log.note(
        request,
        Operation.SIGN_IN_FAILED,
        about,
        name=str(credentials.get("username") or ""),
    )
