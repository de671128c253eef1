"""Ticking rows of the ledger as people do it: with a mouse, by keyboard, on a phone, without
scripts."""

from playwright.sync_api import expect


def test_tick_all_by_keyboard_then_let_one_go(sign_in, small_plan, office_user):
    page = sign_in(office_user)
    page.goto("/tasks/?period=2021Q2")
    page.get_by_role("link", name="全选本页").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("已选 5 项工作（6 行）")).to_be_visible()
    page.get_by_label("选择：深化人才新政2.0").uncheck()
    expect(page.get_by_text("已选 4 项工作（5 行）")).to_be_visible()
    expect(page.get_by_role("link", name="全选本页")).to_be_visible()
    page.get_by_role("button", name="评定所选").click()
    page.wait_for_url("**/assess/**")
    assert page.locator(".assess-grid tbody tr").count() == 4


def test_the_rows_of_a_joint_task_are_ticked_together(sign_in, small_plan, office_user):
    page = sign_in(office_user)
    page.goto("/tasks/?period=2021Q2")
    expect(page.get_by_text("共同任务勾选任一条，即为整项工作。")).to_be_visible()
    page.get_by_label("连同第 3 条").check()
    expect(page.get_by_label("连同第 2 条")).to_be_checked()
    expect(page.get_by_text("已选 1 项工作（2 行）")).to_be_visible()


def test_ticking_survives_a_filter_only_by_choice(sign_in, small_plan, office_user):
    """A new list begins without ticks, and its boxes belong to its own form."""
    page = sign_in(office_user)
    page.goto("/tasks/?period=2021Q2")
    page.get_by_label("选择：深化人才新政2.0").check()
    page.get_by_label("类别").select_option("key")
    expect(page.locator(".ledger-table .c-tick input")).to_have_count(5)
    expect(page.locator(".c-tick input:checked")).to_have_count(0)
    page.get_by_label("选择：深化人才新政2.0").check()
    page.get_by_role("button", name="催办所选").click()
    page.wait_for_url("**/silent/**")
    expect(page.locator(".silent-unit h2")).to_have_text(["市科技局"])


def test_without_scripts(browser, live_server, client_for, small_plan, office_user):
    session = client_for(office_user).cookies["sessionid"].value
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, locale="zh-CN"
    )
    context.add_cookies(
        [{"name": "sessionid", "value": session, "url": live_server.url}]
    )
    page = context.new_page()
    page.goto("/tasks/?period=2021Q2&kind=livelihood")
    page.get_by_role("link", name="全选本页").click()
    expect(page.locator(".c-tick input:checked")).to_have_count(1)
    page.get_by_role("button", name="催办所选").click()
    expect(page.locator(".silent-unit h2")).to_have_text(["市财政局"])
    page.goto("/tasks/?period=2021Q2")
    page.get_by_label("选择：深化人才新政2.0").check()
    with page.expect_download() as file:
        page.get_by_role("button", name="导出所选").click()
    assert file.value.suggested_filename.endswith("-1条.xlsx")
    context.close()
