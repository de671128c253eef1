"""The boards as people meet them: at the widths and in the colours they have, by keyboard, without
scripts."""

import pytest
from playwright.sync_api import expect

from assignments.boards import wall
from assignments.models import Assessment, ProgressReport, User, Work


def leader_pages(small_plan) -> list[str]:
    own = f"/leaders/{small_plan.leaders['蔡木贵'].pk}/"
    return [own, f"{own}?order=slow", f"{own}stocktake/", f"{own}brief/"]


def test_large_type_fits_a_phone(sign_in, small_plan, leader_user, looks_right):
    leader_user.large_type = True
    leader_user.save()
    page = sign_in(leader_user)
    page.set_viewport_size({"width": 390, "height": 800})
    for address in ("/overview/", *leader_pages(small_plan)):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
    looks_right(page)


def test_choosing_a_kind_dims_the_rest_by_keyboard(sign_in, small_plan, office_user):
    page = sign_in(office_user)
    page.goto("/overview/?period=2021Q1")
    page.get_by_label("全部", exact=True).focus()
    page.keyboard.press("ArrowRight")
    shown = page.evaluate(
        "[...document.querySelectorAll('.cell')].map(c "
        "=> [c.className, getComputedStyle(c).opacity])"
    )
    chosen = page.evaluate(
        "document.querySelector('.dim-key:checked').id.replace('dim-', 'is-')"
    )
    assert chosen != "is-all"
    assert {opacity for name, opacity in shown if chosen in name.split()} == {"1"}
    assert {opacity for name, opacity in shown if chosen not in name.split()} == {
        "0.16"
    }


def test_a_cell_says_its_title_on_focus(sign_in, small_plan, office_user):
    page = sign_in(office_user)
    page.goto("/overview/?period=2021Q1")
    cell = page.locator(".cell.is-slow").first
    cell.focus()
    told = cell.evaluate("cell => getComputedStyle(cell, '::after').content")
    assert "完成低效用地再开发" in told and "进度偏慢" in told


def test_one_stop_leads_past_the_cells(sign_in, plan_2021, office_user):
    page = sign_in(office_user)
    page.goto("/overview/")
    page.locator("#main").focus()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "skip-over":
            break
    link = page.get_by_role("link", name="跳过一图总览")
    expect(link).to_be_focused()
    assert link.bounding_box()["width"] > 60
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(
        "document.activeElement.closest('.whole-city .cells-card') === null"
    )
    assert page.evaluate(
        "!!(document.querySelector('.cells-card')"
        ".compareDocumentPosition(document.activeElement) & 4)"
    )


def test_a_date_is_typed_digit_by_digit(sign_in, small_plan, leader_user):
    page = sign_in(leader_user)
    for address, label in (
        (f"/works/{small_plan.works['enterprises'].pk}/instruct/", "回复期限"),
        (leader_pages(small_plan)[2], "回复期限"),
    ):
        page.goto(address)
        box = page.get_by_label(label)
        assert box.get_attribute("max") == "9999-12-31"
        box.focus()
        page.keyboard.type("2021101520211015")
        assert len(box.input_value()) == len("2021-10-15"), address


def test_what_needs_a_script_is_not_offered_without_one(
    browser, browser_context_args, client_for, small_plan, leader_user
):
    session = client_for(leader_user).cookies["sessionid"].value
    for script in (True, False):
        context = browser.new_context(
            **browser_context_args, java_script_enabled=script
        )
        context.add_cookies(
            [
                {
                    "name": "sessionid",
                    "value": session,
                    "url": browser_context_args["base_url"],
                }
            ]
        )
        page = context.new_page()
        page.goto(leader_pages(small_plan)[3])
        expect(page.locator("[data-print]")).to_have_count(1)
        assert page.locator("[data-print]").is_visible() == script
        context.close()


def test_the_wall_renews_itself_without_a_word_of_loading(
    sign_in, small_plan, office_user
):
    """The minute is made a second; what changed meanwhile is shown, and nothing is said of the
    loading."""
    page = sign_in(office_user)
    page.route("**/wall/**", quicker)
    page.goto("/wall/?period=2021Q2")
    expect(page.get_by_role("heading", name="未报送 4")).to_be_visible()
    ProgressReport.objects.filter(pk=small_plan.report.pk).update(
        state="returned", return_reason="补数据。"
    )
    expect(page.get_by_role("heading", name="未报送 5")).to_be_visible()
    assert page.locator("#wall").count() == 1
    assert page.locator("progress, .busy, .htmx-indicator").count() == 0
    with page.expect_response(lambda answer: "/wall/" in answer.url):
        pass


