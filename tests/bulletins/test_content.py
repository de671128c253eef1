"""What a bulletin says: counted by works, slow by name with its unit, and every number with its
list."""

import json
import random
import re
from dataclasses import replace
from datetime import date, datetime, timezone

import pytest
from django.db.models import QuerySet
from django.urls import reverse

from assignments.bulletins import checks, placeholders
from assignments.bulletins.content import FIGURES, compose, in_their_order, late_rows
from assignments.bulletins.layout import PrintedBulletin, blocks, items
from assignments.bulletins.words import default_words, title_of
from assignments.choices import ExtensionState, Group, Standing
from assignments.ledger.figures import Board
from assignments.models import Assessment, Extension, Period, ProgressReport
from assignments.rules.shares import percent
from tests.bulletins.conftest import IN_TIME, TOO_LATE


def lines(content, words, kind=None):
    found = blocks(PrintedBulletin(content, words, "通报"))
    return [block.text for block in found if kind is None or block.kind == kind]


def test_joint_works_count_once(content):
    figures = content["figures"]
    assert (figures["重点工作"], figures["重点任务"], figures["民生实事"]) == (4, 5, 1)
    assert (
        figures["重点工作进度偏慢"]
        == figures["重点工作已调整"]
        == figures["重点工作未报送"]
        == 1
    )


def test_groups_make_the_whole(content):
    names = ("已完成", "正常推进", "进度偏慢", "已调整", "已取消", "未报送", "待评定")
    for name in ("重点工作", "民生实事"):
        assert (
            sum(content["figures"][f"{name}{group}"] for group in names)
            == content["figures"][name]
        )


def test_the_opening_names_basis_office_and_counts(content, words):
    preface, situation = lines(content, words, "text")[:2]
    assert preface == (
        "根据《2021年市政府重点工作和民生实事项目责任分工抓落实方案》（玉政办发〔2021〕9号）要求，"
        "市委市政府督查室对2021年4项市政府重点工作和1项民生实事项目上半年完"
        "成情况进行了督查。现将有关情况通报如下："
    )
    assert situation == (
        "4项市政府重点工作中，1项正常推进，1项进度偏慢，1项经批准调整，1项未报送；"
        "1项民生实事项目中，1项尚未完成年度目标任务。"
    )


def test_a_good_quarter_is_called_one_where_the_figures_bear_it(content):
    said = (
        "市政府重点工作和民生实事项目上半年完成情况总体较好，"
        "大部分单位能够完成或者超额完成上半年既定目标。"
    )

    def judged():
        return (
            said
            in lines(
                content, default_words(content, "玉环市", "市委市政府督查室"), "text"
            )[1]
        )

    every = [row for rows in content["works"].values() for row in rows]
    assert not judged()
    for row in every:
        row["standing"] = "on_track"
    assert judged()
    every[0]["standing"] = "slow"
    assert judged()  # four of five
    every[0]["units"] = sorted({unit for row in every for unit in row["units"]})
    assert not judged()  # most units have something slow


def test_what_is_slow_stands_by_name_with_its_unit(content, words):
    """As in the city's own bulletin; how far it is, where the office wants it."""
    assert "①低效用地再开发（责任单位：市农业农村局）。" in lines(content, words)
    assert "①低效用地再开发（市农业农村局）：三季度再完成400亩。" in lines(
        content, words
    )
    told = lines(content, words | {"with_said": True})
    assert (
        "①低效用地再开发（责任单位：市农业农村局），目标不少于1000亩，已完成351亩。"
        in told
    )


def test_the_office_may_call_what_is_slow_otherwise(content, words, small_plan):
    """A clause of the work that is no target; the units stay computed."""
    words["name_of"] = {str(small_plan.works["fields"].pk): "建成示范田园综合体"}
    told = lines(content, words | {"with_said": True}, "item")
    assert told[0] == "①建成示范田园综合体（责任单位：市农业农村局）。"
    assert told[-1] == "①建成示范田园综合体（市农业农村局）：三季度再完成400亩。"


def test_a_work_that_is_slow_twice_is_one_entry(content, words):
    fields = next(
        item for item in content["works"]["key"] if item["standing"] == "slow"
    )
    fields["parts"].append(
        {
            "text": "建成美丽田园5个",
            "units": ["市住建局"],
            "said": "目标不少于5个，已完成1个",
        }
    )
    told = [
        line
        for line in lines(content, words, "item")
        if "低效用地再开发（责任单位" in line
    ]
    assert told == [
        "①低效用地再开发（责任单位：市农业农村局）、建成美丽田园5个（责任单位：市住建局）。"
    ]


