"""The story of the demo, without a database: plausible numbers, the task's own words, always the
same."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assignments.management.demo import story, texts
from assignments.management.demo.story import StoryTarget
from assignments.management.demo.texts import Figure

TEXT = (
    "注重市场驱动创新,组建市高新技术企业协会,深入实施高新技术企业“育苗造林”行动,"
    "力争新增国家高新技术企业42家以上、省级科技型中小企业180家以上。"
)
ENTERPRISES = StoryTarget(49, 0, Decimal(42), is_level=False)

works = st.integers(1, 134).filter(lambda number: number not in story.OVERRIDDEN[3])
goals = st.one_of(
    st.integers(1, 10_000).map(Decimal), st.decimals("0.5", "100", places=1)
)


@given(works, st.integers(0, 3), goals)
def test_piled_up_readings_never_fall(work, place, goal):
    quantity = StoryTarget(work, place, goal, is_level=False)
    readings = [story.reading(quantity, quarter) for quarter in story.QUARTERS]
    assert readings == sorted(readings) and readings[0] >= 0


@given(works, st.integers(0, 3), st.integers(10, 10_000).map(Decimal))
def test_a_target_is_reached_when_the_work_is_done_and_not_before(work, place, goal):
    quantity = StoryTarget(work, place, goal, is_level=False)
    for quarter in story.QUARTERS:
        done = story.DONE_IN.get(work, 9) <= quarter
        assert (story.reading(quantity, quarter) >= goal) is done


@given(works, st.integers(10, 10_000).map(Decimal))
def test_readings_are_late_where_the_story_says_so_and_only_there(work, goal):
    quantity = StoryTarget(work, 0, goal, is_level=False)
    for quarter in story.QUARTERS:
        should = goal * quarter / 4
        late = story.reading(quantity, quarter) < should * Decimal("0.95")
        if story.is_slow(work, quarter, 0) and goal >= 40:
            assert late
        elif not any(story.is_slow(work, past, 0) for past in story.QUARTERS):
            assert not late


@given(works, st.integers(1, 9).map(Decimal))
def test_few_pieces_are_planned_whole(work, goal):
    values = story.planned(StoryTarget(work, 3, goal, is_level=False))
    assert values[-1] == goal
    assert values == sorted(values) and all(value == int(value) for value in values)


def test_the_same_every_time():
    assert story.draw("a", 1) == story.draw("a", 1) != story.draw("a", 2)
    assert 0 <= story.draw("a") < 1
    assert [story.reading(ENTERPRISES, quarter) for quarter in story.QUARTERS] == [
        Decimal(n) for n in (12, 22, 35)
    ]


def test_the_story_does_not_contradict_itself():
    """Nobody is slow and done, silent and assessed, and every slow work says why."""
    for quarter in story.QUARTERS:
        slow = set(story.SLOW[quarter])
        done = {work for work, when in story.DONE_IN.items() if when <= quarter}
        unheard = set().union(
            *(
                names.get(quarter, ())
                for names in (story.SILENT, story.DRAFT, story.RETURNED)
            )
        )
        assert not slow & done and not unheard & (slow | done)
        assert slow <= set(story.REASONS)
        assert set(story.ADJUSTED.get(quarter, {})) & (slow | done | unheard) == set()


@pytest.mark.parametrize(
    "figure, told",
    [
        (Figure("力争新增国家高新技术企业42家以上", Decimal(35), Decimal(42), "家", False),
         "新增国家高新技术企业35家，为年度目标的83.3%"),
        (Figure("推出100项“智能秒办”事项", Decimal(80), Decimal(100), "项", False),
         "推出80项“智能秒办”事项，为年度目标的80%"),
        (Figure("生产总值增长7%以上", Decimal("9.4"), Decimal(7), "%", True),
         "生产总值增长9.4%（年度目标7%）"),
        (Figure("R&D经费支出占GDP比重达到2.68%", Decimal("2.70"), Decimal("2.68"), "%", True),
         "R&D经费支出占GDP比重达到2.7%（年度目标2.68%）"),
        (Figure("培育百家跨境电商企业", Decimal(76), Decimal(100), "家", False),
         "培育百家跨境电商企业累计76家，为年度目标的76%"),
        (Figure("力争新增上市企业1家", Decimal(0), Decimal(1), "家", False),
         "上市企业尚无新增，正在培育"),
        (Figure("完成老旧小区改造9.5万平方米", Decimal("7.2"), Decimal("9.5"), "万平方米", False),
         "完成老旧小区改造7.2万平方米，为年度目标的75.8%"),
    ],
)  # fmt: skip
def test_a_figure_is_told_in_the_words_of_its_target(figure, told):
    assert texts.figure_told(figure) == told


def test_words_come_from_the_task_and_are_marked():
    words = texts.compose(49, TEXT, 3, [], "市经信局")
    quoted = [
        clause
        for clause in texts.clauses(TEXT)
        if texts.quoted(clause) in words.progress
    ]
    assert quoted and words.progress.endswith(texts.MARK)
    assert words.next_steps


@given(
    st.text(max_size=80).filter(str.strip),
    st.integers(1, 212),
    st.sampled_from(story.QUARTERS),
)
def test_any_text_gives_words(text, work, quarter):
    words = texts.compose(
        work if work not in story.SLOW[quarter] else 1, text, quarter, [], ""
    )
    assert words.progress.endswith(texts.MARK) and words.next_steps


def test_the_last_word_of_a_clause_says_what_kind_of_work_it_is():
    assert texts.stage(2, 2, "完善社会治理体系") in texts.STAGES[3][1][2]
    assert texts.stage(2, 2, "加快市中医院新建工程") in texts.STAGES[1][1][2]
    assert texts.stage(2, 2, "深化招投标领域整治") in texts.STAGES[2][1][2]
    assert texts.stage(2, 2, "大力繁荣共享经济") in texts.STAGES[4][1][2]
