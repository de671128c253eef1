"""The part of the matrix (tests/matrix.py) that needs a whole quarter: every verb of a bulletin in
every state."""

from datetime import date

import pytest

from assignments.bulletins import verbs
from assignments.choices import BulletinState
from assignments.ledger import bulletin_verbs
from assignments.models import Bulletin
from tests.bulletins.conftest import NUMBER
from tests.matrix import Row, Stage, Subject, build_stage, surprises

pytestmark = pytest.mark.django_db


def bulletin(stage: Stage, state: str) -> Bulletin:
    """The one of the closed quarter, ready to be issued, issued, or withdrawn."""
    found = verbs.draft(period=stage.plan.period, by=stage.office)
    words = {"number": NUMBER, "issued_on": date(2021, 7, 20), "words": {}}
    found = verbs.edit_words(bulletin=found, by=stage.office, **words)
    if state != BulletinState.DRAFT:
        found = verbs.issue(bulletin=found, by=stage.office)
    if state == BulletinState.WITHDRAWN:
        found = bulletin_verbs.withdraw(
            bulletin=found, because="数字有误", by=stage.office
        )
    return found


BULLETIN = Subject(
    tuple(BulletinState.values),
    bulletin,
    (
        Row(
            verbs.edit_words,
            lambda s, b, by: verbs.edit_words(
                bulletin=b, words={"next": "抓紧。"}, by=by
            ),
            "office",
            "draft",
        ),
        Row(
            verbs.forget_words,
            lambda s, b, by: verbs.forget_words(bulletin=b, by=by),
            "office",
            "draft",
        ),
        Row(
            verbs.issue,
            lambda s, b, by: verbs.issue(bulletin=b, by=by),
            "office",
            "draft",
        ),
        Row(
            bulletin_verbs.withdraw,
            lambda s, b, by: bulletin_verbs.withdraw(
                bulletin=b, because="数字有误", by=by
            ),
            "office",
            "issued",
        ),
    ),
)


def test_each_verb_in_each_state_by_everybody(small_plan, quarter):
    assert surprises(build_stage(small_plan), BULLETIN) == []
