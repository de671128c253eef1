"""One unit's report on one work, as a where."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assignments.choices import PeriodState, ReportState
from assignments.models import Extension, Period, ProgressReport, Reading
from assignments.reporting.verbs import NOT_YET, Content, save_draft, submit
from tests.buttons import press
from tests.pages import flat

TYPED = {
    "progress": "已引进人才12名。",
    "problems": "无",
    "next_steps": "再引进8名。",
    "request": "",
    "approved_by": "林局长",
    "version": NOT_YET,
}


@pytest.fixture
def where(talents, address):
    return address(**talents)


@pytest.fixture
def numbers(small_plan, address):
    """市农业农村局 on fields, which has two quantities and a milestone."""
    return address(
        small_plan.works["fields"], small_plan.units["市农业农村局"], small_plan.period
    )


@pytest.fixture
def boxes(small_plan):
    """The names of the boxes of fields' three targets: area, gardens, review."""
    names = ("低效用地再开发", "建成美丽田园", "规划通过评审")
    return [f"reading_{small_plan.targets[name].id}" for name in names]


def stored(small_plan, work="talents"):
    return ProgressReport.objects.filter(
        work=small_plan.works[work], period=small_plan.period
    ).first()


def text(answer):
    return flat(answer)


# ---- Works


def test_the_page_shows_the_task_and_an_empty_form(client_for, unit_user, where):
    answer = client_for(unit_user).get(where)
    assert answer.status_code == 200
    assert "深化人才新政2.0，年内完成。" in text(answer)


def test_every_field_has_its_box(client_for, unit_user, where):
    """A field that the page leaves out would be emptied by saving it."""
    answer = client_for(unit_user).get(where)
    for name in set(answer.context["form"].fields) - {"confirmed"}:
        assert f'name="{name}"' in text(answer)


def test_the_planned_value_stands_beside_the_box(client_for, other_unit_user, numbers):
    shown = text(client_for(other_unit_user).get(numbers))
    assert "本期应达 <b>500</b>亩（按序时进度）" in shown
    assert "全年目标 不少于 1000亩" in shown


def test_saving_keeps_a_draft(client_for, unit_user, where, small_plan):
    answer = press(client_for(unit_user), where, TYPED | {"action": "save"})
    assert answer.status_code == 302 and answer["Location"] == where
    assert stored(small_plan).state == ReportState.DRAFT


def test_sending_goes_back_to_the_desk(client_for, unit_user, where, small_plan):
    answer = press(
        client_for(unit_user), where, TYPED | {"action": "submit"}, follow=True
    )
    assert stored(small_plan).state == ReportState.SUBMITTED
    assert "已报送：深化人才新政2.0。" in text(answer)


def test_the_office_sends_for_a_unit_that_telephoned(
    client_for, office_user, where, small_plan
):
    press(client_for(office_user), where, TYPED | {"action": "submit"})
    assert stored(small_plan).logged_by_office


def test_what_was_sent_is_read_only_and_can_be_taken_back(
    client_for, unit_user, sent, where, small_plan
):
    client = client_for(unit_user)
    answer = client.get(where)
    assert "撤回修改" in text(answer) and 'name="progress"' not in text(answer)
    press(client, where, {"action": "withdraw"})
    assert stored(small_plan).state == ReportState.DRAFT


def test_why_it_came_back_is_shown(client_for, unit_user, sent, where):
    sent.state, sent.return_reason = ReportState.RETURNED, "请写明引进了谁。"
    sent.save()
    assert "请写明引进了谁。" in text(client_for(unit_user).get(where))


# ---- Readings


def test_readings_are_saved(client_for, other_unit_user, numbers, boxes, small_plan):
    area, gardens, review = boxes
    typed = TYPED | {
        area: "１，０００.5 ",
        gardens: "2",
        review: "2021-06-20",
        "action": "save",
    }
    press(client_for(other_unit_user), numbers, typed)
    values = {
        reading.target.text: reading
        for reading in Reading.objects.filter(report=stored(small_plan, "fields"))
    }
    assert values["低效用地再开发"].value == Decimal("1000.5")
    assert values["规划通过评审"].reached_on == date(2021, 6, 20)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("三十", "不是数字"),
        ("12户", "计量单位是“户”"),
        ("300万元", "计量单位是“万元”"),
        ("(5)", "负数请写成"),
        ("约60", "不是数字"),
        ("#DIV/0!", "表格算错"),
        ("1,2", "看不准"),
        ("12%", "是百分数"),
        ("NaN", "不是数字"),
        ("Infinity", "不是数字"),
        ("1e99", "不是数字"),
        ("9999999999999", "太大"),
        ("0.123456", "小数太长"),
        ("-3", "不能小于 0"),
    ],
)
def test_what_is_no_number_is_told_and_kept(
    client_for, other_unit_user, numbers, boxes, small_plan, typed, said
):
    answer = press(
        client_for(other_unit_user),
        numbers,
        TYPED | {boxes[0]: typed, "action": "save"},
    )
    assert answer.status_code == 200
    assert said in text(answer)
    assert f'value="{typed}"' in text(answer) and "已引进人才12名。" in text(answer)
    assert stored(small_plan, "fields") is None


