"""The one thing that may be done to the operations log: dropping what was kept long enough."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from assignments.choices import Operation
from assignments.ledger import access, trail
from assignments.ledger.writing import verb
from assignments.models import OperationLog


@verb
def clean_log(*, by, now: datetime | None = None) -> int:
    """Drop entries older than the setting LOG_KEEP_DAYS, and note that; returns how many
    went. `by` is None for the daily task, else an administrator."""
    access.demand(by is None or access.can_manage(by), "操作日志由管理员管理。")
    gone = OperationLog.objects.drop_expired(now=now or timezone.now(), keep_days=settings.LOG_KEEP_DAYS)
    if gone:
        trail.note(
            None,
            Operation.LOG_CLEANED,
            f"{gone} 条，保存满 {settings.LOG_KEEP_DAYS} 天",
            user=by,
            name="每日任务",
        )
    return gone
