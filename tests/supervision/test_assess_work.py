"""Assessing one work on its own page."""

import pytest
from django.urls import reverse

from assignments.models import Assessment
from assignments.supervision.verbs import NOT_YET, assess


@pytest.fixture
def where(small_plan):
    return reverse("supervision:assess_work", args=[small_plan.works["enterprises"].pk])


def typed(small_plan, word="enterprises", **changes):
    key = small_plan.works[word].pk
    return {
        f"w{key}-{name}": value
        for name, value in ({"version": NOT_YET} | changes).items()
    }


def made(small_plan):
    return Assessment.objects.filter(
        work=small_plan.works["enterprises"], period=small_plan.period
    ).first()


def test_report_and_hint_stand_beside_the_choice(client_for, office_user, where):
    shown = client_for(office_user).get(where).content.decode()
    assert "已完成“小升规”31家。" in shown
    assert "目标 不少于 60家，完成数 31，" in shown and "序时进度 50%" in shown


def test_it_is_recorded(client_for, office_user, where, small_plan):
    answer = client_for(office_user).post(
        where, typed(small_plan, standing="on_track", method="site"), follow=True
    )
    assert "已保存评定" in answer.content.decode()
    assert (made(small_plan).standing, made(small_plan).method) == ("on_track", "site")


def test_against_the_hint_the_words_stay(client_for, office_user, where, small_plan):
    answer = client_for(office_user).post(
        where, typed(small_plan, standing="slow", comment="要看下季。")
    )
    shown = answer.content.decode()
    assert "评为“进度偏慢”须写一句理由" in shown and "要看下季。" in shown
    assert made(small_plan) is None


def test_what_others_recorded_is_shown(client_for, office_user, where, small_plan):
    arguments = {"work": small_plan.works["enterprises"], "period": small_plan.period}
    other = assess(**arguments, standing="on_track", comment="他人的。", by=office_user)
    client = client_for(office_user)
    answer = client.post(
        where, typed(small_plan, standing="on_track", comment="我的。")
    )
    shown = answer.content.decode()
    assert "他人的。" in shown and "我的。" in shown
    assert made(small_plan).comment == "他人的。"
    client.post(
        where,
        typed(small_plan, standing="on_track", comment="我的。", version=other.version),
    )
    assert made(small_plan).comment == "我的。"


def test_a_closed_period_is_told(client_for, office_user, where, small_plan):
    client = client_for(office_user)
    assert "评定不能改动" in client.get(where, {"period": "2021Q1"}).content.decode()
    client.post(f"{where}?period=2021Q1", typed(small_plan, standing="slow"))
    first = Assessment.objects.get(
        work=small_plan.works["enterprises"], period=small_plan.last
    )
    assert first.standing == "on_track"


def test_a_stranger_signs_in(client, where):
    assert client.get(where).status_code == 302


@pytest.mark.parametrize(
    "person", ["unit_user", "leader_user", "viewer_user", "admin_user"]
)
def test_a_reader_may_not(client_for, where, small_plan, person, request):
    client = client_for(request.getfixturevalue(person))
    assert client.get(where).status_code == 403
    assert client.post(where, typed(small_plan, standing="slow")).status_code == 403
    assert made(small_plan) is None


def test_wrong_method_and_unknown_work(client_for, office_user, where, small_plan):
    client = client_for(office_user)
    assert client.put(where).status_code == 405
    assert (
        client.get(reverse("supervision:assess_work", args=[999999])).status_code == 404
    )


@pytest.mark.parametrize("sent", [{}, {"comment": "再看一季。"}])
def test_nothing_assessed_is_told(client_for, office_user, where, small_plan, sent):
    answer = client_for(office_user).post(
        where, typed(small_plan, **sent) if sent else {}
    )
    shown = answer.content.decode()
    assert "请选择评定" in shown and sent.get("comment", "") in shown
    assert made(small_plan) is None


def test_a_judgement_is_taken_back(client_for, office_user, where, small_plan):
    client = client_for(office_user)
    client.post(where, typed(small_plan, standing="on_track"))
    sent = typed(small_plan, standing="", version=made(small_plan).version)
    answer = client.post(where, sent, follow=True)
    assert "已撤回评定" in answer.content.decode()
    assert made(small_plan).standing == ""
