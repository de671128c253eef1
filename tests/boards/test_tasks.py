"""The ledger of tasks: the list behind every number."""

import html
import re
from datetime import date
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from assignments.boards.columns import COLUMNS
from assignments.boards.facets import CHOSEN, NAMED
from assignments.boards.filters import Question
from assignments.boards.text import mark_spans, mark_words
from assignments.ledger.figures import Board
from assignments.ledger.selections import Selection
from assignments.models import Plan, Responsibility, Task, Work
from assignments.rules.punctuation import full_width
from tests.boards.reading import length_of, queries, text_of, total_of

TASKS = reverse("boards:tasks")


@pytest.fixture
def ask(client_for, viewer_user, small_plan):
    """A function: query -> the ledger's page for a reader, in the open quarter unless it says
    otherwise."""
    client = client_for(viewer_user)
    return lambda **query: client.get(TASKS, {"period": "2021Q2"} | query)


def titles(response) -> list[str]:
    return re.findall(
        r'<th scope="row".*?<a [^>]*>(.*?)</a>', response.content.decode(), re.DOTALL
    )


def numbers(response) -> list[str]:
    return re.findall(r"第</span>(\d+)", response.content.decode())


# ---- works, stranger, wrong method


def test_lists_every_task_of_the_year(ask):
    response = ask()
    assert response.status_code == 200
    assert total_of(response) == 6
    assert numbers(response) == ["1", "2", "3", "4", "5", "1"]


def test_stranger_is_sent_to_sign_in(client, small_plan):
    response = client.get(TASKS)
    assert response.status_code == 302 and response.url.startswith(reverse("login"))


@pytest.mark.parametrize(
    "person", ["admin_user", "office_user", "unit_user", "leader_user", "viewer_user"]
)
def test_everyone_signed_in_reads_it(person, request, client_for, small_plan):
    assert client_for(request.getfixturevalue(person)).get(TASKS).status_code == 200


def test_only_reading_is_allowed(client_for, office_user, small_plan):
    assert client_for(office_user).post(TASKS).status_code == 405


def test_second_time_is_the_same(ask):
    """But for the token against forged posts, which is new each time."""
    first, second = (
        re.sub(r"[A-Za-z0-9]{64}", "", ask(kind="key").content.decode())
        for _ in range(2)
    )
    assert first == second


def test_without_periods_it_says_so(client_for, viewer_user):
    assert "还没有报送期" in text_of(client_for(viewer_user).get(TASKS))


# ---- filters

CASES = [
    ({"kind": "livelihood"}, ["1"]),
    ({"leader": "蔡木贵"}, ["1", "2", "5"]),
    ({"co_leader": "孙群"}, ["5"]),
    ({"unit": "市科技局"}, ["1", "2", "3", "5"]),
    ({"unit": "市科技局", "duty": "lead"}, ["1", "5"]),
    ({"unit": "市科技局", "duty": "cooperating"}, ["2", "3"]),
    ({"standing": "unassessed"}, ["1"]),
    ({"standing": "not_reported"}, ["2", "3", "4", "5", "1"]),
    ({"reported": "yes"}, ["1"]),
    ({"joint": "yes"}, ["2", "3"]),
    ({"joint": "yes", "by": "work"}, ["2", "3"]),
    ({"level": "local"}, ["1", "2", "3", "4", "5", "1"]),
    ({"level": "province"}, []),
    ({"period": "2021Q1", "standing": "slow"}, ["4"]),
    ({"period": "2021Q1", "move": "new"}, ["1", "2", "3", "4", "5", "1"]),
    ({"words": "港区"}, ["2", "3"]),
    ({"words": "4"}, ["4"]),
    ({"words": "人才"}, ["5"]),
    ({"words": "市财政局"}, ["1", "1"]),
    ({"words": "陈威 低效"}, ["4"]),
    ({"words": "孙群"}, ["5"]),
    ({"words": "没有这个词"}, []),
    ({"leader": "陈威", "kind": "key", "words": "港区"}, ["3"]),
]


@pytest.mark.parametrize(("query", "expected"), CASES, ids=lambda value: str(value))
def test_filters(ask, small_plan, query, expected):
    ids = {
        "leader": small_plan.leaders,
        "co_leader": small_plan.leaders,
        "unit": small_plan.units,
    }
    known = {
        name: ids[name][value].pk if name in ids else value
        for name, value in query.items()
    }
    response = ask(**known)
    assert numbers(response) == expected
    joined = {"joint": "yes", "by": "work"}
    assert total_of(response) == (1 if query == joined else len(expected))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "castle"),
        ("standing", "schnell"),
        ("unit", "abc"),
        ("unit", "999999"),
        ("leader", "0"),
        ("co_leader", "x"),
        ("duty", "all"),
        ("move", "up"),
        ("reported", "1"),
        ("joint", "maybe"),
        ("level", "moon"),
        ("by", "weight"),
        ("words", "长" * 61),
    ],
)
def test_wrong_value_says_so_and_lists_nothing(ask, name, value):
    response = ask(**{name: value})
    assert response.status_code == 200
    assert total_of(response) == 0 and numbers(response) == []
    assert "有内容需要修改" in text_of(response)
    assert re.search(r"[a-z]{6,} (choice|valid|value)", text_of(response)) is None


