"""A sheet of 完成情况 becomes drafts of the open period, and nothing but drafts."""

import io

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from assignments.choices import ReportState
from assignments.intake import reading, verbs
from assignments.intake.comparing.batch_preview import look
from assignments.intake.progress.known_period import alike
from assignments.models import Assessment, ImportBatch, ProgressReport, Unit
from tests.pages import flat

pytestmark = pytest.mark.django_db

HEAD = [
    "序号",
    "重点工作",
    "责任单位",
    "进展情况",
    "存在问题",
    "下一步打算",
    "完成（家）",
]


def sheet(*rows, head=HEAD, title="2021年二季度重点工作完成情况") -> bytes:
    book = openpyxl.Workbook()
    book.active.append([title])
    book.active.append(head)
    for line in rows:
        book.active.append(line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(by, period, *rows, **more):
    batch = verbs.start(
        data=sheet(*rows, **more), filename="完成情况.xlsx", period=period, by=by
    )
    return reading.read_batch(batch, by=by)


@pytest.fixture
def batch(small_plan, office_user):
    return read(
        office_user,
        small_plan.period,
        [
            2,
            "推进大麦屿港区开发",
            "市发改局",
            "规划已批。",
            "用地紧张。",
            "下月开工。",
            None,
        ],
        [4, "完成低效用地再开发", None, "已完成300亩。", None, None, None],
    )


def errors(batch):
    return [text for row in look(batch).rows for text in row.errors]


def test_drafts_are_written_for_the_named_unit_or_the_lead(
    batch, office_user, small_plan
):
    before = ProgressReport.objects.count()
    assert look(batch).counts["new"] == 2
    verbs.confirm(batch=batch, by=office_user)
    assert ProgressReport.objects.count() == before + 2
    report = ProgressReport.objects.get(
        work=small_plan.works["harbour"], period=small_plan.period
    )
    assert (report.state, report.unit.name, report.logged_by_office) == (
        ReportState.DRAFT,
        "市发改局",
        True,
    )
    assert (report.progress, report.problems, report.next_steps) == (
        "规划已批。",
        "用地紧张。",
        "下月开工。",
    )
    fields = ProgressReport.objects.get(
        work=small_plan.works["fields"], period=small_plan.period
    )
    assert fields.unit.name == "市农业农村局"
    assert report.history.get().history_change_reason == "导入 完成情况.xlsx"


def test_preview_writes_nothing(batch):
    assert (
        ProgressReport.objects.count() == 1
        and not Assessment.objects.filter(period=batch.period).exists()
    )


def test_again_changes_nothing_and_empty_cells_keep_what_is_there(
    batch, office_user, small_plan
):
    verbs.confirm(batch=batch, by=office_user)
    again = read(
        office_user,
        small_plan.period,
        [2, "推进大麦屿港区开发", "市发改局", "规划已批。", None, None, None],
    )
    assert look(again).changes_nothing
    changed = read(
        office_user,
        small_plan.period,
        [2, "推进大麦屿港区开发", "市发改局", "已开工。", None, None, None],
    )
    verbs.confirm(batch=changed, by=office_user)
    report = ProgressReport.objects.get(
        work=small_plan.works["harbour"], period=small_plan.period
    )
    assert (report.progress, report.problems) == ("已开工。", "用地紧张。")


def test_figures_become_readings(office_user, small_plan):
    batch = read(
        office_user,
        small_plan.period,
        [4, "完成低效用地再开发", "市农业农村局", "已完成300亩。", None, None, 300],
        head=[*HEAD[:-1], "低效用地再开发（亩）"],
    )
    verbs.confirm(batch=batch, by=office_user)
    report = ProgressReport.objects.get(
        work=small_plan.works["fields"], period=small_plan.period
    )
    assert [(one.target.text, one.value) for one in report.readings.all()] == [
        ("低效用地再开发", 300)
    ]


def test_figure_without_a_target_is_a_doubt_and_not_lost_in_silence(
    office_user, small_plan
):
    batch = read(
        office_user,
        small_plan.period,
        [2, "推进大麦屿港区开发", "市发改局", "规划已批。", None, None, 5],
    )
    assert "没有对应的目标" in look(batch).rows[0].doubts[0]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ([99, "没有的任务", None, "做了。", None, None, None], "没有重点工作 99"),
        (
            [2, "办好一件完全不同的事情并且写得很长", None, "做了。", None, None, None],
            "文字与台账中的重点工作 2对不上",
        ),
        (
            [2, "推进大麦屿港区开发", "市财政局", "做了。", None, None, None],
            "没有责任，不能填报",
        ),
        (
            [
                1,
                "实现“小升规”60家",
                "市科技局",
                "改写已审核通过的内容。",
                None,
                None,
                None,
            ],
            "已审核通过，不能再用导入覆盖",
        ),
        ([None, "推进大麦屿港区开发", None, "做了。", None, None, None], "没有序号"),
    ],
)
def test_wrong_rows_say_why_and_stop_everything(office_user, small_plan, row, said):
    batch = read(
        office_user,
        small_plan.period,
        row,
        [4, "完成低效用地再开发", None, "已完成。", None, None, None],
    )
    assert any(said in text for text in errors(batch)), errors(batch)
    with pytest.raises(verbs.Refused):
        verbs.confirm(batch=batch, by=office_user)
    assert ProgressReport.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "least", "most"),
    [
        ("组建高新技术企业协会", 0.9, 1),
        ("49.注重市场驱动创新", 0.6, 1),
        ("启动实施城市能级和人口量级“双增行动”。", 0, 0.3),
        ("", 0, 0),
    ],
)
def test_how_alike_a_shortened_text_is(said, least, most):
    text = (
        "注重市场驱动创新，组建市高新技术企业协会，深入实施高新技术企业“育苗造林”行动。"
    )
    assert least <= alike(text, said) <= most


