"""The page on which the office keeps the picture of a livelihood project."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assignments.models import WorkPhoto
from assignments.rules.sizes import too_big
from tests.boards.pictures import picture, put
from tests.boards.reading import text_of

LIVELIHOOD = reverse("boards:livelihood")


def stored(tmp_path):
    return sorted(path.name for path in tmp_path.rglob("*") if path.is_file())


def test_another_picture_replaces_the_first_and_its_files(
    client_for,
    office_user,
    photo_url,
    own_files,
    tmp_path,
    django_capture_on_commit_callbacks,
):
    client = client_for(office_user)
    put(client, photo_url, file=picture())
    first = stored(tmp_path)
    with django_capture_on_commit_callbacks(execute=True):
        put(client, photo_url, file=picture(size=(300, 200)), caption="通车", version=0)
    assert len(first) == len(stored(tmp_path)) == 2 and not set(first) & set(
        stored(tmp_path)
    )
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{photo_url}remove/")
    assert stored(tmp_path) == [] and not WorkPhoto.objects.exists()
    assert [step.caption for step in WorkPhoto.history.order_by("history_id")] == [
        "新建的公交站台",
        "通车",
        "通车",
    ]
    assert client.post(f"{photo_url}remove/").status_code == 404


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "请选择一张照片"),
        (
            {"file": SimpleUploadedFile("a.jpg", b"<svg onload=alert(1)>")},
            "“a.jpg”不是完整的图片",
        ),
        ({"file": picture(size=(20, 20)), "caption": ""}, "请写图片说明"),
        (
            {"file": picture(size=(20, 20)), "taken_on": "2999-01-01"},
            "拍摄日期晚于今天",
        ),
        ({"file": picture(size=(20, 20)), "taken_on": "昨天"}, "日期请写成"),
    ],
)
def test_bad_input_says_what_is_wrong_and_keeps_what_was_typed(
    client_for, office_user, photo_url, own_files, given, said
):
    response = put(client_for(office_user), photo_url, **given)
    assert response.status_code == 200 and said in text_of(response)
    assert not WorkPhoto.objects.exists()
    assert (
        given.get("caption") == ""
        or 'value="新建的公交站台"' in response.content.decode()
    )


def test_too_heavy(client_for, office_user, photo_url, own_files, monkeypatch):
    monkeypatch.setattr("assignments.boards.photo.LARGEST", 1000)
    heavy = picture(size=(99, 99))
    said = too_big(heavy.name, heavy.size, 1000)
    assert said in text_of(put(client_for(office_user), photo_url, file=heavy))


def test_two_people_do_not_overwrite_each_other(
    client_for, office_user, photo_url, own_files
):
    client = client_for(office_user)
    put(client, photo_url, file=picture(size=(20, 20)))
    put(client, photo_url, caption="甲")
    assert "已被他人修改" in text_of(put(client, photo_url, caption="乙"))
    assert WorkPhoto.objects.get().caption == "甲"


def test_who_may_what(
    client,
    client_for,
    small_plan,
    viewer_user,
    admin_user,
    office_user,
    photo_url,
    own_files,
):
    assert client.get(photo_url).url.startswith(reverse("login"))
    for user in (viewer_user, admin_user):
        assert client_for(user).get(photo_url).status_code == 403
        assert (
            put(client_for(user), photo_url, file=picture(size=(20, 20))).status_code
            == 403
        )
    office = client_for(office_user)
    assert office.put(photo_url).status_code == 405
    key_work = reverse("boards:photo", args=[small_plan.works["harbour"].pk])
    assert office.get(key_work).status_code == 404
    put(office, photo_url, file=picture(size=(20, 20)))
    assert photo_url not in client_for(viewer_user).get(LIVELIHOOD).content.decode()
