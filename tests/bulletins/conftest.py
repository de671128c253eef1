"""A closed second quarter of the small plan with one of everything a bulletin has to say.

`enterprises` is on track; `harbour` (joint) was adjusted; `fields` is slow in one of its targets;
`talents` did not report; the livelihood project has one part reached and one not.
"""

from datetime import date, datetime, timezone
from decimal import Decimal

import pytest

from assignments.bulletins.content import compose
from assignments.bulletins.verbs import draft, edit_words
from assignments.bulletins.words import default_words
from assignments.choices import PeriodState, ReportState, Standing
from assignments.models import Assessment, Period, ProgressReport, Reading, SlowTarget

IN_TIME = datetime(2021, 7, 6, 2, 0, tzinfo=timezone.utc)
TOO_LATE = datetime(2021, 7, 11, 2, 0, tzinfo=timezone.utc)
NUMBER = "玉市委、市政府督通〔2021〕37号"
READINGS = {
    "低效用地再开发": 351,
    "建成美丽田园": 4,
    "新增养老床位": 200,
    "建成居家养老中心": 2,
}


def report(plan, word, unit, at=IN_TIME, **words):
    return ProgressReport.objects.create(
        work=plan.works[word],
        unit=plan.units[unit],
        period=plan.period,
        state=ReportState.ACCEPTED,
        submitted_at=at,
        reviewed_at=at,
        **words,
    )


def assess(plan, word, standing, **more):
    return Assessment.objects.create(
        work=plan.works[word],
        period=plan.period,
        standing=standing,
        assessed_at=IN_TIME,
        **more,
    )


@pytest.fixture
def quarter(small_plan):
    """The second quarter, closed."""
    plan = small_plan
    fields = report(
        plan,
        "fields",
        "市农业农村局",
        TOO_LATE,
        progress="已完成351亩。",
        problems="部分企业腾退意愿不强。",
        next_steps="三季度再完成400亩。",
    )
    beds = report(
        plan, "livelihood", "市财政局", progress="新增床位200张。", next_steps="继续。"
    )
    report(
        plan,
        "harbour",
        "市发改局",
        progress="规划正在修编。",
        next_steps="按新规划推进。",
    )
    for text, value in READINGS.items():
        owner = fields if plan.targets[text].work_id == fields.work_id else beds
        Reading.objects.create(
            report=owner, target=plan.targets[text], value=Decimal(value)
        )
    assess(plan, "enterprises", Standing.ON_TRACK)
    assess(
        plan,
        "harbour",
        Standing.ADJUSTED,
        comment="岸线规划调整。",
        approval_number="玉政函〔2021〕8号",
    )
    slow = assess(plan, "fields", Standing.SLOW, comment="进度偏慢。")
    SlowTarget.objects.create(assessment=slow, target=plan.targets["低效用地再开发"])
    assess(plan, "livelihood", Standing.ON_TRACK)
    Assessment.objects.create(work=plan.works["talents"], period=plan.period)
    Period.objects.filter(pk=plan.period.pk).update(state=PeriodState.CLOSED)
    return Period.objects.get(pk=plan.period.pk)


@pytest.fixture
def content(quarter):
    return compose(quarter)


@pytest.fixture
def words(content):
    return default_words(content, "玉环市", "市委市政府督查室")


@pytest.fixture
def drafted(quarter, office_user):
    """A draft with number and date, ready to be issued."""
    found = draft(period=quarter, by=office_user)
    return edit_words(
        bulletin=found,
        words=found.words,
        number=NUMBER,
        issued_on=date(2021, 7, 20),
        by=office_user,
    )
