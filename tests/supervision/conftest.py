"""What the tests of the office's desk write again and again."""

from datetime import datetime, timezone

import pytest

from assignments.choices import ReportState
from assignments.models import ProgressReport

NOON = datetime(2021, 7, 6, 4, 0, tzinfo=timezone.utc)


@pytest.fixture
def report_on(small_plan):
    """A function: word of a work, unit's name -> a report of the open quarter that waits for
    review."""

    def make(word, unit, state=ReportState.SUBMITTED, **more):
        words = {
            "progress": f"{unit}：有进展。",
            "approved_by": "局长",
            "submitted_at": NOON,
        } | more
        return ProgressReport.objects.create(
            work=small_plan.works[word],
            unit=small_plan.units[unit],
            period=small_plan.period,
            state=state,
            **words,
        )

    return make


@pytest.fixture
def waiting(report_on):
    """市科技局 on talents, waiting for review."""
    return report_on("talents", "市科技局")
