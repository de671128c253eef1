"""Cells that a copy glued together in one line of text, cut where one ends and the next begins."""

import re
from collections.abc import Sequence

from assignments.notices.blocks import TextLine
from assignments.notices.words.labels import labels_of, trailing_labels
from assignments.notices.words.leaders import leaders_in_cell
from assignments.notices.words.numbering import mark_of
from assignments.notices.words.units import is_unit, is_unit_cell, runs_on
from assignments.rules.characters import HAN
from assignments.rules.names import narrow

# A leader before the number of a row in one line: 周阳市长1.加快…
_LEADER = re.compile(rf"^([{HAN}\s]{{3,14}}?)(?=\d{{1,3}}[.、．])")


def unglued(line: TextLine) -> tuple[list[TextLine], str]:
    """周阳市长1.加快…。市府办 as three lines, and the units cut off its end ("" where there were
    none)."""
    match = _LEADER.match(line.text)
    leaders = leaders_in_cell(match[1]) if match else []
    if match and leaders and leaders[0].title:
        rest, tail = unglued(TextLine(line.text[match.end(1) :].strip(), line.source))
        return [TextLine(match[1].strip(), line.source), *rest], tail
    text, mark, tail = line.text.rpartition("。")
    if text and tail and mark_of(line.text) and is_unit_cell(tail):
        return [
            TextLine(text + mark, line.source),
            TextLine(tail.strip(), line.source),
        ], tail.strip()
    return [line], ""


# The number of a next item behind a sentence: …。2.修路; 2.5亿元 is none.
_ITEM = re.compile(r"(?<=[\s。.;；)】])(\d{1,3})[.、](?!\d)")
# A heading behind the last bracket of an item: …(省商务厅负责)(二)扩大投资。.
_LAST_HEADING = re.compile(
    r"(?<=[\s。.;；)）】])(?:[一二三四五六七八九十]{1,"
    r"3}、|[(（][一二三四五六七八九十]{1,3}[)）])[^。"
    r";；()（）\d]{2,40}[。\s]*$"
)
_LONGEST_PARAGRAPH = 100_000


def items_apart(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines, a paragraph cut that holds several items with labels of their own:
    1.…(责任单位:A)2.…"""
    result: list[TextLine] = []
    for line in lines:
        pieces = _items_of(line.text)
        result += (
            [TextLine(piece, line.source) for piece in pieces]
            if len(pieces) > 1
            else [line]
        )
    return result


def _items_of(text: str) -> list[str]:
    """The text's items, numbered on from its own number or from 1 behind a letter; only where each
    has labels."""
    folded = narrow(text) if len(text) <= _LONGEST_PARAGRAPH else ""
    if sum(map(folded.count, ("单位", "部门", "牵头", "负责"))) < 2:
        return [text]
    mark = mark_of(text)
    first = mark.number if mark and mark.dotted else 0
    cuts: list[int] = []
    for match in _ITEM.finditer(folded):
        if int(match[1]) == first + len(cuts) + 1:
            cuts.append(match.start())
    pieces = [
        text[a:b].strip() for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)
    ]
    with_headings = [_headings_apart(piece) for piece in pieces]
    items = [piece for piece, *_ in (with_headings if first else with_headings[1:])]
    whole = len(items) > 1 and all(map(trailing_labels, items))
    return [piece for each in with_headings for piece in each] if whole else [text]


def _headings_apart(text: str) -> list[str]:
    """An item, and the headings of those that follow, which stand behind it: …(省商务厅负责)
    (二)扩大投资。"""
    headings: list[str] = []
    while match := _LAST_HEADING.search(text):
        headings.insert(0, match[0].strip())
        text = text[: match.start()].strip()
    return [text, *headings]


# Lines of a bracket that a copy broke; one that is still open then was never closed.
_LONGEST_BRACKET = 6


def with_brackets_closed(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines, a bracket of labels that runs over lines' ends put together: (责任单位:A、 /
    B)."""
    result: list[TextLine] = []
    position = 0
    while position < len(lines):
        used = _lines_of_bracket(lines, position)
        text = ""
        for line in lines[position : position + used]:
            text += ("\n" if _begins_name(text, line.text) else "") + line.text
        result.append(
            TextLine(text, lines[position].source) if used > 1 else lines[position]
        )
        position += used
    return result


def _begins_name(before: str, line: str) -> bool:
    """Whether one name is over at the line's end and the next begins: (责任单位:文旅局 /
    文旅集团、各景区."""
    last, first = (
        re.split(r"[(（:：、,，;；\s]", before)[-1],
        re.split(r"[、,，;；)）]", line)[0],
    )
    return is_unit(last) and is_unit(first) and not runs_on(last, first)


def _lines_of_bracket(lines: Sequence[TextLine], position: int) -> int:
    """How many lines until the bracket is closed that labels open in this line; 1 where none is
    open."""
    text = ""
    for used, line in enumerate(lines[position : position + _LONGEST_BRACKET], 1):
        text += narrow(line.text)
        begin = max(text.rfind("("), text.rfind("【"))
        if text.count("(") == text.count(")") or (
            used == 1 and not labels_of(text[begin + 1 :])
        ):
            return used
    return 1