def test_unknown_period_page_and_sort_still_open(ask):
    response = ask(period="1999Q9", page="zwölf", sort="colour")
    assert response.status_code == 200 and total_of(response) == 6


def test_every_filter_has_a_chinese_label(ask):
    labels = set(re.findall(r"<label for=[^>]*>([^<]+)", ask().content.decode()))
    wanted = {
        "类别",
        "牵头领导",
        "协同领导",
        "单位",
        "责任类型",
        "评定",
        "变化",
        "是否报送",
        "共同任务",
        "层级",
        "计数方式",
        "关键词",
    }
    assert wanted <= labels


def test_each_filter_in_force_can_be_taken_away(ask):
    response = ask(kind="key", words="港区")
    chips = re.findall(
        r'class="tag tag-lead" href="([^"]+)"', response.content.decode()
    )
    assert len(chips) == 2
    assert any("words" not in chip and "kind=key" in chip for chip in chips)
    assert any("kind" not in chip and "words=" in chip for chip in chips)


@pytest.mark.parametrize(
    "query", [{"by": "work", "words": "市科技局"}, {"unit": "市科技局", "duty": "lead"}]
)
def test_each_choice_says_how_long_the_list_would_be(ask, small_plan, query):
    query = {
        name: small_plan.units[value].pk if name == "unit" else value
        for name, value in query.items()
    }
    page = html.unescape(ask(**query).content.decode())
    told = [
        (name, value, int(number))
        for name, options in re.findall(
            r'<select name="(\w+)".*?>(.*?)</select>', page, re.DOTALL
        )
        for value, number in re.findall(
            r'<option value="([^"]+)"[^>]*>[^<]*? · (\d+)<', options
        )
    ]
    assert {name for name, _, _ in told} == set(CHOSEN) | set(NAMED)
    boards: dict[str, Board] = {}
    for name, value, number in told:
        asked = urlencode({"period": "2021Q2", **query, name: value})
        assert length_of(f"{TASKS}?{asked}", boards) == number, (name, value)


def test_no_choice_stands_in_its_box_twice(ask):
    page = ask(standing="slow").content.decode()
    boxes = dict(re.findall(r'<select name="(\w+)".*?>(.*?)</select>', page, re.DOTALL))
    for name, options in boxes.items():
        values = re.findall(r'<option value="([^"]*)"', options)
        assert len(values) == len(set(values)) > 1, name
        assert name == "by" or values[0] == ""


# ---- words


def test_words_are_marked_and_escaped(ask, small_plan):
    task = small_plan.tasks["key", 4]
    task.text = "<b>完成</b>低效用地再开发。"
    task.save()
    page = ask(words="低效").content.decode()
    assert "&lt;b&gt;完成&lt;/b&gt;<mark>低效</mark>" in page
    assert "<b>完成" not in page


@pytest.mark.parametrize(
    "word",
    ["小升规", "市科技局", "市财政局", "蔡木贵", "副市长", "孙群", "陈威", "前期工作"],
)
def test_every_entry_says_where_the_word_stands(ask, small_plan, word):
    """In the title, the text, a unit that leads or helps, a leader or the title of one, the remark,
    the other row of a joint work."""
    small_plan.tasks["key", 3].text = "做好港区前期工作。"
    small_plan.tasks["key", 3].save()
    response = ask(words=word)
    rows = re.findall(r"<tr[ >].*?</tr>", response.content.decode(), re.DOTALL)[1:]
    assert len(rows) == total_of(response) > 0
    assert all(f"<mark>{word}</mark>" in row for row in rows)


def test_words_in_the_address_are_escaped(ask):
    page = ask(words='"><script>x</script>').content.decode()
    assert "<script>x" not in page


@given(st.text(max_size=40), st.lists(st.text(min_size=1, max_size=4), max_size=4))
def test_marking_loses_and_invents_nothing(text, words):
    pieces = mark_words(text, words)
    assert "".join(piece.text for piece in pieces) == full_width(text)
    folded = {word.casefold() for word in words}
    assert all(
        piece.text.casefold() in folded
        for piece in pieces
        if piece.marked and piece.text.isascii()
    )


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6),
)
def test_spans_may_overlap_and_reach_past_the_end(text, spans):
    pieces = mark_spans(text, spans)
    assert "".join(piece.text for piece in pieces) == text
    marked = "".join(piece.text for piece in pieces if piece.marked)
    within = {
        place for start, end in spans for place in range(start, min(end, len(text)))
    }
    assert len(marked) == len(within)


# ---- order, pages, columns


