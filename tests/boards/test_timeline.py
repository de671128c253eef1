"""The story of a work: what each reader may read of it, in order, and in words."""

import re
from datetime import date, datetime, timezone
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile

from assignments.choices import Duty, ReportState
from assignments.directives.verbs import ask_again, close, issue_directive, reply
from assignments.ledger import writing
from assignments.ledger.succession_verbs import hand_over
from assignments.models import (
    Attachment,
    CoLeader,
    PlannedValue,
    Responsibility,
    Target,
    Task,
    Work,
)
from assignments.reporting.verbs import Content, ask_extension, submit, withdraw
from assignments.supervision.plan_verbs import approve_plan
from assignments.supervision.verbs import accept, answer_extension, assess, send_back
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
def test_instructions_are_shown_to_those_concerned(
    person, seen, request, client_for, small_plan, instructed
):
    client = client_for(request.getfixturevalue(person))
    page = text_of(client.get(url_of(small_plan.works["enterprises"])))
    assert ("逐家排出清单。" in page) == seen
    assert ("清单已排出。" in page) == seen


@pytest.mark.parametrize(
    ("person", "seen"),
    [("office_user", True), ("unit_user", True), ("leader_user", False)],
)
def test_reminders_are_shown_to_the_office_and_the_unit(
    person, seen, request, client_for, small_plan, instructed
):
    client = client_for(request.getfixturevalue(person))
    assert (
        "请抓紧报送" in text_of(client.get(url_of(small_plan.works["enterprises"])))
    ) == seen


def test_timeline_is_grouped_by_period_newest_first(
    client_for, office_user, small_plan, instructed
):
    page = client_for(office_user).get(
        url_of(small_plan.works["enterprises"]), {"period": "2021Q2"}
    )
    headings = re.findall(r"<summary><h3>([^<]+)", page.content.decode())
    assert [heading.strip() for heading in headings][-2:] == [
        "2021年二季度",
        "2021年一季度",
    ]
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
    page = client_for(office_user).get(
        url_of(small_plan.works["enterprises"]), {"show": show}
    )
    story = page.content.decode().split('id="timeline"')[1]
    assert there in story and gone not in story


def test_a_report_sent_back_says_when_and_why(
    client_for, office_user, unit_user, small_plan
):
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
    work, target = (
        small_plan.works["enterprises"],
        small_plan.targets["新增“小升规”企业"],
    )
    begun_a_day_before(
        Work.history.filter(id=work.pk), Target.history.filter(id=target.pk)
    )
    work.due_on = date(2021, 11, 30)
    writing.save(work, by=office_user, reason="市政府要求提前")
    target.value = Decimal(62)
    writing.save(target, by=office_user)
    page = text_of(read_work("enterprises", show="changes"))
    assert "督查室小林 变更（市政府要求提前）" in page
    assert "工作：“完成时限”由 2021年12月31日 改为 2021年11月30日" in page
    assert "目标“新增“小升规”企业”：“目标值”由 60 改为 62" in page


def test_what_came_with_the_work_is_its_beginning_and_what_came_later_a_change(
    read_work, small_plan, office_user
):
    page = text_of(read_work("enterprises", show="changes"))
    assert "建立" in page and "新增目标" not in page and "新增责任单位" not in page
    begun_a_day_before(
        *(model.history.all() for model in (Work, Task, Target, Responsibility))
    )
    target = Target(
        work=small_plan.works["enterprises"],
        text="培育29家",
        value=29,
        due_on=date(2021, 12, 31),
    )
    writing.save(target, by=office_user)
    page = text_of(read_work("enterprises", show="changes"))
    assert "新增目标“培育29家”" in page


def test_a_confirmed_duty_is_a_change(read_work, small_plan, office_user):
    duty = Responsibility.objects.get(task=small_plan.tasks["key", 1], duty=Duty.LEAD)
    duty.confirmed = False
    writing.save(duty, by=office_user)
    begun_a_day_before(
        *(model.history.all() for model in (Work, Target, Responsibility))
    )
    duty.confirmed = True
    writing.save(duty, by=office_user)
    writing.delete(
        Responsibility.objects.get(task=small_plan.tasks["key", 1], duty="cooperating"),
        by=office_user,
    )
    page = text_of(read_work("enterprises", show="changes"))
    assert "责任单位“市科技局”（牵头）：“已确认”由 否 改为 是" in page
    assert "删除责任单位“市财政局”（配合）" in page


def begun_a_day_before(*histories):
    for rows in histories:
        rows.update(history_date=datetime(2021, 3, 12, tzinfo=timezone.utc))


# ---- every step: who, when, from what to what, why


@pytest.fixture
def told(small_plan, client_for):
    """A function: user -> the text of the work's page in the open quarter."""
    return lambda user: text_of(
        client_for(user).get(url_of(small_plan.works["talents"]), {"period": "2021Q2"})
    )