def quicker(route):
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace("every 60s", "every 1s"))


def test_arrow_keys_turn_the_stocktake(sign_in, small_plan, leader_user):
    page = sign_in(leader_user)
    page.goto(leader_pages(small_plan)[2])
    expect(page.get_by_text("1/3")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("2/3")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text("1/3")).to_be_visible()


def test_arrow_keys_stay_inside_the_box_while_one_writes(
    sign_in, small_plan, leader_user
):
    page = sign_in(leader_user)
    page.goto(leader_pages(small_plan)[2])
    page.get_by_label("会商决定").fill("下周听取汇报。")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("1/3")).to_be_visible()
    assert page.get_by_label("会商决定").input_value() == "下周听取汇报。"


@pytest.mark.parametrize("size", [(1920, 1080), (3840, 2160)])
def test_the_wall_fits_its_screen(sign_in, plan_2021, office_user, size):
    page = sign_in(office_user)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto("/wall/")
    bottom = page.evaluate(
        "document.querySelector('#wall').getBoundingClientRect().bottom"
    )
    assert size[1] * 0.6 < bottom <= size[1]


def test_the_wall_fits_its_screen_on_a_bad_day(sign_in, demo):
    """Every work slow, its title long, its report sent back, and the banner of the demo above."""
    office = User.objects.get(username="ducha")
    Assessment.objects.filter(period__index=3).exclude(assessed_at=None).update(
        standing="slow"
    )
    sent = ProgressReport.objects.filter(period__index=3).exclude(submitted_at=None)
    sent.update(state="returned", return_reason="请补充。")
    Work.objects.update(title="推进港区开发建设并同步完善配套基础设施" * 5)
    page = sign_in(office)
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto("/wall/?period=2021Q3")
    expect(page.locator(".banner")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollHeight") <= 1080


def test_a_thousand_tasks_stand_on_the_wall(
    sign_in, plan_2021, office_user, monkeypatch
):
    """The field of the plan seven times over, at the size that so many cells take."""
    monkeypatch.setattr(wall, "CROWD", 100)
    page = sign_in(office_user)
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto("/wall/")
    page.evaluate(
        """document.querySelectorAll('.cells').forEach(field => {
            const cells = [...field.children];
            for (let more = 1; more < 7; more++)
                cells.forEach(cell => field.append(cell.cloneNode(true)));
        })"""
    )
    assert page.locator("#wall .cell").count() == 7 * 146
    assert page.evaluate("document.documentElement.scrollHeight") <= 1080
    bottom = page.evaluate(
        "document.querySelector('#wall .board').lastElementChild.getBoundingClientRect().bottom"
    )
    assert bottom <= 1080


def test_names_of_units_are_not_squeezed_by_large_type(sign_in, plan_2021, office_user):
    office_user.large_type = True
    office_user.save()
    page = sign_in(office_user)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("/units/")
    widths = page.evaluate(
        "[...document.querySelectorAll('.units-table tbody th')].map(th => th.offsetWidth)"
    )
    assert len(widths) > 50
    assert min(widths) >= 7 * 18


def test_drawings_follow_the_colours_of_the_system(sign_in, small_plan, office_user):
    """Where the system takes the colours over, what is drawn must not stay dark on its dark
    ground."""
    page = sign_in(office_user)
    page.emulate_media(forced_colors="active", color_scheme="dark")
    page.goto("/overview/?period=2021Q1")
    drawn = page.evaluate(
        "getComputedStyle(document.querySelector('.share .gap')).fill"
    )
    assert (
        drawn
        == page.evaluate("getComputedStyle(document.body).backgroundColor")
        == "rgb(0, 0, 0)"
    )
    ink = page.evaluate("""(() => {
        document.querySelector('.share').closest('.card').insertAdjacentHTML(
            'beforeend', '<svg class="pace"><rect class="plan"/></svg>');
        return getComputedStyle(document.querySelector('.pace .plan')).fill;
    })()""")
    assert (
        ink
        == page.evaluate("getComputedStyle(document.body).color")
        == "rgb(255, 255, 255)"
    )


def test_a_card_that_goes_on_overleaf_is_closed_on_both_pages(
    sign_in, small_plan, leader_user
):
    page = sign_in(leader_user)
    page.goto(f"/leaders/{leader_user.leader_id}/")
    page.emulate_media(media="print")
    long = page.evaluate(
        "getComputedStyle(document.querySelector('.card.long')).boxDecorationBreak"
    )
    small = page.evaluate(
        "getComputedStyle(document.querySelector('.card.waiting')).breakInside"
    )
    assert (long, small) == ("clone", "avoid")


def test_the_brief_prints_on_one_page(sign_in, plan_2021, leader_user):
    page = sign_in(leader_user)
    page.goto(f"/leaders/{leader_user.leader_id}/brief/")
    paper = page.pdf(prefer_css_page_size=True)
    assert paper.count(b"/Type /Page\n") == 1


def test_boards_work_without_scripts(
    browser, live_server, client_for, small_plan, office_user
):
    session = client_for(office_user).cookies["sessionid"].value
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, locale="zh-CN"
    )
    context.add_cookies(
        [{"name": "sessionid", "value": session, "url": live_server.url}]
    )
    page = context.new_page()
    page.goto("/overview/?period=2021Q1")
    page.get_by_role("link", name="二季度").click()
    assert "period=2021Q2" in page.url
    page.goto("/compare/")
    page.get_by_role("combobox", name="对照").select_option("2021Q3")
    page.get_by_role("button", name="对比").click()
    assert "with=2021Q3" in page.url
    context.close()


