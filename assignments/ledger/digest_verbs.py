"""Sending the daily digest, once a day to each address."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from assignments.ledger import access
from assignments.ledger.writing import save, verb
from assignments.mail import Mail, is_configured, send_now
from assignments.models import Digest, User


@verb
def send_digest(
    *, address: str, on: date, text: str, by: User | None, at: datetime | None = None
) -> bool:
    """Send one digest and remember it; False, and nothing done, where mail is not configured or
    this address had its digest of that day, be it from another run at this very moment. What could
    not be sent is not remembered either: OSError is raised, ValidationError for what is no address.
    `by` is None for the daily task."""
    access.demand(by is None or access.can_chase(by), "每日提醒由系统发出。")
    address = address.lower()
    if not is_configured() or Digest.objects.filter(address=address, on=on).exists():
        return False
    try:
        with transaction.atomic():
            save(
                Digest(address=address, on=on, text=text, sent_at=at or timezone.now()),
                by=by,
            )
    except (ValidationError, IntegrityError):
        if Digest.objects.filter(address=address, on=on).exists():
            return False
        raise
    send_now(Mail(address, f"抓落实：{on} 待办提醒", text))
    return True
