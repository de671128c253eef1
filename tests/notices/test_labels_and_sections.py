"""Running text of other cities: labels in other words, headings that share theirs, names over
lines. All made up."""

import pytest

from assignments.notices.meaning.read import read_notice, read_text
from tests.notices.row_lines import codes, row_lines


def test_labels_in_other_words_and_one_that_nobody_knows():
    notice = read_text(
        "2026年政府工作报告任务分解\n1.发展养老服务。\n牵头责任单位：县卫健委、县民政局\n"
        "主要协作单位：各乡镇政府，县直有关部门\n督办单位：县政府督查室\n"
        "2.增长6%。主办单位：县发改局；相关单位：县统计局。\n"
    )
    assert row_lines(notice) == [
        "k1 - 发展养老服务。 县卫健委、县民政局>各乡镇政府、县直有关部门",
        "k2 - 增长6%。 县发改局>县统计局",
    ]
    assert notice.rows[0].extra == {"督办单位": "县政府督查室"}
    assert codes(notice) == ["label_unknown"]


def test_the_letter_calls_nobody_with_a_label():
    letter = "县直各单位：\n填报单位：县政府办\n现将方案印发给你们。\n"
    table = "序号\t重点工作\t责任单位\n1\t建桥。\t县住建局\n2\t修路。\t县交通局\n"
    notice = read_text(letter + table)
    assert row_lines(notice) == ["k1 - 建桥。 县住建局>", "k2 - 修路。 县交通局>"]
    assert codes(notice) == []


def test_a_name_and_what_is_built_as_labels_keep_their_full_stop():
    notice = read_text(
        "2026年为民办实事清单\n1.项目名称：社区食堂\n建设内容："
        "新建食堂10家。\n责任领导：孙 莉\n牵头单位：区民政局\n"
        "2.项目名称：口袋公园\n建设内容：新建公园3座。\n责任领导：刘刚\n牵头单位：区住建局\n"
    )
    assert row_lines(notice) == [
        "l1 孙莉 社区食堂/新建食堂10家。 区民政局>",
        "l2 刘刚 口袋公园/新建公园3座。 区住建局>",
    ]


def test_leaders_and_units_that_run_over_the_lines_ends():
    notice = read_text(
        "1.招商引资。\n牵头领导：王伟 县委副书记、县长\n李娜 县委常委、副县长\n"
        "责任单位：县工业和信息化局、县发展和改革\n局、各乡（镇）政府、县经济开发区\n管理委员会\n"
        "2.抓好安全。\n责任单位：县应急局\n县公安局\n"
    )
    assert row_lines(notice) == [
        (
            "k1 王伟+李娜(j) 招商引资。 县工业和信息化局>县发展和改革局、"
            "各乡（镇）政府、县经济开发区管理委员会~"
        ),
        "k2 - 抓好安全。 县应急局>县公安局~",
    ]
    assert codes(notice) == []


def test_a_leader_in_the_sentence_that_says_who_is_in_charge():
    notice = read_text(
        "1.防控疫情。（杨帆副县长牵头，县卫健局负责，县疾控中心、各乡镇配合）\n"
        "2.推进项目。（分管副县长牵头，县发改局、县工信局负责）\n"
        "3.法治政府。（责任单位：县司法局牵头，县直各部门配合）\n"
    )
    assert row_lines(notice) == [
        "k1 杨帆 防控疫情。 县卫健局>县疾控中心、各乡镇",
        "k2 - 推进项目。 县发改局>县工信局~",
        "k3 - 法治政府。 县司法局>县直各部门",
    ]
    assert codes(notice) == ["leader_name_missing"]


HEADINGS = """一、做强县域经济
【牵头领导】张国强
【牵头单位】县发改局
【责任单位】县财政局
1.建设项目。
2.做强园区。
二、推进城乡融合（牵头领导：李红；牵头单位：县住建局）
3.改造小区12个。
"""


def test_headings_whose_labels_are_those_of_all_items_below():
    notice = read_text(HEADINGS)
    assert row_lines(notice) == [
        "k1 张国强 建设项目。 县发改局>县财政局",
        "k2 张国强 做强园区。 县发改局>县财政局",
        "k3 李红 改造小区12个。 县住建局>",
    ]
    assert [row.theme for row in notice.rows] == [
        "做强县域经济",
        "做强县域经济",
        "推进城乡融合",
    ]
    assert codes(notice) == ["units_of_heading", "units_of_heading"]
    again = read_text(HEADINGS.replace("3.改造小区12个。", "1.改造小区12个。"))
    assert [row.text.partition("\n")[0] for row in again.rows] == [
        "做强县域经济",
        "推进城乡融合",
    ]


