"""One work's page: what, who, how far, what next, and the story that each reader may read."""

import re
from datetime import date, datetime, timezone
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from assignments.choices import Duty, ReportState
from assignments.ledger import writing
from assignments.models import (
    Assessment,
    Attachment,
    CoLeader,
    Directive,
    DirectiveUnit,
    Period,
    PlannedValue,
    ProgressReport,
    Reading,
    Reminder,
    Reply,
    Responsibility,
    Target,
    Task,
    Work,
)
from tests.boards.reading import queries, text_of

SECRET = "只给自己看的半句话"
SENT = "已报送，等待审核的一句话"
NOON = datetime(2021, 7, 7, 4, 0, tzinfo=timezone.utc)


def url_of(work) -> str:
    return reverse("boards:work", args=[work.pk])


@pytest.fixture
def read(client_for, viewer_user, small_plan):
    """A function: work's word, query -> its page for a reader, in the open quarter unless it says otherwise."""
    client = client_for(viewer_user)
    return lambda word, **query: client.get(url_of(small_plan.works[word]), {"period": "2021Q2"} | query)


@pytest.fixture
def instructed(small_plan, office_user):
    """An instruction of 蔡木贵 to 市科技局 on enterprises, answered, and a reminder."""
    work, unit = small_plan.works["enterprises"], small_plan.units["市科技局"]
    directive = Directive.objects.create(
        work=work,
        leader=small_plan.leaders["蔡木贵"],
        signed_as="蔡木贵副市长",
        text="逐家排出清单。",
        issued_on=date(2021, 6, 1),
        due_on=date(2021, 6, 20),
        recorded_by=office_user,
    )
    DirectiveUnit.objects.create(directive=directive, unit=unit)
    Reply.objects.create(directive=directive, unit=unit, text="清单已排出。", by=office_user)
    reminder = Reminder.objects.create(
        unit=unit,
        period=small_plan.period,
        text="请抓紧报送",
        sent_on=date(2021, 7, 3),
        sent_at=NOON,
        sent_by=office_user,
    )
    reminder.works.add(work)
    return directive


# ---- works, stranger, wrong method, bad input


def test_shows_what_who_and_where_it_stands(read):
    page = text_of(read("enterprises"))
    for said in ("实现“小升规”60家", "蔡木贵", "市科技局", "市财政局", "2021-12-31", "待评定", "31", "/60家"):
        assert said in page
    assert "下季度再新增15家。" in page


def test_stranger_is_sent_to_sign_in(client, small_plan):
    response = client.get(url_of(small_plan.works["enterprises"]))
    assert response.status_code == 302 and response.url.startswith(reverse("login"))


def test_no_such_work_is_404(client_for, viewer_user, small_plan):
    assert client_for(viewer_user).get(reverse("boards:work", args=[999999])).status_code == 404


def test_a_work_without_tasks_is_404(client_for, viewer_user, small_plan):
    orphan = Work.objects.create(year=2021, title="没有任务", due_on=date(2021, 12, 31))
    assert client_for(viewer_user).get(url_of(orphan)).status_code == 404


def test_only_reading_is_allowed(client_for, office_user, small_plan):
    assert client_for(office_user).post(url_of(small_plan.works["harbour"])).status_code == 405


def test_unknown_period_and_kind_still_open(read):
    assert read("enterprises", period="x", show="nonsense").status_code == 200


def test_a_work_of_another_year_shows_its_own_year(client_for, viewer_user, small_plan):
    Period.objects.create(
        year=2022, index=1, starts="2022-01-01", ends="2022-03-31", due_on="2022-04-08", state="open"
    )
    page = client_for(viewer_user).get(url_of(small_plan.works["enterprises"]), {"period": "2022Q1"})
    assert page.status_code == 200 and "31" in text_of(page)


def test_before_there_are_periods_the_page_opens(client_for, viewer_user, small_plan):
    Work.objects.filter(pk=small_plan.works["talents"].pk).update(year=2030)
    page = client_for(viewer_user).get(url_of(small_plan.works["talents"]))
    assert page.status_code == 200 and "还没有报送期" in text_of(page)


# ---- what and who


def test_target_words_are_marked_where_they_stand(read, small_plan):
    target = small_plan.targets["新增“小升规”企业"]
    Target.objects.filter(pk=target.pk).update(start=2, end=9)
    assert "实现<mark>“小升规”60</mark>家" in read("enterprises").content.decode()


def test_a_copy_with_the_same_words_is_marked_too(read, small_plan):
    task = small_plan.tasks["key", 2]
    Target.objects.create(
        work=task.work, task=task, text="港区", value=1, due_on=date(2021, 12, 31), start=2, end=7
    )
    assert read("harbour").content.decode().count("推进<mark>大麦屿港区</mark>") == 2


