"""A reporter hands in the sheet of their own unit: drafts of their own, and nobody else's."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from assignments.intake import reading, verbs
from assignments.intake.batch_preview import look
from assignments.models import ImportBatch, ProgressReport, Unit, UnitAlias, User
from tests.intake.test_progress import HEAD, sheet

pytestmark = pytest.mark.django_db

MINE = [5, "引进高层次人才", "市科技局", "引进3人。", "住房不足。", None, None]
THEIRS = [4, "完成低效用地再开发", "市农业农村局", "替别人写的。", None, None, None]


@pytest.fixture
def unit_client(client_for, unit_user):
    return client_for(unit_user)


def handed_in(by, period, *rows, **more) -> ImportBatch:
    batch = verbs.start(data=sheet(*rows, **more), filename="本单位.xlsx", period=period, by=by)
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
    data = sheet([*own_work(small_plan, unit_user), None, "引进3人。", None, None, None])
    file = SimpleUploadedFile("本单位.xlsx", data)
    answer = unit_client.post("/import/", {"period": small_plan.period.pk, "file": file})
    batch = ImportBatch.objects.get()
    assert answer["Location"] == f"/import/{batch.pk}/"
    assert "的填报草稿" in unit_client.get(f"/import/{batch.pk}/").text
    assert "写入的是本单位的草稿" in unit_client.get(f"/import/{batch.pk}/confirm/").text
    unit_client.post(f"/import/{batch.pk}/confirm/")
    report = ProgressReport.objects.get(
        unit=unit_user.unit, period=small_plan.period, work=small_plan.tasks["key", 5].work
    )
    assert (report.state, report.progress, report.logged_by_office) == ("draft", "引进3人。", False)
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
    assert errors(batch) == [f"单位“{name}”不是市科技局，本单位的表只导入本单位的填报。"]
    assert not look(batch).open_questions
    with pytest.raises(verbs.Refused):
        verbs.confirm(batch=batch, by=unit_user)
    assert not Unit.objects.filter(name="市没有这个局").exists() and not UnitAlias.objects.exists()


def test_a_work_without_a_duty_is_refused(unit_user, small_plan):
    fields = small_plan.tasks["key", 4]
    batch = handed_in(
        unit_user, small_plan.period, [4, fields.text, None, "写了。", None, None, None]
    )
    assert ["没有责任，不能填报" in one for one in errors(batch)] == [True]


def test_what_others_handed_in_is_out_of_reach(
    client_for, unit_client, unit_user, other_unit_user, office_user, small_plan
):
    """A colleague of the unit may go on; another unit and its reporters may not, nor may a unit open the office's."""
    row = [*own_work(small_plan, unit_user), None, "写了。", None, None, None]
    mine, office = (handed_in(by, small_plan.period, row) for by in (unit_user, office_user))
    assert unit_client.get(f"/import/{office.pk}/").status_code == 403
    assert client_for(other_unit_user).get(f"/import/{mine.pk}/").status_code == 403
    assert (
        client_for(other_unit_user).post(f"/import/{mine.pk}/", {"action": "discard"}).status_code
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
            batch=ImportBatch.objects.get(pk=batch.pk), by=User.objects.get(pk=unit_user.pk)
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
    data = {"period": small_plan.period.pk, "file": SimpleUploadedFile("a.xlsx", sheet(MINE))}
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
