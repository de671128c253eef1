"""The demo year played by its people: every step is the verb that the pages call, signed by a demo account."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction

from assignments.choices import ApprovalState, CheckMethod, Course, Standing
from assignments.ledger.writing import save
from assignments.management.demo import directing, story, texts
from assignments.management.demo.accounts import make_accounts, make_reporters
from assignments.management.demo.cast import (
    YEAR,
    Cast,
    Scene,
    assessed_at,
    closed_at,
    gather,
    moment,
    opened_at,
    reviewed_at,
    sent_at,
)
from assignments.management.demo.dating import date_history
from assignments.models import Period, Phrase, PlannedValue, Target, Unit, User
from assignments.reporting.verbs import Content, ask_extension, mark_read, save_draft, submit
from assignments.supervision.period_verbs import close_period, open_period
from assignments.supervision.verbs import Decision, accept, assess_many, chase, send_back

LEFT = {"silent": "leave", "unassessed": "leave", "unreviewed": "accept"}
HEAD = "单位负责人（演示）"
PHRASES = ("请补充具体数据。", "请写明存在问题和原因。", "请写明下一步打算和时间节点。", "内容与上期相同，请更新。")


@transaction.atomic
def play() -> Cast:
    """Load the whole demo: accounts, planned values, three quarters, instructions. All or nothing."""
    cast = gather(make_accounts())
    cast.reporters = make_reporters(cast.reporting_units, cast.people)
    for order, phrase in enumerate(PHRASES, start=1):
        if not Phrase.objects.filter(text=phrase).exists():
            save(Phrase(text=phrase, order=order), by=cast.office, reason="载入演示数据")
    for period in cast.periods.values():
        period.is_demo = True
        save(period, by=cast.office, reason="载入演示数据")
    plan_values(cast)
    for quarter in story.QUARTERS:
        play_quarter(cast, quarter)
    directing.instruct(cast)
    date_history(cast)
    return cast


def plan_values(cast: Cast) -> None:
    """Approved plans for the targets that a straight line does not fit."""
    for scene in cast.scenes.values():
        for target in scene.targets:
            if target.is_quantity:
                values = story.planned(scene.quantity(target))
                for period, value in zip(cast.periods.values(), values, strict=bool(values)):
                    row = PlannedValue(target=target, period=period, value=value, state=ApprovalState.APPROVED)
                    save(row, by=cast.office, reason="审定计划值")


def play_quarter(cast: Cast, quarter: int) -> None:
    """Open, report, review, assess; the first two quarters are closed as well."""
    period = open_period(period=cast.periods[quarter], by=cast.office, at=opened_at(cast.periods[quarter]))
    owed = [scene for scene in cast.scenes.values() if story.DONE_IN.get(scene.number, 9) >= quarter]
    if quarter > 1:
        adjusted = {number for past in range(1, quarter) for number in story.ADJUSTED.get(past, {})}
        owed = [scene for scene in owed if scene.number not in adjusted]
    for scene in owed:
        report_work(cast, scene, period)
    decisions = [decide(scene, quarter) for scene in owed if is_decided(scene, quarter)]
    assess_many(period=period, decisions=decisions, by=cast.office, at=assessed_at(period))
    if quarter < max(story.QUARTERS):
        close_period(period=period, decisions=LEFT, by=cast.office, at=closed_at(period))
    else:
        chase_the_silent(cast, period)


# ---- reporting


def report_work(cast: Cast, scene: Scene, period: Period) -> None:
    """Each lead unit's report brought as far as the story says, and the cooperating unit's where it has one."""
    if scene.number in story.SILENT.get(period.index, ()):
        return
    for unit in scene.leads:
        by = cast.office if scene.number in story.BY_OFFICE[period.index] else cast.reporters[unit.id]
        report(cast, scene, unit, period, by)
    if scene.also_reporting and scene.number not in story.UNREVIEWED.get(period.index, ()):
        helper = scene.also_reporting
        report(cast, scene, helper, period, cast.reporters[helper.id])


def report(cast: Cast, scene: Scene, unit: Unit, period: Period, by: User) -> None:
    quarter, number = period.index, scene.number
    content = content_of(scene, unit, quarter)
    if number in story.DRAFT.get(quarter, ()):
        save_draft(work=scene.work, unit=unit, period=period, content=content, by=by)
        return
    at = sent_at(scene, unit, period)
    step = {"work": scene.work, "unit": unit, "period": period, "by": by}
    sent = submit(**step, content=content, at=at)
    if number in story.RETURNED.get(quarter, {}):
        send_back(report=sent, reason=story.RETURNED[quarter][number], by=cast.office, at=reviewed_at(at))
        return
    if number in story.RETURNED_ONCE.get(quarter, {}):
        send_back(report=sent, reason=story.RETURNED_ONCE[quarter][number], by=cast.office, at=reviewed_at(at))
        at = reviewed_at(reviewed_at(at))
        sent = submit(**step, content=content, at=at)
    if number not in story.UNREVIEWED.get(quarter, ()):
        accept(report=sent, by=cast.office, at=reviewed_at(at))


def content_of(scene: Scene, unit: Unit, quarter: int) -> Content:
    """What a unit types: figures for the targets it answers for, and words around them."""
    mine = [target for target in scene.targets if answers_for(unit, target, scene)]
    readings = {target.id: read(scene, target, quarter) for target in mine}
    helper = next((helper.name for helper in scene.helpers if helper != unit), "")
    words = texts.compose(scene.number, scene.text, quarter, figures(mine, readings), helper, unit.name)
    return Content(
        progress=words.progress,
        problems=words.problems,
        next_steps=words.next_steps,
        approved_by=HEAD,
        readings=readings,
    )


def answers_for(unit: Unit, target: Target, scene: Scene) -> bool:
    return target.unit_id == unit.id or (target.unit_id is None and unit in scene.leads)


def read(scene: Scene, target: Target, quarter: int) -> Decimal | date | None:
    """A quantity's reading; a milestone is passed in the second quarter where it is the first of its work."""
    if target.is_quantity:
        return story.reading(scene.quantity(target), quarter)
    return date(YEAR, 6, 18) if quarter >= 2 and scene.targets.index(target) == 0 else None


