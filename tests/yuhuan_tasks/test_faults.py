"""A page that could not be done says so in Chinese, gives back what was typed, and says when to try
again: also where neither the database nor the session can be read."""

import errno
import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connections
from django.test import Client
from django.urls import reverse

from assignments.ledger import writing
from assignments.models import Attachment, ProgressReport
from tests.buttons import press

pytestmark = pytest.mark.django_db
WORDS = "已开工 3 个项目。\n“余下的”年底前完成。"


@pytest.fixture
def asking(unit_user, client_for):
    """A client that is answered as a browser is, instead of raising what the view raised."""
    client = client_for(unit_user)
    client.raise_request_exception = False
    return client


@pytest.fixture
def report(small_plan):
    unit, work = small_plan.units["市科技局"], small_plan.works["talents"]
    return reverse("reporting:report", args=[work.pk, unit.pk])


def failing(error):
    def fail(*args, **kwargs):
        raise error

    return fail


@pytest.fixture
def database_gone(monkeypatch):
    """Every statement fails, as where PostgreSQL has been stopped: those of the session as well."""

    def stop():
        gone = failing(OperationalError("database is locked"))
        monkeypatch.setattr(connections["default"], "cursor", gone)
        monkeypatch.setattr(connections["default"], "set_autocommit", gone)

    yield stop
    monkeypatch.undo()


def boxes(text: str) -> dict[str, str]:
    """{label: text} of what is given back."""
    found = re.findall(
        r'<label class="label" for="typed-\d+">(.*?)</label>\s*<textarea[^>]*>(.*?)</textarea>',
        text,
        re.DOTALL,
    )
    return {html.unescape(label): html.unescape(words) for label, words in found}


def sent_again(text: str) -> dict[str, str]:
    return {
        name: html.unescape(value)
        for name, value in re.findall(
            r'<input type="hidden" name="([^"]*)" value="([^"]*)">', text, re.DOTALL
        )
    }


def test_what_was_typed_comes_back_without_database_and_session(
    asking, report, database_gone
):
    database_gone()
    sent = {
        "progress": WORDS,
        "problems": "",
        "action": "submit",
        "reading_7": "12.5",
        "version": "3",
    }
    answer = press(asking, report + "?from=desk", sent)
    text = answer.content.decode()
    assert answer.status_code == 503 and answer["Retry-After"] == "10"
    assert "系统正忙" in text and "10 秒后" in text and 'lang="zh-CN"' in text
    assert boxes(text) == {"进展情况": WORDS, "完成数": "12.5"}
    del sent["action"]  # it is in the address of the button
    assert sent_again(text) == sent
    assert f'action="{report}submit/?from=desk"' in text
    assert "Content-Security-Policy" in answer


def test_a_page_that_was_only_asked_for_says_when_to_ask_again(asking, database_gone):
    database_gone()
    answer = asking.get(reverse("boards:overview"))
    text = answer.content.decode()
    assert answer.status_code == 503 and "重新打开这一页" in text
    assert "没有保存" not in text and boxes(text) == {}


def test_htmx_gets_one_line(asking, report, database_gone):
    database_gone()
    answer = asking.post(report, {"progress": WORDS}, headers={"HX-Request": "true"})
    text = answer.content.decode().strip()
    assert answer.status_code == 503 and answer["Retry-After"] == "10"
    assert "<" not in text and "没有保存" in text and "10 秒后" in text


def test_a_password_is_never_given_back(database_gone):
    client = Client(raise_request_exception=False)
    database_gone()
    sent = {"username": "keji", "password": "geheim-2021"}
    answer = client.post(reverse("login"), sent)
    text = answer.content.decode()
    assert answer.status_code == 503 and "geheim" not in text
    assert boxes(text) == {"用户名": "keji"} and sent_again(text) == {}


