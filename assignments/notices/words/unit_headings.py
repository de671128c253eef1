"""Sections called after a unit: 一、市发改局, and below it its tasks without labels of their
own."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from assignments.notices.blocks import TextLine
from assignments.notices.words.headings import kind_said
from assignments.notices.words.labels import labels_of, trailing_labels
from assignments.notices.words.numbering import mark_of
from assignments.notices.words.sections import section_of
from assignments.notices.words.units import is_unit_cell

# Words behind the unit of a heading: 市发改局牵头的重点工作.
_ITS_TASKS = re.compile(
    r"(?:牵头|承办|主办|承担|责任)?(?:负责|落实|完成)?的?(?:年度)?(?:重点|"
    r"主要|目标)*(?:工作|任务|事项|项目|目标)*$"
)
# How many tasks the heading says it has: (共8项).
_STATED = re.compile(r"[(（][共计]*\d{1,3}[项件个条][)）]$")


class UnitHeading(NamedTuple):
    """Depth 0 is that of a heading without a number; `called` says that its words call the unit:
    市发改局牵头的工作."""

    depth: int
    units: str
    called: bool


def unit_headings(lines: Sequence[TextLine]) -> dict[int, UnitHeading]:
    """The headings that name who carries the items below, by position. There are at least two,
    every heading of their depth is one, and no item below, up to the next list, says itself who
    leads."""
    headings: dict[int, UnitHeading] = {}
    others: set[int] = set()
    for position, line in enumerate(lines[:-1]):
        mark = mark_of(lines[position + 1].text)
        if not mark or not mark.dotted:
            continue
        heading = heading_of_unit(line.text)
        if heading and (heading.depth or heading.called or mark.number == 1):
            headings[position] = heading
        elif section := section_of(line.text):
            others.add(section.depth)
    depths = {heading.depth for heading in headings.values()}
    if len(headings) < 2 or len(depths) > 1 or depths & others:
        return {}
    end = next(
        (
            at
            for at in range(max(headings) + 1, len(lines))
            if _begins_list(lines[at].text)
        ),
        len(lines),
    )
    below = range(min(headings) + 1, end)
    return (
        {}
        if any(at not in headings and _says_who_leads(lines[at].text) for at in below)
        else headings
    )


def heading_of_unit(text: str) -> UnitHeading | None:
    """The units that a line names and nothing else, but for its number and words like
    牵头的重点工作."""
    section = section_of(text)
    title = section.title if section else _STATED.sub("", text.strip())
    units = _ITS_TASKS.sub("", title.rstrip(":：")).strip()
    fits = len(text) <= 60 and not mark_of(text) and is_unit_cell(units)
    called = units != title.rstrip(":：").strip()
    if not fits:
        return None
    return UnitHeading(section.depth if section else 0, units, called)


def _begins_list(text: str) -> bool:
    """附件2, or the name of another list below the items of this one."""
    return (
        len(text) <= 40
        and bool(re.match(r"^附件\s*\d", text) or kind_said(text))
        and not mark_of(text)
    )


def _says_who_leads(text: str) -> bool:
    labels = labels_of(text) or (trailing_labels(text) or (None, None))[1]
    return bool(labels and (labels.lead or labels.units))
