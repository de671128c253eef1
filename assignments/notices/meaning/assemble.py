"""From the pieces of a row to the row: units in order, duties, co-leaders, targets, and its
doubts."""

from collections.abc import Iterable
from dataclasses import replace

from assignments.notices.meaning.row_doubts import OFFICE, doubts_of_row
from assignments.notices.meaning.row_units import (
    doubt_repeated,
    duties_of,
    each_once,
    units_of,
    with_sign,
)
from assignments.notices.meaning.stated import stated_fields
from assignments.notices.raw_rows import (
    ALL_LEAD,
    FIRST_LEADS,
    RawPart,
    RawRow,
    SourcedText,
    joined,
)
from assignments.notices.rows import (
    CoLeaderFound,
    Doubt,
    NoticeRow,
    RowPart,
    TargetFound,
)
from assignments.notices.words.leaders import JOINTLY, co_leaders, is_finished_remark
from assignments.notices.words.targets import find_targets
from assignments.notices.words.units import (
    cut,
    is_unit,
    run_together,
    without_mark,
)
from assignments.rules.names import split_note, unit_key


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
) -> tuple[NoticeRow, list[Doubt]]:
    """The row, and what is odd about it."""
    doubts: list[Doubt] = []
    lead, cooperating, assumed = duties_of(raw, known, doubts)
    parts = tuple(_part(raw, part, known, doubts) for part in raw.parts)
    if parts:
        lead = each_once([unit for part in parts for unit in part.lead] + list(lead))
        leading = {
            unit_key(unit.name) for unit in lead
        }  # of one part, though it helps with another
        helping = each_once(
            [unit for part in parts for unit in part.cooperating] + list(cooperating)
        )
        cooperating = tuple(
            unit for unit in helping if unit_key(unit.name) not in leading
        )
    text = raw.text.strip()
    row = NoticeRow(
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
    return row, doubts + doubts_of_row(row, raw)


def _all_unit_pieces(raw: RawRow) -> list[SourcedText]:
    return [
        *raw.units,
        *raw.lead,
        *raw.cooperating,
        *(piece for part in raw.parts for piece in [*part.lead, *part.units]),
    ]


def _part(
    raw: RawRow, part: RawPart, known: frozenset[str], doubts: list[Doubt]
) -> RowPart:
    lead = units_of(raw, part.lead, known, doubts)
    others = units_of(raw, part.units, known, doubts)
    lead = lead or with_sign(others)
    units = [*lead, *(unit for unit in others if unit not in lead)]
    doubt_repeated(raw, units, doubts)
    border = len(lead) or (len(units) if raw.duties == ALL_LEAD else 1)
    text = joined(part.texts)
    owner = units[0].name if units else None
    return RowPart(
        number=part.number,
        text=text,
        lead=tuple(units[:border]),
        cooperating=tuple(units[border:]),
        targets=tuple(find_targets(text, owner)),
        source=part.texts[0].source if part.texts else raw.source,
    )


def _targets_of(text: str, parts: tuple[RowPart, ...]) -> list[TargetFound]:
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
