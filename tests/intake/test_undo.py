"""The page that takes an import back; what it refuses is asked in test_undoing."""

import pytest

from assignments.choices import ImportState
from assignments.models import OperationLog, Task
from tests.intake.documents import imported, previewed, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(office_user):
    return imported(office_user, row(1), row(2, "办好学校。"))


def url(batch):
    return f"/import/{batch.pk}/undo/"


def test_asks_first(office, batch):
    page = office.get(url(batch)).text
    assert "2 条任务" in page and "撤销导入" in page
    assert Task.objects.count() == 2


def test_takes_back(office, batch, office_user):
    assert office.post(url(batch))["Location"] == f"/import/{batch.pk}/"
    batch.refresh_from_db()
    assert (batch.state, batch.undone_by, batch.plan) == (
        ImportState.UNDONE,
        office_user,
        None,
    )
    assert not Task.objects.exists()
    assert "已撤销" in office.get(f"/import/{batch.pk}/").text


def test_lists_what_is_in_the_way(office, batch):
    Task.objects.filter(number=1).update(remark="改过")
    page = office.post(url(batch))
    assert page.status_code == 200 and "重点工作 1 在导入后被修改过" in page.text
    assert Task.objects.count() == 2


def test_second_time(office, batch):
    office.post(url(batch))
    assert office.post(url(batch))["Location"] == f"/import/{batch.pk}/"
    assert office.get(url(batch)).status_code == 302


def test_preview_has_nothing_to_undo(office, office_user):
    assert office.post(url(previewed(office_user, row(1)))).status_code == 302


def test_stranger_reader_method_unknown(client, client_for, unit_user, office, batch):
    assert client.post(url(batch)).status_code == 302
    assert client_for(unit_user).post(url(batch)).status_code == 403
    assert office.delete(url(batch)).status_code == 405
    assert office.get("/import/999/undo/").status_code == 404
    assert Task.objects.count() == 2


def test_leaves_one_line_in_the_log(office, office_user, batch):
    office.get(url(batch))
    office.post(url(batch))
    office.post(url(batch))
    entry = OperationLog.objects.get(action="undo_import")
    assert (
        entry.user == office_user
        and entry.about == f"{batch.filename}（批次 {batch.pk}）"
    )
