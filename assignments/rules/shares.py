"""Shares in per cent, rounded in one way for pages, papers and exports. Pure."""

from decimal import ROUND_HALF_UP, Decimal

# Shares are given to one decimal: 22.2%.
TENTH = Decimal("0.1")
ROUNDING = "因四舍五入，各项占比合计可能不等于100%。"
"""Said wherever several shares of one base stand together and do not make 100.0."""


def percent(part: Decimal | int, whole: Decimal | int) -> Decimal:
    """What share of `whole` (not 0) `part` is, to a tenth of a per cent: 2 of 12 is 16.7, 98 of 128
    is 76.6 (76.5625). Each share is rounded by itself, so that the same two numbers give the same
    share everywhere; shares of one base may then make 99.9 or 100.1 together."""
    return (Decimal(part) * 100 / Decimal(whole)).quantize(TENTH, ROUND_HALF_UP)


def differs_from_whole(parts: list[int], whole: int) -> bool:
    """Whether parts that make the whole have shares that do not make 100.0: 1, 1 and 1 of 3 do not.
    Parts that leave some of the whole out are no reason to speak of rounding."""
    if not whole or sum(parts) != whole:
        return False
    return sum(percent(part, whole) for part in parts) != 100
