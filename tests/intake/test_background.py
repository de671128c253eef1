"""A big import is written and taken back beside the page: under way, done, refused, broken off."""

from datetime import timedelta

import pytest

from assignments.choices import ImportState
from assignments.intake import background, verbs
from assignments.models import ImportBatch, OperationLog, Task
from tests.intake.documents import answered, imported, row

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def every_batch_is_big(monkeypatch):
    monkeypatch.setattr(background, "AT_ONCE", 1)
    monkeypatch.setattr(background, "in_thread", lambda work: work())


@pytest.fixture
def batch(office_user):
    return answered(office_user, row(1, cooperating=["市科技局"]), row(2, "办好学校。"))


def test_confirmed_and_undone_beside_the_page(
    office, batch, django_capture_on_commit_callbacks
):
    address = f"/import/{batch.pk}/"
    for deed, under_way, rows, log in (
        ("confirm", "正在写入", 2, "import"),
        ("undo", "正在撤销", 0, "undo_import"),
    ):
        before = Task.objects.count()
        assert deed == "confirm" or "先逐条核对" in office.get(f"{address}undo/").text
        with django_capture_on_commit_callbacks() as waiting:
            assert office.post(f"{address}{deed}/")["Location"] == address
        page = office.get(address).text
        assert (
            under_way in page and 'http-equiv="refresh"' in page and "已完成 0%" in page
        )
        with django_capture_on_commit_callbacks() as second:
            office.post(f"{address}{deed}/")
        assert len(waiting) == 1 and not second and Task.objects.count() == before
        waiting[0]()
        assert Task.objects.count() == rows and background.last_told(batch)[0] == 99
        assert (
            OperationLog.objects.get(action=log).about
            == f"{batch.filename}（批次 {batch.pk}）"
        )
        assert under_way not in office.get(address).text
    batch.refresh_from_db()
    assert batch.state == ImportState.UNDONE


def test_refusal_is_told_on_the_preview(
    office, office_user, batch, django_capture_on_commit_callbacks
):
    imported(office_user, row(1), row(2, "办好学校。"))
    with django_capture_on_commit_callbacks(execute=True):
        office.post(f"/import/{batch.pk}/confirm/")
    page = office.get(f"/import/{batch.pk}/").text
    assert (
        "年度方案在预览之后被建立、修改或删除。<br>" in page and "正在写入" not in page
    )
    office.post(f"/import/{batch.pk}/compare/")
    batch.refresh_from_db()
    assert (batch.state, batch.error) == (ImportState.PREVIEW, "")
    assert not OperationLog.objects.filter(action="import").exists()


def test_broken_off_and_begun_again(office, office_user, batch, monkeypatch):
    address, begun = (
        f"/import/{batch.pk}/",
        verbs.begin(batch=batch, deed="confirm", by=office_user),
    )
    assert not background.is_stalled(begun)
    office.post(f"{address}give-back/")
    assert ImportBatch.objects.get().state == ImportState.WRITING
    monkeypatch.setattr(background, "STALLED_AFTER", timedelta(0))
    assert "回到预览，重新确认" in office.get(address).text
    office.post(f"{address}give-back/")
    assert "上次办理中断了" in office.get(address).text
    verbs.begin(batch=batch, deed="confirm", by=office_user)
    monkeypatch.setattr(
        "assignments.intake.writing.entering.title_for", lambda row: 1 / 0
    )
    with pytest.raises(ZeroDivisionError):
        background.work_beside(batch.pk, "confirm", office_user, log=None)
    batch.refresh_from_db()
    assert (batch.state, batch.error) == (
        ImportState.PREVIEW,
        background.BROKEN,
    ) and not Task.objects.exists()