def test_same_work_twice(office_user, small_plan):
    rows = [
        [number, "推进大麦屿港区开发", "市发改局", "做了。", None, None, None]
        for number in (2, 3)
    ]
    assert any(
        "同一单位" in text
        for text in errors(read(office_user, small_plan.period, *rows))
    )


def test_unknown_unit_is_a_question_and_is_remembered(office_user, small_plan):
    row = [2, "推进大麦屿港区开发", "市发改委", "做了。", None, None, None]
    batch = read(office_user, small_plan.period, row)
    assert [question.name for question in look(batch).open_questions] == ["市发改委"]
    answer = {
        "units": {"发改委": {"do": "match", "id": Unit.objects.get(name="市发改局").id}}
    }
    batch = verbs.answer(batch=batch, answers=answer, by=office_user)
    verbs.confirm(batch=batch, by=office_user)
    assert Unit.objects.get(name="市发改局").aliases.get().name == "市发改委"


def test_somebody_wrote_meanwhile(batch, office_user, small_plan):
    unit, work = small_plan.units["市发改局"], small_plan.works["harbour"]
    ProgressReport.objects.create(
        work=work, unit=unit, period=small_plan.period, progress="单位自己写的。"
    )
    with pytest.raises(verbs.Refused, match="预览之后"):
        verbs.confirm(batch=batch, by=office_user)


def test_closed_period_refuses(batch, office_user, small_plan):
    small_plan.period.state = "closed"
    small_plan.period.save()
    with pytest.raises(verbs.Refused, match="没有开启"):
        verbs.confirm(batch=batch, by=office_user)


def test_undo_takes_drafts_back_until_they_are_used(batch, office_user):
    batch = verbs.confirm(batch=batch, by=office_user)
    verbs.undo(batch=batch, by=office_user)
    assert ProgressReport.objects.count() == 1


def test_undo_is_refused_when_the_unit_went_on_writing(batch, office_user, small_plan):
    batch = verbs.confirm(batch=batch, by=office_user)
    ProgressReport.objects.filter(
        work=small_plan.works["harbour"], period=small_plan.period
    ).update(progress="续写。")
    with pytest.raises(verbs.Refused, match="修改过"):
        verbs.undo(batch=batch, by=office_user)


def test_undo_is_refused_once_the_period_is_closed(batch, office_user, small_plan):
    batch = verbs.confirm(batch=batch, by=office_user)
    small_plan.period.state = "closed"
    small_plan.period.save()
    with pytest.raises(verbs.Refused, match="已关闭"):
        verbs.undo(batch=batch, by=office_user)


