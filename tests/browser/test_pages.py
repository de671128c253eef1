"""Every page there is, in a browser: axe finds nothing, it fits its width, and it has a heading;
once as on a desk in the light, once as on a phone in the dark, with one sign-in for each role.

The addresses are those of the rooms' `urls.py`: a page that nobody thought of here fails
`test_no_page_is_forgotten`. The address of an action only leads to the page with its button.
"""

from datetime import date

import pytest
from django.urls import reverse

from assignments.boards.columns import COLUMNS
from assignments.bulletins.verbs import draft
from assignments.intake import reading, verbs
from assignments.models import Directive
from assignments.reporting.verbs import Content, submit
from tests.browser.conftest import faults
from tests.house.test_doors import ROOM_ADDRESSES, is_action

OFFICE = ("desk", "queue", "silent", "periods", "plans", "phrases")
FILES = {
    "boards:export",
    "boards:photo_file",
    "boards:public_livelihood_csv",
    "boards:public_photo",
    "intake:blank",
    "intake:progress_blank",
    "intake:rejected",
    "reporting:attachment",
}
ELSEWHERE = {"boards:home", "intake:undo"}
"""`home` only sends on; what an import takes back is looked at in test_importing.py."""

SHEET = (
    "序号,重点工作,市领导,牵头单位,配合单位\n1,新增造林10亩。,蔡木贵,市科技局,市某局\n"
)


@pytest.fixture
def numbers(small_plan, office_user, leader_user, unit_user):
    """The numbers in the addresses, each of something that is there to be seen."""
    work, unit = small_plan.works["talents"], small_plan.units["市科技局"]
    content = Content(progress="有进展。", approved_by="局长")
    report = submit(
        work=work, unit=unit, period=small_plan.period, content=content, by=unit_user
    )
    directive = Directive.objects.create(
        work=work,
        leader=leader_user.leader,
        signed_as="蔡木贵副市长",
        text="请逐家排出清单。",
        issued_on=date(2021, 5, 1),
        due_on=date(2021, 5, 20),
        recorded_by=office_user,
    )
    batch = verbs.start(
        data=SHEET.encode(), filename="任务.csv", year=2022, by=office_user
    )
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
def pages(
    small_plan, numbers, admin_user, office_user, leader_user, unit_user, settings
):
    """Who opens which page: a person to (name, arguments, query)."""
    settings.LEAGUE_TABLE = settings.LIVELIHOOD_PUBLIC = settings.DEMO = True
    leader, unit, work = [numbers["leader"]], [numbers["unit"]], [numbers["work"]]
    chosen = small_plan.works["harbour"].pk
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
            *(
                (f"boards:{name}", [], "")
                for name in ("preferences", "filters", "units", "league")
            ),
            ("boards:tasks", [], "checked=all"),
            ("boards:tasks", [], f"works={chosen}"),
            (
                "boards:tasks",
                [],
                "&".join(f"columns={column.name}" for column in COLUMNS),
            ),
            ("boards:find", [], "q=kj"),
            ("boards:compare", [], "period=2021Q2&with=2021Q1"),
            ("boards:work", [small_plan.works["fields"].pk], "period=2021Q1"),
            ("boards:photo", [small_plan.works["livelihood"].pk], ""),
            ("boards:unit", unit, ""),
            *((f"supervision:{name}", [], "") for name in OFFICE),
            ("supervision:assess", [], "standing=all"),
            ("supervision:assess", [], f"works={chosen}"),
            ("supervision:silent", [], f"works={chosen}"),
            ("supervision:assess", [], "works=x"),
            ("supervision:silent", [], "works=x"),
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
    there_are = {
        name for name, entry in ROOM_ADDRESSES if not is_action(entry.callback)
    }
    walked = {name for found in pages.values() for name, _, _ in found}
    assert there_are - walked == FILES | ELSEWHERE


def test_every_page_looks_right(
    pages, browser, browser_context_args, client_for, live_server, strict_csp
):
    told = []
    for user, addresses in pages.items():
        context = browser.new_context(**browser_context_args)
        if user:
            session = client_for(user).cookies["sessionid"].value
            context.add_cookies(
                [{"name": "sessionid", "value": session, "url": live_server.url}]
            )
        page = context.new_page()
        strict_csp(page)
        for name, arguments, query in addresses:
            answer = page.goto(f"{reverse(name, args=arguments)}?{query}")
            told += faults(page) if answer.ok else [f"{answer.url}：{answer.status}"]
        context.close()
    assert not told, "\n".join(told)
