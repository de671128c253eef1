"""The overview."""

from datetime import date

import pytest
from django.urls import reverse

from assignments.models import (
    Assessment,
    Directive,
    DirectiveUnit,
    Period,
    Plan,
    Reply,
    Responsibility,
    Target,
    Task,
)
from tests.boards.reading import NOON, text_of
from tests.pages import flat

URL = "/overview/"


def give_directive(small_plan, office_user, due_on=date(2021, 6, 1)):
    return Directive.objects.create(
        work=small_plan.works["fields"],
        leader=small_plan.leaders["陈威"],
        signed_as="陈威副市长",
        text="请说明偏慢原因。",
        issued_on=date(2021, 5, 1),
        due_on=due_on,
        recorded_by=office_user,
    )


def test_says_the_sentence(client_for, small_plan, viewer_user):
    page = client_for(viewer_user).get(URL, {"period": "2021Q1"}).content.decode()
    assert "项重点工作中" in page and "项民生实事中" in page
    assert "进度偏慢" in page and "完成低效用地再开发" in page


def test_where_nothing_is_slow_the_lists_take_its_place(
    client_for, plan_2021, viewer_user
):
    assert "whole-city calm" in client_for(viewer_user).get(URL).content.decode()


def test_what_is_slow_keeps_its_place(client_for, small_plan, viewer_user):
    page = client_for(viewer_user).get(URL, {"period": "2021Q1"}).content.decode()
    assert "whole-city" in page and "whole-city calm" not in page


def test_one_cell_for_each_task(client_for, plan_2021, viewer_user):
    response = client_for(viewer_user).get(URL)
    assert response.content.decode().count('<a class="cell ') == 146
    told = {
        name: response.context["sentence"][name].value
        for name in ("key", "livelihood", "works", "joint")
    }
    assert told == {"key": 128, "livelihood": 12, "works": 140, "joint": 6}


def test_joint_tasks_are_marked_on_both_sides(client_for, small_plan, viewer_user):
    page = client_for(viewer_user).get(URL).content.decode()
    assert page.count(" joint") == 2
    assert "与第 3 项为同一工作" in page and "与第 2 项为同一工作" in page


def test_last_standing_is_shown_as_such_while_the_period_is_open(
    client_for, small_plan, viewer_user
):
    page = client_for(viewer_user).get(URL, {"period": "2021Q2"}).content.decode()
    assert "was-slow" in page and "（上季进度偏慢）" in page
    closed = client_for(viewer_user).get(URL, {"period": "2021Q1"}).content.decode()
    assert "was-" not in closed.split("<body")[1]


def test_silence_is_not_green(client_for, small_plan, viewer_user):
    """A work without report shows as such even where it was on track before."""
    page = client_for(viewer_user).get(URL, {"period": "2021Q2"}).content.decode()
    assert "is-not_reported was-on_track" in page


def test_silent_units_are_named_with_their_number(client_for, small_plan, office_user):
    response = client_for(office_user).get(URL, {"period": "2021Q2"})
    rows = {row.unit.name: row.count.value for row in response.context["silent_units"]}
    assert rows == {"市科技局": 1, "市发改局": 1, "市农业农村局": 1, "市财政局": 1}


def test_groups_sum_to_the_whole(client_for, ten_plans, office_user):
    found = client_for(office_user).get(URL, {"period": "2021Q1"}).context
    assert (
        sum(count.value for count in found["whole"]) == found["sentence"]["works"].value
    )
    assert (
        sum(count.value for count in found["moves"]) == found["sentence"]["works"].value
    )


def test_slow_ones_come_worst_first(client_for, ten_plans, viewer_user):
    slow = client_for(viewer_user).get(URL, {"period": "2021Q1"}).context["slow"]
    shares = [
        item.worst.reading / item.worst.expected.value
        for item in slow
        if item.worst and item.worst.reading
    ]
    assert len(shares) > 10
    assert shares == sorted(shares)


def test_dates_of_the_next_thirty_days(client_for, small_plan, viewer_user):
    work = small_plan.works["talents"]
    for text, due in (("出台细则", date(2021, 7, 20)), ("召开大会", date(2021, 9, 1))):
        Target.objects.create(
            work=work, kind="milestone", text=text, comparator="", due_on=due
        )
    page = client_for(viewer_user).get(URL, {"period": "2021Q2"})
    assert [due.text for due in page.context["coming"]] == ["出台细则"]
    assert "7月20日" in page.content.decode()


