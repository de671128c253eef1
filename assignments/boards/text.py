"""Pieces of a text, some of them marked, so that a template escapes every piece itself."""

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class MarkedPiece:
    text: str
    marked: bool = False


# ２０２１Ｑ１, as an input method left at full width types it.
_WIDE_ALNUM = re.compile("[０-９Ａ-Ｚａ-ｚ]")


def words_of(typed: str) -> tuple[str, ...]:
    """The words that somebody typed, each once. Letters and digits are half-width, as an input
    method left at full width does not give them."""
    half = _WIDE_ALNUM.sub(lambda match: chr(ord(match[0]) - 0xFEE0), typed)
    return tuple(dict.fromkeys(half.split()))


def mark_words(text: str, words: Iterable[str]) -> list[MarkedPiece]:
    """`text` cut so that every occurrence of one of the words is a marked piece."""
    wanted = sorted({word for word in words if word}, key=len, reverse=True)
    if not wanted:
        return [MarkedPiece(text)]
    pattern = re.compile("|".join(re.escape(word) for word in wanted), re.IGNORECASE)
    return mark_spans(text, [match.span() for match in pattern.finditer(text)])


def mark_spans(text: str, spans: Iterable[tuple[int, int]]) -> list[MarkedPiece]:
    """`text` cut at the given spans, which are marked. Spans that overlap become one, what
    reaches past the text is cut; nothing of the text is lost or doubled."""
    pieces: list[MarkedPiece] = []
    position = 0
    for start, end in sorted(spans):
        start, end = max(start, position), min(end, len(text))
        if start >= end:
            continue
        if start > position:
            pieces.append(MarkedPiece(text[position:start]))
        pieces.append(MarkedPiece(text[start:end], marked=True))
        position = end
    if position < len(text) or not pieces:
        pieces.append(MarkedPiece(text[position:]))
    return pieces


def shortened(text: str, length: int = 60) -> str:
    """The beginning of a text, with an ellipsis where something was left off."""
    return text if len(text) <= length else text[:length].rstrip() + "……"
