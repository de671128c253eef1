"""The stage of the import's tests."""

from pathlib import Path

import pytest
from django.core.cache import caches

from assignments.intake import reading, verbs

NOTICE = Path(__file__).parent.parent / "data" / "2021-notice.txt"


@pytest.fixture(autouse=True)
def nothing_under_way():
    """How far an import was is kept outside the database, under a number that the next test's
    import has again."""
    caches["progress"].clear()


@pytest.fixture
def notice_bytes():
    return NOTICE.read_bytes()


@pytest.fixture
def notice_batch(office_user, notice_bytes):
    """The 2021 notice in preview."""
    batch = verbs.start(data=notice_bytes, filename=NOTICE.name, by=office_user)
    return reading.read_batch(batch, by=office_user)


@pytest.fixture
def office(client_for, office_user):
    return client_for(office_user)
