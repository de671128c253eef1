"""The preview of a batch, whichever of the two kinds it is."""

from assignments.choices import ImportKind
from assignments.intake.preview import Preview, preview_of
from assignments.intake.progress_preview import progress_preview_of
from assignments.models import ImportBatch


def look(batch: ImportBatch, *, lock: bool = False) -> Preview:
    """Compare a batch with the database as it is now; with `lock` that stays so until the
    transaction ends."""
    compare = progress_preview_of if batch.kind == ImportKind.PROGRESS else preview_of
    return compare(batch, lock=lock)
