"""Every number that leads to a list is as large as the list is long, on every page of the boards.

The pages are read as a person reads them: for each link that carries a number the ledger's own
filter says how long the list is. `data-count` marks such a link; a number that links to the ledger
without it is an error.
"""

import html
import re

import pytest
from django.urls import reverse

from assignments.choices import Role
from assignments.ledger.figures import Board
from assignments.models import Assessment, Leader, Unit, User
from tests.boards.reading import length_of, miscounted, total_of

LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
LEDGER = "/tasks/"


def counted(page: str) -> set[tuple[int, str]]:
    """(number, address) of every counted link on a page."""
    found = set()
    for attributes, _ in LINK.findall(page):
        number = re.search(r'data-count="(\d+)"', attributes)
        if number:
            found.add(
                (
                    int(number[1]),
                    html.unescape(re.search(r'href="([^"]+)"', attributes)[1]),
                )
            )
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


def pages(period: str, before: str) -> list[str]:
    """Every page that shows numbers of a period: all boards, one leader of each sort, the units,
    the office's desk."""
    plain = ("overview", "leaders", "livelihood", "units", "league", "wall")
    found = [reverse(f"boards:{name}") for name in plain]
    found += [
        reverse("boards:leader", args=[leader.pk])
        for leader in Leader.objects.all()[:4]
    ]
    found += [
        reverse("boards:brief", args=[leader.pk]) for leader in Leader.objects.all()[:2]
    ]
    found += [reverse("boards:unit", args=[unit.pk]) for unit in Unit.objects.all()[:5]]
    ledger = [
        f"{LEDGER}?period={period}{more}"
        for more in ("", "&kind=key", "&by=work", "&words=市")
    ]
    compared = f"{reverse('boards:compare')}?period={period}&with={before}"
    desk = f"{reverse('supervision:desk')}?period={period}"
    return [*(f"{url}?period={period}" for url in found), *ledger, compared, desk]


def wrong(client, addresses: list[str]) -> list[str]:
    """What does not add up on the pages at these addresses."""
    links: set[tuple[int, str]] = set()
    told = []
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        page = response.content.decode()
        links |= counted(page)
        if not address.startswith(LEDGER):
            told += [
                f"{address}：{link}" for link in [*uncounted(page), *miscounted(page)]
            ]
    assert links
    boards: dict[str, Board] = {}
    for number, url in sorted(links):
        length = length_of(url, boards)
        if number != length:
            told.append(f"{url}：页面说 {number}，列表有 {length} 条")
    return told


@pytest.fixture
def with_league(settings):
    settings.LEAGUE_TABLE = True


@pytest.mark.parametrize(
    ("period", "before"), [("2021Q1", "2021Q2"), ("2021Q2", "2021Q1")]
)
def test_every_number_is_as_large_as_its_list(
    client_for, office_user, ten_plans, with_league, period, before
):
    """In the open quarter with one work in each of the groups that it can have."""
    for word, standing in (
        ("enterprises", "done"),
        ("harbour", "slow"),
        ("fields", "on_track"),
    ):
        Assessment.objects.create(
            work=ten_plans.works[word],
            period=ten_plans.period,
            standing=standing,
            assessed_at="2021-07-09T02:00:00Z",
        )
    assert wrong(client_for(office_user), pages(period, before)) == []


def test_the_plan_of_2021_adds_up(client_for, demo, with_league):
    office = User.objects.filter(role=Role.OFFICE).first()
    assert wrong(client_for(office), pages("2021Q3", "2021Q2")) == []


def test_the_list_behind_a_link_is_what_the_ledger_shows(
    client_for, office_user, small_plan
):
    """What `length_of` asks is what the page draws, a refused address included."""
    client, boards = client_for(office_user), {}
    for more in (
        "",
        "&by=work",
        "&kind=key&standing=not_reported",
        "&standing=nonsense",
    ):
        url = f"{LEDGER}?period=2021Q2{more}"
        assert total_of(client.get(url)) == (length_of(url, boards) or 0)


def test_a_wrong_number_would_be_found(client_for, office_user, small_plan):
    page = f'<a data-count="7" href="{LEDGER}?period=2021Q2&amp;kind=key">7</a>'
    assert counted(page) == {(7, f"{LEDGER}?period=2021Q2&kind=key")}
    assert (
        total_of(client_for(office_user).get(f"{LEDGER}?period=2021Q2&kind=key")) != 7
    )


def test_a_wrong_number_over_a_list_would_be_found():
    told = (
        "<section><div><h2>{}</h2></div><ul class='list'><li>甲</li></ul>{}</section>"
    )
    more = "<details><summary>其余 {} 项</summary><ul><li>乙</li><li>丙</li></ul></details>"
    assert miscounted(told.format("批示未办结 3 件", more.format(2))) == []
    assert len(miscounted(told.format("批示未办结 2 件", more.format(1)))) == 2
    assert miscounted(told.format('<a href="/tasks/">9</a> 项', "")) == []


def test_a_number_without_its_mark_would_be_found():
    assert uncounted(f'<a href="{LEDGER}?period=2021Q2&amp;kind=key">5 项</a>')
    assert not uncounted(f'<a href="{LEDGER}?period=2021Q2&amp;kind=key">重点工作</a>')
    assert not uncounted(f'<a href="{LEDGER}?period=2021Q2">2021年</a>')
