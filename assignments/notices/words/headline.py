"""A heading with all that it says: its words, whose tasks stand below it, and what its labels
name."""

import re
from typing import NamedTuple

from assignments.notices.rows import LeaderFound
from assignments.notices.words.duty_labels import Labels
from assignments.notices.words.known_leaders import KnownLeaders
from assignments.notices.words.labels import labels_of, trailing_labels, without_rule
from assignments.notices.words.leaders import (
    heading_leaders,
    leaders_in_cell,
    leaders_in_column,
)
from assignments.notices.words.sections import Section, section_of
from assignments.rules.names import narrow

NOBODY = KnownLeaders()
_BOXED = re.compile(
    r"^(?P<words>.+)[(【](?P<who>[^()【】]{3,40})[)】]$"
)  # 二、文化旅游(副县长 苏晴)


class Headline(NamedTuple):
    """`called` says that the words themselves call the leader (二、李强副市长牵头重点工作); else a
    label behind the words names the leaders (二、工业工作(牵头领导:李强))."""

    section: Section | None
    leaders: list[LeaderFound]
    called: bool
    labels: Labels | None


def headline_of(text: str, known: KnownLeaders = NOBODY) -> Headline:
    """What a line says as a heading; no section and no leaders where it is none. Of `known` leaders
    the bare name is enough."""
    before, labels = trailing_labels(text) or (text, None)
    bare = without_rule(before).strip()
    boxed = _BOXED.match(narrow(bare))
    people = leaders_in_cell(boxed["who"]) if boxed else []
    if boxed and people and all(leader.title for leader in people) and section_of(bare):
        return Headline(section_of(bare[: boxed.end("words")]), people, False, labels)
    section = section_of(bare)
    called = heading_leaders(bare) or known.named_in(section.title if section else bare)
    named = (
        [leader for each in labels.leaders for leader in leaders_in_column(each)]
        if labels
        else []
    )
    return Headline(section, called or (named if section else []), bool(called), labels)


def leaders_above(text: str, known: KnownLeaders = NOBODY) -> list[LeaderFound]:
    """The leaders that a line above a table names: a heading, or 责任领导：王强."""
    labels = labels_of(text)
    named = (
        [leader for each in labels.leaders for leader in leaders_in_column(each)]
        if labels
        else []
    )
    return headline_of(text, known).leaders or named
