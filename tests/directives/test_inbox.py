"""Whose turn it is: works for each role, stranger, reader, wrong method, and the number of
queries."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from assignments.directives import verbs
from assignments.directives.inbox import piles
from assignments.models import Directive, Unit, User

pytestmark = pytest.mark.django_db

INBOX = "/directives/"
TODAY = date(2021, 7, 21)


def names(user, as_of=TODAY):
    """The piles as {key: texts}."""
    return {
        pile.key: [entry.directive.text for entry in pile.entries]
        for pile in piles(user, as_of)
    }


@pytest.fixture
def several(give, office_user, other_unit_user):
    """Late, open, answered and closed on `fields`; one on `harbour` to 市科技局."""
    give(text="逾期的", due_on=date(2021, 7, 20))
    give(text="未到期", due_on=date(2021, 7, 21))
    verbs.reply(directive=give(text="已答复"), text="好。", by=other_unit_user)
    verbs.close(directive=give(text="办结的"), by=office_user)
    give(
        text="给科技局",
        work="harbour",
        leader="蔡木贵",
        units=("市科技局",),
        due_on=None,
    )


def test_the_office_sees_the_late_ones_first(several, office_user):
    assert names(office_user) == {
        "late": ["逾期的"],
        "open": ["未到期", "给科技局"],
        "replied": ["已答复"],
        "closed": ["办结的"],
    }


def test_a_unit_sees_what_it_owes(several, other_unit_user, unit_user):
    assert names(other_unit_user) == {
        "mine": ["逾期的", "未到期"],
        "answered": ["已答复"],
        "others": [],
        "closed": ["办结的"],
    }
    assert names(unit_user)["mine"] == ["给科技局"]


def test_one_units_answer_does_not_excuse_the_other(
    give, small_plan, unit_user, other_unit_user
):
    found = give(units=("市农业农村局", "市科技局"))
    verbs.reply(directive=found, text="好。", by=other_unit_user)
    assert names(unit_user)["mine"] == ["请加快进度。"]
    assert names(other_unit_user)["answered"] == ["请加快进度。"]


def test_who_is_silent_is_named_and_late(
    client_for, give, office_user, other_unit_user
):
    found = give(units=("市农业农村局", "市科技局", "各乡镇（街道）"))
    verbs.reply(directive=found, text="好。", by=other_unit_user)
    assert names(office_user) == {
        "late": ["请加快进度。"],
        "open": [],
        "replied": [],
        "closed": [],
    }
    shown = client_for(office_user).get(INBOX).content.decode()
    assert "还没有回复：市科技局、各乡镇（街道）" in shown
    town = User.objects.create(
        username="jiedao", role="unit", unit=Unit.objects.get(name="玉城街道")
    )
    verbs.reply(directive=found, text="收到。", by=town)
    assert [
        unit.unit.name for unit in Directive.objects.with_answers().get().owing()
    ] == ["市科技局"]


def test_asked_again_it_is_owed_again(give, office_user, other_unit_user):
    found = give()
    verbs.reply(directive=found, text="好。", by=other_unit_user)
    verbs.ask_again(directive=found, because="太简单", by=office_user)
    assert names(other_unit_user)["mine"] == ["请加快进度。"]


def test_a_lead_unit_sees_what_others_were_asked_about_its_work(give, other_unit_user):
    give(units=("市财政局",))
    assert names(other_unit_user)["others"] == ["请加快进度。"]


def test_a_leader_sees_own_and_others(several, other_leader_user, leader_user):
    assert names(other_leader_user) == {
        "replied": ["已答复"],
        "open": ["逾期的", "未到期"],
        "others": ["给科技局"],
        "closed": ["办结的"],
    }
    assert names(leader_user)["open"] == ["给科技局"]


@pytest.mark.parametrize(
    "who",
    [
        "admin_user",
        "office_user",
        "unit_user",
        "other_unit_user",
        "leader_user",
        "other_leader_user",
    ],
)
def test_it_works(request, client_for, several, who):
    with time_machine.travel(TODAY):
        page = client_for(request.getfixturevalue(who)).get(INBOX)
    assert page.status_code == 200
    for pile in page.context["piles"]:
        assert (f"{pile.value} 件" in page.content.decode()) is bool(pile.value)


def test_a_figure_of_the_overview_has_its_list(
    client_for, several, office_user, small_plan
):
    """An unknown wish shows the whole inbox."""
    client = client_for(office_user)
    page = client.get(INBOX, {"period": "2021Q2", "only": "open"})
    assert [pile.value for pile in page.context["piles"]] == [
        4
    ] and "2021年二季度" in page.content.decode()
    (none,) = client.get(INBOX, {"period": "2021Q2", "only": "late"}).context["piles"]
    assert none.value == 0
    assert (
        len(client.get(INBOX, {"period": "2021Q2", "only": "?"}).context["piles"]) == 4
    )


def test_empty(client_for, small_plan, leader_user):
    assert "没有批示" in client_for(leader_user).get(INBOX).content.decode()


def test_the_stranger_signs_in_first(client, db):
    assert client.get(reverse("directives:inbox")).url.startswith("/accounts/login/")


def test_a_viewer_has_no_inbox(client_for, viewer_user):
    assert client_for(viewer_user).get(INBOX).status_code == 403


def test_wrong_method(client_for, office_user):
    assert client_for(office_user).post(INBOX).status_code == 405


def test_as_many_queries_for_twenty_as_for_one(
    client_for, give, office_user, django_assert_max_num_queries
):
    client = client_for(office_user)
    for index in range(20):
        give(text=f"第{index}件")
    with django_assert_max_num_queries(8):
        client.get(INBOX)
