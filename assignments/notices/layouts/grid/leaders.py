"""Who stands in a leaders' column, with words for what each does: 王明牵头，李强配合; 王明等."""

import re
from dataclasses import dataclass

from assignments.notices.rows import CoLeaderFound, LeaderFound
from assignments.notices.words.leaders import JOINTLY, SUPPORTING, leaders_in_column
from assignments.rules.characters import HAN
from assignments.rules.names import narrow

# More leaders than are named: 王明等, 王明等市领导, 王明等3人.
_OTHERS = re.compile(rf"(?<=[{HAN}]{{2}})等(?:[市县区]?领导|同志|\d人)?$")
# What a leader does, behind the name: 王明牵头, 李强(配合).
_DUTY = re.compile(
    r"^(?P<who>.+?)\s*\(?(?P<duty>总?牵头(?:抓总|负责)?|"
    r"主抓|负责|总负责|会同|配合|协助|协同|参与)\)?$"
)
# Words instead of a name: 见附件, 待定, 同上.
_NOBODY_NAMED = re.compile(r"^(?:详?见|待定|同上|另行)")
_HELPS = ("配合", "协助", "协同", "参与")


@dataclass(frozen=True)
class LeadersTold:
    """`others` says that the cell speaks of more leaders than it names."""

    leaders: list[LeaderFound]
    supporting: list[CoLeaderFound]
    others: bool = False


def leaders_told(text: str) -> LeadersTold:
    """Everybody whom a cell names; nobody where it cannot be read."""
    text, others = _OTHERS.subn("", text.strip())
    if _NOBODY_NAMED.match(text):
        return LeadersTold([], [])
    pieces = [
        # 牵头:陈大康;协同:周阳, and each on a line of its own.
        piece.strip()
        for piece in re.split(r"[、,，;；\n]", text)
        if piece.strip()
    ]
    duties = [_DUTY.match(narrow(piece)) for piece in pieces]
    if not any(duties):
        return LeadersTold(leaders_in_column(text), [], bool(others))
    leaders: list[LeaderFound] = []
    supporting: list[CoLeaderFound] = []
    for piece, duty in zip(pieces, duties, strict=True):
        named = leaders_in_column(duty["who"] if duty else piece)
        if not named:
            return LeadersTold([], [])
        if duty and duty["duty"] in (*_HELPS, "会同"):
            role = SUPPORTING if duty["duty"] in _HELPS else JOINTLY
            supporting += [CoLeaderFound(each.name, each.title, role) for each in named]
        else:
            leaders += named
    return (
        LeadersTold(leaders, supporting, bool(others))
        if leaders
        else LeadersTold([], [])
    )
