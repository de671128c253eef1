"""Find anything: by number, words, name, pinyin or initials."""

import html
import re

import pytest
from django.urls import reverse

from assignments.models import Leader, Unit, UnitAlias
from assignments.rules.names import unit_key
from assignments.rules.pinyin import spell
from tests.boards.reading import text_of, total_of
from tests.pages import flat

FIND = reverse("boards:find")


@pytest.fixture
def found(client_for, viewer_user, small_plan):
    """A function: what one types -> the groups of what was found: {label: [words of each hit]}."""
    for row in [*Unit.objects.all(), *Leader.objects.all()]:
        told = spell(row.name)
        row.pinyin, row.initials = told.pinyin, told.initials
        row.save()
    client = client_for(viewer_user)

    def ask(typed):
        page = client.get(FIND, {"q": typed, "period": "2021Q2"}).content.decode()
        groups = re.findall(r'<ul aria-label="([^"]+)">(.*?)</ul>', page, re.DOTALL)
        hits = {
            label: re.findall(r"data-hit>(.*?)<small>", body, re.DOTALL)
            for label, body in groups
        }
        return {
            label: [re.sub(r"<[^>]+>", "", hit).strip() for hit in found]
            for label, found in hits.items()
        }

    return ask


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("sfgj", {"单位": ["市发改局"]}),
        ("SFGJ", {"单位": ["市发改局"]}),
        ("ＳＦＧＪ", {"单位": ["市发改局"]}),  # noqa: RUF001 - full width on purpose
        ("４", {"任务": ["重点工作 4　完成低效用地再开发"]}),  # noqa: RUF001 - full width on purpose
        ("shifagaiju", {"单位": ["市发改局"]}),
        ("fagai", {"单位": ["市发改局"]}),
        ("发改", {"单位": ["市发改局"]}),
        ("cmg", {"领导": ["蔡木贵"]}),
        ("caimu", {"领导": ["蔡木贵"]}),
        ("陈威", {"领导": ["陈威"]}),
        ("4", {"任务": ["重点工作 4　完成低效用地再开发"]}),
        (
            "港区",
            {
                "任务": [
                    "重点工作 2　推进大麦屿港区开发",
                    "重点工作 3　推进大麦屿港区开发",
                ]
            },
        ),
        (
            "港区 大麦屿",
            {
                "任务": [
                    "重点工作 2　推进大麦屿港区开发",
                    "重点工作 3　推进大麦屿港区开发",
                ]
            },
        ),
        (
            "大麦屿",
            {
                "单位": ["大麦屿街道"],
                "任务": [
                    "重点工作 2　推进大麦屿港区开发",
                    "重点工作 3　推进大麦屿港区开发",
                ],
            },
        ),
        ("没有这个", {}),
        ("%", {}),
        ("\x00", {}),
        (
            "港\x00区",
            {
                "任务": [
                    "重点工作 2　推进大麦屿港区开发",
                    "重点工作 3　推进大麦屿港区开发",
                ]
            },
        ),
        ("9999999999999", {}),
    ],
)
def test_finds(found, typed, expected):
    assert found(typed) == expected


def test_the_likeliest_comes_first(found):
    Unit.objects.create(
        name="大市科技园", pinyin="dashikejiyuan", initials="dskjy", order=0
    )
    assert found("skj")["单位"] == ["市科技局", "大市科技园"]
    assert found("dskjy")["单位"] == ["大市科技园"]


def test_many_words_and_many_aliases_do_not_multiply(found, small_plan):
    """Joined, each word multiplies the rows by the aliases: twelve words and eight aliases are
    8**12 rows."""
    unit = small_plan.units["市发改局"]
    for number in range(8):
        name = f"发展改革委{number}处"
        UnitAlias(unit=unit, name=name, key=unit_key(name)).save()
    assert found("市 发 改 局 s f g j s f g j 市 发") == {"单位": ["市发改局"]}


