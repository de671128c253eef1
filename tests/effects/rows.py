"""Rows of each kind, made past the verbs, to stand beside what a verb is called for."""

from datetime import date, datetime, timedelta, timezone

from assignments.models import (
    Assessment,
    Bulletin,
    Directive,
    Extension,
    ProgressReport,
    Target,
)

NOON = datetime(2021, 7, 6, 4, 0, tzinfo=timezone.utc)
LATER = NOON + timedelta(days=1)
DAY = date(2021, 7, 1)


def sent(plan, word, unit, state="submitted", period=None, **more):
    """A report as if it had been sent at NOON."""
    return ProgressReport.objects.create(
        work=plan.works[word],
        unit=plan.units[unit],
        period=period or plan.period,
        state=state,
        progress="有进展。",
        approved_by="局长",
        submitted_at=None if state == "draft" else NOON,
        return_reason="缺数据。" if state == "returned" else "",
        **more,
    )


def asked(plan, word, unit, by, state="asked", until=date(2021, 7, 20)):
    return Extension.objects.create(
        work=plan.works[word],
        unit=plan.units[unit],
        period=plan.period,
        until=until,
        reason="数据未出。",
        state=state,
        answer="不行。" if state == "refused" else "",
        asked_by=by,
    )


def assessed(plan, word, standing, period=None, **more):
    return Assessment.objects.create(
        work=plan.works[word],
        period=period or plan.period,
        standing=standing,
        assessed_at=NOON if standing else None,
        **more,
    )


def instructed(
    plan, by, units=("市科技局",), state="open", word="enterprises", text="请加快。"
):
    found = Directive.objects.create(
        work=plan.works[word],
        leader=plan.leaders["蔡木贵"],
        signed_as="蔡木贵副市长",
        text=text,
        issued_on=date(2021, 6, 1),
        due_on=date(2021, 7, 20),
        recorded_by=by,
        state=state,
    )
    found.units.set([plan.units[name] for name in units])
    return found


def steps(plan, word="talents", state="proposed", text="出台人才新政"):
    return Target.objects.create(
        work=plan.works[word],
        kind="milestone",
        text=text,
        comparator="",
        due_on=date(2021, 6, 30),
        state=state,
    )


def bulletin(period, state="issued", number="〔2021〕12号"):
    return Bulletin.objects.create(
        period=period,
        number=number,
        title="通报",
        issued_on=date(2021, 7, 12),
        state=state,
        sha256="a" * 64,
        withdrawn_because="文号有误" if state == "withdrawn" else "",
    )
