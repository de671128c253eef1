"""A closed period cannot be changed: not by save, update, delete or a bulk write, not by moving a
row in or out."""

from datetime import date, datetime, timezone
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from assignments.choices import Duty, PeriodState, ReportState, Standing
from assignments.ledger import bulk
from assignments.ledger.figures import Board, summary
from assignments.ledger.obligations import Records, over, timeliness
from assignments.models import (
    Assessment,
    Attachment,
    ClosedPeriod,
    Extension,
    LedgerLine,
    LedgerRow,
    Obligation,
    Period,
    PlannedValue,
    ProgressReport,
    Reading,
    Reminder,
    ReminderWork,
    Reply,
    Responsibility,
    SlowTarget,
    Task,
    Work,
)
from assignments.models.periods import PeriodBound

NOON = datetime(2021, 7, 5, 4, 0, tzinfo=timezone.utc)
FILE = {"name": "a.pdf", "content_type": "x", "size": 1, "sha256": "0" * 64}
ONE, TWO = Decimal(1), Decimal(2)
YESTERDAY = date(2021, 7, 4)


class Rows:
    """One row of each kind in a period, the field that a change would touch, and a new row like
    it."""

    def __init__(self, plan, period, office):
        fields, unit = plan.works["fields"], plan.units["市农业农村局"]
        report = {
            "work": fields,
            "unit": unit,
            "period": period,
            "progress": "推进中。",
            "submitted_at": NOON,
            "state": ReportState.ACCEPTED,
        }
        self.report = ProgressReport.objects.create(**report)
        self.assessment, _ = Assessment.objects.get_or_create(
            work=fields, period=period
        )
        self.chased = Reminder.objects.create(
            unit=unit, period=period, sent_at=NOON, sent_by=office, sent_on=YESTERDAY
        )
        self.kinds = self.rows(plan, period, office, report)
        Assessment.objects.filter(work=plan.works["harbour"], period=period).delete()
        self.made = {
            model: model.objects.create(**fields)
            for model, (fields, *_) in self.kinds.items()
        }

    def rows(self, plan, period, office, report):
        """For each model (a row of it, a field that the period freezes, another value)."""
        fields, unit = report["work"], report["unit"]
        target = plan.targets["低效用地再开发"]
        chase = {"unit": unit, "period": period, "sent_at": NOON, "sent_by": office}
        extension = {
            "work": fields,
            "unit": unit,
            "period": period,
            "until": NOON.date(),
            "asked_by": office,
        }
        return {
            ProgressReport: (
                {**report, "unit": plan.units["玉城街道"]},
                "progress",
                "改",
            ),
            Assessment: (
                {"work": plan.works["harbour"], "period": period},
                "standing",
                Standing.ON_TRACK,
            ),
            Reading: (
                {"report": self.report, "target": target, "value": ONE},
                "value",
                TWO,
            ),
            SlowTarget: (
                {"assessment": self.assessment, "target": target},
                "target",
                plan.targets["规划通过评审"],
            ),
            Attachment: (
                {"report": self.report, "uploaded_by": office, **FILE},
                "name",
                "b.pdf",
            ),
            PlannedValue: (
                {"target": target, "period": period, "value": ONE},
                "value",
                TWO,
            ),
            Reminder: ({**chase, "sent_on": NOON.date()}, "text", "请补报"),
            ReminderWork: (
                {"reminder": self.chased, "work": fields},
                "work",
                plan.works["harbour"],
            ),
            Extension: ({**extension, "reason": "等待批复"}, "answer", "同意"),
        }


KINDS = [
    ProgressReport,
    Assessment,
    Reading,
    SlowTarget,
    Attachment,
    PlannedValue,
    Reminder,
    ReminderWork,
    Extension,
]


def close(period):
    type(period).objects.filter(pk=period.pk).update(state=PeriodState.CLOSED)


@pytest.fixture
def rows(small_plan, office_user):
    """Rows in the second quarter, which is closed behind them; their objects still think it
    open."""
    found = Rows(small_plan, small_plan.period, office_user)
    close(small_plan.period)
    return found


def refused():
    return pytest.raises(ClosedPeriod, match="2021年二季度已关闭，内容不能再改")


ASKED_ELSEWHERE = {LedgerLine, LedgerRow, Obligation}
"""Kept lines: tests/ledger/test_kept_lines.py asks whether they can be changed."""


def test_everything_bound_to_a_period_is_asked_here():
    assert set(PeriodBound.__subclasses__()) - set(KINDS) - ASKED_ELSEWHERE == set()


@pytest.mark.parametrize("model", KINDS)
def test_nothing_changes_by_any_way(rows, model):
    row = rows.made[model]
    fields, name, value = rows.kinds[model]
    before = model.objects.filter(pk=row.pk).values().get()
    setattr(row, name, value)
    for write in (
        row.save,
        row.delete,
        lambda: model.objects.filter(pk=row.pk).update(**{name: value}),
        lambda: model.objects.filter(pk=row.pk).delete(),
        lambda: model.objects.all().delete(),
        lambda: model.objects.bulk_update([row], [name]),
        lambda: model.objects.update_or_create(pk=row.pk, defaults={name: value}),
        lambda: bulk.update_many([row], [name], by=None, reason=""),
        lambda: bulk.delete_many([row], by=None, reason=""),
        lambda: model._base_manager.filter(pk=row.pk).update(**{name: value}),
        lambda: model._base_manager.filter(pk=row.pk).delete(),
    ):
        with refused(), transaction.atomic():
            write()
    assert model.objects.filter(pk=row.pk).values().get() == before