def test_an_alias_finds_its_unit(found, small_plan):
    UnitAlias(
        unit=small_plan.units["市发改局"],
        name="发展和改革委",
        key=unit_key("发展和改革委"),
    ).save()
    assert found("改革委") == {"单位": ["市发改局"]}


def test_other_names_are_found_as_they_are_typed(found, small_plan):
    UnitAlias(
        unit=small_plan.units["市发改局"],
        name="发展和改革委",
        key=unit_key("发展和改革委"),
    ).save()
    Unit.objects.filter(name="市科技局").update(full_name="玉环市科学技术局")
    assert found("fzhggw") == found("fazhanhegaige") == {"单位": ["市发改局"]}
    assert found("yhskxjsj") == found("kexue jishu") == {"单位": ["市科技局"]}


def test_what_is_not_shown_is_told_and_leads_on(
    client_for, viewer_user, small_plan, monkeypatch
):
    ask = client_for(viewer_user).get
    whole = ask(FIND, {"q": "港区", "period": "2021Q1"}).content.decode()
    assert "找到 2 条" in whole and "看全部" not in whole
    monkeypatch.setattr("assignments.boards.find.MOST_TASKS", 1)
    cut = flat(ask(FIND, {"q": "港区", "period": "2021Q1"}))
    assert "找到" not in cut and "还有更多" in cut
    onward = re.search(r'href="([^"]+)" data-hit>在任务台账中看全部', cut)[1]
    assert total_of(ask(html.unescape(onward))) == 2


@pytest.mark.parametrize(("typed", "leads"), [("sfgj", False), ("港区", True)])
def test_leads_on_to_the_ledger_where_it_has_the_word(
    client_for, viewer_user, small_plan, typed, leads
):
    page = client_for(viewer_user).get(FIND, {"q": typed, "period": "2021Q1"})
    assert ("在任务台账中按这个词筛选" in page.content.decode()) == leads


def test_says_when_nothing_was_found(client_for, viewer_user, small_plan):
    assert "没有找到“没有这个”" in text_of(
        client_for(viewer_user).get(FIND, {"q": "没有这个"})
    )


def test_what_was_typed_is_escaped_and_never_cut(client_for, viewer_user, small_plan):
    page = (
        client_for(viewer_user)
        .get(FIND, {"q": "<script>alert(1)</script>"})
        .content.decode()
    )
    assert "<script>alert" not in page
    page = client_for(viewer_user).get(FIND, {"q": "长" * 500}).content.decode()
    assert "长" * 500 in page and "超出 440 字" in page


def test_empty_box_is_a_page_with_examples(client_for, viewer_user, small_plan):
    response = client_for(viewer_user).get(FIND)
    assert response.status_code == 200 and "例如" in text_of(response)


def test_htmx_gets_the_results_alone(client_for, viewer_user, small_plan):
    page = (
        client_for(viewer_user)
        .get(FIND, {"q": "港区"}, headers={"hx-request": "true"})
        .content.decode()
    )
    assert "<html" not in page and page.count("data-hit") == 2


def test_every_page_has_the_box(client_for, viewer_user, small_plan):
    page = client_for(viewer_user).get(reverse("boards:tasks")).content.decode()
    assert re.search(rf'<form class="find" action="{FIND}" method="get"', page)
    assert re.search(r'<label [^>]*for="find">', page)


def test_stranger_is_sent_to_sign_in(client, small_plan):
    assert client.get(FIND, {"q": "港区"}).url.startswith(reverse("login"))


def test_only_reading_is_allowed(client_for, office_user):
    assert client_for(office_user).post(FIND).status_code == 405


def test_queries(client_for, viewer_user, small_plan, django_assert_max_num_queries):
    client = client_for(viewer_user)
    with django_assert_max_num_queries(8):
        client.get(FIND, {"q": "市"})


def test_finds_in_the_real_plan(client_for, viewer_user, plan_2021):
    page = text_of(client_for(viewer_user).get(FIND, {"q": "sfgj"}))
    assert "市发改局" in page
