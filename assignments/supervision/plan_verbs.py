"""What the office does with a unit's plan: approve it, or turn it down."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError

from assignments.choices import ApprovalState
from assignments.ledger import access
from assignments.ledger.writing import all_locked, delete, save, verb
from assignments.models import TURNED_DOWN, Period, PlannedValue, Target, User
from assignments.rules.aims import plain
from assignments.rules.lengths import too_long

# Characters; the history shows a reason on one line.
LONGEST_REASON = 200


@verb
def approve_plan(
    *, targets: Iterable[Target], by: User, seen: Mapping[str, str] | None = None
) -> int:
    """Approve everything proposed for these targets: values and the milestones themselves. Returns
    how many entries were approved. `seen` holds by target's id, as text, the mark of what the
    person looked at; raises ValidationError, and approves nothing, where a unit has changed its
    plan since."""
    access.demand(access.can_assess(by), "计划由督查室审定。")
    targets = list(targets)
    rows = proposed(targets)
    refuse_unseen(targets, rows, seen or {})
    approved = 0
    for row in rows:
        if isinstance(row, PlannedValue):
            row.value, row.proposed = row.wanted, None
        row.state = ApprovalState.APPROVED
        save(row, by=by, reason="审定计划")
        approved += 1
    return approved


@verb
def turn_down_plan(*, target: Target, reason: str, by: User) -> int:
    """Refuse what was proposed for a target, for a stated reason: what was approved before
    stays the plan, the rest goes. Returns how many entries were refused."""
    access.demand(access.can_assess(by), "计划由督查室审定。")
    if not reason.strip():
        raise ValidationError("不同意计划，请写明理由。")
    if note := too_long(reason.strip(), LONGEST_REASON, "理由"):
        raise ValidationError(note)
    rows = proposed([target])
    note = f"{TURNED_DOWN}{reason.strip()}"
    for row in rows:
        if row.state == ApprovalState.PROPOSED:
            delete(row, by=by, reason=note)
        else:
            row.proposed = None
            save(row, by=by, reason=note)
    return len(rows)


def refuse_unseen(
    targets: Iterable[Target], rows: list, seen: Mapping[str, str]
) -> None:
    for target in targets:
        values = [
            row
            for row in rows
            if isinstance(row, PlannedValue) and row.target_id == target.pk
        ]
        if seen.get(str(target.pk), mark(values)) != mark(values):
            raise ValidationError(
                f"“{target.text}”的计划刚被单位改过，都没有审定。请看过新的计划再审定。"
            )


def mark(values: Iterable[PlannedValue]) -> str:
    """What waits of a target's plan, to compare: 7=25,8=50."""
    waiting = sorted((row.period_id, plain(row.wanted)) for row in values if row.waits)
    return ",".join(f"{period}={wanted}" for period, wanted in waiting)


def proposed(targets: Iterable[Target]) -> list:
    """What waits for approval: planned values, then proposed milestones. Their periods are held
    first, so that none is closed meanwhile."""
    keys = [target.pk for target in targets]
    all_locked(
        Period.objects.filter(
            pk__in=PlannedValue.objects.waiting()
            .filter(target__in=keys)
            .values("period")
        )
    )
    values = PlannedValue.objects.waiting().filter(target__in=keys)
    steps = Target.objects.filter(pk__in=keys, state=ApprovalState.PROPOSED)
    return [*values.select_related("period"), *steps]
