"""The demo's reports and assessments.

What goes its ordinary way, some four hundred reports, is written in bulk, with the same trail in
the history as the verbs leave (sent by the unit, accepted by the office); what has a story
(returned, left as a draft, not reviewed, logged by the office) is played through the verbs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import F

from assignments.choices import CheckMethod, Course, ReportState, Standing
from assignments.ledger.bulk import create_many, update_many
from assignments.ledger.figures import Board
from assignments.management.demo import story, texts
from assignments.management.demo.cast import (
    YEAR,
    Cast,
    Scene,
    assessed_at,
    reviewed_at,
    sent_at,
)
from assignments.models import (
    Assessment,
    Period,
    ProgressReport,
    Reading,
    SlowTarget,
    Target,
    Unit,
    User,
)
from assignments.reporting.verbs import Content, save_draft, submit
from assignments.rules.judging import Judgement, objections
from assignments.rules.schedule import quarters
from assignments.rules.transitions import VERBS
from assignments.supervision.verbs import accept, send_back

HEAD = "单位负责人（演示）"


@dataclass(frozen=True)
class DemoReport:
    """One report as it is about to be sent."""

    scene: Scene
    unit: Unit
    by: User
    at: datetime
    content: Content


def sheets(cast: Cast, scenes: Sequence[Scene], period: Period) -> list[DemoReport]:
    """Every report of a quarter, the silent ones left out: lead units and the cooperating unit that
    reports too."""
    made = []
    for scene in scenes:
        if scene.number in story.SILENT.get(period.index, ()):
            continue
        units = scene.leads
        if scene.also_reporting and scene.number not in story.UNREVIEWED.get(
            period.index, ()
        ):
            units = [*units, scene.also_reporting]
        for unit in units:
            by_office = (
                scene.number in story.BY_OFFICE[period.index] and unit in scene.leads
            )
            by = cast.office if by_office else cast.reporters[unit.id]
            content = content_of(scene, unit, period.index)
            made.append(
                DemoReport(scene, unit, by, sent_at(scene, unit, period), content)
            )
    return made


def report_quarter(cast: Cast, scenes: Sequence[Scene], period: Period) -> None:
    ordinary = []
    for sheet in sheets(cast, scenes, period):
        if has_a_story(sheet, cast, period.index):
            play_sheet(cast, sheet, period)
        else:
            ordinary.append(sheet)
    write_ordinary(cast, ordinary, period)


def has_a_story(sheet: DemoReport, cast: Cast, quarter: int) -> bool:
    stories = (story.DRAFT, story.RETURNED, story.RETURNED_ONCE, story.UNREVIEWED)
    return sheet.by == cast.office or any(
        sheet.scene.number in names.get(quarter, ()) for names in stories
    )


def play_sheet(cast: Cast, sheet: DemoReport, period: Period) -> None:
    """Through the verbs, as far as the story says."""
    quarter, number, at = period.index, sheet.scene.number, sheet.at
    step: dict[str, Any] = {
        "work": sheet.scene.work,
        "unit": sheet.unit,
        "period": period,
        "content": sheet.content,
        "by": sheet.by,
    }
    if number in story.DRAFT.get(quarter, ()):
        save_draft(**step)
        return
    sent = submit(**step, at=at)
    sent_back = story.RETURNED.get(quarter, {}) | story.RETURNED_ONCE.get(quarter, {})
    if number in sent_back:
        send_back(
            report=sent, reason=sent_back[number], by=cast.office, at=reviewed_at(at)
        )
    if number in story.RETURNED_ONCE.get(quarter, {}):
        at = reviewed_at(reviewed_at(at))
        sent = submit(**step, at=at)
    if number not in {
        *story.RETURNED.get(quarter, {}),
        *story.UNREVIEWED.get(quarter, ()),
    }:
        accept(report=sent, by=cast.office, at=reviewed_at(at))


def write_ordinary(cast: Cast, ordinary: Sequence[DemoReport], period: Period) -> None:
    """Sent by their units and accepted by the office, in bulk, both steps in the history."""
    reports = [sent_report(sheet, period) for sheet in ordinary]
    create_many(reports, by=cast.office, reason=VERBS["submit"])
    sent = ProgressReport.history.filter(
        period_id=period.pk, id__in=[report.pk for report in reports]
    )
    sent.update(history_user=F("submitted_by"))
    readings = [
        reading
        for sheet, report in zip(ordinary, reports, strict=True)
        for reading in rows(sheet, report)
    ]
    create_many(readings, by=cast.office, reason=VERBS["submit"])
    for report in reports:
        report.state, report.reviewed_by = ReportState.ACCEPTED, cast.office
        report.reviewed_at = reviewed_at(report.submitted_at)
    update_many(
        reports,
        ["state", "reviewed_at", "reviewed_by"],
        by=cast.office,
        reason=VERBS["accept"],
    )


def sent_report(sheet: DemoReport, period: Period) -> ProgressReport:
    return ProgressReport(
        work=sheet.scene.work,
        unit=sheet.unit,
        period=period,
        state=ReportState.SUBMITTED,
        progress=sheet.content.progress,
        problems=sheet.content.problems,
        next_steps=sheet.content.next_steps,
        approved_by=sheet.content.approved_by,
        submitted_at=sheet.at,
        first_sent_at=sheet.at,
        submitted_by=sheet.by,
    )


def rows(sheet: DemoReport, report: ProgressReport) -> list[Reading]:
    values = [
        (key, value)
        for key, value in sheet.content.readings.items()
        if value is not None
    ]
    return [
        Reading(
            report=report,
            target_id=key,
            value=value if isinstance(value, Decimal) else None,
            reached_on=None if isinstance(value, Decimal) else value,
        )
        for key, value in values
    ]


# ---- what a unit types


def content_of(scene: Scene, unit: Unit, quarter: int) -> Content:
    """Figures for the targets that the unit answers for, and words around them."""
    unit_targets = [
        target for target in scene.targets if answers_for(unit, target, scene)
    ]
    readings = {target.id: read(scene, target, quarter) for target in unit_targets}
    helper = next((helper.name for helper in scene.helpers if helper != unit), "")
    words = texts.compose(
        scene.number,
        scene.text,
        quarter,
        figures(unit_targets, readings),
        helper,
        unit.name,
    )
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
    """A quantity's reading, or the day on which a milestone was passed, as far as it was by the
    quarter's end."""
    if target.is_quantity:
        return story.reading(scene.quantity(target), quarter)
    day = story.REACHED.get((scene.number, scene.targets.index(target)))
    return day if day and day <= quarters(YEAR)[quarter - 1].ends else None