def test_an_item_with_a_list_below_each_heading_whose_first_part_has_no_labels():
    notice = read_text(
        "2026年民生实事责任分工\n一、就业工程\n（一）新增就业2万人。\n（二）发放贷款3亿元。\n"
        "责任领导：副市长 陈东      责任单位：市人社局、"
        "市人行\n二、教育工程\n（一）新建幼儿园10所。\n"
        "责任领导：副市长 黄 丽     责任单位：市教育局\n三、"
        "健康工程\n新建妇幼保健院。\n责任单位：市卫健委\n"
    )
    assert row_lines(notice) == [
        "l1 陈东 就业工程/（一）新增就业2万人。/（二）发放贷款3亿元。 市人社局>市人行~",
        "l2 黄丽 教育工程/（一）新建幼儿园10所。 市教育局>",
        "l3 - 健康工程/新建妇幼保健院。 市卫健委>",
    ]
    assert "number_missing" not in codes(notice)


def test_a_title_over_two_lines_that_names_both_kinds_and_a_heading_that_is_no_list():
    notice = read_text(
        "《政府工作报告》2026年重点工作\n及民生实事项目任务分解方案\n一、主要指标\n"
        "1.增长10%。（牵头单位：市发改局）\n二、民生实事项目\n1.新建幼儿园4所。"
        "（牵头单位：市教育局）\n"
    )
    assert [(row.kind, row.number) for row in notice.rows] == [
        ("key", 1),
        ("livelihood", 1),
    ]
    assert codes(notice) == []


def test_numbers_that_start_again_hide_no_gap():
    notice = read_text(
        "一、产业\n（一）建基地。（牵头单位：市经信局）\n（三）建园区。（牵头单位：市发改委）\n"
        "二、城建\n（一）建地铁。（牵头单位：市住建局）\n"
    )
    assert [row.number for row in notice.rows] == [1, 2, 3]
    assert codes(notice) == ["numbers_restarted", "number_missing"]
    assert "缺少第2项" in notice.doubts[1].message


def test_headings_without_numbers_become_themes_and_are_asked_about():
    notice = read_text(
        "主要指标：\n1、增长6%。（责任领导：冯刚 责任单位：发改局）\n"
        "工业方面：\n2、培育企业10家。（责任单位：经信局）\n"
    )
    assert [(row.text, row.theme) for row in notice.rows] == [
        ("增长6%。", None),
        ("培育企业10家。", "工业方面"),
    ]
    assert codes(notice) == ["heading_assumed"]


@pytest.mark.parametrize(
    ("heading", "leader", "doubts"),
    [
        ("一、市长 高远牵头（1项）", "高远", []),
        ("一、由高远市长同志领办的重点工作（2项）", "高远", ["section_count_differs"]),
        ("【一】市委副书记、市长高远负责牵头的重点工作", "高远", []),
        ("一、高远（市委副书记、市长）亲自抓的工作", "高远", []),
        ("一、市长高远、副市长周敏共同牵头（1项）", "高远", []),
        ("一、市长亲自抓的重点工作", None, ["leader_unreadable"]),
        ("一、常务副市长牵头（1项）", None, ["leader_unreadable"]),
    ],
)
def test_ways_to_call_a_leader(heading, leader, doubts):
    notice = read_text(f"2026年重点工作\n{heading}\n1.建设强市。\n责任单位：市发改委\n")
    (row,) = notice.rows
    assert (row.leader and row.leader.name) == leader
    assert codes(notice) == doubts


@pytest.mark.parametrize("called", ["实事{}：", "第{}件、", "项目{}."])
def test_items_called_by_name_and_a_chinese_number(called):
    lines = [
        f"{called.format(number)}修路{number}条。\n牵头单位：县交通局"
        for number in "一二三"
    ]
    notice = read_text("2026年民生实事\n" + "\n".join(lines))
    assert [(row.number, row.text) for row in notice.rows] == [
        (1, "修路一条。"),
        (2, "修路二条。"),
        (3, "修路三条。"),
    ]
    assert codes(notice) == []


def test_units_as_the_last_sentence_and_the_rule_in_a_note():
    notice = read_text(
        "2026年区政府重点工作清单\n（一）聚焦创新\n1.培育企业80家。区科技局、区财政局、各街道\n"
        "2.建成研究院5家。区科技局牵头，区统计局配合\n（二）"
        "聚焦城市\n3.改造小区22个（区住建局、区城管局）\n"
        "说明：列第一位者为牵头单位，下同。\n"
    )
    assert row_lines(notice) == [
        "k1 - 培育企业80家。 区科技局>区财政局、各街道",
        "k2 - 建成研究院5家。 区科技局>区统计局",
        "k3 - 改造小区22个 区住建局>区城管局",
    ]
    assert [row.theme for row in notice.rows] == ["聚焦创新", "聚焦创新", "聚焦城市"]
    assert codes(notice) == []


