"""Headings inside a notice: "一、…", "(一)…", "第一部分 …", with what they say."""

import re
from typing import NamedTuple

from assignments.notices.words.numbering import chinese_number
from assignments.rules.names import narrow

# 三、…, (三)…, 【三】…
_ORDINAL = re.compile(
    (
        r"^(?:([一二三四五六七八九十]{1,3})[、.]|[(【\[〔]([一二三四五六七八九十]{1,"
        r"3})[)】\]〕][、.]?)\s*(?=.)"
    ),
    re.S,
)
# 一、城市建设, (二)交通, 第一部分 重点工作.
_SECTION = re.compile(
    (
        r"^(?:(?P<first>[一二三四五六七八九十百]+)[、.．]|"
        r"[(【\[〔](?P<second>[一二三四五六七八九十百]+)[)】\]〕]、"
        r"?|第[一二三四五六七八九十]+(?:部分|章|节|类)[、"
        r":]?)\s*(?P<title>.+)$"
    ),
    re.S,
)
# How many items a heading says it has: (8项), (共12件任务).
_STATED = re.compile(r"\((?:[共计合]*)(\d{1,3})[项件个条](?:任务|工作)?\)$")
LONGEST = 60


class Section(NamedTuple):
    """A heading: depth 1 for 一、 and 2 for (一); the words without the number, and how many
    items stand below it where it says so: (8项)."""

    depth: int
    title: str
    ordinal: str
    stated: int | None = None


def section_of(text: str) -> Section | None:
    """The heading that a line is; None for any other line, and for whole paragraphs."""
    folded = narrow(text)
    match = _SECTION.match(folded) if len(text) <= LONGEST else None
    if not match:
        return None
    title = text[match.start("title") :].strip()
    stated = _STATED.search(folded)
    title = title.removesuffix(text[stated.start() :]).strip() if stated else title
    ordinal = match["first"] or match["second"] or ""
    return Section(
        2 if match["second"] else 1,
        title.rstrip("。"),
        ordinal,
        int(stated[1]) if stated else None,
    )


class Ordinal(NamedTuple):
    """The number in front of an item that is numbered like a heading: its depth, value, and the
    rest."""

    depth: int
    number: int
    rest: str


def ordinal_of(text: str) -> Ordinal | None:
    """(三)加快… -> 2, 3, 加快…, however long the text is; None where no Chinese number stands in
    front."""
    match = _ORDINAL.match(narrow(text))
    number = chinese_number(match[1] or match[2]) if match else None
    if not match or not number:
        return None
    depth = 2 if match[2] else 1
    return Ordinal(depth, number, text[match.end() :])