def test_sheet_of_one_unit_goes_to_that_unit(office_user, small_plan):
    """A unit's own sheet has no column of units, and the unit may be one that helps."""
    helper = small_plan.units["市财政局"]
    rows = [
        [1, None, None, "配合完成。", None, None, None],
        [2, "推进大麦屿港区开发", "市发改局", "规划已批。", None, None, None],
    ]
    batch = verbs.start(
        data=sheet(*rows),
        filename="表.xlsx",
        period=small_plan.period,
        unit=helper,
        by=office_user,
    )
    verbs.confirm(batch=reading.read_batch(batch, by=office_user), by=office_user)
    written = ProgressReport.objects.filter(period=small_plan.period).exclude(
        progress=""
    )
    assert {(one.unit.name, one.progress) for one in written} >= {
        (helper.name, "配合完成。"),
        ("市发改局", "规划已批。"),
    }


def test_unit_without_a_duty_cannot_be_the_sender(office_user, small_plan):
    stranger = Unit.objects.create(name="市无关局")
    rows = [[2, "推进大麦屿港区开发", None, "做了。", None, None, None]]
    batch = verbs.start(
        data=sheet(*rows),
        filename="表.xlsx",
        period=small_plan.period,
        unit=stranger,
        by=office_user,
    )
    assert any(
        "“市无关局”在" in text
        for text in errors(reading.read_batch(batch, by=office_user))
    )


@pytest.mark.parametrize(
    ("title", "odd"),
    [
        ("2021年二季度重点工作完成情况", False),
        ("重点工作完成情况", False),
        ("二季度完成情况", False),
        ("2021年一季度重点工作完成情况", True),
        ("2020年二季度重点工作完成情况", True),
    ],
)
def test_sheet_of_another_quarter_is_a_doubt(
    office, office_user, small_plan, title, odd
):
    data = sheet(
        [2, "推进大麦屿港区开发", "市发改局", "规划已批。", None, None, None],
        title=title,
    )
    batch = verbs.start(
        data=data, filename="表.xlsx", period=small_plan.period, by=office_user
    )
    reading.read_batch(batch, by=office_user)
    for address in (f"/import/{batch.pk}/", f"/import/{batch.pk}/confirm/"):
        assert ("请核对表格和报送期" in office.get(address).text) is odd, address


# ---- On the pages


def test_journey_through_the_pages(office, office_user, small_plan):
    file = SimpleUploadedFile(
        "完成情况.xlsx",
        sheet([2, "推进大麦屿港区开发", "市发改局", "规划已批。", "", "", None]),
    )
    office.post(
        "/import/",
        {"file": file, "level": "local", "period": str(small_plan.period.pk)},
    )
    batch = ImportBatch.objects.get()
    page = office.get(f"/import/{batch.pk}/").text
    assert "规划已批。" in page and "填报草稿" in page
    office.post(f"/import/{batch.pk}/leave-out/", {"index": "0"})
    assert look(ImportBatch.objects.get()).counts["left_out"] == 1
    book = openpyxl.load_workbook(
        io.BytesIO(office.get(f"/import/{batch.pk}/rejected/").content)
    )
    assert [cell.value for cell in book["重点工作"][2]][:4] == [
        2,
        "推进大麦屿港区开发",
        "市发改局",
        "规划已批。",
    ]
    office.post(f"/import/{batch.pk}/take-in/", {"index": "0"})
    assert "1 份草稿" in flat(office.get(f"/import/{batch.pk}/confirm/"))
    office.post(f"/import/{batch.pk}/confirm/")
    assert "这次导入写入了" in office.get(f"/import/{batch.pk}/").text
    assert "撤销导入" in office.get(f"/import/{batch.pk}/undo/").text


def test_row_page_is_for_plans_only(office, batch):
    assert office.get(f"/import/{batch.pk}/rows/0/").status_code == 404


def test_admin_does_not_report(admin_user, small_plan, client_for):
    assert "完成情况：" not in client_for(admin_user).get("/import/").text
    with pytest.raises(PermissionDenied, match="督查室"):
        verbs.start(
            data=b"x", filename="x.xlsx", period=small_plan.period, by=admin_user
        )


def test_sheet_without_progress_fails_with_advice(office_user, small_plan):
    batch = read(office_user, small_plan.period, [1, "甲"], head=["序号", "重点工作"])
    assert batch.state == "failed" and "进展情况" in batch.error
