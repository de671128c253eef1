"""A digest goes out once a day to each address, and to nobody where there is no mail."""

from datetime import date

import pytest

from assignments.ledger.digest_verbs import send_digest
from assignments.models import Digest

pytestmark = pytest.mark.django_db
DAY = {"address": "Keji@yuhuan.example", "on": date(2021, 7, 5), "text": "市科技局：待报送 1 项。"}


@pytest.fixture
def outbox(settings, mailoutbox):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return mailoutbox


def test_once_a_day_whatever_the_spelling(outbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert send_digest(**DAY, by=None) is True
        assert send_digest(**DAY, by=None) is False
        assert send_digest(**DAY | {"address": "keji@yuhuan.example"}, by=None) is False
        assert send_digest(**DAY | {"on": date(2021, 7, 6)}, by=None) is True
    assert [letter.subject for letter in outbox] == [
        "抓落实：2021-07-05 待办提醒",
        "抓落实：2021-07-06 待办提醒",
    ]


def test_without_mail_nothing_is_remembered(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert send_digest(**DAY, by=None) is False
    assert not Digest.objects.exists()