def test_copies_of_a_joint_work_show_where_they_differ(read):
    page = text_of(read("harbour"))
    assert "2. 推进大麦屿港区开发" in page and "3. 推进大麦屿港区开发" in page
    assert "市科技局 仅第 2 条列有" in page
    assert "仅第 3 条列有" not in page


def test_assumed_duties_are_said_to_be_assumed(read, small_plan):
    assert "推定" not in text_of(read("enterprises"))
    Responsibility.objects.filter(task=small_plan.tasks["key", 1], duty=Duty.LEAD).update(confirmed=False)
    page = text_of(read("enterprises"))
    assert "市科技局 推定" in page and "市财政局 推定" not in page


def test_co_leaders_and_group_members(read):
    assert "会同领导" in text_of(read("talents")) and "孙群" in text_of(read("talents"))
    assert re.search(r"各乡镇（街道）\s+2\s+个成员", text_of(read("fields")))


# ---- the chart


def test_chart_tells_its_readings_in_words_and_as_a_table(read, small_plan):
    page = read("enterprises")
    assert "目标 60 家；读数：二季度 31。" in text_of(page)
    rows = re.findall(
        r'<th scope="row">([^<]+)</th>\s*<td class="n">([^<]+)</td>\s*<td class="n">([^<]+)</td>',
        page.content.decode(),
    )
    assert rows == [("一季度", "—", "15"), ("二季度", "31", "30"), ("三季度", "—", "45")]


def test_only_an_approved_plan_is_drawn(read, small_plan):
    target, quarter = small_plan.targets["新增“小升规”企业"], small_plan.period
    plan = PlannedValue.objects.create(target=target, period=quarter, value=Decimal(40))
    assert 'polyline class="planned"' not in read("enterprises").content.decode()
    plan.state = "approved"
    plan.save()
    page = read("enterprises")
    assert 'polyline class="planned"' in page.content.decode() and "落后计划" in text_of(page)


def test_milestones_are_listed(read):
    assert "规划通过评审" in text_of(read("fields"))


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
    page = text_of(client.get(url_of(small_plan.works["enterprises"]), {"period": "2021Q2"}))
    assert "已完成“小升规”31家" in page
    assert (SECRET in page, SENT in page) == (draft, sent)


def test_silence_is_told_to_everyone_whatever_they_may_read(client_for, viewer_user, small_plan):
    ProgressReport.objects.filter(pk=small_plan.report.pk).update(state=ReportState.SUBMITTED)
    page = text_of(client_for(viewer_user).get(url_of(small_plan.works["enterprises"]), {"period": "2021Q2"}))
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
    page = client_for(office_user).get(url_of(small_plan.works["enterprises"])).content.decode()
    assert "下季度再新增15家。" in page.split('id="next"')[1].split("</section>")[0]


# ---- the timeline


@pytest.mark.parametrize(
    ("person", "seen"),
    [
        ("office_user", True),
        ("leader_user", True),
        ("unit_user", True),
        ("other_leader_user", False),
        ("viewer_user", False),
    ],
)
def test_instructions_are_shown_to_those_concerned(person, seen, request, client_for, small_plan, instructed):
    client = client_for(request.getfixturevalue(person))
    page = text_of(client.get(url_of(small_plan.works["enterprises"])))
    assert ("逐家排出清单。" in page) == seen
    assert ("清单已排出。" in page) == seen


@pytest.mark.parametrize(
    ("person", "seen"), [("office_user", True), ("unit_user", True), ("leader_user", False)]
)
def test_reminders_are_shown_to_the_office_and_the_unit(
    person, seen, request, client_for, small_plan, instructed
):
    client = client_for(request.getfixturevalue(person))
    assert ("请抓紧报送" in text_of(client.get(url_of(small_plan.works["enterprises"])))) == seen


def test_timeline_is_grouped_by_period_newest_first(client_for, office_user, small_plan, instructed):
    page = client_for(office_user).get(url_of(small_plan.works["enterprises"]), {"period": "2021Q2"})
    headings = re.findall(r"<summary><h3>([^<]+)", page.content.decode())
    assert [heading.strip() for heading in headings][-2:] == ["2021年二季度", "2021年一季度"]
    assert "所选" in text_of(page)


@pytest.mark.parametrize(
    ("show", "there", "gone"),
    [
        ("reports", "已完成“小升规”31家", "逐家排出清单。"),
        ("directives", "逐家排出清单。", "请抓紧报送"),
        ("reminders", "请抓紧报送", "逐家排出清单。"),
        ("assessments", "评定为“正常推进”", "逐家排出清单。"),
    ],
)
def test_timeline_shows_one_kind_on_demand(
    client_for, office_user, small_plan, instructed, show, there, gone
):
    page = client_for(office_user).get(url_of(small_plan.works["enterprises"]), {"show": show})
    story = page.content.decode().split('id="timeline"')[1]
    assert there in story and gone not in story


