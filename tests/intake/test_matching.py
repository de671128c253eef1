"""Names to units and leaders: spelling, alias, likeness, and the questions that are left."""

import pytest

from assignments.intake.comparing.matching import CREATE, MATCH, SAME, Matcher
from assignments.models import Leader, LeaderAlias, Unit, UnitAlias
from assignments.rules.near_names import unit_likeness

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau(db):
    return Unit.objects.create(name="市发改局", full_name="玉环市发展和改革局")


def alias(unit, name, key):
    return UnitAlias.objects.create(unit=unit, name=name, key=key)


@pytest.mark.parametrize(
    "written",
    [
        "市发改局",
        "发改局",
        "市 发改局",
        "玉环市发展和改革局",
        "发展改革局",
        "市发展与改革局",
    ],
)
def test_spellings_of_one_unit_match_without_asking(bureau, written):
    matcher = Matcher({})
    assert matcher.unit(written).id == bureau.id
    assert not matcher.questions


def test_alias_matches(bureau):
    alias(bureau, "市发改委", "发改委")
    assert Matcher({}).unit("发改委").id == bureau.id


def test_merged_unit_leads_to_its_successor(bureau):
    Unit.objects.create(name="市物价局", merged_into=bureau)
    assert Matcher({}).unit("市物价局").id == bureau.id


def test_likeness_asks_and_never_matches(bureau):
    matcher = Matcher({})
    assert not matcher.unit("市发改委", {"行": 0, "类别": "key", "序号": 1}).answered
    question = matcher.open[0]
    assert [candidate.known.name for candidate in question.candidates] == ["市发改局"]
    assert question.rows == ["重点工作 1"]


def test_one_question_for_all_spellings_and_rows():
    matcher = Matcher({})
    for number, name in ((1, "市教育局"), (2, "教育局"), (3, "市教育局")):
        matcher.unit(name, {"行": number, "类别": "key", "序号": number})
    question = matcher.open[0]
    assert len(matcher.questions) == 1
    assert question.spellings == ["市教育局", "教育局"] and question.rows == [
        "重点工作 1",
        "重点工作 2",
        "重点工作 3",
    ]


def test_ambiguous_name_is_a_question_without_a_suggestion(bureau):
    other = Unit.objects.create(name="市改革办")
    alias(other, "市发改", "发改")
    UnitAlias.objects.create(unit=other, name="发改局", key="发改局")
    matcher = Matcher({})
    assert not matcher.unit("市发改局").answered
    question = matcher.open[0]
    assert question.ambiguous and question.suggestion is None
    assert {candidate.known.id for candidate in question.candidates} == {
        bureau.id,
        other.id,
    }


def test_answers(bureau):
    answers = {
        "units": {
            "发改委": {"do": MATCH, "id": bureau.id},
            "教育局": {"do": CREATE, "name": "市教体局"},
            "教育体育局": {"do": SAME, "as": "教育局"},
        }
    }
    matcher = Matcher(answers)
    assert matcher.unit("市发改委").id == bureau.id
    made = matcher.unit("市教育局")
    assert (made.id, made.name, made.answered) == (None, "市教体局", True)
    assert matcher.unit("市教育体育局").same == made.same
    assert not matcher.open


def test_answers_that_lead_nowhere_are_no_answers():
    answers = {
        "units": {
            "甲局": {"do": SAME, "as": "乙局"},
            "乙局": {"do": SAME, "as": "甲局"},
            "丙局": {"do": MATCH, "id": 9},
        }
    }
    matcher = Matcher(answers)
    for name in ("甲局", "乙局", "丙局"):
        assert not matcher.unit(name).answered


def test_leaders_by_bare_name_and_alias():
    leader = Leader.objects.create(name="蔡木贵", title="副市长")
    LeaderAlias.objects.create(leader=leader, name="蔡市长", key="蔡市长")
    matcher = Matcher({})
    assert matcher.leader("蔡木贵", "市委常委").id == leader.id
    assert matcher.leader("蔡市长").id == leader.id
    assert not matcher.leader("孙群", "常委").answered
    assert matcher.open[0].title == "常委"


@pytest.mark.parametrize(
    ("typed", "asked"),
    [("周洋", True), ("周扬", True), ("周伟", False), ("周阳明", True)],
)
def test_a_name_that_sounds_the_same_may_be_a_slip(typed, asked):
    """周洋 shares one of two characters with 周阳, which is too few for likeness; no click makes a
    new leader of it."""
    leader = Leader.objects.create(name="周阳", title="市长")
    matcher = Matcher({})
    matcher.leader(typed, "市长")
    [question] = matcher.open
    assert [one.known.id for one in question.candidates] == (
        [leader.id] if asked else []
    )
    assert (question.suggestion is None) is asked


def test_people_with_like_names_are_never_matched_by_one_click():
    Leader.objects.create(name="陈康", title="副市长")
    matcher = Matcher({})
    matcher.leader("陈大康", "副市长")
    question = matcher.open[0]
    assert [candidate.known.name for candidate in question.candidates] == ["陈康"]
    assert question.suggestion is None


@pytest.mark.parametrize(
    ("first", "second", "least", "most"),
    [
        ("发改局", "发展改革局", 0.75, 0.8),
        ("自然资源规划局", "自然资源局", 0.8, 1),
        ("教育局", "公安局", 0, 0.4),
        ("", "公安局", 0, 0),
    ],
)
def test_likeness(first, second, least, most):
    assert least <= unit_likeness(first, second) <= most
