"""The story of a work: what each reader may read of it, in order, and in words."""

import re
from datetime import date, datetime, timezone
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile

from assignments.choices import Duty, ReportState
from assignments.ledger import writing
from assignments.models import Attachment, Responsibility, Target, Task, Work
from tests.boards.reading import text_of, url_of


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


def test_evidence_is_named(read_work, small_plan, office_user):
    Attachment.objects.create(
        report=small_plan.report,
        file=ContentFile(b"x", "x"),
        name="企业名单.xlsx",
        content_type="application/octet-stream",
        size=1,
        sha256="0" * 64,
        uploaded_by=office_user,
    )
    assert "企业名单.xlsx" in text_of(read_work("enterprises"))


def test_changes_are_told_in_chinese_words(read_work, small_plan, office_user):
    work, target = small_plan.works["enterprises"], small_plan.targets["新增“小升规”企业"]
    begun_a_day_before(Work.history.filter(id=work.pk), Target.history.filter(id=target.pk))
    work.due_on = date(2021, 11, 30)
    writing.save(work, by=office_user, reason="市政府要求提前")
    target.value = Decimal(62)
    writing.save(target, by=office_user)
    page = text_of(read_work("enterprises", show="changes"))
    assert "督查室小林 变更（市政府要求提前）" in page
    assert "工作：“完成时限”由 2021-12-31 改为 2021-11-30" in page
    assert "目标“新增“小升规”企业”：“目标值”由 60 改为 62" in page


def test_what_came_with_the_work_is_its_beginning_and_what_came_later_a_change(
    read_work, small_plan, office_user
):
    page = text_of(read_work("enterprises", show="changes"))
    assert "建立" in page and "新增目标" not in page and "新增责任单位" not in page
    begun_a_day_before(*(model.history.all() for model in (Work, Task, Target, Responsibility)))
    target = Target(
        work=small_plan.works["enterprises"], text="培育29家", value=29, due_on=date(2021, 12, 31)
    )
    writing.save(target, by=office_user)
    page = text_of(read_work("enterprises", show="changes"))
    assert "新增目标“培育29家”" in page


def test_a_confirmed_duty_is_a_change(read_work, small_plan, office_user):
    duty = Responsibility.objects.get(task=small_plan.tasks["key", 1], duty=Duty.LEAD)
    duty.confirmed = False
    writing.save(duty, by=office_user)
    begun_a_day_before(*(model.history.all() for model in (Work, Target, Responsibility)))
    duty.confirmed = True
    writing.save(duty, by=office_user)
    writing.delete(
        Responsibility.objects.get(task=small_plan.tasks["key", 1], duty="cooperating"), by=office_user
    )
    page = text_of(read_work("enterprises", show="changes"))
    assert "责任单位“市科技局”（牵头）：“已确认”由 否 改为 是" in page
    assert "删除责任单位“市财政局”（配合）" in page


def begun_a_day_before(*histories):
    for rows in histories:
        rows.update(history_date=datetime(2021, 3, 12, tzinfo=timezone.utc))
