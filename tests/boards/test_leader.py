"""One leader's board."""

from datetime import date

import pytest
from django.urls import reverse

from assignments.choices import Standing
from assignments.models import (
    Assessment,
    CoLeader,
    Directive,
    Leader,
    Period,
    ProgressReport,
)
from tests.boards.conftest import AT
from tests.boards.reading import text_of


def board_of(leader) -> str:
    return reverse("boards:leader", args=[leader.pk])


def give_directive(small_plan, office_user, state="open"):
    return Directive.objects.create(
        work=small_plan.works["enterprises"],
        leader=small_plan.leaders["蔡木贵"],
        signed_as="蔡木贵副市长",
        text="请逐家排出清单。",
        issued_on=date(2021, 5, 1),
        due_on=date(2021, 5, 20),
        recorded_by=office_user,
        state=state,
    )


def assess(small_plan, word, standing):
    return Assessment.objects.create(
        work=small_plan.works[word],
        period=small_plan.period,
        standing=standing,
        assessed_at=AT,
    )


def test_own_and_shared_tasks(client_for, small_plan, leader_user):
    response = client_for(leader_user).get(board_of(leader_user.leader))
    assert [entry.task.number for entry in response.context["entries"]] == [1, 2, 5]
    page = response.content.decode()
    assert "与陈威副市长共同（3）" in page and "会同孙群常委" in page
    assert (
        "我的任务" in page
        and "已完成“小升规”31家。" in page
        and "下季度再新增15家。" in page
    )


def test_who_has_a_row_of_the_same_work_is_a_partner_and_no_helper(
    client_for, small_plan, leader_user
):
    """Though the remark names them too; who has none is a helper, of the row whose remark it is."""
    for task, name in (("key", 2), "陈威"), (("key", 3), "孙群"), (("key", 2), "孙群"):
        CoLeader.objects.create(
            task=small_plan.tasks[task], leader=small_plan.leaders[name], role="jointly"
        )
    response = client_for(leader_user).get(board_of(leader_user.leader))
    (harbour,) = (one for one in response.context["entries"] if one.task.number == 2)
    assert [task.number for task in harbour.partners] == [3]
    assert [(row.leader.name, row.task.number) for row in harbour.helpers] == [
        ("孙群", 2)
    ]
    assert "会同陈威" not in text_of(response)


def test_a_leader_whom_only_a_remark_names(client_for, small_plan, viewer_user):
    response = client_for(viewer_user).get(board_of(small_plan.leaders["孙群"]))
    assert not response.context["entries"]
    assert [entry.task.number for entry in response.context["helped"]] == [5]
    assert sum(count.value for count in response.context["kpis"]) == 1


def test_targets_against_the_plan(client_for, small_plan, leader_user):
    page = client_for(leader_user).get(board_of(leader_user.leader)).content.decode()
    assert "31<small>/不少于 60家" in page
    assert "按序时进度 30" in page


def test_the_notices_order_and_slow_first(client_for, small_plan, leader_user):
    assess(small_plan, "talents", Standing.SLOW)
    client, url = client_for(leader_user), board_of(leader_user.leader)
    numbers = [
        entry.task.number
        for entry in client.get(url, {"order": "slow"}).context["entries"]
    ]
    assert numbers[0] == 5
    assert [
        entry.task.number
        for entry in client.get(url, {"order": "x"}).context["entries"]
    ] == [
        1,
        2,
        5,
    ]


def test_the_year_so_far(client_for, small_plan, leader_user):
    entry = (
        client_for(leader_user).get(board_of(leader_user.leader)).context["entries"][0]
    )
    assert [(period.index, standing) for period, standing in entry.quarters] == [
        (1, "on_track"),
        (2, ""),
    ]


def test_what_waits_for_the_leader(client_for, small_plan, leader_user, office_user):
    give_directive(small_plan, office_user)
    give_directive(small_plan, office_user, state="replied")
    give_directive(small_plan, office_user, state="closed")
    ProgressReport.objects.filter(pk=small_plan.report.pk).update(
        request="恳请协调用地。"
    )
    assess(small_plan, "talents", Standing.SLOW)
    response = client_for(leader_user).get(board_of(leader_user.leader))
    waiting = response.context["waiting"]
    assert [part.value for part in waiting.parts] == [1, 1, 1, 1]
    page = response.content.decode()
    assert (
        "待我阅处" in page
        and "恳请协调用地" in page
        and "转为偏慢" in page
        and "逾期" in page
    )


