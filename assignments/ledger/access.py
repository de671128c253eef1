"""The only gate: who sees what, as querysets, and who does what, as `can_*` questions.

The matrix is section 4 of the design. A reader who may see a thing but not act on it gets
403 (`demand`); somebody who may not see it gets 404, because the queryset lacks it.
"""

from typing import TypeGuard

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from assignments.choices import BulletinState, Duty, ImportKind, ReportState, Role
from assignments.models import (
    Attachment,
    Bulletin,
    Directive,
    Extension,
    ImportBatch,
    ProgressReport,
    Reminder,
    Responsibility,
    SavedFilter,
    Unit,
    User,
    Work,
    WorkPhoto,
)
from assignments.models.bulletins import BulletinQuerySet
from assignments.models.directives import DirectiveQuerySet
from assignments.models.reports import ReportQuerySet
from assignments.models.works import WorkQuerySet

EVERYTHING = frozenset({Role.ADMIN, Role.OFFICE})

Account = User | AnonymousUser


class Request(HttpRequest):
    """A request that LoginRequiredMiddleware let through: its user is an account. Only for
    annotations; what arrives is Django's own request."""

    user: User


def demand(allowed: bool, message: str = "您没有办理此事的权限。") -> None:
    """Turn a `can_*` answer of no into 403."""
    if not allowed:
        raise PermissionDenied(message)


def is_active(user: Account) -> TypeGuard[User]:
    """Whether this is a signed-in account that is not closed. Every question below ends here, so
    that neither the stranger nor a closed account ever gets an answer of yes."""
    return user.is_authenticated and user.is_active


def has_role(user: Account, *roles: str) -> TypeGuard[User]:
    """Whether an active account has one of the roles."""
    return is_active(user) and user.role in roles


def is_office(user: Account) -> bool:
    return has_role(user, Role.OFFICE)


def is_admin(user: Account) -> bool:
    return has_role(user, Role.ADMIN)


def sees_everything(user: Account) -> bool:
    return has_role(user, *EVERYTHING)


# --- who sees what ---------------------------------------------------------------------


def own_unit(user: User) -> int:
    """The id of a reporter's unit."""
    assert user.unit_id is not None  # user_unit_fits_role, a constraint of the database
    return user.unit_id


def units_of(user: Account) -> list[int]:
    """The ids under which a reporter's unit may be named: itself and the groups it is in."""
    if not has_role(user, Role.UNIT):
        return []
    return [
        own_unit(user),
        *Unit.objects.filter(members=user.unit_id).values_list("id", flat=True),
    ]


def led_works(user: Account) -> WorkQuerySet:
    """Works that a leader's account leads or co-leads."""
    if not has_role(user, Role.LEADER):
        return Work.objects.none()
    led = Q(tasks__leader=user.leader_id) | Q(tasks__co_leaders__leader=user.leader_id)
    return Work.objects.filter(led).distinct()


def works(user: Account) -> WorkQuerySet:
    """Everybody who is signed in reads every work."""
    return Work.objects.all() if is_active(user) else Work.objects.none()


def photos(user: Account) -> QuerySet[WorkPhoto]:
    """The pictures of works: everybody who is signed in sees all, anybody else what the office has
    marked public."""
    if is_active(user):
        return WorkPhoto.objects.all()
    return WorkPhoto.objects.filter(is_public=True)


def reports(user: Account) -> ReportQuerySet:
    """Accepted reports for all. Beyond that: the office and admins everything; a unit all
    of its own and, as lead unit, what its cooperating units sent; a leader what was sent
    on works they lead or co-lead. A draft is seen by its unit and the office alone."""
    everything = ProgressReport.objects.all()
    if not is_active(user):
        return everything.none()
    if user.role in EVERYTHING:
        return everything
    readable = Q(state=ReportState.ACCEPTED)
    sent = ~Q(state=ReportState.DRAFT)
    if user.role == Role.UNIT:
        led = Responsibility.objects.filter(unit=user.unit_id, duty=Duty.LEAD).values(
            "task__work"
        )
        readable |= Q(unit=user.unit_id) | (sent & Q(work__in=led))
    if user.role == Role.LEADER:
        readable |= sent & Q(work__in=led_works(user).values("id"))
    return everything.filter(readable)


def attachments(user: Account) -> QuerySet[Attachment]:
    """Files of the reports and replies that the user may read."""
    return Attachment.objects.filter(
        Q(report__in=reports(user).values("id"))
        | Q(reply__directive__in=directives(user).values("id"))
    )


def directives(user: Account) -> DirectiveQuerySet:
    """The office and admins all; a leader their own and those on works they carry; a unit
    those it must answer and those on works it leads."""
    everything = Directive.objects.all()
    if not is_active(user):
        return everything.none()
    if user.role in EVERYTHING:
        return everything
    if user.role == Role.LEADER:
        return everything.filter(
            Q(leader=user.leader_id) | Q(work__in=led_works(user).values("id"))
        )
    if user.role == Role.UNIT:
        led = Responsibility.objects.filter(unit=user.unit_id, duty=Duty.LEAD).values(
            "task__work"
        )
        named = Q(addressees__unit=user.unit_id) | Q(
            addressees__unit__members=user.unit_id
        )
        addressed = Directive.objects.filter(named).values("id")
        return everything.filter(Q(id__in=addressed) | Q(work__in=led))
    return everything.none()


def reminders(user: Account) -> QuerySet[Reminder]:
    """The office and admins all, a unit its own."""
    if sees_everything(user):
        return Reminder.objects.all()
    if has_role(user, Role.UNIT):
        return Reminder.objects.filter(unit=user.unit_id)
    return Reminder.objects.none()


