"""What becomes of a task's stored targets when its text changes."""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation

from assignments.models import Target
from assignments.rules.aims import aim
from assignments.rules.names import fold

# 12.5万元 and 1,300万元 become #万元: the same target with another figure.
_DIGITS = re.compile(r"[\d.,%]+")


@dataclass
class TargetPlan:
    """Which targets are new, which take new values, which go. Those with readings, planned
    values or a place in an assessment never go; they stay and are named in `kept`."""

    create: list[dict] = field(default_factory=list)
    update: list[tuple[Target, dict]] = field(default_factory=list)
    drop: list[Target] = field(default_factory=list)
    kept: list[Target] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.create or self.update or self.drop)

    def only_dropping(self, texts: Iterable[str]) -> "TargetPlan":
        """The same, but of those that go only the named ones go."""
        named = {fold(text) for text in texts}
        return replace(
            self, drop=[target for target in self.drop if fold(target.text) in named]
        )


def plan_targets(
    stored: list[Target], wanted: list[dict], settled: set[int]
) -> TargetPlan:
    """Pair the targets of the new text with the stored ones: by the same words, then by the
    same words apart from their numbers (60家 that became 80家 is the same target)."""
    plan, free = TargetPlan(), list(stored)
    for target in wanted:
        match = first(free, target["text"], fold) or first(free, target["text"], bare)
        if match is None:
            plan.create.append(target)
            continue
        free.remove(match)
        if differs(match, target):
            plan.update.append((match, target))
    for unmatched in free:
        (plan.kept if unmatched.id in settled else plan.drop).append(unmatched)
    return plan


def first(targets: list[Target], text: str, spelling) -> Target | None:
    return next(
        (target for target in targets if spelling(target.text) == spelling(text)), None
    )


def bare(text: str) -> str:
    return _DIGITS.sub("#", fold(text))


def differs(target: Target, values: dict) -> bool:
    return any(
        getattr(target, name) != values[name]
        for name in ("kind", "text", "comparator", "value", "measure")
    )


def listed(texts) -> str:
    return "；".join(texts)


def targets_after(stored: list[Target], plan: TargetPlan) -> list[str]:
    """The targets as they will be, in words."""
    renewed = {target.id: target_in_words(values) for target, values in plan.update}
    gone = {target.id for target in plan.drop}
    kept = [
        renewed.get(target.id, goal_in_words(target))
        for target in stored
        if target.id not in gone
    ]
    return kept + [target_in_words(values) for values in plan.create]


def goal_in_words(target: Target) -> str:
    """A target with what it is to reach: 规上工业增加值增长（不少于 5%）."""
    return f"{target.text}（{target.aim}）" if target.aim else target.text


def target_in_words(target: dict) -> str:
    """The same of a target that is only read or typed yet; a number that is none stays as it is."""
    value = target.get("value")
    if value in (None, ""):
        return target["text"]
    with suppress(InvalidOperation, ValueError):
        goal = aim(
            target.get("comparator") or "",
            Decimal(str(value)),
            target.get("measure") or "",
        )
        return f"{target['text']}（{goal}）"
    return f"{target['text']}（{value}{target.get('measure') or ''}）"
