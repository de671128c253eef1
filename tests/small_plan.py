"""A plan small enough to hold in the head, with one of everything that makes the real one hard.

| task | leader | lead unit | cooperating | work | targets |
|-------|--------|--------------|-----------------------|-------------|
------------------------------------------|
| 重点 1 | 蔡木贵 | 市科技局 | 市财政局 | enterprises | 60 家 |
| 重点 2 | 蔡木贵 | 市发改局 | 市科技局 | harbour | none; joint with 重点 3 |
| 重点 3 | 陈威 | 市发改局 | – | harbour | |
| 重点 4 | 陈威 | 市农业农村局 | 各乡镇（街道）(group) | fields | 1000 亩, 5 个, and a milestone |
| 重点 5 | 蔡木贵 | 市科技局 | – | talents | none; 会同孙群常委 |
| 民生 1 | 陈威 | 市财政局 | 市农业农村局 | livelihood | two parts, each with a unit of its own |

Three quarters of 2021: the first is closed and assessed (fields slow, the rest on track), the
second is open with one accepted report (市科技局 on enterprises, reading 31), the third is planned.
Rows are made through the models, past the verbs: what the verbs do is what the tests ask.
"""

from dataclasses import dataclass
from datetime import date, datetime, timezone
from decimal import Decimal

from assignments.choices import (
    CoRole,
    Duty,
    PeriodState,
    ReportState,
    Standing,
    TargetKind,
    TaskKind,
    UnitKind,
)
from assignments.models import (
    Assessment,
    CoLeader,
    Leader,
    Period,
    Plan,
    ProgressReport,
    Reading,
    Responsibility,
    Target,
    Task,
    Unit,
    Work,
)

YEAR_END = date(2021, 12, 31)
QUARTERS = {
    1: (date(2021, 1, 1), date(2021, 3, 31), date(2021, 4, 8), PeriodState.OPEN),
    2: (date(2021, 4, 1), date(2021, 6, 30), date(2021, 7, 8), PeriodState.OPEN),
    3: (date(2021, 7, 1), date(2021, 9, 30), date(2021, 10, 8), PeriodState.PLANNED),
}


@dataclass
class SmallPlan:
    """Everything by name. `units` and `leaders` by their Chinese name, `works` by the English word
    of the table above, `tasks` by (kind, number), `targets` by their text, `quarters` by 1 to 3."""

    plan: Plan
    quarters: dict[int, Period]
    units: dict[str, Unit]
    leaders: dict[str, Leader]
    works: dict[str, Work]
    tasks: dict[tuple[str, int], Task]
    targets: dict[str, Target]
    report: ProgressReport

    @property
    def last(self) -> Period:
        """The closed quarter."""
        return self.quarters[1]

    @property
    def period(self) -> Period:
        """The open quarter."""
        return self.quarters[2]


def build_small_plan() -> SmallPlan:
    plan = Plan.objects.create(
        year=2021,
        title="2021年市政府重点工作和民生实事项目责任分工抓落实方案",
        document_number="玉政办发〔2021〕9号",
        issued_by="玉环市人民政府办公室",
        issued_on=date(2021, 3, 12),
    )
    units, leaders, works = make_units(), make_leaders(), make_works()
    tasks = make_tasks(plan, units, leaders, works)
    targets = make_targets(units, works, tasks)
    quarters = make_quarters()
    assess_first_quarter(quarters[1], works)
    report = report_second_quarter(
        quarters[2], units["市科技局"], works["enterprises"], targets
    )
    return SmallPlan(plan, quarters, units, leaders, works, tasks, targets, report)


def make_units() -> dict[str, Unit]:
    kinds = {
        "市发改局": UnitKind.GOVERNMENT,
        "市科技局": UnitKind.GOVERNMENT,
        "市财政局": UnitKind.GOVERNMENT,
        "市农业农村局": UnitKind.GOVERNMENT,
        "玉城街道": UnitKind.TOWN,
        "大麦屿街道": UnitKind.TOWN,
        "各乡镇（街道）": UnitKind.GROUP,
    }
    units = {
        name: Unit.objects.create(name=name, kind=kind, order=order)
        for order, (name, kind) in enumerate(kinds.items(), start=1)
    }
    units["各乡镇（街道）"].members.set([units["玉城街道"], units["大麦屿街道"]])
    return units


def make_leaders() -> dict[str, Leader]:
    titles = {"蔡木贵": "副市长", "陈威": "副市长", "孙群": "常委"}
    return {
        name: Leader.objects.create(name=name, title=title, order=order)
        for order, (name, title) in enumerate(titles.items(), start=1)
    }


