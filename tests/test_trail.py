"""Every verb leaves who, when and what in the history, in the name of the person who did it; tried
with the rows of the matrix (tests/test_matrix.py), so that a new verb is asked as well."""

import pytest
from django.apps import apps
from django.db import transaction

from assignments.models import OperationLog
from tests.bulletins.conftest import quarter as quarter  # noqa: PLC0414
from tests.bulletins.test_matrix import BULLETIN
from tests.intake.test_matrix import BATCH
from tests.matrix import Row, Stage, Subject, Undone, build_stage, untouched
from tests.reporting.test_matrix import SUBJECTS as REPORTING
from tests.test_matrix import SUBJECTS

pytestmark = pytest.mark.django_db

ALL = {**SUBJECTS, **REPORTING, "batch": BATCH}

ELSEWHERE = {
    "withdraw_issued": "a bulletin, where one was issued (tests/effects/test_periods.py)",
    "unlock": "the operations log, where there was something to forget (tests/test_sign_ins.py)",
    "clean_log": "the operations log, where something went (tests/ledger/test_trail_verbs.py)",
    "send_digest": "the digest is itself the record of what was sent, to whom and when",
    "note_progress": "how far a file has been read is nobody's deed",
}
"""Verbs that leave no line in a history, each with its reason."""


def traces() -> set:
    """(table, id, who) of every line of every history and of the operations log."""
    histories = [
        model for model in apps.get_models() if model.__name__.startswith("Historical")
    ]
    found = {
        (model.__name__, pk, who)
        for model in histories
        for pk, who in model._base_manager.values_list("pk", "history_user")
    }
    return found | {
        ("OperationLog", pk, who)
        for pk, who in OperationLog.objects.values_list("pk", "user")
    }


def left(stage: Stage, subject: Subject, row: Row, state: str) -> set:
    """What the first who may leaves behind; everything is taken back."""
    by = stage.cast[row.who.split()[0]]
    try:
        with transaction.atomic():
            thing = subject.make(stage, state)
            before = traces()
            row.do(stage, untouched(thing), by)
            found = {(table, who == by.pk) for table, _, who in traces() - before}
            raise Undone
    except Undone:
        return found


def untraced(stage: Stage, subject: Subject) -> list[str]:
    """The verbs that leave nothing in any state in which they are legal, or something in another's
    name."""
    wrong = []
    for row in subject.rows:
        if not row.who or row.verb.__name__ in ELSEWHERE:
            continue
        legal = [
            state
            for state in subject.states
            if row.legal == "*" or state in row.legal.split()
        ]
        found = set().union(*(left(stage, subject, row, state) for state in legal))
        if legal and (not found or not all(own for _, own in found)):
            wrong.append(f"{row.verb.__name__}: {sorted(found)}")
    return wrong


@pytest.mark.parametrize("name", ALL)
def test_each_verb_leaves_who_did_it(name, small_plan):
    assert untraced(build_stage(small_plan), ALL[name]) == []


def test_each_verb_of_a_bulletin_leaves_who_did_it(small_plan, quarter):
    assert untraced(build_stage(small_plan), BULLETIN) == []