@pytest.mark.parametrize(
    ("now", "comes"), [("", False), ("done", False), ("on_track", True)]
)
def test_a_finished_work_has_no_dates_until_it_is_taken_up_again(
    client_for, small_plan, viewer_user, now, comes
):
    work = small_plan.works["talents"]
    Period.objects.update(state="open")
    Assessment.objects.filter(work=work).update(standing="done")
    if now:
        Assessment.objects.create(
            work=work, period=small_plan.period, standing=now, assessed_at=NOON
        )
    Target.objects.create(
        work=work,
        kind="milestone",
        text="出台细则",
        comparator="",
        due_on=date(2021, 7, 20),
    )
    page = client_for(viewer_user).get(URL, {"period": "2021Q2"})
    assert bool(page.context["coming"]) == comes


def test_every_unit_with_slow_work_is_listed(client_for, ten_plans, viewer_user):
    """The first six, the others one click away."""
    page = client_for(viewer_user).get(URL, {"period": "2021Q1"})
    units = page.context["slow_units"]
    listed = (
        page.content.decode().partition("偏慢较多的单位")[2].partition("</section>")[0]
    )
    assert listed.count("<li") == len(units) and (
        len(units) <= 6 or f"其余 {len(units) - 6} 家" in listed
    )


def test_a_unit_leads_slow_work_by_its_own_name_and_as_a_member(
    client_for, small_plan, viewer_user
):
    units, period = small_plan.units, small_plan.period
    for word, unit in (("harbour", "玉城街道"), ("talents", "各乡镇（街道）")):
        work = small_plan.works[word]
        Responsibility.objects.create(
            task=work.tasks.first(), unit=units[unit], duty="lead", order=9
        )
        Assessment.objects.create(
            work=work, period=period, standing="slow", assessed_at=NOON
        )
    rows = client_for(viewer_user).get(URL, {"period": "2021Q2"}).context["slow_units"]
    found = {row.unit.name: (row.count.value, len(row.lines)) for row in rows}
    assert (found["玉城街道"], found["各乡镇（街道）"]) == ((2, 2), (1, 1))


def test_open_instructions_and_the_overdue(client_for, small_plan, office_user):
    late = give_directive(small_plan, office_user)
    give_directive(small_plan, office_user, due_on=date(2021, 7, 30))
    DirectiveUnit.objects.create(directive=late, unit=small_plan.units["市发改局"])
    found = client_for(office_user).get(URL, {"period": "2021Q2"})
    assert (
        found.context["directives"]["open"].value,
        found.context["directives"]["late"].value,
    ) == (2, 1)
    page = flat(found)
    for only, value in (("open", 2), ("late", 1)):
        address = f"/directives/?period=2021Q2&amp;only={only}"
        assert f'<a class="num" href="{address}">{value}</a> 件' in page
        (pile,) = (
            client_for(office_user).get(address.replace("&amp;", "&")).context["piles"]
        )
        shown = found.context["directives"][only].entries
        assert {entry.directive for entry in pile.entries} == set(
            shown
        ) and pile.value == value
    before = client_for(office_user).get(URL, {"period": "2021Q1"})
    assert before.context["directives"]["open"].value == 0


@pytest.mark.parametrize(
    ("state", "answers", "late"),
    [
        ("open", [], 1),
        ("replied", ["市发改局"], 1),
        ("replied", ["市发改局", "玉城街道"], 0),
        ("closed", [], 0),
    ],
)
def test_what_everybody_answered_is_not_overdue(
    client_for, small_plan, office_user, state, answers, late
):
    """Asked of the overview's one query and of the instruction itself; a member answers for its
    group."""
    directive = give_directive(small_plan, office_user)
    for name in ("市发改局", "各乡镇（街道）"):
        DirectiveUnit.objects.create(directive=directive, unit=small_plan.units[name])
    for name in answers:
        Reply.objects.create(
            directive=directive,
            unit=small_plan.units[name],
            text="已办。",
            by=office_user,
        )
    Directive.objects.update(state=state)
    page = client_for(office_user).get(URL, {"period": "2021Q2"})
    assert page.context["directives"]["late"].value == late
    assert ("部分已回复" in page.content.decode()) == (state == "replied" and late == 1)
    assert Directive.objects.with_answers().get().is_late(
        small_plan.period.as_of
    ) == bool(late)


