"""Mail that goes out once a change is certain, where mail is configured (setting EMAIL_URL)."""

import logging
from collections.abc import Iterable
from smtplib import SMTPException
from typing import NamedTuple

from django.conf import settings
from django.core.mail import get_connection, send_mail
from django.db import transaction

from assignments.rules.characters import clean_text

DUMMY = "django.core.mail.backends.dummy.EmailBackend"
log = logging.getLogger(__name__)


class Mail(NamedTuple):
    """One mail; an empty address means that it goes to nobody."""

    to: str
    subject: str
    text: str


def is_configured() -> bool:
    """Whether this installation sends mail at all."""
    return settings.EMAIL_BACKEND != DUMMY


def send_now(mail: Mail, connection=None) -> None:
    """Send one mail at once; raises OSError where the server is down or refuses (SMTPException is
    one), so that the caller's transaction forgets it."""
    subject = " ".join(
        clean_text(mail.subject).split()
    )  # a line break ends a subject with an error
    send_mail(
        subject,
        clean_text(mail.text),
        settings.DEFAULT_FROM_EMAIL,
        [mail.to],
        connection=connection,
    )


def send_when_certain(mails: Iterable[Mail]) -> None:
    """Send mails after the transaction, where mail is configured and there is an address. What
    goes wrong is written to the log and undoes nothing: an address that is refused costs its own
    mail, a server that does not answer all of them, because each asking may take ten seconds."""
    wanted = [mail for mail in mails if mail.to] if is_configured() else []
    if not wanted:
        return

    def send() -> None:
        with get_connection() as connection:
            for mail in wanted:
                try:
                    send_now(mail, connection)
                except SMTPException:
                    log.exception("邮件没有发出：%s", mail.to)

    # A partial has no __qualname__, and Django needs one to write the failure to the log.
    transaction.on_commit(send, robust=True)