def figures(targets: list[Target], readings: Mapping[int, Decimal | date | None]) -> list[texts.Figure]:
    found = []
    for target in targets:
        value = readings[target.id]
        if target.value is not None:
            number = value if isinstance(value, Decimal) else None
            level = target.course == Course.LEVEL
            found.append(texts.Figure(target.text, number, target.value, target.measure, level))
    return found


# ---- assessing


def is_decided(scene: Scene, quarter: int) -> bool:
    """Whether the office has got to it: reported, reviewed and not among the last few."""
    waiting = (story.SILENT, story.DRAFT, story.RETURNED, story.UNREVIEWED, story.UNASSESSED)
    return not any(scene.number in names.get(quarter, ()) for names in waiting)


def decide(scene: Scene, quarter: int) -> Decision:
    number = scene.number
    comment, approval = story.ADJUSTED.get(quarter, {}).get(number, ("", ""))
    places = story.SLOW[quarter].get(number)
    if places is not None:
        comment = story.REASONS[number]
    return Decision(
        scene.work,
        standing_of(number, quarter).value,
        method=method_of(number, quarter).value,
        comment=comment,
        approval_number=approval,
        override_reason=story.OVERRIDDEN.get(quarter, {}).get(number, ""),
        slow_targets=frozenset(scene.targets[place].id for place in places or ()),
    )


def standing_of(number: int, quarter: int) -> Standing:
    if number in story.ADJUSTED.get(quarter, {}):
        return Standing.ADJUSTED
    if story.DONE_IN.get(number) == quarter:
        return Standing.DONE
    return Standing.SLOW if number in story.SLOW[quarter] else Standing.ON_TRACK


def method_of(number: int, quarter: int) -> CheckMethod:
    luck = story.draw("method", number, quarter)
    if number in story.SLOW[quarter] or luck > Decimal("0.85"):
        return CheckMethod.SITE
    return CheckMethod.PHONE if luck > Decimal("0.6") else CheckMethod.DOCUMENTS


# ---- chasing


def chase_the_silent(cast: Cast, period: Period) -> None:
    """Two units are chased; one has read it, the other asks for time."""
    day = period.due_on
    for number in sorted(story.SILENT[period.index]):
        unit = cast.scenes[number].leads[0]
        reminder = chase(unit=unit, period=period, by=cast.office, at=moment(day.replace(day=day.day + 1), 9))
        if number == min(story.SILENT[period.index]):
            mark_read(reminder=reminder, by=cast.reporters[unit.id], at=moment(day.replace(day=day.day + 1), 14))
        else:
            ask_extension(
                work=cast.scenes[number].work,
                unit=unit,
                period=period,
                until=day.replace(day=day.day + 10),
                reason="展陈工程决算数据待审核，申请延期报送。",
                by=cast.reporters[unit.id],
            )


