"""Writing the operations log: one line for what leaves no trace in a record of its own."""

import ipaddress
import re

from axes.helpers import get_client_ip_address
from django.http import HttpRequest
from django.utils import timezone

from assignments.choices import Operation
from assignments.ledger import access, writing
from assignments.models import OperationLog, User
from assignments.rules.characters import clean_text


def note(
    request: HttpRequest | None,
    action: Operation,
    about: str = "",
    *,
    user: access.Account | None = None,
    name: str = "",
) -> OperationLog:
    """Note that somebody did something; returns the entry.

    Who it was is `user`, else whoever is signed in, else `name`, the text that a stranger
    typed. `request` is None for a command. Too long a text is cut, never refused: a line
    that says less is better than none.
    """
    person = account(user) or account(getattr(request, "user", None))
    entry = OperationLog(
        at=timezone.now(),
        user=person,
        name=line(f"{person}（{person.username}）" if person else name, 150),
        action=action,
        about=line(about, 300),
        ip=address(request),
    )
    return writing.save(entry, by=person)


def account(user: access.Account | None) -> User | None:
    """The account, None for a stranger."""
    return user if isinstance(user, User) and user.pk else None


# Line ends and other control characters, with which an entry could be made to look like two.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def line(text: str, most: int) -> str:
    """One line of text without signs that nobody sees, however somebody typed it."""
    apart = _CONTROLS.sub(" ", text[: 4 * most])  # what was apart stays apart
    return " ".join(clean_text(apart).split())[:most]


def address(request: HttpRequest | None) -> str | None:
    """Where the request came from, by the same rule that throttles sign-in; None where a
    proxy gave no address."""
    ip_address = get_client_ip_address(request) if request else None
    try:
        return str(ipaddress.ip_address(ip_address or ""))
    except ValueError:
        return None
