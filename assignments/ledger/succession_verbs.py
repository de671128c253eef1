"""Posts change hands and units merge: what is open moves on, what was signed stays.

Moved are tasks and duties of the plan in force whose work is not settled (done, adjusted or
cancelled), instructions that are open, and accounts of a merged unit. Reports,
replies, assessments and issued bulletins keep the names they were made under.
"""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models

from assignments.choices import (
    EDITABLE_REPORT,
    OPEN_DIRECTIVE,
    SETTLED,
    Duty,
    ExtensionState,
    Role,
)
from assignments.ledger import access, accounts, spellings
from assignments.ledger.writing import all_locked, delete, locked, save, verb
from assignments.mail import Mail, send_when_certain
from assignments.models import (
    Assessment,
    CoLeader,
    Directive,
    DirectiveUnit,
    Extension,
    Leader,
    Period,
    Plan,
    ProgressReport,
    Responsibility,
    Target,
    Task,
    Unit,
    UnitAlias,
    User,
)
from assignments.rules.names import unit_key
from assignments.rules.spellings import tidy


@verb
def hand_over(
    *, leader: Leader, successor: Leader, on: date, as_of: date, by: User
) -> Leader:
    """Give a leader's open work to the successor from the day `on`; returns the leader.

    The leader's account reads from then on and instructs no more; the office is told by mail.
    A second call with the same successor moves what has been left. Raises ValidationError
    by field: a day to come (after `as_of`), a successor who is not in office, a circle,
    another successor than before.
    """
    access.demand(access.can_manage(by), "只有管理员可以办理职务交接。")
    leader = locked(Leader.objects, pk=leader.pk)
    refuse_succession(leader, successor, on, as_of)
    reason = f"{on}起由{successor.full}接任{leader.full}"
    year = year_in_force(on)
    settled = settled_works(year)
    move_leaders_tasks(leader, successor, year, settled, by=by, reason=reason)
    move_co_leading(leader, successor, year, settled, by=by, reason=reason)
    for directive in all_locked(
        Directive.objects.filter(leader=leader, state__in=OPEN_DIRECTIVE)
    ):
        directive.leader = successor
        save(directive, by=by, reason=reason)
    released = release_accounts(leader, by=by, reason=reason)
    leader.successor, leader.handed_over_on, leader.is_active = successor, on, False
    save(leader, by=by, reason=reason)
    tell_office(reason, released)
    return leader


@verb
def merge_unit(*, unit: Unit, into: Unit, on: date, as_of: date, by: User) -> Unit:
    """Make one unit part of another from the day `on`; returns the unit that went.

    Its names become aliases of the other, so that documents that still use them are read.
    Raises ValidationError by field.
    """
    access.demand(access.can_manage(by), "只有管理员可以办理机构合并。")
    year = year_in_force(on)
    periods = all_locked(Period.objects.open().filter(year=year))
    spellings.hold()
    unit = locked(Unit.objects, pk=unit.pk)
    all_locked(unit.groups.all())
    refuse_merger(unit, into, on, as_of)
    reason = f"{on}起{unit.name}并入{into.name}"
    settled = settled_works(year)
    move_duties(unit, into, year, settled, by=by, reason=reason)
    move_unfinished(unit, into, periods, settled, by=by, reason=reason)
    unit.merged_into, unit.is_active = into, False
    save(unit, by=by, reason=reason)
    move_people_and_names(unit, into, by=by, reason=reason)
    return unit


@verb
def rename_unit(*, unit: Unit, name: str, by: User, full_name: str = "") -> Unit:
    """Give a unit a new name; the old ones stay as aliases. Raises ValidationError where
    another unit is known under the name."""
    access.demand(access.can_manage(by), "只有管理员可以更改单位名称。")
    spellings.hold()
    unit = locked(Unit.objects, pk=unit.pk)
    name, full_name = tidy(name), tidy(full_name)
    if name == unit.name and full_name in ("", unit.full_name):
        return unit
    reason = f"{unit.name}更名为{name}"
    old = [unit.name, unit.full_name]
    unit.name, unit.full_name = name, full_name or unit.full_name
    save(unit, by=by, reason=reason)
    add_aliases(unit, old, by=by, reason=reason)
    return unit


# --- what stands in the way --------------------------------------------------------------


