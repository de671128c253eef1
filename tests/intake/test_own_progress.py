"""A reporter hands in the sheet of their own unit: drafts of their own, and nobody else's."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from assignments.intake import reading, verbs
from assignments.intake.comparing.batch_preview import look
from assignments.models import (
    ImportBatch,
    ProgressReport,
    Responsibility,
    Unit,
    UnitAlias,
    User,
)
from assignments.reporting.verbs import Content, save_draft
from tests.intake.test_progress import HEAD, sheet

pytestmark = pytest.mark.django_db

MINE = [5, "引进高层次人才", "市科技局", "引进3人。", "住房不足。", None, None]
THEIRS = [4, "完成低效用地再开发", "市农业农村局", "替别人写的。", None, None, None]


@pytest.fixture
def unit_client(client_for, unit_user):
    return client_for(unit_user)


def handed_in(by, period, *rows, **more) -> ImportBatch:
    batch = verbs.start(
        data=sheet(*rows, **more), filename="本单位.xlsx", period=period, by=by
    )
    return reading.read_batch(batch, by=by)


def errors(batch) -> list[str]:
    return [text for row in look(batch).rows for text in row.errors]


def own_work(small_plan, unit_user):
    """A work on which the unit has not reported, by its number and text."""
    task = small_plan.tasks["key", 5]
    assert unit_user.unit_id in {row.unit_id for row in task.responsibilities.all()}
    return [5, task.text]


def test_from_the_page_to_the_draft(unit_client, unit_user, small_plan):
    page = unit_client.get("/import/").text
    assert (
        "任务分工（年度方案）" not in page
        and "填报单位" not in page
        and "下载2021年二季度填报表" in page
    )
    data = sheet(
        [*own_work(small_plan, unit_user), None, "引进3人。", None, None, None]
    )
    file = SimpleUploadedFile("本单位.xlsx", data)
    answer = unit_client.post(
        "/import/", {"period": small_plan.period.pk, "file": file}
    )
    batch = ImportBatch.objects.get()
    assert answer["Location"] == f"/import/{batch.pk}/"
    assert "的填报草稿" in unit_client.get(f"/import/{batch.pk}/").text
    assert (
        "写入的是本单位的草稿" in unit_client.get(f"/import/{batch.pk}/confirm/").text
    )
    unit_client.post(f"/import/{batch.pk}/confirm/")
    report = ProgressReport.objects.get(
        unit=unit_user.unit,
        period=small_plan.period,
        work=small_plan.tasks["key", 5].work,
    )
    assert (report.state, report.progress, report.logged_by_office) == (
        "draft",
        "引进3人。",
        False,
    )
    assert "去核对并报送" in unit_client.get(f"/import/{batch.pk}/").text
    unit_client.post(f"/import/{batch.pk}/undo/")
    assert not ProgressReport.objects.filter(pk=report.pk).exists()


@pytest.mark.parametrize("name", ["市农业农村局", "市没有这个局"])
def test_rows_of_others_are_refused_and_no_name_is_asked(unit_user, small_plan, name):
    batch = handed_in(
        unit_user,
        small_plan.period,
        [*own_work(small_plan, unit_user), name, "写了。", None, None, None],
    )
    assert errors(batch) == [
        f"单位“{name}”不是市科技局，本单位的表只导入本单位的填报。"
    ]
    assert not look(batch).open_questions
    with pytest.raises(verbs.Refused):
        verbs.confirm(batch=batch, by=unit_user)
    assert (
        not Unit.objects.filter(name="市没有这个局").exists()
        and not UnitAlias.objects.exists()
    )


def test_a_work_without_a_duty_is_refused(unit_user, small_plan):
    fields = small_plan.tasks["key", 4]
    batch = handed_in(
        unit_user, small_plan.period, [4, fields.text, None, "写了。", None, None, None]
    )
    assert ["没有责任，不能填报" in one for one in errors(batch)] == [True]


def test_what_others_handed_in_is_out_of_reach(
    client_for, unit_client, unit_user, other_unit_user, office_user, small_plan
):
    """A colleague of the unit may go on; another unit and its reporters may not, nor may a unit
    open the office's."""
    row = [*own_work(small_plan, unit_user), None, "写了。", None, None, None]
    mine, office = (
        handed_in(by, small_plan.period, row) for by in (unit_user, office_user)
    )
    assert unit_client.get(f"/import/{office.pk}/").status_code == 403
    assert client_for(other_unit_user).get(f"/import/{mine.pk}/").status_code == 403
    assert (
        client_for(other_unit_user).post(f"/import/{mine.pk}/discard/").status_code
        == 403
    )
    page = unit_client.get("/import/").text
    assert f"/import/{mine.pk}/" in page and f"/import/{office.pk}/" not in page
    colleague = User.objects.create(
        username="colleague", role="unit", unit=unit_user.unit, password="!"
    )
    assert client_for(colleague).get(f"/import/{mine.pk}/").status_code == 200
    with pytest.raises(PermissionDenied):
        verbs.confirm(batch=mine, by=other_unit_user)