def extensions(user: Account) -> QuerySet[Extension]:
    """The office and admins all, a unit its own."""
    if sees_everything(user):
        return Extension.objects.all()
    if has_role(user, Role.UNIT):
        return Extension.objects.filter(unit=user.unit_id)
    return Extension.objects.none()


def bulletins(user: Account) -> BulletinQuerySet:
    """Issued and withdrawn bulletins for all; drafts for the office and admins."""
    if sees_everything(user):
        return Bulletin.objects.all()
    if is_active(user):
        return Bulletin.objects.exclude(state=BulletinState.DRAFT)
    return Bulletin.objects.none()


def import_batches(user: Account) -> QuerySet[ImportBatch]:
    """The office and admins all; a unit the sheets of progress that its own reporters handed in for
    it, wherever these are now."""
    if can_import(user):
        return ImportBatch.objects.all()
    if has_role(user, Role.UNIT):
        unit_sheets = {
            "answers__sheet__only": True,
            "answers__sheet__unit": user.unit_id,
        }
        return ImportBatch.objects.filter(kind=ImportKind.PROGRESS, **unit_sheets)
    return ImportBatch.objects.none()


def saved_filters(user: Account) -> QuerySet[SavedFilter]:
    """One's own, and those that the office keeps for everybody."""
    if not is_active(user):
        return SavedFilter.objects.none()
    return SavedFilter.objects.filter(Q(owner=user.pk) | Q(owner__isnull=True))


def duties(work: Work) -> QuerySet[Responsibility]:
    """Every responsibility in a work, lead first, in the order of the notice."""
    return (
        Responsibility.objects.filter(task__work=work)
        .select_related("unit")
        .order_by("-duty", "task__kind", "task__number", "order", "id")
    )


def responsible_units(work: Work) -> list[Unit]:
    """The units that answer for a work, each once, lead first, groups unfolded behind
    themselves."""
    units: dict[int, Unit] = {}
    for duty in duties(work):
        units.setdefault(duty.unit_id, duty.unit)
        if duty.unit.is_group:
            for member in duty.unit.members.all():
                units.setdefault(member.id, member)
    return list(units.values())


def reportable_units(user: Account, work: Work) -> list[Unit]:
    """The units for which this user may report on this work; the office for all of them, also
    for a group as a whole where it leads; a reporter for their own where it has a duty, directly
    or through a group."""
    if is_office(user):
        leading = {duty.unit_id for duty in duties(work) if duty.duty == Duty.LEAD}
        return [
            unit
            for unit in responsible_units(work)
            if not unit.is_group or unit.id in leading
        ]
    if has_role(user, Role.UNIT):
        named = Q(responsibilities__task__work=work) | Q(
            groups__responsibilities__task__work=work
        )
        return list(Unit.objects.filter(named, pk=own_unit(user)).distinct())
    return []


# --- who does what ---------------------------------------------------------------------


def has_desk(user: Account) -> bool:
    """A reporter has their own; the office opens any unit's, to log for it."""
    return has_role(user, Role.UNIT, Role.OFFICE)


def can_report(user: Account, work: Work, unit: Unit) -> bool:
    return any(unit.id == allowed.id for allowed in reportable_units(user, work))


def can_review(user: Account) -> bool:
    return is_office(user)


def can_assess(user: Account) -> bool:
    return is_office(user)


def can_join(user: Account) -> bool:
    return is_office(user)


def can_chase(user: Account) -> bool:
    return is_office(user)


def can_run_periods(user: Account) -> bool:
    return is_office(user)


def can_reopen_period(user: Account) -> bool:
    return is_admin(user)


def can_publish(user: Account) -> bool:
    return is_office(user)


def can_instruct(user: Account, work: Work) -> bool:
    """A leader on works they lead or co-lead; the office, who records it on their behalf."""
    return is_office(user) or led_works(user).filter(pk=work.pk).exists()


def can_close_directive(user: Account, directive: Directive) -> bool:
    """The leader who gave it, or the office."""
    return is_office(user) or (
        has_role(user, Role.LEADER) and user.leader_id == directive.leader_id
    )


def can_reply(user: Account, directive: Directive) -> bool:
    return directive.addressees.filter(unit__in=units_of(user)).exists()


def can_keep_photo(user: Account) -> bool:
    return is_office(user)


def can_share_filters(user: Account) -> bool:
    """Filters without an owner are everybody's; the office keeps them."""
    return is_office(user)


def can_change_filter(user: Account, saved: SavedFilter) -> bool:
    """One's own; the office also the shared ones."""
    if saved.owner_id is None:
        return can_share_filters(user)
    return is_active(user) and saved.owner_id == user.pk


def can_import(user: Account) -> bool:
    return sees_everything(user)


def can_import_progress(user: Account) -> bool:
    """A sheet of progress becomes drafts, which the office logs for a unit and a reporter writes
    for their own."""
    return has_role(user, Role.OFFICE, Role.UNIT)


def can_hand_in(user: Account) -> bool:
    """Open the page of the import at all."""
    return can_import(user) or can_import_progress(user)


def can_handle_batch(user: Account, batch: ImportBatch) -> bool:
    """Read, answer, confirm and take back what was handed in."""
    return can_import(user) or import_batches(user).filter(pk=batch.pk).exists()


def can_manage(user: Account) -> bool:
    """Users, dictionaries and the plan's structure, in the admin screens."""
    return is_admin(user)
