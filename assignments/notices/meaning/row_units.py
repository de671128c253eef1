"""The units of a row: their names cut apart, who leads, and what is odd about them."""

import re
from collections import Counter
from dataclasses import replace

from assignments.notices.doubts import doubt
from assignments.notices.raw_rows import (
    ALL_LEAD,
    FIRST_BY_RULE,
    FIRST_LEADS,
    RawRow,
    SourcedText,
)
from assignments.notices.rows import (
    Doubt,
    UnitFound,
)
from assignments.notices.words.units import (
    is_broken,
    is_unit,
    names_in,
    run_together,
    unit_found,
    without_mark,
)
from assignments.rules.names import unit_key

# A note that says that its unit leads: 市发改局(牵头), 市经信局(主办单位).
_LEADS = re.compile(r"^(?:总?牵头|主办|主责|主要负责)(?:单位|部门)?$")
# A note that says that its unit helps: 市财政局(配合).
_HELPS = re.compile(r"^(?:配合|协办|协助|协同|参与|参加)(?:单位|部门)?$")
# A list of units that is not whole: 市财政局等, 市财政局等部门.
_AND_OTHERS = re.compile(r"等(?:部门|单位)?(?=[)）,，、;；。\s]|$)")


def duties_of(
    raw: RawRow, known: frozenset[str], doubts: list[Doubt]
) -> tuple[tuple[UnitFound, ...], tuple[UnitFound, ...], bool]:
    """Lead units, cooperating units, and whether the border between them is assumed."""
    lead = units_of(raw, raw.lead, known, doubts)
    cooperating = units_of(raw, raw.cooperating, known, doubts)
    units = units_of(raw, raw.units, known, doubts)
    assumed = False
    # 市发改局(牵头)、市经信局.
    marked = [unit for unit in units if re.search(r"^牵头", unit.note)] or with_sign(
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
    doubt_repeated(raw, [*lead, *cooperating], doubts)
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


def with_sign(units: list[UnitFound]) -> list[UnitFound]:
    """The units with a sign before them, which lead, as it seems; where all have one it is a
    bullet."""
    marked = [unit for unit in units if unit.marked]
    return marked if len(marked) < len(units) else []


def units_of(
    raw: RawRow, pieces: list[SourcedText], known: frozenset[str], doubts: list[Doubt]
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
    raw: RawRow, name: str, names: list[str], piece: SourcedText, known: frozenset[str]
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


def doubt_repeated(raw: RawRow, units: list[UnitFound], doubts: list[Doubt]) -> None:
    times: Counter[str] = Counter()
    for unit in units:
        key = unit_key(unit.name)
        times[key] += 1
        if times[key] == 2:
            doubts.append(
                doubt("unit_repeated", unit.source or raw.source, raw, text=unit.name)
            )


def each_once(units: list[UnitFound]) -> tuple[UnitFound, ...]:
    return tuple({unit_key(unit.name): unit for unit in reversed(units)}.values())[::-1]