def make_works() -> dict[str, Work]:
    titles = {
        "enterprises": ("实现“小升规”60家", TaskKind.KEY),
        "harbour": ("推进大麦屿港区开发", TaskKind.KEY),
        "fields": ("完成低效用地再开发", TaskKind.KEY),
        "talents": ("深化人才新政2.0", TaskKind.KEY),
        "livelihood": ("养老服务提升", TaskKind.LIVELIHOOD),
    }
    return {
        word: Work.objects.create(
            year=2021, title=title, kind=kind, due_on=YEAR_END, order=order
        )
        for order, (word, (title, kind)) in enumerate(titles.items(), start=1)
    }


def make_tasks(plan, units, leaders, works) -> dict[tuple[str, int], Task]:
    rows = [
        (TaskKind.KEY, 1, "蔡木贵", "enterprises", ["市科技局", "市财政局"]),
        (TaskKind.KEY, 2, "蔡木贵", "harbour", ["市发改局", "市科技局"]),
        (TaskKind.KEY, 3, "陈威", "harbour", ["市发改局"]),
        (TaskKind.KEY, 4, "陈威", "fields", ["市农业农村局", "各乡镇（街道）"]),
        (TaskKind.KEY, 5, "蔡木贵", "talents", ["市科技局"]),
        (TaskKind.LIVELIHOOD, 1, "陈威", "livelihood", ["市财政局", "市农业农村局"]),
    ]
    tasks = {}
    for kind, number, leader, work, named in rows:
        task = Task.objects.create(
            plan=plan,
            kind=kind,
            number=number,
            leader=leaders[leader],
            work=works[work],
            text=f"{works[work].title}，年内完成。",
        )
        for order, name in enumerate(named):
            duty = Duty.COOPERATING if order else Duty.LEAD
            Responsibility.objects.create(
                task=task, unit=units[name], duty=duty, order=order
            )
        tasks[str(kind), number] = task
    CoLeader.objects.create(
        task=tasks["key", 5], leader=leaders["孙群"], role=CoRole.JOINTLY
    )
    return tasks


def make_targets(units, works, tasks) -> dict[str, Target]:
    rows = [
        ("enterprises", ("key", 1), "新增“小升规”企业", 60, "家", None),
        ("fields", ("key", 4), "低效用地再开发", 1000, "亩", None),
        ("fields", ("key", 4), "建成美丽田园", 5, "个", "市农业农村局"),
        ("fields", ("key", 4), "规划通过评审", None, "", None),
        ("livelihood", ("livelihood", 1), "新增养老床位", 200, "张", "市财政局"),
        ("livelihood", ("livelihood", 1), "建成居家养老中心", 4, "个", "市农业农村局"),
    ]
    targets = {}
    for order, (work, task, text, value, measure, unit) in enumerate(rows):
        targets[text] = Target.objects.create(
            work=works[work],
            task=tasks[task],
            unit=units[unit] if unit else None,
            kind=TargetKind.MILESTONE if value is None else TargetKind.QUANTITY,
            text=text,
            value=None if value is None else Decimal(value),
            measure=measure,
            comparator="" if value is None else ">=",
            due_on=YEAR_END,
            order=order,
        )
    return targets


def make_quarters() -> dict[int, Period]:
    return {
        index: Period.objects.create(
            year=2021, index=index, starts=starts, ends=ends, due_on=due_on, state=state
        )
        for index, (starts, ends, due_on, state) in QUARTERS.items()
    }


def assess_first_quarter(quarter: Period, works: dict[str, Work]) -> None:
    for word, work in works.items():
        Assessment.objects.create(
            work=work,
            period=quarter,
            standing=Standing.SLOW if word == "fields" else Standing.ON_TRACK,
            assessed_at=datetime(2021, 4, 9, 2, 0, tzinfo=timezone.utc),
        )
    quarter.state = PeriodState.CLOSED
    quarter.closed_at = datetime(2021, 4, 10, 2, 0, tzinfo=timezone.utc)
    quarter.save()


def report_second_quarter(quarter, unit, work, targets) -> ProgressReport:
    report = ProgressReport.objects.create(
        work=work,
        unit=unit,
        period=quarter,
        state=ReportState.ACCEPTED,
        progress="已完成“小升规”31家。正在培育29家。",
        next_steps="下季度再新增15家。",
        approved_by="林局长",
        submitted_at=datetime(2021, 7, 5, 2, 0, tzinfo=timezone.utc),
        reviewed_at=datetime(2021, 7, 6, 2, 0, tzinfo=timezone.utc),
    )
    Reading.objects.create(
        report=report, target=targets["新增“小升规”企业"], value=Decimal(31)
    )
    return report
