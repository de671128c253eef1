"""Figures inside typed words: put in where they belong, never typed."""

import pytest

from assignments.bulletins.placeholders import (
    Run,
    breakdown,
    runs,
    spelled_out,
    typed_figures,
    used,
    values,
)


def test_words_and_figures_in_turn():
    assert runs(
        "共{{重点工作}}项，{{ 年度 }}年。",
        {"重点工作": "128", "年度": "2021"},
        {"重点工作": "kind=key"},
    ) == [
        Run("共"),
        Run("128", "重点工作", "kind=key"),
        Run("项，"),
        Run("2021", "年度"),
        Run("年。"),
    ]


@pytest.mark.parametrize(
    "text",
    ["", "没有字段。", "{{没有这个}}", "{{", "}}{{", "{{ }}", "{{{{重点工作}}}}"],
)
def test_nothing_typed_is_lost(text):
    shown = "".join(run.text for run in runs(text, {"重点工作": "128"}))
    assert shown == text.replace("{{重点工作}}", "128")


def test_a_value_is_not_read_again():
    assert runs("{{甲}}", {"甲": "{{乙}}", "乙": "1"}) == [Run("{{乙}}", "甲")]


def test_names_of_fields():
    assert used("共{{重点工作}}项，{{ 年度 }}年") == {"重点工作", "年度"}


@pytest.mark.parametrize(
    "text, found",
    [
        ("共128项", ["128项"]),
        ("已完成 28 项、偏慢１２件", ["28 项", "１２件"]),
        ("二十八项", ["二十八项"]),
        ("十项", ["十项"]),
        ("有3个单位", ["3个单位"]),
        ("八项进度偏慢", ["八项"]),
        ("12个民生实事", ["12个"]),
        ("占总数的92.1%", ["占总数的92.1%"]),
        ("完成率40％", ["率40％"]),
        ("占{{重点工作已完成占比}}，第三项，每一项", []),
        ("共{{重点工作}}项", []),
        ("这项工作、一项工作、各项", []),
        ("2021年三季度，完成1000亩", []),
    ],
)
def test_typed_figures(text, found):
    assert typed_figures(text) == found


def test_the_breakdown_names_every_group_that_is_not_empty(content):
    assert (
        breakdown(content["figures"], "重点工作")
        == "1项正常推进，1项进度偏慢，1项经批准调整，1项未报送"
    )


def test_each_number_of_a_breakdown_is_a_field_of_its_own(content):
    assert (
        spelled_out("{{民生实事分类}}；{{重点工作}}", content["figures"])
        == "{{民生实事未完成}}项尚未完成年度目标任务；{{重点工作}}"
    )


def test_every_field_has_a_value(content):
    known = values(content)
    assert known["截至日期"] == "2021年6月30日" and known["季度"] == "二季度"
    assert all(
        isinstance(value, str) and value
        for name, value in known.items()
        if not name.endswith("分类")
    )


def test_a_list_stands_in_a_sentence_under_the_names_the_office_gives(
    content, small_plan
):
    known = values(content)
    assert known["重点工作进度偏慢名单"] == "低效用地再开发（市农业农村局）"
    assert known["重点工作已取消名单"] == "无" and known["未报送单位名单"] == "市科技局"
    named = {"name_of": {str(small_plan.works["fields"].pk): "建成示范田园综合体"}}
    assert (
        values(content, named)["重点工作进度偏慢名单"]
        == "建成示范田园综合体（市农业农村局）"
    )