def test_a_text_is_unchanged_and_as_long_as_it_looks_however_its_lines_end(
    client_for, other_unit_user, numbers, small_plan
):
    """Browsers end a line with two signs; what was imported, with one."""
    lines = "一、已开工。\n" * 650
    Period.objects.filter(pk=small_plan.last.pk).update(state=PeriodState.OPEN)
    ProgressReport.objects.create(
        work=small_plan.works["fields"],
        unit=small_plan.units["市农业农村局"],
        period=small_plan.last,
        state=ReportState.ACCEPTED,
        progress=lines,
        submitted_at=small_plan.report.submitted_at,
    )
    Period.objects.filter(pk=small_plan.last.pk).update(state=PeriodState.CLOSED)
    sent_by_browser = TYPED | {
        "progress": lines.replace("\n", "\r\n"),
        "action": "save",
    }
    assert len(sent_by_browser["progress"]) > 5000
    press(client_for(other_unit_user), numbers, sent_by_browser)
    found = stored(small_plan, "fields")
    assert found.unchanged and found.progress == lines.strip()


def test_a_fall_is_asked_about_not_refused(client_for, unit_user, small_plan, address):
    second, third = small_plan.quarters[2], small_plan.quarters[3]
    second.state, third.state = PeriodState.CLOSED, PeriodState.OPEN
    second.save()
    third.save()
    where = address(
        small_plan.works["enterprises"], small_plan.units["市科技局"], third
    )
    box = f"reading_{small_plan.targets['新增“小升规”企业'].id}"
    client, typed = client_for(unit_user), TYPED | {box: "29", "action": "submit"}
    asked = text(press(client, where, typed))
    assert "比上次的 31 家少" in asked
    assert not ProgressReport.objects.filter(period=third).exists()
    press(client, where, typed | {"confirmed": "on"})
    assert ProgressReport.objects.get(period=third).state == ReportState.SUBMITTED


def test_a_missing_reading_is_asked_about(
    client_for, other_unit_user, numbers, boxes, small_plan
):
    client = client_for(other_unit_user)
    assert "未填完成数" in text(
        press(client, numbers, TYPED | {"action": "submit", boxes[0]: "400"})
    )
    press(
        client,
        numbers,
        TYPED | {"action": "submit", boxes[0]: "400", "confirmed": "on"},
    )
    assert stored(small_plan, "fields").state == ReportState.SUBMITTED


# ---- Last period, other units


@pytest.fixture
def third_quarter(small_plan):
    second, third = small_plan.quarters[2], small_plan.quarters[3]
    second.state, third.state = PeriodState.CLOSED, PeriodState.OPEN
    second.save()
    third.save()
    return third


def test_last_periods_text_is_one_click_away(
    client_for, unit_user, small_plan, third_quarter, address
):
    where = address(
        small_plan.works["enterprises"], small_plan.units["市科技局"], third_quarter
    )
    answer = press(
        client_for(unit_user), where, TYPED | {"progress": "", "action": "carry"}
    )
    assert answer.context["form"]["progress"].value() == small_plan.report.progress
    assert answer.context["form"]["problems"].value() == "无"
    assert not ProgressReport.objects.filter(period=third_quarter).exists()


def test_carrying_forward_does_not_overwrite(
    client_for, unit_user, small_plan, third_quarter, address
):
    where = address(
        small_plan.works["enterprises"], small_plan.units["市科技局"], third_quarter
    )
    answer = press(
        client_for(unit_user),
        where,
        TYPED | {"progress": "三季度新增5家。", "action": "carry"},
    )
    assert (
        answer.context["form"]["progress"].value()
        == f"三季度新增5家。\n{small_plan.report.progress}"
    )


