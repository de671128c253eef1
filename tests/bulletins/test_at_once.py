"""Two people press the same button at the same moment: one draft, one bulletin, one change of
words."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from assignments.bulletins import verbs
from assignments.ledger.writing import REFUSALS
from assignments.models import Bulletin

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(act, times=4):
    """What `act` gave in each of several threads that start together: a result or a refusal."""
    start = Barrier(times)

    def one(_):
        try:
            start.wait()
            return act()
        except REFUSALS as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def test_drafting(quarter, office_user):
    found = at_once(lambda: verbs.draft(period=quarter, by=office_user).pk)
    assert len(set(found)) == 1 and Bulletin.objects.count() == 1


def test_issuing(drafted, office_user):
    found = at_once(lambda: verbs.issue(bulletin=drafted, by=office_user).pk)
    assert sorted(isinstance(one, int) for one in found) == [False, False, False, True]
    assert drafted.history.filter(history_change_reason="印发").count() == 1


def test_editing_from_the_same_version(drafted, office_user):
    version = drafted.version
    found = at_once(
        lambda: (
            verbs.edit_words(
                bulletin=drafted,
                words={"next": "抓紧。"},
                by=office_user,
                expected_version=version,
            ).version
        )
    )
    assert sorted(isinstance(one, int) for one in found) == [False, False, False, True]
