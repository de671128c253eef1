"""Rows with what they hang on: the same as select_related gives, with each related row made
once."""

from assignments.ledger.rows import shared_rows
from assignments.models import ProgressReport, Reading, Responsibility, Task


def test_the_same_as_select_related_in_one_query(small_plan, django_assert_num_queries):
    rows = Reading.objects.order_by("id")
    with django_assert_num_queries(1):
        (found,) = shared_rows(
            rows, "report", "report__unit", "report__period", "target"
        )
        told = (
            found.report.unit.name,
            str(found.report.period),
            found.report.progress,
            found.target.text,
        )
    assert told == (
        "市科技局",
        "2021年二季度",
        small_plan.report.progress,
        "新增“小升规”企业",
    )
    assert (
        found == rows.get()
        and found.value == rows.get().value
        and not found._state.adding
    )
    assert (
        found.report.created_at == ProgressReport.objects.get().created_at
    )  # fetched when somebody asks


def test_one_object_for_each_related_row_and_none_for_none(small_plan):
    Task.objects.filter(number=5).update(leader=None)
    tasks = shared_rows(Task.objects.order_by("kind", "number"), "leader", "work")
    assert [str(task.leader) for task in tasks] == [
        "蔡木贵",
        "蔡木贵",
        "陈威",
        "陈威",
        "None",
        "陈威",
    ]
    assert len({id(task.leader) for task in tasks}) == 3
    harbour = [task.work for task in tasks if task.number in (2, 3)]
    assert harbour[0] is harbour[1]


def test_what_is_shared_can_be_saved_whole(small_plan):
    """A row itself comes complete, so that saving it does not leave a time behind."""
    duty = shared_rows(Responsibility.objects.order_by("id"), "unit", "task")[0]
    assert duty.get_deferred_fields() == set()
    assert duty.task.get_deferred_fields() == {"created_at", "updated_at"}
