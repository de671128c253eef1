"""The figures of a sheet of 完成情况 in the measures of the targets: converted, or asked about and
held."""

import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from assignments.choices import Course
from assignments.intake import reading, verbs
from assignments.intake.comparing.batch_preview import look
from assignments.models import ImportBatch, Reading, Target, Task
from tests.intake.test_progress import HEAD, read

pytestmark = pytest.mark.django_db

DATA = Path(__file__).parent.parent / "data"


def batch_of(by, small_plan, heading, cell) -> ImportBatch:
    row = [4, "完成低效用地再开发", "市农业农村局", "已完成。", None, None, cell]
    return read(by, small_plan.period, row, head=[*HEAD[:-1], heading])


def readings(small_plan) -> dict[str, Decimal]:
    rows = Reading.objects.filter(report__work=small_plan.works["fields"])
    return {row.target.text: row.value for row in rows}


@pytest.fixture
def amounts(small_plan):
    """Targets of other measures in the place of the plan's own."""

    def made(text, value, measure, course=Course.CUMULATIVE) -> None:
        Target.objects.filter(text="低效用地再开发").update(
            text=text, value=value, measure=measure, course=course
        )

    return made


@pytest.mark.parametrize(
    ("target", "heading", "cell", "value", "shown"),
    [
        (
            ("低效用地再开发", 9000, "亩"),
            "低效用地再开发",
            "0.5万",
            "5000",
            "表中为 0.5万",
        ),
        (("低效用地再开发", 9000, "亩"), "完成", "0.5万亩", "5000", "表中为 0.5万亩"),
        (
            ("低效用地再开发", 9000, "亩"),
            "完成（万亩）",
            0.5,
            "5000",
            "表中为 0.5 万亩",
        ),
        (
            ("固定资产投资", 60, "亿元"),
            "固定资产投资（万元）",
            350000,
            "35",
            "350000 万元",
        ),
        (
            ("固定资产投资", 60, "亿元"),
            "累计完成（亿元）",
            "350000万元",
            "35",
            "350000万元",
        ),
        (
            ("固定资产投资", 60, "亿元"),
            "累计完成（亿元）",
            "１，２３４．５",
            "1234.5",
            "1,234.5",
        ),
        (
            ("固定资产投资", 60, "亿元"),
            "累计完成（亿元）",
            100 / 3,
            "33.3333",
            "33.3333333333333",
        ),
    ],
)
def test_what_a_measure_says_is_converted_and_shown(
    office_user, small_plan, amounts, target, heading, cell, value, shown
):
    amounts(*target)
    batch = batch_of(office_user, small_plan, heading, cell)
    (cell_change,) = [
        one for one in look(batch).rows[0].cells if one.field == "readings"
    ]
    assert shown in cell_change.new
    verbs.confirm(batch=batch, by=office_user)
    assert readings(small_plan) == {target[0]: Decimal(value)}


@pytest.mark.parametrize("minus", ["−", "-", "－", "–"])
def test_a_minus_stays_a_minus(office_user, small_plan, amounts, minus):
    amounts("生产总值增长", 7, "%", Course.LEVEL)
    verbs.confirm(
        batch=batch_of(office_user, small_plan, "生产总值增长（%）", f"{minus}5%"),
        by=office_user,
    )
    assert readings(small_plan) == {"生产总值增长": -5}


@pytest.mark.parametrize(
    ("target", "heading", "cell"),
    [
        (("生产总值增长", 7, "%"), "生产总值增长", "300万"),
        (("生产总值增长", 7, "%"), "生产总值增长（%）", "(5)"),
        (("低效用地再开发", 9000, "公顷"), "完成（公顷）", "第5,6号地块"),
        (("低效用地再开发", 9000, "亩"), "低效用地再开发", "约60"),
        (("低效用地再开发", 9000, "亩"), "低效用地再开发（亩）", "35（含在建）"),
        (("低效用地再开发", 9000, "亩"), "低效用地再开发（亩）", "#N/A"),
        (("低效用地再开发", 9000, "亩"), "低效用地再开发（户）", "35"),
        (("低效用地再开发", 9000, "亩"), "低效用地再开发（亩）", "-35"),
    ],
)
def test_what_can_be_read_in_two_ways_holds_the_row(
    office, office_user, small_plan, amounts, target, heading, cell
):
    amounts(*target)
    batch = batch_of(office_user, small_plan, heading, cell)
    page = office.get(f"/import/{batch.pk}/").text
    assert f"“{cell}”" in page and "看过了" in page
    with pytest.raises(verbs.Refused, match="没有读入"):
        verbs.confirm(batch=batch, by=office_user)
    batch = verbs.mark_seen(batch=batch, index=0, by=office_user)
    verbs.confirm(batch=batch, by=office_user)
    assert readings(small_plan) == {}


def test_a_held_row_may_be_left_out_and_comes_back_as_it_was(
    office, office_user, small_plan
):
    batch = batch_of(office_user, small_plan, "低效用地再开发（亩）", "约60")
    batch = verbs.leave_out_open(batch=batch, by=office_user)
    assert look(batch).counts["left_out"] == 1 and not look(batch).held
    file = office.get(f"/import/{batch.pk}/rejected/").content
    book = openpyxl.load_workbook(io.BytesIO(file))
    values = [cell.value for cell in book["重点工作"][2]]
    assert "约60" in values and any("没有读入" in str(value) for value in values)


def test_far_more_than_the_target_is_asked_about(office_user, small_plan):
    batch = batch_of(office_user, small_plan, "低效用地再开发（亩）", 350000)
    assert "请核对计量单位" in look(batch).rows[0].doubts[0]
    assert not look(batch).held


def test_a_seen_doubt_of_an_unchanged_row_still_counts(office_user, small_plan):
    """The words are written already, the figure was not read: handing it in again is not "nothing
    to do"."""
    first = batch_of(office_user, small_plan, "低效用地再开发（亩）", None)
    verbs.confirm(batch=first, by=office_user)
    again = batch_of(office_user, small_plan, "低效用地再开发（亩）", "约60")
    row = look(again).rows[0]
    assert row.is_held and row.has_open_doubts


def test_the_case_file(office_user, small_plan):
    """Figures of a sheet under columns of other measures than the targets'."""
    work = small_plan.works["fields"]
    task = small_plan.tasks["key", 4]
    Task.objects.filter(pk=task.pk).update(number=113, text="持续推进新城开发")
    Target.objects.create(
        work=work,
        text="完成固定资产投资60亿元",
        value=60,
        measure="亿元",
        due_on=work.due_on,
    )
    data = (DATA / "progress-units.xlsx").read_bytes()
    batch = verbs.start(
        data=data, filename="表.xlsx", period=small_plan.period, by=office_user
    )
    row = look(reading.read_batch(batch, by=office_user)).rows[0]
    assert [cell.new for cell in row.cells if cell.field == "readings"] == [
        "完成固定资产投资60亿元：35亿元（表中为 350000 万元）"
    ]