def test_files_are_named_and_the_form_is_not_sent_again_without_them(
    asking, report, database_gone
):
    database_gone()
    files = [
        SimpleUploadedFile("清单.pdf", b"%PDF-1.7"),
        SimpleUploadedFile("图.png", b"x"),
    ]
    text = asking.post(report, {"progress": WORDS, "files": files}).content.decode()
    assert "清单.pdf、图.png" in text and "重新选择" in text
    assert boxes(text)["进展情况"] == WORDS and sent_again(text) == {}


def test_what_is_given_back_runs_nowhere(asking, report, database_gone):
    database_gone()
    evil = '</textarea><script>alert("x")</script>'
    text = asking.post(report, {"progress": evil, '"><b>': "坏"}).content.decode()
    assert "<script>alert" not in text and "<b>" not in text
    assert boxes(text)["进展情况"] == evil


def test_a_mistake_of_ours_stays_a_500_and_gives_the_words_back(
    asking, report, monkeypatch
):
    monkeypatch.setattr(
        "assignments.reporting.report.ReportPage.form", failing(KeyError("x"))
    )
    answer = press(asking, report, {"progress": WORDS, "action": "save"})
    text = answer.content.decode()
    assert (
        answer.status_code == 500 and "系统出错" in text and "Retry-After" not in answer
    )
    assert boxes(text)["进展情况"] == WORDS and sent_again(text) == {}


def test_a_second_fault_while_giving_back_ends_nothing(
    asking, report, database_gone, monkeypatch
):
    database_gone()
    monkeypatch.setattr("yuhuan_tasks.faults.given_back", failing(RuntimeError()))
    answer = asking.post(report, {"progress": WORDS})
    assert answer.status_code == 503 and "系统正忙" in answer.content.decode()


# ---- the disk


@pytest.fixture
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_a_full_disk_under_an_upload_gives_the_words_back(asking, report, monkeypatch):
    """Django puts a big file down before the view is asked; what stands behind it in the form is
    read all the same."""
    monkeypatch.setattr(
        "django.core.files.uploadedfile.TemporaryUploadedFile.write",
        failing(OSError(errno.ENOSPC, "No space left on device")),
        raising=False,
    )
    monkeypatch.setattr(
        "django.core.files.uploadhandler.TemporaryFileUploadHandler.receive_data_chunk",
        failing(OSError(errno.ENOSPC, "No space left on device")),
    )
    big = SimpleUploadedFile("大.pdf", b"%PDF-1.7" + bytes(3 * 1024 * 1024))
    answer = asking.post(
        report, {"progress": WORDS, "files": big, "problems": "缺资金。"}
    )
    text = answer.content.decode()
    assert (
        answer.status_code == 503
        and "磁盘已满" in text
        and answer["Retry-After"] == "300"
    )
    assert boxes(text) == {"进展情况": WORDS, "存在问题": "缺资金。"}
    assert sent_again(text) == {} and "大.pdf" in text and "{#" not in text
    assert not ProgressReport.objects.filter(progress=WORDS).exists()


def test_a_full_disk_under_the_second_file_leaves_nothing(
    asking, report, own_media, monkeypatch
):
    """The first is whole by then, the second is begun: neither stays, as the rows do not."""
    stored = writing.save
    seen = []

    def full(instance, **kwargs):
        seen.append(instance)
        if (
            isinstance(instance, Attachment)
            and sum(isinstance(x, Attachment) for x in seen) == 2
        ):
            raise OSError(errno.ENOSPC, "No space left on device")
        return stored(instance, **kwargs)

    monkeypatch.setattr("assignments.reporting.verbs.save", full)
    files = [SimpleUploadedFile(f"{n}.pdf", b"%PDF-1.7" + bytes([n])) for n in (1, 2)]
    sent = {"progress": WORDS, "files": files, "action": "save", "version": "-1"}
    answer = press(asking, report, sent)
    assert answer.status_code == 503 and len(seen) >= 3
    assert [path for path in own_media.rglob("*") if path.is_file()] == []
    assert not Attachment.objects.exists()
    assert not ProgressReport.objects.filter(progress=WORDS).exists()
