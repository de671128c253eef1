"""How a name is kept, and what stands in the way of another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assignments.rules.names import unit_key
from assignments.rules.spellings import ALIAS, NAME, Spelling, Spellings, tidy


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("市财政局", "市财政局"),
        ("市\u200b财政局", "市财政局"),
        ("\u202e市财政局\u202c", "市财政局"),
        ("市\u2066财\u2069政局\ufeff", "市财政局"),
        ("市 财　政\u00a0局", "市财政局"),
        ("市财政局（）", "市财政局"),
        ("市财政局( )【】", "市财政局"),
        ("市财政局（(　)）", "市财政局"),
        ("  市财政局、", "市财政局"),
        ("市财政局\n", "市财政局"),
        ("ＬＮＧ专班", "LNG专班"),
        ("２２８国道办", "228国道办"),
        ("各乡镇 （街道）", "各乡镇（街道）"),
        ("市“五水共治”办", "市“五水共治”办"),
        ("Sino Gas 玉环", "Sino Gas玉环"),
        ("Sino  Gas", "Sino Gas"),
        ("⽟环市", "玉环市"),
        ("\u200b", ""),
        ("（）", ""),
        ("——", ""),
    ],
)
def test_a_name_as_it_is_kept(typed, kept):
    assert tidy(typed) == kept


@given(st.text(max_size=12))
def test_tidying_twice_changes_nothing_and_never_the_key(text):
    kept = tidy(text)
    assert tidy(kept) == kept
    if kept and not any(mark in text for mark in ",，;；:：、。.|/\\"):
        assert unit_key(kept) == unit_key(tidy(kept))


def test_what_is_in_the_way():
    space = Spellings(unit_key, [Spelling("市财政局", 1, "市财政局", NAME)])
    space.take(Spelling("财税局", 1, "市财政局", ALIAS))
    assert space.in_the_way("玉环市财政局()", 2).described == "“市财政局”的名称"
    assert space.in_the_way("市财税局", 2).described == "“市财政局”的别名（财税局）"
    assert (
        space.in_the_way("财税局", 1) is None
        and space.of_owner("财税局", 1).use == ALIAS
    )
    assert space.in_the_way("市审计局", 2) is None
