"""The part of the matrix (tests/matrix.py) that needs a document: every verb of an import in every
state."""

import pytest

from assignments.choices import ImportState
from assignments.intake import verbs
from assignments.intake.comparing.asked import AS_PLAN, PROGRESS
from assignments.models import ImportBatch
from tests.intake.documents import answered, imported, reading_of, row
from tests.matrix import Row, Stage, Subject, build_stage, surprises

pytestmark = pytest.mark.django_db

DOCUMENT = {"data": b"document", "filename": "通知.txt"}
IMPORTERS = "admin office"
DESKS = "office lead helper foreign"


def batch(stage: Stage, state: str) -> ImportBatch:
    if state == ImportState.PREVIEW:
        return answered(stage.office, row(1))
    if state == ImportState.WRITING:
        return verbs.begin(
            batch=answered(stage.office, row(1)), deed="confirm", by=stage.office
        )
    if state in (ImportState.CONFIRMED, ImportState.UNDOING, ImportState.UNDONE):
        found = imported(stage.office, row(1))
        if state == ImportState.UNDOING:
            return verbs.begin(batch=found, deed="undo", by=stage.office)
        return (
            verbs.undo(batch=found, by=stage.office)
            if state == ImportState.UNDONE
            else found
        )
    found = verbs.start(**DOCUMENT, by=stage.office)
    return (
        verbs.fail(batch=found, error="读不懂", by=stage.office)
        if state == ImportState.FAILED
        else found
    )


def answer_about_progress(stage: Stage, batch: ImportBatch, by) -> None:
    """Say of a table that looks like progress that it is a plan after all."""
    batch.reading = {**(batch.reading or {}), "looks_like": PROGRESS}
    ImportBatch.objects.filter(pk=batch.pk).update(reading=batch.reading)
    verbs.answer_asked(batch=batch, key=PROGRESS, value=AS_PLAN, mark=PROGRESS, by=by)


def deciding(verb, legal: str = "preview", **arguments) -> Row:
    return Row(
        verb, lambda s, b, by: verb(batch=b, by=by, **arguments), IMPORTERS, legal
    )


BATCH = Subject(
    tuple(ImportState.values),
    batch,
    (
        Row(verbs.start, lambda s, b, by: verbs.start(**DOCUMENT, by=by), IMPORTERS),
        Row(
            verbs.start,
            lambda s, b, by: verbs.start(**DOCUMENT, period=s.plan.period, by=by),
            DESKS,
        ),
        deciding(verbs.read_again, "reading failed"),
        deciding(verbs.note_progress, "*", percent=10),
        deciding(verbs.keep_reading, "reading", reading=reading_of(row(1))),
        deciding(verbs.fail, "reading", error="读不懂"),
        deciding(verbs.answer, answers={}),
        deciding(verbs.change_rows, rows={}, reason="改行"),
        deciding(verbs.accept_suggestions),
        deciding(verbs.settle_duties, how="first"),
        deciding(verbs.mark_seen),
        deciding(verbs.choose_plan, head={}),
        Row(verbs.answer_asked, answer_about_progress, IMPORTERS, "preview"),
        deciding(verbs.keep_losses, keep=True),
        deciding(verbs.hand_in_as, "preview failed", period=None),
        deciding(verbs.leave_out_open),
        deciding(verbs.compare_again),
        deciding(verbs.begin, deed="confirm"),
        deciding(verbs.confirm, "preview writing"),
        deciding(verbs.begin, "confirmed", deed="undo"),
        deciding(verbs.undo, "confirmed undoing"),
        deciding(verbs.give_back, "*", why="中断了。"),
        deciding(verbs.discard, "reading preview failed"),
    ),
)


def test_each_verb_in_each_state_by_everybody(small_plan):
    assert surprises(build_stage(small_plan), BATCH) == []
