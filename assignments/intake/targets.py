"""What becomes of a task's stored targets when its text changes."""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation

from assignments.models import Target
from assignments.rules.aims import aim
from assignments.rules.names import fold

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
    for one in wanted:
        match = first(free, one["text"], fold) or first(free, one["text"], bare)
        if match is None:
            plan.create.append(one)
            continue
        free.remove(match)
        if differs(match, one):
            plan.update.append((match, one))
    for target in free:
        (plan.kept if target.id in settled else plan.drop).append(target)
    return plan


def first(targets: list[Target], text: str, spelling) -> Target | None:
    return next(
        (target for target in targets if spelling(target.text) == spelling(text)), None
    )


def bare(text: str) -> str:
    return _DIGITS.sub("#", fold(text))


def differs(target: Target, one: dict) -> bool:
    return any(
        getattr(target, name) != one[name]
        for name in ("kind", "text", "comparator", "value", "measure")
    )


def listed(texts) -> str:
    return "；".join(texts)


def said_after(stored: list[Target], plan: TargetPlan) -> list[str]:
    """The targets as they will be, in words."""
    renewed = {target.id: said_of(one) for target, one in plan.update}
    gone = {target.id for target in plan.drop}
    kept = [
        renewed.get(target.id, said(target))
        for target in stored
        if target.id not in gone
    ]
    return kept + [said_of(one) for one in plan.create]


def said(target: Target) -> str:
    """A target with what it is to reach: 规上工业增加值增长（不少于 5%）."""
    return f"{target.text}（{target.aim}）" if target.aim else target.text


def said_of(one: dict) -> str:
    """The same of a target that is only read or typed yet; a number that is none stays as it is."""
    value = one.get("value")
    if value in (None, ""):
        return one["text"]
    with suppress(InvalidOperation, ValueError):
        goal = aim(
            one.get("comparator") or "", Decimal(str(value)), one.get("measure") or ""
        )
        return f"{one['text']}（{goal}）"
    return f"{one['text']}（{value}{one.get('measure') or ''}）"
