"""The only writer. Every change of a record goes through here: validated by the model and
the database, with its author and reason in the history, and never over somebody else's.

**The order of locks.** Two verbs that meet wait for each other in turn and never in a circle,
because each takes what it locks, and what it writes, in the order of LOCKED: above all a period
before anything that belongs to it. A verb that may come to write what belongs to a period holds
that period first (`hold_open`, `hold`), however far down the writing is. Only `locked`,
`all_locked` and these lock rows, and models.users the administrators, who come last; of one model
rows are taken by key.
"""

import functools
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, ParamSpec, TypeVar

from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.db.models import F, QuerySet
from simple_history.utils import bulk_create_with_history

from assignments.choices import PeriodState
from assignments.evidence.storage import gone_unless_done
from assignments.ledger import spellings
from assignments.models import Period, User
from assignments.models.base import Versioned
from assignments.models.bulletins import IssuedBulletin
from assignments.models.periods import ClosedPeriod, PeriodBound, refuse_if_closed
from assignments.rules.characters import clean_typed
from assignments.rules.lengths import too_long
from assignments.rules.transitions import IllegalMove

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")
Record = TypeVar("Record", bound=models.Model)

LOCKED = (
    "importbatch",
    "period",
    "leader",
    "unit",
    "plan",
    "work",
    "task",
    "responsibility",
    "coleader",
    "target",
    "plannedvalue",
    "progressreport",
    "assessment",
    "reminder",
    "extension",
    "directive",
    "directiveunit",
    "bulletin",
    "user",
)
"""Models in the order in which their rows are locked; what stands behind one of the periods'
belongings is written under its lock."""


class StaleVersion(Exception):
    """Somebody changed the record meanwhile. `current` is the record as it is now."""

    def __init__(self, current: Any) -> None:
        self.current = current
        super().__init__("这条记录已被他人修改。请核对最新内容后再保存。")


REFUSALS = (IllegalMove, ClosedPeriod, IssuedBulletin, ValidationError, StaleVersion)
"""What a verb may answer instead of doing what it was asked; each can be told to the person."""


def sentences(refusal: Exception) -> list[str]:
    """What a refusal says, a list of Chinese sentences."""
    return (
        list(refusal.messages)
        if isinstance(refusal, ValidationError)
        else [str(refusal)]
    )