def refuse_succession(leader: Leader, successor: Leader, on: date, as_of: date) -> None:
    wrong = {}
    if on > as_of:
        wrong["handed_over_on"] = "交接日期还没有到，请在当天或之后办理。"
    if successor.pk == leader.pk or leads_back(successor, leader, "successor"):
        wrong["successor"] = "继任者不能是本人，也不能是已由本人接任的领导。"
    elif not successor.is_active:
        wrong["successor"] = f"{successor.full}不在任，不能接任。"
    elif leader.successor_id not in (None, successor.pk):
        wrong["successor"] = (
            f"{leader.full}的工作已移交{leader.successor}，请由现任办理交接。"
        )
    if wrong:
        raise ValidationError(wrong)


def refuse_merger(unit: Unit, into: Unit, on: date, as_of: date) -> None:
    wrong = {}
    if on > as_of:
        wrong["on"] = "合并日期还没有到，请在当天或之后办理。"
    if into.pk == unit.pk or leads_back(into, unit, "merged_into"):
        wrong["merged_into"] = "不能并入本单位，也不能并入已并入本单位的单位。"
    elif not into.is_active:
        wrong["merged_into"] = f"{into.name}已停用，不能并入。"
    elif unit.is_group or into.is_group:
        wrong["merged_into"] = "单位组不能合并，请改其成员单位。"
    elif unit.merged_into_id not in (None, into.pk):
        wrong["merged_into"] = f"{unit.name}已并入{unit.merged_into}。"
    if wrong:
        raise ValidationError(wrong)


def leads_back(start: models.Model, goal: models.Model, step: str) -> bool:
    """Whether the chain from `start` along `step` reaches `goal`."""
    seen = set()
    record = getattr(start, step)
    while record and record.pk not in seen:
        if record.pk == goal.pk:
            return True
        seen.add(record.pk)
        record = getattr(record, step)
    return False


# --- what moves --------------------------------------------------------------------------


def year_in_force(on: date) -> int:
    """The year whose plan is worked on that day: the newest one issued up to then. In January
    that is still last year's."""
    years = (
        Plan.objects.filter(year__lte=on.year)
        .order_by("-year")
        .values_list("year", flat=True)
    )
    return years.first() or on.year


def settled_works(year: int) -> set[int]:
    """Works of a year whose newest standing is done, adjusted or cancelled."""
    rows = (
        Assessment.objects.made()
        .filter(period__year=year)
        .order_by("period__ends", "id")
    )
    newest = dict(rows.values_list("work_id", "standing"))
    return {work for work, standing in newest.items() if standing in SETTLED}


def move_leaders_tasks(
    leader: Leader,
    successor: Leader,
    year: int,
    settled: Iterable[int],
    *,
    by: User,
    reason: str,
) -> None:
    for task in all_locked(
        Task.objects.of_year(year).filter(leader=leader).exclude(work__in=settled)
    ):
        for double in task.co_leaders.filter(leader=successor):
            delete(double, by=by, reason=reason)
        task.leader = successor
        save(task, by=by, reason=reason)


def move_co_leading(
    leader: Leader,
    successor: Leader,
    year: int,
    settled: Iterable[int],
    *,
    by: User,
    reason: str,
) -> None:
    """A successor who leads the task or helps with it already is not named twice."""
    rows = CoLeader.objects.filter(leader=leader, task__plan__year=year).exclude(
        task__work__in=settled
    )
    for row in all_locked(rows.select_related("task")):
        helping = row.task.co_leaders.filter(leader=successor).exists()
        if helping or row.task.leader_id == successor.pk:
            delete(row, by=by, reason=reason)
        else:
            row.leader = successor
            save(row, by=by, reason=reason)


def release_accounts(leader: Leader, *, by: User, reason: str) -> list[User]:
    """Who gave the post up keeps an account that reads, without a leader's board, papers and
    instructions."""
    released = all_locked(User.objects.filter(leader=leader))
    for user in released:
        user.role, user.leader = Role.VIEWER, None
        accounts.save(user, by=by, reason=f"{reason}，账号改为查阅")
    return released


