"""Who is in charge said in whole words, on lines of their own or over the ends of lines. All made
up."""

import pytest

from assignments.notices.meaning.read import read_text
from tests.notices.row_lines import codes, row_lines

OTHER = "\n2.修路。\n责任单位：市交通局\n"


@pytest.mark.parametrize(
    ("item", "wanted"),
    [
        (
            "建桥。\n（市住建局牵头，各乡（镇）、街道配合）",
            "建桥。 市住建局>各乡（镇）、街道",
        ),
        (
            "建桥。\n市住建局牵头\n各乡（镇）、街道配合",
            "建桥。 市住建局>各乡（镇）、街道",
        ),
        ("建桥。由市住建局牵头、\n各乡镇配合。", "建桥。 市住建局>各乡镇"),
        ("加快建桥，由市住建局牵头，\n各乡镇配合。", "加快建桥 市住建局>各乡镇"),
        ("建桥。\n上述项目由市住建局牵头负责。", "建桥。 市住建局>"),
        (
            "发展养老，鼓励老人参与。\n责任单位：市民政局",
            "发展养老，鼓励老人参与。 市民政局>",
        ),
    ],
)
def test_duties_in_words(item, wanted):
    notice = read_text(f"2026年重点工作\n1.{item}{OTHER}")
    assert row_lines(notice) == [f"k1 - {wanted}", "k2 - 修路。 市交通局>"]
    assert codes(notice) == []


@pytest.mark.parametrize("bracket", ["（{}）", "{}"])
def test_only_those_who_help(bracket):
    notice = read_text(
        f"2026年重点工作\n1.建桥。\n{bracket.format('各乡（镇）、街道配合')}{OTHER}"
    )
    assert row_lines(notice)[0] == "k1 - 建桥。 >各乡（镇）、街道"
    assert codes(notice) == ["lead_missing"]


def test_units_whose_sections_only_say_that_they_lead():
    notice = read_text(
        "2026年重点工作\n市发改局牵头\n1.建桥。\n2.修路。\n市住建局牵头\n3.种树。\n4.挖河。\n"
    )
    assert [(row.lead[0].name, row.theme) for row in notice.rows[1:3]] == [
        ("市发改局", "市发改局"),
        ("市住建局", "市住建局"),
    ]
    assert len(notice.rows) == 4 and codes(notice) == ["units_of_headings"]


@pytest.mark.parametrize("carries", ["", "牵头领导：陈华市长\n"])
def test_who_watches_carries_where_nobody_else_is_named(carries):
    watches = "督办领导：王强副市长\n责任单位：市住建局\n"
    notice = read_text(
        f"2026年重点工作\n1.建桥。\n{carries}{watches}2.修路。\n{carries}{watches}"
    )
    assert [row.leader.name for row in notice.rows] == [
        "陈华" if carries else "王强"
    ] * 2
    assert [row.extra for row in notice.rows] == [
        {"督办领导": "王强副市长"} if carries else {}
    ] * 2


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("现将2026年全市重点工作任务分解方案印发给你们", None),
        (
            "为贯彻落实市政府关于印发2026年重点工作责任分工方案\n的要求，现将任务分解如下：",
            None,
        ),
        (
            "各区县：\n2026年政府工作报告提出了全年工作任务，现分解到各部门，请抓好落实。",
            None,
        ),
        ("2026年为民办实事项目责任分工方案", "2026年为民办实事项目责任分工方案"),
    ],
)
def test_a_sentence_of_the_letter_is_no_title(head, title):
    assert read_text(f"{head}\n1.建桥。\n责任单位：市住建局{OTHER}").plan.title == title


@pytest.mark.parametrize(
    ("label", "wanted"),
    [
        ("责任单位：市经信局会同市发改局", "市经信局>市发改局"),
        (
            "牵头单位：市住建局牵头，市财政局、各乡镇（街道）配合",
            "市住建局>市财政局、各乡镇（街道）",
        ),
        ("主办单位：市发改委、商务局、旅游局分别负责", "市发改委、商务局、旅游局>"),
        ("由市林业局牵头，会同市水利局、各乡镇落实。", "市林业局>市水利局、各乡镇"),
        (
            "牵头单位：市住建局；责任单位：市财政局、各镇，6月底完成",
            "市住建局>市财政局、各镇",
        ),
        (
            "协同责任单位：市政府各部门、各直属单位。牵头单位：市府办",
            "市府办>市政府各部门、各直属单位",
        ),
        (
            "责任单位：市财政局、县政府各部门各直属单位",
            "市财政局>县政府各部门各直属单位~",
        ),
    ],
)
def test_words_behind_labels(label, wanted):
    notice = read_text(f"2026年重点工作\n1.建桥。\n{label}{OTHER}")
    assert row_lines(notice)[0] == f"k1 - 建桥。 {wanted}"
    assert codes(notice) == []
    assert notice.rows[0].extra == (
        {"完成时限": "6月底完成"} if "6月底" in label else {}
    )


def test_what_many_rows_say_is_asked_once():
    item = (
        "建桥。（牵头单位：市住建局；数据提供单位：市统计局；"
        "责任单位：功能板块、市财政局等部门）"
    )
    notice = read_text(
        "2026年重点工作\n" + "".join(f"{n}.{item}\n" for n in range(1, 7))
    )
    assert sorted(codes(notice)) == [
        "label_unknown",
        "unit_unrecognised",
        "units_and_others",
    ]
    assert all("共有6处" in doubt.message for doubt in notice.doubts)
    assert notice.rows[5].extra == {"数据提供单位": "市统计局"}


