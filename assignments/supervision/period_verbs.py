"""Opening, extending, closing and reopening a period."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils import timezone

from assignments.choices import SETTLED, Group, ReportState, Standing
from assignments.ledger import access, bulk
from assignments.ledger.bulletin_verbs import withdraw_issued
from assignments.ledger.figures import Board, Pile
from assignments.ledger.lines import WorkLine
from assignments.ledger.targets import to_keep
from assignments.ledger.writing import create_all, locked, save, verb
from assignments.mail import Mail, send_when_certain
from assignments.models import Assessment, Period, ProgressReport, User, Work
from assignments.rules.days import month_and_day
from assignments.rules.schedule import quarters
from assignments.rules.transitions import PERIOD, IllegalMove, after
from assignments.supervision.verbs import letter, silence

CARRIED = "沿用上期"


class Unreviewed(TextChoices):
    """What becomes of reports that nobody reviewed when the period closes."""

    ACCEPT = "accept", "全部审核通过"
    LEAVE = "leave", "不予通过，原样留存"


class Unassessed(TextChoices):
    """What becomes of works that were reported and not assessed."""

    CARRY = "carry", "沿用上期评定，没有上期评定的留作“待评定”"
    LEAVE = "leave", "留作“待评定”"


class Silent(TextChoices):
    """What becomes of works on which a lead unit is silent."""

    SLOW = "slow", "评为“进度偏慢”"
    LEAVE = "leave", "留作“未报送”"


ANSWERS = {"unreviewed": Unreviewed, "unassessed": Unassessed, "silent": Silent}


@dataclass(frozen=True)
class Missing:
    """What a period still lacks, in three lists: unreviewed reports, unassessed works and
    silent works. No work is in two of the last two."""

    unreviewed: Pile
    unassessed: Pile
    silent: Pile

    @property
    def piles(self) -> list[Pile]:
        """The lists that are not empty, each of which needs a decision."""
        return [
            pile
            for pile in (self.unreviewed, self.unassessed, self.silent)
            if pile.value
        ]

    @property
    def mark(self) -> str:
        """The lists in a form to compare: whether a person decided on what is there now. One report
        that goes while another comes leaves a list as long as it was and is another list."""
        reports = [report.pk for report in self.unreviewed.entries]
        works = [
            [line.work.pk for line in pile.entries]
            for pile in (self.unassessed, self.silent)
        ]
        return sha256(str([reports, *works]).encode()).hexdigest()[:16]


def missing(board: Board) -> Missing:
    """What the board's period still lacks."""
    waiting = [
        report
        for line in board.lines
        for report in line.reports
        if report.state == ReportState.SUBMITTED
    ]
    in_group = {
        group: [line for line in board.lines if line.group == group] for group in Group
    }
    return Missing(
        unreviewed=Pile("unreviewed", "已报送、未审核", tuple(waiting)),
        unassessed=Pile(
            "unassessed", "已报送、未评定", tuple(in_group[Group.UNASSESSED])
        ),
        silent=Pile("silent", "未报送、未评定", tuple(in_group[Group.NOT_REPORTED])),
    )


@verb
def plan_year(*, year: int, by: User) -> list[Period]:
    """Lay out the four quarters of a year that has works and no periods yet; none is opened."""
    access.demand(access.can_run_periods(by), "报送期由督查室安排。")
    if year not in unplanned_years():
        raise ValidationError(f"{year} 年已有报送期，或还没有导入年度方案。")
    return [
        save(
            Period(
                year=year,
                index=quarter.index,
                starts=quarter.starts,
                ends=quarter.ends,
                due_on=quarter.due_on,
            ),
            by=by,
            reason="安排报送期",
        )
        for quarter in quarters(year)
    ]


def unplanned_years() -> list[int]:
    """Years that have works and no periods, oldest first."""
    planned = Period.objects.values("year")
    years = (
        Work.objects.exclude(year__in=planned)
        .order_by("year")
        .values_list("year", flat=True)
    )
    return list(years.distinct())


