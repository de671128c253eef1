"""Shares on paper: rounded one by one, and said where they do not sum."""

import copy

import pytest

from assignments.bulletins.layout import PrintedBulletin, blocks
from assignments.bulletins.placeholders import values
from assignments.choices import Group
from assignments.rules.shares import ROUNDING

NOTE = f"注：{ROUNDING}"


def counted(content, **groups):
    """The content with these numbers of key works in groups, by label."""
    found = copy.deepcopy(content)
    for group in Group:
        found["figures"][f"重点工作{group.label}"] = groups.get(group.label, 0)
    found["figures"]["重点工作"] = sum(groups.values())
    return found


def text(content, words, **written):
    return [
        block.text
        for block in blocks(PrintedBulletin(content, {**words, **written}, "通报"))
    ]


@pytest.mark.parametrize(
    ("groups", "field", "share"),
    [
        ({"进度偏慢": 2, "正常推进": 10}, "重点工作进度偏慢占比", "16.7%"),
        ({"正常推进": 98, "已完成": 30}, "重点工作正常推进占比", "76.6%"),
    ],
)
def test_a_share_is_that_of_its_two_numbers(content, groups, field, share):
    assert values(counted(content, **groups))[field] == share


def test_the_paper_says_that_rounded_shares_do_not_sum(content, words):
    thirds = counted(content, 已完成=1, 正常推进=1, 进度偏慢=1)
    every = (
        "完成{{重点工作已完成占比}}，正常{{重点工作正常推进占比}}，"
        "偏慢{{重点工作进度偏慢占比}}。"
    )
    shown = text(thirds, words, problems=every)
    assert "完成33.3%，正常33.3%，偏慢33.3%。" in shown and NOTE in shown
    assert NOTE not in text(thirds, words, problems="完成{{重点工作已完成占比}}。")
    whole = counted(content, 已完成=2, 正常推进=10)
    assert NOTE not in text(
        whole,
        words,
        problems="完成{{重点工作已完成占比}}，其余{{重点工作未完成占比}}。",
    )


def test_what_was_issued_before_keeps_its_shares(content, words):
    """Format 1 made 33.4, 33.3 and 33.3 of three thirds, and its file says so."""
    old = counted(content, 已完成=1, 正常推进=1, 进度偏慢=1) | {"format": 1}
    every = "{{重点工作已完成占比}}{{重点工作正常推进占比}}{{重点工作进度偏慢占比}}"
    shown = text(old, words, problems=every)
    assert "33.4%33.3%33.3%" in shown and NOTE not in shown
