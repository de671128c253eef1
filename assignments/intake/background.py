"""Big imports are written, and taken back, beside the page that asks for it.

Ten thousand rows take the better part of a minute, which no page should wait for. A thread does it
in one transaction, as the page itself would; how far it is goes round that transaction, through the
cache, because nobody could see it inside. Where the process ends meanwhile nothing is written, and
the page offers to begin again.
"""

import contextlib
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.core.cache import caches
from django.db import connection, transaction
from django.utils import timezone

from assignments.choices import ImportState
from assignments.intake import verbs
from assignments.ledger.writing import REFUSALS, sentences
from assignments.models import ImportBatch

AT_ONCE = 600
"""How many rows are written before the answer is sent; they take a second or two."""
# A living import tells its share again and again: silent for so long, its process has ended.
STALLED_AFTER = timedelta(minutes=2)
# Seconds for which a share is kept that was told: longer than any import runs.
KEPT_FOR = 3600
BUSY = (ImportState.READING, ImportState.WRITING, ImportState.UNDOING)
DEEDS = {"confirm": verbs.confirm, "undo": verbs.undo}
BROKEN = "办理时出错，台账没有改动。请重试；再次出错时，请把时间告诉管理员。"


def carry_out(
    batch: ImportBatch,
    deed: str,
    *,
    by,
    log: Callable,
    run: Callable | None = None,
    accepted: str = "",
    **seen: Any,
) -> bool:
    """Confirm or undo a batch: a small one now, a big one in a thread that starts when the page has
    said so. True where it is done; `log` is called once it is. `seen` is the `expected_version` of
    a confirmation, `accepted` what it takes away on purpose. Raises what the verbs refuse with."""
    agreed: dict[str, Any] = {"accepted": accepted} if accepted else {}
    if not is_big(batch):
        DEEDS[deed](batch=batch, by=by, **seen, **agreed)
        log()
        return True
    verbs.begin(batch=batch, deed=deed, by=by, **seen)
    note_share(batch.pk, 0, 1)
    transaction.on_commit(
        lambda: (run or in_thread)(lambda: work_beside(batch.pk, deed, by, log, agreed))
    )
    return False


def is_big(batch: ImportBatch) -> bool:
    return batch.rows.filter(index__gte=AT_ONCE).exists()


def work_beside(
    key: int, deed: str, by, log: Callable, agreed: dict[str, str] | None = None
) -> None:
    """What the thread does. Whatever goes wrong, the batch is what it was before, and says why."""
    batch = ImportBatch.objects.defer("file").get(pk=key)
    try:
        note_progress = partial(note_share, key)
        DEEDS[deed](batch=batch, by=by, progress=note_progress, **(agreed or {}))
    except REFUSALS as refusal:
        verbs.give_back(batch=batch, why="\n".join(sentences(refusal)), by=by)
    except Exception:
        verbs.give_back(batch=batch, why=BROKEN, by=by)
        raise
    else:
        log()


def in_thread(work: Callable[[], None]) -> None:
    """Run beside the page, with a database connection that ends with the work."""

    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    threading.Thread(target=run, name="intake", daemon=True).start()


def note_share(key: int, done: int, total: int) -> None:
    """Tell every process of the server how far a batch is. Where that cannot be put down, nobody is
    told: the work itself goes on."""
    percent = min(99, done * 100 // max(1, total))
    with contextlib.suppress(OSError):
        caches["progress"].set(f"import-{key}", (percent, time.time()), KEPT_FOR)


def percent_of(batch: ImportBatch) -> int:
    """How far reading, writing or taking back is, 0 to 100."""
    if batch.state in (ImportState.WRITING, ImportState.UNDOING):
        return last_told(batch)[0]
    return batch.progress


def last_told(batch: ImportBatch) -> tuple[int, float]:
    """(percent, when as seconds since 1970) as it was last told; zeros where it never was."""
    return caches["progress"].get(f"import-{batch.pk}", (0, 0.0))


def is_stalled(batch: ImportBatch) -> bool:
    """Whether nobody works on it any more: the process that did has ended."""
    if batch.state not in BUSY:
        return False
    silent_for = timezone.now().timestamp() - max(
        batch.updated_at.timestamp(), last_told(batch)[1]
    )
    return silent_for > STALLED_AFTER.total_seconds()