@pytest.fixture
def helped(small_plan, unit_user, django_user_model):
    """市科技局 sent to 市发改局, who leads harbour; returns the lead unit's person."""
    report = submit(
        work=small_plan.works["harbour"],
        unit=small_plan.units["市科技局"],
        period=small_plan.period,
        content=Content(progress="完成海域论证。", approved_by="林局长"),
        by=unit_user,
    )
    lead = django_user_model.objects.create_user(
        "fagai", role="unit", unit=small_plan.units["市发改局"]
    )
    return report, lead


def test_the_lead_unit_takes_passages_over(client_for, small_plan, helped, address):
    report, lead = helped
    where = address(
        small_plan.works["harbour"], small_plan.units["市发改局"], small_plan.period
    )
    client = client_for(lead)
    assert "完成海域论证。" in text(client.get(where))
    answer = press(
        client, where, TYPED | {"progress": "航道开工。", "action": f"take:{report.pk}"}
    )
    assert (
        answer.context["form"]["progress"].value()
        == "航道开工。\n【市科技局】完成海域论证。"
    )


def test_a_helping_unit_does_not_see_the_lead_units_unaccepted_report(
    client_for, small_plan, helped, address
):
    report, lead = helped
    submit(
        work=small_plan.works["harbour"],
        unit=small_plan.units["市发改局"],
        period=small_plan.period,
        content=Content(progress="内部情况。", approved_by="王局长"),
        by=lead,
    )
    where = address(
        small_plan.works["harbour"], small_plan.units["市科技局"], small_plan.period
    )
    assert "内部情况。" not in text(client_for(report.submitted_by).get(where))


# ---- While typing


def test_drafts_save_while_typing(client_for, unit_user, where, small_plan):
    client = client_for(unit_user)
    answer = press(
        client, where, TYPED | {"action": "autosave"}, headers={"HX-Request": "true"}
    )
    assert "自动保存" in text(answer)
    report = stored(small_plan)
    assert f'value="{report.version}"' in text(answer)
    press(
        client,
        where,
        TYPED | {"action": "autosave", "progress": "更多。", "version": report.version},
    )
    assert stored(small_plan).progress == "更多。"


def test_a_wrong_number_does_not_cost_the_rest(
    client_for, other_unit_user, numbers, boxes, small_plan
):
    client = client_for(other_unit_user)
    press(client, numbers, TYPED | {"action": "save", boxes[0]: "400"})
    version = stored(small_plan, "fields").version
    typed = TYPED | {
        "action": "autosave",
        boxes[0]: "四百",
        "progress": "接着写。",
        "version": version,
    }
    assert "没有存" in text(press(client, numbers, typed))
    report = stored(small_plan, "fields")
    assert report.progress == "接着写。"
    assert [reading.value for reading in report.readings.all()] == [400]


def test_autosave_never_overwrites_somebody_else(
    client_for, unit_user, office_user, talents, where, draft
):
    save_draft(**talents, content=Content(progress="督查室补记。"), by=office_user)
    answer = press(
        client_for(unit_user),
        where,
        TYPED | {"action": "autosave", "version": draft.version},
    )
    assert "已被他人修改" in text(answer)
    assert ProgressReport.objects.get(pk=draft.pk).progress == "督查室补记。"


# ---- Two people


def test_both_texts_are_shown_and_the_second_save_decides(
    client_for, unit_user, office_user, talents, where, draft
):
    save_draft(**talents, content=Content(progress="督查室补记。"), by=office_user)
    client, mine = (
        client_for(unit_user),
        TYPED | {"action": "save", "version": draft.version},
    )
    answer = press(client, where, mine)
    assert "督查室补记。" in text(answer) and "已引进人才12名。" in text(answer)
    assert ProgressReport.objects.get(pk=draft.pk).progress == "督查室补记。"
    again = answer.context["form"]["version"].value()
    press(client, where, mine | {"version": again})
    assert ProgressReport.objects.get(pk=draft.pk).progress == "已引进人才12名。"


# ---- Extensions


def test_more_time_is_asked_for(client_for, unit_user, where, talents):
    press(
        client_for(unit_user),
        where,
        {
            "action": "extend",
            "extension-until": "2021-07-20",
            "extension-reason": "数据未出。",
        },
    )
    assert Extension.objects.get(work=talents["work"]).until == date(2021, 7, 20)


