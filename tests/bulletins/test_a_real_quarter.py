"""A quarter as cities publish them, judged by hand: 126 key works (128 rows, two of them joint) of
which 28 are done, 90 on track and 8 slow, and one adjusted beside them; 12 livelihood projects of
which 10 are finished. Read sentence by sentence, figure by figure, row by row: what is expected
here is written out, not computed."""

from datetime import date
from decimal import Decimal

import pytest

from assignments.bulletins import checks
from assignments.bulletins.content import compose
from assignments.bulletins.layout import PrintedBulletin, blocks
from assignments.bulletins.words import default_words, title_of
from assignments.choices import (
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
    Leader,
    Period,
    Plan,
    ProgressReport,
    Reading,
    Responsibility,
    SlowTarget,
    Target,
    Task,
    Unit,
    Work,
)
from tests.bulletins.conftest import IN_TIME

YEAR_END = date(2022, 12, 31)
OFFICE = "市委市政府督查室"
UNITS = (
    *(
        "市经信局",
        "市科技局",
        "市商务局",
        "市文广旅体局",
        "市卫生健康局",
        "市人力社保局",
        "市生态环境分局",
    ),
    *(
        "市发改局",
        "市住建局",
        "市交通运输局",
        "市水利局",
        "市教育局",
        "市民政局",
        "玉城街道",
    ),
)
SLOW = (
    ("提升城镇污水管网", "市水利局"),
    ("推进漩门湾大桥改造", "市交通运输局"),
    ("建设城市未来社区", "市住建局"),
    ("完成老旧小区改造", "市住建局"),
    ("新建充电桩", "市发改局"),
    ("整治沿海渔港", "市水利局"),
    ("建成乡镇体育馆", "玉城街道"),
)
"""Seven works that are slow as a whole; the eighth is slow in one of its targets."""


class City:
    """A year that is filled work by work."""

    def __init__(self):
        self.plan = Plan.objects.create(
            year=2022,
            title="2022年市政府重点工作责任分工方案",
            document_number="玉政办发〔2022〕6号",
            issued_on=date(2022, 3, 1),
        )
        self.leaders = [
            Leader.objects.create(name=name, title="副市长", order=order)
            for order, name in enumerate(("王岳", "李明"))
        ]
        self.units = {
            name: Unit.objects.create(name=name, kind=UnitKind.GOVERNMENT, order=order)
            for order, name in enumerate(UNITS)
        }
        self.period = Period.objects.create(
            year=2022,
            index=3,
            starts=date(2022, 7, 1),
            ends=date(2022, 9, 30),
            due_on=date(2022, 10, 10),
            state=PeriodState.OPEN,
        )
        self.numbers = {TaskKind.KEY: 0, TaskKind.LIVELIHOOD: 0}

    def work(
        self,
        title,
        unit,
        standing,
        *,
        kind=TaskKind.KEY,
        rows=1,
        next_steps="继续推进。",
        **judged,
    ):
        """One work on `rows` rows, reported and assessed; returns it with its assessment and
        report."""
        work = Work.objects.create(year=2022, title=title, kind=kind, due_on=YEAR_END)
        for leader in self.leaders[:rows]:
            self.numbers[kind] += 1
            task = Task.objects.create(
                plan=self.plan,
                kind=kind,
                number=self.numbers[kind],
                leader=leader,
                work=work,
                text=f"{title}。",
            )
            Responsibility.objects.create(
                task=task, unit=self.units[unit], duty=Duty.LEAD
            )
        report = ProgressReport.objects.create(
            work=work,
            unit=self.units[unit],
            period=self.period,
            state=ReportState.ACCEPTED,
            progress=f"{title}：按计划实施。",
            next_steps=next_steps,
            submitted_at=IN_TIME.replace(year=2022),
            reviewed_at=IN_TIME.replace(year=2022),
        )
        made = Assessment.objects.create(
            work=work,
            period=self.period,
            standing=standing,
            assessed_at=IN_TIME.replace(year=2022),
            **judged,
        )
        return work, made, report

    def target(self, work, report, text, value, read, measure, unit=None):
        found = Target.objects.create(
            work=work,
            task=work.tasks.first(),
            kind=TargetKind.QUANTITY,
            text=text,
            value=Decimal(value),
            measure=measure,
            comparator=">=",
            due_on=YEAR_END,
            unit=self.units[unit] if unit else None,
        )
        Reading.objects.create(report=report, target=found, value=Decimal(read))
        return found


