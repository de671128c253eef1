"""What happens to an instruction. Each verb is permission, change and history in one
transaction; an instruction keeps the name and title it was given under."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone

from assignments.choices import DirectiveKind, Role
from assignments.evidence.attachments import Evidence, as_attachment
from assignments.ledger import access
from assignments.ledger.writing import locked, save, verb
from assignments.models import (
    ASKED_AGAIN,
    Directive,
    DirectiveUnit,
    Leader,
    Reply,
    Unit,
    User,
    Work,
)
from assignments.rules.transitions import DIRECTIVE, after


@verb
def issue_directive(
    *,
    work: Work,
    leader: Leader,
    text: str,
    units: Iterable[Unit],
    issued_on: date,
    by: User,
    kind: str = DirectiveKind.INSTRUCTION,
    due_on: date | None = None,
) -> Directive:
    """Record what a leader instructs the units to do, and tell by when to answer.

    A leader speaks for themselves; the office writes down what a leader who carries the
    work said. The same words of the same day are taken once. Raises ValidationError by
    field.
    """
    access.demand(access.can_instruct(by, work), "您不牵头这项工作，不能批示。")
    access.demand(
        by.role != Role.LEADER or by.leader_id == leader.pk,
        "不能以其他领导的名义批示。",
    )
    units = list(units)
    locked(Work.objects, pk=work.pk)
    demand_whole(work, leader, text.strip(), units, issued_on)
    directive = Directive(
        work=work,
        leader=leader,
        signed_as=leader.full,
        kind=kind,
        text=text.strip(),
        issued_on=issued_on,
        due_on=due_on,
        recorded_by=by,
    )
    save(directive, by=by, reason=directive.get_kind_display())
    for unit in units:
        save(DirectiveUnit(directive=directive, unit=unit), by=by)
    return directive


@verb
def reply(
    *, directive: Directive, text: str, by: User, files: Iterable[Evidence] = ()
) -> Reply:
    """A unit answers, with files where there are any; answering also says that it has read."""
    directive = locked(Directive.objects, pk=directive.pk)
    access.demand(access.can_reply(by, directive), "只有承办单位可以回复。")
    directive.state = after(DIRECTIVE, directive.state, "reply")
    if not text.strip():
        raise ValidationError({"text": "请填写回复内容。"})
    if directive.replies.filter(unit=by.unit, text=text.strip()).exists():
        raise ValidationError({"text": "同样的回复已经提交过，不必重复提交。"})
    note_read(directive, by, timezone.now())
    answer = save(
        Reply(directive=directive, unit=by.unit, text=text.strip(), by=by),
        by=by,
        reason="回复",
    )
    save(directive, by=by, reason="回复")
    attach(answer, files, by=by)
    return answer


@verb
def close(*, directive: Directive, by: User, at: datetime | None = None) -> Directive:
    """The leader who gave it, or the office, says that the matter is settled."""
    directive = locked(Directive.objects, pk=directive.pk)
    access.demand(
        access.can_close_directive(by, directive), "只有批示领导和督查室可以办结。"
    )
    directive.state = after(DIRECTIVE, directive.state, "settle")
    directive.closed_at, directive.closed_by = at or timezone.now(), by
    return save(directive, by=by, reason="办结")


@verb
def ask_again(
    *, directive: Directive, because: str, by: User, due_on: date | None = None
) -> Directive:
    """The answer is not enough: the instruction is open again, with what is missing and,
    where one is given, a new day to answer by."""
    directive = locked(Directive.objects, pk=directive.pk)
    access.demand(
        access.can_close_directive(by, directive), "只有批示领导和督查室可以要求补充。"
    )
    directive.state = after(DIRECTIVE, directive.state, "ask_again")
    if not because.strip():
        raise ValidationError({"because": "请写明要补充什么。"})
    directive.due_on = due_on or directive.due_on
    return save(directive, by=by, reason=f"{ASKED_AGAIN}{because.strip()}")


@verb
def mark_read(
    *, directive: Directive, by: User, at: datetime | None = None
) -> Directive:
    """Note that a unit has seen an instruction; the first time counts."""
    access.demand(access.can_reply(by, directive), "只有承办单位可以签收。")
    note_read(directive, by, at or timezone.now())
    return directive


def attach(answer: Reply, files: Iterable[Evidence], *, by: User) -> None:
    """Keep the files of an answer."""
    for file in files:
        save(
            as_attachment(file, by=by, reply=answer), by=by, reason=f"上传 {file.name}"
        )


def note_read(directive: Directive, by: User, at: datetime) -> None:
    for addressee in directive.addressees.filter(
        unit__in=access.units_of(by), read_at=None
    ):
        addressee.read_at = at
        save(addressee, by=by, reason="签收")


def demand_whole(
    work: Work, leader: Leader, text: str, units: list[Unit], issued_on: date
) -> None:
    """Raise ValidationError by field where an instruction is not whole."""
    wrong = {}
    if not text:
        wrong["text"] = "请填写批示内容。"
    if not units:
        wrong["units"] = "请至少选择一个承办单位。"
    if not leaders_of(work).filter(pk=leader.pk).exists():
        wrong["leader"] = f"{leader.full}不牵头、也不协同这项工作。"
    if (
        Directive.objects.open()
        .filter(work=work, leader=leader, text=text, issued_on=issued_on)
        .exists()
    ):
        wrong["text"] = "同样的批示已经登记，不必重复登记。"
    if wrong:
        raise ValidationError(wrong)


def leaders_of(work: Work) -> QuerySet[Leader]:
    """Who may instruct on a work: those who lead it and those whom a remark names."""
    carried = Q(tasks__work=work) | Q(co_led__task__work=work)
    return Leader.objects.filter(carried).distinct().order_by("order", "id")