def test_a_request_without_reason_is_told(client_for, unit_user, where):
    answer = press(
        client_for(unit_user),
        where,
        {"action": "extend", "extension-until": "2021-07-01"},
    )
    assert "请写明延期的理由。" in text(answer)
    assert not Extension.objects.exists()


@pytest.mark.parametrize("until", ["2021-07-20", "2021-07-01", ""])
def test_asking_for_more_time_costs_nothing_that_was_typed(
    client_for, unit_user, where, until
):
    """Granted as asked, too early or without a day: the boxes of the report stay as they are."""
    asked = {
        "action": "extend",
        "extension-until": until,
        "extension-reason": "数据未出。",
    }
    answer = press(client_for(unit_user), where, TYPED | asked)
    assert answer.context["form"]["progress"].value() == TYPED["progress"]
    assert Extension.objects.exists() == (until == "2021-07-20")
    assert not ProgressReport.objects.filter(progress=TYPED["progress"]).exists()


# ---- Strangers, readers, wrong input, second time


def test_a_stranger_signs_in(client, where):
    assert client.get(where).status_code == 302


@pytest.mark.parametrize(
    "person", ["leader_user", "viewer_user", "admin_user", "other_unit_user"]
)
@pytest.mark.parametrize("action", ["", "save", "submit", "autosave", "withdraw"])
def test_a_reader_may_not(client_for, where, small_plan, person, action, request):
    client = client_for(request.getfixturevalue(person))
    answer = (
        press(client, where, TYPED | {"action": action})
        if action
        else client.get(where)
    )
    assert answer.status_code == 403
    assert stored(small_plan) is None


def test_what_is_not_there(client_for, unit_user, small_plan):
    client = client_for(unit_user)
    unit, work = small_plan.units["市科技局"].pk, small_plan.works["talents"].pk
    assert client.get(f"/works/999999/report/{unit}/").status_code == 404
    assert client.get(f"/works/{work}/report/999999/").status_code == 404


def test_wrong_method_and_unknown_action(client_for, unit_user, where):
    client = client_for(unit_user)
    assert client.put(where).status_code == 405
    assert press(client, where, {"action": "publish"}).status_code == 404
    assert press(client, where, {}).status_code == 405


def test_sending_twice_is_told(client_for, unit_user, where, small_plan):
    client = client_for(unit_user)
    press(client, where, TYPED | {"action": "submit"})
    version = stored(small_plan).version
    answer = press(client, where, TYPED | {"action": "submit", "version": version})
    assert "不能报送" in text(answer) and "您刚才输入的内容没有保存" in text(answer)


def test_sending_without_a_name_is_told_and_keeps_the_text(
    client_for, unit_user, where, small_plan
):
    answer = press(
        client_for(unit_user), where, TYPED | {"approved_by": "", "action": "submit"}
    )
    assert "请填写审定人姓名" in text(answer) and "已引进人才12名。" in text(answer)
    assert stored(small_plan) is None


@pytest.mark.parametrize("version", ["x", "-7", "3"])
def test_a_wrong_version_writes_nothing(
    client_for, unit_user, where, small_plan, version
):
    press(client_for(unit_user), where, TYPED | {"version": version, "action": "save"})
    assert stored(small_plan) is None


def test_too_much_text_is_told(client_for, unit_user, where, small_plan):
    answer = press(
        client_for(unit_user),
        where,
        TYPED | {"progress": "好" * 5001, "action": "save"},
    )
    assert "最多 5000 字" in text(answer)
    assert stored(small_plan) is None


def test_a_script_stays_text(client_for, unit_user, where):
    client = client_for(unit_user)
    press(
        client,
        where,
        TYPED | {"progress": "<script>alert(1)</script>", "action": "save"},
    )
    assert "<script>alert(1)" not in text(client.get(where))


def test_a_closed_period_is_read_only(
    client_for, unit_user, talents, small_plan, address
):
    where = address(talents["work"], talents["unit"], small_plan.last)
    client = client_for(unit_user)
    assert "已关闭" in text(client.get(where))
    answer = press(client, where, TYPED | {"action": "save"})
    assert "已关闭" in text(answer)
    assert not ProgressReport.objects.filter(period=small_plan.last).exists()


# ---- Cost


def test_queries_stay_few(client_for, unit_user, where, talents, sent):
    client = client_for(unit_user)
    with CaptureQueriesContext(connection) as queries:
        client.get(where)
    assert len(queries) <= 22
