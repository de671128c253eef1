"""The grid: many works at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assignments.models import Assessment
from assignments.supervision.verbs import NOT_YET, assess
from tests.supervision.notices import second_notice

ADDRESS = reverse("supervision:assess")
NAMES = ("standing", "method", "comment", "override_reason", "approval_number")


def typed(small_plan, **rows):
    """What a browser sends: every shown row with what it showed, and the changes to some.
    A row is named by its work's word; an empty one is sent as it was shown."""
    data = {"work": []}
    for word, changes in rows.items():
        key = small_plan.works[word].pk
        data["work"].append(key)
        data[f"w{key}-version"] = NOT_YET
        for name in NAMES:
            data[f"initial-w{key}-{name}"] = ""
            data[f"w{key}-{name}"] = changes.get(name, "")
        data |= {f"w{key}-{name}": value for name, value in changes.items()}
    return data


def standing_of(small_plan, word):
    found = Assessment.objects.filter(
        work=small_plan.works[word], period=small_plan.period
    ).first()
    return found and found.standing


def titles(answer):
    return [row.line.work.title for row in answer.context["rows"]]


# ---- Works


def test_it_begins_with_what_waits(client_for, office_user, small_plan, waiting):
    assert titles(client_for(office_user).get(ADDRESS)) == [
        "实现“小升规”60家",
        "深化人才新政2.0",
    ]


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({"standing": "all"}, 5),
        ({"standing": "not_reported"}, 4),
        ({"standing": "all", "kind": "livelihood"}, 1),
        ({"standing": "done"}, 0),
    ],
)
def test_filters(client_for, office_user, small_plan, query, number):
    assert len(titles(client_for(office_user).get(ADDRESS, query))) == number


def test_a_leaders_works(client_for, office_user, small_plan):
    answer = client_for(office_user).get(
        ADDRESS, {"standing": "all", "leader": small_plan.leaders["陈威"].pk}
    )
    assert titles(answer) == [
        "推进大麦屿港区开发",
        "完成低效用地再开发",
        "养老服务提升",
    ]


@pytest.mark.parametrize(
    "query",
    [{"standing": "great"}, {"leader": "x"}, {"leader": "999"}, {"kind": "odd"}],
)
def test_a_filter_that_makes_no_sense_shows_no_rows(
    client_for, office_user, small_plan, query
):
    answer = client_for(office_user).get(ADDRESS, query)
    assert answer.status_code == 200 and titles(answer) == []


def test_ticked_works_whatever_their_standing(client_for, office_user, small_plan):
    client, keys = (
        client_for(office_user),
        [small_plan.works[word].pk for word in ("harbour", "enterprises")],
    )
    for works in (keys, ",".join(map(str, keys))):
        assert titles(client.get(ADDRESS, {"works": works})) == [
            "实现“小升规”60家",
            "推进大麦屿港区开发",
        ]
    answer = client.get(ADDRESS, {"works": keys, "standing": "not_reported"})
    assert titles(answer) == ["推进大麦屿港区开发"]
    assert sum(count.value for count in answer.context["grid"].groups) == 2
    assert "只列出所选的 2 项工作" in answer.content.decode()
    assert f'name="works" value="{keys[0]},{keys[1]}"' in answer.content.decode()


def test_ticked_works_are_saved_and_shown_again(client_for, office_user, small_plan):
    address = f"{ADDRESS}?works={small_plan.works['enterprises'].pk}"
    data = typed(small_plan, enterprises={"standing": "on_track", "method": "phone"})
    answer = client_for(office_user).post(address, data, follow=True)
    assert "已保存 1 项评定。" in answer.content.decode() and titles(answer) == [
        "实现“小升规”60家"
    ]


@pytest.mark.parametrize(
    ("works", "said"),
    [
        ("", "没有选中任务"),
        ("x", "本年度没有这项工作"),
        ("999999", "本年度没有这项工作"),
    ],
)
def test_ticked_works_that_make_no_sense(
    client_for, office_user, small_plan, works, said
):
    answer = client_for(office_user).get(ADDRESS, {"works": works})
    assert (
        answer.status_code == 200
        and titles(answer) == []
        and said in answer.content.decode()
    )


def test_hint_and_reason_stand_beside_the_choice(client_for, office_user, small_plan):
    shown = client_for(office_user).get(ADDRESS).content.decode()
    assert (
        "新增“小升规”企业：目标 不少于 60家，完成数 31，" in shown
        and "序时进度 50%" in shown
    )


def test_many_rows_are_saved_at_once(client_for, office_user, small_plan):
    data = typed(
        small_plan,
        enterprises={"standing": "on_track", "method": "phone"},
        harbour={"standing": "slow"},
        talents={},
    )
    answer = client_for(office_user).post(ADDRESS, data, follow=True)
    assert "已保存 2 项评定。" in answer.content.decode()
    assert (
        standing_of(small_plan, "enterprises"),
        standing_of(small_plan, "harbour"),
    ) == (
        "on_track",
        "slow",
    )
    assert standing_of(small_plan, "talents") is None


