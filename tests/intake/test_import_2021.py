"""The notice of 2021, from the file to the ledger and back."""

import pytest

from assignments.choices import ChangeAction, Duty, ImportState
from assignments.intake import reading, verbs
from assignments.intake.comparing.preview import preview_of
from assignments.models import (
    CoLeader,
    Leader,
    Period,
    Plan,
    ProgressReport,
    Responsibility,
    Target,
    Task,
    Unit,
    Work,
)

pytestmark = pytest.mark.django_db

TABLES = (Plan, Work, Task, Responsibility, CoLeader, Target, Unit, Leader)


def sizes():
    return {model.__name__: model.objects.count() for model in TABLES}


@pytest.fixture
def written(notice_batch, office_user):
    verbs.accept_suggestions(batch=notice_batch, by=office_user)
    return verbs.confirm(batch=notice_batch, by=office_user)


def again(notice_bytes, by):
    batch = verbs.start(data=notice_bytes, filename="2021-notice.txt", by=by)
    return preview_of(reading.read_batch(batch, by=by))


def test_preview_writes_nothing_but_the_batch(notice_batch):
    preview = preview_of(notice_batch)
    assert preview.counts["new"] == preview.counts["all"] == 146
    assert preview.works == 140
    assert not any(sizes().values())


def test_146_tasks_on_140_works(written):
    assert written.state == ImportState.CONFIRMED
    assert sizes() == {
        "Plan": 1,
        "Work": 140,
        "Task": 146,
        "Responsibility": 452,
        "CoLeader": 22,
        "Target": 64,
        "Unit": 107,
        "Leader": 12,
    }


def test_units_keep_the_order_of_the_notice(written):
    task = Task.objects.get(kind="key", number=15)
    duties = list(task.responsibilities.all())
    assert [duty.unit.name for duty in duties[:3]] == [
        "市发改局",
        "市住建局",
        "市经信局",
    ]
    assert [duty.duty for duty in duties[:2]] == [Duty.LEAD, Duty.COOPERATING]
    assert not duties[0].confirmed
    assert Task.objects.get(kind="key", number=72).responsibilities.get().confirmed


def test_pairs_share_one_work(written):
    pairs = [(15, 68), (16, 54), (26, 119), (32, 90), (42, 66), (85, 125)]
    for pair in pairs:
        works = set(
            Task.objects.filter(kind="key", number__in=pair).values_list(
                "work", flat=True
            )
        )
        assert len(works) == 1, pair


def test_parts_have_targets_of_their_own_units(written):
    task = Task.objects.get(kind="livelihood", number=3)
    assert [(target.unit.name, target.value) for target in task.targets.all()] == [
        ("市体育事业发展中心", 10),
        ("市住建局", 10),
    ]


def test_history_names_who_and_why(written, office_user):
    record = Task.objects.get(kind="key", number=1).history.get()
    assert record.history_user == office_user
    assert record.history_change_reason == "导入 2021-notice.txt"


def test_same_file_again_changes_nothing(written, notice_bytes, office_user):
    preview = again(notice_bytes, office_user)
    assert preview.counts["unchanged"] == 146
    assert preview.changes_nothing and not preview.questions
    with pytest.raises(verbs.Refused, match="没有要导入的内容"):
        verbs.confirm(batch=preview.batch, by=office_user)


def test_undo_leaves_nothing(written, office_user):
    undone = verbs.undo(batch=written, by=office_user)
    assert undone.state == ImportState.UNDONE and undone.undone_by == office_user
    assert not any(sizes().values())
    assert (
        Task.history.filter(
            history_type="-", history_change_reason="撤销导入 2021-notice.txt"
        ).count()
        == 146
    )


def test_imports_again_after_undo(written, notice_bytes, office_user):
    verbs.undo(batch=written, by=office_user)
    batch = again(notice_bytes, office_user).batch
    verbs.accept_suggestions(batch=batch, by=office_user)
    verbs.confirm(batch=batch, by=office_user)
    assert sizes()["Task"] == 146


def test_undo_is_refused_once_a_unit_has_reported(written, office_user):
    work = Work.objects.order_by("order").first()
    quarter = Period.objects.create(
        year=2021,
        index=1,
        starts="2021-01-01",
        ends="2021-03-31",
        due_on="2021-04-10",
        state="open",
    )
    ProgressReport.objects.create(
        work=work, unit=Unit.objects.first(), period=quarter, progress="推进中。"
    )
    with pytest.raises(verbs.Refused) as refused:
        verbs.undo(batch=written, by=office_user)
    assert any(
        "进展填报" in sentence and work.title in sentence
        for sentence in refused.value.messages
    )
    assert sizes()["Task"] == 146


def test_over_the_fixtures_only_emendations_differ(
    plan_2021, notice_bytes, office_user
):
    preview = again(notice_bytes, office_user)
    changed = {
        row.row["number"]: [cell.field for cell in row.cells]
        for row in preview.rows
        if row.cells
    }
    assert preview.counts["unchanged"] == 146 - len(changed)
    assert preview.counts["missing"] == 0 and not preview.open_questions
    assert set(changed) <= {12, 19, 35, 53, 74}
    assert all(
        set(fields) <= {"text", "targets", "units"} for fields in changed.values()
    )


def test_changes_are_listed_in_the_order_they_were_made(written):
    changes = list(written.changes.all())
    assert [change.order for change in changes] == list(range(1, len(changes) + 1))
    assert {change.action for change in changes} == {ChangeAction.CREATE}
    assert changes[0].model == "Plan"
