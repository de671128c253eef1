"""The empty sheet: lists of known names, and filled in it comes in."""

import io

import openpyxl
import pytest

from assignments.intake import reading, verbs
from assignments.intake.comparing.preview import preview_of
from assignments.models import Leader, Unit

pytestmark = pytest.mark.django_db

URL = "/import/blank/"


@pytest.fixture
def book(office):
    Leader.objects.create(name="蔡木贵", title="副市长")
    Unit.objects.create(name="市发改局")
    Unit.objects.create(name="市科技局", order=2000)
    return openpyxl.load_workbook(io.BytesIO(office.get(URL).content))


def test_columns_and_lists(book):
    assert (
        book.sheetnames == ["重点工作", "民生实事", "名录"]
        and book["名录"].sheet_state == "hidden"
    )
    sheet = book["重点工作"]
    assert [cell.value for cell in sheet[1]] == [
        "序号",
        "牵头领导",
        "重点工作",
        "牵头单位",
        "配合单位",
        "备注",
    ]
    lists = {
        str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation
    }
    assert lists["B2:B301"] == "名录!$A$1:$A$1" and lists["D2:D301"] == "名录!$B$1:$B$2"
    assert sheet.freeze_panes == "A2"


def test_filled_in_it_comes_in(book, office_user):
    book["重点工作"].append([])
    for column, value in enumerate(
        (1, "蔡木贵副市长", "推进港区开发。", "市发改局", "市科技局", ""), start=1
    ):
        book["重点工作"].cell(2, column, value)
    file = io.BytesIO()
    book.save(file)
    batch = verbs.start(
        data=file.getvalue(), filename="空白表.xlsx", year=2022, by=office_user
    )
    preview = preview_of(reading.read_batch(batch, by=office_user))
    assert [(row.label, row.state) for row in preview.rows] == [("重点工作 1", "new")]
    assert not preview.questions


def test_empty_database_has_no_lists(office):
    sheet = openpyxl.load_workbook(io.BytesIO(office.get(URL).content))["重点工作"]
    assert not sheet.data_validations.dataValidation


def test_stranger_reader_method(client, client_for, viewer_user, office):
    assert client.get(URL).status_code == 302
    assert client_for(viewer_user).get(URL).status_code == 403
    assert office.post(URL).status_code == 405