@pytest.mark.parametrize("model", KINDS)
def test_nothing_is_added(rows, model):
    fields, *_ = rows.kinds[model]
    count = model.objects.count()
    writes = [
        lambda: model._base_manager.create(**fields),
        lambda: model.objects.create(**fields),
        lambda: model(**fields).save(),
        lambda: model.objects.bulk_create([model(**fields)]),
        lambda: model.objects.bulk_create([model(**fields)], ignore_conflicts=True),
    ]
    if hasattr(model, "history"):
        writes.append(lambda: bulk.create_many([model(**fields)], by=None, reason=""))
    for write in writes:
        with refused(), transaction.atomic():
            write()
    assert model.objects.count() == count


@pytest.fixture
def assessments(small_plan):
    """One of the closed first quarter, one of the open second."""
    closed = Assessment.objects.get(
        period=small_plan.last, work=small_plan.works["fields"]
    )
    opened = Assessment.objects.create(
        period=small_plan.period, work=small_plan.works["harbour"]
    )
    Assessment.objects.filter(pk=opened.pk).update(comment="本期")
    return closed, opened


def test_a_row_is_not_moved_out_of_a_closed_period(small_plan, assessments):
    closed, _ = assessments
    closed.period = small_plan.period
    for write in (
        closed.save,
        lambda: Assessment.objects.bulk_update([closed], ["period"]),
        lambda: Assessment.objects.filter(pk=closed.pk).update(
            period=small_plan.period
        ),
    ):
        with pytest.raises(ClosedPeriod), transaction.atomic():
            write()
    closed.refresh_from_db()
    assert closed.period == small_plan.last


def test_a_row_is_not_moved_into_a_closed_period(small_plan, assessments):
    _, opened = assessments
    Assessment.objects.filter(work=small_plan.works["talents"]).exists()
    opened.period = small_plan.last
    for write in (
        opened.save,
        lambda: Assessment.objects.bulk_update([opened], ["period"]),
        lambda: Assessment.objects.filter(pk=opened.pk).update(period=small_plan.last),
        lambda: Assessment.objects.filter(pk=opened.pk).update(
            period_id=small_plan.last.pk
        ),
    ):
        with pytest.raises(ClosedPeriod), transaction.atomic():
            write()
    opened.refresh_from_db()
    assert opened.period == small_plan.period


def test_a_reading_is_not_moved_into_a_closed_report(small_plan, rows):
    third = small_plan.quarters[3]
    later = ProgressReport.objects.create(
        work=small_plan.works["fields"],
        unit=small_plan.units["市农业农村局"],
        period=third,
    )
    reading = Reading.objects.create(
        report=later, target=small_plan.targets["建成美丽田园"], value=1
    )
    with refused(), transaction.atomic():
        Reading.objects.filter(pk=reading.pk).update(report=rows.report)


def test_a_file_is_not_moved_into_a_closed_report(small_plan, rows, office_user):
    later = ProgressReport.objects.create(
        work=small_plan.works["talents"],
        unit=small_plan.units["市科技局"],
        period=small_plan.quarters[3],
    )
    file = Attachment.objects.create(
        report=later,
        name="a",
        content_type="x",
        size=1,
        sha256="0" * 64,
        uploaded_by=office_user,
    )
    for write in (
        lambda: rows.report.attachments.add(file),
        lambda: rows.report.attachments.set([file]),
        lambda: rows.report.attachments.clear(),
    ):
        with refused(), transaction.atomic():
            write()
    assert rows.report.attachments.get() != file


def test_what_a_closed_period_was_judged_by_does_not_go_with_its_target(small_plan):
    """Neither from below: deleting a target takes its plan along, unless a closed period has a part
    of it."""
    target = small_plan.targets["新增“小升规”企业"]
    small_plan.report.readings.all().delete()
    planned = PlannedValue.objects.create(
        target=target, period=small_plan.period, value=31
    )
    close(small_plan.period)
    for write in (
        target.delete,
        lambda: type(target).objects.filter(pk=target.pk).delete(),
    ):
        with refused(), transaction.atomic():
            write()
    assert PlannedValue.objects.get() == planned
    type(small_plan.period).objects.filter(pk=small_plan.period.pk).update(
        state=PeriodState.OPEN
    )
    target.delete()
    assert not PlannedValue.objects.exists()


def test_a_chased_work_stays_with_a_closed_reminder(rows, small_plan):
    free = Work.objects.create(year=2021, title="新增", due_on=date(2021, 12, 31))
    type(small_plan.period).objects.filter(pk=small_plan.period.pk).update(
        state=PeriodState.OPEN
    )
    ReminderWork.objects.create(reminder=rows.chased, work=free)
    close(small_plan.period)
    with refused(), transaction.atomic():
        free.delete()


