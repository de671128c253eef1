"""The demo year, played by its people in the order in which such a year goes."""

from datetime import timedelta

from django.db import transaction

from assignments.choices import ApprovalState, TargetKind
from assignments.evidence.storage import gone_unless_done
from assignments.ledger.writing import save
from assignments.management.demo import directing, pictures, story
from assignments.management.demo.accounts import make_accounts, make_reporters
from assignments.management.demo.cast import Cast, closed_at, gather, moment, opened_at
from assignments.management.demo.dating import date_history
from assignments.management.demo.reporting import assess_quarter, report_quarter
from assignments.models import Period, Phrase, PlannedValue, Target
from assignments.reporting.verbs import ask_extension, mark_read
from assignments.supervision.period_verbs import close_period, open_period
from assignments.supervision.verbs import chase

LEFT = {"silent": "leave", "unassessed": "leave", "unreviewed": "accept"}
PHRASES = (
    "请补充具体数据。",
    "请写明存在问题和原因。",
    "请写明下一步打算和时间节点。",
    "内容与上期相同，请更新。",
)
REASON = "载入演示数据"


@gone_unless_done()
@transaction.atomic
def play() -> Cast:
    """Load the whole demo: accounts, planned values, three quarters, instructions, pictures. All or
    nothing."""
    cast = gather(make_accounts())
    cast.reporters = make_reporters(cast.reporting_units, cast.people)
    offer_phrases(cast)
    for period in cast.periods.values():
        period.is_demo = True
        save(period, by=cast.office, reason=REASON)
    add_milestones(cast)
    plan_values(cast)
    for quarter in story.QUARTERS:
        play_quarter(cast, quarter)
    directing.instruct(cast)
    pictures.hang(cast)
    pictures.prove(cast)
    date_history(cast)
    return cast


def offer_phrases(cast: Cast) -> None:
    """Ready-made phrases for sending back, where the office has none of its own."""
    if not Phrase.objects.exists():
        for order, phrase in enumerate(PHRASES, start=1):
            save(Phrase(text=phrase, order=order), by=cast.office, reason=REASON)


def add_milestones(cast: Cast) -> None:
    """Milestones where the text has no figures, as units add them at the start of the year."""
    for number, (text, due_on) in story.MILESTONES.items():
        scene = cast.scenes[number]
        target = Target(
            work=scene.work,
            kind=TargetKind.MILESTONE,
            text=text,
            comparator="",
            due_on=due_on,
            order=1,
        )
        scene.targets.append(save(target, by=cast.office, reason=REASON))


def plan_values(cast: Cast) -> None:
    """Approved plans for the targets that a straight line does not fit."""
    for scene in cast.scenes.values():
        for target in scene.targets:
            if target.is_quantity:
                values = story.planned(scene.quantity(target))
                for index, value in enumerate(values, start=1):
                    period = cast.periods[index]
                    row = PlannedValue(
                        target=target,
                        period=period,
                        value=value,
                        state=ApprovalState.APPROVED,
                    )
                    save(row, by=cast.office, reason="审定计划值")


def play_quarter(cast: Cast, quarter: int) -> None:
    """Open, report, review, assess; the first two quarters are closed as well, in the third the
    office chases."""
    period = open_period(
        period=cast.periods[quarter],
        by=cast.office,
        at=opened_at(cast.periods[quarter]),
    )
    owed = [
        scene for scene in cast.scenes.values() if story.is_owed(scene.number, quarter)
    ]
    report_quarter(cast, owed, period)
    assess_quarter(cast, owed, period)
    if quarter < max(story.QUARTERS):
        close_period(
            period=period, decisions=LEFT, by=cast.office, at=closed_at(period)
        )
    else:
        chase_the_silent(cast, period)


def chase_the_silent(cast: Cast, period: Period) -> None:
    """Two units are chased the day after; one has read it, the other asks for time."""
    day = period.due_on + timedelta(days=1)
    first, second = sorted(story.SILENT[period.index])
    scene, other = cast.scenes[first], cast.scenes[second]
    reminder = chase(
        unit=scene.leads[0], period=period, by=cast.office, at=moment(day, 9)
    )
    mark_read(
        reminder=reminder, by=cast.reporters[scene.leads[0].id], at=moment(day, 14)
    )
    chase(unit=other.leads[0], period=period, by=cast.office, at=moment(day, 9, 5))
    ask_extension(
        work=other.work,
        unit=other.leads[0],
        period=period,
        until=day + timedelta(days=9),
        reason="展陈工程决算数据待审核，申请延期报送。",
        by=cast.reporters[other.leads[0].id],
    )
