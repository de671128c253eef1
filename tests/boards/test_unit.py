"""One unit: what it leads and helps with, its own targets, what it owes."""

from datetime import date, datetime, timezone

import pytest
from django.urls import reverse

from assignments.models import Extension, ProgressReport, Reminder, UnitAlias, User
from tests.boards.reading import queries, text_of


def url_of(small_plan, name) -> str:
    return reverse("boards:unit", args=[small_plan.units[name].pk])


@pytest.fixture
def read(client_for, viewer_user, small_plan):
    client = client_for(viewer_user)
    return lambda name, **query: client.get(
        url_of(small_plan, name), {"period": "2021Q2"} | query
    )


@pytest.fixture
def chased(small_plan, office_user):
    return Reminder.objects.create(
        unit=small_plan.units["市科技局"],
        period=small_plan.period,
        sent_on=date(2021, 7, 9),
        sent_at=datetime(2021, 7, 9, 2, tzinfo=timezone.utc),
        sent_by=office_user,
    )


def test_shows_what_it_leads_and_helps_with(read):
    response = read("市科技局")
    page = text_of(response)
    assert response.status_code == 200
    leads, helps = page.split("配合的工作")
    assert (
        "实现“小升规”60家" in leads
        and "深化人才新政2.0" in leads
        and "推进大麦屿港区开发" not in leads
    )
    assert "推进大麦屿港区开发" in helps and "市发改局牵头 · 蔡木贵、陈威" in helps
    assert "牵头 2 项，配合 1 项；本期未报送 1 项" in page


def test_quotes_the_first_sentence_of_the_accepted_report(read):
    page = text_of(read("市科技局"))
    assert "已完成“小升规”31家。" in page and "正在培育29家。" not in page


def test_targets_of_its_own(read):
    page = text_of(read("市农业农村局"))
    assert "本单位的目标" in page and "建成居家养老中心" in page


def test_aliases_members_and_groups(read, small_plan):
    UnitAlias(
        unit=small_plan.units["市科技局"], name="市科学技术局", key="科学技术局"
    ).save()
    assert "别名 市科学技术局" in text_of(read("市科技局"))
    assert "成员 玉城街道 大麦屿街道" in text_of(read("各乡镇（街道）"))
    assert "所在单位组 各乡镇（街道）" in text_of(read("玉城街道"))


def test_times_returned_are_those_of_the_year(read, small_plan):
    assert "被退回" not in text_of(read("市科技局"))
    ProgressReport.objects.filter(pk=small_plan.report.pk).update(times_returned=2)
    page = text_of(read("市科技局"))
    assert (
        "本年被退回 2 次" in page
        and "被退回 2 次 实现“小升规”60家 二季度 · 2 次" in page
    )


@pytest.mark.parametrize(
    ("person", "named"),
    [
        ("office_user", True),
        ("unit_user", True),
        ("leader_user", True),
        ("other_unit_user", False),
        ("other_leader_user", False),
        ("viewer_user", False),
    ],
)
def test_what_was_returned_is_named_to_those_who_may_read_it(
    person, named, request, client_for, small_plan
):
    """The number is everybody's. Which work it was is told where the report itself is, accepted
    reports to all."""
    sent_back = ProgressReport.objects.filter(pk=small_plan.report.pk)
    sent_back.update(state="returned", times_returned=2, return_reason="补充数据。")
    client, url = (
        client_for(request.getfixturevalue(person)),
        url_of(small_plan, "市科技局"),
    )
    shown = client.get(url, {"period": "2021Q2"})
    told = text_of(shown).partition("被退回 2 次 ")[2]
    assert "本年被退回 2 次" in text_of(shown)
    assert told.startswith(
        "实现“小升规”60家 二季度 · 2 次"
        if named
        else "所涉填报尚未审核通过，不列事项。"
    )
    assert sum(times for *_, times in shown.context["page"].returned) == (
        2 if named else 0
    )
    sent_back.update(state="accepted")
    assert "被退回 2 次 实现“小升规”60家" in text_of(
        client.get(url, {"period": "2021Q2"})
    )


