"""From the pieces of a row to the row: units in order, duties, co-leaders, targets, and its
doubts."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assignments.notices.doubts import doubt
from assignments.notices.files.text.from_text import LOST
from assignments.notices.meaning.stated import stated_fields
from assignments.notices.raw_rows import (
    ALL_LEAD,
    FIRST_BY_RULE,
    FIRST_LEADS,
    Piece,
    RawPart,
    RawRow,
    joined,
)
from assignments.notices.rows import (
    CoLeaderFound,
    Doubt,
    Part,
    Row,
    TargetFound,
    UnitFound,
)
from assignments.notices.words.leaders import JOINTLY, co_leaders, is_finished_remark
from assignments.notices.words.targets import find_targets
from assignments.notices.words.units import (
    cut,
    is_broken,
    is_unit,
    names_in,
    run_together,
    unit_found,
    without_mark,
)
from assignments.rules.aims import aim
from assignments.rules.characters import has_private, ordinary_of
from assignments.rules.names import narrow, split_note, unit_key

MANY = 3
OFFICE = "领导职务"
# A note that says that its unit leads: 市发改局(牵头), 市经信局(主办单位).
_LEADS = re.compile(r"^(?:总?牵头|主办|主责|主要负责)(?:单位|部门)?$")
# A note that says that its unit helps: 市财政局(配合).
_HELPS = re.compile(r"^(?:配合|协办|协助|协同|参与|参加)(?:单位|部门)?$")
# A list of units that is not whole: 市财政局等, 市财政局等部门.
_AND_OTHERS = re.compile(r"等(?:部门|单位)?(?=[)）,，、;；。\s]|$)")


def known_names(raws: Iterable[RawRow]) -> frozenset[str]:
    """The names that stand alone somewhere in the document: what they border on can be cut off."""
    names: set[str] = set()
    for raw in raws:
        for piece in _all_unit_pieces(raw):
            names |= {
                split_note(without_mark(name))[0]
                for name in cut(piece.text)
                if is_unit(name)
            }
    return frozenset(name for name in names if run_together(name) == [name])


def titles_of(raws: Iterable[RawRow]) -> dict[str, str]:
    """Each leader's title as the leaders' column gives it, to read the short forms in remarks."""
    return {
        leader.name: leader.title
        for raw in raws
        for leader in raw.leaders
        if leader.title
    }


def finish(
    raw: RawRow, known: frozenset[str], titles: dict[str, str]
) -> tuple[Row, list[Doubt]]:
    """The row, and what is odd about it."""
    doubts: list[Doubt] = []
    lead, cooperating, assumed = _duties(raw, known, doubts)
    parts = tuple(_part(raw, part, known, doubts) for part in raw.parts)
    if parts:
        lead = _once([unit for part in parts for unit in part.lead] + list(lead))
        leading = {
            unit_key(unit.name) for unit in lead
        }  # of one part, though it helps with another
        helping = _once(
            [unit for part in parts for unit in part.cooperating] + list(cooperating)
        )
        cooperating = tuple(
            unit for unit in helping if unit_key(unit.name) not in leading
        )
    text = raw.text.strip()
    row = Row(
        kind=raw.kind,
        number=raw.number,
        text=text,
        leader=raw.leaders[0] if raw.leaders else None,
        lead=tuple(lead),
        cooperating=tuple(cooperating),
        duties_assumed=assumed
        or (
            raw.duties == FIRST_LEADS
            and any(part.units and not part.lead for part in raw.parts)
        ),
        co_leaders=tuple(_co_leaders(raw, titles)),
        remark=_remark(raw),
        parts=parts,
        targets=tuple(_targets_of(text, parts)),
        theme=raw.theme,
        extra=raw.extra | {OFFICE: raw.office} if raw.office else dict(raw.extra),
        source=raw.source,
    )
    row = replace(row, stated_fields=stated_fields(row, raw, assumed=assumed))
    return row, doubts + _doubts_of(row, raw)


def _all_unit_pieces(raw: RawRow) -> list[Piece]:
    return [
        *raw.units,
        *raw.lead,
        *raw.cooperating,
        *(piece for part in raw.parts for piece in [*part.lead, *part.units]),
    ]


def _duties(
    raw: RawRow, known: frozenset[str], doubts: list[Doubt]
) -> tuple[tuple[UnitFound, ...], tuple[UnitFound, ...], bool]:
    """Lead units, cooperating units, and whether the border between them is assumed."""
    lead = _units(raw, raw.lead, known, doubts)
    cooperating = _units(raw, raw.cooperating, known, doubts)
    units = _units(raw, raw.units, known, doubts)
    assumed = False
    marked = [unit for unit in units if re.search(r"^牵头", unit.note)] or _with_sign(
        units
    )
    if raw.duties == ALL_LEAD:
        lead += units
    elif lead:
        cooperating = units + cooperating
        assumed = raw.duties == FIRST_LEADS
    elif marked:
        lead, cooperating = (
            marked,
            [unit for unit in units if unit not in marked] + cooperating,
        )
        assumed = marked[0].marked
    else:
        lead, cooperating = units[:1], units[1:] + cooperating
        apart = len(units) == 1 and bool(
            raw.cooperating
        )  # those that help have a label or column of their own
        assumed = raw.duties != FIRST_BY_RULE and bool(lead) and not apart
    lead, cooperating = _told_by_notes(lead, cooperating)
    _doubt_repeated(raw, [*lead, *cooperating], doubts)
    return tuple(lead), tuple(cooperating), assumed


def _told_by_notes(
    lead: list[UnitFound], cooperating: list[UnitFound]
) -> tuple[list[UnitFound], list[UnitFound]]:
    """市发改局(牵头)、市经信局(配合) in one cell: who helps is none of those that lead, and the
    notes say no more."""
    helps = [unit for unit in lead if _HELPS.match(unit.note)]
    if len(helps) < len(lead):
        lead, cooperating = (
            [unit for unit in lead if unit not in helps],
            [*helps, *cooperating],
        )
    return _without_duties(lead), _without_duties(cooperating)


def _without_duties(units: list[UnitFound]) -> list[UnitFound]:
    says_duty = [
        bool(_HELPS.match(unit.note) or _LEADS.match(unit.note)) for unit in units
    ]
    return [
        replace(unit, note="") if of else unit
        for unit, of in zip(units, says_duty, strict=True)
    ]


def _with_sign(units: list[UnitFound]) -> list[UnitFound]:
    """The units with a sign before them, which lead, as it seems; where all have one it is a
    bullet."""
    marked = [unit for unit in units if unit.marked]
    return marked if len(marked) < len(units) else []


def _units(
    raw: RawRow, pieces: list[Piece], known: frozenset[str], doubts: list[Doubt]
) -> list[UnitFound]:
    units = []
    for piece in pieces:
        if _AND_OTHERS.search(piece.text):
            doubts.append(doubt("units_and_others", piece.source, raw))
        for written in names_in(piece.text):
            name = without_mark(written)
            names = run_together(name, known)
            units += [
                unit_found(each, piece.source, marked=name != written and not at)
                for at, each in enumerate(names)
            ]
            doubts += _doubts_of_name(raw, name, names, piece, known)
    return units


def _doubts_of_name(
    raw: RawRow, name: str, names: list[str], piece: Piece, known: frozenset[str]
) -> list[Doubt]:
    if len(names) > 1:
        shown = "、".join(f"“{each}”" for each in names)
        return [doubt("units_run_together", piece.source, raw, text=name, pieces=shown)]
    if is_broken(name):
        return [doubt("unit_name_broken", piece.source, raw, text=name)]
    if not is_unit(name):
        return [doubt("unit_unrecognised", piece.source, raw, text=name)]
    longer = [f"{prefix}{name}" for prefix in "市县区" if f"{prefix}{name}" in known]
    if longer and unit_key(longer[0]) == unit_key(name):
        return [
            doubt(
                "unit_prefix_missing", piece.source, raw, text=name, proposal=longer[0]
            )
        ]
    return []


def _doubt_repeated(raw: RawRow, units: list[UnitFound], doubts: list[Doubt]) -> None:
    times: Counter[str] = Counter()
    for unit in units:
        key = unit_key(unit.name)
        times[key] += 1
        if times[key] == 2:
            doubts.append(
                doubt("unit_repeated", unit.source or raw.source, raw, text=unit.name)
            )


def _once(units: list[UnitFound]) -> tuple[UnitFound, ...]:
    return tuple({unit_key(unit.name): unit for unit in reversed(units)}.values())[::-1]


def _part(
    raw: RawRow, part: RawPart, known: frozenset[str], doubts: list[Doubt]
) -> Part:
    lead = _units(raw, part.lead, known, doubts)
    others = _units(raw, part.units, known, doubts)
    lead = lead or _with_sign(others)
    units = [*lead, *(unit for unit in others if unit not in lead)]
    _doubt_repeated(raw, units, doubts)
    border = len(lead) or (len(units) if raw.duties == ALL_LEAD else 1)
    text = joined(part.texts)
    owner = units[0].name if units else None
    return Part(
        number=part.number,
        text=text,
        lead=tuple(units[:border]),
        cooperating=tuple(units[border:]),
        targets=tuple(find_targets(text, owner)),
        source=part.texts[0].source if part.texts else raw.source,
    )


def _targets_of(text: str, parts: tuple[Part, ...]) -> list[TargetFound]:
    """The row's targets; those of its parts with the part's unit and offsets in the row's text."""
    if not parts:
        return find_targets(text)
    targets, begin = [], 0
    for part in parts:
        begin = text.find(part.text, begin)
        for target in part.targets:
            targets.append(
                replace(target, start=target.start + begin, end=target.end + begin)
            )
        begin += len(part.text)
    return targets


