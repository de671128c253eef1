"""What share of all works each group is, for the fields 占比 of a bulletin."""

from collections.abc import Mapping
from typing import Any

from assignments.bulletins.content import KINDS, UNFINISHED
from assignments.choices import Group
from assignments.rules.shares import differs_from_whole, percent

ROUNDED_ALONE = 2
"""From this format of a bulletin's content on each share is rounded by itself; what was issued
before keeps the shares that it was issued with."""
SHARE = "占比"


def shares(content: Mapping[str, Any], name: str) -> dict[str, str]:
    """Each field of the works called `name` with its value, 重点工作已完成占比: 21.9%."""
    figures = content["figures"]
    whole = figures[name]
    if not whole:
        return {}
    if content["format"] < ROUNDED_ALONE:
        return forced(figures, name)
    groups = [*(group.label for group in Group), "未完成"]
    return {
        f"{name}{group}{SHARE}": f"{percent(figures[f'{name}{group}'], whole)}%"
        for group in groups
    }


def differ_from_whole(content: Mapping[str, Any], fields: set[str]) -> bool:
    """Whether among `fields` shares stand together that name all works of a kind and, rounded,
    do not make 100.0 %."""
    figures = content["figures"]
    if content["format"] < ROUNDED_ALONE:
        return False
    for name in KINDS.values():
        share_fields = [
            field
            for field in fields
            if field.startswith(name) and field.endswith(SHARE)
        ]
        counts = [figures.get(field.removesuffix(SHARE), 0) for field in share_fields]
        if differs_from_whole(counts, figures[name]):
            return True
    return False


def forced(figures: Mapping[str, int], name: str) -> dict[str, str]:
    """As bulletins of the first format said it: the tenths that rounding leaves over went to the
    largest remainders, so that the shares made 100.0 together."""
    whole = figures[name]
    parts = {
        group: divmod(figures[f"{name}{group.label}"] * 1000, whole) for group in Group
    }
    left = 1000 - sum(tenths for tenths, _ in parts.values())
    favoured = sorted(parts, key=lambda group: -parts[group][1])[:left]
    tenths = {group: parts[group][0] + (group in favoured) for group in Group}
    tenths_by_field = {
        f"{name}{group.label}{SHARE}": value for group, value in tenths.items()
    }
    tenths_by_field[f"{name}未完成{SHARE}"] = sum(tenths[group] for group in UNFINISHED)
    return {
        field: f"{value // 10}.{value % 10}%"
        for field, value in tenths_by_field.items()
    }
