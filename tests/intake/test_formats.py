"""The same rows in every format: read back as they were, and rejected rows come in again."""

import csv
import io

import docx
import openpyxl
import pytest

from assignments.intake import reading, verbs
from assignments.intake.comparing.preview import preview_of
from assignments.models import Task
from tests.intake.documents import previewed, row

pytestmark = pytest.mark.django_db

TITLE = "2022年市政府重点工作责任分工方案"
HEAD = ["序号", "牵头领导", "重点工作", "牵头单位", "配合单位", "备注"]
ROWS = [
    ["1", "蔡木贵副市长", "推进大麦屿港区开发。", "市发改局", "市科技局\n市财政局", ""],
    [
        "2",
        "蔡木贵副市长",
        "新增规上企业60家以上。",
        "市经信局",
        "",
        "该项工作会同陈威常委共同完成",
    ],
    ["3", "陈威常委", "办好人民满意的学校。", "市教育局", "各乡镇（街道）", ""],
]


def as_xlsx() -> bytes:
    book = openpyxl.Workbook()
    for line in [[TITLE], HEAD, *ROWS]:
        book.active.append(line)
    return saved(book)


def as_docx() -> bytes:
    document = docx.Document()
    document.add_paragraph(TITLE)
    table = document.add_table(rows=0, cols=len(HEAD))
    for line in [HEAD, *ROWS]:
        for cell, text in zip(table.add_row().cells, line, strict=True):
            cell.text = text
    return saved(document)


def as_csv() -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([HEAD, *ROWS])
    return out.getvalue().encode("gb18030")


def as_html() -> bytes:
    lines = "".join(
        "<tr>"
        + "".join(f"<td>{cell}</td>".replace("\n", "<br>") for cell in line)
        + "</tr>"
        for line in [HEAD, *ROWS]
    )
    head = "<html><meta charset=utf-8>"
    body = f"<body><p>{TITLE}</p><table>{lines}</table></body></html>"
    return f"{head}{body}".encode()


def saved(document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


FORMATS = {"xlsx": as_xlsx, "docx": as_docx, "csv": as_csv, "html": as_html}


def handed_in(by, name):
    batch = verbs.start(data=FORMATS[name](), filename=f"方案.{name}", year=2022, by=by)
    return reading.read_batch(batch, by=by)


@pytest.mark.parametrize("name", FORMATS)
def test_rows_come_in_whatever_the_file(office_user, name):
    batch = handed_in(office_user, name)
    assert batch.state == "preview", batch.error
    batch = verbs.accept_suggestions(batch=batch, by=office_user)
    verbs.confirm(batch=batch, by=office_user)
    first, second, third = Task.objects.order_by("number")
    assert [
        (duty.unit.name, duty.duty, duty.confirmed)
        for duty in first.responsibilities.all()
    ] == [
        ("市发改局", "lead", True),
        ("市科技局", "cooperating", True),
        ("市财政局", "cooperating", True),
    ]
    assert (second.leader.name, second.co_leaders.get().leader.name) == (
        "蔡木贵",
        "陈威",
    )
    assert [(one.value, one.measure) for one in second.targets.all()] == [(60, "家")]
    assert third.leader.name == "陈威"


def test_one_format_after_the_other_changes_nothing(office_user):
    verbs.confirm(
        batch=verbs.accept_suggestions(
            batch=handed_in(office_user, "xlsx"), by=office_user
        ),
        by=office_user,
    )
    for name in ("docx", "csv", "html"):
        preview = preview_of(handed_in(office_user, name))
        assert preview.changes_nothing, (
            name,
            [row.cells for row in preview.rows if row.cells],
        )


def test_rejected_rows_are_mended_and_come_in(office, office_user):
    batch = previewed(
        office_user,
        row(1),
        row(1, "办好学校。", cooperating=["市科技局"], leader="陈威"),
    )
    verbs.accept_suggestions(batch=batch, by=office_user)
    verbs.leave_out_open(batch=batch, by=office_user)
    verbs.confirm(batch=batch, by=office_user)
    book = openpyxl.load_workbook(
        io.BytesIO(office.get(f"/import/{batch.pk}/rejected/").content)
    )
    book["重点工作"]["A2"] = 2
    mended = verbs.start(
        data=saved(book), filename="未导入的行.xlsx", year=2022, by=office_user
    )
    mended = reading.read_batch(mended, by=office_user)
    mended = verbs.accept_suggestions(batch=mended, by=office_user)
    verbs.confirm(batch=mended, by=office_user)
    task = Task.objects.get(number=2)
    assert (task.text, task.leader.name, task.plan_id) == (
        "办好学校。",
        "陈威",
        Task.objects.get(number=1).plan_id,
    )
    assert [duty.unit.name for duty in task.responsibilities.all()] == [
        "市发改局",
        "市科技局",
    ]
