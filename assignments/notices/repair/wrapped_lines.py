"""Running text whose paragraphs a copy broke at a fixed width, put together again."""

import re
from collections.abc import Sequence

from assignments.notices.blocks import TextLine
from assignments.notices.words.labels import is_known
from assignments.notices.words.notice_head import is_furniture
from assignments.notices.words.numbering import mark_of
from assignments.notices.words.sections import section_of
from assignments.rules.characters import HAN, drawn_width

_FEWEST_LINES, _NARROWEST, _WIDEST = 8, 20, 100
# Characters: no paragraph of a notice has as many, so lines join no further.
_LONGEST_PARAGRAPH = 4000
_SHARE = 0.3
"""So many lines at least are as long as the longest, where the width broke them."""
# Columns that a full line may lack: a Chinese character that no longer fits has two.
_ROOM = 2
# A label at the beginning of a line: 牵头单位：.
_LABEL = re.compile(rf"^([{HAN}]{{4,10}})[:：]")
# What begins a line of its own: 责任单位：, 【牵头单位：, ①, (1).
_BEGINS = re.compile(
    rf"^(?:[{HAN}]{{2,10}}[:：]|[(（【\[][^)）】\]]{{0,12}}[:：]|[①-⑳]|[(（]\d{{1,2}}[)）])"
)
# A line after which a new one may begin: …。 or …）.
_ENDED = re.compile(r"[。!?！？;；)）】]$")


def unwrapped(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines as paragraphs, where a fixed width broke them; else the same lines."""
    full = _full(lines)
    result: list[TextLine] = []
    goes_on = False
    for line, is_full in zip(lines, full, strict=True):
        if goes_on and not _begins_anew(result[-1].text, line.text):
            result[-1] = TextLine(result[-1].text + line.text, result[-1].source)
        else:
            result.append(line)
        goes_on = is_full and len(result[-1].text) < _LONGEST_PARAGRAPH
    return result


def _full(lines: Sequence[TextLine]) -> list[bool]:
    """Which lines are as long as there was room, in places or in characters, whichever more of them
    are."""
    longest = max((len(line.text) for line in lines), default=0)
    if len(lines) < _FEWEST_LINES or not _NARROWEST <= longest <= _WIDEST:
        return [False] * len(lines)
    ways: list[list[bool]] = []
    for measure in (drawn_width, len):
        widths = [measure(line.text) for line in lines]
        widest = max(widths)
        ways.append([width >= widest - _ROOM for width in widths])
    best = max(ways, key=sum)
    return best if sum(best) >= len(lines) * _SHARE else [False] * len(lines)


def _begins_anew(before: str, line: str) -> bool:
    mark = mark_of(line)
    if (mark and mark.dotted) or section_of(line) or is_furniture(line):
        return True
    if sum(map(before.count, "(（【")) > sum(map(before.count, ")）】")):
        return False
    label, ended = _LABEL.match(line), bool(_ENDED.search(before))
    return bool(
        (label and is_known(label[1]))
        or (ended and (_BEGINS.match(line) or line[0] in "(（【"))
    )
