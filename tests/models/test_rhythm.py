"""A year has periods of one rhythm, whatever road they come by."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from assignments.ledger import writing
from assignments.models import Period, Plan, Work
from assignments.supervision.period_verbs import plan_year

pytestmark = pytest.mark.django_db
MAY = {"kind": "month", "index": 5, "starts": "2021-05-01", "ends": "2021-05-31"}
WHY = "2021年已按“季度”报送（一季度），不能再加“月”的报送期（5月）"


def may(year=2021, **changes) -> Period:
    return Period(**{**MAY, "year": year, "due_on": "2021-06-08", **changes})


def by_the_writer(office):
    writing.save(may(), by=office)


def by_the_orm(office):
    may().save()


def by_many(office):
    Period.objects.bulk_create([may()])


@pytest.mark.parametrize("road", [by_the_writer, by_the_orm, by_many])
def test_months_beside_quarters_are_refused(small_plan, office_user, road):
    with pytest.raises(ValidationError, match=WHY):
        road(office_user)
    assert not Period.objects.filter(kind="month").exists()


def test_the_plan_of_2021_is_not_loaded_over_months(db, settings):
    settings.DEBUG = True
    Period.objects.bulk_create([may()])
    with pytest.raises(CommandError, match="2021年已有按月的报送期"):
        call_command("prepare", "--no-demo")
    assert (
        not Period.objects.filter(kind="quarter").exists() and not Plan.objects.exists()
    )


def test_on_the_administrators_screen(client_for, admin_user, small_plan):
    sent = {**MAY, "year": 2021, "due_on": "2021-06-08"}
    page = client_for(admin_user).post(reverse("admin:assignments_period_add"), sent)
    assert page.status_code == 200 and "已按“季度”报送（一季度）" in page.text
    assert (
        "另一种在各页上都不显示" in page.text
        and not Period.objects.filter(kind="month").exists()
    )


def test_a_quarter_does_not_become_a_month(small_plan, admin_user):
    quarter = small_plan.quarters[3]
    quarter.kind = "month"
    with pytest.raises(ValidationError, match="一年只用一种周期"):
        writing.save(quarter, by=admin_user)


def test_a_year_of_months_is_planned_as_that(small_plan, office_user):
    """Another year may have months; then its quarters are refused, one by one and all at once."""
    months = {"starts": "2022-05-01", "ends": "2022-05-31", "due_on": "2022-06-08"}
    writing.save(may(2022, **months), by=office_user)
    writing.save(may(2022, **months | {"index": 6}), by=office_user)
    with pytest.raises(ValidationError, match="2022年已按“月”报送（5月）"):
        writing.save(
            may(2022, **months | {"kind": "quarter", "index": 2}), by=office_user
        )
    Work.objects.create(year=2022, title="下一年的工作", due_on="2022-12-31")
    with pytest.raises(ValidationError, match="2022 年已有报送期"):
        plan_year(year=2022, by=office_user)


def test_two_rhythms_at_once_are_refused(db):
    quarter = may(kind="quarter", index=1)
    with pytest.raises(ValidationError, match="一年只用一种周期"):
        Period.objects.bulk_create([quarter, may()])


def test_what_is_there_already_may_be_changed(small_plan, admin_user):
    """A year that has both from before is not locked."""
    Period.objects.filter(pk=small_plan.quarters[3].pk).update(kind="month")
    third = Period.objects.get(pk=small_plan.quarters[3].pk)
    third.due_on = "2021-10-20"
    assert writing.save(third, by=admin_user).pk
