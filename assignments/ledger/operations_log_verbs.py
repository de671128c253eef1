"""What an administrator does that only the operations log remembers: dropping what it kept long
enough, and letting somebody sign in again after too many wrong passwords."""

from datetime import datetime

from axes.utils import reset
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from assignments.choices import Operation
from assignments.ledger import access, operations_log
from assignments.ledger.writing import verb
from assignments.models import OperationLog, User


@verb
def clean_log(*, by: User | None, now: datetime | None = None) -> int:
    """Drop entries older than the setting LOG_KEEP_DAYS, and note that; returns how many
    went. `by` is None for the daily task, else an administrator."""
    access.demand(by is None or access.can_manage(by), "操作日志由管理员管理。")
    gone = OperationLog.objects.drop_expired(
        now=now or timezone.now(), keep_days=settings.LOG_KEEP_DAYS
    )
    if gone:
        operations_log.note(
            None,
            Operation.LOG_CLEANED,
            f"{gone} 条，保存满 {settings.LOG_KEEP_DAYS} 天",
            user=by,
            name="每日任务",
        )
    return gone


@verb
def unlock(*, user: User, by: User, request: HttpRequest | None = None) -> int:
    """Forget the wrong passwords typed under this account's name, from wherever; returns how many
    addresses had tried. Noted only where there was something to forget."""
    access.demand(access.can_manage(by), "账号由管理员管理。")
    forgotten = int(reset(username=user.username))
    if forgotten:
        operations_log.note(
            request, Operation.UNLOCK, f"{user}（{user.username}）", user=by
        )
    return forgotten
