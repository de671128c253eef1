"""Files stay only where what they were written for came about, and only whole."""

import errno

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from assignments.evidence.storage import gone_unless_done
from assignments.ledger.writing import verb


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def files(folder) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


class HalfAFile(ContentFile):
    """The disk is full after the first part of it."""

    def chunks(self, chunk_size=None):
        yield b"half"
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_file_that_was_begun_does_not_stay(folder):
    with pytest.raises(OSError, match="No space"):
        default_storage.save("attachments/one", HalfAFile(b"whole"))
    assert files(folder) == []


def test_files_of_what_failed_go(folder):
    with pytest.raises(KeyError), gone_unless_done():
        default_storage.save("one", ContentFile(b"1"))
        default_storage.save("two", ContentFile(b"2"))
        raise KeyError
    assert files(folder) == []


def test_files_of_what_was_done_stay(folder):
    with gone_unless_done():
        default_storage.save("one", ContentFile(b"1"))
    default_storage.save("two", ContentFile(b"2"))
    assert files(folder) == ["one", "two"]


def test_an_outer_failure_takes_the_inner_files_and_an_inner_one_only_its_own(folder):
    with pytest.raises(KeyError), gone_unless_done():
        with gone_unless_done():
            default_storage.save("inner", ContentFile(b"1"))
        raise KeyError
    assert files(folder) == []
    with gone_unless_done():
        default_storage.save("outer", ContentFile(b"1"))
        with pytest.raises(KeyError), gone_unless_done():
            default_storage.save("inner", ContentFile(b"1"))
            raise KeyError
    assert files(folder) == ["outer"]


@pytest.mark.django_db(transaction=True)
def test_a_commit_that_is_not_taken_leaves_no_file(folder, admin_user, monkeypatch):
    @verb
    def keep(*, by):
        default_storage.save("one", ContentFile(b"1"))

    def refuse(self):
        raise KeyError("commit")

    keep(by=admin_user)
    connection = transaction.get_connection()
    with monkeypatch.context() as patched:
        patched.setattr(type(connection), "_commit", refuse)
        pytest.raises(KeyError, keep, by=admin_user)
    assert files(folder) == ["one"]
