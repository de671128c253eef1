"""Headings inside a notice: "一、…", "(一)…", "第一部分 …", with what they say."""

import re
from typing import NamedTuple

from assignments.rules.names import narrow

_SECTION = re.compile(
    r"^(?:(?P<first>[一二三四五六七八九十百]+)[、.．]|\((?P<second>[一二三四五六七八九十百]+)\)、?|第[一二三四五六七八九十]+(?:部分|章|节|类)[、:]?)\s*(?P<title>.+)$",
    re.S,
)
LONGEST = 60


class Section(NamedTuple):
    """A heading: depth 1 for 一、 and 2 for (一); the words without the number."""

    depth: int
    title: str
    ordinal: str


def section_of(text: str) -> Section | None:
    """The heading that a line is; None for any other line, and for whole sentences."""
    folded = narrow(text)
    found = _SECTION.match(folded)
    if not found or len(text) > LONGEST:
        return None
    title = text[found.start("title") :].strip()
    ordinal = found["first"] or found["second"] or ""
    return Section(2 if found["second"] else 1, title.rstrip("。"), ordinal)