def test_paper_is_white_for_those_who_read_in_the_dark(
    sign_in, small_plan, leader_user
):
    leader_user.theme = "dark"
    leader_user.save()
    page = sign_in(leader_user)
    page.goto("/overview/")
    paper = "getComputedStyle(document.querySelector('.card')).backgroundColor"
    assert page.evaluate(paper) != "rgb(255, 255, 255)"
    page.emulate_media(media="print")
    assert page.evaluate(paper) == "rgb(255, 255, 255)"


def test_paper_holds_nothing_to_press(sign_in, small_plan, office_user):
    page = sign_in(office_user)
    page.goto("/overview/?period=2021Q1")
    page.emulate_media(media="print")
    expect(
        page.locator(".dimming > input:visible, button:visible, select:visible")
    ).to_have_count(0)


def test_the_present_entry_is_in_sight_on_a_phone(sign_in, small_plan, office_user):
    page = sign_in(office_user)
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/units/")
    box = page.locator(".nav [aria-current]").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390


@pytest.mark.parametrize("size", [(1440, 900), (1920, 1080)])
def test_all_cells_stand_on_one_screen(sign_in, plan_2021, office_user, size):
    page = sign_in(office_user)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto("/overview/?period=2021Q1")
    cells = page.evaluate(
        "[...document.querySelectorAll('.cell')].map(c => c.getBoundingClientRect().bottom)"
    )
    assert len(cells) == 146
    assert max(cells) <= size[1]
    ends = page.evaluate(
        "['.at-moves', '.at-rest']"
        ".map(c => document.querySelector(c).getBoundingClientRect().bottom)"
    )
    assert ends[0] == pytest.approx(ends[1], abs=1)


def test_the_find_box_stays_in_the_period(sign_in, small_plan, office_user):
    page = sign_in(office_user)
    page.goto("/overview/?period=2021Q1")
    page.locator("#find").press_sequentially("港区")
    page.keyboard.press("ArrowDown")
    hit = page.locator("[data-hit]").first
    expect(hit).to_have_attribute(
        "href", f"/works/{small_plan.works['harbour'].pk}/?period=2021Q1"
    )
    page.locator("#find").press("ArrowDown")
    expect(hit).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("[data-hit]")).to_have_count(0)
    expect(page.locator("#find")).to_be_focused()


def test_escape_closes_an_opened_row(sign_in, small_plan, office_user):
    page = sign_in(office_user)
    page.goto("/tasks/?period=2021Q2")
    link = page.locator(".open-row").first
    link.press("Enter")
    inside = page.get_by_role("link", name="打开工作页")
    inside.focus()
    expect(link).to_contain_text("收起")
    page.keyboard.press("Escape")
    expect(page.locator(".row-detail")).to_have_count(0)
    expect(link).to_be_focused()
    expect(link).to_contain_text("展开")