def figures(
    targets: list[Target], readings: Mapping[int, Decimal | date | None]
) -> list[texts.Figure]:
    values = []
    for target in targets:
        value = readings[target.id]
        if target.value is not None:
            number = value if isinstance(value, Decimal) else None
            level = target.course == Course.LEVEL
            values.append(
                texts.Figure(target.text, number, target.value, target.measure, level)
            )
    return values


# ---- assessing


def assess_quarter(cast: Cast, scenes: Sequence[Scene], period: Period) -> None:
    """The office's judgements in bulk, held to the same rule as the verb: against the figures only
    with a reason."""
    board = Board(period, submitted=True).with_targets()
    empty = {
        row.work_id: row
        for row in Assessment.objects.in_period(period).filter(carried=False)
    }
    decided = [scene for scene in scenes if is_decided(scene, period.index)]
    for scene in decided:
        judge(empty[scene.work.id], scene, board, cast.office)
    fields = [
        "standing",
        "method",
        "comment",
        "approval_number",
        "override_reason",
        "hint",
        "hint_reason",
    ]
    made = [empty[scene.work.id] for scene in decided]
    update_many(
        made, [*fields, "assessed_at", "assessed_by"], by=cast.office, reason="评定"
    )
    slow = [
        SlowTarget(assessment=empty[scene.work.id], target=scene.targets[place])
        for scene in decided
        for place in story.SLOW[period.index].get(scene.number, ())
    ]
    create_many(slow, by=cast.office, reason="评定")


def judge(assessment: Assessment, scene: Scene, board: Board, office: User) -> None:
    quarter, number = board.period.index, scene.number
    comment, approval = story.ADJUSTED.get(quarter, {}).get(number, ("", ""))
    line = board.by_work[scene.work.id]
    hint = line.hint
    assessment.standing = standing_of(number, quarter)
    assessment.method = method_of(number, quarter)
    assessment.comment = (
        story.REASONS[number] if number in story.SLOW[quarter] else comment
    )
    assessment.approval_number = approval
    assessment.override_reason = story.OVERRIDDEN.get(quarter, {}).get(number, "")
    assessment.hint, assessment.hint_reason = hint.standing or "", hint.reason
    assessment.assessed_at, assessment.assessed_by = assessed_at(board.period), office
    judgement = Judgement(
        assessment.standing,
        assessment.comment,
        assessment.approval_number,
        assessment.override_reason,
    )
    wrong = objections(judgement, hint.standing, silent=line.is_silent)
    if wrong:
        raise ValueError(
            f"演示数据不合评定规则：{scene.work} {board.period} {wrong}；{hint.reason}"
        )


def is_decided(scene: Scene, quarter: int) -> bool:
    """Whether the office has got to it: reported, reviewed and not among the last few."""
    waiting = (
        story.SILENT,
        story.DRAFT,
        story.RETURNED,
        story.UNREVIEWED,
        story.UNASSESSED,
    )
    return not any(scene.number in names.get(quarter, ()) for names in waiting)


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
