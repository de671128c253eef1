"""Where tables that lost their borders begin in a run of lines: by their headings, one on each
line."""

import re
from collections.abc import Sequence

from assignments.notices.blocks import TextLine
from assignments.notices.layouts.flat.head import names_table
from assignments.notices.words.headings import (
    LEADER,
    NUMBER,
    TEXT,
    is_caption,
    is_header,
    is_other_heading,
    is_theme,
    role_of,
)
from assignments.notices.words.headline import leaders_above
from assignments.notices.words.numbering import mark_of
from assignments.notices.words.sections import section_of
from assignments.notices.words.units import is_unit
from assignments.rules.characters import HAN
from assignments.rules.names import fold

# A heading that nobody knows, short and without marks: 计划投资, 2026年目标.
_PLAIN = re.compile(rf"^(?:[{HAN}]|20\d\d年)[^。,，;；:：]{{1,11}}$")
# A measure behind a heading: 计划投资(万元).
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_MOST_UNKNOWN = 5
_NARROW = 6
# A line that ends a sentence is a cell of text: 完成主体工程。.
SENTENCE_END = re.compile(r"[。!?;！？；]$")


def table_starts(lines: Sequence[TextLine]) -> list[tuple[int, int, int]]:
    """Where flattened tables begin: (first line with the caption, first heading, first line of the
    body)."""
    starts = []
    index = 0
    while index < len(lines):
        end = index
        while end < len(lines) and (
            _heads_column(lines[end].text) or _between_heads(lines, index, end)
        ):
            end += 1
        if (
            end - index > 2
            # 2026年重点工作, above 序号.
            and re.match(r"^\d{4}年", lines[index].text)
            and _stands_first([line.text for line in lines[index + 1 : end]])
        ):
            index += 1  # 2026年重点工作 above 序号 is what the table is called
        if is_header([line.text for line in lines[index:end]]):
            caption = (
                index - 1
                if index and _could_be_caption(lines[index - 1].text)
                else index
            )
            starts.append((caption, index, end))
        elif end == index and is_caption(lines[index].text):
            near = lines[index + 1 : index + 3]
            if any(role_of(line.text) for line in near) and not is_header(
                [line.text for line in near]
            ):
                starts.append((index, index + 1, index + 1))
        index = max(end, index + 1)
    return starts


def without_repetitions(
    lines: Sequence[TextLine], starts: Sequence[tuple[int, int, int]]
) -> list[tuple[int, int, int]]:
    """The tables without those that only go on: a page break repeats the headings, and no other
    title with them."""
    kept: list[tuple[int, int, int]] = []
    for start in starts:
        caption, heading, body = start
        title = fold(lines[caption].text) if caption < heading else ""
        if (
            kept
            and set(_folded(lines, start)) <= set(_folded(lines, kept[-1]))
            and body > heading
        ):
            before = fold(lines[kept[-1][0]].text) if kept[-1][0] < kept[-1][1] else ""
            if title == before or not (names_table(title) or leaders_above(title)):
                continue
        if kept and kept[-1][0] == caption:
            kept.pop()  # a title whose headings seemed lost, since that of themes stands first
        kept.append(start)
    return kept


def _folded(lines: Sequence[TextLine], start: tuple[int, int, int]) -> list[str]:
    return [fold(line.text) for line in lines[start[1] : start[2]]]


def _stands_first(headings: Sequence[str]) -> bool:
    """Whether the headings begin with a column that stands before that of the tasks, which is among
    them."""
    first = role_of(headings[0])
    of_rows = first == NUMBER or is_theme(fold(headings[0]))
    return of_rows or (first == LEADER and TEXT in map(role_of, headings))


def _heads_column(text: str) -> bool:
    folded = (
        # 《政府工作报告》任务 is a heading by 任务 alone.
        _IN_BRACKETS.sub("", re.sub(r"《[^》]*》", "", fold(text)))
        if len(text) <= 40
        else ""
    )
    known = role_of(folded) or is_other_heading(folded) or is_theme(folded)
    return len(folded) <= 12 and bool(known)


def _between_heads(lines: Sequence[TextLine], index: int, end: int) -> bool:
    """Whether a heading whose meaning is not known stands between two that are known:
    计划投资(万元). A narrow column breaks one over lines, so that several may."""
    if end == index or not _heads_column(lines[index].text):
        return False
    for line in lines[end : end + _MOST_UNKNOWN]:
        if not _names_column(line.text):
            return False
        end += 1
        if end < len(lines) and _heads_column(lines[end].text):
            return True
    return False


def _names_column(text: str) -> bool:
    folded = fold(text) if len(text) <= 24 else ""
    return bool(_PLAIN.match(folded)) and not is_unit(text) and section_of(text) is None


def with_headings_whole(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines, the headings of narrow columns put together that run over a line's end: 责任 /
    单位."""
    pairs = {
        at
        for at in range(len(lines) - 1)
        if _are_one(lines[at].text, lines[at + 1].text)
    }
    heads = {
        at
        for at, line in enumerate(lines)
        if len(line.text) <= 24 and _heads_column(line.text)
    }
    result: list[TextLine] = []
    position = 0
    while position < len(lines):
        near = {position - 2, position - 1, position + 2} & (heads | pairs)
        if position in pairs and near:
            text = lines[position].text + lines[position + 1].text
            result.append(TextLine(text, lines[position].source))
            position += 2
        else:
            result.append(lines[position])
            position += 1
    return result


def _are_one(first: str, second: str) -> bool:
    if len(first) > _NARROW or len(second) > _NARROW:
        return False
    if _IN_BRACKETS.fullmatch(fold(second)):
        return _names_column(first)
    whole = fold(first + second)
    is_second_half = fold(second) in ("单位", "部门", "领导") and len(first) == 2
    return bool(role_of(whole) or is_other_heading(whole)) and (
        is_second_half or not _heads_column(first)
    )


def _could_be_caption(text: str) -> bool:
    if is_caption(text):
        return True
    return (
        not SENTENCE_END.search(text)
        and not is_unit(text)
        and len(text) <= 60
        and not mark_of(text)
    )