def test_what_the_same_unit_answers_for_is_told_together(content, words):
    """And with how far each is, each by itself, so that no number belongs to another."""
    fields = next(
        item for item in content["works"]["key"] if item["standing"] == "slow"
    )
    fields["parts"].append(
        {
            "text": "建成美丽田园5个",
            "units": ["市农业农村局"],
            "said": "目标不少于5个，已完成1个",
        }
    )
    assert "①低效用地再开发、建成美丽田园5个（责任单位：市农业农村局）。" in lines(
        content, words
    )
    assert (
        "①低效用地再开发（责任单位：市农业农村局；目标不少于1000亩，已完成351亩）、"
        "建成美丽田园5个（责任单位：市农业农村局；目标不少于5个，已完成1个）。"
    ) in lines(content, words | {"with_said": True})


def test_entries_are_numbered_in_circles_as_far_as_there_are_any():
    assert [block.text for block in items(["甲", "乙"])] == ["①甲；", "②乙。"]
    assert [block.text for block in items(["甲"] * 21)][-1] == "21．甲。"


def test_a_slow_target_has_its_own_unit_where_it_has_one(content, small_plan):
    fields = next(
        item
        for item in content["works"]["key"]
        if item["work"] == small_plan.works["fields"].pk
    )
    assert [part["text"] for part in fields["parts"]] == ["低效用地再开发"]
    livelihood = content["works"]["livelihood"][0]
    assert [(part["text"], part["units"]) for part in livelihood["parts"]] == [
        ("建成居家养老中心", ["市农业农村局"])
    ]


def test_a_work_that_is_slow_as_a_whole_stands_with_its_reason(small_plan):
    content = compose(small_plan.last)
    fields = next(
        item for item in content["works"]["key"] if item["standing"] == "slow"
    )
    assert fields["parts"] == [] and fields["units"] == ["市农业农村局"]
    told = lines(content, default_words(content, "玉环市", "市委市政府督查室"), "item")
    assert told[0] == "①完成低效用地再开发（责任单位：市农业农村局）。"


def test_unfinished_projects_name_the_part_that_is_missing(content, words):
    """The other part is reached; a project that lacks all its parts stands under its own name."""
    assert "①建成居家养老中心（责任单位：市农业农村局）。" in lines(content, words)
    content["works"]["livelihood"][0].update(targets=1, units=["市农业农村局"])
    assert "①养老服务提升（责任单位：市农业农村局）。" in lines(content, words)


def test_adjusted_works_stand_apart_with_reason_and_approval(content, words):
    told = (
        "①推进大麦屿港区开发（责任单位：市发改局）：已调整，"
        "岸线规划调整（批准文号：玉政函〔2021〕8号）。"
    )
    assert told in lines(content, words)


def test_who_was_silent_or_late_is_told_where_the_office_wants_it(content, words):
    assert content["silent"] == [
        {"unit": "市科技局", "works": ["深化人才新政2.0"], "value": 1}
    ]
    assert content["late"] == [
        {"unit": "市农业农村局", "works": ["完成低效用地再开发"], "value": 1, "days": 3}
    ]
    assert not any("未报送1项（" in line for line in lines(content, words))
    told = lines(content, words | {"with_silent": True})
    assert "①市科技局：未报送1项（深化人才新政2.0）；" in told
    assert "②市农业农村局：逾期报送1项，最长3天。" in told


def test_a_granted_extension_is_no_delay(quarter, small_plan, office_user):
    asked = Extension(
        work=small_plan.works["fields"],
        unit=small_plan.units["市农业农村局"],
        period=quarter,
        reason="等待批复",
        until="2021-07-11",
        asked_by=office_user,
        state=ExtensionState.GRANTED,
    )
    QuerySet(Extension).bulk_create([asked])
    assert late_rows(Board(quarter)) == []


def test_the_longest_of_several_delays_is_told(quarter, small_plan):
    enterprises = QuerySet(ProgressReport).get(
        work=small_plan.works["enterprises"], period=quarter
    )
    one_day = {"first_sent_at": "2021-07-09T02:00:00Z", "submitted_at": TOO_LATE}
    QuerySet(ProgressReport).filter(pk=enterprises.pk).update(**one_day)
    enterprises.pk, enterprises.work = None, small_plan.works["talents"]
    enterprises.first_sent_at = enterprises.submitted_at = TOO_LATE
    QuerySet(ProgressReport).bulk_create([enterprises])
    told = {
        row["unit"]: (row["value"], row["days"]) for row in late_rows(Board(quarter))
    }
    assert told["市科技局"] == (2, 3)


def test_what_was_sent_back_counts_by_the_day_it_first_came(quarter, small_plan):
    rows = QuerySet(ProgressReport).filter(
        work=small_plan.works["fields"], period=quarter
    )
    assert rows.get().first_sent_at == rows.get().submitted_at == TOO_LATE
    rows.update(first_sent_at=IN_TIME)
    assert late_rows(Board(quarter)) == []


def test_with_problems_to_tell_it_has_headings_and_without_it_runs_on(content, words):
    assert lines(content, words, "heading") == [
        "一、总体情况",
        "二、存在问题",
        "三、下一步工作",
    ]
    flat = words | {"problems": ""}
    assert lines(content, flat, "heading") == []
    assert [t for t in lines(content, words) if "、存在" not in t][-1] == lines(
        content, flat
    )[-1]
    assert (
        lines(
            content, words | {"next": "", "next_of": {}, "opening": "缘由。"}, "heading"
        )[0]
        == "一、总体情况"
    )


