"""Somebody can always manage accounts: no road leaves an installation without an administrator who
can sign in."""

import io
import threading

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import QuerySet

from assignments.choices import Role
from assignments.ledger import accounts
from assignments.models import User

pytestmark = pytest.mark.django_db
ONLY = "唯一能登录的管理员"


def demoted(user):
    user.role = Role.VIEWER
    user.save()


def switched_off(user):
    user.is_active = False
    accounts.save(user, by=user, reason="试")


def updated_in_bulk(user):
    User.objects.filter(pk=user.pk).update(role=Role.OFFICE)


def updated_from_a_list(user):
    user.is_active = False
    User.objects.bulk_update([user], ["is_active"])


def deleted_in_bulk(user):
    User.objects.filter(role=Role.ADMIN).delete()


def without_the_form(user):
    user.role = Role.VIEWER
    user.save(update_fields=["role"])


ROADS = [
    demoted,
    switched_off,
    updated_in_bulk,
    updated_from_a_list,
    User.delete,
    deleted_in_bulk,
    without_the_form,
]


@pytest.mark.parametrize("road", ROADS, ids=lambda road: road.__name__)
def test_the_only_administrator_stays_by_every_road(admin_user, road):
    with pytest.raises(ValidationError, match=ONLY), transaction.atomic():
        road(User.objects.get(pk=admin_user.pk))
    kept = User.objects.get(pk=admin_user.pk)
    assert kept.role == Role.ADMIN and kept.is_active


@pytest.mark.parametrize("road", ROADS, ids=lambda road: road.__name__)
def test_one_of_two_may_go(admin_user, viewer_user, road):
    promote(viewer_user)
    if road is deleted_in_bulk:
        pytest.raises(ValidationError, road, admin_user)
        return
    road(User.objects.get(pk=admin_user.pk))
    assert list(User.objects.managing()) == [viewer_user]


@pytest.mark.parametrize("changed", [{"is_active": False}, {"is_demo": True}])
def test_one_who_cannot_sign_in_does_not_count(
    admin_user, viewer_user, settings, changed
):
    """Demo accounts are refused at the door where DEMO is off."""
    settings.DEMO = False
    promote(viewer_user)
    User.objects.filter(pk=viewer_user.pk).update(**changed)
    with pytest.raises(ValidationError, match=ONLY):
        demoted(admin_user)


def test_the_only_administrator_may_change_all_else(admin_user, viewer_user):
    admin_user.display_name, admin_user.theme = "老林", "dark"
    admin_user.save()
    viewer_user.is_active = False
    viewer_user.save()
    User.objects.filter(pk=admin_user.pk).update(large_type=True)
    assert User.objects.get(pk=admin_user.pk).display_name == "老林"


def test_without_any_administrator_nothing_is_in_the_way(viewer_user):
    viewer_user.is_active = False
    viewer_user.save()
    viewer_user.delete()
    assert not User.objects.exists()


def test_a_removed_demo_asks_for_an_administrator(db):
    QuerySet(User).create(username="yanshi", role=Role.ADMIN, is_demo=True)
    told = io.StringIO()
    call_command("remove_demo", stdout=told)
    assert "create_admin" in told.getvalue() and not User.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_demote_each_other_one_stays(admin_user, viewer_user):
    promote(viewer_user)
    pair = [admin_user, viewer_user]
    start, told = threading.Barrier(2), []

    def demote(other, by):
        try:
            start.wait()
            with transaction.atomic():
                other = User.objects.get(pk=other.pk)
                other.role = Role.OFFICE
                accounts.save(other, by=by, reason="试")
        except ValidationError as error:
            told.append(error.messages[0])
        finally:
            connection.close()

    threads = [
        threading.Thread(target=demote, args=(other, by))
        for other, by in (pair, pair[::-1])
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert User.objects.managing().count() == 1
    assert len(told) == 1 and ONLY in told[0]


def promote(user):
    user.role = Role.ADMIN
    user.save()