def test_a_report_sent_back_says_when_and_why(client_for, office_user, unit_user, small_plan):
    report = small_plan.report
    report.state, report.return_reason = ReportState.RETURNED, "请补充完成时间"
    writing.save(report, by=office_user)
    report.progress = "已完成31家，9月底再完成15家。"
    writing.save(report, by=unit_user)
    page = text_of(client_for(unit_user).get(url_of(small_plan.works["enterprises"])))
    assert page.count("请补充完成时间") == 1 and "退回市科技局的填报" in page


def test_evidence_is_named(read, small_plan, office_user):
    Attachment.objects.create(
        report=small_plan.report,
        file=ContentFile(b"x", "x"),
        name="企业名单.xlsx",
        content_type="application/octet-stream",
        size=1,
        sha256="0" * 64,
        uploaded_by=office_user,
    )
    assert "企业名单.xlsx" in text_of(read("enterprises"))


def test_changes_are_told_in_chinese_words(read, small_plan, office_user):
    work, target = small_plan.works["enterprises"], small_plan.targets["新增“小升规”企业"]
    begun_a_day_before(Work.history.filter(id=work.pk), Target.history.filter(id=target.pk))
    work.due_on = date(2021, 11, 30)
    writing.save(work, by=office_user, reason="市政府要求提前")
    target.value = Decimal(62)
    writing.save(target, by=office_user)
    page = text_of(read("enterprises", show="changes"))
    assert "督查室小林 变更（市政府要求提前）" in page
    assert "工作：“完成时限”由 2021-12-31 改为 2021-11-30" in page
    assert "目标“新增“小升规”企业”：“目标值”由 60 改为 62" in page


def test_what_came_with_the_work_is_its_beginning_and_what_came_later_a_change(read, small_plan, office_user):
    page = text_of(read("enterprises", show="changes"))
    assert "建立" in page and "新增目标" not in page and "新增责任单位" not in page
    begun_a_day_before(*(model.history.all() for model in (Work, Task, Target, Responsibility)))
    target = Target(
        work=small_plan.works["enterprises"], text="培育29家", value=29, due_on=date(2021, 12, 31)
    )
    writing.save(target, by=office_user)
    page = text_of(read("enterprises", show="changes"))
    assert "新增目标“培育29家”" in page


def test_a_confirmed_duty_is_a_change(read, small_plan, office_user):
    duty = Responsibility.objects.get(task=small_plan.tasks["key", 1], duty=Duty.LEAD)
    duty.confirmed = False
    writing.save(duty, by=office_user)
    begun_a_day_before(*(model.history.all() for model in (Work, Target, Responsibility)))
    duty.confirmed = True
    writing.save(duty, by=office_user)
    writing.delete(
        Responsibility.objects.get(task=small_plan.tasks["key", 1], duty="cooperating"), by=office_user
    )
    page = text_of(read("enterprises", show="changes"))
    assert "责任单位“市科技局”（牵头）：“已确认”由 否 改为 是" in page
    assert "删除责任单位“市财政局”（配合）" in page


def begun_a_day_before(*histories):
    for rows in histories:
        rows.update(history_date=datetime(2021, 3, 12, tzinfo=timezone.utc))


# ---- opened in a row of the ledger


def test_a_row_of_the_ledger_opens_in_place(client_for, office_user, small_plan):
    url = url_of(small_plan.works["enterprises"])
    answer = client_for(office_user).get(url, {"row": 1, "period": "2021Q2"}, headers={"hx-request": "true"})
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
    page = client.get(url_of(small_plan.works["enterprises"]), {"period": "2021Q2"}).content.decode()
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
    "person", ["office_user", "unit_user", "leader_user", "viewer_user", "other_unit_user", "admin_user"]
)
def test_queries(
    person, request, client_for, small_plan, instructed, unaccepted, django_assert_max_num_queries
):
    client = client_for(request.getfixturevalue(person))
    with django_assert_max_num_queries(12):
        client.get(url_of(small_plan.works["fields"]), {"period": "2021Q2"})
    with django_assert_max_num_queries(12):
        client.get(url_of(small_plan.works["enterprises"]), {"period": "2021Q2"})


def test_a_long_story_costs_no_more_queries(client_for, office_user, small_plan, instructed):
    client, work = client_for(office_user), small_plan.works["enterprises"]
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
        DirectiveUnit.objects.create(directive=directive, unit=small_plan.units["市科技局"])
        Target.objects.create(work=work, text=f"目标{number}", value=10, due_on=date(2021, 12, 31))
    CoLeader.objects.create(
        task=small_plan.tasks["key", 1], leader=small_plan.leaders["陈威"], role="jointly"
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
        Reading.objects.create(report=report, target=small_plan.targets["新增“小升规”企业"], value=3)
    Assessment.objects.create(work=work, period=small_plan.period, standing="slow", assessed_at=NOON)
    assert queries(client, url_of(work)) == short