def test_copies_and_the_imprint_stand_at_the_very_end(content, words):
    sheet = PrintedBulletin(
        content,
        words,
        "通报",
        issued_on=date(2021, 7, 20),
        office="玉环市委市政府督查室",
    )
    assert [block.text for block in blocks(sheet)[-2:]] == [
        "抄送：市委、市人大常委会、市政府、市政协领导。",
        "玉环市委市政府督查室\t2021年7月20日印发",
    ]
    assert blocks(replace(sheet, words=words | {"copies": " "}))[-1].kind == "table"


def test_the_annex_has_a_row_for_each_work_in_the_order_of_the_notice(content, words):
    tables = [
        block.rows
        for block in blocks(PrintedBulletin(content, words, "通报"))
        if block.kind == "table"
    ]
    assert [[row[0] for row in table] for table in tables] == [
        ["序号", "1", "2、3", "4", "5"],
        ["序号", "1"],
    ]
    assert tables[0][0] == ["序号", "工作内容", "责任单位", "完成情况", "评定"]
    assert tables[0][1][3:] == ["已完成“小升规”31家。正在培育29家。", "正常推进"]
    assert tables[0][4][3:] == ["未报送。", "未报送"]


def test_every_linked_figure_leads_to_a_list_of_that_length(
    client_for, office_user, content
):
    client = client_for(office_user)
    for name, query in content["queries"].items():
        page = client.get(f"{reverse('boards:tasks')}?{query}").context.get("page")
        assert (page.paginator.count if page else 0) == content["figures"][name], name


def test_content_can_be_frozen(content, quarter):
    assert json.loads(json.dumps(content)) == content == compose(quarter)


def test_a_year_without_livelihood_projects_says_nothing_of_them(content, words):
    content["figures"] |= {
        name: 0 for name in content["figures"] if name.startswith("民生实事")
    }
    content["basis"] = []
    found = default_words(content, "玉环市", "市委市政府督查室")
    assert "民生实事" not in found["opening"] + found["next"] + title_of(
        content, "玉环市"
    )


def test_as_many_queries_for_the_whole_plan(plan_2021, django_assert_max_num_queries):
    with django_assert_max_num_queries(11):
        content = compose(Period.objects.get(year=2021, index=3))
    assert (content["figures"]["重点工作"], content["figures"]["重点任务"]) == (
        128,
        134,
    )
    assert content["figures"]["民生实事"] == 12
    assert len(content["works"]["key"]) == 128


@pytest.mark.parametrize("seed", range(8))
def test_whatever_was_decided_it_adds_up(small_plan, seed):
    """Any mix of standings, reports and silence: sums, lists and annex agree with each other."""
    chance, at = random.Random(seed), datetime(2021, 7, 9, tzinfo=timezone.utc)
    for work in small_plan.works.values():
        standing = chance.choice(["", *Standing.values])
        Assessment.objects.create(
            work=work,
            period=small_plan.period,
            standing=standing,
            comment="说明",
            assessed_at=at,
        )
        for unit in chance.sample(list(small_plan.units.values()), 2):
            ProgressReport.objects.get_or_create(
                work=work,
                unit=unit,
                period=small_plan.period,
                defaults={
                    "state": chance.choice(["submitted", "accepted"]),
                    "progress": "好",
                    "submitted_at": at,
                },
            )
    content = compose(small_plan.period)
    words = default_words(content, "玉环市", "市委市政府督查室")
    assert [
        *checks.sums(content),
        *checks.lists(content),
        *checks.annexes(content),
    ] == []
    assert list(checks.typed(content, words)) == []
    groups = placeholders.breakdown(content["figures"], "重点工作")
    assert (
        sum(int(number) for number in re.findall(r"\d+", groups))
        == content["figures"]["重点工作"]
    )
    assert groups in lines(content, words, "text")[1]
    shown, figures = placeholders.values(content), content["figures"]
    for group in Group:
        share = percent(figures[f"重点工作{group.label}"], figures["重点工作"])
        assert shown[f"重点工作{group.label}占比"] == f"{share}%"


def test_a_list_without_words_that_lead_to_it_is_left_out(content, words):
    assert "①低效用地再开发（责任单位：市农业农村局）。" not in lines(
        content, words | {"slow": " "}
    )


def test_the_order_of_figures_is_that_of_their_names(quarter):
    """PostgreSQL gives the pairs of a JSON value back by the length of their names."""
    content = compose(quarter)
    shuffled = dict(
        sorted(content["figures"].items(), key=lambda pair: (len(pair[0]), pair[0]))
    )
    assert list(content["figures"]) != list(shuffled)
    assert [name for name, _ in in_their_order(shuffled)] == list(FIGURES)
    assert set(content["figures"]) == set(FIGURES)
