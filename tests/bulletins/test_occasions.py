"""A bulletin's words for other quarters, months, plans and years than the usual one."""

from datetime import date

import pytest

from assignments.bulletins.checks import objections, remarks
from assignments.bulletins.content import compose, span
from assignments.bulletins.layout import PrintedBulletin, annex_title, blocks
from assignments.bulletins.words import default_words, title_of
from assignments.choices import (
    Group,
    Level,
    PeriodKind,
    PeriodState,
    ReportState,
    Standing,
    TaskKind,
)
from assignments.models import Assessment, Period, Plan, ProgressReport, Task, Work
from tests.bulletins.conftest import IN_TIME

OFFICE = "市委市政府督查室"


def told(content, **words) -> list[str]:
    sheet = PrintedBulletin(
        content,
        default_words(content, "玉环市", OFFICE) | words,
        title_of(content, "玉环市"),
    )
    return [block.text for block in blocks(sheet)]


def year_end(plan) -> Period:
    """The fourth quarter, with everything carried or done."""
    return Period.objects.create(
        year=2021,
        index=4,
        starts=date(2021, 10, 1),
        ends=date(2021, 12, 31),
        due_on=date(2022, 1, 8),
        state=PeriodState.OPEN,
    )


@pytest.mark.parametrize(
    "kind, index, said",
    [
        (PeriodKind.QUARTER, 1, "一季度"),
        (PeriodKind.QUARTER, 2, "上半年"),
        (PeriodKind.QUARTER, 3, "三季度"),
        (PeriodKind.QUARTER, 4, "全年"),
        (PeriodKind.MONTH, 5, "5月份"),
        (PeriodKind.MONTH, 12, "全年"),
    ],
)
def test_what_the_time_is_called(kind, index, said):
    assert span(Period(year=2021, kind=kind, index=index)) == said


def test_the_year_is_named_once_when_it_is_over(small_plan):
    period = year_end(small_plan)
    for word in small_plan.works:
        Assessment.objects.create(
            work=small_plan.works[word],
            period=period,
            standing=Standing.DONE,
            comment="好",
            assessed_at=IN_TIME,
        )
    content = compose(period)
    title, _, preface, situation, wish, *rest = told(content)
    assert title == "关于2021年市政府重点工作和民生实事项目完成情况的通报"
    assert "1项民生实事项目完成情况进行了督查" in preface
    assert situation == (
        "市政府重点工作和民生实事项目全年完成情况总体较好，"
        "大部分单位能够完成或者超额完成全年既定目标。"
        "4项市政府重点工作中，4项已完成全年目标；1项民生实事项目中，1项已完成全年目标。"
    )
    assert "如期完成" not in wish and "尚未完成的" in wish
    assert rest[:2] == [
        "附件：1．2021年重点工作完成情况表",
        "　　　2．2021年民生实事项目完成情况表",
    ]


def test_a_half_year_is_called_one(content):
    assert (
        annex_title(PrintedBulletin(content, {}, ""), "重点工作")
        == "2021年上半年重点工作完成情况表"
    )


def test_who_was_silent_was_so_in_the_quarter(content):
    assert "二季度未按要求报送进展的单位为：" in told(content, with_silent=True)


def test_a_bulletin_that_was_frozen_without_the_word_keeps_its_own(content):
    """What was issued before is printed as it was."""
    del content["period"]["span"], content["period"]["is_last"], content["elsewhere"]
    assert (
        annex_title(PrintedBulletin(content, {}, ""), "重点工作")
        == "2021年二季度重点工作完成情况表"
    )
    assert "二季度完成情况进行了督查" in told(content)[2]


@pytest.mark.parametrize(
    "kind, gone", [(TaskKind.KEY, "重点工作"), (TaskKind.LIVELIHOOD, "民生实事")]
)
def test_a_plan_with_one_kind_alone_says_nothing_of_the_other(quarter, kind, gone):
    Period.objects.update(state=PeriodState.OPEN)
    other = Plan.objects.create(year=2020, title="另一年的方案", issued_on="2020-02-01")
    Task.objects.filter(kind=kind).update(plan=other)
    content = compose(Period.objects.get(pk=quarter.pk))
    lines = told(content)
    assert not any(gone in line for line in lines if "责任分工抓落实方案" not in line)
    assert gone not in lines[2].split("要求，")[1] and "0项" not in "".join(lines)
    assert objections(content, default_words(content, "玉环市", OFFICE)) == []


