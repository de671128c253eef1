"""A digest goes out once a day to each address, and to nobody where there is no mail."""

import threading
from datetime import date

import pytest
from django.db import connection

from assignments.ledger.digest_verbs import send_digest
from assignments.models import Digest

pytestmark = pytest.mark.django_db
DAY = {
    "address": "Keji@yuhuan.example",
    "on": date(2021, 7, 5),
    "text": "市科技局：待报送 1 项。",
}


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
        "抓落实：2021年7月5日待办提醒",
        "抓落实：2021年7月6日待办提醒",
    ]


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_the_same_moment_send_one(outbox):
    """The second waits for the first, where the database lets it begin at all, and finds that it is
    done."""
    answers = []

    def run():
        try:
            answers.append(send_digest(**DAY, by=None))
        except Exception as error:  # told to the test below
            answers.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers, key=str) == [False] * 5 + [True]
    assert len(outbox) == 1


def test_without_mail_nothing_is_remembered(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert send_digest(**DAY, by=None) is False
    assert not Digest.objects.exists()
