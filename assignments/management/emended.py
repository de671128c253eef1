"""The reading of the 2021 notice with its emendations applied."""

from dataclasses import replace

from assignments.management.emendations import (
    EMENDATIONS,
    PLAN,
    REPEATED,
    TEXT,
    UNIT,
    Emendation,
)
from assignments.notices.rows import Notice, NoticeRow
from assignments.notices.words.targets import find_targets


class StrayEmendation(Exception):
    """An emendation whose old words are not in the reading."""


def name_of(row: NoticeRow) -> str:
    """key 12, livelihood 3: how emendations and notes name a row."""
    return f"{row.kind} {row.number}"


def emended(
    notice: Notice, emendations: tuple[Emendation, ...] = EMENDATIONS
) -> Notice:
    """The notice with every emendation applied once, in their order. Raises StrayEmendation."""
    rows = {name_of(row): row for row in notice.rows}
    head = notice.plan
    for emendation in emendations:
        if emendation.field == PLAN:
            head = replace(head, title=substituted(head.title or "", emendation))
        elif emendation.row not in rows:
            raise StrayEmendation(
                f"没有读到 {emendation.row}，无法勘误：{emendation.old}"
            )
        else:
            rows[emendation.row] = CHANGES[emendation.field](
                rows[emendation.row], emendation
            )
    return replace(notice, plan=head, rows=tuple(rows.values()))


def with_text(row: NoticeRow, emendation: Emendation) -> NoticeRow:
    """The row with a passage of its text replaced and its targets found anew, since their places
    moved."""
    text = substituted(row.text, emendation)
    return replace(row, text=text, targets=tuple(find_targets(text)))


def with_unit(row: NoticeRow, emendation: Emendation) -> NoticeRow:
    """The row with one unit under its right name."""
    number = sum(unit.name == emendation.old for unit in row.units)
    demand_one(number, row, emendation)
    return replace(
        row,
        lead=tuple(
            replace(u, name=emendation.new) if u.name == emendation.old else u
            for u in row.lead
        ),
        cooperating=tuple(
            replace(u, name=emendation.new) if u.name == emendation.old else u
            for u in row.cooperating
        ),
    )


def without_repetition(row: NoticeRow, emendation: Emendation) -> NoticeRow:
    """The row with the last of two mentions of a unit left out."""
    named = [unit.name for unit in row.units]
    demand_one(named.count(emendation.old) - 1, row, emendation)
    last = len(named) - 1 - named[::-1].index(emendation.old)
    kept = [
        unit
        for place, unit in enumerate(row.cooperating, start=len(row.lead))
        if place != last
    ]
    return replace(row, cooperating=tuple(kept))


def substituted(text: str, emendation: Emendation) -> str:
    if text.count(emendation.old) != 1:
        raise StrayEmendation(
            f"{emendation.row}：原文中没有（或不止一处）“{emendation.old}”"
        )
    return text.replace(emendation.old, emendation.new)


def demand_one(number: int, row: NoticeRow, emendation: Emendation) -> None:
    if number != 1:
        raise StrayEmendation(
            f"{name_of(row)}：单位中没有（或不止一处）“{emendation.old}”"
        )


CHANGES = {TEXT: with_text, UNIT: with_unit, REPEATED: without_repetition}
