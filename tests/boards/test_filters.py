"""Saved filters: kept under a name for oneself, by the office for everybody, and taken away
again."""

from urllib.parse import parse_qs, urlencode

import pytest
from django.urls import reverse

from assignments.boards.saved import kept
from assignments.models import SavedFilter
from tests.boards.reading import text_of

FILTERS, TASKS = reverse("boards:filters"), reverse("boards:tasks")
QUERY = "kind=key&sort=-leader"


def keep(client, name="偏慢的", query=QUERY, **more):
    return client.post(FILTERS, {"action": "keep", "name": name, "query": query} | more)


def test_keeps_the_filter_and_shows_it_above_the_ledger(
    client_for, viewer_user, small_plan
):
    client = client_for(viewer_user)
    response = keep(client)
    assert response.status_code == 302 and response.url == f"{TASKS}?{QUERY}"
    page = client.get(TASKS)
    assert "偏慢的" in text_of(page)
    assert (
        f"{TASKS}?period=2021Q2&amp;{QUERY.replace('&', '&amp;')}"
        in page.content.decode()
    )


def test_the_form_is_offered_with_the_present_filter(client_for, viewer_user):
    response = client_for(viewer_user).get(FILTERS, {"query": QUERY})
    assert response.status_code == 200 and "保存现在的筛选" in text_of(response)
    assert "保存现在的筛选" not in text_of(client_for(viewer_user).get(FILTERS))


def test_period_and_page_do_not_come_along():
    query = urlencode(
        {
            "period": "2021Q2",
            "page": 3,
            "kind": "key",
            "by": "work",
            "words": "港 区",
            "evil": "1",
        }
    )
    assert parse_qs(kept(query)) == {
        "kind": ["key"],
        "by": ["work"],
        "words": ["港 区"],
    }


def test_several_columns_are_kept():
    assert parse_qs(kept("columns=due&columns=unit")) == {"columns": ["due", "unit"]}


@pytest.mark.parametrize(
    ("name", "query", "said"),
    [
        ("", QUERY, "请给这个筛选起个名称"),
        ("长" * 41, QUERY, "“名称”最多 40 字，现在有 41 字，超出 1 字"),
        ("空的", "period=2021Q2", "现在没有筛选条件"),
        ("太长", "words=" + "长" * 300, "筛选条件太长"),
    ],
)
def test_bad_input_is_said_and_nothing_typed_is_lost(
    client_for, viewer_user, name, query, said
):
    response = keep(client_for(viewer_user), name, query)
    assert response.status_code == 200 and said in text_of(response)
    assert f'value="{name}"' in response.content.decode() or not name
    assert not SavedFilter.objects.exists()


def test_the_same_name_twice_is_refused(client_for, viewer_user, office_user):
    client = client_for(viewer_user)
    keep(client)
    assert "已有同名的常用筛选" in text_of(keep(client))
    office = client_for(office_user)
    keep(office, shared="on")
    assert "已有同名的共享筛选" in text_of(keep(office, shared="on"))
    assert SavedFilter.objects.count() == 2


def test_another_persons_filters_are_not_seen(
    client_for, viewer_user, unit_user, small_plan
):
    keep(client_for(viewer_user))
    assert "偏慢的" not in text_of(client_for(unit_user).get(TASKS))
    assert "偏慢的" not in text_of(client_for(unit_user).get(FILTERS))


def test_the_office_keeps_filters_for_everybody(
    client_for, viewer_user, office_user, small_plan
):
    keep(client_for(office_user), shared="on")
    assert SavedFilter.objects.get().owner is None
    assert "偏慢的" in text_of(client_for(viewer_user).get(TASKS))


@pytest.mark.parametrize(
    "person", ["admin_user", "unit_user", "leader_user", "viewer_user"]
)
def test_others_cannot_share(person, request, client_for):
    client = client_for(request.getfixturevalue(person))
    assert 'name="shared"' not in client.get(FILTERS, {"query": QUERY}).content.decode()
    keep(client, shared="on")
    assert SavedFilter.objects.get().owner is not None


# ---- taking away


def remove(client, saved):
    return client.post(reverse("boards:delete_saved_filter", args=[saved.pk]))


def test_ones_own_can_be_taken_away(client_for, viewer_user):
    client = client_for(viewer_user)
    keep(client)
    assert remove(client, SavedFilter.objects.get()).status_code == 302
    assert not SavedFilter.objects.exists()
    assert SavedFilter.history.get(history_type="-").history_user == viewer_user


def test_a_second_time_there_is_none(client_for, viewer_user):
    client = client_for(viewer_user)
    keep(client)
    saved = SavedFilter.objects.get()
    remove(client, saved)
    assert remove(client, saved).status_code == 404


def test_somebody_elses_is_not_there_and_a_shared_one_stays(
    client_for, viewer_user, unit_user, office_user
):
    keep(client_for(viewer_user))
    assert remove(client_for(unit_user), SavedFilter.objects.get()).status_code == 404
    keep(client_for(office_user), "大家的", shared="on")
    shared = SavedFilter.objects.get(owner=None)
    assert remove(client_for(viewer_user), shared).status_code == 403
    assert SavedFilter.objects.count() == 2
    assert remove(client_for(office_user), shared).status_code == 302


def test_a_wrong_key_is_404(client_for, viewer_user):
    assert client_for(viewer_user).post(f"{FILTERS}x/delete/").status_code == 404


def test_stranger_is_sent_to_sign_in(client):
    assert client.get(FILTERS).url.startswith(reverse("login"))
    assert keep(client).url.startswith(reverse("login"))


def test_wrong_method(client_for, viewer_user):
    assert client_for(viewer_user).put(FILTERS).status_code == 405
