"""`remove_demo` leaves the plan as `loaddata` gave it."""

from datetime import date, datetime, timezone

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import transaction

from assignments.models import (
    Attachment,
    Bulletin,
    Digest,
    ImportBatch,
    OperationLog,
    Period,
    Plan,
    ProgressReport,
    Unit,
    User,
    WorkPhoto,
)

NOON = datetime(2021, 10, 8, 4, 0, tzinfo=timezone.utc)


def contents():
    """Every row of every table of the product, history included, as comparable values. A row that
    only says which unit is in which group has no name of its own: its key depends on what the
    database held before."""
    tables = apps.get_app_config("assignments").get_models(include_auto_created=True)
    found = {}
    for model in tables:
        skipped = {"updated_at", "id"} if model._meta.auto_created else {"updated_at"}
        names = [
            field.attname
            for field in model._meta.concrete_fields
            if field.name not in skipped
        ]
        rows = list(model._base_manager.order_by(*names).values_list(*names))
        if rows:
            found[model.__name__] = rows
    return found


def test_the_pure_plan_is_left(db, stored_plan_2021, request):
    with transaction.atomic():
        request.getfixturevalue("plan_2021")
        before = contents()
        transaction.set_rollback(True)
    request.getfixturevalue("demo")
    assert contents() != before
    call_command("remove_demo", verbosity=0)
    assert contents() == before


def test_refused_where_there_is_no_demo(plan_2021):
    with pytest.raises(CommandError, match="没有演示数据"):
        call_command("remove_demo")
    assert Period.objects.count() == 4


def test_works_where_the_setting_has_been_switched_off(demo, settings):
    settings.DEMO = False
    call_command("remove_demo", verbosity=0)
    assert (
        not User.objects.filter(is_demo=True).exists()
        and not ProgressReport.objects.exists()
    )


def test_what_people_added_to_the_demo_goes_too(
    demo, django_capture_on_commit_callbacks
):
    """An issued bulletin, evidence with its file, a fourth quarter that somebody opened."""
    office = User.objects.get(username="ducha")
    closed = Period.objects.get(index=2)
    Bulletin.objects.create(
        period=closed,
        number="演示1号",
        title="通报",
        issued_on=date(2021, 7, 20),
        state="issued",
        sha256="0" * 64,
    )
    report = ProgressReport.objects.filter(period__index=3, state="submitted").first()
    attachment = Attachment.objects.create(
        report=report,
        file=ContentFile(b"proof", name="proof.pdf"),
        name="名单.pdf",
        content_type="application/pdf",
        size=5,
        sha256="0" * 64,
        uploaded_by=office,
    )
    hung = WorkPhoto.objects.first().picture.name
    if not default_storage.exists(hung):
        default_storage.save(hung, ContentFile(b"picture"))
    ImportBatch.objects.create(
        year=2021, filename="试.docx", file=b"x", sha256="1" * 64, by=office
    )
    Digest.objects.create(
        address="keji@yuhuan.example", on=date(2021, 10, 8), text="待办", sent_at=NOON
    )
    OperationLog.objects.create(
        at=NOON, user=office, name="督查室（ducha）", action="sign_in"
    )
    with django_capture_on_commit_callbacks(execute=True):
        call_command("remove_demo", verbosity=0)
    assert not Digest.objects.exists()
    assert [(line.name, line.user) for line in OperationLog.objects.all()] == [
        ("督查室（ducha）", None)
    ]
    assert (
        not Bulletin.objects.exists()
        and not Attachment.objects.exists()
        and not ImportBatch.objects.exists()
    )
    assert not default_storage.exists(
        attachment.file.name
    ) and not default_storage.exists(hung)
    assert not WorkPhoto.objects.exists()
    assert Plan.objects.count() == 1 and Unit.objects.count() == 107


def test_a_standing_import_of_a_demo_account_is_undone_first(demo):
    office = User.objects.get(username="ducha")
    ImportBatch.objects.create(
        year=2021,
        filename="补充.docx",
        file=b"x",
        sha256="1" * 64,
        by=office,
        state="confirmed",
    )
    with pytest.raises(CommandError, match="补充.docx"):
        call_command("remove_demo")
    assert (
        ProgressReport.objects.exists() and User.objects.filter(is_demo=True).exists()
    )


def test_real_people_stay(demo, admin_user):
    call_command("remove_demo", verbosity=0)
    assert list(User.objects.all()) == [admin_user]
