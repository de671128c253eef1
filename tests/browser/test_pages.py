"""Every page there is, in a browser: axe finds nothing, it fits its width, and it has a heading; once as on a
desk in the light, once as on a phone in the dark, with one sign-in for each role.

The addresses are those of the rooms' `urls.py`: a page that nobody thought of here fails `test_no_page_is_forgotten`.
"""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import get_resolver, reverse

from assignments.bulletins.verbs import draft
from assignments.intake import reading, verbs
from assignments.models import Directive
from assignments.reporting.verbs import Content, submit

OFFICE = ("desk", "queue", "silent", "periods", "plans", "phrases")
ROOMS = ("boards", "reporting", "supervision", "directives", "bulletins", "intake")
FILES = {
    "boards:export",
    "boards:photo_file",
    "boards:public_livelihood_csv",
    "boards:public_photo",
    "intake:blank",
    "intake:rejected",
    "reporting:attachment",
}
ELSEWHERE = {"boards:home", "intake:undo"}
"""`home` only sends on; what an import takes back is looked at in test_importing.py."""

VIEWS = (
    ({"width": 1440, "height": 900}, "light", {}),
    (
        {"width": 390, "height": 844},
        "dark",
        {"runOnly": ["color-contrast", "link-in-text-block", "scrollable-region-focusable"]},
    ),
)
"""The second look asks axe only what another size and other colours can change."""

ASK_AXE = """async options => (await axe.run({resultTypes: ["violations"], ...options})).violations.map(
    one => `${one.id}（${one.impact}）${one.nodes[0].html.slice(0, 160)}`)"""
SHEET = "序号,重点工作,市领导,牵头单位,配合单位\n1,新增造林10亩。,蔡木贵,市科技局,市某局\n"


@pytest.fixture
def numbers(small_plan, office_user, leader_user, unit_user):
    """The numbers in the addresses, each of something that is there to be seen."""
    work, unit = small_plan.works["talents"], small_plan.units["市科技局"]
    content = Content(progress="有进展。", approved_by="局长")
    report = submit(work=work, unit=unit, period=small_plan.period, content=content, by=unit_user)
    directive = Directive.objects.create(
        work=work,
        leader=leader_user.leader,
        signed_as="蔡木贵副市长",
        text="请逐家排出清单。",
        issued_on=date(2021, 5, 1),
        due_on=date(2021, 5, 20),
        recorded_by=office_user,
    )
    batch = verbs.start(data=SHEET.encode(), filename="任务.csv", year=2022, by=office_user)
    return {
        "work": work.pk,
        "unit": unit.pk,
        "leader": leader_user.leader_id,
        "report": report.pk,
        "directive": directive.pk,
        "bulletin": draft(period=small_plan.quarters[1], by=office_user).pk,
        "batch": reading.read_batch(batch, by=office_user).pk,
    }


@pytest.fixture
def pages(small_plan, numbers, admin_user, office_user, leader_user, unit_user, settings):
    """Who opens which page: a person to (name, arguments, query)."""
    settings.LEAGUE_TABLE = settings.LIVELIHOOD_PUBLIC = settings.DEMO = True
    leader, unit, work = [numbers["leader"]], [numbers["unit"]], [numbers["work"]]
    return {
        None: [("login", [], ""), ("boards:public_livelihood", [], "")],
        admin_user: [("boards:components", [], "")],
        unit_user: [
            *((f"reporting:{name}", [], "") for name in ("desk", "sheet", "plan")),
            ("reporting:report", [small_plan.works["enterprises"].pk, *unit], ""),
        ],
        leader_user: [
            ("boards:leader", leader, "order=slow"),
            ("boards:stocktake", leader, ""),
            ("boards:brief", leader, ""),
            ("directives:inbox", [], ""),
            ("directives:instruct", work, ""),
        ],
        office_user: [
            *(
                (f"boards:{name}", [], "period=2021Q1")
                for name in ("overview", "leaders", "livelihood", "wall")
            ),
            *((f"boards:{name}", [], "") for name in ("preferences", "filters", "units", "league")),
            ("boards:tasks", [], "checked=all"),
            ("boards:find", [], "q=kj"),
            ("boards:compare", [], "period=2021Q2&with=2021Q1"),
            ("boards:work", [small_plan.works["fields"].pk], "period=2021Q1"),
            ("boards:photo", [small_plan.works["livelihood"].pk], ""),
            ("boards:unit", unit, ""),
            *((f"supervision:{name}", [], "") for name in OFFICE),
            ("supervision:assess", [], "standing=all"),
            ("supervision:assess_work", work, ""),
            ("supervision:joining", work, ""),
            ("supervision:review", [numbers["report"]], ""),
            ("directives:directive", [numbers["directive"]], ""),
            ("bulletins:index", [], ""),
            ("bulletins:bulletin", [numbers["bulletin"]], ""),
            ("intake:index", [], ""),
            ("intake:batch", [numbers["batch"]], ""),
            ("intake:row", [numbers["batch"], 0], ""),
            ("intake:confirm", [numbers["batch"]], ""),
            ("password_change", [], ""),
        ],
    }


def test_no_page_is_forgotten(pages):
    resolver = get_resolver()
    there_are = {
        f"{room}:{name}"
        for room in ROOMS
        for name in resolver.namespace_dict[room][1].reverse_dict
        if isinstance(name, str)
    }
    walked = {name for found in pages.values() for name, _, _ in found}
    assert there_are - walked == FILES | ELSEWHERE


def test_axe_finds_nothing_and_every_page_fits(pages, browser, browser_context_args, client_for, live_server):
    told = []
    for user, addresses in pages.items():
        context = browser.new_context(**browser_context_args)
        if user:
            session = client_for(user).cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        context.add_init_script(Axe().axe_script)
        page = context.new_page()
        for name, arguments, query in addresses:
            told += look_at(page, f"{reverse(name, args=arguments)}?{query}")
        context.close()
    assert not told, "\n".join(told)


def look_at(page, address) -> list[str]:
    """What is wrong with a page in each of the two views; loaded once, as turning a screen would."""
    answer = page.goto(address)
    found = [] if answer.ok else [f"{address}：{answer.status}"]
    if page.locator("h1").count() != 1:
        found.append(f"{address}：应有且只有一个 h1")
    for size, scheme, options in VIEWS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        where = f"{address}（{size['width']}，{scheme}）"
        if page.evaluate("document.documentElement.scrollWidth") > size["width"]:
            found.append(f"{where}：比屏幕宽")
        found += [f"{where}：{one}" for one in page.evaluate(ASK_AXE, options)]
    return found