def tell_office(reason: str, released: Iterable[User]) -> None:
    """One mail to each member of the office, where mail is configured: what changed, and which
    accounts to look at."""
    paragraphs = [f"{reason}，未办结的工作和批示已移交。"]
    paragraphs += [
        f"账号“{user.username}”已改为“查阅”；不再使用的，请管理员停用。"
        for user in released
    ]
    office = User.objects.filter(role=Role.OFFICE, is_active=True)
    send_when_certain(
        [
            Mail(user.email, f"职务交接：{reason}", "\n".join(paragraphs))
            for user in office
        ]
    )


def move_duties(
    unit: Unit, into: Unit, year: int, settled: Iterable[int], *, by: User, reason: str
) -> None:
    """Where both have a duty in a task one stays, and leading wins."""
    rows = Responsibility.objects.filter(unit=unit, task__plan__year=year).exclude(
        task__work__in=settled
    )
    for row in all_locked(rows.select_related("task")):
        present = row.task.responsibilities.filter(unit=into).first()
        if present is None:
            row.unit = into
            save(row, by=by, reason=reason)
            continue
        if row.duty == Duty.LEAD and present.duty != Duty.LEAD:
            present.duty, present.order = row.duty, row.order
            save(present, by=by, reason=reason)
        delete(row, by=by, reason=reason)
    for target in all_locked(
        Target.objects.filter(unit=unit, work__year=year).exclude(work__in=settled)
    ):
        target.unit = into
        save(target, by=by, reason=reason)


def move_unfinished(
    unit: Unit,
    into: Unit,
    periods: list[Period],
    settled: Iterable[int],
    *,
    by: User,
    reason: str,
) -> None:
    """Half-written reports of open periods, the time that was asked for or granted in them, and
    open instructions."""
    drafts = ProgressReport.objects.filter(
        unit=unit, period__in=periods, state__in=EDITABLE_REPORT
    )
    for report in all_locked(drafts.exclude(work__in=settled)):
        if not ProgressReport.objects.filter(
            work=report.work_id, period=report.period_id, unit=into
        ).exists():
            report.unit = into
            save(report, by=by, reason=reason)
    move_extensions(unit, into, periods, settled, by=by, reason=reason)
    for row in all_locked(
        DirectiveUnit.objects.filter(unit=unit, directive__state__in=OPEN_DIRECTIVE)
    ):
        if DirectiveUnit.objects.filter(directive=row.directive_id, unit=into).exists():
            delete(row, by=by, reason=reason)
        else:
            row.unit = into
            save(row, by=by, reason=reason)


def move_extensions(
    unit: Unit,
    into: Unit,
    periods: list[Period],
    settled: Iterable[int],
    *,
    by: User,
    reason: str,
) -> None:
    """Who does the work later has the time that was granted for it. A second request for the same
    work stays."""
    rows = Extension.objects.filter(unit=unit, period__in=periods).exclude(
        state=ExtensionState.REFUSED
    )
    for row in all_locked(rows.exclude(work__in=settled)):
        same = Extension.objects.filter(
            work=row.work_id, period=row.period_id, unit=into, state=row.state
        )
        if row.state == ExtensionState.GRANTED or not same.exists():
            row.unit = into
            save(row, by=by, reason=reason)


def move_people_and_names(unit: Unit, into: Unit, *, by: User, reason: str) -> None:
    for user in all_locked(User.objects.filter(unit=unit)):
        user.unit = into
        accounts.save(user, by=by, reason=reason)
    for group in unit.groups.all():
        members = {
            member.pk: member for member in group.members.all() if member.pk != unit.pk
        }
        group.members.set([*{**members, into.pk: into}.values()])
        save(group, by=by, reason=reason)
    for alias in unit.aliases.all():
        alias.unit = into
        save(alias, by=by, reason=reason)
    add_aliases(into, [unit.name, unit.full_name], by=by, reason=reason)


def add_aliases(unit: Unit, names: Iterable[str], *, by: User, reason: str) -> None:
    """Keep old names as aliases, each spelling once: what the unit is called by anyhow, and what is
    another's by a fault of old, is left out."""
    for name in names:
        text, space = tidy(name), spellings.Space().spellings
        taken = text and space.in_the_way(text, unit.pk)
        if (
            text
            and not taken
            and not UnitAlias.objects.filter(key=unit_key(text)).exists()
        ):
            save(UnitAlias(unit=unit, name=text), by=by, reason=reason)
