"""Numbers turned into the shares of a bar, in per cent, for SVG written by templates."""

from dataclasses import dataclass

from django import template

from assignments.ledger.figures import Count

register = template.Library()


@dataclass(frozen=True)
class Slice:
    """One part of a stacked bar: where it starts and how wide it is, in per cent."""

    count: Count
    x: str
    width: str


@register.simple_tag
def slices(counts) -> list[Slice]:
    """The non-empty counts as consecutive slices that fill the bar."""
    whole = sum(count.value for count in counts)
    parts, position = [], 0.0
    for count in counts:
        if count.value:
            width = 100 * count.value / whole
            parts.append(Slice(count, f"{position:.2f}", f"{width:.2f}"))
            position += width
    return parts