@pytest.fixture
def city(db):
    """126 that the groups share, and one that was adjusted with an approval; 12 projects."""
    city = City()
    for index in range(28):
        city.work(
            f"办成第{index + 1}件大事",
            "市发改局",
            Standing.DONE,
            rows=2 if index == 0 else 1,
        )
    for index in range(90):
        unit = UNITS[index % 7]
        city.work(
            f"推进第{index + 1}个项目",
            unit,
            Standing.ON_TRACK,
            rows=2 if index == 0 else 1,
        )
    for title, unit in SLOW:
        city.work(title, unit, Standing.SLOW, next_steps=f"四季度加快{title}。")
    work, made, report = city.work(
        "做强城市副中心", "市发改局", Standing.SLOW, next_steps="年底前补齐。"
    )
    land = city.target(
        work, report, "完成低效用地再开发1000亩", 1000, 400, "亩", "玉城街道"
    )
    city.target(work, report, "新增绿地50公顷", 50, 45, "公顷")
    SlowTarget.objects.create(assessment=made, target=land)
    city.work(
        "新建游艇码头",
        "市交通运输局",
        Standing.ADJUSTED,
        comment="岸线规划调整，改为2023年实施。",
        approval_number="玉政函〔2022〕11号",
    )
    for index in range(10):
        city.work(
            f"惠民实事{index + 1}", "市教育局", Standing.DONE, kind=TaskKind.LIVELIHOOD
        )
    city.work(
        "新增公办幼儿园学位", "市教育局", Standing.ON_TRACK, kind=TaskKind.LIVELIHOOD
    )
    work, _, report = city.work(
        "提升养老服务", "市民政局", Standing.ON_TRACK, kind=TaskKind.LIVELIHOOD
    )
    city.target(work, report, "新增养老床位200张", 200, 200, "张")
    city.target(work, report, "建成老年食堂10家", 10, 6, "家", "玉城街道")
    Period.objects.filter(pk=city.period.pk).update(state=PeriodState.CLOSED)
    return compose(Period.objects.get(pk=city.period.pk))


@pytest.fixture
def told(city):
    """Every block of the document, by kind, in order."""
    sheet = PrintedBulletin(
        city,
        default_words(city, "玉环市", OFFICE),
        title_of(city, "玉环市"),
        number="玉市委、市政府督通〔2022〕37号",
        issued_on=date(2022, 10, 20),
        office="玉环市委市政府督查室",
    )
    return [(block.kind, block.text) for block in blocks(sheet)]


