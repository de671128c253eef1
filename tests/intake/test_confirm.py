"""The step before writing, and the writing."""

import pytest

from assignments.choices import ImportState
from assignments.intake import verbs
from assignments.intake.comparing.preview import preview_of
from assignments.models import (
    Assessment,
    ImportBatch,
    OperationLog,
    Period,
    ProgressReport,
    Responsibility,
    Target,
    Task,
    Unit,
    Work,
)
from tests.intake.documents import agreed, answered, imported, previewed, row, target
from tests.pages import flat

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(office_user):
    return answered(office_user, row(1, cooperating=["市科技局"]), row(2, "办好学校。"))


def url(batch):
    return f"/import/{batch.pk}/confirm/"


def test_says_what_will_be_written(office, batch):
    page = flat(office.get(url(batch)))
    assert "2 行任务" in page and "市科技局" in page and "蔡木贵" in page
    assert not Task.objects.exists()


def test_writes_everything(office, batch, office_user):
    answer = office.post(url(batch))
    assert answer["Location"] == f"/import/{batch.pk}/"
    batch.refresh_from_db()
    assert (
        batch.state == ImportState.CONFIRMED
        and batch.confirmed_at
        and batch.plan.year == 2022
    )
    assert Task.objects.count() == 2 and Unit.objects.count() == 2
    assert batch.history.first().history_user == office_user


def test_second_time_writes_nothing_more(office, batch):
    office.post(url(batch))
    assert office.post(url(batch))["Location"] == f"/import/{batch.pk}/"
    assert Task.objects.count() == 2


def test_stranger_and_reader(client, client_for, viewer_user, batch):
    assert client.post(url(batch)).status_code == 302
    assert client_for(viewer_user).get(url(batch)).status_code == 403
    assert client_for(viewer_user).post(url(batch)).status_code == 403
    assert not Task.objects.exists()


def test_wrong_method_and_unknown_batch(office, batch):
    assert office.put(url(batch)).status_code == 405
    assert office.get("/import/999/confirm/").status_code == 404


def test_open_names_and_errors_are_all_in_the_way(office, office_user):
    batch = previewed(office_user, row(1), row(1, "又一行。"), row(None, "没有序号。"))
    page = office.post(url(batch))
    assert page.status_code == 200
    for said in ("名称“市发改局”还没有答复", "序号重复", "没有序号，请补上"):
        assert said in page.text, said
    assert not Task.objects.exists()


def test_somebody_changed_a_row_meanwhile(office, office_user):
    imported(office_user, row(1))
    batch = answered(office_user, row(1, "推进港区二期。"))
    Task.objects.update(remark="改过")
    page = office.post(url(batch))
    assert "重点工作 1" in page.text and "预览之后被修改" in page.text
    assert Task.objects.get().text == "推进大麦屿港区开发。"


def test_somebody_decided_otherwise_while_the_question_was_open(
    office, office_user, batch
):
    asked = office.get(url(batch)).context["batch"].version
    verbs.change_rows(
        batch=batch, rows={0: {"left_out": True}}, by=office_user, reason="不导入"
    )
    page = office.post(url(batch), {"version": asked})
    assert "这份预览又有改动" in page.text and not Task.objects.exists()
    office.post(
        url(batch), {"version": office.get(url(batch)).context["batch"].version}
    )
    assert ImportBatch.objects.get(pk=batch.pk).state == ImportState.CONFIRMED


def test_another_task_under_the_same_number_and_what_would_be_emptied_are_asked_about(
    office_user,
):
    imported(
        office_user,
        row(1, "推进大麦屿港区开发。", cooperating=["市科技局"], remark="每季度报送"),
    )
    (other,) = preview_of(
        answered(office_user, row(1, "办好六十岁以上老人接种疫苗。"))
    ).rows
    assert other.needs_attention
    assert any("可能不是同一项" in said for said in other.doubts)
    assert {"导入后“配合单位”将清空，请核对。", "导入后“备注”将清空，请核对。"} <= set(
        other.doubts
    )
    same = row(
        1, "推进大麦屿港区二期开发。", cooperating=["市科技局"], remark="每季度报送"
    )
    assert preview_of(answered(office_user, same)).rows[0].doubts == []