def test_nothing_slow_and_nothing_reported(small_plan):
    """A quarter in which nobody reported and nobody was assessed still adds up."""
    ProgressReport.objects.filter(period=small_plan.period).delete()
    content = compose(small_plan.period)
    assert content["figures"]["重点工作未报送"] == 4 and content["silent"]
    lines = told(content, with_silent=True)
    assert "4项市政府重点工作中，4项未报送；" in lines[3] and "总体较好" not in lines[3]
    assert not any("进度偏慢的市政府重点工作为" in line for line in lines)
    assert objections(content, default_words(content, "玉环市", OFFICE)) == []


def test_a_standing_that_was_carried_tells_what_was_done_then(quarter, small_plan):
    """The annex of a later quarter goes on telling it, and the list of adjusted works why."""
    Period.objects.filter(pk=quarter.pk).update(state=PeriodState.OPEN)
    ProgressReport.objects.create(
        work=small_plan.works["talents"],
        unit=small_plan.units["市科技局"],
        period=quarter,
        state=ReportState.ACCEPTED,
        submitted_at=IN_TIME,
        progress="人才新政2.0已全面兑现。",
    )
    done = Assessment.objects.filter(work=small_plan.works["talents"], period=quarter)
    done.update(standing=Standing.DONE, assessed_at=IN_TIME)
    Period.objects.filter(pk=quarter.pk).update(state=PeriodState.CLOSED)
    for word, standing in (("talents", Standing.DONE), ("harbour", Standing.ADJUSTED)):
        Assessment.objects.create(
            work=small_plan.works[word],
            period=small_plan.quarters[3],
            standing=standing,
            comment="沿用上期",
            carried=True,
            approval_number="玉政函〔2021〕8号" if word == "harbour" else "",
            assessed_at=IN_TIME,
        )
    content = compose(small_plan.quarters[3])
    rows = {row["title"]: row for row in content["works"]["key"]}
    assert rows["深化人才新政2.0"]["progress"] == "人才新政2.0已全面兑现。"
    assert rows["深化人才新政2.0"]["carried"] and "沿用" not in str(content)
    assert (
        "①推进大麦屿港区开发（责任单位：市发改局）：已调整，"
        "岸线规划调整（批准文号：玉政函〔2021〕8号）。"
    ) in told(content)


def test_a_unit_that_is_silent_here_and_late_there_is_one_entry(content, words):
    content["late"].append({"unit": "市科技局", "works": ["甲"], "value": 1, "days": 2})
    content["figures"]["迟报单位"] += 1
    entries = [line for line in told(content, with_silent=True) if "市科技局：" in line]
    assert entries == [
        "①市科技局：未报送1项（深化人才新政2.0），逾期报送1项，最长2天；"
    ]


def test_the_citys_bulletin_is_about_the_citys_own_plan(quarter, small_plan):
    """Of a year with a plan of the province too, whose rows begin at 1 again: joint ones count here
    with their number in the city's plan; the others are remarked, not dropped without a word."""
    Period.objects.filter(pk=quarter.pk).update(state=PeriodState.OPEN)
    quarter.refresh_from_db()
    before = compose(quarter)
    province = Plan.objects.create(
        year=2021, title="省政府重点任务", level=Level.PROVINCE, issued_on="2021-02-01"
    )
    alone = Work.objects.create(
        year=2021, title="省里的一项", kind=TaskKind.KEY, due_on="2021-12-31", order=9
    )
    for number, work in ((1, alone), (2, small_plan.works["harbour"])):
        Task.objects.create(
            plan=province,
            kind=TaskKind.KEY,
            number=number,
            work=work,
            text="省里写的。",
        )
    content = compose(quarter)
    assert (
        content["figures"] == before["figures"] and content["basis"] == before["basis"]
    )
    assert content["works"] == before["works"] and content["elsewhere"] == 1
    words = default_words(content, "玉环市", OFFICE)
    assert objections(content, words) == []
    assert "另有1项工作只列在省、市方案中，不计入本通报。" in remarks(content, words)
    assert all("level=local" in query for query in content["queries"].values())


def test_a_year_with_the_provinces_plan_alone_is_about_it(quarter, small_plan):
    Plan.objects.update(level=Level.PROVINCE)
    content = compose(quarter)
    assert content["figures"]["重点工作"] == 4 and content["elsewhere"] == 0
    assert sum(content["figures"][f"重点工作{group.label}"] for group in Group) == 4
