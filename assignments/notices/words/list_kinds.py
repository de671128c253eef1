"""Whether a list holds key tasks or livelihood projects: by its headings, by the captions right
above it, by the list before; and where nothing but the title of the whole document tells, that is
said."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import NamedTuple

from assignments.notices.blocks import TextLine
from assignments.notices.rows import KEY, LIVELIHOOD
from assignments.notices.words.headings import (
    is_caption,
    kind_said_of_table,
    kinds_named,
)
from assignments.notices.words.notice_head import is_signature
from assignments.notices.words.titles import title_of

# Lines above a list that are asked for its kind, the nearest first.
_MOST_CAPTIONS = 3
_SENTENCE_ENDS = ("。", "；", ";", "！")


class KindTold(NamedTuple):
    """The kind, and the title or file name that alone told it; "" where the list itself or its
    captions do. `assumed` says that nothing tells it."""

    kind: str
    by: str = ""
    assumed: bool = False


def near(captions: Sequence[str]) -> list[str]:
    """The last few lines above a list, without the letter that ends above them."""
    nearest: list[str] = []
    for text in list(reversed(captions))[:_MOST_CAPTIONS]:
        if text.rstrip().endswith(_SENTENCE_ENDS) or is_signature(text, ""):
            break
        nearest.insert(0, text)
    return nearest


def names_list(text: str) -> bool:
    """Whether a line begins a list of its own, of whatever kind: 附件2, 2026年政府投资计划表."""
    return text.startswith("附件") or is_caption(text)


def kind_of_list(
    captions: Sequence[str],
    headings: Sequence[str],
    letter: Sequence[TextLine],
    filename: str,
) -> KindTold:
    """The kind of a list. `captions` are the lines above it, its own titles and the sheet's name
    with them; `letter` is all that stands before it in the document."""
    kind = kind_said_of_table(near(captions), headings)
    if kind:
        return KindTold(kind)
    for title in (title_of(letter) or "", PurePath(filename).stem):
        named = kinds_named(title)
        if named:
            return KindTold(
                LIVELIHOOD if KEY not in named else KEY,
                title or "" if LIVELIHOOD in named else "",
            )
    return KindTold(KEY, assumed=True)