def test_a_sheet_stays_with_its_unit_when_the_reporter_moves(
    client_for, unit_user, other_unit_user, small_plan
):
    batch = handed_in(
        unit_user,
        small_plan.period,
        [*own_work(small_plan, unit_user), None, "写了。", None, None, None],
    )
    User.objects.filter(pk=unit_user.pk).update(unit=other_unit_user.unit)
    with pytest.raises(PermissionDenied):
        verbs.confirm(
            batch=ImportBatch.objects.get(pk=batch.pk),
            by=User.objects.get(pk=unit_user.pk),
        )
    moved = client_for(User.objects.get(pk=unit_user.pk))
    assert client_for(other_unit_user).get(f"/import/{batch.pk}/").status_code == 403
    assert (
        moved.get(f"/import/{batch.pk}/").status_code == 403
        and f"/import/{batch.pk}/" not in moved.get("/import/").text
    )
    colleague = User.objects.create(
        username="colleague", role="unit", unit=unit_user.unit, password="!"
    )
    assert client_for(colleague).get(f"/import/{batch.pk}/").status_code == 200


def test_a_plan_is_not_theirs_to_import(unit_client, unit_user, small_plan):
    with pytest.raises(PermissionDenied):
        verbs.start(data=b"x", filename="通知.txt", by=unit_user)
    page = unit_client.post("/import/", {"file": SimpleUploadedFile("通知.txt", b"x")})
    assert page.status_code == 200 and not ImportBatch.objects.exists()


def test_a_closed_period_is_not_offered(unit_client, small_plan):
    type(small_plan.period).objects.update(state="closed")
    page = unit_client.get("/import/").text
    assert "现在没有开启的报送期" in page
    data = {
        "period": small_plan.period.pk,
        "file": SimpleUploadedFile("a.xlsx", sheet(MINE)),
    }
    assert unit_client.post("/import/", data).status_code == 200
    assert not ImportBatch.objects.exists()


def test_the_admin_still_imports_no_progress(client_for, admin_user, small_plan):
    assert "填报表" not in client_for(admin_user).get("/import/").text
    with pytest.raises(PermissionDenied):
        verbs.start(
            data=sheet(THEIRS, head=HEAD),
            filename="a.xlsx",
            period=small_plan.period,
            by=admin_user,
        )


# ---- What others do meanwhile


def mine(unit_user, small_plan) -> ImportBatch:
    row = [*own_work(small_plan, unit_user), None, "引进3人。", None, None, None]
    return handed_in(unit_user, small_plan.period, row)


def drafted(small_plan, by, word="fields", text="别人的草稿。"):
    """A draft by another reporter of their own, in the same period."""
    about = {
        "work": small_plan.works[word],
        "unit": by.unit,
        "period": small_plan.period,
    }
    return save_draft(**about, content=Content(progress=text), by=by)


def test_what_others_write_is_nothing_to_a_sheet(
    client_for, unit_user, other_unit_user, small_plan
):
    """Neither is it told of another unit's unsent draft, whether new, changed or gone."""
    drafted(small_plan, other_unit_user)
    batch = mine(unit_user, small_plan)
    report = drafted(small_plan, other_unit_user, text="又写了。")
    assert look(batch).drift == []
    report.delete()
    Unit.objects.filter(pk=other_unit_user.unit_id).update(name="市农村局")
    Responsibility.objects.filter(task__work=small_plan.works["fields"]).delete()
    assert look(batch).drift == []
    page = client_for(unit_user).get(f"/import/{batch.pk}/").text
    assert "重新比对" not in page and str(other_unit_user.unit) not in page
    verbs.confirm(batch=batch, by=unit_user)
    assert (
        ProgressReport.objects.get(work=small_plan.works["talents"]).progress
        == "引进3人。"
    )


def test_what_somebody_wrote_into_the_same_report_is_asked_about(unit_user, small_plan):
    batch = mine(unit_user, small_plan)
    report = drafted(small_plan, unit_user, "talents", "同事刚写的。")
    assert look(batch).drift == [f"{report} 是预览之后新填的。"]
    with pytest.raises(verbs.Refused, match="重新比对"):
        verbs.confirm(batch=batch, by=unit_user)
    batch = verbs.compare_again(batch=batch, by=unit_user)
    drafted(small_plan, unit_user, "talents", "又改了。")
    assert look(batch).drift == [f"{report} 在预览之后被修改。"]
    report.delete()
    assert look(batch).drift == ["表中有一项的草稿在预览之后被删除。"]
    ProgressReport.objects.filter(pk=report.pk).delete()
    verbs.confirm(batch=verbs.compare_again(batch=batch, by=unit_user), by=unit_user)


@pytest.mark.parametrize("what", ["renamed", "duty", "older"])
def test_what_a_row_stands_on_is_asked_about(unit_user, small_plan, what):
    batch = mine(unit_user, small_plan)
    if what == "renamed":
        Unit.objects.filter(pk=unit_user.unit_id).update(full_name="玉环市科学和技术局")
    elif what == "duty":
        small_plan.tasks["key", 5].responsibilities.create(
            unit=small_plan.units["玉城街道"], duty="cooperating", order=9
        )
    else:  # as a preview of an older release is bound
        batch.based_on |= {"duties": "0123456789abcdef"}
        batch.save()
    assert look(batch).drift == ["表中单位的名称或责任分工在预览之后有变动。"]


def test_a_row_that_is_left_out_is_bound_to_nothing(unit_user, small_plan):
    batch = mine(unit_user, small_plan)
    batch = verbs.change_rows(
        batch=batch, rows={0: {"left_out": "先不导入"}}, by=unit_user, reason="试"
    )
    drafted(small_plan, unit_user, "talents", "同事刚写的。")
    assert look(batch).drift == []
