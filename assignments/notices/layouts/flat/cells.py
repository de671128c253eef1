"""Cells of a table without borders that the plan has no place for, and those with a label in
front."""

import re
from collections.abc import Sequence

from assignments.notices.blocks import TextLine
from assignments.notices.doubts import doubt
from assignments.notices.layouts.items.labels import put_into_row
from assignments.notices.raw_rows import RawRow
from assignments.notices.rows import Doubt
from assignments.notices.words.labels import labels_of
from assignments.notices.words.numbering import number_alone
from assignments.rules.characters import HAN

# A heading's number in a cell of its own: (一), 三、.
_LONE_ORDINAL = re.compile(
    r"^(?:[(（][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、)$"
)
_LONGEST_HEADING = 40
# A cell with its label in front: 省牵头单位:省农业农村厅.
_LABELLED = re.compile(
    rf"^(?P<label>[{HAN}]{{0,6}}(?:单位|部门|领导|责任人|联系人))\s*[:：]\s*(?P<value>.+)$"
)


def put_extra(row: RawRow, name: str, text: str) -> None:
    """Keep a cell with the row under the name of its column; a second one of that name on its
    own line."""
    row.extra[name] = f"{row.extra[name]}\n{text}" if name in row.extra else text


def take_label(row: RawRow, line: TextLine) -> list[Doubt] | None:
    """Take 省牵头单位:省农业农村厅 into the row: a label nobody knows stays with it and is asked
    about. None for any other line."""
    match = _LABELLED.match(line.text)
    if not match:
        return None
    labels = labels_of(line.text)
    if labels and labels.names_anybody:
        return put_into_row(row, labels, line)
    put_extra(row, match["label"], match["value"])
    return [doubt("label_unknown", line.source, row, text=match["label"])]


def with_sections_whole(
    lines: Sequence[TextLine],
) -> tuple[list[TextLine], list[TextLine]]:
    """The lines, a heading in one whose number stood in a cell of its own: (一) / 加强科技; and
    that of a heading above the first of them which lost its number."""
    whole: list[TextLine] = []
    position = 0
    while position < len(lines):
        line, following = (
            lines[position],
            lines[position + 1].text if position + 1 < len(lines) else "",
        )
        heads = (
            bool(_LONE_ORDINAL.match(line.text))
            and 1 < len(following) <= _LONGEST_HEADING
        )
        heads = (
            heads
            and number_alone(following) is None
            and not _LONE_ORDINAL.match(following)
        )
        whole.append(
            TextLine(line.text + following.rstrip("。"), line.source) if heads else line
        )
        position += 1 + heads
    lost = (
        len(whole) > 1 and len(lines) > 1 and bool(_LONE_ORDINAL.match(lines[1].text))
    )
    lost = (
        lost
        and len(lines[0].text) <= _LONGEST_HEADING
        and number_alone(lines[0].text) is None
    )
    return (
        (whole[1:], whole[:1])
        if lost and not _LONE_ORDINAL.match(lines[0].text)
        else (whole, [])
    )


def doubts_of_marks(starred: Sequence[TextLine]) -> list[Doubt]:
    """Asked once about numbers that carry a sign: 1*."""
    return [
        doubt("number_marked", line.source, text=line.text, count=len(starred))
        for line in starred[:1]
    ]
