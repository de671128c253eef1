"""One work's page: what, who, how far, what next, and the story that each reader may read."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from assignments.choices import ApprovalState, Duty, ReportState
from assignments.models import (
    Assessment,
    CoLeader,
    Directive,
    DirectiveUnit,
    Period,
    PlannedValue,
    ProgressReport,
    Reading,
    Responsibility,
    Target,
    Task,
    Work,
)
from tests.boards.reading import NOON, queries, text_of, url_of

SECRET = "只给自己看的半句话"
SENT = "已报送，等待审核的一句话"


# ---- works, stranger, wrong method, bad input


def test_shows_what_who_and_where_it_stands(read_work):
    page = text_of(read_work("enterprises"))
    for said in (
        "实现“小升规”60家",
        "蔡木贵",
        "市科技局",
        "市财政局",
        "2021年12月31日前",
        "待评定",
        "31",
        "/不少于 60家",
    ):
        assert said in page
    assert "下季度再新增15家。" in page


def test_stranger_is_sent_to_sign_in(client, small_plan):
    response = client.get(url_of(small_plan.works["enterprises"]))
    assert response.status_code == 302 and response.url.startswith(reverse("login"))


def test_no_such_work_is_404(client_for, viewer_user, small_plan):
    assert (
        client_for(viewer_user).get(reverse("boards:work", args=[999999])).status_code
        == 404
    )


def test_a_work_without_tasks_is_404(client_for, viewer_user, small_plan):
    orphan = Work.objects.create(year=2021, title="没有任务", due_on=date(2021, 12, 31))
    assert client_for(viewer_user).get(url_of(orphan)).status_code == 404


def test_only_reading_is_allowed(client_for, office_user, small_plan):
    assert (
        client_for(office_user).post(url_of(small_plan.works["harbour"])).status_code
        == 405
    )


def test_unknown_period_and_kind_still_open(read_work):
    assert read_work("enterprises", period="x", show="nonsense").status_code == 200


def test_a_work_of_another_year_shows_its_own_year(client_for, viewer_user, small_plan):
    Period.objects.create(
        year=2022,
        index=1,
        starts="2022-01-01",
        ends="2022-03-31",
        due_on="2022-04-08",
        state="open",
    )
    page = client_for(viewer_user).get(
        url_of(small_plan.works["enterprises"]), {"period": "2022Q1"}
    )
    assert page.status_code == 200 and "31" in text_of(page)


def test_before_there_are_periods_the_page_opens(client_for, viewer_user, small_plan):
    early = Work.objects.create(
        year=2030, title="明年的工作", due_on=date(2030, 12, 31)
    )
    Task.objects.create(
        plan=small_plan.plan, work=early, number=99, text="明年的工作。"
    )
    page = client_for(viewer_user).get(url_of(early))
    assert page.status_code == 200 and "还没有报送期" in text_of(page)


# ---- what and who


def test_target_words_are_marked_where_they_stand(read_work, small_plan):
    target = small_plan.targets["新增“小升规”企业"]
    Target.objects.filter(pk=target.pk).update(start=2, end=9)
    assert "实现<mark>“小升规”60</mark>家" in read_work("enterprises").content.decode()


def test_a_copy_with_the_same_words_is_marked_too(read_work, small_plan):
    task = small_plan.tasks["key", 2]
    Target.objects.create(
        work=task.work,
        task=task,
        text="港区",
        value=1,
        due_on=date(2021, 12, 31),
        start=2,
        end=7,
    )
    assert (
        read_work("harbour").content.decode().count("推进<mark>大麦屿港区</mark>") == 2
    )


def test_copies_of_a_joint_work_show_where_they_differ(read_work):
    page = text_of(read_work("harbour"))
    assert "2. 推进大麦屿港区开发" in page and "3. 推进大麦屿港区开发" in page
    assert "市科技局 仅第 2 条列有" in page
    assert "仅第 3 条列有" not in page


def test_assumed_duties_are_said_to_be_assumed(read_work, small_plan):
    assert "推定" not in text_of(read_work("enterprises"))
    Responsibility.objects.filter(
        task=small_plan.tasks["key", 1], duty=Duty.LEAD
    ).update(confirmed=False)
    page = text_of(read_work("enterprises"))
    assert "市科技局 推定" in page and "市财政局 推定" not in page


def test_co_leaders_and_group_members(read_work):
    assert "会同领导" in text_of(read_work("talents")) and "孙群" in text_of(
        read_work("talents")
    )
    assert re.search(r"各乡镇（街道）\s+2\s+个成员", text_of(read_work("fields")))


# ---- the chart


def test_chart_tells_its_readings_in_words_and_as_a_table(read_work, small_plan):
    page = read_work("enterprises")
    assert "目标 不少于 60家；完成数：二季度 31。" in text_of(page)
    rows = re.findall(
        r'<th scope="row">([^<]+)</th>\s*<td class="n">([^<]+)</td>\s*<td class="n">([^<]+)</td>',
        page.content.decode().partition("chart-of")[2],
    )
    assert rows == [
        ("一季度", "—", "15"),
        ("二季度", "31", "30"),
        ("三季度", "—", "45"),
    ]


def test_only_an_approved_plan_is_drawn(read_work, small_plan):
    target, quarter = small_plan.targets["新增“小升规”企业"], small_plan.period
    plan = PlannedValue.objects.create(target=target, period=quarter, value=Decimal(40))
    assert 'polyline class="planned"' not in read_work("enterprises").content.decode()
    plan.state = "approved"
    plan.save()
    page = read_work("enterprises")
    assert (
        'polyline class="planned"' in page.content.decode()
        and "落后计划" in text_of(page)
    )


def test_the_four_questions_stand_in_their_order(read_work):
    for word in ("fields", "enterprises", "talents"):
        page = read_work(word).content.decode()
        heads = [
            re.sub(r"<[^>]+>", "", head)
            for head in re.findall(r"<h2[^>]*>(.*?)</h2>", page)
        ]
        assert heads == [
            "任务内容及责任分工",
            "目标与计划",
            "完成情况",
            "下一步",
            "经过",
        ]


def test_says_what_each_figure_should_read_by_when_and_by_what(read_work, small_plan):
    def last_cells():
        how = re.search(
            r'aria-labelledby="how".*?</section>',
            read_work("enterprises").content.decode(),
            re.DOTALL,
        )
        return re.sub(r"<[^>]+>", " ", how[0]).split()[-5:]

    assert last_cells() == ["新增“小升规”企业", "15", "30", "45", "按序时进度"]
    target = small_plan.targets["新增“小升规”企业"]
    PlannedValue.objects.create(
        target=target, period=small_plan.period, value=40, state=ApprovalState.APPROVED
    )
    assert "40" in last_cells() and "计划" in last_cells()[-1]


def test_milestones_are_listed(read_work):
    assert "规划通过评审" in text_of(read_work("fields"))


# ---- who reads which report


@pytest.fixture
def unaccepted(small_plan):
    """A draft of 市财政局 and a report that 市科技局 sent for harbour; none is accepted."""
    fields = {"period": small_plan.period}
    ProgressReport.objects.create(
        work=small_plan.works["enterprises"],
        unit=small_plan.units["市财政局"],
        state=ReportState.DRAFT,
        progress=SECRET,
        **fields,
    )
    ProgressReport.objects.create(
        work=small_plan.works["enterprises"],
        unit=small_plan.units["市农业农村局"],
        state=ReportState.SUBMITTED,
        progress=SENT,
        submitted_at=NOON,
        **fields,
    )


@pytest.mark.parametrize(
    ("person", "draft", "sent"),
    [
        ("admin_user", True, True),
        ("office_user", True, True),
        ("unit_user", False, True),
        ("other_unit_user", False, True),
        ("leader_user", False, True),
        ("other_leader_user", False, False),
        ("viewer_user", False, False),
    ],
)
def test_reports_are_shown_to_those_who_may_read_them(
    person, draft, sent, request, client_for, small_plan, unaccepted
):
    client = client_for(request.getfixturevalue(person))
    page = text_of(
        client.get(url_of(small_plan.works["enterprises"]), {"period": "2021Q2"})
    )
    assert "已完成“小升规”31家" in page
    assert (SECRET in page, SENT in page) == (draft, sent)


def test_silence_is_told_to_everyone_whatever_they_may_read(
    client_for, viewer_user, small_plan
):
    ProgressReport.objects.filter(pk=small_plan.report.pk).update(
        state=ReportState.SUBMITTED
    )
    page = text_of(
        client_for(viewer_user).get(
            url_of(small_plan.works["enterprises"]), {"period": "2021Q2"}
        )
    )
    assert "待评定" in page and "已完成“小升规”31家" not in page


# ---- what comes next


def test_what_comes_next(client_for, office_user, small_plan, instructed):
    client = client_for(office_user)
    page = client.get(url_of(small_plan.works["fields"])).content.decode()
    assert "规划通过评审" in page.split('id="next"')[1].split("</section>")[0]
    page = client.get(url_of(small_plan.works["enterprises"])).content.decode()
    coming = page.split('id="next"')[1].split("</section>")[0]
    assert "逐家排出清单。" in coming and "下季度再新增15家。" in coming
    Directive.objects.filter(pk=instructed.pk).update(state="replied")
    page = client.get(url_of(small_plan.works["enterprises"])).content.decode()
    assert "逐家排出清单。" not in page.split('id="next"')[1].split("</section>")[0]


def test_the_lead_units_next_step_is_told(client_for, office_user, small_plan):
    ProgressReport.objects.create(
        work=small_plan.works["enterprises"],
        unit=small_plan.units["市财政局"],
        period=small_plan.period,
        state=ReportState.ACCEPTED,
        progress="好。",
        next_steps="配合拨付资金。",
        submitted_at=NOON,
    )
    page = (
        client_for(office_user)
        .get(url_of(small_plan.works["enterprises"]))
        .content.decode()
    )
    assert "下季度再新增15家。" in page.split('id="next"')[1].split("</section>")[0]


# ---- opened in a row of the ledger


def test_a_row_of_the_ledger_opens_in_place(client_for, office_user, small_plan):
    url = url_of(small_plan.works["enterprises"])
    answer = client_for(office_user).get(
        url, {"row": 1, "period": "2021Q2"}, headers={"hx-request": "true"}
    )
    assert answer.content.decode().lstrip().startswith("<tr")
    assert "正在培育29家。" in text_of(answer) and "打开工作页" in text_of(answer)
    whole = client_for(office_user).get(url, {"row": 1, "period": "2021Q2"})
    assert "<html" in whole.content.decode()


# ---- buttons


def test_buttons_are_for_those_who_may(request, client_for, small_plan):
    shown = {
        person: {
            word
            for word in ("填报", "评定", "批示")
            if f'">{word}' in actions(request, client_for, small_plan, person)
        }
        for person in (
            "office_user",
            "unit_user",
            "leader_user",
            "other_leader_user",
            "other_unit_user",
            "viewer_user",
        )
    }
    assert shown == {
        "office_user": {"填报", "评定", "批示"},
        "unit_user": {"填报"},
        "leader_user": {"批示"},
        "other_leader_user": set(),
        "other_unit_user": set(),
        "viewer_user": set(),
    }


def actions(request, client_for, small_plan, person) -> str:
    client = client_for(request.getfixturevalue(person))
    page = client.get(
        url_of(small_plan.works["enterprises"]), {"period": "2021Q2"}
    ).content.decode()
    found = re.search(r'<div class="actions work-actions">.*?</div>', page, re.DOTALL)
    return found[0] if found else ""


def test_a_closed_period_offers_no_report(client_for, office_user, small_plan):
    page = (
        client_for(office_user)
        .get(url_of(small_plan.works["enterprises"]), {"period": "2021Q1"})
        .content.decode()
    )
    assert 'btn-primary" href' not in page


# ---- queries


@pytest.mark.parametrize(
    "person",
    [
        "office_user",
        "unit_user",
        "leader_user",
        "viewer_user",
        "other_unit_user",
        "admin_user",
    ],
)
def test_queries(
    person,
    request,
    client_for,
    small_plan,
    instructed,
    unaccepted,
    django_assert_max_num_queries,
):
    client = client_for(request.getfixturevalue(person))
    with django_assert_max_num_queries(12):
        client.get(url_of(small_plan.works["fields"]), {"period": "2021Q2"})
    with django_assert_max_num_queries(12):
        client.get(url_of(small_plan.works["enterprises"]), {"period": "2021Q2"})


def test_a_long_story_costs_no_more_queries(
    client_for, office_user, small_plan, instructed
):
    client, work = client_for(office_user), small_plan.works["enterprises"]
    queries(
        client, url_of(work)
    )  # the first of a process asks the database what it can do
    short = queries(client, url_of(work))
    for number in range(5):
        directive = Directive.objects.create(
            work=work,
            leader=small_plan.leaders["蔡木贵"],
            signed_as="蔡木贵副市长",
            text=f"第{number}次",
            issued_on=date(2021, 6, 2),
            recorded_by=office_user,
        )
        DirectiveUnit.objects.create(
            directive=directive, unit=small_plan.units["市科技局"]
        )
        Target.objects.create(
            work=work, text=f"目标{number}", value=10, due_on=date(2021, 12, 31)
        )
    CoLeader.objects.create(
        task=small_plan.tasks["key", 1],
        leader=small_plan.leaders["陈威"],
        role="jointly",
    )
    for unit in ("市财政局", "市农业农村局"):
        report = ProgressReport.objects.create(
            work=work,
            unit=small_plan.units[unit],
            period=small_plan.period,
            state="accepted",
            progress="好。",
            submitted_at=NOON,
        )
        Reading.objects.create(
            report=report, target=small_plan.targets["新增“小升规”企业"], value=3
        )
    Assessment.objects.create(
        work=work, period=small_plan.period, standing="slow", assessed_at=NOON
    )
    assert queries(client, url_of(work)) == short
