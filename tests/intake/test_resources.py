"""What django-import-export gets wrong by default, and the resource must not."""

import pytest
import tablib
from django.core.exceptions import ValidationError

from assignments.intake.comparing.fields import quantity
from assignments.intake.comparing.known_plan import Book
from assignments.intake.comparing.matching import Matcher
from assignments.intake.comparing.resources import TaskResource, check
from assignments.intake.stored_reading import COLUMNS, dataset_of, plan_row
from tests.intake.documents import row, target

pytestmark = pytest.mark.django_db


def resource(written=None, answers=None):
    entered = [] if written is None else written
    matcher = Matcher(answers or {})
    return TaskResource(
        book=Book(None), matcher=matcher, enter=entered.extend, keeps_all=False
    )


def run(rows, **more):
    made = resource(**more)
    return made, check(
        made, dataset_of([plan_row(one, index, {}) for index, one in enumerate(rows)])
    )


def errors(result):
    return [message for row in result.invalid_rows for message in row.error.messages]


def test_all_errors_of_all_rows_at_once_in_chinese():
    rows = [
        row(1),
        row(1, "第二个一号。"),
        row(None, ""),
        row(3, kind="other", remark="长" * 201, lead=["单" * 61]),
        row(4, targets=[target("很多", "许多", "家")]),
    ]
    _, result = run(rows)
    said = "\n".join(errors(result))
    for part in (
        "序号重复",
        "没有序号",
        "没有内容",
        "类别“other”",
        "备注有 201 字",
        "有 61 字",
        "不是数字",
    ):
        assert part in said, part
    assert not any(
        word in said for word in ("This field", "required", "Ensure", "invalid")
    )


def test_one_wrong_row_keeps_all_from_being_written():
    written = []
    _, result = run([row(1), row(2, "")], written=written)
    assert result.has_validation_errors() and written == []


def test_open_names_keep_all_from_being_written():
    written = []
    made, _ = run([row(1)], written=written)
    assert written == [] and {question.name for question in made.matcher.open} == {
        "市发改局",
        "蔡木贵",
    }


def test_rows_that_passed_are_written():
    answers = {"units": {"发改局": {"do": "create", "name": "市发改局"}}}
    written = []
    run([row(1, leader=None)], written=written, answers=answers)
    assert [one.task.number for one in written] == [1]


def test_missing_columns_are_named():
    table = tablib.Dataset(
        headers=[name for name in COLUMNS if name not in ("牵头单位", "备注")]
    )
    with pytest.raises(ValidationError, match="牵头单位、备注"):
        check(resource(), table)


def test_unit_listed_twice_counts_once_and_leading_wins():
    made, _ = run(
        [row(1, lead=["市发改局"], cooperating=["市科技局", "发改局", "市科技局"])]
    )
    assert [(ref.name, duty) for ref, duty, _ in made.wanted[0].state.duties] == [
        ("市发改局", "lead"),
        ("市科技局", "cooperating"),
    ]


@pytest.mark.parametrize("wrong", ["", "许多", "NaN", "1e20", "0.00001", None])
def test_quantities_the_column_can_not_hold(wrong):
    with pytest.raises(ValueError, match="目标"):
        quantity(wrong, "企业")


@pytest.mark.parametrize(
    ("text", "value"), [("１０００", 1000), ("1,000", 1000), (2.68, 2.68)]
)
def test_quantities(text, value):
    assert float(quantity(text, "企业")) == value
