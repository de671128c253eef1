"""A unit's desk and the office's in a browser: axe and widths, drafts while typing, a lost session,
the keyboard."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from assignments.choices import ExtensionState, ReportState
from assignments.models import ProgressReport
from assignments.reporting.verbs import Content, ask_extension, save_draft, submit
from assignments.supervision.verbs import send_back
from tests.boards.pictures import picture


@pytest.fixture
def report_page(small_plan):
    """The address of 市科技局's report on talents."""
    return f"/works/{small_plan.works['talents'].pk}/report/{small_plan.units['市科技局'].pk}/"


@pytest.fixture
def waiting(small_plan, unit_user, other_unit_user):
    """Two reports wait: talents, then fields."""
    made = []
    for word, by in (("talents", unit_user), ("fields", other_unit_user)):
        content = Content(progress="有进展。", approved_by="局长")
        made.append(
            submit(
                work=small_plan.works[word],
                unit=by.unit,
                period=small_plan.period,
                content=content,
                by=by,
            )
        )
    return made


def test_a_draft_saves_while_typing_and_survives_a_lost_session(
    sign_in, unit_user, report_page
):
    page = sign_in(unit_user)
    page.goto(report_page)
    page.fill("#id_progress", "正在推进。")
    expect(page.locator("#autosave")).to_contain_text("自动保存")
    assert ProgressReport.objects.get(progress="正在推进。").state == ReportState.DRAFT
    page.context.clear_cookies(name="sessionid")
    page.fill("#id_progress", "登录失效后写的。")
    expect(page.locator("#autosave")).to_contain_text("登录已失效")
    sign_in(unit_user).goto(report_page)
    assert page.input_value("#id_progress") == "正在推进。"
    page.get_by_role("button", name="放回框内").click()
    assert page.input_value("#id_progress") == "登录失效后写的。"
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator(".messages")).to_contain_text("草稿已保存")
    expect(page.locator(".kept")).to_have_count(0)


def test_enter_in_a_box_saves_and_takes_no_file_off(sign_in, unit_user, report_page):
    page = sign_in(unit_user)
    page.goto(report_page)
    page.set_input_files(
        "#id_files",
        {"name": "站台.jpg", "mimeType": "image/jpeg", "buffer": picture().read()},
    )
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator(".evidence li")).to_have_count(1)
    page.fill("#id_approved_by", "王局长")
    page.press("#id_approved_by", "Enter")
    expect(page.locator(".messages")).to_contain_text("草稿已保存")
    assert ProgressReport.objects.get(approved_by="王局长").attachments.count() == 1


def test_enter_grants_nothing(sign_in, office_user, unit_user, small_plan):
    """Typing why not and pressing Enter is no consent."""
    asked = ask_extension(
        work=small_plan.works["talents"],
        unit=unit_user.unit,
        period=small_plan.period,
        until=date(2021, 7, 20),
        reason="数据未出。",
        by=unit_user,
    )
    page = sign_in(office_user)
    page.goto("/office/")
    box = page.locator("#extensions [name=answer]")
    box.fill("请按时报送。")
    box.press("Enter")
    page.locator("#extensions [formaction*='/refuse/']").click()
    page.wait_for_load_state()
    asked.refresh_from_db()
    assert (asked.state, asked.answer) == (ExtensionState.REFUSED, "请按时报送。")


def test_what_is_typed_while_the_line_is_cut_is_saved_when_it_is_back(
    sign_in, unit_user, report_page
):
    page = sign_in(unit_user)
    page.goto(report_page)
    page.context.set_offline(True)
    page.fill("#id_progress", "断网时写的。")
    expect(page.locator("#autosave")).to_contain_text("网络不通")
    page.context.set_offline(False)
    expect(page.locator("#autosave")).to_contain_text("自动保存")
    assert (
        ProgressReport.objects.get(progress="断网时写的。").state == ReportState.DRAFT
    )


def test_what_was_sent_into_a_cut_line_is_offered_again(
    sign_in, unit_user, office_user, small_plan, report_page
):
    """Also where somebody else has saved meanwhile: another version does not mean that ours
    arrived."""
    about = {
        "work": small_plan.works["talents"],
        "unit": unit_user.unit,
        "period": small_plan.period,
    }
    page = sign_in(unit_user)
    page.goto(report_page)
    save_draft(**about, content=Content(progress="督查室补记。"), by=office_user)
    page.context.set_offline(True)
    page.fill("#id_progress", "断网时写的。")
    page.get_by_role("button", name="保存草稿").click()
    page.wait_for_url("chrome-error://**", wait_until="commit")
    page.context.set_offline(False)
    page.goto(report_page)
    assert page.input_value("#id_progress") == "督查室补记。"
    page.get_by_role("button", name="放回框内").click()
    assert page.input_value("#id_progress") == "断网时写的。"


