"""When something is due, said in a cell or at the end of a list of units."""

import re

from assignments.notices.raw_rows import RawRow, SourcedText
from assignments.notices.words.units import cut
from assignments.rules.names import fold

DEADLINE = "完成时限"
# Words that a time begins with: 2026年, 12月, 三季度, 2026.6.30, 全年, 按省要求.
_WHEN = re.compile(
    r"^(?:(?:\d{4}|[今本当]|\d{2})年|\d{1,2}月|[一二三四上下]半?(?:季度|年)|第[一二三四]季度"
    r"|\d{4}[.\-/]\d{1,2}(?:[.\-/~至]\d{1,4})*$|全年|年[底内末]|长期|持续|常年|适时|及时|随时)"
    r"|^按.{0,10}(?:时限|要求|进度|时间|节点|计划)|时限$"
)
# Ends behind which a time may stand: 6月底, 12月底前完成.
_MAY_END = re.compile(r"(?:完成|落实|实施|推进|坚持|开展|[底前年月末])[。.]?$")


def tells_when(text: str) -> bool:
    """12月底前, 全年, 9月投入使用, 按省市要求时限: a time, and no sentence that begins with one."""
    folded = fold(text)
    return (
        len(folded) <= 20
        and not re.search(r"[。,，;；]", text)
        and bool(_WHEN.match(folded))
    )


def take_deadlines(row: RawRow) -> None:
    """Part a time from the units that it stands behind, in place: A、B，6月底完成."""
    for pieces in (
        row.units,
        row.lead,
        row.cooperating,
        *(part.units for part in row.parts),
    ):
        for at, piece in enumerate(pieces):
            names = cut(piece.text) if _MAY_END.search(piece.text) else []
            if len(names) < 2 or not tells_when(names[-1]):
                continue
            when = names[-1]
            pieces[at] = SourcedText("、".join(names[:-1]), piece.source)
            row.extra[DEADLINE] = (
                f"{row.extra[DEADLINE]}\n{when}" if DEADLINE in row.extra else when
            )