def _remark(raw: RawRow) -> str:
    """The remark in one piece; a sentence that ran over lines is joined, a second one gets its own
    line."""
    texts = [piece.text for piece in raw.remarks]
    pairs = zip(["", *texts], texts, strict=False)
    return "".join(
        ("\n" if before and is_finished_remark(before) else "") + text
        for before, text in pairs
    )


def _co_leaders(raw: RawRow, titles: dict[str, str]) -> list[CoLeaderFound]:
    others = [
        CoLeaderFound(leader.name, leader.title, JOINTLY) for leader in raw.leaders[1:]
    ]
    others += [
        CoLeaderFound(leader.name, _full_title(leader, titles), leader.role)
        for leader in [*co_leaders(_remark(raw)), *raw.supporting]
    ]
    return list({leader.name: leader for leader in reversed(others)}.values())[::-1]


def _full_title(leader: CoLeaderFound, titles: dict[str, str]) -> str | None:
    """常务 is 常务副市长 where the document itself calls the same leader so."""
    full = titles.get(leader.name)
    return (
        full
        if full and leader.title and full.startswith(leader.title)
        else leader.title
    )


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


def doubts_of_endings(rows: Sequence[Row]) -> list[Doubt]:
    """Rows without a full stop at the end, in a document whose rows end with one."""
    without = [
        row
        for row in rows
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


def _doubts_of_signs(row: Row, raw: RawRow) -> list[Doubt]:
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


def _doubts_of(row: Row, raw: RawRow) -> list[Doubt]:
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
    doubts += _doubts_of_signs(row, raw)
    if not row.units and raw.units_due:
        doubts.append(doubt("units_missing", raw.source, raw))
    elif row.units and not row.lead:
        doubts.append(doubt("lead_missing", raw.source, raw))
    inside = _DUTY_INSIDE.search(row.text)
    if inside and row.units:
        doubts.append(doubt("units_in_text", raw.source, raw, text=inside[0]))
    if raw.leader_due and not raw.leaders and not raw.office:
        doubts.append(doubt("leader_missing", raw.source, raw))
    if (
        row.remark
        and re.search(r"会同|配合|总?牵头", row.remark)
        and not row.co_leaders
    ):
        doubts.append(
            doubt("leader_in_remark_unreadable", raw.source, raw, text=row.remark)
        )
    if row.number is None and raw.number_due:
        doubts.append(doubt("number_unreadable", raw.source, raw))
    for target in row.targets:
        if target.doubt:
            goal = aim(target.comparator, target.value, target.measure)
            words = {"text": target.text, "amount": target.amount, "goal": goal}
            doubts.append(doubt(target.doubt, raw.source, raw, **words))
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
    across = re.search(r"“[^“”]*,[^“”]*”", folded)
    return text[across.start() : across.end()] if across else ""