def test_boards_follow_at_once(client_for, office_user, small_plan):
    client = client_for(office_user)
    client.post(ADDRESS, typed(small_plan, enterprises={"standing": "on_track"}))
    assert titles(client.get(ADDRESS, {"standing": "on_track"})) == ["实现“小升规”60家"]


# ---- Wrong rows


def test_one_wrong_row_saves_none_and_loses_nothing(
    client_for, office_user, small_plan
):
    data = typed(
        small_plan,
        enterprises={"standing": "on_track", "comment": "电话核实过。"},
        harbour={"standing": "adjusted", "comment": "改到明年。"},
    )
    answer = client_for(office_user).post(ADDRESS, data)
    shown = answer.content.decode()
    assert "请填批准文号" in shown
    assert "电话核实过。" in shown and "改到明年。" in shown
    assert (
        standing_of(small_plan, "enterprises") is None
        and standing_of(small_plan, "harbour") is None
    )


def test_a_row_that_others_assessed_meanwhile(client_for, office_user, small_plan):
    other = assess(
        work=small_plan.works["harbour"],
        period=small_plan.period,
        standing="slow",
        comment="他人的。",
        by=office_user,
    )
    client = client_for(office_user)
    data = typed(small_plan, harbour={"standing": "slow", "comment": "我的。"})
    answer = client.post(ADDRESS, data)
    shown = answer.content.decode()
    assert "他人的。" in shown and "我的。" in shown
    other.refresh_from_db()
    assert other.comment == "他人的。"
    data[f"w{small_plan.works['harbour'].pk}-version"] = other.version
    client.post(ADDRESS, data)
    other.refresh_from_db()
    assert other.comment == "我的。"


def test_a_row_nobody_touched_is_no_change(client_for, office_user, small_plan):
    """The page was opened before somebody else assessed the row; it is sent back as it was
    shown."""
    assess(
        work=small_plan.works["harbour"],
        period=small_plan.period,
        standing="slow",
        by=office_user,
    )
    answer = client_for(office_user).post(
        ADDRESS, typed(small_plan, harbour={}), follow=True
    )
    assert "没有改动" in answer.content.decode()
    assert standing_of(small_plan, "harbour") == "slow"


@pytest.mark.parametrize("standing", ["great", "not_reported", "unassessed"])
def test_what_is_no_standing_is_refused(client_for, office_user, small_plan, standing):
    client_for(office_user).post(
        ADDRESS, typed(small_plan, enterprises={"standing": standing})
    )
    assert standing_of(small_plan, "enterprises") is None


@pytest.mark.parametrize("works", [["x"], ["999999"], []])
def test_unknown_works_change_nothing(client_for, office_user, small_plan, works):
    answer = client_for(office_user).post(ADDRESS, {"work": works}, follow=True)
    assert answer.status_code == 200
    assert not Assessment.objects.in_period(small_plan.period).exists()


def test_a_closed_period_is_told(client_for, office_user, small_plan):
    answer = client_for(office_user).post(
        f"{ADDRESS}?period=2021Q1", typed(small_plan, enterprises={"standing": "slow"})
    )
    assert "已关闭" in answer.content.decode()


def test_without_a_period(client_for, office_user):
    assert client_for(office_user).get(ADDRESS).status_code == 200


# ---- Strangers, readers, method


def test_a_stranger_signs_in(client):
    assert client.get(ADDRESS).status_code == 302


@pytest.mark.parametrize(
    "person", ["unit_user", "leader_user", "viewer_user", "admin_user"]
)
def test_a_reader_may_not(client_for, small_plan, person, request):
    client = client_for(request.getfixturevalue(person))
    assert client.get(ADDRESS).status_code == 403
    assert (
        client.post(
            ADDRESS, typed(small_plan, harbour={"standing": "slow"})
        ).status_code
        == 403
    )
    assert standing_of(small_plan, "harbour") is None


def test_wrong_method(client_for, office_user, small_plan):
    assert client_for(office_user).put(ADDRESS).status_code == 405


# ---- Cost


def test_queries_do_not_grow(client_for, office_user, small_plan):
    client = client_for(office_user)
    with CaptureQueriesContext(connection) as few:
        client.get(ADDRESS, {"standing": "all"})
    second_notice(small_plan)
    with CaptureQueriesContext(connection) as many:
        client.get(ADDRESS, {"standing": "all"})
    assert len(many) == len(few) <= 12


def test_words_of_carrying_over_are_not_taken_for_the_offices(
    client_for, office_user, small_plan
):
    """Else a carried work that is judged anew would stand in the bulletin with “沿用上期”."""
    carried = Assessment.objects.create(
        work=small_plan.works["talents"],
        period=small_plan.period,
        standing="done",
        comment="沿用上期",
        carried=True,
        assessed_at=small_plan.report.submitted_at,
    )
    page = client_for(office_user).get(ADDRESS, {"standing": "all"})
    row = next(one for one in page.context["rows"] if one.line.work == carried.work)
    assert (row["standing"].value(), row["comment"].value()) == ("done", "")
