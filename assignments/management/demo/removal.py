"""Taking the demo out again, all of it, so that the pure plan is left.

The guards of closed periods and issued bulletins are passed here on purpose and nowhere else: what
they protect is real progress, and everything deleted here belongs to periods and accounts that were
marked as demo.
"""

from collections.abc import Iterable
from functools import partial

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Q

from assignments.choices import ImportState, PeriodState
from assignments.models import (
    Assessment,
    Attachment,
    Bulletin,
    Digest,
    Directive,
    DirectiveUnit,
    Extension,
    ImportBatch,
    Period,
    Phrase,
    PlannedValue,
    ProgressReport,
    Reading,
    Reminder,
    Reply,
    SavedFilter,
    SlowTarget,
    Target,
    User,
    WorkPhoto,
)


class NotRemovable(Exception):
    """The demo cannot be taken out as it is; the text says why and what to do."""


def is_present() -> bool:
    return (
        Period.objects.filter(is_demo=True).exists()
        or User.objects.filter(is_demo=True).exists()
    )


@transaction.atomic
def remove() -> dict[str, int]:
    """Remove every trace of the demo; returns how many rows of each kind went, by their Chinese
    name.

    The operations log keeps its lines: it is only ever added to, whoever acted. Digests go all
    of them: none was about anything but the demo, which does not mix with real progress."""
    periods = list(Period.objects.filter(is_demo=True))
    users = list(User.objects.filter(is_demo=True))
    refuse_standing_imports(users)
    gone = {}
    for model, rows in of_the_demo(periods, users):
        count = take_out(model, rows)
        if count:
            gone[str(model._meta.verbose_name)] = count
    reset(periods)
    gone["演示账号"] = take_out(User, Q(pk__in=[user.pk for user in users]))
    return gone


def refuse_standing_imports(users: list[User]) -> None:
    """What a demo account imported into the plan is undone in the product first: only that restores
    the plan."""
    standing = ImportBatch.objects.filter(
        by__in=users, state=ImportState.CONFIRMED
    ).first()
    if standing:
        raise NotRemovable(
            f"演示账号导入过“{standing.filename}”，请先在“导入”中撤销这一批次，再清除演示数据。"
        )


def of_the_demo(
    periods: list[Period], users: list[User]
) -> list[tuple[type[models.Model], Q]]:
    """What goes, children before their parents."""
    directives = Q(directive__recorded_by__in=users)
    offered = Phrase.history.filter(history_user__in=users, history_type="+").values(
        "id"
    )
    hung = WorkPhoto.history.filter(history_user__in=users, history_type="+").values(
        "id"
    )
    added = Target.history.filter(history_user__in=users, history_type="+").values("id")
    return [
        (Phrase, Q(pk__in=offered)),
        (SlowTarget, Q(assessment__period__in=periods)),
        (Assessment, Q(period__in=periods)),
        (Attachment, Q(report__period__in=periods) | Q(uploaded_by__in=users)),
        (Reading, Q(report__period__in=periods)),
        (ProgressReport, Q(period__in=periods)),
        (Reminder, Q(period__in=periods)),
        (Extension, Q(period__in=periods)),
        (Reply, directives | Q(by__in=users)),
        (DirectiveUnit, directives),
        (Directive, Q(recorded_by__in=users)),
        (Bulletin, Q(period__in=periods)),
        (WorkPhoto, Q(pk__in=hung)),
        (PlannedValue, Q(period__in=periods)),
        (Target, Q(pk__in=added)),
        (SavedFilter, Q(owner__in=users)),
        (ImportBatch, Q(by__in=users)),
        (Digest, Q()),
    ]


def take_out(model: type[models.Model], rows: Q) -> int:
    """Delete rows with their history, past the guards of the model's own queryset; returns how
    many."""
    keys = list(models.QuerySet(model).filter(rows).values_list("pk", flat=True))
    files = [
        field.name
        for field in model._meta.fields
        if isinstance(field, models.FileField)
    ]
    if files:
        forget_files(models.QuerySet(model).filter(pk__in=keys).values_list(*files))
    models.QuerySet(model).filter(pk__in=keys).delete()
    history = getattr(model, "history", None)
    if history is not None:
        history.filter(id__in=keys).delete()
    return len(keys)


def forget_files(rows: Iterable[tuple[str, ...]]) -> None:
    """The files that each row names go once the rows are surely gone."""
    names = [name for row in rows for name in row if name]
    transaction.on_commit(partial(delete_files, names))


def delete_files(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)


def reset(periods: list[Period]) -> None:
    """The quarters as the plan brought them: not begun, no history."""
    keys = [period.pk for period in periods]
    models.QuerySet(Period).filter(pk__in=keys).update(
        state=PeriodState.PLANNED,
        opened_at=None,
        closed_at=None,
        is_demo=False,
        version=0,
    )
    Period.history.filter(id__in=keys).delete()
