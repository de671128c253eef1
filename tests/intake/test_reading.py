"""Reading at once, and beside the page."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from assignments.choices import ImportState
from assignments.intake import background, reading, verbs
from assignments.models import ImportBatch
from assignments.notices.files.errors import UnreadableDocument


@pytest.mark.django_db
def test_small_file_is_read_at_once(notice_batch):
    assert notice_batch.state == ImportState.PREVIEW and notice_batch.progress == 100


@pytest.mark.django_db(transaction=True)
def test_big_file_is_read_in_a_thread(office_user, notice_bytes, monkeypatch):
    monkeypatch.setattr(reading, "AT_ONCE", 1024)
    threads = []
    batch = verbs.start(data=notice_bytes, filename="通知.txt", by=office_user)

    def run(work):
        threads.append(work)

    reading.begin(batch, by=office_user, run=run)
    batch.refresh_from_db()
    assert batch.state == ImportState.READING
    threads[0]()
    batch.refresh_from_db()
    assert batch.state == ImportState.PREVIEW and batch.rows.count() == 146


@pytest.mark.django_db
def test_a_file_under_a_password_is_refused_in_words(office_user):
    """One that was really encrypted, not a file that only looks so."""
    data = (Path(__file__).parent.parent / "data" / "locked.xlsx").read_bytes()
    batch = reading.read_batch(
        verbs.start(data=data, filename="分工.xlsx", by=office_user), by=office_user
    )
    assert (batch.state, batch.error) == (
        ImportState.FAILED,
        "文件设有密码，请去掉密码后再上传。",
    )


@pytest.mark.django_db
def test_unreadable_document_says_why(office_user, monkeypatch):
    def refuse(data, filename, progress=None, leaders=()):
        raise UnreadableDocument("请在 WPS 中另存为 .docx。")

    monkeypatch.setattr(reading, "read_bytes", refuse)
    batch = verbs.start(data=b"x", filename="x.doc", by=office_user)
    batch = reading.read_batch(batch, by=office_user)
    assert (batch.state, batch.error) == (
        ImportState.FAILED,
        "请在 WPS 中另存为 .docx。",
    )


@pytest.mark.django_db
def test_nothing_is_left_reading_for_ever(office_user, monkeypatch):
    def break_down(data, filename, progress=None, leaders=()):
        raise RuntimeError("broken")

    monkeypatch.setattr(reading, "read_bytes", break_down)
    batch = verbs.start(data=b"x", filename="x.txt", by=office_user)
    with pytest.raises(RuntimeError):
        reading.read_beside(batch.pk, office_user)
    batch.refresh_from_db()
    assert batch.state == ImportState.FAILED and "文件已保留" in batch.error


@pytest.mark.django_db
def test_progress_is_told_in_steps(office_user, monkeypatch):
    told = []

    def slowly(data, filename, progress=None, leaders=()):
        for step in range(101):
            progress(step, 100)
            told.append(ImportBatch.objects.get().progress)
        raise UnreadableDocument("到此为止。")

    monkeypatch.setattr(reading, "read_bytes", slowly)
    batch = verbs.start(data=b"x", filename="x.txt", by=office_user)
    reading.read_batch(batch, by=office_user)
    assert told == sorted(told) and told[50] == 50 and told[-1] == 99


@pytest.mark.django_db
def test_reading_that_stopped_is_noticed(office_user):
    batch = verbs.start(data=b"x", filename="x.txt", by=office_user)
    assert not background.is_stalled(batch)
    batch.updated_at = timezone.now() - timedelta(minutes=3)
    assert background.is_stalled(batch)
