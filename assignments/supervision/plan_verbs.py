"""What the office does with a unit's plan: approve it, or turn it down."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError

from assignments.choices import ApprovalState
from assignments.ledger import access
from assignments.ledger.writing import delete, save, verb
from assignments.models import PlannedValue, Target


@verb
def approve_plan(*, targets: Iterable[Target], by) -> int:
    """Approve everything proposed for these targets: values and the milestones themselves.
    Returns how many entries were approved."""
    access.demand(access.can_assess(by), "计划由督查室审定。")
    approved = 0
    for row in proposed(targets):
        row.state = ApprovalState.APPROVED
        save(row, by=by, reason="审定计划")
        approved += 1
    return approved


@verb
def turn_down_plan(*, target: Target, reason: str, by) -> int:
    """Remove what was proposed for a target, for a stated reason; what was approved before
    a proposal replaced it has to be proposed again. Returns how many entries went."""
    access.demand(access.can_assess(by), "计划由督查室审定。")
    if not reason.strip():
        raise ValidationError("不同意计划，请写明理由。")
    rows = proposed([target])
    for row in rows:
        delete(row, by=by, reason=f"计划未审定：{reason.strip()}")
    return len(rows)


def proposed(targets: Iterable[Target]) -> list:
    """What waits for approval: planned values, then proposed milestones."""
    keys = [target.pk for target in targets]
    values = PlannedValue.objects.filter(target__in=keys, state=ApprovalState.PROPOSED)
    steps = Target.objects.filter(pk__in=keys, state=ApprovalState.PROPOSED)
    return [*values.select_related("period"), *steps]