def test_the_days_of_a_closed_period_stand(small_plan):
    period = small_plan.last
    period.due_on = date(2021, 5, 1)
    for write in (
        period.save,
        period.delete,
        lambda: Period.objects.filter(pk=period.pk).update(due_on=date(2021, 5, 1)),
        lambda: Period.objects.bulk_update([period], ["due_on"]),
        lambda: Period.objects.filter(pk=period.pk).delete(),
    ):
        with pytest.raises(ClosedPeriod), transaction.atomic():
            write()
    period.refresh_from_db()
    assert period.due_on == date(2021, 4, 8)


# ---- How many works a closed period counts


def counted(period):
    return {
        name: getattr(found, "value", found)
        for name, found in summary(Board(period)).items()
    }


def test_what_is_added_later_is_not_counted_then(small_plan):
    before, now = counted(small_plan.last), counted(small_plan.period)
    unit = small_plan.units["市科技局"]
    owed = owed_then(small_plan, unit)
    later = Work.objects.create(year=2021, title="年中新增", due_on=date(2021, 12, 31))
    task = Task.objects.create(
        plan=small_plan.plan, work=later, number=99, text="年中新增。"
    )
    Responsibility.objects.create(task=task, unit=unit, duty=Duty.LEAD)
    assert counted(small_plan.last) == before
    assert counted(small_plan.period)["works"] == now["works"] + 1
    compared = Board(small_plan.period, compared=small_plan.last).before
    assert counted_by(compared) == before["works"]
    assert owed_then(small_plan, unit) == owed


def owed_then(small_plan, unit):
    """How many reports a unit owed in the closed quarter, seen from the open one."""
    rows = over(Board(small_plan.period).lines, [small_plan.last], Records())
    return timeliness(rows, [])[unit.pk].owed


def counted_by(board):
    return summary(board)["works"].value


def test_what_was_counted_stays_and_stays_of_its_kind(small_plan):
    """Also what nobody reported on, assessed or instructed: it was counted as 未报送."""
    task, work, before = (
        small_plan.tasks["key", 5],
        small_plan.works["talents"],
        counted(small_plan.last),
    )
    moved = Task.objects.get(pk=task.pk)
    moved.work = small_plan.works["harbour"]
    other_kind = Task.objects.get(pk=task.pk)
    other_kind.kind = "livelihood"
    next_year = Work.objects.get(pk=work.pk)
    next_year.year = 2022
    for write in (
        task.delete,
        moved.save,
        other_kind.save,
        next_year.save,
        lambda: Task.objects.filter(pk=task.pk).delete(),
        lambda: Task.objects.filter(pk=task.pk).update(kind="livelihood"),
        lambda: Task.objects.filter(pk=task.pk).update(
            work=small_plan.works["harbour"]
        ),
        lambda: Work.objects.filter(pk=work.pk).update(year=2022),
    ):
        with pytest.raises(ValidationError), transaction.atomic():
            write()
    assert counted(small_plan.last) == before
    task.text = "错别字改正。"
    task.save()


def test_an_upsert_does_not_reach_into_a_closed_period(small_plan, assessments):
    closed, _ = assessments
    disguised = Assessment(
        pk=closed.pk, work=closed.work, period=small_plan.period, comment="改"
    )
    with pytest.raises(ClosedPeriod), transaction.atomic():
        Assessment.objects.bulk_create(
            [disguised],
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["comment"],
        )


def test_open_rows_beside_closed_ones_stay_free(assessments):
    closed, opened = assessments
    opened.comment = "改"
    opened.save()
    Assessment.objects.filter(pk=opened.pk).update(comment="再改")
    with pytest.raises(ClosedPeriod):
        Assessment.objects.filter(pk__in=[opened.pk, closed.pk]).update(comment="都改")
    opened.refresh_from_db()
    assert opened.comment == "再改"


def test_the_rows_of_a_reopened_period_are_free_again(small_plan, rows):
    type(small_plan.period).objects.filter(pk=small_plan.period.pk).update(
        state=PeriodState.OPEN
    )
    rows.report.progress = "更正。"
    rows.report.save()
    rows.report.delete()


def test_a_file_that_came_with_a_reply_belongs_to_no_period(
    small_plan, rows, office_user
):
    directive = small_plan.works["fields"].directives.create(
        leader=small_plan.leaders["陈威"],
        signed_as="陈威副市长",
        text="请加快。",
        issued_on=date(2021, 7, 1),
        recorded_by=office_user,
    )
    reply = Reply.objects.create(
        directive=directive,
        unit=small_plan.units["市农业农村局"],
        text="收到。",
        by=office_user,
    )
    file = Attachment.objects.create(
        reply=reply,
        name="a",
        content_type="x",
        size=1,
        sha256="0" * 64,
        uploaded_by=office_user,
    )
    file.name = "b"
    file.save()
    file.delete()