@verb
def open_period(*, period: Period, by: User, at: datetime | None = None) -> Period:
    """Begin a period: one empty assessment for each work of the year; what was done,
    adjusted or cancelled before is carried forward and owes nothing any more."""
    access.demand(access.can_run_periods(by), "报送期由督查室开启。")
    period = locked(Period.objects, pk=period.pk)
    state = after(PERIOD, period.state, "open")
    demand_order(period)
    moment = at or timezone.now()
    period.state, period.opened_at = state, moment
    save(period, by=by, reason="开启")
    settled = settled_before(period)
    present = set(
        Assessment.objects.in_period(period).values_list("work_id", flat=True)
    )
    works = Work.objects.of_year(period.year).exclude(pk__in=present)
    rows = [
        first_assessment(work, period, settled.get(work.id), by=by, at=moment)
        for work in works
    ]
    create_all(rows, by=by, reason="开启报送期")
    announce(period)
    return period


def announce(period: Period) -> None:
    """Tell every unit that owes a report, by mail where mail is configured; its desk says
    the same."""
    message = f"{period}开始填报，请于{month_and_day(period.due_on)}前报送。"
    send_when_certain(
        [
            Mail(unit.email, f"{period}进展填报开始", letter(unit, owed, message))
            for unit, owed in silence(Board(period))
        ]
    )


def demand_order(period: Period) -> None:
    """Refuse while an earlier period of the year is open: what is carried forward must be final."""
    earlier = (
        Period.objects.open()
        .filter(year=period.year, kind=period.kind, index__lt=period.index)
        .first()
    )
    if earlier:
        raise IllegalMove(f"{earlier}还在进行中，请先关闭它：结转的评定以关闭时为准。")


def settled_before(period: Period) -> dict[int, Assessment]:
    """Works that need no more reports, by id, each with its last assessment in the year."""
    rows = Assessment.objects.made().filter(
        period__year=period.year,
        period__kind=period.kind,
        period__index__lt=period.index,
    )
    last = {row.work_id: row for row in rows.order_by("period__index")}
    return {key: row for key, row in last.items() if row.standing in SETTLED}


def first_assessment(
    work: Work,
    period: Period,
    before: Assessment | None,
    *,
    by: User,
    at: datetime | None,
) -> Assessment:
    if before is None:
        return Assessment(work=work, period=period)
    return Assessment(
        work=work,
        period=period,
        standing=before.standing,
        comment=CARRIED,
        approval_number=before.approval_number,
        carried=True,
        assessed_at=at,
        assessed_by=by,
    )


@verb
def extend_period(*, period: Period, due_on: date, reason: str, by: User) -> Period:
    """Move the day by which everybody reports; only to a later one."""
    access.demand(access.can_run_periods(by), "报送期限由督查室调整。")
    period = locked(Period.objects, pk=period.pk)
    period.state = after(PERIOD, period.state, "extend")
    if due_on <= period.due_on:
        raise ValidationError(
            {"due_on": f"新的报送期限须晚于现在的{month_and_day(period.due_on)}。"}
        )
    if not reason.strip():
        raise ValidationError({"reason": "请写明延长的理由。"})
    note = f"报送期限由{month_and_day(period.due_on)}延至{month_and_day(due_on)}：{reason.strip()}"
    period.due_on = due_on
    return save(period, by=by, reason=note)


@verb
def close_period(
    *,
    period: Period,
    decisions: Mapping[str, str],
    by: User,
    seen: str | None = None,
    at: datetime | None = None,
) -> Period:
    """Freeze a period. Each list of what is missing needs a decision out of ANSWERS;
    `seen` is the mark of the lists that the person decided on."""
    access.demand(access.can_run_periods(by), "报送期由督查室关闭。")
    period = locked(Period.objects, pk=period.pk)
    state = after(PERIOD, period.state, "close")
    lacking = missing(Board(period))
    if seen is not None and seen != lacking.mark:
        raise ValidationError("您核对之后又有变化，请按最新的清单重新决定。")
    demand_decisions(lacking, decisions)
    moment = at or timezone.now()
    decided = settle(lacking, decisions, by=by, at=moment)
    note_plan(period, by=by)
    period.state, period.closed_at = state, moment
    return save(
        period,
        by=by,
        reason="关闭；" + "；".join(decided) if decided else "关闭；无遗留",
    )


