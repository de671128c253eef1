"""Rows that are the same work under different leaders, and where their copies disagree."""

from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import combinations, islice

from assignments.notices.doubts import doubt
from assignments.notices.rows import (
    Difference,
    Doubt,
    JointProposal,
    NoticeRow,
    UnitFound,
)
from assignments.notices.words.leaders import JOINTLY
from assignments.rules.names import fold, leader_key, unit_key

# Copies of one work differ by a sign or a word; works of one kind in two towns by more.
ALIKE = 0.9
LONGEST = 1000  # comparing takes the square of the length
MOST_COMPARED = 300  # and more copies than these no notice has
_LABELS = {
    "text": "文字",
    "lead": "牵头单位",
    "cooperating": "配合单位",
    "units": "责任单位",
}


def propose(rows: Sequence[NoticeRow]) -> list[JointProposal]:
    """Pairs of rows with the same text (exact), or nearly the same where the remarks name each
    other's leaders; in the order of their first rows. Rows of one leader are never a pair."""
    proposals = []
    taken: set[tuple[int, int]] = set()
    for first, second in _candidates(rows):
        if _leader(first) == _leader(second) or first.kind != second.kind:
            continue
        exact = _plain(first.text) == _plain(second.text)
        alike = exact or (_named(first, second) and _similar(first.text, second.text))
        if alike and (id(first), id(second)) not in taken:
            taken.add((id(first), id(second)))
            proposals.append(
                JointProposal(first, second, exact, tuple(differences(first, second)))
            )
    return proposals


def _candidates(rows: Sequence[NoticeRow]) -> list[tuple[NoticeRow, NoticeRow]]:
    """Equal texts first by a dictionary; only rows whose remark names a leader are compared for
    likeness."""
    by_text: dict[str, list[NoticeRow]] = defaultdict(list)
    for row in rows:
        if len(_plain(row.text)) >= 4:
            by_text[_plain(row.text)].append(row)
    order = {id(row): position for position, row in enumerate(rows)}
    pairs = [
        pair
        for same in by_text.values()
        if len(same) < 10
        for pair in combinations(same, 2)
    ]
    remarked = [row for row in rows if _has_joint_leader(row)]
    if len(remarked) <= 200:
        named = (pair for pair in combinations(remarked, 2) if _named(*pair))
        pairs += islice(named, MOST_COMPARED)
    return sorted(pairs, key=lambda pair: (order[id(pair[0])], order[id(pair[1])]))


def _has_joint_leader(row: NoticeRow) -> bool:
    return any(leader.role == JOINTLY for leader in row.co_leaders)


def _plain(text: str) -> str:
    return fold(text).rstrip("。.;,，、")


def _leader(row: NoticeRow) -> str:
    return leader_key(row.leader.name) if row.leader else ""


def _named(first: NoticeRow, second: NoticeRow) -> bool:
    return _leader(first) in {
        leader_key(leader.name) for leader in second.co_leaders
    } and _leader(second) in {leader_key(leader.name) for leader in first.co_leaders}


def _similar(first: str, second: str) -> bool:
    if max(len(first), len(second)) > LONGEST:
        return False
    matcher = SequenceMatcher(None, _plain(first), _plain(second), autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def differences(first: NoticeRow, second: NoticeRow) -> list[Difference]:
    """Where two copies disagree: the text, the lead units, the units as a whole."""
    disagreements = []
    if fold(first.text) != fold(second.text):
        disagreements.append(
            Difference("text", "文字略有不同", (first.text,), (second.text,))
        )
    leads = _keys(first.lead), _keys(second.lead)
    if leads[0] != leads[1]:
        disagreements.append(
            _difference("lead", first.lead, second.lead, first, second)
        )
    if _keys(first.units) != _keys(second.units):
        disagreements.append(
            _difference("units", first.units, second.units, first, second)
        )
    return disagreements


def _keys(units: Sequence[UnitFound]) -> list[str]:
    return [unit_key(unit.name) for unit in units]


def _difference(
    field: str,
    ones: Sequence[UnitFound],
    others: Sequence[UnitFound],
    first: NoticeRow,
    second: NoticeRow,
) -> Difference:
    only = [unit.name for unit in ones if unit_key(unit.name) not in _keys(others)]
    missing = [unit.name for unit in others if unit_key(unit.name) not in _keys(ones)]
    pieces = []
    if only:
        pieces.append(f"第{first.number}项多列“{'、'.join(only)}”")
    if missing:
        pieces.append(f"第{second.number}项多列“{'、'.join(missing)}”")
    message = f"{_LABELS[field]}不一致：{'，'.join(pieces) or '顺序不同'}"
    names = tuple(unit.name for unit in ones), tuple(unit.name for unit in others)
    return Difference(field, message, *names)


def doubts_of(proposals: Sequence[JointProposal]) -> list[Doubt]:
    return [
        doubt(
            "joint_copies_differ",
            proposal.first.source,
            proposal.first,
            first=proposal.first.number,
            second=proposal.second.number,
            difference=difference.message,
        )
        for proposal in proposals
        for difference in proposal.differences
    ]