def test_a_report_is_told_step_by_step(
    told, small_plan, unit_user, office_user, viewer_user
):
    about = {"work": small_plan.works["talents"], "unit": small_plan.units["市科技局"]}
    about |= {"period": small_plan.period, "by": unit_user}
    sent = submit(**about, content=Content(progress="第一稿。", approved_by="王局长"))
    sent = withdraw(report=sent, by=unit_user)
    sent = submit(**about, content=Content(progress="第二稿。", approved_by="王局长"))
    sent = send_back(report=sent, reason="请写明人数。", by=office_user)
    assert "退回市科技局的填报" in told(
        unit_user
    ) and "审核通过市科技局的填报" not in told(unit_user)
    assert "撤回市科技局的填报" not in told(viewer_user)
    sent = submit(**about, content=Content(progress="引进12人。", approved_by="王局长"))
    accept(report=sent, by=office_user)
    page = told(office_user)
    assert (
        "科技局小陈 撤回市科技局的填报" in page
        and "督查室小林 审核通过市科技局的填报" in page
    )
    assert (
        page.count("科技局小陈 报送市科技局的填报") == 2
    )  # the third stands with the report


def test_a_judgement_tells_what_it_was_before(told, small_plan, office_user):
    about = {
        "work": small_plan.works["talents"],
        "period": small_plan.period,
        "by": office_user,
    }
    assess(**about, standing="slow", comment="没有动静。", override_reason="未报送")
    assert "修改评定" not in told(office_user)
    assess(
        **about,
        standing="on_track",
        comment="电话核实在推进。",
        override_reason="未报送",
        method="phone",
    )
    page = told(office_user)
    assert "督查室小林 修改评定" in page and "“评定”由 进度偏慢 改为 正常推进" in page
    assert "“评定意见”由 没有动静。 改为 电话核实在推进。" in page
    assess(**about, standing="")
    assert "督查室小林 撤回评定" in told(office_user)


def test_more_time_is_asked_for_and_answered(
    told, small_plan, unit_user, office_user, viewer_user
):
    asked = ask_extension(
        work=small_plan.works["talents"],
        unit=small_plan.units["市科技局"],
        period=small_plan.period,
        until=date(2021, 7, 20),
        reason="等省里批复。",
        by=unit_user,
    )
    answer_extension(
        extension=asked, grant=False, answer="请按期报送。", by=office_user
    )
    page = told(unit_user)
    assert "申请延期至2021年7月20日" in page and "等省里批复。" in page
    assert (
        "督查室小林 未同意市科技局延期至2021年7月20日" in page
        and "请按期报送。" in page
    )
    assert "申请延期" not in told(viewer_user)


def test_an_instruction_is_told_to_its_end(
    told, small_plan, unit_user, office_user, admin_user
):
    leader = small_plan.leaders["蔡木贵"]
    given = issue_directive(
        work=small_plan.works["talents"],
        leader=leader,
        text="请加快。",
        units=[small_plan.units["市科技局"]],
        issued_on=date(2021, 7, 1),
        by=office_user,
    )
    reply(directive=given, text="正在办。", by=unit_user)
    ask_again(directive=given, because="请写明时间。", by=office_user)
    day = date(2021, 7, 2)
    hand_over(
        leader=leader,
        successor=small_plan.leaders["陈威"],
        on=day,
        as_of=day,
        by=admin_user,
    )
    close(directive=given, by=office_user)
    page = told(office_user)
    assert "督查室小林 要求补充" in page and "请写明时间。" in page
    assert (
        "管理员 移交批示" in page
        and "2021年7月2日起由陈威副市长接任蔡木贵副市长" in page
    )
    assert "督查室小林 办结" in page


def test_plan_helper_and_photo_are_changes(told, small_plan, unit_user, office_user):
    work = small_plan.works["talents"]
    target = Target.objects.create(
        work=work, text="引才", value=100, measure="人", due_on=date(2021, 12, 31)
    )
    planned = PlannedValue(target=target, period=small_plan.period, value=Decimal(40))
    writing.save(planned, by=unit_user, reason="填报计划值")
    approve_plan(targets=[target], by=office_user)
    helper = CoLeader.objects.get(task__work=work)
    writing.delete(helper, by=office_user, reason="分工调整")
    page = told(office_user)
    assert "二季度计划值“引才” 40：“状态”由 待审定 改为 已审定" in page
    assert "删除协同领导“孙群”（会同）" in page and "分工调整" in page


def test_a_work_older_than_its_histories_tells_its_first_changes(
    told, small_plan, unit_user, office_user
):
    """As one that came from a fixture: what is planned first is a change, not the beginning of the
    work."""
    work, day = small_plan.works["talents"], date(2021, 12, 31)
    target = Target.objects.create(
        work=work, text="引才", value=100, measure="人", due_on=day
    )
    for kept in (Work, Task, Target, Responsibility, CoLeader):
        kept.history.all().delete()
    for index, value in ((2, 30), (3, 45)):
        planned = PlannedValue(
            target=target, period=small_plan.quarters[index], value=Decimal(value)
        )
        writing.save(planned, by=unit_user, reason="填报计划值")
    page = told(office_user)
    assert "新增二季度计划值“引才” 30 新增三季度计划值“引才” 45" in page
    assert "建立" not in page
