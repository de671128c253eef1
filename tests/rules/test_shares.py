"""Shares in per cent: the same two numbers give the same share everywhere."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assignments.rules.shares import differs_from_whole, percent


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (2, 12, "16.7"),
        (98, 128, "76.6"),  # 76.5625
        (1, 8, "12.5"),
        (1, 2000, "0.1"),  # 0.05, half up
        (0, 7, "0.0"),
        (7, 7, "100.0"),
        (Decimal("2.5"), Decimal("3"), "83.3"),
    ],
)
def test_percent(part, whole, expected):
    assert str(percent(part, whole)) == expected


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_is_never_further_off_than_half_a_tenth(pair):
    part, whole = pair
    exact = Decimal(part) * 100 / Decimal(whole)
    assert abs(percent(part, whole) - exact) <= Decimal("0.05")


@pytest.mark.parametrize(
    ("parts", "whole", "expected"),
    [
        ([1, 1, 1], 3, True),  # 33.3 three times
        ([2, 10], 12, False),  # 16.7 and 83.3
        ([1, 1], 3, False),  # not all is named
        ([], 0, False),
        ([4], 4, False),
    ],
)
def test_differs_from_whole(parts, whole, expected):
    assert differs_from_whole(parts, whole) is expected