def test_sorting(ask, small_plan):
    assert numbers(ask(sort="-number"))[0] == "1"
    assert numbers(ask(sort="leader")) == ["1", "2", "5", "3", "4", "1"]
    assert numbers(ask(sort="unit")) == ["2", "3", "1", "5", "1", "4"]
    assert numbers(ask(sort="standing"))[-1] == "1"
    assert numbers(ask(sort="-updated"))[0] == "1"
    Work.objects.filter(pk=small_plan.works["talents"].pk).update(
        due_on=date(2021, 6, 30)
    )
    assert numbers(ask(sort="due"))[0] == "5"


def test_every_column_sorts(ask, small_plan):
    """Up and down; equal ones stay in the order of the notice."""
    assert numbers(ask(sort="title")) == ["1", "4", "1", "2", "3", "5"]
    assert numbers(ask(sort="helpers"))[0] == "2"  # 市科技局 stands before 市财政局
    assert numbers(ask(sort="target")) == ["4", "1", "1", "2", "3", "5"]
    assert numbers(ask(sort="-reported"))[0] == "1"
    assert numbers(ask(sort="remark")) == ["1", "2", "3", "4", "5", "1"]
    page = ask(
        sort="number", columns=[column.name for column in COLUMNS]
    ).content.decode()
    assert page.count('aria-sort="none"') == len(COLUMNS) - 1


def test_the_sorted_column_says_which_way(ask):
    page = ask(sort="-leader").content.decode()
    assert re.search(r'class="c-leader" aria-sort="descending"', page)
    assert re.search(r'class="c-unit" aria-sort="none"', page)
    assert "sort=leader#results" in page


def test_columns_are_chosen_in_the_address(ask, small_plan):
    page = ask(columns=["due", "remark"]).content.decode()
    heads = re.findall(r'<th scope="col" class="c-(\w+)"', page)
    assert heads == ["tick", "number", "title", "due", "remark"]


def test_a_table_of_other_columns_than_the_usual_has_its_own_frame(ask):
    assert (
        'class="table-wrap wide"' in ask(columns=["leader", "helpers"]).content.decode()
    )
    assert 'class="table-wrap"' in ask(columns=["leader", "unit"]).content.decode()


def test_pages_of_fifty(ask, small_plan):
    many(small_plan, 60)
    first, second = ask(), ask(page=2)
    assert len(numbers(first)) == 50 and len(numbers(second)) == 16
    assert total_of(first) == total_of(second) == 66
    assert "共 66 条" in text_of(first)


def test_the_line_of_standings_sums_to_the_list(ask):
    page = ask(kind="key").content.decode()
    found = [int(value) for value in re.findall(r'data-count="(\d+)"', page)]
    assert sum(found) == 5 and found


# ---- htmx, queries


def test_htmx_gets_the_list_alone(client_for, viewer_user, small_plan):
    response = client_for(viewer_user).get(
        TASKS, {"kind": "key"}, HTTP_HX_REQUEST="true"
    )
    assert total_of(response) == 5
    assert "<html" not in response.content.decode()
    assert response["HX-Push-Url"] == f"{TASKS}?kind=key&period=2021Q2"


def test_going_back_gets_the_whole_page(client_for, viewer_user, small_plan):
    back = {"hx-request": "true", "hx-history-restore-request": "true"}
    assert "<html" in client_for(viewer_user).get(TASKS, headers=back).content.decode()


@pytest.mark.parametrize(
    "person", ["office_user", "unit_user", "leader_user", "viewer_user"]
)
def test_queries(
    person, request, client_for, small_plan, django_assert_max_num_queries
):
    """One more than the other boards: who belongs to a group, because the members are offered as
    units too."""
    client = client_for(request.getfixturevalue(person))
    with django_assert_max_num_queries(13):
        client.get(TASKS, {"words": "市", "unit": small_plan.units["市科技局"].pk})


def test_ten_plans_cost_no_more_queries(client_for, viewer_user, small_plan):
    client = client_for(viewer_user)
    one = queries(client, TASKS)
    for number in range(10):
        many(small_plan, 3, title=f"方案{number}")
    assert queries(client, TASKS) == one


def many(small_plan, how_many, title=None):
    """More tasks, each with a work and a unit of its own; in a plan of their own where it has a
    title."""
    plan = (
        Plan.objects.create(year=2021, title=title, level="province")
        if title
        else small_plan.plan
    )
    for number in range(100, 100 + how_many):
        work = Work.objects.create(
            year=2021, title=f"工作{number}", due_on=date(2021, 12, 31)
        )
        task = Task.objects.create(plan=plan, number=number, text="内容。", work=work)
        Responsibility.objects.create(
            task=task, unit=small_plan.units["市发改局"], duty="lead"
        )


# ---- the question itself


def test_question_is_the_boards_own_answer(small_plan):
    board = Board(small_plan.period)
    for selection in (
        Selection(),
        Selection(by="work"),
        Selection(kind="key", joint="yes"),
    ):
        assert len(Question(selection).rows(board)) == board.count(selection).value
