"""One record of every model, so that every screen has something to show."""

from datetime import date, datetime, timezone
from decimal import Decimal

import pytest
from django.contrib import admin
from django.core.files.base import ContentFile

from assignments.models import (
    Assessment,
    Attachment,
    Bulletin,
    Digest,
    Directive,
    DirectiveUnit,
    Extension,
    ImportBatch,
    ImportChange,
    ImportRow,
    LeaderAlias,
    OperationLog,
    Phrase,
    PlannedValue,
    Reminder,
    Reply,
    SavedFilter,
    SlowTarget,
    UnitAlias,
    WorkPhoto,
)

NOON = datetime(2021, 7, 9, 4, 0, tzinfo=timezone.utc)


@pytest.fixture
def furnished(small_plan, office_user, unit_user):
    """The small plan with at least one row in every table of the product; returns the small
    plan."""
    work, unit, leader = (
        small_plan.works["fields"],
        small_plan.units["市科技局"],
        small_plan.leaders["蔡木贵"],
    )
    assessment = Assessment.objects.create(
        work=work,
        period=small_plan.period,
        standing="slow",
        assessed_at=NOON,
        assessed_by=office_user,
    )
    SlowTarget.objects.create(
        assessment=assessment, target=small_plan.targets["低效用地再开发"]
    )
    PlannedValue.objects.create(
        target=small_plan.targets["新增“小升规”企业"],
        period=small_plan.period,
        value=Decimal(30),
    )
    for alias in (
        UnitAlias(unit=unit, name="科学技术局"),
        LeaderAlias(leader=leader, name="蔡木贵常委"),
    ):
        alias.full_clean()
        alias.save()
    add_words(small_plan, office_user, unit)
    add_directive(work, leader, unit, office_user, unit_user)
    Attachment.objects.create(
        report=small_plan.report,
        file=ContentFile(b"proof", name="proof.pdf"),
        name="名单.pdf",
        content_type="application/pdf",
        size=5,
        sha256="0" * 64,
        uploaded_by=unit_user,
    )
    WorkPhoto.objects.create(
        work=work, picture="a.jpg", thumbnail="b.jpg", caption="开工现场"
    )
    Bulletin.objects.create(period=small_plan.last, title="一季度通报")
    batch = ImportBatch.objects.create(
        year=2021, filename="方案.docx", file=b"x", sha256="1" * 64, by=office_user
    )
    ImportRow.objects.create(batch=batch, index=1, content={"text": "任务一"})
    ImportChange.objects.create(
        batch=batch, order=1, action="create", model="task", key="1", label="任务一"
    )
    Digest.objects.create(
        address="keji@yuhuan.example",
        on=date(2021, 7, 9),
        text="待报送。",
        sent_at=NOON,
    )
    OperationLog.objects.create(
        at=NOON, name="某人", action="sign_in_failed", ip="10.0.0.9"
    )
    return small_plan


def add_words(plan, office_user, unit):
    Phrase.objects.create(text="请补充具体数据。")
    SavedFilter.objects.create(name="偏慢", query="standing=slow", owner=office_user)
    reminder = Reminder.objects.create(
        unit=unit,
        period=plan.period,
        sent_on=date(2021, 7, 9),
        sent_at=NOON,
        sent_by=office_user,
    )
    reminder.works.set([plan.works["talents"]])
    Extension.objects.create(
        work=plan.works["talents"],
        unit=unit,
        period=plan.period,
        reason="数据待核",
        until=date(2021, 7, 20),
        asked_by=office_user,
    )


def add_directive(work, leader, unit, office_user, unit_user):
    directive = Directive.objects.create(
        work=work,
        leader=leader,
        signed_as=leader.full,
        text="请加快进度。",
        issued_on=date(2021, 7, 9),
        recorded_by=office_user,
    )
    DirectiveUnit.objects.create(directive=directive, unit=unit)
    Reply.objects.create(
        directive=directive, unit=unit, text="已制定计划。", by=unit_user
    )


def screens():
    """Every registered screen: (model, its ModelAdmin)."""
    return sorted(admin.site._registry.items(), key=lambda pair: pair[0].__name__)