def demand_decisions(lacking: Missing, decisions: Mapping[str, str]) -> None:
    undecided = {
        pile.key: f"“{pile.label}”有 {pile.value} 项，请先决定如何处理。"
        for pile in lacking.piles
        if decisions.get(pile.key) not in ANSWERS[pile.key].values
    }
    if undecided:
        raise ValidationError(undecided)


def settle(
    lacking: Missing, decisions: Mapping[str, str], *, by: User, at: datetime
) -> list[str]:
    """Carry the decisions out; returns what was decided, for the period's history."""
    decided = []
    for pile in lacking.piles:
        answer: Any = ANSWERS[pile.key](decisions[pile.key])
        for entry in pile.entries:
            if answer != "leave":
                SETTLERS[pile.key](entry, by=by, at=at)
        decided.append(f"{pile.label} {pile.value} 项，{answer.label}")
    return decided


def note_plan(period: Period, *, by: User) -> None:
    """Write down by which targets every work was judged, and what it counts as where it is left
    without a standing, works that came into the plan while the period ran among them: what changes
    in the plan later changes nothing here."""
    changed: list[Assessment] = []
    new: list[Assessment] = []
    for line in Board(period).with_targets().lines:
        assessment = line.assessment or Assessment(work=line.work, period=period)
        noted = (
            "" if assessment.standing else line.group,
            to_keep(target.target for target in line.targets),
        )
        if assessment.pk is None or noted != (assessment.left_as, assessment.judged_by):
            assessment.left_as, assessment.judged_by = noted
            (changed if assessment.pk else new).append(assessment)
    bulk.update_many(changed, ["left_as", "judged_by"], by=by, reason="关闭报送期")
    create_all(new, by=by, reason="关闭报送期")


def accept_unread(report: ProgressReport, *, by: User, at: datetime) -> None:
    report.state = ReportState.ACCEPTED
    report.reviewed_at, report.reviewed_by = at, by
    save(report, by=by, reason="关闭报送期时审核通过")


def carry_on(line: WorkLine, *, by: User, at: datetime) -> None:
    if line.previous_assessment:
        judge(line, line.previous, CARRIED, by=by, at=at, carried=True)


def call_slow(line: WorkLine, *, by: User, at: datetime) -> None:
    judge(line, Standing.SLOW, "责任单位未报送", by=by, at=at)


def judge(
    line: WorkLine,
    standing: str,
    comment: str,
    *,
    by: User,
    at: datetime,
    carried: bool = False,
) -> None:
    assessment = line.assessment or Assessment(work=line.work, period=line.period)
    assessment.standing, assessment.comment, assessment.carried = (
        standing,
        comment,
        carried,
    )
    assessment.assessed_at, assessment.assessed_by = at, by
    save(assessment, by=by, reason="关闭报送期时评定")


SETTLERS: dict[str, Callable[..., None]] = {
    "unreviewed": accept_unread,
    "unassessed": carry_on,
    "silent": call_slow,
}


@verb
def reopen_period(
    *, period: Period, reason: str, by: User, at: datetime | None = None
) -> Period:
    """Open a closed period again, for a stated reason; its issued bulletin is withdrawn
    with that reason, and stays readable as withdrawn."""
    access.demand(access.can_reopen_period(by), "已关闭的报送期只能由管理员重新开启。")
    period = locked(Period.objects, pk=period.pk)
    if not reason.strip():
        raise ValidationError({"reason": "请写明重新开启的理由。"})
    period.state, period.closed_at = after(PERIOD, period.state, "reopen"), None
    save(period, by=by, reason=f"重新开启：{reason.strip()}")
    because = f"{period}重新开启：{reason.strip()}"
    withdraw_issued(period=period, because=because, by=by, at=at)
    return period
