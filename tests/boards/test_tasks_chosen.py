"""Ticking rows of the ledger: assess, chase or export just these, with and without scripts."""

import html
import re

import pytest
from django.urls import reverse

from assignments.ledger.figures import Board
from assignments.ledger.selections import Selection
from tests.boards.reading import queries, text_of, total_of

TASKS = reverse("boards:tasks")


@pytest.fixture
def ask(client_for, office_user, small_plan):
    client = client_for(office_user)
    return lambda **query: client.get(TASKS, {"period": "2021Q2"} | query)


def ids(small_plan, *words) -> list[int]:
    return [small_plan.works[word].pk for word in words]


def boxes(response) -> list[str]:
    return re.findall(
        r'<input type="checkbox" name="works"[^>]*>', response.content.decode()
    )


def sent(response) -> list[tuple[str, str]]:
    """The hidden fields that go with the ticked rows."""
    form = re.search(
        r'<form class="chosen.*?</form>',
        html.unescape(response.content.decode()),
        re.DOTALL,
    )[0]
    return re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)


def test_every_row_has_a_box_with_the_name_of_its_work(ask):
    page = ask()
    assert len(boxes(page)) == total_of(page) == 6
    assert all('form="chosen"' in box and "checked" not in box for box in boxes(page))
    assert "选择：深化人才新政2.0" in text_of(page)
    assert (
        "选择：推进大麦屿港区开发（共同任务，连同第 3 条，按整项工作办理）"
        in text_of(page)
    )
    assert "共同任务勾选任一条，即为整项工作" in text_of(page)
    assert "共同任务勾选任一条" not in text_of(ask(by="work"))


@pytest.mark.parametrize(
    ("person", "words"),
    [
        ("office_user", ["评定所选", "催办所选", "导出所选"]),
        ("admin_user", ["导出所选"]),
        ("unit_user", ["导出所选"]),
        ("leader_user", ["导出所选"]),
        ("viewer_user", ["导出所选"]),
    ],
)
def test_who_may_do_what(person, words, request, client_for, small_plan):
    page = client_for(request.getfixturevalue(person)).get(TASKS).content.decode()
    assert re.findall(r"formaction=[^>]*>(\w+)<", page) == words


@pytest.mark.parametrize(
    "form", ["{0},{1}", ["{0}", "{1}"], "{0}, {1},{0}", ["{1}", "{0},{1}", ""]]
)
def test_ticked_works_alone_are_listed_and_counted(ask, small_plan, form):
    """However the address names them; joint rows are one work."""
    keys = ids(small_plan, "harbour", "talents")
    works = (
        [part.format(*keys) for part in form]
        if isinstance(form, list)
        else form.format(*keys)
    )
    page = ask(works=works)
    assert total_of(page) == 3 and "所选工作：2 项" in text_of(page)
    assert total_of(ask(works=works, by="work")) == 2


def test_number_and_list_are_the_same_thing(ask, small_plan):
    board = Board(small_plan.period)
    for by in ("task", "work"):
        count = board.count(
            Selection(works=tuple(ids(small_plan, "harbour", "fields")), by=by)
        )
        query = dict(re.findall(r"(\w+)=([^&]*)", count.query.replace("%2C", ",")))
        assert total_of(ask(**query)) == count.value == (3 if by == "task" else 2)


@pytest.mark.parametrize(
    "works", ["x", "0", "999999", "-1", "1.5", "１", "9" * 40, "<b>"]
)
def test_a_wrong_work_says_so_and_lists_nothing(ask, works):
    page = ask(works=works)
    assert page.status_code == 200 and total_of(page) == 0
    assert "所选工作 ：" in text_of(page) and "本年度没有这项工作" in text_of(page)
    assert 'name="works"' not in page.content.decode()


def test_nothing_ticked_says_so(ask):
    page = ask(works="")
    assert total_of(page) == 0 and "没有选中任务" in text_of(page)


def test_too_many_are_refused(ask, small_plan, monkeypatch):
    monkeypatch.setattr("assignments.ledger.selections.MOST_CHOSEN", 1)
    page = ask(works=",".join(map(str, ids(small_plan, "harbour", "talents"))))
    assert total_of(page) == 0 and "选了 2 项，一次最多选 1 项" in text_of(page)


def test_what_is_sent_on_keeps_the_filters_but_not_what_was_ticked_before(
    ask, small_plan
):
    page = ask(
        kind="key",
        sort="-leader",
        works=str(ids(small_plan, "harbour")[0]),
        page="1",
        checked="all",
    )
    assert sent(page) == [
        ("works", ""),
        ("kind", "key"),
        ("period", "2021Q2"),
        ("sort", "-leader"),
    ]


def test_other_filters_keep_the_ticked_works(ask, small_plan):
    keys = ",".join(map(str, ids(small_plan, "harbour", "talents")))
    assert (
        f'<input type="hidden" name="works" value="{keys}"'
        in ask(works=keys).content.decode()
    )
    assert total_of(ask(works=keys, kind="livelihood")) == 0
    assert (
        'type="hidden" name="works" value="'
        not in ask().content.decode().split("</form>")[0]
    )


def test_without_scripts_a_link_ticks_the_whole_page(ask):
    link = html.unescape(
        re.search(r'href="([^"]*)" data-check-all', ask(kind="key").content.decode())[1]
    )
    assert "checked=all" in link and "kind=key" in link
    page = ask(kind="key", checked="all")
    assert len(boxes(page)) == 5 and all("checked" in box for box in boxes(page))
    assert re.search(r"data-check-all[^>]*>取消全选<", page.content.decode())


def test_a_ticked_filter_costs_no_more_queries(client_for, office_user, small_plan):
    client = client_for(office_user)
    few = queries(client, TASKS)
    assert (
        queries(client, TASKS, {"works": ids(small_plan, "harbour", "talents")})
        == few
        <= 13
    )
