"""The sheet of 完成情况 to fill in: what it holds, and that it comes back."""

import io

import pytest
from openpyxl import load_workbook

from assignments.intake import reading, verbs
from assignments.intake.comparing.batch_preview import look
from assignments.intake.progress import progress_sheet
from assignments.models import ProgressReport, Reading, Target

pytestmark = pytest.mark.django_db


def url(period, **more):
    return "/import/progress/?" + "&".join(
        f"{key}={value}" for key, value in {"period": period.pk, **more}.items()
    )


def table(answer, name="重点工作") -> list[tuple]:
    return list(
        load_workbook(io.BytesIO(answer.content))[name].iter_rows(
            min_row=2, values_only=True
        )
    )


def came_back(data: bytes, period, by, change=lambda book: None):
    """The sheet, changed as somebody would, handed in and compared."""
    book = load_workbook(io.BytesIO(data))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    batch = verbs.start(
        data=stream.getvalue(), filename="填报表.xlsx", period=period, by=by
    )
    return reading.read_batch(batch, by=by)


@pytest.fixture
def draft(small_plan, unit_user):
    work = small_plan.tasks["key", 5].work
    return ProgressReport.objects.create(
        work=work,
        unit=unit_user.unit,
        period=small_plan.period,
        progress="=引进3人。\n另有2人。",
        problems="住房",
    )


def test_a_unit_gets_its_own_works_with_its_drafts(
    client_for, unit_user, small_plan, draft
):
    head, *rows = table(client_for(unit_user).get(url(small_plan.period)))
    assert head[:6] == (
        "序号",
        "重点工作",
        "责任单位",
        "进展情况",
        "存在问题",
        "下一步打算",
    )
    assert {row[2] for row in rows} == {"市科技局"} and 5 in [row[0] for row in rows]
    (mine,) = [row for row in rows if row[0] == 5]
    assert mine[3:6] == ("=引进3人。\n另有2人。", "住房", None)
    assert 1 not in [row[0] for row in rows], "已审核通过的不再填"


def test_the_office_gets_every_lead_unit_or_one(client_for, office_user, small_plan):
    client, units = client_for(office_user), small_plan.units
    rows = table(client.get(url(small_plan.period)))[1:]
    assert len({row[2] for row in rows}) > 2
    rows = table(client.get(url(small_plan.period, unit=units["市农业农村局"].pk)))[1:]
    assert {row[2] for row in rows} == {"市农业农村局"}


@pytest.mark.parametrize("who", ["office_user", "unit_user"])
def test_handed_in_as_it_is_it_changes_nothing(
    request, client_for, small_plan, draft, who
):
    by = request.getfixturevalue(who)
    data = client_for(by).get(url(small_plan.period)).content
    preview = look(came_back(data, small_plan.period, by))
    assert preview.rows and preview.changes_nothing
    assert not preview.open_questions and not preview.errors and not preview.doubts
    assert not any(row.doubts for row in preview.rows)


def test_what_is_filled_in_comes_back_with_its_figures(office_user, small_plan):
    """Each figure finds its target by what stands beside it, though two targets have the same
    measure."""
    work = small_plan.works["fields"]
    first = Target.objects.filter(work=work).quantities().first()
    more = {
        "kind": "quantity",
        "comparator": ">=",
        "value": 20,
        "measure": first.measure,
        "due_on": first.due_on,
    }
    second = Target.objects.create(
        work=work, task=first.task, text=f"其中{first.text}", order=9, **more
    )

    def fill(book):
        sheet = book["重点工作"]
        (line,) = [row for row in sheet.iter_rows(min_row=3) if row[0].value == 4]
        at = {cell.value: cell.column for cell in line if isinstance(cell.value, str)}
        line[3].value = "做了。"
        sheet.cell(line[0].row, at[progress_sheet.label(first)] + 1, 300)
        sheet.cell(line[0].row, at[progress_sheet.label(second)] + 1, 12.5)

    data = progress_sheet.workbook(small_plan.period, small_plan.units["市农业农村局"])
    batch = came_back(data, small_plan.period, office_user, fill)
    preview = look(batch)
    assert (preview.counts["new"], preview.counts["wrong"]) == (1, 0) and not any(
        row.doubts for row in preview.rows
    )
    verbs.confirm(batch=batch, by=office_user)
    found = Reading.objects.filter(
        report__unit__name="市农业农村局", report__period=small_plan.period
    )
    assert {(one.target_id, one.value) for one in found} == {
        (first.pk, 300),
        (second.pk, 12.5),
    }


def test_the_head_is_frozen_and_figures_are_numbers(office_user, small_plan):
    data = progress_sheet.workbook(small_plan.period, None)
    sheet = load_workbook(io.BytesIO(data))["重点工作"]
    assert sheet.freeze_panes == "D3" and str(small_plan.period) in sheet["A1"].value
    (rule,) = sheet.data_validations.dataValidation
    assert rule.type == "decimal" and "只填数字" in rule.error


def test_reader_method_and_period(
    client, client_for, leader_user, office_user, unit_user, small_plan
):
    assert client.get(url(small_plan.period)).status_code == 302
    assert client_for(leader_user).get(url(small_plan.period)).status_code == 403
    assert client_for(unit_user).post(url(small_plan.period)).status_code == 405
    for period in ("", "x", "999"):
        assert (
            client_for(office_user)
            .get(f"/import/progress/?period={period}")
            .status_code
            == 404
        )