@pytest.mark.parametrize(
    ("was", "now", "waits"),
    [
        ("on_track", "slow", 1),
        ("adjusted", "slow", 1),
        ("slow", "slow", 0),
        ("done", "on_track", 0),
    ],
)
def test_what_turned_slow_waits(client_for, small_plan, leader_user, was, now, waits):
    """A finished work that is taken up again got worse, but nobody may call it slow."""
    Period.objects.update(state="open")
    Assessment.objects.filter(work=small_plan.works["talents"]).update(
        standing=was, comment="经批准。", approval_number="1号"
    )
    assess(small_plan, "talents", now)
    response = client_for(leader_user).get(
        board_of(leader_user.leader), {"period": "2021Q2"}
    )
    assert response.context["waiting"].slow.value == waits
    assert ("转为偏慢" in response.content.decode()) == bool(waits)


def test_a_draft_asks_nothing(client_for, small_plan, leader_user):
    ProgressReport.objects.filter(pk=small_plan.report.pk).update(
        request="恳请协调。", state="draft"
    )
    waiting = (
        client_for(leader_user).get(board_of(leader_user.leader)).context["waiting"]
    )
    assert waiting.requests.value == 0


@pytest.mark.parametrize("who", ["other_leader_user", "unit_user", "viewer_user"])
def test_others_do_not_see_what_waits(
    request, client_for, small_plan, office_user, who
):
    give_directive(small_plan, office_user)
    response = client_for(request.getfixturevalue(who)).get(
        board_of(small_plan.leaders["蔡木贵"])
    )
    assert response.status_code == 200
    assert response.context["waiting"] is None


def test_the_office_sees_what_waits(client_for, small_plan, office_user):
    give_directive(small_plan, office_user)
    response = client_for(office_user).get(board_of(small_plan.leaders["蔡木贵"]))
    assert response.context["waiting"].unanswered.value == 1
    page = response.content.decode()
    assert 0 < page.index("待领导阅处") < page.index("牵头任务")


def test_a_leader_without_any_task(client_for, small_plan, viewer_user):
    nobody = Leader.objects.create(name="新领导", title="副市长")
    assert (
        "没有牵头或协同的任务"
        in client_for(viewer_user).get(board_of(nobody)).content.decode()
    )


def test_without_any_period(client_for, leader_user):
    assert client_for(leader_user).get(board_of(leader_user.leader)).status_code == 200


def test_nobody_under_that_number(client_for, small_plan, viewer_user):
    assert (
        client_for(viewer_user).get(reverse("boards:leader", args=[999])).status_code
        == 404
    )


def test_a_stranger_signs_in_first(client, small_plan):
    assert client.get(board_of(small_plan.leaders["蔡木贵"])).status_code == 302


def test_only_reading(client_for, small_plan, leader_user):
    assert client_for(leader_user).post(board_of(leader_user.leader)).status_code == 405


@pytest.mark.parametrize(
    "who", ["office_user", "unit_user", "leader_user", "viewer_user"]
)
@pytest.mark.parametrize("plans", ["small_plan", "ten_plans"])
def test_twelve_queries(request, client_for, django_assert_max_num_queries, plans, who):
    plan = request.getfixturevalue(plans)
    client = client_for(request.getfixturevalue(who))
    with django_assert_max_num_queries(12):
        assert (
            client.get(
                board_of(plan.leaders["蔡木贵"]), {"period": "2021Q2"}
            ).status_code
            == 200
        )


def test_what_is_slow_and_what_was_is_named_before_the_tasks(
    client_for, small_plan, other_leader_user
):
    """In the open quarter 低效用地 is not assessed yet and was slow; then the office says so
    again."""
    client, url = client_for(other_leader_user), board_of(other_leader_user.leader)
    page = text_of(client.get(url))
    assert (
        "上季偏慢、本期还没有评定： 4 完成低效用地再开发" in page
        and "▲ 偏慢 4" not in page
    )
    assess(small_plan, "fields", Standing.SLOW)
    page = text_of(client.get(url))
    assert (
        "▲ 偏慢 4 完成低效用地再开发 （市农业农村局）" in page
        and "还没有评定" not in page
    )
