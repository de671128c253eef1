"""The page of the periods."""

import pytest
from django.urls import reverse

from assignments.choices import PeriodState
from assignments.ledger.figures import Board
from assignments.models import Period
from assignments.supervision.period_verbs import missing
from tests.buttons import press

ADDRESS = reverse("supervision:periods")


def at(code):
    return f"{ADDRESS}?period={code}"


def state(index):
    return Period.objects.get(year=2021, index=index).state


@pytest.fixture
def decided(small_plan):
    """What a browser sends to close the open quarter."""
    return {
        "action": "close",
        "seen": missing(Board(small_plan.period)).mark,
        "unassessed": "leave",
        "silent": "slow",
    }


# ---- Works


def test_what_is_missing_is_listed_with_its_choices(
    client_for, office_user, small_plan
):
    shown = client_for(office_user).get(ADDRESS).content.decode()
    assert "未报送、未评定 4 项" in shown and "评为“进度偏慢”" in shown
    assert "已报送、未评定 1 项" in shown
    assert "已报送、未审核" not in shown


def test_it_is_closed_and_the_next_opened(client_for, office_user, decided):
    client = client_for(office_user)
    press(client, at("2021Q2"), decided)
    assert state(2) == PeriodState.CLOSED
    answer = press(client, at("2021Q3"), {"action": "open"}, follow=True)
    assert state(3) == PeriodState.OPEN
    assert "已开启" in answer.content.decode()


def test_the_decisions_are_in_the_trace(client_for, office_user, decided):
    client = client_for(office_user)
    press(client, at("2021Q2"), decided)
    assert (
        "未报送、未评定 4 项，评为“进度偏慢”"
        in client.get(at("2021Q2")).content.decode()
    )


def test_the_day_is_moved(client_for, office_user, small_plan):
    typed = {"action": "extend", "due_on": "2021-07-20", "reason": "汛情"}
    press(client_for(office_user), ADDRESS, typed)
    assert (
        Period.objects.get(pk=small_plan.period.pk).due_on.isoformat() == "2021-07-20"
    )


def test_an_admin_reopens(client_for, admin_user, small_plan):
    press(
        client_for(admin_user), at("2021Q1"), {"action": "reopen", "reason": "数据有误"}
    )
    assert state(1) == PeriodState.OPEN


def test_a_year_without_periods_gets_its_quarters(client_for, office_user, small_plan):
    small_plan.works["talents"].pk = None
    small_plan.works["talents"].year = 2022
    small_plan.works["talents"].save()
    client = client_for(office_user)
    assert "安排 2022 年四个季度" in client.get(ADDRESS).content.decode()
    answer = press(client, ADDRESS, {"action": "plan_year", "year": "2022"})
    assert answer["Location"] == at("2022Q1")
    made = Period.objects.of_year(2022)
    assert [(row.index, row.state, row.ends.isoformat()) for row in made][0] == (
        1,
        "planned",
        "2022-03-31",
    )
    assert len(made) == 4
    assert (
        "已有报送期"
        in press(
            client, ADDRESS, {"action": "plan_year", "year": "2022"}, follow=True
        ).content.decode()
    )


@pytest.mark.parametrize("year", ["", "x", "2021", "2030"])
def test_a_year_that_needs_no_quarters(client_for, office_user, small_plan, year):
    press(client_for(office_user), ADDRESS, {"action": "plan_year", "year": year})
    assert len(Period.objects.all()) == 3


# ---- Wrong input, second time


def test_without_a_decision_it_stays_open(client_for, office_user, decided):
    del decided["silent"]
    answer = press(client_for(office_user), at("2021Q2"), decided)
    assert "请先决定如何处理。" in answer.content.decode()
    assert state(2) == PeriodState.OPEN


def test_what_changed_meanwhile_is_shown_afresh(
    client_for, office_user, decided, report_on
):
    report_on("talents", "市科技局")
    answer = press(
        client_for(office_user),
        at("2021Q2"),
        decided | {"unreviewed": "leave"},
        follow=True,
    )
    assert "又有变化" in answer.content.decode()
    assert state(2) == PeriodState.OPEN


def test_closing_twice_is_told(client_for, office_user, decided):
    client = client_for(office_user)
    press(client, at("2021Q2"), decided)
    answer = press(client, at("2021Q2"), decided, follow=True)
    assert "不能关闭" in answer.content.decode()


def test_opening_out_of_turn_is_told(client_for, office_user, small_plan):
    answer = press(
        client_for(office_user), at("2021Q3"), {"action": "open"}, follow=True
    )
    assert "请先关闭它" in answer.content.decode()
    assert state(3) == PeriodState.PLANNED


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"due_on": "2021-07-01", "reason": "汛情"}, "须晚于"),
        ({"due_on": "七月底", "reason": "汛情"}, "日期请写成"),
        ({"due_on": "2021-07-20", "reason": ""}, "请写明延长的理由。"),
    ],
)
def test_a_day_that_cannot_be(client_for, office_user, small_plan, typed, said):
    assert (
        said
        in press(
            client_for(office_user), ADDRESS, typed | {"action": "extend"}
        ).content.decode()
    )


def test_reopening_without_a_reason_is_told(client_for, admin_user, small_plan):
    answer = press(
        client_for(admin_user), at("2021Q1"), {"action": "reopen", "reason": ""}
    )
    assert "请写明重新开启的理由。" in answer.content.decode()
    assert state(1) == PeriodState.CLOSED


def test_wrong_method_and_action(client_for, office_user, small_plan):
    client = client_for(office_user)
    assert client.put(ADDRESS).status_code == 405
    assert press(client, ADDRESS, {"action": "freeze"}).status_code == 404


def test_without_a_period(client_for, office_user):
    assert client_for(office_user).get(ADDRESS).status_code == 200


# ---- Strangers and readers


def test_a_stranger_signs_in(client):
    assert client.get(ADDRESS).status_code == 302


@pytest.mark.parametrize("person", ["unit_user", "leader_user", "viewer_user"])
def test_a_reader_may_not(client_for, decided, person, request):
    client = client_for(request.getfixturevalue(person))
    assert client.get(ADDRESS).status_code == 403
    assert press(client, at("2021Q2"), decided).status_code == 403
    assert (
        press(client, ADDRESS, {"action": "plan_year", "year": "2022"}).status_code
        == 403
    )
    assert state(2) == PeriodState.OPEN


def test_the_office_does_not_reopen(client_for, office_user, small_plan):
    client = client_for(office_user)
    assert 'value="reopen"' not in client.get(at("2021Q1")).content.decode()
    assert (
        press(client, at("2021Q1"), {"action": "reopen", "reason": "改"}).status_code
        == 403
    )


def test_an_admin_does_not_close(client_for, admin_user, decided):
    assert press(client_for(admin_user), at("2021Q2"), decided).status_code == 403
    assert state(2) == PeriodState.OPEN
