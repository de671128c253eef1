"""Whole jobs by a keyboard alone, and by a keyboard without scripts: every step can be reached, the
focus is seen where it is, and after each step it is where one goes on."""

import pytest
from playwright.sync_api import expect

from assignments.choices import DirectiveState, ReportState, Standing
from assignments.models import Assessment, Directive, ProgressReport, Reminder
from assignments.reporting.verbs import Content, submit

SEEN = """place => {
    const here = document.activeElement, box = here.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const label = here.labels && here.labels[0];
    const ring = [here, here.nextElementSibling].some(
        one => one && getComputedStyle(one).outlineStyle !== "none");
    const shown = top && (here.contains(top) || top.contains(here)
        || (label && label.contains(top)));
    const inside = here.type === "date";  // its parts show the focus themselves
    return [here === place, inside || (ring && shown) ? "" : here.outerHTML.slice(0, 160)];
}"""
"""Whether the focus is at the place; then nothing, or the beginning of what has the focus without
showing it: it has no ring, or something lies over it."""


@pytest.fixture
def without_scripts(browser, browser_context_args, client_for, live_server):
    """A function: user -> a page of a browser that runs no scripts, with that user's session."""
    contexts = []

    def with_a_session(user):
        context = browser.new_context(**browser_context_args, java_script_enabled=False)
        session = client_for(user).cookies["sessionid"].value
        context.add_cookies(
            [{"name": "sessionid", "value": session, "url": live_server.url}]
        )
        contexts.append(context)
        return context.new_page()

    yield with_a_session
    for context in contexts:
        context.close()


def tab_to(page, place, most=80):
    """Press Tab until the place has the focus; nothing on the way may have it unseen."""
    wanted = place.element_handle()
    for _ in range(most):
        page.keyboard.press("Tab")
        there, unseen = page.evaluate(SEEN, wanted)
        assert not unseen, unseen
        if there:
            return
    raise AssertionError(f"按 {most} 次 Tab 没有到：{place}")


