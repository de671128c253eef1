"""What was changed in a work's records, in words: "“完成时限”由 2021-12-31 改为 2021-11-30"."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from assignments.boards.timeline_records import Snapshot
from assignments.models import (
    Assessment,
    CoLeader,
    Period,
    PlannedValue,
    Responsibility,
    Target,
    Task,
    Work,
    WorkPhoto,
)
from assignments.rules.aims import plain

MODELS = {
    "work": Work,
    "task": Task,
    "target": Target,
    "duty": Responsibility,
    "planned": PlannedValue,
    "co_leader": CoLeader,
    "photo": WorkPhoto,
    "judged": Assessment,
}
EMPTY = "（空）"


@dataclass
class Change:
    """What one person changed at one moment for one reason."""

    at: datetime
    who: str
    why: str
    lines: list[str] = field(default_factory=list)


def changes(found: Iterable[Snapshot]) -> list[Change]:
    """The steps of the histories as changes, oldest first. What came with the work itself
    (its first rows, written together with it) is its beginning, not a change of it. A work that
    was there before histories were kept has no beginning: all that is told of it are changes."""
    steps = sorted(
        (s for s in found if s.kind in MODELS), key=lambda s: (s.at, s.data["step"])
    )
    begun = steps[0] if steps and steps[0].kind in ("work", "task") else None
    before: dict[tuple[str, int], Snapshot] = {}
    told: dict[tuple, Change] = {}
    for step in steps:
        earlier = before.get((step.kind, step.key))
        before[step.kind, step.key] = step
        lines = words(step, earlier, begun)
        if lines:
            minute = step.at.replace(second=0, microsecond=0)
            change = told.setdefault(
                (minute, step.who, step.data["why"]),
                Change(step.at, step.who, step.data["why"] or ""),
            )
            change.lines += lines
    return list(told.values())


def words(
    step: Snapshot, earlier: Snapshot | None, begun: Snapshot | None
) -> list[str]:
    """What one step did, a line for each field."""
    name = name_of(step)
    if step.data["done"] == "-":
        return [f"删除{name}"]
    if step.data["done"] == "+":
        if step is begun:
            return ["建立"]
        together = begun is not None and (step.at - begun.at).total_seconds() < 60
        return [] if together else [f"新增{name}"]
    if earlier is None:
        return [f"修改{name}"]
    return [f"{name}：{line}" for line in differences(step, earlier)]


def differences(step: Snapshot, earlier: Snapshot) -> list[str]:
    """From what to what, a line for each field."""
    return [
        (
            f"“{label(step.kind, key)}”由 {shown(step.kind, key, old)} "
            f"改为 {shown(step.kind, key, new)}"
        )
        for key, new in step.data["record"].items()
        if (old := earlier.data["record"].get(key)) != new
    ]


def name_of(step: Snapshot) -> str:
    """Which record a step is about, so that a reader knows it again."""
    record = step.data["record"]
    if step.kind == "work":
        return "工作"
    if step.kind == "task":
        return f"任务“{shown('task', 'kind', record['kind'])} {record['number']}”"
    if step.kind == "target":
        return f"目标“{record['text']}”"
    if step.kind == "planned":
        period = Period(kind=record["period_kind"], index=record["period"]).short
        return f"{period}计划值“{record['target']}” {shown('planned', 'value', record['value'])}"
    if step.kind == "co_leader":
        return f"协同领导“{record['leader']}”（{shown('co_leader', 'role', record['role'])}）"
    if step.kind == "photo":
        return f"照片“{record['caption']}”"
    return f"责任单位“{record['unit']}”（{shown('duty', 'duty', record['duty'])}）"


def label(kind: str, key: str) -> str:
    return str(MODELS[kind]._meta.get_field(key).verbose_name)


def shown(kind: str, key: str, value: Any) -> str:
    """A value as people write it: the word of a choice, 是 or 否, a number without noughts."""
    if value in ("", None):
        return EMPTY
    model_field = MODELS[kind]._meta.get_field(key)
    if model_field.choices:
        return str(dict(model_field.flatchoices).get(value, value))
    if model_field.get_internal_type() == "BooleanField":
        return "是" if value else "否"
    return (
        plain(Decimal(str(value)))
        if model_field.get_internal_type() == "DecimalField"
        else str(value)
    )
