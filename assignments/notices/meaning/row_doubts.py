"""What is odd about a row that was read, and about the rows of a document together."""

import re
from collections.abc import Sequence

from assignments.notices.doubts import doubt
from assignments.notices.files.text.from_text import LOST
from assignments.notices.raw_rows import (
    RawRow,
)
from assignments.notices.rows import (
    Doubt,
    NoticeRow,
)
from assignments.rules.aims import aim
from assignments.rules.characters import has_private, ordinary_of
from assignments.rules.names import narrow

# So many rows with an office and no name are asked about once, together.
MANY = 3
OFFICE = "领导职务"


def doubts_of_offices(raws: Sequence[RawRow]) -> list[Doubt]:
    """Leaders named by their office alone: asked about once where the document does so
    throughout."""
    unnamed = [raw for raw in raws if raw.office and not raw.leaders]
    if len(unnamed) < MANY:
        return [
            doubt("leader_name_missing", raw.source, raw, text=raw.office)
            for raw in unnamed
        ]
    offices = list(dict.fromkeys(raw.office for raw in unnamed))
    examples = "".join(f"“{office}”" for office in offices[:MANY])
    return [
        doubt(
            "leaders_by_office",
            unnamed[0].source,
            text=examples,
            count=len(unnamed),
            column=OFFICE,
        )
    ]


def doubts_of_endings(rows: Sequence[NoticeRow]) -> list[Doubt]:
    """Rows without a full stop at the end, in a document whose rows end with one."""
    without = [
        row
        for row in rows
        # …推进港区建设 / 加快: a row that ends like this was cut off.
        if row.text and not re.search(r"[。.!?；;！？…”）)]$", row.text)
    ]
    if len(rows) < 5 or len(without) > len(rows) / 5:
        return []
    return [doubt("text_end_missing", row.source, row) for row in without]


# Openings that lost their first character: no task begins with these characters by themselves.
_TAILS = {
    "快": "加快",
    "善": "完善",
    "升": "提升",
    "续": "持续",
    "造": "打造",
    "进": "推进",
    "展": "开展",
    "极": "积极",
}
_WHOLE = (
    "快速", "快捷", "善治", "善待", "升级", "续建", "造林", "造船", "进一步", "进口", "进出口",
    "进博", "展示", "展览",
    "极大",
)  # fmt: skip
# Units in the middle of a text, behind one of several things to do: (市发改局牵头).
_DUTY_INSIDE = re.compile(
    r"[(（](?=[^()（）]*[局委办镇街])[^()（）]{3,60}(?:牵头|负责|配合)[)）]"
)


def _doubts_of_signs(row: NoticeRow, raw: RawRow) -> list[Doubt]:
    """Characters that were lost on the way, and those that each computer draws in its own way."""
    leaders = [each.name for each in (row.leader, *row.co_leaders) if each]
    texts = (
        row.text,
        row.remark,
        *(unit.name for unit in row.units),
        *leaders,
        *row.extra.values(),
    )
    doubts = []
    lost = next((text for text in texts if LOST in text), "")
    if lost:
        around = _around(lost, lost.index(LOST))
        doubts.append(doubt("characters_lost", raw.source, raw, text=around))
    private = next((text for text in texts if has_private(text)), "")
    if private:
        sign = has_private(private)
        meant = ordinary_of(sign)
        proposal = f"，可能是“{meant}”" if meant else ""
        around = _around(private, private.index(sign))
        doubts.append(
            doubt("characters_private", raw.source, raw, text=around, proposal=proposal)
        )
    return doubts


def _around(text: str, at: int) -> str:
    return text[max(0, at - 6) : at + 7]


def doubts_of_row(row: NoticeRow, raw: RawRow) -> list[Doubt]:
    """What may be wrong with a row, in the order in which a person reads it."""
    doubts = [
        *_doubts_of_text(row, raw),
        *_doubts_of_signs(row, raw),
        *_doubts_of_units(row, raw),
        *_doubts_of_leaders(row, raw),
    ]
    if row.number is None and raw.number_due:
        doubts.append(doubt("number_unreadable", raw.source, raw))
    for target in row.targets:
        if target.doubt:
            goal = aim(target.comparator, target.value, target.measure)
            words = {"text": target.text, "amount": target.amount, "goal": goal}
            doubts.append(doubt(target.doubt, raw.source, raw, **words))
    return doubts


def _doubts_of_text(row: NoticeRow, raw: RawRow) -> list[Doubt]:
    """A text that is missing, torn off at its beginning, or lacks half of a quote."""
    doubts = []
    if not row.text:
        doubts.append(doubt("text_missing", raw.source, raw))
    opening = row.text[:1]
    if opening in _TAILS and not row.text.startswith(_WHOLE):
        doubts.append(
            doubt(
                "text_start_missing",
                raw.source,
                raw,
                text=row.text[:5],
                proposal=_TAILS[opening],
            )
        )
    odd = _unbalanced(row.text)
    if odd:
        doubts.append(doubt("text_quote_unbalanced", raw.source, raw, text=odd))
    return doubts


def _doubts_of_units(row: NoticeRow, raw: RawRow) -> list[Doubt]:
    """No units, none that leads, or units named in the text too."""
    doubts = []
    if not row.units and raw.units_due:
        doubts.append(doubt("units_missing", raw.source, raw))
    elif row.units and not row.lead:
        doubts.append(doubt("lead_missing", raw.source, raw))
    inside = _DUTY_INSIDE.search(row.text)
    if inside and row.units:
        doubts.append(doubt("units_in_text", raw.source, raw, text=inside[0]))
    return doubts


def _doubts_of_leaders(row: NoticeRow, raw: RawRow) -> list[Doubt]:
    """No leader, or one in the remark whom nobody can read there."""
    doubts = []
    if raw.leader_due and not raw.leaders and not raw.office:
        doubts.append(doubt("leader_missing", raw.source, raw))
    if (
        row.remark
        # 会同周副市长: the remark speaks of leading, and nobody was read from it.
        and re.search(r"会同|配合|总?牵头", row.remark)
        and not row.co_leaders
    ):
        doubts.append(
            doubt("leader_in_remark_unreadable", raw.source, raw, text=row.remark)
        )
    return doubts


def _unbalanced(text: str) -> str:
    """Some characters around the first quote or bracket that has no other half, or ""."""
    folded = narrow(text)
    for left, right in (("“", "”"), ("(", ")"), ("《", "》")):
        if left not in folded and right not in folded:
            continue
        opened = -1
        for position, character in enumerate(folded):
            if character == left:
                if opened >= 0:
                    return text[max(0, opened - 2) : opened + 10]
                opened = position
            elif character == right:
                if opened < 0:
                    return text[max(0, position - 8) : position + 3]
                opened = -1
        if opened >= 0:
            return text[max(0, opened - 2) : opened + 10]
    # “最多跑一次,改革”: a quote over a comma is most often two halves of two quotes.
    across = re.search(r"“[^“”]*,[^“”]*”", folded)
    return text[across.start() : across.end()] if across else ""
