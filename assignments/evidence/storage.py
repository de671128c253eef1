"""Files on the disk that belong to a record: whole or not at all, and there only where the record
is.

The database takes back what a failed transaction wrote; a folder does not. So each file that is
written is noted, and goes again where what it was written for did not come about: a full disk under
the second of two files, a refusal after the file, a COMMIT that the database did not take.
"""

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

from django.core.files.storage import FileSystemStorage, Storage


class Written(threading.local):
    """What the innermost transaction of this thread has written so far; None outside of one."""

    files: list[tuple[Storage, str]] | None = None


_written = Written()


class WholeFiles(FileSystemStorage):
    """Django's storage, which leaves the beginning of a file where the disk is full. Names are
    random (see `models.reports.attachment_path`), so that what lies under one was begun here."""

    def _save(self, name: str, content) -> str:
        try:
            # The stubs do not know what Django asks every storage to have.
            kept: str = super()._save(name, content)  # type: ignore[misc]
        except Exception:
            with contextlib.suppress(OSError):
                Path(self.path(name)).unlink()
            raise
        if _written.files is not None:
            _written.files.append((self, kept))
        return kept


@contextlib.contextmanager
def gone_unless_done() -> Iterator[None]:
    """Around a transaction: the files that are written inside go again where it fails. Inside of
    another one they are the other's as well, once the inner one is done."""
    outer: list[tuple[Storage, str]] | None = _written.files
    inner: list[tuple[Storage, str]] = []
    _written.files = inner
    try:
        yield
    except BaseException:
        for storage, name in inner:
            with contextlib.suppress(OSError):
                storage.delete(name)
        raise
    finally:
        _written.files = outer
    if outer is not None:
        outer.extend(inner)
