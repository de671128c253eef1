"""The stage itself: the small plan is what its table says, and each person is what their name
says."""

import pytest

from assignments.choices import Role, Standing
from assignments.models import Assessment, ClosedPeriod, Task, Unit, Work
from tests.stored_rows import StoredRows


def test_small_plan_has_six_tasks_on_five_works(small_plan):
    assert Task.objects.count() == 6
    assert Work.objects.count() == 5
    assert [task.number for task in small_plan.works["harbour"].tasks.all()] == [2, 3]


def test_first_quarter_is_closed_and_assessed(small_plan):
    slow = Assessment.objects.get(period=small_plan.last, standing=Standing.SLOW)
    assert slow.work == small_plan.works["fields"]
    with pytest.raises(ClosedPeriod):
        slow.save()


def test_people_join_the_units_of_the_plan(unit_user, leader_user, small_plan):
    assert unit_user.unit == small_plan.units["市科技局"]
    assert leader_user.leader == small_plan.leaders["蔡木贵"]
    assert unit_user.role == Role.UNIT


def test_people_stand_without_a_plan(
    other_unit_user, viewer_user, office_user, admin_user, other_leader_user
):
    assert other_unit_user.unit.name == "市农业农村局"
    assert (admin_user.role, office_user.role) == (Role.ADMIN, Role.OFFICE)


@pytest.mark.parametrize("time", ["first", "second"])
def test_plan_2021_is_whole_however_often_it_is_asked_for(plan_2021, unit_user, time):
    assert Task.objects.count() == 146
    assert Work.objects.count() == 140
    assert unit_user.unit.responsibilities.exists()
    towns = Unit.objects.get(name__startswith="各乡镇")
    assert towns.members.count() == 11


def test_rows_may_be_added_to_the_plan(plan_2021):
    new = Unit.objects.create(name="市新成立局")
    assert Unit.objects.get(name="市新成立局") == new


def test_small_and_stored_plan_are_strangers(small_plan):
    assert Task.objects.count() == 6


def test_stored_rows_hold_links_too(small_plan):
    stored = StoredRows()
    assert stored.empty
    stored.take()
    statements = " ".join(statement for statement, _ in stored.statements)
    for table in ("task", "unit_members", "responsibility", "reading"):
        assert f'INSERT INTO "assignments_{table}"' in statements
