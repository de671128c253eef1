"""Every number that leads to a list is as large as the list is long, on every page of the boards.

The pages are read as a person reads them: each link that carries a number is followed, and the list says how
many entries it has. `data-count` marks such a link; a number that links to the ledger without it is an error.
"""

import html
import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from assignments.choices import Role
from assignments.models import Assessment, Leader, Unit, User
from tests.boards.reading import total_of

LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
LEDGER = "/tasks/"


def counted(page: str) -> set[tuple[int, str]]:
    """(number, address) of every counted link on a page."""
    found = set()
    for attributes, _ in LINK.findall(page):
        number = re.search(r'data-count="(\d+)"', attributes)
        if number:
            found.add((int(number[1]), html.unescape(re.search(r'href="([^"]+)"', attributes)[1])))
    return found


def uncounted(page: str) -> list[str]:
    """Links to a narrowed ledger whose words hold a number but that do not say how large it is."""
    return [
        attributes
        for attributes, words in LINK.findall(page)
        if re.search(rf'href="{LEDGER}\?[^"]*&', attributes)
        and re.search(r"\d", re.sub(r"<[^>]+>", "", words))
        and "data-count" not in attributes
    ]


def pages(period: str) -> list[str]:
    """Every page of the boards that shows numbers of a period."""
    plain = [reverse(f"boards:{name}") for name in ("overview", "leaders", "livelihood", "units")]
    own = [reverse("boards:leader", args=[leader.pk]) for leader in Leader.objects.all()]
    own += [reverse("boards:unit", args=[unit.pk]) for unit in Unit.objects.all()]
    ledger = [f"{LEDGER}?period={period}{more}" for more in ("", "&kind=key", "&by=work", "&words=市")]
    return [f"{url}?period={period}" for url in plain + own] + ledger


def wrong(client, addresses: list[str]) -> list[str]:
    """What does not add up on the pages at these addresses."""
    links: set[tuple[int, str]] = set()
    told = []
    for address in addresses:
        page = client.get(address).content.decode()
        links |= counted(page)
        if not address.startswith(LEDGER):
            told += [f"{address}：{link}" for link in uncounted(page)]
    assert links
    for number, url in sorted(links):
        length = total_of(client.get(url, headers={"hx-request": "true"}))
        if length != number:
            told.append(f"{url}：页面说 {number}，列表有 {length} 条")
    return told


@pytest.mark.parametrize("period", ["2021Q1", "2021Q2"])
def test_every_number_is_as_large_as_its_list(client_for, office_user, small_plan, period):
    assert wrong(client_for(office_user), pages(period)) == []


def test_every_standing_adds_up(client_for, office_user, small_plan):
    """With one work in each of the groups that the open quarter can have."""
    for word, standing in (("enterprises", "done"), ("harbour", "slow"), ("fields", "on_track")):
        Assessment.objects.create(
            work=small_plan.works[word],
            period=small_plan.period,
            standing=standing,
            assessed_at="2021-07-09T02:00:00Z",
        )
    assert wrong(client_for(office_user), pages("2021Q2")) == []


def test_the_plan_of_2021_adds_up(client_for, plan_2021, settings):
    settings.DEMO = True
    call_command("load_demo", stdout=StringIO())
    leader = reverse("boards:leader", args=[Leader.objects.get(name="蔡木贵").pk])
    unit = reverse("boards:unit", args=[Unit.objects.get(name="市科技局").pk])
    addresses = [f"{url}?period=2021Q3" for url in (reverse("boards:overview"), leader, unit, LEDGER)]
    office = User.objects.filter(role=Role.OFFICE).first()
    assert wrong(client_for(office), addresses) == []


def test_a_wrong_number_would_be_found(client_for, office_user, small_plan):
    page = f'<a data-count="7" href="{LEDGER}?period=2021Q2&amp;kind=key">7</a>'
    assert counted(page) == {(7, f"{LEDGER}?period=2021Q2&kind=key")}
    assert total_of(client_for(office_user).get(f"{LEDGER}?period=2021Q2&kind=key")) != 7


def test_a_number_without_its_mark_would_be_found():
    assert uncounted(f'<a href="{LEDGER}?period=2021Q2&amp;kind=key">5 项</a>')
    assert not uncounted(f'<a href="{LEDGER}?period=2021Q2&amp;kind=key">重点工作</a>')
    assert not uncounted(f'<a href="{LEDGER}?period=2021Q2">2021年</a>')