@pytest.mark.parametrize(
    "rule",
    [
        "第一责任单位为牵头单位，下同",
        "首位为牵头单位",
        "排名第一的为牵头单位，下同",
        "第一个单位为牵头单位",
    ],
)
def test_the_rule_of_the_first_in_other_words(rule):
    notice = read_text(f"1.建桥。\n责任单位：市住建局、市财政局（{rule}）{OTHER}")
    assert row_lines(notice)[0] == "k1 - 建桥。 市住建局>市财政局"
    assert notice.rows[0].cooperating[0].note == ""


def test_offices_beside_leaders_are_nobodys_names():
    items = (
        "1.建链。（常务副省长、协管副秘书长负责，省工信厅牵头）"
        "\n2.办会。（何报翔副省长、协管副秘书长负责，"
        "省商务厅牵头，省贸促会参与）\n"
        "3.种树。（分管副省长负责，省林业局牵头）\n"
    )
    notice = read_text("2026年重点工作\n" + items)
    assert row_lines(notice) == [
        "k1 - 建链。 省工信厅>",
        "k2 何报翔 办会。 省商务厅>省贸促会",
        "k3 - 种树。 省林业局>",
    ]
    offices = [row.extra["领导职务"] for row in notice.rows]
    assert offices == ["常务副省长、协管副秘书长", "协管副秘书长", "分管副省长"]
    assert codes(notice) == ["leader_name_missing", "leader_name_missing"]


@pytest.mark.parametrize(
    ("heading", "leader"),
    [
        (
            "邵国强副市长（市公安局局长）牵头的重点工作",
            ("邵国强", "副市长、市公安局局长"),
        ),
        ("副市长李强（挂职）", ("李强", "副市长(挂职)")),
        ("副市长、市公安局局长王卫国牵头重点工作", ("王卫国", "副市长、市公安局局长")),
        ("市政府党组成员周敏牵头重点工作", ("周敏", "市政府党组成员")),
    ],
)
def test_leaders_with_a_second_office(heading, leader):
    notice = read_text(
        f"一、市长王明\n1.建桥。\n责任单位：市住建局\n二、{heading}\n2.修路。\n责任单位：市交通局\n"
    )
    second = notice.rows[1].leader
    assert (second.name, second.title) == leader and codes(notice) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "县政府成立领导小组。",
        "县政府办公室加强督查。",
        "由县政府办公室负责解释。",
        "县督查室要会同县财政局。",
    ],
)
def test_a_sentence_that_ends_like_a_name_is_no_unit(sentence):
    notice = read_text(
        "1.建桥。责任单位：县住建局\n2.修路。责任单位："
        f"县交通局\n三、组织保障\n（一）加强领导。{sentence}\n"
    )
    assert [[unit.name for unit in row.units] for row in notice.rows] == [
        ["县住建局"],
        ["县交通局"],
    ]


def test_parts_with_labels_of_their_own_and_different_leaders():
    notice = read_text(
        "2026年重点工作\n1.发展经济。\n（1）建区。（牵头领导："
        "王强，牵头单位：市发改委，责任单位：市财政局）\n"
        "（2）招商。（牵头领导：李明，牵头单位：市投促局）"
        "\n2.修路。（牵头领导：李明，牵头单位：市交通局）\n"
    )
    assert not notice.rows[0].duties_assumed
    assert codes(notice) == ["parts_led_apart"]


HEADS = [
    (
        (
            "县府办关于\n对县《政府工作报告》确定的2026年\n重点工作及市《政府工"
            "作报告》涉及的\n事项进行责任分解的通知"
        ),
        (
            "县府办关于对县《政府工作报告》确定的2026年重点工作及市《政府工作报"
            "告》涉及的事项进行责任分解的通知"
        ),
    ),
    (
        (
            "成办发〔2026〕5号《市政府关于印发2026年〈政府工作报告〉任务分解方案"
            "的通知》\n成办发〔2026〕5号"
        ),
        "市政府关于印发2026年〈政府工作报告〉任务分解方案的通知 成办发〔2026〕5号",
    ),
    (
        "2026年《政府工作报告》\n目标任务责任分解方案",
        "2026年《政府工作报告》目标任务责任分解方案",
    ),
    (
        "关于落实重点工作的意见-某省人民政府门户网站\n川府发〔2026〕8号 二○二六年三月十七日",
        "关于落实重点工作的意见 川府发〔2026〕8号 2026-03-17",
    ),
    (
        "发文字号：江政发〔2026〕1号\n关于公布2026年计划的通知0",
        "关于公布2026年计划的通知 江政发〔2026〕1号",
    ),
    ("附件：1.2026年主要目标任务责任分解表", "2026年主要目标任务责任分解表"),
    (
        "州政发〔2026〕5号\n某州2026年深化改革工作计划",
        "某州2026年深化改革工作计划 州政发〔2026〕5号",
    ),
    ("一、10件民生实事任务分解表\n发布部门：市府办", ""),
]


@pytest.mark.parametrize(("head", "wanted"), HEADS)
def test_heads(head, wanted):
    notice = read_text(f"{head}\n各县区：\n1.建桥。\n责任单位：市住建局{OTHER}")
    plan = notice.plan
    assert (
        " ".join(filter(None, [plan.title, plan.document_number, plan.issued_on]))
        == wanted
    )
    assert len(notice.rows) == 2


def test_units_in_the_middle_of_a_text_are_asked_about():
    notice = read_text(
        "一、重点工作\n1.推进园区建设。（1）完成规划（市发改局牵头）"
        "；（2）开工道路（市交通运输局牵头）\n"
        "2.办好文化节（市文广旅体局牵头）\n3.建设学校（市教育局牵头）\n"
    )
    asked = [
        (doubt.number, doubt.message)
        for doubt in notice.doubts
        if doubt.code == "units_in_text"
    ]
    assert asked == [
        (1, "正文中还有单位“（市发改局牵头）”，没有读入责任单位，请核对。")
    ]
