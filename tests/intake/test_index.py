"""Handing a document in, and the list of batches."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assignments.choices import ImportState
from assignments.intake import verbs
from assignments.models import ImportBatch
from tests.intake.documents import previewed, row

pytestmark = pytest.mark.django_db

URL = "/import/"


def hand_in(client, data, name="通知.txt", **more):
    return client.post(
        URL, {"file": SimpleUploadedFile(name, data), "level": "local", **more}
    )


def test_shows_form_and_batches(office, office_user):
    previewed(office_user, row(1))
    page = office.get(URL)
    assert reverse("intake:index") == URL
    assert page.status_code == 200
    assert (
        "读取并预览" in page.text and "通知.txt" in page.text and "待确认" in page.text
    )


def test_file_becomes_a_preview(office, office_user, notice_bytes):
    answer = hand_in(office, notice_bytes)
    batch = ImportBatch.objects.get()
    assert answer.status_code == 302 and answer["Location"] == f"/import/{batch.pk}/"
    assert (batch.state, batch.year, batch.by) == (
        ImportState.PREVIEW,
        2021,
        office_user,
    )
    assert len(batch.sha256) == 64 and bytes(batch.file) == notice_bytes


def test_pasted_text_becomes_a_preview(office, notice_bytes):
    answer = office.post(URL, {"text": notice_bytes.decode(), "level": "local"})
    assert answer.status_code == 302
    assert ImportBatch.objects.get().rows.count() == 146


def test_year_of_the_form_wins(office, notice_bytes):
    hand_in(office, notice_bytes, year="2022")
    assert ImportBatch.objects.get().year == 2022


def test_stranger_signs_in_first(client, db):
    assert client.get(URL)["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("who", ["leader_user", "viewer_user"])
def test_reader_gets_403(request, client_for, who):
    client = client_for(request.getfixturevalue(who))
    assert client.get(URL).status_code == 403
    assert hand_in(client, b"x").status_code == 403
    assert not ImportBatch.objects.exists()


def test_admin_may(client_for, admin_user):
    assert client_for(admin_user).get(URL).status_code == 200


def test_wrong_method(office):
    assert office.delete(URL).status_code == 405


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"level": "local"}, "请选择文件，或粘贴通知内容"),
        ({"level": "local", "text": "甲", "year": "1066"}, "2000"),
        ({"level": "county", "text": "甲"}, "层级"),
    ],
)
def test_bad_input_is_told_and_nothing_typed_is_lost(office, data, said):
    page = office.post(URL, data)
    assert page.status_code == 200 and said in page.text
    assert data.get("text", "") in page.text
    assert not ImportBatch.objects.exists()


def test_file_and_text_together(office):
    page = hand_in(office, b"abc", text="甲")
    assert "只能选一种" in page.text


def test_empty_file(office):
    assert "文件是空的" in hand_in(office, b"").text


def test_document_without_tasks_fails_with_advice(office):
    hand_in(office, "今天天气很好。".encode())
    batch = ImportBatch.objects.get()
    assert batch.state == ImportState.FAILED and batch.error == verbs.NOTHING_READ


def test_document_without_year_asks_for_it(office, notice_bytes):
    text = notice_bytes.decode().replace("2021", "")
    office.post(URL, {"text": text, "level": "local"})
    assert ImportBatch.objects.get().error == verbs.NO_YEAR


def test_second_time_makes_a_second_batch(office, notice_bytes):
    hand_in(office, notice_bytes)
    hand_in(office, notice_bytes)
    assert ImportBatch.objects.count() == 2


def test_list_does_not_load_files(office, office_user, django_assert_max_num_queries):
    for number in range(1, 6):
        previewed(office_user, row(number))
    with django_assert_max_num_queries(8) as queries:
        office.get(URL)
    assert not any(
        '"file"' in query["sql"] or '"reading"' in query["sql"] for query in queries
    )
