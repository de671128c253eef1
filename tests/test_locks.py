"""Two people at the same moment: nobody waits for the other who waits for them, and nobody writes
over what the other has just decided."""

import threading
import time
from contextlib import contextmanager
from datetime import date, datetime, timezone
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from assignments.directives.verbs import close, issue_directive
from assignments.intake import verbs as intake
from assignments.intake.reading import read_batch
from assignments.ledger import writing
from assignments.ledger.succession_verbs import hand_over, merge_unit
from assignments.models import (
    ClosedPeriod,
    Directive,
    Extension,
    ImportBatch,
    Leader,
    Period,
    PlannedValue,
    ProgressReport,
    Reminder,
    Reply,
    Responsibility,
)
from assignments.reporting.verbs import Content, mark_read, save_draft, submit, withdraw
from assignments.supervision.period_verbs import close_period
from assignments.supervision.verbs import accept, answer_extension
from tests.intake.test_progress import sheet

pytestmark = pytest.mark.django_db(transaction=True)
WHOLE = Content(progress="有进展。", approved_by="局长")
DAY = date(2021, 7, 1)
NOON = datetime(2021, 7, 1, 4, tzinfo=timezone.utc)


@contextmanager
def meanwhile(act):
    """`act` begins in a thread of its own once the body has done its part, and ends after it."""
    told = []

    def run():
        try:
            act()
        except Exception as error:  # told to the test below
            told.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)

    def begin():
        thread.start()
        time.sleep(0.3)

    with transaction.atomic():
        yield begin
    thread.join()
    assert not told, told


@pytest.fixture
def sent(small_plan, unit_user):
    unit, work = small_plan.units["市科技局"], small_plan.works["talents"]
    return submit(
        work=work, unit=unit, period=small_plan.period, content=WHOLE, by=unit_user
    )


@pytest.mark.parametrize("verb", ["accept", "withdraw", "answer"])
def test_the_period_is_waited_for_before_anything_is_held(
    sent, office_user, unit_user, verb
):
    """Whoever writes a report holds its period first; who held a report and waited for the period
    would never meet the other who holds the period and waits for the report."""
    extension = Extension.objects.create(
        work=sent.work,
        unit=sent.unit,
        period=sent.period,
        reason="缺数。",
        until=DAY,
        asked_by=unit_user,
    )
    act, row = {
        "accept": (lambda: accept(report=sent, by=office_user), sent),
        "withdraw": (lambda: withdraw(report=sent, by=unit_user), sent),
        "answer": (
            lambda: answer_extension(extension=extension, grant=True, by=office_user),
            extension,
        ),
    }[verb]
    with meanwhile(act) as begin:
        Period.objects.select_for_update().get(pk=sent.period_id)
        begin()
        assert type(row).objects.select_for_update(nowait=True).get(pk=row.pk)


@pytest.mark.parametrize("how", ["save", "delete"])
def test_nothing_slips_into_a_period_that_is_being_closed(small_plan, office_user, how):
    """Also what no verb of the round writes, as a planned value on an administrator's screen."""
    target = small_plan.targets["低效用地再开发"]
    planned = PlannedValue.objects.create(
        target=target, period=small_plan.period, value=300
    )
    refused = []

    def act():
        try:
            planned.value = 400
            getattr(writing, how)(planned, by=office_user)
        except ClosedPeriod as refusal:
            refused.append(refusal)

    decided = {"unreviewed": "leave", "unassessed": "leave", "silent": "leave"}
    with meanwhile(act) as begin:
        close_period(period=small_plan.period, decisions=decided, by=office_user)
        begin()
    assert refused and PlannedValue.objects.get().value == 300


def test_what_was_closed_is_not_opened_by_a_succession(
    small_plan, admin_user, office_user
):
    leader = small_plan.leaders["蔡木贵"]
    directive = Directive.objects.create(
        work=small_plan.works["enterprises"],
        leader=leader,
        signed_as="蔡木贵副市长",
        text="请加快。",
        issued_on=date(2021, 6, 1),
        recorded_by=office_user,
        state="replied",
    )
    Reply.objects.create(
        directive=directive,
        unit=small_plan.units["市科技局"],
        text="好。",
        by=office_user,
    )
    successor = Leader.objects.create(name="李丹佳", title="副市长", order=9)
    with meanwhile(
        lambda: hand_over(
            leader=leader, successor=successor, on=DAY, as_of=DAY, by=admin_user
        )
    ) as begin:
        close(directive=directive, by=office_user)
        begin()
    directive.refresh_from_db()
    assert (directive.state, directive.leader) == ("closed", leader)