def press(page, key="Enter"):
    """A key that leads to a page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def row_of(page, small_plan, word):
    return page.locator(f"#row-{small_plan.works[word].pk}")


def test_the_grid_goes_on_where_it_was_left(
    sign_in, small_plan, office_user, looks_right
):
    page = sign_in(office_user)
    page.goto("/office/assess/?standing=all")
    first, row = (row_of(page, small_plan, word) for word in ("enterprises", "harbour"))
    tab_to(page, row.get_by_label("评定", exact=True))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    press(page, "Control+Enter")
    said = row.locator(".told")
    expect(said).to_have_text("已保存 1 项评定。")
    expect(said).to_be_focused()
    given = Assessment.objects.get(
        work=small_plan.works["harbour"], period=small_plan.period
    )
    assert given.standing == Standing.SLOW

    tab_to(page, row.get_by_label("评定", exact=True), most=2)
    page.keyboard.press("Control+ArrowUp")
    expect(first.get_by_label("评定", exact=True)).to_be_focused()
    page.keyboard.press("End")
    press(page, "Control+Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    looks_right(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(first.get_by_role("link")).to_be_visible()
    assert page.evaluate(
        "document.activeElement.closest('tr').id"
    ) == first.get_attribute("id")


def test_nothing_lies_over_what_has_the_focus(sign_in, plan_2021, office_user):
    """On a low screen, where the head of a table and the bar of buttons stay in sight."""
    page = sign_in(office_user)
    page.set_viewport_size({"width": 1366, "height": 600})
    for address, stops, back in (
        ("/office/assess/?standing=all", 40, "Tab"),
        ("/tasks/", 40, "Shift+Tab"),
    ):
        page.goto(address)
        page.locator("tbody a").nth(0 if back == "Tab" else 60).focus()
        for _ in range(stops):
            page.keyboard.press(back)
            assert page.evaluate(SEEN, None)[1] == "", address


def test_rows_are_ticked_by_arrow_keys_and_the_buttons_are_near(
    sign_in, small_plan, office_user
):
    page = sign_in(office_user)
    page.goto("/tasks/?period=2021Q2")
    ticks = page.locator(".c-tick input")
    ticks.nth(3).focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(ticks.nth(4)).to_be_focused()
    page.keyboard.press("Space")
    for _ in range(5):
        page.keyboard.press("ArrowUp")
    expect(page.get_by_role("link", name="全选本页")).to_be_focused()
    tab_to(page, page.get_by_role("button", name="催办所选"), most=3)
    press(page)
    assert page.locator(".silent-unit").count() == 2


def test_arrow_keys_go_through_the_cells(sign_in, small_plan, office_user):
    page = sign_in(office_user)
    page.goto("/overview/?period=2021Q1")
    cells = page.locator(".whole-city .cell")
    cells.first.focus()
    page.keyboard.press("ArrowRight")
    expect(cells.nth(1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    below = page.evaluate("document.activeElement.getBoundingClientRect().top")
    assert below > cells.first.bounding_box()["y"] + 20
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") < below


def test_what_opens_closes_by_escape_and_gives_the_focus_back(
    sign_in, small_plan, office_user, looks_right
):
    page = sign_in(office_user)
    page.goto("/tasks/?period=2021Q2")
    more = page.locator("summary", has_text="更多条件与显示的列")
    tab_to(page, more)
    page.keyboard.press("Enter")
    link = page.locator(".open-row").first
    tab_to(page, link)
    page.keyboard.press("Enter")
    expect(page.locator(".row-detail")).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("科技")
    expect(page.locator("[data-hit]").first).to_be_visible()
    expect(page.locator(".find [role=status]")).to_contain_text("找到 1 条")
    looks_right(page)
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-hit]").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox", name="查找任务")).to_be_focused()
    expect(page.locator("[data-hit]")).to_have_count(0)
    link.focus()
    page.keyboard.press("Escape")
    expect(page.locator(".row-detail")).to_have_count(0)
    expect(link).to_be_focused()
    page.locator(".columns input").first.focus()
    page.keyboard.press("Escape")
    expect(more).to_be_focused()
    expect(page.locator(".columns")).to_be_hidden()


def test_what_was_found_closes_behind_who_goes_on(sign_in, small_plan, office_user):
    page = sign_in(office_user)
    page.goto("/office/")
    page.keyboard.press("/")
    page.keyboard.type("蔡木贵")
    expect(page.locator("[data-hit]").first).to_be_visible()
    tab_to(page, page.get_by_role("link", name=str(office_user)), most=20)
    expect(page.locator("[data-hit]")).to_have_count(0)


def test_arrow_keys_choose_a_period_without_leaving_the_page(
    sign_in, small_plan, office_user
):
    page = sign_in(office_user)
    page.goto("/compare/")
    box = page.get_by_role("combobox", name="看")
    tab_to(page, box)
    before, address = box.input_value(), page.url
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert box.input_value() != before
    page.wait_for_timeout(200)
    assert page.url == address
    tab_to(page, page.get_by_role("button", name="对比"), most=2)
    press(page)
    assert f"period={box.input_value()}" in page.url


def test_a_unit_is_chased_in_its_place(sign_in, small_plan, office_user):
    page = sign_in(office_user)
    page.goto("/office/silent/")
    second = page.locator(".silent-unit").nth(1)
    tab_to(page, second.get_by_role("textbox"))
    page.keyboard.type("请尽快报送。")
    press(page)
    assert Reminder.objects.count() == 1
    expect(second.locator(".told")).to_be_focused()
    everybody = page.locator("summary", has_text="催办全部")
    everybody.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="确定催办")).to_be_focused()
    page.keyboard.press("Escape")
    expect(everybody).to_be_focused()
    expect(page.get_by_role("button", name="确定催办")).to_be_hidden()


def decide(page, leader, words):
    """A decision on the first work of a meeting, by keyboard; the page then says that it is
    kept."""
    page.goto(f"/leaders/{leader.leader_id}/stocktake/")
    tab_to(page, page.get_by_label("会商决定"))
    page.keyboard.type(words)
    tab_to(page, page.locator(".decision button"), most=6)
    press(page)
    expect(page.locator(".told")).to_be_focused()


def test_a_meeting_is_led_and_what_is_unsent_is_not_lost(
    sign_in, small_plan, leader_user
):
    page = sign_in(leader_user)
    decide(page, leader_user, "下月听取汇报。")
    assert Directive.objects.get().text == "下月听取汇报。"
    press(page, "ArrowRight")
    expect(page.get_by_text("2/3")).to_be_visible()
    page.get_by_label("会商决定").focus()
    page.keyboard.type("还没写完")
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.locator("h1").click()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(200)
    assert asked == ["beforeunload"]
    assert page.get_by_label("会商决定").input_value() == "还没写完"


def test_an_instruction_from_its_words_to_its_end(sign_in, small_plan, office_user):
    page = sign_in(office_user)
    page.goto(f"/works/{small_plan.works['fields'].pk}/instruct/")
    tab_to(page, page.get_by_role("button", name="发送承办单位"))
    press(page)
    wrong = page.get_by_role("alert")
    expect(wrong).to_be_focused()
    tab_to(page, wrong.get_by_role("link", name="批示内容"), most=3)
    page.keyboard.press("Enter")
    expect(page.get_by_label("批示内容")).to_be_focused()
    page.keyboard.type("请加快进度。")
    tab_to(page, page.locator("summary", has_text="还要请其他单位办理"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name="跳过单位名单"), most=1)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="发送承办单位"), most=7)
    page.keyboard.press("Shift+Tab")
    page.get_by_label("批示领导").focus()
    page.keyboard.press("ArrowDown")
    tab_to(page, page.get_by_role("button", name="发送承办单位"))
    press(page)
    expect(page.locator(".told")).to_be_focused()
    tab_to(page, page.locator("summary", has_text="办结这件批示"))
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    press(page)
    assert Directive.objects.get().state == DirectiveState.CLOSED


def test_a_quarter_without_scripts(
    without_scripts, small_plan, other_unit_user, office_user, other_leader_user
):
    """A unit reports, the office accepts and assesses, the leader decides; who sends what is not
    complete is led to what is missing, with all that was typed."""
    work = small_plan.works["fields"]
    page = without_scripts(other_unit_user)
    page.goto("/desk/")
    tab_to(page, page.locator(f"a.btn[href*='/works/{work.pk}/report/']"))
    press(page)
    tab_to(page, page.get_by_label("进展情况"))
    page.keyboard.type("完成再开发300亩。")
    tab_to(page, page.get_by_role("button", name="报送", exact=True))
    press(page)
    expect(page.get_by_role("alert").first).to_be_focused()
    assert page.get_by_label("进展情况").input_value() == "完成再开发300亩。"
    for label, words in (
        ("低效用地再开发", "300"),
        ("建成美丽田园", "3"),
        ("下一步打算", "继续。"),
        ("审定人", "王"),
    ):
        box = page.get_by_label(label)
        if box.count() and not box.first.input_value():
            box.first.focus()
            page.keyboard.type(words)
    tab_to(page, page.get_by_role("button", name="报送", exact=True))
    press(page)
    expect(page.locator(".told")).to_be_focused()
    report = ProgressReport.objects.get(work=work, period=small_plan.period)
    assert report.state == ReportState.SUBMITTED

    page = without_scripts(office_user)
    page.goto(f"/office/reports/{report.pk}/")
    tab_to(page, page.get_by_role("button", name="退回"))
    press(page)
    expect(page.get_by_role("alert").first).to_be_focused()
    tab_to(page, page.get_by_role("button", name="审核通过"))
    press(page)
    expect(page.locator(".told")).to_be_focused()
    page.goto("/office/assess/?standing=unassessed")
    row = row_of(page, small_plan, "fields")
    tab_to(page, row.get_by_label("评定", exact=True))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    tab_to(page, row.get_by_role("checkbox").first)
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="保存本页评定"))
    press(page)
    expect(page.locator(".told")).to_be_focused()
    given = Assessment.objects.get(work=work, period=small_plan.period)
    assert given.standing == Standing.SLOW

    page = without_scripts(other_leader_user)
    decide(page, other_leader_user, "请月底前补上。")
    assert Directive.objects.get().leader == other_leader_user.leader


def test_no_button_does_nothing_without_scripts(
    without_scripts, small_plan, office_user, unit_user
):
    """What only a script can do is not offered: every visible button sends a form."""
    report = submit(
        work=small_plan.works["talents"],
        unit=unit_user.unit,
        period=small_plan.period,
        content=Content(progress="有进展。", approved_by="局长"),
        by=unit_user,
    )
    page = without_scripts(office_user)
    leader = small_plan.leaders["蔡木贵"].pk
    dead = """[...document.querySelectorAll('button, a:not([href]), [href="#"], kbd')]
        .filter(one => one.getClientRects().length
            && (one.tagName !== 'BUTTON' || one.type === 'button' || !one.form))
        .map(one => one.outerHTML)"""
    for address in (
        "/overview/",
        "/tasks/",
        f"/leaders/{leader}/brief/",
        f"/leaders/{leader}/stocktake/",
        "/office/assess/",
        f"/office/reports/{report.pk}/",
        "/office/silent/",
    ):
        page.goto(address)
        assert page.evaluate(dead) == [], address
