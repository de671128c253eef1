"""A bulletin refuses to go out and says which figure, list, work or word it is."""

import pytest

from assignments.bulletins.checks import objections, remarks


def slow(content):
    return next(item for item in content["works"]["key"] if item["standing"] == "slow")


def test_a_sound_bulletin_has_nothing_against_it(content, words):
    assert objections(content, words) == []


def change_figure(name, by):
    def change(content, words):
        content["figures"][name] += by

    return change


def drop_from_list(content, words):
    content["lists"]["重点工作进度偏慢"] = []


def double_in_list(content, words):
    content["lists"]["重点工作进度偏慢"] *= 2


def drop_annex_row(content, words):
    content["works"]["key"].pop()


def other_standing_in_annex(content, words):
    content["works"]["key"][0]["standing"] = "done"


def drop_silent(content, words):
    content["silent"] = []


def take_units(content, words):
    slow(content).update(units=[], parts=[])


def take_units_of_target(content, words):
    slow(content)["parts"][0]["units"] = []


def take_units_of_project(content, words):
    row = content["works"]["livelihood"][0]
    row.update(units=[], parts=[])


def take_units_of_adjusted(content, words):
    next(row for row in content["works"]["key"] if row["standing"] == "adjusted")[
        "units"
    ] = []


def take_all_works(content, words):
    content["works"] = {"key": [], "livelihood": []}


def take_next_step(content, words):
    slow(content)["next_steps"] = " "


def finish_in_spite_of_a_part(content, words):
    row = content["works"]["livelihood"][0]
    row["standing"] = "done"
    content["figures"] |= {
        "民生实事正常推进": 0,
        "民生实事已完成": 1,
        "民生实事未完成": 0,
    }
    content["lists"] |= {
        "民生实事正常推进": [],
        "民生实事已完成": [row["work"]],
        "民生实事未完成": [],
    }


def write(part, text):
    def change(content, words):
        words[part] = text

    return change


@pytest.mark.parametrize(
    "damage, said",
    [
        (
            change_figure("重点工作", 1),
            "重点工作各类之和为4（正常推进1、进度偏慢1、已调整1、未报送1），与总数5不符。",
        ),
        (
            change_figure("重点工作进度偏慢", 1),
            "“重点工作进度偏慢”的数字是2，名单上有1项。",
        ),
        (
            change_figure("民生实事未完成", 1),
            "“民生实事未完成”的数字是2，名单上有1项。",
        ),
        (change_figure("未报送单位", 1), "“未报送单位”的数字是2，名单上有1个。"),
        (drop_from_list, "“重点工作进度偏慢”的数字是1，名单上有0项。"),
        (double_in_list, "“重点工作进度偏慢”的名单有重复。"),
        (drop_annex_row, "重点工作共4项，附件表中有3行。"),
        (
            other_standing_in_annex,
            "附件表中评定为“正常推进”的重点工作有0行，与正文的名单不符。",
        ),
        (drop_silent, "“未报送单位”的数字是1，名单上有0个。"),
        (take_units, "进度偏慢的“完成低效用地再开发”没有责任单位。"),
        (take_units_of_target, "进度偏慢的“低效用地再开发”没有责任单位。"),
        (
            take_units_of_project,
            "“养老服务提升”没有责任单位，而通报要列出它的名称和单位。",
        ),
        (take_units_of_adjusted, "“推进大麦屿港区开发”没有责任单位"),
        (take_all_works, "2021年没有列入通报的工作，请先导入年度方案。"),
        (write("slow", " "), "“进度偏慢的重点工作：引语”是空的，这些事项不会列出"),
        (write("livelihood", ""), "或在别处使用字段{{民生实事未完成名单}}。"),
        (write("changed", ""), "或在别处使用字段{{重点工作已调整名单}}。"),
        (take_next_step, "进度偏慢的“完成低效用地再开发”没有下一步打算"),
        (
            finish_in_spite_of_a_part,
            "民生实事“养老服务提升”评定为已完成，但“建成居家养老中心”的完成数没有达到目标。",
        ),
        (
            write("opening", "共4项，{{民生实事}}项{{民生实事分类}}"),
            "“总体情况”中的“4项”是手工输入的数字",
        ),
        (
            write("opening", "现将情况通报如下："),
            "“总体情况”缺少字段{{重点工作}}、{{重点工作分类}}。",
        ),
        (write("next", "{{不知道}}"), "“下一步工作”中的字段“{{不知道}}”不存在"),
    ],
)
def test_each_damage_is_named(content, words, damage, said):
    damage(content, words)
    found = objections(content, words)
    assert any(said in told for told in found), found


def test_a_next_step_may_be_written_by_the_office(content, words):
    take_next_step(content, words)
    words["next_of"] = {str(slow(content)["work"]): "三季度再完成400亩。"}
    assert objections(content, words) == []


def test_the_opening_may_name_the_groups_one_by_one(content, words):
    words["opening"] = (
        "重点工作{{重点工作}}项：正常推进{{重点工作正常推进}}项、偏慢{{重点工作进度偏慢}}项、"
        "调整{{重点工作已调整}}项、未报送{{重点工作未报送}}项。"
        "{{民生实事}}项，未完成{{民生实事未完成}}项。"
    )
    assert objections(content, words) == []
    words["opening"] = words["opening"].replace("、未报送{{重点工作未报送}}项", "")
    assert objections(content, words) == ["“总体情况”缺少字段{{重点工作分类}}。"]


def test_numbers_that_count_no_works_may_be_typed(content, words):
    words["next"] = "三季度再完成400亩，落实5项措施。"
    assert objections(content, words) == []


def test_remarks_do_not_stand_in_the_way(content, words):
    assert remarks(content, words) == [
        "有1个单位未报送，通报中没有列出；需要时请勾选“列出报送情况”。"
    ]
    words |= {"problems": "", "next": " ", "with_silent": True}
    content["figures"]["重点工作待评定"] = 2
    assert [told[:9] for told in remarks(content, words)] == [
        "重点工作还有2项没",
        "没有写“存在问题”",
        "没有写“下一步工作",
    ]


def test_praise_that_the_figures_do_not_bear_out_is_remarked(content, words):
    words["opening"] = words["opening"].replace("4项", "") + "完成情况总体较好。"
    assert remarks(content, words)[0].startswith(
        "“总体情况”写着“总体较好”，但完成和正常推进的不到八成"
    )
    for rows in content["works"].values():
        for row in rows:
            row["standing"] = "on_track"
    assert not any("总体较好" in told for told in remarks(content, words))


def test_works_that_are_counted_by_hand_elsewhere_are_remarked(content, words):
    words |= {"problems": "仍有8项重点工作、两项民生实事没有完成，3项审批未办结。"}
    told = [one for one in remarks(content, words) if "手工输入" in one]
    assert told == [
        "“存在问题”中的“8项重点工作”是手工输入的数字，请核对，或改用字段。",
        "“存在问题”中的“两项民生实事”是手工输入的数字，请核对，或改用字段。",
    ]


def test_what_is_slow_may_be_named_in_a_sentence(content, words):
    words["slow"] = ""
    words["opening"] += (
        "\n推进缓慢的有{{重点工作进度偏慢}}项，为{{重点工作进度偏慢名单}}。"
    )
    assert objections(content, words) == []


def test_a_target_that_is_named_slow_and_reached_is_remarked(content, words):
    slow(content)["parts"][0] |= {"reached": True, "said": "目标1000亩，已完成1100亩"}
    assert (
        "“低效用地再开发”列为偏慢，但目标1000亩，已完成1100亩，已达到目标，请核对。"
        in remarks(content, words)
    )