def test_what_was_owed_is_listed_with_the_day_it_came(read, small_plan):
    shown = read("市科技局").context["page"]
    assert (len(shown.on_time), len(shown.not_on_time)) == (1, 2)
    assert len(shown.on_time) + len(shown.not_on_time) == shown.timeliness.owed
    page = text_of(read("市科技局"))
    assert "未按时 2 件" in page and "一季度 · 应于4月8日前报送 · ○ 未报送" in page
    assert "按时 1 件 实现“小升规”60家 二季度 · 应于7月8日前报送 · 7月5日报送" in page
    late = datetime(2021, 7, 9, 16, 1, tzinfo=timezone.utc)
    ProgressReport.objects.filter(pk=small_plan.report.pk).update(
        submitted_at=late, first_sent_at=late
    )
    assert "二季度 · 应于7月8日前报送 · 7月10日报送，迟 2 天" in text_of(
        read("市科技局")
    )


def test_the_numbers_of_the_index_lead_to_their_lists(
    client_for, office_user, small_plan, chased
):
    ProgressReport.objects.filter(pk=small_plan.report.pk).update(times_returned=2)
    client, own = (
        client_for(office_user),
        f"{url_of(small_plan, '市科技局')}?period=2021Q2",
    )
    index = client.get(reverse("boards:units"), {"period": "2021Q2"}).content.decode()
    page = client.get(own).content.decode()
    for place, number in (("late", "33.3%"), ("returned", "2"), ("chased", "1")):
        assert f'href="{own}#{place}">{number}</a>' in index
        assert f'id="{place}"' in page


@pytest.mark.parametrize(
    ("person", "seen"),
    [
        ("office_user", True),
        ("unit_user", True),
        ("other_unit_user", False),
        ("leader_user", False),
        ("viewer_user", False),
    ],
)
def test_reminders_are_for_the_office_and_the_unit(
    person, seen, request, client_for, small_plan, chased
):
    page = text_of(
        client_for(request.getfixturevalue(person)).get(
            url_of(small_plan, "市科技局"), {"period": "2021Q2"}
        )
    )
    assert ("本期催办 1 次" in page) == seen
    assert ("2021年7月9日" in page) == seen


def test_timeliness_is_told_with_what_it_rests_on(read, small_plan):
    assert "本年至本期应报 3 件，按时 1 件，按时报送率 33.3%" in text_of(
        read("市科技局")
    )
    late = datetime(2021, 7, 8, 16, 1, tzinfo=timezone.utc)
    ProgressReport.objects.filter(pk=small_plan.report.pk).update(
        submitted_at=late, first_sent_at=late
    )
    assert "应报 3 件，按时 0 件" in text_of(read("市科技局"))
    Extension.objects.create(
        work=small_plan.works["enterprises"],
        unit=small_plan.units["市科技局"],
        period=small_plan.period,
        reason="等验收",
        until=date(2021, 7, 9),
        state="granted",
        asked_by=User.objects.first(),
    )
    assert "应报 3 件，按时 1 件" in text_of(read("市科技局"))


def test_stranger_is_sent_to_sign_in(client, small_plan):
    assert client.get(url_of(small_plan, "市科技局")).url.startswith(reverse("login"))


def test_no_such_unit_is_404(client_for, viewer_user):
    assert (
        client_for(viewer_user).get(reverse("boards:unit", args=[999999])).status_code
        == 404
    )


def test_only_reading_is_allowed(client_for, office_user, small_plan):
    assert (
        client_for(office_user).post(url_of(small_plan, "市科技局")).status_code == 405
    )


def test_a_unit_without_work_opens(read, small_plan):
    small_plan.units["各乡镇（街道）"].members.remove(small_plan.units["大麦屿街道"])
    page = text_of(read("大麦屿街道"))
    assert "牵头 0 项，配合 0 项" in page and "配合的工作 0 项 本年度没有。" in page


def test_without_periods_it_says_so(client_for, unit_user):
    response = client_for(unit_user).get(
        reverse("boards:unit", args=[unit_user.unit_id])
    )
    assert "还没有报送期" in text_of(response)


@pytest.mark.parametrize(
    "person", ["office_user", "unit_user", "leader_user", "viewer_user"]
)
def test_queries(
    person, request, client_for, small_plan, chased, django_assert_max_num_queries
):
    client = client_for(request.getfixturevalue(person))
    with django_assert_max_num_queries(12):
        client.get(url_of(small_plan, "市科技局"))


def test_more_relations_cost_no_more_queries(client_for, viewer_user, small_plan):
    client, url = client_for(viewer_user), url_of(small_plan, "市科技局")
    before = queries(client, url)
    for number in range(4):
        UnitAlias(
            unit=small_plan.units["市科技局"], name=f"别名{number}", key=f"别名{number}"
        ).save()
    assert queries(client, url) == before