BODY = [
    ("number", "玉市委、市政府督通〔2022〕37号"),
    ("title", "关于2022年市政府重点工作和民生实事项目三季度完成情况的通报"),
    ("salutation", "各乡镇人民政府，各街道办事处，市政府直属各单位："),
    (
        "text",
        "根据《2022年市政府重点工作责任分工方案》（玉政办发〔2022〕6号）"
        "要求，市委市政府督查室对2022年"
        "127项市政府重点工作和12项民生实事项目三季度完成情况进行了督查。现将有关情况通报如下：",
    ),
    (
        "text",
        "市政府重点工作和民生实事项目三季度完成情况总体较好，"
        "大部分单位能够完成或者超额完成三季度既定目标。"
        "127项市政府重点工作中，28项已完成全年目标，90项正常推进，8项进度偏慢，1项经批准调整；"
        "12项民生实事项目中，10项已完成全年目标，2项尚未完成年度目标任务。",
    ),
    ("text", "8项进度偏慢的市政府重点工作为："),
    ("item", "①提升城镇污水管网（责任单位：市水利局）；"),
    ("item", "②推进漩门湾大桥改造（责任单位：市交通运输局）；"),
    ("item", "③建设城市未来社区（责任单位：市住建局）；"),
    ("item", "④完成老旧小区改造（责任单位：市住建局）；"),
    ("item", "⑤新建充电桩（责任单位：市发改局）；"),
    ("item", "⑥整治沿海渔港（责任单位：市水利局）；"),
    ("item", "⑦建成乡镇体育馆（责任单位：玉城街道）；"),
    ("item", "⑧完成低效用地再开发1000亩（责任单位：玉城街道）。"),
    ("text", "2项尚未完成年度目标任务的民生实事项目为："),
    ("item", "①新增公办幼儿园学位（责任单位：市教育局）；"),
    ("item", "②建成老年食堂10家（责任单位：玉城街道）。"),
    ("text", "经批准，以下工作作了调整或取消，单独列出："),
    (
        "item",
        (
            "①新建游艇码头（责任单位：市交通运输局）：已调整，"
            "岸线规划调整，改为2023年实施（批准文号：玉政函〔2022〕11号）。"
        ),
    ),
    (
        "text",
        "市政府重点工作和民生实事项目是市政府对全市人民的庄严承诺。"
        "各责任单位要对照年度目标任务，逐项明确措施、时限"
        "和责任人；进度偏慢的，主要负责人要亲自过问，"
        "倒排时间、加快推进，确保全年目标任务如期完成。"
        "市委市政府督查室将"
        "持续跟踪督查。",
    ),
    ("text", "进度偏慢工作的下一步措施为："),
    ("item", "①提升城镇污水管网（市水利局）：四季度加快提升城镇污水管网；"),
    ("item", "②推进漩门湾大桥改造（市交通运输局）：四季度加快推进漩门湾大桥改造；"),
    ("item", "③建设城市未来社区（市住建局）：四季度加快建设城市未来社区；"),
    ("item", "④完成老旧小区改造（市住建局）：四季度加快完成老旧小区改造；"),
    ("item", "⑤新建充电桩（市发改局）：四季度加快新建充电桩；"),
    ("item", "⑥整治沿海渔港（市水利局）：四季度加快整治沿海渔港；"),
    ("item", "⑦建成乡镇体育馆（玉城街道）：四季度加快建成乡镇体育馆；"),
    ("item", "⑧完成低效用地再开发1000亩（玉城街道）：年底前补齐。"),
    ("enclosure", "附件：1．2022年三季度重点工作完成情况表"),
    ("enclosure", "　　　2．2022年三季度民生实事项目完成情况表"),
    ("signature", "玉环市委市政府督查室"),
    ("date", "2022年10月20日"),
]


def test_every_sentence(told):
    until_annexes = [kind for kind, _ in told].index("annex")
    assert told[:until_annexes] == BODY


def test_nothing_stands_against_it(city):
    assert checks.objections(city, default_words(city, "玉环市", OFFICE)) == []


def test_the_annexes(city):
    found = blocks(PrintedBulletin(city, default_words(city, "玉环市", OFFICE), "通报"))
    notes = [block.text for block in found if block.kind == "annex-note"]
    assert notes == [
        "共127项（文件所列任务129条，同一工作列在多位领导名下的只计一次）："
        "28项已完成全年目标，90项正常推进，8项进度偏慢，1项经批准调整。",
        "共12项：10项已完成全年目标，2项尚未完成年度目标任务。",
    ]
    key, livelihood = ([*block.rows[1:]] for block in found if block.kind == "table")
    assert (len(key), len(livelihood)) == (127, 12)
    assert key[0] == [
        "1、2",
        "办成第1件大事。",
        "市发改局",
        "办成第1件大事：按计划实施。",
        "已完成",
    ]
    assert key[28][0] == "30、31" and key[-1][0] == "129"
    assert [row[4] for row in key].count("进度偏慢") == 8
    assert key[-1][1:3] == ["新建游艇码头。", "市交通运输局"] and key[-1][4] == "已调整"
    assert [row[4] for row in livelihood] == ["已完成"] * 10 + ["正常推进"] * 2
