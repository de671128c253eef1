"""The office makes two works one, or takes a task out of a joint one.

Joining changes how many works a year has. So neither is possible once a period of the year is
closed: its counts, and the bulletin made of them, would no longer agree with the lists.
"""

from collections.abc import Iterator

from django.core.exceptions import ValidationError

from assignments.choices import PeriodState
from assignments.ledger import access
from assignments.ledger.writing import all_locked, delete, hold, locked, save, verb
from assignments.models import Period, Reminder, Task, User, Work

NO_REASON = "请写明理由，以后有人会问。"


@verb
def join_works(*, kept: Work, other: Work, reason: str, by: User) -> Work:
    """Put the other work's tasks and targets under `kept`, counted once from now on; returns it.

    Targets that both have are kept once. Raises ValidationError: without a reason, for works of
    different years or kinds, after a closed period, or where something was filed under the other.
    """
    access.demand(access.can_join(by), "合并工作由督查室办理。")
    refuse_without_reason(reason)
    hold(periods_of(kept.year))
    held = {
        work.pk: work
        for work in all_locked(Work.objects.filter(pk__in=[kept.pk, other.pk]))
    }
    if len({(work.year, work.kind) for work in held.values()}) != 1 or len(held) != 2:
        raise ValidationError("只能合并同一年度、同一类别的两项不同工作。")
    kept, other = held[kept.pk], held[other.pk]
    refuse_after_closing(kept.year)
    refuse_what_would_be_lost(kept, other)
    because = f"与“{kept.title}”合并：{reason.strip()}"
    for task in other.tasks.all():
        task.work = kept
        save(task, by=by, reason=because)
    move_targets(other, kept, by=by, reason=because)
    for blank in other.assessments.all():
        delete(blank, by=by, reason=because)
    delete(other, by=by, reason=because)
    kept.joined_because = reason.strip()
    return save(kept, by=by, reason=because)


@verb
def part_task(*, task: Task, title: str, reason: str, by: User) -> Work:
    """Give one task of a joint work a work of its own, with the targets read from it; returns
    that work. What was filed so far stays with the joint one. Raises ValidationError."""
    access.demand(access.can_join(by), "拆分工作由督查室办理。")
    refuse_without_reason(reason)
    hold(periods_of(task.work.year))
    joint = locked(Work.objects, pk=task.work_id)
    task = locked(Task.objects.select_related("work"), pk=task.pk)
    if task.work_id != joint.pk:
        raise ValidationError("这条任务刚被他人移到另一项工作，请刷新页面后再办。")
    others = joint.tasks.exclude(pk=task.pk)
    if not others.exists():
        raise ValidationError("这项工作只有一条任务，不需要拆分。")
    refuse_after_closing(joint.year)
    because = f"{task.label}单列：{reason.strip()}"
    new_work = save(
        Work(
            year=joint.year,
            kind=joint.kind,
            title=title.strip(),
            due_on=joint.due_on,
            order=task.number,
        ),
        by=by,
        reason=because,
    )
    task.work = new_work
    save(task, by=by, reason=because)
    for target in joint.targets.filter(task=task):
        target.work = new_work
        save(target, by=by, reason=because)
    if len(others.all()) == 1:
        joint.joined_because = ""
        save(joint, by=by, reason=because)
    return new_work


def periods_of(year: int) -> set[int]:
    """Those that belong to the year, by their ids: none is opened or closed while works become
    fewer or more."""
    return set(Period.objects.of_year(year).values_list("pk", flat=True))


def refuse_without_reason(reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": NO_REASON})


def refuse_after_closing(year: int) -> None:
    if reason := settled(year):
        raise ValidationError(reason)


def settled(year: int) -> str:
    """Why the works of a year stay as many as they are; "" while they may still become fewer or
    more."""
    closed = (
        Period.objects.of_year(year)
        .filter(state=PeriodState.CLOSED)
        .order_by("ends")
        .last()
    )
    if not closed:
        return ""
    return (
        f"{closed}已经关闭，项数已定，不能再合并或拆分。"
        "确需更改的，请管理员先重新开启已关闭的报送期。"
    )


def refuse_what_would_be_lost(kept: Work, other: Work) -> None:
    """Raise ValidationError where something hangs on the work that would go. Where the other one
    could go instead, that is the advice; where something hangs on both there is no way yet."""
    lost, kept_things = "、".join(filed_under(other)), "、".join(filed_under(kept))
    if lost and kept_things:
        raise ValidationError(
            "两项工作名下都已有内容，现在不能合并，从哪一项办理都一样："
            f"“{kept.title}”有{kept_things}，“{other.title}”有{lost}，"
            "合并会使其中一项的失去归属。请继续分别填报、分别评定，通报中各计一项。"
        )
    if lost:
        raise ValidationError(
            f"“{other.title}”名下已有{lost}，合并会使其失去归属。"
            "请从那一项工作的页面办理合并，保留那一项。"
        )


def filed_under(work: Work) -> Iterator[str]:
    """What hangs on a work and could not move with its tasks."""
    if work.reports.exists():
        yield "进展填报"
    if work.assessments.made().exists():
        yield "评定"
    if work.directives.exists():
        yield "批示"
    if work.extensions.exists():
        yield "延期申请"
    if Reminder.objects.filter(works=work).exists():
        yield "催办"
    if hasattr(work, "photo"):
        yield "照片"


def move_targets(other: Work, kept: Work, *, by: User, reason: str) -> None:
    known = {(target.kind, target.text) for target in kept.targets.all()}
    for target in other.targets.all():
        if (target.kind, target.text) in known:
            delete(target, by=by, reason=reason)
        else:
            target.work = kept
            save(target, by=by, reason=reason)
