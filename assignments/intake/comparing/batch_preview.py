"""The preview of a batch, whichever of the two kinds it is."""

from collections.abc import Callable

from assignments.choices import ImportKind
from assignments.intake.comparing.preview import Preview, preview_of, silent
from assignments.intake.progress.progress_preview import progress_preview_of
from assignments.models import ImportBatch


def look(
    batch: ImportBatch, *, lock: bool = False, tell: Callable[[int], object] = silent
) -> Preview:
    """Compare a batch with the database as it is now; with `lock` that stays so until the
    transaction ends. `tell` hears how many rows are done."""
    compare = progress_preview_of if batch.kind == ImportKind.PROGRESS else preview_of
    return compare(batch, lock=lock, tell=tell)
