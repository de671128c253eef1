"""One plan of one year, and what became of it in four quarters: drawn, and written in bulk.

Of a hundred works six are slow in each quarter; three units stand in each task. The quarters that
are over are `Past`: everything reported and assessed. In the one that runs, a twelfth is silent or
a draft, some reports wait for review, and two works of three are assessed.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from assignments.choices import (
    ApprovalState,
    CoRole,
    DirectiveState,
    Duty,
    Level,
    ReportState,
    Standing,
    TargetKind,
    TaskKind,
)
from assignments.ledger.bulk import CHANGED, chunks, create_many, remember
from assignments.models import (
    Assessment,
    CoLeader,
    Directive,
    DirectiveUnit,
    Period,
    Plan,
    PlannedValue,
    ProgressReport,
    Reading,
    Reply,
    Responsibility,
    Target,
    Task,
    Unit,
    Work,
)
from tests.benchmarks.people import REASON, City

SLOW = 0.06
FIELDS = (
    "工业",
    "交通",
    "城建",
    "农业",
    "教育",
    "卫生",
    "环境",
    "商务",
    "民政",
    "科技",
)


@dataclass
class Subject:
    """A work with its tasks, who leads and helps it, and what it is to reach."""

    work: Work
    tasks: list[Task]
    lead: Unit
    helpers: list[Unit]
    targets: list[Target] = field(default_factory=list)
    is_done: bool = False

    @property
    def quantities(self) -> list[Target]:
        return [target for target in self.targets if target.kind == TargetKind.QUANTITY]


class Year:
    """A plan with `size` tasks in `periods` (the four quarters of a year, none closed yet)."""

    def __init__(
        self,
        city: City,
        periods: list[Period],
        *,
        size: int,
        number: int,
        chance: Random,
    ):
        self.city = city
        self.periods = periods
        self.number = number
        self.chance = chance
        self.subjects: list[Subject] = []
        self.add_plan(size)
        self.add_duties()
        self.add_targets()
        self.add_directives()

    @property
    def year(self) -> int:
        return self.periods[0].year

    def write(self, rows: list) -> list:
        return list(create_many(rows, by=self.city.office, reason=REASON))

    # ---- What the notice says

    def add_plan(self, size: int) -> None:
        """Every twelfth task is a livelihood project, every twenty-fifth another one's work."""
        title = f"{self.year}年重点工作责任分工方案（{self.number}）"
        (plan,) = self.write([Plan(year=self.year, level=Level.LOCAL, title=title)])
        tasks = [self.drawn_task(plan, number) for number in range(1, size + 1)]
        works: list[Work] = []
        for number, task in enumerate(tasks):
            is_joint = number % 25 == 24
            task.work = works[-1] if is_joint else self.work_of(task)
            if not is_joint:
                works.append(task.work)
        self.write(works)
        for task in tasks:
            task.work = task.work  # the key, now that the work has one
        self.write(tasks)
        by_work: dict[int, list[Task]] = {}
        for task in tasks:
            by_work.setdefault(task.work_id, []).append(task)
        for own in by_work.values():
            lead, *helpers = self.chance.sample(self.city.units, 3)
            if self.chance.random() < 0.08:
                helpers[-1] = self.city.group
            self.subjects.append(Subject(own[0].work, own, lead, helpers))

    def drawn_task(self, plan: Plan, number: int) -> Task:
        subject, amount = self.chance.choice(FIELDS), self.chance.randint(10, 900)
        text = (
            f"推进第{number}项{subject}重点工程建设，新增规上企业{amount}家，年内完成投资"
            f"{amount // 7 + 1}亿元；加快完善配套设施，健全长效管理机制，确保年底前形成实物工作量，"
            "主要指标增幅高于全市平均水平。"
        )
        is_livelihood = number % 12 == 0
        return Task(
            plan=plan,
            kind=TaskKind.LIVELIHOOD if is_livelihood else TaskKind.KEY,
            number=number,
            text=text,
            section=f"{subject}领域",
            leader=self.city.leaders[number % len(self.city.leaders)],
        )

    def work_of(self, task: Task) -> Work:
        return Work(
            year=self.year,
            kind=task.kind,
            title=task.text.partition("，")[0],
            due_on=date(self.year, 12, 31),
            order=task.number,
        )

    def add_duties(self) -> None:
        rows = []
        for subject in self.subjects:
            confirmed = self.chance.random() > 0.04
            for task in subject.tasks:
                rows.append(
                    Responsibility(
                        task=task,
                        unit=subject.lead,
                        duty=Duty.LEAD,
                        confirmed=confirmed,
                    )
                )
                rows += [
                    Responsibility(
                        task=task, unit=unit, duty=Duty.COOPERATING, order=order
                    )
                    for order, unit in enumerate(subject.helpers, start=1)
                ]
        self.write(rows)
        tasks = [subject.tasks[0] for subject in self.subjects[::30]]
        helpers = [self.chance.choice(self.city.leaders) for _ in tasks]
        self.write(
            [
                CoLeader(task=task, leader=leader, role=CoRole.JOINTLY)
                for task, leader in zip(tasks, helpers, strict=True)
                if leader != task.leader
            ]
        )

    def add_targets(self) -> None:
        """Six works of ten have a quantity, two of these a second one; one of six a milestone."""
        for subject in self.subjects:
            luck = self.chance.random()
            wanted = (luck < 0.12) + (luck < 0.6)
            for order in range(wanted):
                value = Decimal(self.chance.randint(10, 900))
                text = f"第{order + 1}项指标"
                subject.targets.append(self.target(subject, text, order, value))
            if self.chance.random() < 0.16:
                subject.targets.append(self.target(subject, "主体结顶", wanted, None))
        self.write([target for subject in self.subjects for target in subject.targets])
        planned = [
            target for subject in self.subjects[::4] for target in subject.quantities
        ]
        self.write(
            [
                PlannedValue(
                    target=target,
                    period=period,
                    value=target.value * period.index / 4,
                    state=ApprovalState.APPROVED,
                )
                for target in planned
                for period in self.periods
            ]
        )

    def target(
        self, subject: Subject, text: str, order: int, value: Decimal | None
    ) -> Target:
        quantity = {"kind": TargetKind.QUANTITY, "value": value, "measure": "家"}
        milestone = {"kind": TargetKind.MILESTONE, "comparator": ""}
        return Target(
            work=subject.work,
            task=subject.tasks[0],
            text=text,
            order=order,
            due_on=subject.work.due_on,
            **(milestone if value is None else quantity),
        )

    def add_directives(self) -> None:
        """One work of thirty was instructed on, every other instruction answered."""
        chosen = self.subjects[::30]
        rows = self.write([self.directive(subject) for subject in chosen])
        addressed = list(zip(rows, chosen, strict=True))
        self.write(
            [DirectiveUnit(directive=row, unit=own.lead) for row, own in addressed]
        )
        self.write(
            [
                Reply(
                    directive=row,
                    unit=own.lead,
                    text="已按批示要求专题研究，逐项落实。",
                    by=self.city.office,
                )
                for row, own in addressed
                if row.state != DirectiveState.OPEN
            ]
        )

    def directive(self, subject: Subject) -> Directive:
        leader, on = subject.tasks[0].leader, self.periods[1].ends
        return Directive(
            work=subject.work,
            leader=leader,
            signed_as=leader.full,
            text="请抓紧推进，遇到的困难及时上报。",
            issued_on=on,
            due_on=on + timedelta(days=20),
            state=DirectiveState.REPLIED
            if self.chance.random() < 0.5
            else DirectiveState.OPEN,
            recorded_by=self.city.office,
        )

    # ---- What became of it

    def play(self, period: Period, *, is_over: bool) -> None:
        """Report, read and assess one quarter; what was done before is carried."""
        reports, readings, assessments = [], [], []
        for subject in self.subjects:
            if subject.is_done:
                assessments.append(
                    self.assessment(subject, period, Standing.DONE, carried=True)
                )
                continue
            is_slow = self.chance.random() < SLOW
            state = self.drawn_state(is_over)
            if state:
                report = self.report(subject.lead, subject, period, state)
                reports.append(report)
                readings += self.readings(report, subject, period, is_slow)
            if self.chance.random() < 0.1 and not subject.helpers[0].is_group:
                unit = subject.helpers[0]
                reports.append(self.report(unit, subject, period, ReportState.ACCEPTED))
            standing = self.drawn_standing(subject, is_slow, is_over)
            assessments.append(self.assessment(subject, period, standing))
        for rows in (reports, readings, assessments):
            self.write(rows)
        self.date_history(period, reports)

    def drawn_state(self, is_over: bool) -> str:
        """What state the lead unit's report is in, "" where it sent none."""
        luck = self.chance.random()
        if is_over:
            return ReportState.ACCEPTED if luck > 0.03 else ""
        states = {
            0.04: "",
            0.08: ReportState.DRAFT,
            0.10: ReportState.RETURNED,
            0.20: ReportState.SUBMITTED,
        }
        return next(
            (state for share, state in states.items() if luck < share), "accepted"
        )

    def drawn_standing(self, subject: Subject, is_slow: bool, is_over: bool) -> str:
        if not is_over and self.chance.random() < 0.33:
            return ""
        if is_slow:
            return Standing.SLOW
        subject.is_done = self.chance.random() < 0.06
        return Standing.DONE if subject.is_done else Standing.ON_TRACK

    def report(
        self, unit: Unit, subject: Subject, period: Period, state: str
    ) -> ProgressReport:
        """Sent within ten days of the quarter's end, one of twenty up to five days late."""
        days = self.chance.randint(1, 10) if self.chance.random() < 0.95 else 15
        sent = moment(period.ends + timedelta(days=days))
        is_draft, is_reviewed = (
            state == ReportState.DRAFT,
            state in ("accepted", "returned"),
        )
        returned = int(state == ReportState.RETURNED or self.chance.random() < 0.05)
        author = self.city.reporters.get(unit.pk, self.city.office)
        return ProgressReport(
            work=subject.work,
            unit=unit,
            period=period,
            state=state,
            progress=f"截至{period.ends}，{subject.work.title}按计划推进，"
            "已完成前期审批和场地平整，"
            "主体工程正在施工，累计完成年度任务的主要部分。下阶段将加快收尾。",
            problems="资金拨付进度偏慢，部分地块征迁尚未完成。"
            if self.chance.random() < 0.3
            else "",
            next_steps="加强调度，倒排工期，确保节点目标如期完成。",
            request="请协调解决用地指标。" if self.chance.random() < 0.05 else "",
            submitted_at=None if is_draft else sent,
            first_sent_at=None if is_draft else sent,
            submitted_by=None if is_draft else author,
            reviewed_at=sent + timedelta(days=1) if is_reviewed else None,
            reviewed_by=self.city.office if is_reviewed else None,
            return_reason="请补充具体数据。" if returned else "",
            times_returned=returned,
        )

    def readings(
        self, report, subject: Subject, period: Period, is_slow: bool
    ) -> list[Reading]:
        share = (
            Decimal(period.index) / 4 * (Decimal("0.6") if is_slow else Decimal("1.02"))
        )
        return [
            Reading(report=report, target=target, value=round(target.value * share, 1))
            for target in subject.quantities
        ]

    def assessment(
        self, subject: Subject, period: Period, standing: str, *, carried: bool = False
    ) -> Assessment:
        return Assessment(
            work=subject.work,
            period=period,
            standing=standing,
            carried=carried,
            comment="沿用上期" if carried else "",
            assessed_at=moment(period.due_on + timedelta(days=6)) if standing else None,
            assessed_by=self.city.office if standing else None,
        )

    def date_history(self, period: Period, reports: list[ProgressReport]) -> None:
        """Each report has a second step, its review; the history is as old as what it tells."""
        for some in chunks(reports):
            remember(ProgressReport, some, CHANGED, by=self.city.office, reason="审核")
        at = moment(period.due_on)
        mine = {
            "period_id": period.pk,
            "history_date__gt": moment(date(self.year + 1, 12, 31)),
        }
        ProgressReport.history.filter(**mine).update(history_date=at)
        Assessment.history.filter(**mine).update(history_date=at + timedelta(days=6))


def moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10)))
