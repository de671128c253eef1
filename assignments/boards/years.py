"""Works of two years beside each other: which of them are the same one going on."""

from dataclasses import dataclass

from assignments.ledger.figures import Board, Pile
from assignments.ledger.lines import WorkLine
from assignments.models import Period
from assignments.rules.likeness import Described, same_works

REASON = (
    "跨年度没有编号可对：两年中有共同的牵头单位、"
    "简称或正文除数字外基本相同、且没有第二项与之相近的，"
    "认定为同一项工作；"
    "其余没有把握，只比较数量，不逐项对应。"
)


@dataclass(frozen=True)
class Unmatched:
    """The works of one period that none of the other is surely the same as."""

    period: Period
    pile: Pile


def matched(now: Board, then: Board) -> dict[int, WorkLine]:
    """By the id of a work of `now`: its line in `then`. Within a year a work is itself."""
    if now.period.year == then.period.year:
        return then.by_work
    pairs = same_works(map(described, then.lines), map(described, now.lines))
    return {key: then.by_work[earlier] for key, earlier in pairs.items()}


def described(line: WorkLine) -> Described:
    return Described(
        line.work.id,
        line.work.title,
        tuple(task.text for task in line.tasks),
        frozenset(unit.merged_into_id or unit.id for unit in line.lead_units),
    )


def unmatched(now: Board, then: Board, pairs: dict[int, WorkLine]) -> list[Unmatched]:
    """What has no counterpart, on either side; nothing within a year."""
    if now.period.year == then.period.year:
        return []
    met = {line.work.id for line in pairs.values()}
    fresh = tuple(line for line in now.lines if line.work.id not in pairs)
    gone = tuple(line for line in then.lines if line.work.id not in met)
    return [
        Unmatched(now.period, Pile("fresh", f"{now.period.year}年没有对应到的", fresh)),
        Unmatched(then.period, Pile("gone", f"{then.period.year}年没有对应到的", gone)),
    ]