def verb(function: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """Mark a function as a verb: one transaction, keyword-only, always `by=`; the files that it
    wrote go with it."""

    @functools.wraps(function)
    def wrapped(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        with gone_unless_done(), transaction.atomic():
            return function(*args, **kwargs)

    return wrapped


def save(
    instance: Record,
    *,
    by: User | None,
    reason: str = "",
    expected_version: int | None = None,
) -> Record:
    """Validate and write one record with its history; return it.

    `expected_version` is the version that the change was made from; when the database
    holds another one, StaleVersion is raised and nothing is written. Raises
    ValidationError with Chinese messages where the model or a constraint objects. Fields that were
    deferred are neither checked nor written.
    """
    with transaction.atomic():
        hold_period(instance)
        clean_texts(instance)
        spellings.check(instance)
        demand_valid(instance)
        refuse_unstorable(instance, reason)
        if isinstance(instance, Versioned) and instance.pk:
            claim_version(instance, expected_version)
        sign(instance, by, reason)
        instance.save()
    return instance


def demand_valid(instance: models.Model) -> None:
    """Raise ValidationError where the model objects; of a text that is too long it says by how
    much."""
    try:
        instance.full_clean(exclude=deferred(instance))
    except ValidationError as refusal:
        for name, errors in refusal.error_dict.items():
            for error in errors:
                if error.code == "max_length":
                    error.message = too_long_text(instance, name)
                    error.params = None
        raise


def too_long_text(instance: models.Model, name: str) -> str:
    """By how much the text in a field of limited length is too long."""
    field = instance._meta.get_field(name)
    assert (
        isinstance(field, models.Field) and field.max_length
    )  # what max_length was asked of
    return too_long(
        str(getattr(instance, name)), field.max_length, str(field.verbose_name)
    )


def hold_period(instance: models.Model) -> None:
    """What belongs to a period is asked whether that is closed before it is written. Held until the
    transaction ends, the period is not closed between the question and the writing; on SQLite
    nobody else writes then anyhow."""
    if isinstance(instance, PeriodBound):
        period = instance.bound_period
        hold({period.pk} if period else set())


def clean_texts(instance: models.Model) -> None:
    """Mend the texts of a record in place, whatever they came by: a form, a file, a command."""
    for field in instance._meta.concrete_fields:
        text = instance.__dict__.get(field.attname)  # what was deferred is not among it
        if isinstance(field, models.CharField | models.TextField) and isinstance(
            text, str
        ):
            setattr(instance, field.attname, clean_typed(text))


def refuse_unstorable(instance: models.Model, reason: str) -> None:
    """A sign that PostgreSQL keeps in no text, whatever form or address let it through; SQLite
    would keep it."""
    kept = instance.__dict__.values()  # what was deferred is not among it
    if any("\x00" in text for text in (reason, *kept) if isinstance(text, str)):
        raise ValidationError(
            "文字里有看不见的字符，不能保存。请重新输入，不要从别处粘贴。"
        )


def deferred(instance: models.Model) -> set[str]:
    attributes = instance.get_deferred_fields()
    return {
        field.name
        for field in instance._meta.concrete_fields
        if field.attname in attributes
    }


def claim_version(instance: Versioned, expected_version: int | None) -> None:
    """Raise the version by one; with `expected_version`, only from that one."""
    rows = type(instance)._base_manager.filter(pk=instance.pk)
    if expected_version is not None:
        rows = rows.filter(version=expected_version)
    if not rows.update(version=F("version") + 1):
        raise StaleVersion(type(instance)._base_manager.filter(pk=instance.pk).first())
    instance.version = (
        type(instance)
        ._base_manager.values_list("version", flat=True)
        .get(pk=instance.pk)
    )


def sign(instance: models.Model, by: User | None, reason: str) -> None:
    """Tell the history who makes the coming change and why."""
    author = by if by and by.pk else None
    instance._history_user = author  # type: ignore[attr-defined]  # simple_history reads both
    instance._change_reason = reason or None  # type: ignore[attr-defined]  # off any record


def delete(instance: models.Model, *, by: User | None, reason: str = "") -> None:
    """Remove one record; its history stays, with who and why."""
    refuse_unstorable(instance, reason)
    with transaction.atomic():
        hold_period(instance)
        sign(instance, by, reason)
        instance.delete()


def replace(
    owner: models.Model,
    related: str,
    wanted: Mapping[Any, Mapping[str, Any]],
    *,
    by: User | None,
    key: str,
    reason: str = "",
) -> None:
    """Make the rows of `owner.<related>` be exactly `wanted`: {key value: {field: value}}.

    Rows are matched by the field `key`; unchanged rows are left alone, so that the
    history holds changes only.
    """
    manager = getattr(owner, related)
    present = {getattr(row, key): row for row in manager.all()}
    for value, row in present.items():
        if value not in wanted:
            delete(row, by=by, reason=reason)
    for value, fields in wanted.items():
        row = present.get(value)
        if row is None:
            row = manager.model(**{manager.field.name: owner, key: value, **fields})
        elif all(getattr(row, name) == new for name, new in fields.items()):
            continue
        else:
            for name, new in fields.items():
                setattr(row, name, new)
        save(row, by=by, reason=reason)


def set_members(
    owner: models.Model,
    field: str,
    members: Collection[models.Model],
    *,
    by: User | None,
    reason: str = "",
) -> None:
    """Make a plain many-to-many field hold exactly `members`, noted in the owner's history."""
    manager = getattr(owner, field)
    if {row.pk for row in manager.all()} != {row.pk for row in members}:
        manager.set(members)
        save(owner, by=by, reason=reason)


def locked(rows: QuerySet[Record] | models.Manager[Record], **lookup: Any) -> Record:
    """One of the rows, locked until the transaction ends (PostgreSQL; on SQLite the
    whole transaction already holds the write lock). Others may go on pointing at the row, which
    is not about to get another key. Raises DoesNotExist."""
    return rows.select_for_update(of=("self",), no_key=True).get(**lookup)


def all_locked(rows: QuerySet[Record]) -> list[Record]:
    """The rows of a queryset, each locked as by `locked` and as it is once nobody else holds it;
    those that do not fit any more are left out."""
    return list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))


def create_all(
    rows: Sequence[models.Model], *, by: User | None, reason: str = ""
) -> None:
    """Write many new records of one model at once, each with its history."""
    spellings.check_new([row for row in rows if isinstance(row, spellings.NAMED)])
    for row in rows:
        clean_texts(row)
        row.clean_fields()
    if rows:
        bulk_create_with_history(
            rows,
            type(rows[0]),
            default_user=by,
            default_change_reason=reason or None,
            batch_size=500,
        )


def hold_all(rows: QuerySet) -> None:
    """Lock the rows of a queryset without fetching them: there may be ten thousand."""
    if connection.features.has_select_for_update:
        held = rows.select_for_update(of=("self",), no_key=True).order_by("pk")
        for _ in held.values_list("pk").iterator():
            continue


def hold(periods: Collection[int]) -> None:
    """Lock the periods with these ids until the transaction ends, whatever their state. On SQLite
    nobody else writes meanwhile anyhow."""
    if periods and connection.features.has_select_for_update:
        all_locked(Period.objects.filter(pk__in=periods))


def hold_open(period: Period) -> Period:
    """The period as the database has it, held until the transaction ends, so that it is not
    closed meanwhile. Raises IllegalMove where it has not begun, ClosedPeriod where it is over."""
    held = locked(Period.objects, pk=period.pk)
    refuse_if_closed(held)
    if held.state == PeriodState.PLANNED:
        raise IllegalMove(f"{held}尚未开启，还不能办理；请等督查室开启本期。")
    return held
