"""What a lead unit plans: a value for each target and period, and milestones where the
notice gives none. Both count once the office has approved them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError

from assignments.choices import ApprovalState, TargetKind
from assignments.ledger import access
from assignments.ledger.lines import TargetLine
from assignments.ledger.targets import is_filled_by
from assignments.ledger.writing import all_locked, delete, locked, save, verb
from assignments.models import Period, PlannedValue, Target, Unit, User, Work
from assignments.reporting.verbs import leads
from assignments.rules.aims import plain
from assignments.rules.pace import Goal
from assignments.rules.planning import objections

Cell = tuple[int, int]
"""A cell of the plan: a target's id and a period's."""


class ChangedMeanwhile(ValidationError):
    """Others have changed some cells meanwhile. `current` is what these hold now."""

    def __init__(
        self, errors: dict[str, str], current: dict[str, Decimal | None]
    ) -> None:
        self.current = current
        super().__init__(errors)


@verb
def propose_plan(
    *,
    unit: Unit,
    lines: list[TargetLine],
    periods: list[Period],
    values: Mapping,
    by: User,
    seen: Mapping[Cell, Decimal | None] | None = None,
) -> int:
    """Propose the values of {(target id, period id): number or None}. Changed ones wait for
    approval, and what was approved before stays the plan until then; None takes back what
    waits. Returns how many changed; raises ValidationError with a message for each cell,
    under the name that `cell_name` gives it.

    `seen` is what the cells held when the form was made: what nobody touched stays as others have
    it now, and ChangedMeanwhile is raised where two changed the same cell."""
    wanted = {line.target.id: line.target for line in lines}
    all_locked(Period.objects.filter(pk__in=[period.pk for period in periods]))
    rows = PlannedValue.objects.filter(target__in=wanted).select_related("period")
    present = {(row.target_id, row.period_id): row for row in rows}
    values = merged(values, seen or {}, present)
    demand_plan(lines, periods, values, present)
    for target in wanted.values():
        access.demand(
            access.can_report(by, target.work, unit), "您不能填写这项工作的计划。"
        )
        demand_filled(target, unit)
    by_id = {period.id: period for period in periods}
    return sum(
        plan_cell(wanted[key], by_id[period], present.get((key, period)), value, by=by)
        for (key, period), value in values.items()
        if key in wanted and period in by_id
    )


def merged(
    values: Mapping, seen: Mapping, present: Mapping[Cell, PlannedValue]
) -> dict:
    """What is asked for, beside what others have written since it was seen."""
    values_now, errors, current = dict(values), {}, {}
    for cell, before in seen.items():
        row = present.get(cell)
        now = row.wanted if row else None
        if now == before:
            continue
        if values.get(cell) == before:
            values_now[cell] = now
        elif values.get(cell) != now:
            held = "清空" if now is None else f"改为 {plain(now)}"
            errors[cell_name(*cell)] = (
                f"他人刚{held}，没有保存。核对后再次保存，以您填的为准。"
            )
            current[cell_name(*cell)] = now
    if errors:
        raise ChangedMeanwhile(errors, current)
    return values_now


def plan_cell(
    target: Target,
    period: Period,
    row: PlannedValue | None,
    value: Decimal | None,
    *,
    by: User,
) -> bool:
    """Bring one cell to a value; whether that changed anything."""
    if value == (row.wanted if row else None):
        return False
    if row is None:
        assert value is not None  # nothing for nothing was answered above
        save(
            PlannedValue(target=target, period=period, value=value),
            by=by,
            reason="填报计划值",
        )
    elif row.state != ApprovalState.PROPOSED:
        row.proposed = None if value in (None, row.value) else value
        save(
            row,
            by=by,
            reason="申请修改计划值" if row.proposed is not None else "撤回修改",
        )
    elif value is None:
        delete(row, by=by, reason="撤回计划值")
    else:
        row.value = value
        save(row, by=by, reason="填报计划值")
    return True


def demand_filled(target: Target, unit: Unit) -> None:
    if not is_filled_by(target, unit, leads(target.work, unit)):
        raise ValidationError("有目标不归本单位填报，请刷新页面后重新填写。")


def demand_plan(
    lines: list[TargetLine], periods: list[Period], values: Mapping, present: Mapping
) -> None:
    """Raise ValidationError where the values of some target make no plan, what was planned
    for the other periods included."""
    periods_by_end = {period.ends: period for period in periods}
    wrong: dict[str, str] = {}
    for line in lines:
        key = line.target.id
        planned = {
            row.period.ends: row.value
            for (target, _), row in present.items()
            if target == key
        }
        planned |= {
            day: values.get((key, period.id)) for day, period in periods_by_end.items()
        }
        planned = {day: value for day, value in planned.items() if value is not None}
        refusals = objections(goal_of(line), planned)
        refusals |= emptied(key, periods_by_end, values, present)
        for day, sentence in refusals.items():
            if day in periods_by_end:
                error = f"“{line.target.text}”{periods_by_end[day].short}：{sentence}"
                wrong[cell_name(key, periods_by_end[day].id)] = error
    if wrong:
        raise ValidationError(wrong)


def emptied(
    target: int, periods_by_end: dict[date, Period], values: Mapping, present: Mapping
) -> dict[date, str]:
    """What the office approved is not given up by emptying its box."""
    refusals = {}
    for day, period in periods_by_end.items():
        row = present.get((target, period.id))
        if row and not row.waits and values.get((target, period.id)) is None:
            refusals[day] = (
                f"{plain(row.value)} 已审定，不能清空；要改就填新的数，报督查室审定。"
            )
    return refusals


def goal_of(line: TargetLine) -> Goal:
    if line.goal is None:
        raise ValidationError(f"“{line.target.text}”是节点，不填计划值。")
    return line.goal


def cell_name(target: int, period: int) -> str:
    """The name of a cell's box."""
    return f"plan_{target}_{period}"


@verb
def propose_milestone(
    *, work: Work, unit: Unit, text: str, due_on: date, by: User
) -> Target:
    """Propose a step to pass by a day; it counts once the office has approved it."""
    demand_lead(work, unit, by)
    work = locked(Work.objects, pk=work.pk)
    wrong = {}
    if not text.strip():
        wrong["text"] = "请写明节点内容。"
    if work.targets.milestones().filter(text=text.strip(), due_on=due_on).exists():
        wrong["text"] = "这个节点已经添加过，不必重复添加。"
    if due_on.year != work.year:
        wrong["due_on"] = f"节点应在 {work.year} 年内。"
    if wrong:
        raise ValidationError(wrong)
    last = work.targets.order_by("-order").first()
    target = Target(
        work=work,
        kind=TargetKind.MILESTONE,
        text=text.strip(),
        comparator="",
        due_on=due_on,
        state=ApprovalState.PROPOSED,
        order=(last.order + 1) if last else 0,
    )
    return save(target, by=by, reason="添加节点")


@verb
def withdraw_milestone(*, target: Target, unit: Unit, by: User) -> None:
    """Take a proposed milestone back, while nobody has approved it."""
    demand_lead(target.work, unit, by)
    if target.kind != TargetKind.MILESTONE or target.state != ApprovalState.PROPOSED:
        raise ValidationError("已审定的节点不能撤回，请联系督查室。")
    delete(target, by=by, reason="撤回节点")


def demand_lead(work: Work, unit: Unit, by: User) -> None:
    """403 for everybody but the lead unit, and the office that writes for it."""
    access.demand(access.can_report(by, work, unit), "您不能为这项工作添加节点。")
    access.demand(leads(work, unit), "节点由牵头单位添加。")
