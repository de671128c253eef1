"""Taking an issued bulletin back: by the office, or because its period is opened again."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from assignments.choices import BulletinState
from assignments.ledger import access
from assignments.ledger.writing import all_locked, locked, save, verb
from assignments.models import Bulletin, Period, User
from assignments.rules.transitions import BULLETIN, after


@verb
def withdraw(
    *, bulletin: Bulletin, because: str, by: User, at: datetime | None = None
) -> Bulletin:
    """Take an issued bulletin back: it keeps its text and file, with a mark and the reason."""
    access.demand(access.can_publish(by), "只有督查室可以撤回通报。")
    bulletin = locked(Bulletin.objects, pk=bulletin.pk)
    return take_back(bulletin, because, by=by, at=at)


@verb
def withdraw_issued(
    *, period: Period, because: str, by: User, at: datetime | None = None
) -> list[Bulletin]:
    """Take back what was issued of a period that is opened again; drafts, and what was withdrawn
    before, stay as they are."""
    access.demand(access.can_reopen_period(by), "已关闭的报送期只能由管理员重新开启。")
    issued = Bulletin.objects.filter(period=period, state=BulletinState.ISSUED)
    return [
        take_back(bulletin, because, by=by, at=at) for bulletin in all_locked(issued)
    ]


def take_back(
    bulletin: Bulletin, because: str, *, by: User, at: datetime | None
) -> Bulletin:
    bulletin.state = after(BULLETIN, bulletin.state, "withdraw")
    if not because.strip():
        raise ValidationError({"because": "请写明撤回的原因。"})
    bulletin.withdrawn_because = because.strip()
    bulletin.withdrawn_at, bulletin.withdrawn_by = at or timezone.now(), by
    return save(bulletin, by=by, reason=f"撤回：{because.strip()}")