def test_the_same_instruction_pressed_twice_is_taken_once(small_plan, office_user):
    about = {
        "work": small_plan.works["enterprises"],
        "leader": small_plan.leaders["蔡木贵"],
        "text": "请加快。",
    }
    to = {
        "units": [small_plan.units["市科技局"]],
        "issued_on": date(2021, 6, 1),
        "by": office_user,
    }
    refused = []

    def again():
        try:
            issue_directive(**about, **to)
        except ValidationError as refusal:
            refused.append(refusal)

    with meanwhile(again) as begin:
        issue_directive(**about, **to)
        begin()
    assert len(refused) == 1 and Directive.objects.count() == 1


def test_what_was_typed_is_not_lost_by_a_merger(small_plan, admin_user, unit_user):
    unit, into = small_plan.units["市科技局"], small_plan.units["市发改局"]
    about = {
        "work": small_plan.works["talents"],
        "unit": unit,
        "period": small_plan.period,
        "by": unit_user,
    }
    save_draft(**about, content=Content(progress="先写的。"))
    with meanwhile(
        lambda: merge_unit(unit=unit, into=into, on=DAY, as_of=DAY, by=admin_user)
    ) as begin:
        save_draft(**about, content=Content(progress="后写的。"))
        begin()
    moved = ProgressReport.objects.get(
        work=small_plan.works["talents"], period=small_plan.period
    )
    assert (moved.unit, moved.progress) == (into, "后写的。")


def test_a_unit_s_sheet_goes_through_while_others_save(
    small_plan, unit_user, office_user
):
    """Three save in a loop; the fourth confirms a sheet of its own, time and again."""
    works = [small_plan.works[word] for word in ("fields", "enterprises", "livelihood")]
    about = [(work, duty.unit) for work in works for duty in led_by_a_unit(work)]
    stop, told = threading.Event(), []

    def save_in_a_loop(work, unit):
        number = 0
        try:
            while not stop.is_set():
                number += 1
                content = Content(progress=f"第{number}稿。")
                save_draft(
                    work=work,
                    unit=unit,
                    period=small_plan.period,
                    content=content,
                    by=office_user,
                )
                time.sleep(0.02)  # SQLite gives nobody a turn who waits for it
        except Exception as error:  # told to the test below
            told.append(error)
        finally:
            connection.close()
        told.append(number)

    ProgressReport.objects.all().delete()
    threads = [threading.Thread(target=save_in_a_loop, args=one) for one in about[:3]]
    assert len(threads) == 3
    for thread in threads:
        thread.start()
    try:
        for number in range(5):
            confirm_a_sheet(small_plan, unit_user, f"第{number}次报。")
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert [one for one in told if isinstance(one, Exception)] == []
    assert min(told) > 1, "nobody saved meanwhile"
    report = ProgressReport.objects.get(
        work=small_plan.works["talents"], unit=unit_user.unit
    )
    assert report.progress == "第4次报。"


def led_by_a_unit(work):
    rows = Responsibility.objects.filter(
        task__work=work, duty="lead", unit__members=None
    )
    return rows.select_related("unit")[:1]


def confirm_a_sheet(small_plan, by, text):
    """Hand in, let the others save a while, and confirm."""
    task = small_plan.tasks["key", 5]
    rows = sheet([task.number, task.text, None, text, None, None, None])
    batch = intake.start(
        data=rows, filename="本单位.xlsx", period=small_plan.period, by=by
    )
    batch = read_batch(batch, by=by)
    time.sleep(0.05)
    intake.confirm(batch=batch, by=by)


def test_taking_a_sheet_back_waits_for_the_period(small_plan, unit_user, office_user):
    confirm_a_sheet(small_plan, unit_user, "报了。")
    batch = ImportBatch.objects.get()
    decided = {"unreviewed": "leave", "unassessed": "leave", "silent": "leave"}
    refused = []

    def act():
        try:
            intake.undo(batch=batch, by=unit_user)
        except intake.Refused as refusal:
            refused.extend(refusal.messages)

    with meanwhile(act) as begin:
        close_period(period=small_plan.period, decisions=decided, by=office_user)
        begin()
    assert refused == ["2021年二季度已关闭，完成情况不能再改。"]
    assert ProgressReport.objects.filter(progress="报了。").exists()


def test_the_period_is_held_before_a_reminder_is_marked(sent, office_user, unit_user):
    reminder = Reminder.objects.create(
        unit=sent.unit,
        period=sent.period,
        sent_on=DAY,
        sent_at=NOON,
        sent_by=office_user,
    )
    with meanwhile(lambda: mark_read(reminder=reminder, by=unit_user)) as begin:
        Period.objects.select_for_update().get(pk=sent.period_id)
        begin()
        assert Reminder.objects.select_for_update(nowait=True).get(pk=reminder.pk)


def test_only_the_ledger_locks_rows():
    """So that the order in which rows are locked stands, and is kept, in one place."""
    root = Path(writing.__file__).resolve().parents[1]
    found = [
        file.relative_to(root).as_posix()
        for file in root.rglob("*.py")
        if "select_for_update(" in file.read_text()
    ]
    assert sorted(found) == ["ledger/writing.py", "models/users.py"]
