"""The list of bulletins: works, stranger, reader, wrong method, bad input, second time."""

import pytest

from assignments.bulletins import verbs
from assignments.ledger import bulletin_verbs
from assignments.models import Bulletin

INDEX = "/bulletins/"
DRAFT = "/bulletins/draft/"
READERS = ["admin_user", "unit_user", "leader_user", "viewer_user"]


def test_the_office_begins_a_bulletin(client_for, office_user, quarter):
    client = client_for(office_user)
    assert "拟写通报" in client.get(INDEX).content.decode()
    response = client.post(DRAFT, {"period": quarter.pk})
    assert response.url == f"/bulletins/{Bulletin.objects.get().pk}/"


def test_periods_without_one_are_offered(client_for, office_user, small_plan, drafted):
    found = client_for(office_user).get(INDEX).context
    assert found["waiting"] == [small_plan.last]
    assert found["bulletins"] == [drafted]


def test_a_withdrawn_one_is_listed_with_its_reason_and_its_period_offered_again(
    client_for, office_user, drafted, quarter
):
    verbs.issue(bulletin=drafted, by=office_user)
    bulletin_verbs.withdraw(bulletin=drafted, because="数字有误", by=office_user)
    page = client_for(office_user).get(INDEX)
    assert (
        "撤回原因：数字有误" in page.content.decode()
        and "✕ 已撤回" in page.content.decode()
    )
    assert quarter in page.context["waiting"]


@pytest.mark.parametrize("who", READERS)
def test_readers_see_what_was_issued(request, client_for, office_user, drafted, who):
    client = client_for(request.getfixturevalue(who))
    page = client.get(INDEX).content.decode()
    assert "拟写通报" not in page and (drafted.title in page) == (who == "admin_user")
    verbs.issue(bulletin=drafted, by=office_user)
    assert drafted.title in client.get(INDEX).content.decode()


@pytest.mark.parametrize("who", READERS)
def test_a_reader_may_not_begin_one(request, client_for, quarter, who):
    client = client_for(request.getfixturevalue(who))
    assert client.post(DRAFT, {"period": quarter.pk}).status_code == 403
    assert not Bulletin.objects.exists()


def test_empty(client_for, viewer_user):
    assert "还没有通报" in client_for(viewer_user).get(INDEX).content.decode()


def test_the_stranger_signs_in_first(client, db):
    assert client.get(INDEX).url.startswith("/accounts/login/")


def test_wrong_method(client_for, office_user):
    assert client_for(office_user).delete(INDEX).status_code == 405


@pytest.mark.parametrize("period", ["", "x", "999999", "-1"])
def test_bad_input(client_for, office_user, small_plan, period):
    assert client_for(office_user).post(DRAFT, {"period": period}).status_code == 404


def test_a_planned_period_is_refused_with_a_sentence(
    client_for, office_user, small_plan
):
    page = client_for(office_user).post(
        DRAFT, {"period": small_plan.quarters[3].pk}, follow=True
    )
    assert "尚未开启" in page.content.decode()


def test_second_time(client_for, office_user, quarter):
    client = client_for(office_user)
    assert (
        client.post(DRAFT, {"period": quarter.pk}).url
        == client.post(DRAFT, {"period": quarter.pk}).url
    )
    assert Bulletin.objects.count() == 1
