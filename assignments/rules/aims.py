"""Numbers and targets as everybody says them. Pure, and without the vocabulary of the models, so
that the readers of notices say it alike."""

from decimal import Decimal

SIGNS = {">=": "不少于", "<=": "不超过", "=": "等于"}
"""What the comparators of a target are called, as in `choices.Comparator`, which is not without
Django."""


def plain(value: Decimal) -> str:
    """A number as people write it: no exponent, no trailing zeros."""
    text = format(value + 0, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def aim(comparator: str, value: Decimal, measure: str) -> str:
    """A target with its sign in words: 不少于 5%, 不超过 30家, 等于 0起. Where none is kept at
    least so much is wanted."""
    return f"{SIGNS[comparator or '>=']} {plain(value)}{measure}"
