"""The quarter's main job in one go, by the people whose job it is: a unit reports, the office
accepts and assesses, the leader's board and the overview follow, and the number on them leads to a
list of that length."""

from playwright.sync_api import expect

from assignments.choices import ReportState, Standing
from assignments.models import Assessment, ProgressReport


def report_as_the_unit(page, plan):
    page.goto("/desk/")
    page.locator(f"a[href*='/works/{plan.works['fields'].pk}/report/']").first.click()
    page.get_by_label("低效用地再开发").fill("300")
    page.get_by_label("建成美丽田园").fill("3")
    page.get_by_label("进展情况").fill("完成再开发300亩，两宗土地收储延后。")
    page.get_by_label("下一步打算").fill("9月底前完成两宗土地收储。")
    page.get_by_label("审定人").fill("王局长")
    page.get_by_role("button", name="报送", exact=True).click()
    page.wait_for_load_state()


def accept_as_the_office(page):
    page.goto("/office/")
    page.get_by_role("link", name="开始审核").click()
    page.get_by_role("link", name="逐份审核").click()
    expect(page.locator("#now-h")).to_be_visible()
    page.locator("[formaction$='/accept/']").click()
    page.wait_for_load_state()


def assess_as_the_office(page, plan):
    page.goto(f"/office/assess/{plan.works['fields'].pk}/")
    expect(page.locator(".hint-reason")).to_contain_text("完成数 300，计划 500")
    page.get_by_role("combobox", name="评定", exact=True).select_option(Standing.SLOW)
    page.get_by_role("checkbox", name="低效用地再开发").check()
    page.get_by_role("combobox", name="核实方式").select_option("phone")
    page.get_by_role("button", name="保存评定").click()
    page.wait_for_load_state()


def test_a_quarter_of_one_work(
    sign_in, small_plan, other_unit_user, office_user, other_leader_user
):
    """On a phone: what can be reached there can be reached on a desk."""
    page = sign_in(other_unit_user)
    page.set_viewport_size({"width": 390, "height": 900})
    report_as_the_unit(page, small_plan)
    report = ProgressReport.objects.get(
        work=small_plan.works["fields"], period=small_plan.period
    )
    assert (report.state, report.approved_by) == (ReportState.SUBMITTED, "王局长")

    sign_in(office_user)
    accept_as_the_office(page)
    report.refresh_from_db()
    assert report.state == ReportState.ACCEPTED
    assess_as_the_office(page, small_plan)
    given = Assessment.objects.get(
        work=small_plan.works["fields"], period=small_plan.period
    )
    assert given.standing == Standing.SLOW
    assert [slow.target.text for slow in given.slow_targets.all()] == ["低效用地再开发"]

    sign_in(other_leader_user).goto("/")
    expect(page.locator("main")).to_contain_text("完成再开发300亩")
    page.goto("/overview/")
    slow = page.locator("a[data-count][href*='standing=slow']").first
    expect(slow).to_have_attribute("data-count", "1")
    slow.click()
    expect(page.locator("[data-total]").first).to_have_attribute("data-total", "1")
    expect(page.locator("main")).to_contain_text("完成低效用地再开发")
