"""Mail that goes out once a change is certain, where mail is configured (setting EMAIL_URL)."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction

DUMMY = "django.core.mail.backends.dummy.EmailBackend"


def is_configured() -> bool:
    """Whether this installation sends mail at all."""
    return settings.EMAIL_BACKEND != DUMMY


def send_now(*, to: str, subject: str, text: str) -> None:
    """Send one mail at once; raises OSError where the server is down or refuses (SMTPException is
    one), so that the caller's transaction forgets it."""
    send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [to])


def send_when_certain(*, to: str, subject: str, text: str) -> str:
    """Send one mail after the transaction; returns the address it goes to, "" where there
    is none or mail is not configured. A mail server that is down is written to the log and
    undoes nothing."""
    if not to or not is_configured():
        return ""

    def send() -> None:
        send_now(to=to, subject=subject, text=text)

    # A partial has no __qualname__, and Django needs one to write the failure to the log.
    transaction.on_commit(send, robust=True)
    return to