def test_instructions_are_not_for_everybody(
    client_for, small_plan, office_user, viewer_user, other_leader_user
):
    give_directive(small_plan, office_user)
    assert "批示未办结" not in client_for(viewer_user).get(URL).content.decode()
    assert (
        client_for(other_leader_user).get(URL).context["directives"]["open"].value == 1
    )


def test_a_year_without_periods_is_named(client_for, small_plan, viewer_user):
    """No board can show it, so the switch of periods says why it is not among the years."""
    client = client_for(viewer_user)
    assert "方案已导入，建立报送期后可选" not in client.get(URL).content.decode()
    Plan.objects.create(year=2022, title="2022年重点工作")
    for address in (URL, "/leaders/", "/tasks/"):
        assert (
            "2022 年方案已导入，建立报送期后可选"
            in client.get(address).content.decode()
        )


def test_no_plan_at_all(client_for, office_user, viewer_user):
    page = client_for(office_user).get(URL)
    assert page.status_code == 200
    assert "还没有任务分工方案" in page.content.decode()
    assert reverse("intake:index") in page.content.decode()
    assert "导入方案</a>" not in client_for(viewer_user).get(URL).content.decode()


def test_a_plan_without_periods_waits_for_them(client_for, office_user, viewer_user):
    Plan.objects.create(year=2021, title="2021年方案")
    office, viewer = (
        client_for(who).get(URL).content.decode() for who in (office_user, viewer_user)
    )
    for page in (office, viewer):
        assert "方案已导入，还没有报送期" in page and "还没有任务分工方案" not in page
    assert (
        reverse("supervision:periods") in office
        and reverse("supervision:periods") not in viewer
    )


def test_plans_of_several_levels_are_told_apart(client_for, ten_plans, viewer_user):
    page = text_of(client_for(viewer_user).get(URL, {"period": "2021Q1"}))
    assert "2021年重点工作和民生实事（10 个方案）" in page
    assert "省级 45 条" in page and "本级 6 条" in page


def test_a_period_that_has_not_begun(client_for, small_plan, viewer_user):
    page = client_for(viewer_user).get(URL, {"period": "2021Q3"}).content.decode()
    assert "尚未开启" in page
    assert "较二季度" not in page


def test_an_unknown_period_falls_back(client_for, small_plan, viewer_user):
    response = client_for(viewer_user).get(URL, {"period": "<script>"})
    assert response.status_code == 200
    assert response.context["period"] == small_plan.period


def test_a_task_without_leader_is_shown(client_for, small_plan, viewer_user):
    Task.objects.filter(pk=small_plan.tasks["key", 5].pk).update(leader=None)
    page = client_for(viewer_user).get(URL).content.decode()
    assert "未明确领导" in page


def test_demo_data_is_marked(client_for, small_plan, viewer_user):
    assert "演示数据" not in client_for(viewer_user).get(URL).content.decode()
    Period.objects.filter(pk=small_plan.period.pk).update(is_demo=True)
    assert "演示数据" in client_for(viewer_user).get(URL).content.decode()


def test_a_stranger_signs_in_first(client, small_plan):
    assert client.get(URL).status_code == 302


def test_only_reading(client_for, small_plan, office_user):
    assert client_for(office_user).post(URL).status_code == 405


@pytest.mark.parametrize(
    "who", ["office_user", "unit_user", "leader_user", "viewer_user"]
)
@pytest.mark.parametrize("plans", ["small_plan", "ten_plans"])
def test_twelve_queries(request, client_for, django_assert_max_num_queries, plans, who):
    request.getfixturevalue(plans)
    client = client_for(request.getfixturevalue(who))
    with django_assert_max_num_queries(12):
        assert client.get(URL, {"period": "2021Q2"}).status_code == 200


@pytest.mark.parametrize("plans", ["small_plan", "ten_plans"])
def test_the_same_queries_with_ten_plans(
    request, client_for, office_user, django_assert_num_queries, plans
):
    request.getfixturevalue(plans)
    client = client_for(office_user)
    with django_assert_num_queries(11):
        client.get(URL, {"period": "2021Q2"})
