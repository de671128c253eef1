"""What was changed in a work's records, in words:
"“完成时限”由 2021年12月31日 改为 2021年11月30日"."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from assignments.boards.timeline_records import RECORDS, Snapshot
from assignments.models import Assessment, Period
from assignments.rules.aims import plain
from assignments.rules.days import full_day

MODELS = {kind: model for kind, (model, _, _) in RECORDS.items()}
MODELS["judged"] = Assessment
EMPTY = "（空）"


@dataclass
class Change:
    """What one person changed at one moment for one reason."""

    at: datetime
    who: str
    why: str
    lines: list[str] = field(default_factory=list)


def changes(steps: Iterable[Snapshot]) -> list[Change]:
    """The steps of the histories as changes, oldest first. What came with the work itself
    (its first rows, written together with it) is its beginning, not a change of it. A work that
    was there before histories were kept has no beginning: all that is told of it are changes."""
    steps = in_order(steps)
    begun = steps[0] if steps and steps[0].kind in ("work", "task") else None
    before: dict[tuple[str, int], Snapshot] = {}
    by_moment: dict[tuple, Change] = {}
    for step in steps:
        record = (step.kind, step.key)
        lines = words(step, before.get(record), begun)
        before[record] = step
        if lines:
            # One form saves several records within a minute: they are one change.
            minute = step.at.replace(second=0, microsecond=0)
            why = step.data["why"] or ""
            change = by_moment.setdefault(
                (minute, step.who, why), Change(step.at, step.who, why)
            )
            change.lines += lines
    return list(by_moment.values())


def in_order(steps: Iterable[Snapshot]) -> list[Snapshot]:
    return sorted(steps, key=lambda step: (step.at, step.data["step"]))


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
    lines = []
    for path, new in step.data["record"].items():
        old = earlier.data["record"].get(path)
        if old != new:
            model_field = field_of(step.kind, path)
            lines.append(
                f"“{model_field.verbose_name}”由 {value_words(model_field, old)} "
                f"改为 {value_words(model_field, new)}"
            )
    return lines


def name_of(step: Snapshot) -> str:
    """Which record a step is about, so that a reader knows it again."""
    record = step.data["record"]

    def written(path: str) -> str:
        return value_words(field_of(step.kind, path), record[path])

    match step.kind:
        case "work":
            return "工作"
        case "task":
            return f"任务“{written('kind')} {record['number']}”"
        case "target":
            return f"目标“{record['text']}”"
        case "planned":
            period = Period(kind=record["period__kind"], index=record["period__index"])
            return f"{period.short}计划值“{record['target__text']}” {written('value')}"
        case "co_leader":
            return f"协同领导“{record['leader__name']}”（{written('role')}）"
        case "photo":
            return f"照片“{record['caption']}”"
    return f"责任单位“{record['unit__name']}”（{written('duty')}）"


def field_of(kind: str, path: str) -> Any:
    """The model's field that a path begins with: that of the unit for `unit__name`."""
    return MODELS[kind]._meta.get_field(path.partition("__")[0])


def value_words(model_field, value: Any) -> str:
    """A value as people write it: the word of a choice, 是 or 否, a number without noughts."""
    if value in ("", None):
        return EMPTY
    if model_field.choices:
        return str(dict(model_field.flatchoices).get(value, value))
    kind = model_field.get_internal_type()
    if kind == "BooleanField":
        return "是" if value else "否"
    if kind == "DateField":
        return full_day(date.fromisoformat(str(value)))
    if kind == "DecimalField":
        return plain(Decimal(str(value)))
    return str(value)