def test_two_people_import_the_same_file(office, office_user, admin_user, client_for):
    mine, theirs = answered(office_user, row(1)), answered(admin_user, row(1))
    office.post(url(mine))
    page = client_for(admin_user).post(url(theirs))
    assert "预览之后" in page.text
    assert Task.objects.count() == 1


def test_constraint_of_the_database_rolls_everything_back(
    office, office_user, batch, monkeypatch
):
    """Whatever the checks overlook, the database refuses, and then not one row is written."""
    monkeypatch.setattr("assignments.intake.writing.entering.title_for", lambda row: "")
    page = office.post(url(batch))
    assert "数据库拒绝了这次导入" in page.text
    assert not Unit.objects.exists() and not Task.objects.exists()


# ---- A second notice over a plan in use


@pytest.fixture
def in_use(office_user):
    """An imported task with a report and an assessment."""
    imported(
        office_user,
        row(
            1,
            "新增企业60家。",
            cooperating=["市科技局"],
            targets=[target("新增企业60家", 60, "家")],
        ),
        row(2, "办好学校。", cooperating=["市科技局"], duties_assumed=True),
    )
    quarter = Period.objects.create(
        year=2022,
        index=1,
        starts="2022-01-01",
        ends="2022-03-31",
        due_on="2022-04-10",
        state="open",
    )
    work, unit = (
        Work.objects.get(title="新增企业60家"),
        Unit.objects.get(name="市发改局"),
    )
    report = ProgressReport.objects.create(
        work=work, unit=unit, period=quarter, progress="已增31家。"
    )
    report.readings.create(target=Target.objects.get(), value=31)
    Assessment.objects.create(work=work, period=quarter)
    return report


def change(office_user, *rows):
    return agreed(answered(office_user, *rows), office_user)


def test_progress_and_assessments_stay(office_user, in_use):
    before = [ProgressReport.objects.get().version, Assessment.objects.get().version]
    change(
        office_user,
        row(1, "新增企业80家。", targets=[target("新增企业80家", 80, "家")]),
    )
    assert [
        ProgressReport.objects.get().version,
        Assessment.objects.get().version,
    ] == before
    changed = Target.objects.get()
    assert changed.value == 80 and changed.readings.get().value == 31
    assert Work.objects.filter(title="新增企业80家").exists()


def test_target_with_readings_is_not_dropped(office_user, in_use):
    change(office_user, row(1, "办好一件大事。"))
    assert Target.objects.get().value == 60


def test_units_change_in_order_and_keep_what_stays(office_user, in_use):
    kept = Responsibility.objects.get(task__number=1, unit__name="市科技局").pk
    change(
        office_user,
        row(
            1, "新增企业60家。", lead=["市教育局"], cooperating=["市科技局", "市发改局"]
        ),
    )
    duties = list(Task.objects.get(number=1).responsibilities.all())
    assert [(duty.unit.name, duty.duty) for duty in duties] == [
        ("市教育局", "lead"),
        ("市科技局", "cooperating"),
        ("市发改局", "cooperating"),
    ]
    assert kept in {duty.pk for duty in duties}


def test_promoted_lead_stands_against_an_assumption(office_user, in_use):
    """The office made 市科技局 lead; the notice does not print duties, so nothing changes."""
    Responsibility.objects.filter(task__number=2, unit__name="市科技局").update(
        duty="lead", confirmed=True
    )
    batch = previewed(
        office_user, row(2, "办好学校。", cooperating=["市科技局"], duties_assumed=True)
    )
    with pytest.raises(verbs.Refused, match="没有要导入的内容"):
        verbs.confirm(batch=batch, by=office_user)


def test_missing_rows_are_left_alone(office_user, in_use):
    change(
        office_user, row(1, "新增企业60家。", cooperating=["市科技局"], remark="优先")
    )
    assert Task.objects.count() == 2


def test_leaves_one_line_in_the_log(office, office_user, batch):
    office.get(url(batch))
    office.post(url(batch))
    office.post(url(batch))
    entry = OperationLog.objects.get(action="import")
    assert (
        entry.user == office_user
        and entry.about == f"{batch.filename}（批次 {batch.pk}）"
    )