def test_a_theme_that_speaks_of_livelihood_projects_is_no_list_of_them():
    items = "1.扩投资。（牵头单位：县发改局）\n{}2.建学校。（牵头单位：县教育局）\n"
    theme = read_text(
        "2026年重点工作分解\n一、全力稳增长\n" + items.format("二、办好民生实事\n")
    )
    assert [row.kind for row in theme.rows] == ["key", "key"] and codes(theme) == []
    lists = read_text("2026年任务分解\n一、重点工作\n" + items.format("二、民生实事\n"))
    assert [row.kind for row in lists.rows] == ["key", "livelihood"]


def test_lines_of_a_cell_that_each_say_something():
    notice = read_notice(
        '序号,工作任务,牵头部门,备注\n1,"新增床位500张\n改造食堂20家",'
        "民政局,与区政协李军副主席共同推进\n"
        '2,"改善老城区的\n居住条件",住建局,\n'.encode(),
        "任务.csv",
    )
    assert [row.text for row in notice.rows] == [
        "新增床位500张\n改造食堂20家",
        "改善老城区的居住条件",
    ]
    assert [target.text for target in notice.rows[0].targets] == [
        "新增床位500张",
        "改造食堂20家",
    ]
    assert [(co.name, co.title, co.role) for co in notice.rows[0].co_leaders] == [
        ("李军", "区政协副主席", "jointly")
    ]


def test_two_amounts_without_a_mark_between_them_are_two_targets():
    (row,) = read_text("1.新增床位500张改造食堂20家。（牵头单位：民政局）\n").rows
    assert [(target.text, target.value) for target in row.targets] == [
        ("新增床位500张", 500),
        ("改造食堂20家", 20),
    ]


IN_WORDS = """2026年重点工作分解
一、农业农村（县委常委、副县长  郑海洋）
1.建农田。（县农业农村局、××镇，完成时限：12月底前）
2.医疗服务项目。
（1）建成医疗中心5个；
（2）免费筛查。
（县卫健委、县妇联）
3.增长6%。
主办：县发改局
协办：县统计局、县工信局
4.抓好经济。县长陈波负总责，常务副县长周强具体负责，县发改局牵头，县统计局等部门配合。
5.壮大产业。（县工信局牵头负责，县发改局，各乡镇按职责分工负责；责任领导：李明副县长）
6.扩大开放。（责任领导：赵副县长；牵头单位：县商务局）
"""


def test_who_is_in_charge_in_brackets_and_sentences_together_with_labels():
    notice = read_text(IN_WORDS)
    assert row_lines(notice) == [
        "k1 郑海洋 建农田。 县农业农村局>××镇~",
        "k2 郑海洋 医疗服务项目。/（1）建成医疗中心5个；/（2）免费筛查。 县卫健委>县妇联~",
        "k3 郑海洋 增长6%。 县发改局>县统计局、县工信局",
        "k4 陈波+周强(j) 抓好经济。 县发改局>县统计局",
        "k5 李明 壮大产业。 县工信局>县发改局、各乡镇",
        "k6 赵副县长 扩大开放。 县商务局>",
    ]
    assert notice.rows[0].extra == {"完成时限": "12月底前"}
    assert codes(notice) == ["units_and_others"]


def test_no_label_is_ever_a_part_of_a_name():
    notice = read_text(
        "1.建桥。\n牵头单位：县住建局\n县级挂点：县交通局\n2.修路。\n牵头单位：县交通局\n"
    )
    assert [[unit.name for unit in row.units] for row in notice.rows] == [
        ["县住建局"],
        ["县交通局"],
    ]
    assert codes(notice) == ["line_unplaced"]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "县政府办公室\n关于印发2026年重点工作责任分解的\n通 知\n",
            "县政府办公室关于印发2026年重点工作责任分解的通知",
        ),
        ("关于印发2026年方案的通知\n", "关于印发2026年方案的通知"),
        ("附件1：2026年重点工作任务分解表\n", "2026年重点工作任务分解表"),
        (
            "名称：区重点工作任务分解表 文号：\n区重点工作任务分解表\n",
            "区重点工作任务分解表",
        ),
        ("各单位：关于工作的要求如下。\n", None),
    ],
)
def test_titles(head, title):
    notice = read_text(head + "1.建桥。\n牵头单位：县住建局\n")
    assert notice.plan.title == title
    assert row_lines(notice) == ["k1 - 建桥。 县住建局>"]


def test_several_brackets_behind_an_item_and_paragraphs_that_name_no_unit():
    notice = read_text(
        "2026年工作要点分工\n一、重点任务\n1.信用建设[责任领导:林峰][牵头单"
        "位:区发改局]\n2.建桥。（牵头单位：区住建局）\n"
        "二、保障措施\n（一）加强领导。成立领导小组。\n（二）强化督查。定期通报。\n"
    )
    assert row_lines(notice) == ["k1 林峰 信用建设 区发改局>", "k2 - 建桥。 区住建局>"]
