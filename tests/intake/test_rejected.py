"""Rows that were not imported, as a file to mend."""

import io

import openpyxl
import pytest

from assignments.intake import reading, verbs
from assignments.intake.comparing.batch_preview import look
from assignments.models import OperationLog
from tests.intake.documents import previewed, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(office_user):
    return previewed(
        office_user,
        row(1),
        row(
            1,
            "=HYPERLINK(1)\x0b",
            cooperating=["市科技局", "市财政局"],
            leader="陈威",
            remark="备注一",
        ),
        row(2, "办实事。", kind="livelihood", lead=["市民政局"]),
    )


def url(batch):
    return f"/import/{batch.pk}/rejected/"


def sheets(answer):
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return {sheet.title: cells_of(sheet) for sheet in book}, book


def cells_of(sheet):
    return [[cell.value for cell in line] for line in sheet]


def test_rows_come_back_in_the_layout_with_a_reason(office, office_user, batch):
    verbs.accept_suggestions(batch=batch, by=office_user)
    answer = office.get(url(batch))
    assert (
        OperationLog.objects.filter(
            action="export", about__contains=f"批次 {batch.pk}"
        ).count()
        == 1
    )
    found, book = sheets(answer)
    assert list(found) == ["重点工作"]
    head, line = found["重点工作"]
    assert head[:6] == ["序号", "牵头领导", "重点工作", "牵头单位", "配合单位", "备注"]
    assert head[6:] == ["所属方案", "原文位置", "未导入原因"]
    assert line[:6] == [
        1,
        "陈威副市长",
        "=HYPERLINK(1)\n",
        "市发改局",
        "市科技局\n市财政局",
        "备注一",
    ]
    assert "序号重复" in line[8]
    assert book["重点工作"]["C2"].data_type == "s"


def test_open_names_are_a_reason(office, batch):
    found, _ = sheets(office.get(url(batch)))
    assert "名称未确认：市民政局" in found["民生实事"][1][8]


def test_reason_survives_the_confirming(office, office_user, batch):
    verbs.accept_suggestions(batch=batch, by=office_user)
    verbs.leave_out_open(batch=batch, by=office_user)
    verbs.confirm(batch=batch, by=office_user)
    found, _ = sheets(office.get(url(batch)))
    assert "序号重复" in found["重点工作"][1][8]


def test_what_no_notice_has_a_column_for_comes_back_too(office, office_user):
    """The section, the plan a row is for, and other leaders: else the mended file would take
    them away."""
    people = [{"name": "孙群", "title": None, "role": "jointly"}]
    odd = row(1, theme="工业强市", co_leaders=people, lead=["市"])
    batch = previewed(office_user, row(1, "启动另一件事。"), odd)
    ((head, *lines),) = sheets(office.get(url(batch)))[0].values()
    assert head[6:8] == ["所属板块", "会同或配合的市领导"]
    assert ["工业强市", "孙群（会同）"] in [line[6:8] for line in lines]
    again = reading.read_batch(
        verbs.start(
            data=office.get(url(batch)).content, filename="未导入.xlsx", by=office_user
        ),
        by=office_user,
    )
    mended = [one.row for one in look(again).rows]
    assert [one["theme"] for one in mended if one["co_leaders"]] == ["工业强市"]


def test_mended_rows_go_back_into_their_plan(office, office_user, batch):
    """The file names no year but in its own column; the numbers that it leaves out are no doubt."""
    verbs.accept_suggestions(batch=batch, by=office_user)
    verbs.leave_out_open(batch=batch, by=office_user)
    done = verbs.confirm(batch=batch, by=office_user)
    book = sheets(office.get(url(batch)))[1]
    book["重点工作"]["A2"] = 7
    file = io.BytesIO()
    book.save(file)
    again = reading.read_batch(
        verbs.start(data=file.getvalue(), filename="未导入.xlsx", by=office_user),
        by=office_user,
    )
    preview = look(again)
    assert (preview.plan, preview.counts["new"], preview.counts["wrong"]) == (
        done.plan,
        1,
        0,
    )
    assert preview.doubts == [] and preview.rows[0].doubts == []


def test_nothing_rejected_is_an_empty_sheet(office, office_user):
    batch = previewed(office_user, row(1))
    verbs.accept_suggestions(batch=batch, by=office_user)
    found, _ = sheets(office.get(url(batch)))
    assert len(found["重点工作"]) == 1


def test_stranger_reader_method_unknown(client, client_for, viewer_user, office, batch):
    assert client.get(url(batch)).status_code == 302
    assert client_for(viewer_user).get(url(batch)).status_code == 403
    assert office.post(url(batch)).status_code == 405
    assert office.get("/import/999/rejected/").status_code == 404
