"""The phrases for sending a report back."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from assignments.models import Phrase
from assignments.supervision.verbs import keep_phrases

ADDRESS = reverse("supervision:phrases")


def kept():
    return [phrase.text for phrase in Phrase.objects.all()]


def test_a_line_is_a_phrase_in_its_order(client_for, office_user):
    client = client_for(office_user)
    client.post(ADDRESS, {"texts": "请补充数据。\n\n 请写明原因。\n请补充数据。"})
    assert kept() == ["请补充数据。", "请写明原因。"]
    client.post(ADDRESS, {"texts": "请写明原因。\n请更新。\n请补充数据。"})
    assert kept() == ["请写明原因。", "请更新。", "请补充数据。"]
    assert "请更新。" in client.get(ADDRESS).content.decode()


def test_a_phrase_that_goes_is_in_the_history(office_user):
    keep_phrases(texts=["请补充数据。"], by=office_user)
    keep_phrases(texts=[], by=office_user)
    assert kept() == []
    assert Phrase.history.first().history_change_reason == "删除常用语"


def test_a_phrase_too_long_is_told(client_for, office_user):
    answer = client_for(office_user).post(ADDRESS, {"texts": "好。\n" + "长" * 201})
    assert "“第 2 行”最多 200 字，现在有 201 字，超出 1 字" in answer.content.decode()
    assert kept() == []


def test_the_same_again_changes_nothing(client_for, office_user):
    for _ in range(2):
        client_for(office_user).post(ADDRESS, {"texts": "请补充数据。"})
    assert len(Phrase.history.all()) == 1


def test_a_stranger_signs_in(client):
    assert client.get(ADDRESS).status_code == 302


@pytest.mark.parametrize(
    "person", ["unit_user", "leader_user", "viewer_user", "admin_user"]
)
def test_a_reader_may_not(client_for, person, request):
    by = request.getfixturevalue(person)
    assert client_for(by).get(ADDRESS).status_code == 403
    assert client_for(by).post(ADDRESS, {"texts": "。"}).status_code == 403
    with pytest.raises(PermissionDenied):
        keep_phrases(texts=["。"], by=by)


def test_wrong_method(client_for, office_user):
    assert client_for(office_user).put(ADDRESS).status_code == 405
