"""Reading a document that was handed in: at once, or beside the page for a big one.

A reader works for seconds on a big file; in that time it holds no transaction, because on
SQLite that would keep everybody else from writing. What it finds is kept by a verb. A thread
and no queue: reading is rare, and where the process ends meanwhile the page offers to read the
kept file again.
"""

from collections.abc import Callable

from django.db import transaction

from assignments.choices import ImportKind, ImportState
from assignments.intake import verbs
from assignments.intake.background import in_thread
from assignments.intake.comparing.matching import leader_names
from assignments.intake.progress.stored_progress import read_sheet
from assignments.intake.stored_reading import read_bytes
from assignments.models import ImportBatch
from assignments.notices.files.errors import UnreadableDocument

# Bytes: a document of this size is read within a second or two, while the person waits.
AT_ONCE = 300 * 1024


def begin(batch: ImportBatch, *, by, run: Callable | None = None) -> None:
    """Read a batch: small files before the answer is sent, big ones in a thread that starts when
    the batch is stored. `run` replaces the thread (tests run it at once)."""
    if len(batch.file) <= AT_ONCE:
        read_batch(batch, by=by)
        return
    transaction.on_commit(lambda: (run or in_thread)(lambda: read_beside(batch.pk, by)))


def read_batch(batch: ImportBatch, *, by) -> ImportBatch:
    """Read the kept file and store what was found, or why it could not be read."""
    last_percent = [0]

    def progress(done: int, total: int) -> None:
        percent = done * 100 // max(1, total)
        if percent >= last_percent[0] + 5:
            last_percent[0] = percent
            verbs.note_progress(batch=batch, percent=percent, by=by)

    try:
        if batch.kind == ImportKind.PROGRESS:
            reading = read_sheet(bytes(batch.file), batch.filename, progress=progress)
        else:
            known = leader_names()
            reading = read_bytes(
                bytes(batch.file), batch.filename, progress=progress, leaders=known
            )
    except UnreadableDocument as error:
        return verbs.fail(batch=batch, error=str(error), by=by)
    return verbs.keep_reading(batch=batch, reading=reading, by=by)


def read_beside(key: int, by) -> None:
    """What the thread does. Nothing may be left "reading" for ever, so every error is told."""
    batch = ImportBatch.objects.get(pk=key, state=ImportState.READING)
    try:
        read_batch(batch, by=by)
    except Exception:
        verbs.fail(
            batch=batch,
            error="读取时出错，文件已保留。请重新读取，或换一种格式再试。",
            by=by,
        )
        raise