def test_what_was_sent_and_arrived_is_not_offered_again(
    sign_in, unit_user, office_user, report_page
):
    page = sign_in(unit_user)
    page.goto(report_page)
    page.fill("#id_progress", "  正在推进。")
    page.fill("#id_approved_by", "王局长")
    page.get_by_role("button", name="报送", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("已报送")
    send_back(
        report=ProgressReport.objects.get(progress="正在推进。"),
        reason="请写明人数。",
        by=office_user,
    )
    page.goto(report_page)
    expect(page.get_by_text("退回原因：请写明人数。")).to_be_visible()
    expect(page.locator(".kept")).to_have_count(0)


def test_the_queue_is_cleared_from_the_keyboard(sign_in, office_user, waiting):
    first, second = waiting
    page = sign_in(office_user)
    page.goto(f"/office/reports/{first.pk}/")
    page.keyboard.press("j")
    page.wait_for_url(re.compile(f"/office/reports/{second.pk}/"))
    page.keyboard.press("k")
    page.wait_for_url(re.compile(f"/office/reports/{first.pk}/"))
    page.keyboard.press("a")
    page.wait_for_url(re.compile(f"/office/reports/{second.pk}/"))
    page.keyboard.press("r")
    page.keyboard.type("缺数据，jka")
    assert page.input_value("#id_reason") == "缺数据，jka"
    page.get_by_role("button", name="退回", exact=True).click()
    page.wait_for_url(re.compile("/office/reports/.period"))
    assert {
        report.pk: report.state
        for report in ProgressReport.objects.filter(pk__in=[first.pk, second.pk])
    } == {
        first.pk: ReportState.ACCEPTED,
        second.pk: ReportState.RETURNED,
    }


def test_the_grid_asks_for_what_a_choice_needs(sign_in, office_user, small_plan):
    page = sign_in(office_user)
    page.goto("/office/assess/?standing=not_reported")
    row = page.locator(f"#row-{small_plan.works['fields'].pk}")
    reason, approval = (
        row.locator("[data-when=override]"),
        row.locator("[data-when=approval]"),
    )
    expect(reason).to_be_hidden()
    row.get_by_label("评定", exact=True).select_option("on_track")
    expect(reason).to_be_visible()
    row.get_by_label("评定", exact=True).select_option("adjusted")
    expect(reason).to_be_hidden()
    expect(approval).to_be_visible()


def test_many_rows_take_a_choice_at_once(sign_in, office_user, unit_user, small_plan):
    """Those that wait and were reported on; a hint that says otherwise and a choice already made
    are left."""
    for word, unit in (("talents", "市科技局"), ("harbour", "市发改局")):
        ProgressReport.objects.create(
            work=small_plan.works[word],
            unit=small_plan.units[unit],
            period=small_plan.period,
            state=ReportState.ACCEPTED,
            progress="正常推进。",
            submitted_at=small_plan.report.submitted_at,
        )
    page = sign_in(office_user)
    page.goto("/office/assess/?standing=all")

    def choice(word):
        return page.locator(f"#row-{small_plan.works[word].pk}").get_by_label(
            "评定", exact=True
        )

    choice("harbour").select_option("done")
    fill = page.locator("[data-fill]")
    fill.get_by_role("combobox").select_option("slow")
    fill.get_by_role("button", name="填入").click()
    expect(fill.get_by_role("status")).to_contain_text("已填入 1 行，还没有保存")
    assert (
        choice("talents").input_value() == "slow"
        and choice("harbour").input_value() == "done"
    )
    assert choice("enterprises").input_value() == ""  # its hint says on track
    fill.get_by_role("combobox").select_option("")
    fill.get_by_role("button", name="填入").click()
    assert choice("enterprises").input_value() == "on_track"
    assert choice("fields").input_value() == ""  # nobody reported
    page.get_by_role("button", name="保存本页评定").click()
    page.get_by_text("已保存 3 项评定。").wait_for()
