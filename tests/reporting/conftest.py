"""What the tests of a unit's desk write again and again."""

import pytest
from django.urls import reverse

from assignments.reporting.verbs import Content, save_draft, submit


@pytest.fixture
def whole():
    """A content that may be sent."""
    return Content(
        progress="已引进人才12名。",
        problems="无",
        next_steps="继续。",
        approved_by="林局长",
    )


@pytest.fixture
def address():
    """A function: work, unit, period -> the address of the report's page."""

    def of(work, unit, period):
        return f"{reverse('reporting:report', args=[work.pk, unit.pk])}?period={period.code}"

    return of


@pytest.fixture
def talents(small_plan):
    """市科技局 on talents in the open quarter: a work without targets and without a report."""
    return {
        "work": small_plan.works["talents"],
        "unit": small_plan.units["市科技局"],
        "period": small_plan.period,
    }


@pytest.fixture
def draft(talents, unit_user):
    return save_draft(**talents, content=Content(progress="正在推进。"), by=unit_user)


@pytest.fixture
def sent(talents, whole, unit_user):
    return submit(**talents, content=whole, by=unit_user)
