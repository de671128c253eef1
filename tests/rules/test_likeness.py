"""Whether two works of different years are the same one going on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assignments.rules.likeness import ALIKE, Described, grams, same_works, share

OLD = Described(
    1,
    "完成老旧小区改造12.8万平方米",
    ("完成老旧小区改造12.8万平方米。",),
    frozenset({7}),
)


def work(key, title, units=(7,), text=""):
    return Described(key, title, (text or title,), frozenset(units))


@pytest.mark.parametrize(
    ("new", "is_same"),
    [
        (work(2, "完成老旧小区改造9.5万平方米"), True),
        (work(2, "2022年新完成老旧小区改造 6 万平方米"), True),
        (work(2, "城市更新", text="完成老旧小区改造9.5万平方米。"), True),
        (work(2, "完成老旧小区改造9.5万平方米", units=(8,)), False),
        (work(2, "完成老旧小区改造9.5万平方米", units=(8, 7)), True),
        (work(2, "建设新玉环人安居工程20万平方米"), False),
        (work(2, "12.8"), False),
    ],
)
def test_sure_or_not(new, is_same):
    assert same_works([OLD], [new]) == ({2: 1} if is_same else {})


def test_two_that_are_as_near_are_not_sure():
    """持续推进“三改一拆” beside 持续推进“四大革命”: neither is taken for the other."""
    again = work(2, "老旧小区改造完成"), work(3, "老旧小区改造完成2个")
    assert same_works([work(1, "老旧小区改造完成")], again) == {}
    assert same_works(again, [work(1, "老旧小区改造完成")]) == {}


def test_an_unlike_one_beside_it_does_not_disturb():
    others = [work(3, "新增绿地15公顷"), work(4, "推进数字化改革")]
    assert same_works([OLD, *others], [work(9, "完成老旧小区改造3万平方米")]) == {9: 1}


texts = st.text(alphabet="建设老旧小区改造完成新增绿地公园0123456789 ", max_size=20)


@given(texts, texts)
def test_share_is_a_measure(first, second):
    a, b = grams(first), grams(second)
    assert 0 <= share(a, b) == share(b, a) <= 1
    assert not a or share(a, a) == 1


@given(st.lists(texts, max_size=6), st.lists(texts, max_size=6))
def test_nothing_is_matched_twice(then, now):
    pairs = same_works(
        [work(key, title) for key, title in enumerate(then)],
        [work(key, title) for key, title in enumerate(now)],
    )
    assert len(set(pairs.values())) == len(pairs)
    assert all(
        share(grams(now[new]), grams(then[old])) >= ALIKE for new, old in pairs.items()
    )
