"""What the office does with a unit's plan: approve it, or turn it down."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError

from assignments.choices import ApprovalState
from assignments.ledger import access
from assignments.ledger.writing import delete, save, verb
from assignments.models import TURNED_DOWN, PlannedValue, Target


@verb
def approve_plan(*, targets: Iterable[Target], by) -> int:
    """Approve everything proposed for these targets: values and the milestones themselves.
    Returns how many entries were approved."""
    access.demand(access.can_assess(by), "计划由督查室审定。")
    approved = 0
    for row in proposed(targets):
        if isinstance(row, PlannedValue):
            row.value, row.proposed = row.wanted, None
        row.state = ApprovalState.APPROVED
        save(row, by=by, reason="审定计划")
        approved += 1
    return approved


@verb
def turn_down_plan(*, target: Target, reason: str, by) -> int:
    """Refuse what was proposed for a target, for a stated reason: what was approved before
    stays the plan, the rest goes. Returns how many entries were refused."""
    access.demand(access.can_assess(by), "计划由督查室审定。")
    if not reason.strip():
        raise ValidationError("不同意计划，请写明理由。")
    rows = proposed([target])
    said = f"{TURNED_DOWN}{reason.strip()}"
    for row in rows:
        if row.state == ApprovalState.PROPOSED:
            delete(row, by=by, reason=said)
        else:
            row.proposed = None
            save(row, by=by, reason=said)
    return len(rows)


def proposed(targets: Iterable[Target]) -> list:
    """What waits for approval: planned values, then proposed milestones."""
    keys = [target.pk for target in targets]
    values = PlannedValue.objects.waiting().filter(target__in=keys)
    steps = Target.objects.filter(pk__in=keys, state=ApprovalState.PROPOSED)
    return [*values.select_related("period"), *steps]
