"""Tasks below a unit's name, leaders by office alone, columns beside the usual ones, lines cut. All
made up."""

import pytest

from assignments.notices.meaning.read import read_text
from tests.notices.row_lines import codes, row_lines


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("一、市发改局", "二、市教育局"),
        ("（一）市发改局（2项）", "（二）市教育局（1项）"),
        ("一、市发改局牵头的重点工作", "二、市教育局牵头的重点工作"),
        ("市发改局", "市教育局"),
    ],
)
def test_the_unit_of_a_heading_leads_the_items_below(first, second):
    notice = read_text(
        "2026年重点工作责任目标\n各县（市、区）政府，"
        f"市政府各部门：\n现下达给你们。\n{first}\n1.增长6%。\n"
        f"2.建设项目。（配合单位：市统计局）\n{second}\n1.建学校。"
        "\n市政府办公室\n2026年3月1日\n（此件公开发布）\n"
    )
    assert row_lines(notice) == [
        "k1 - 增长6%。 市发改局>",
        "k2 - 建设项目。 市发改局>市统计局",
        "k3 - 建学校。 市教育局>",
    ]
    assert [row.theme for row in notice.rows] == ["市发改局", "市发改局", "市教育局"]
    assert codes(notice) == ["units_of_headings", "numbers_restarted"]
    assert "2个标题" in notice.doubts[0].message
    assert notice.plan.issued_on == "2026-03-01"


def test_units_below_a_leader_and_two_in_one_heading():
    notice = read_text(
        "2026年重点工作\n一、李强副市长分管\n（一）市发改局、"
        "市统计局\n1.增长6%。\n（二）市工信局\n2.技改。\n"
        "二、王芳副市长分管\n（一）市教育局\n3.建学校\n20所。\n"
    )
    assert row_lines(notice) == [
        "k1 李强 增长6%。 市发改局>市统计局~",
        "k2 李强 技改。 市工信局>",
        "k3 王芳 建学校20所。 市教育局>",
    ]


def test_a_unit_behind_each_item_is_no_heading_nor_is_a_theme_that_ends_like_one():
    flat = read_text(
        "1.增长6%。\n市发改局\n2.建项目。\n市教育局\n3.建学校。\n市教育局\n"
    )
    assert [row.lead[0].name for row in flat.rows] == [
        "市发改局",
        "市教育局",
        "市教育局",
    ]
    themes = read_text(
        "一、现代产业园\n1.招商。（牵头单位：市商务局）"
        "\n二、科创中心\n2.建平台。（牵头单位：市科技局）\n"
    )
    assert [row.lead[0].name for row in themes.rows] == ["市商务局", "市科技局"]
    assert codes(themes) == []


OFFICES = ["县长", "分管副县长", "常务副县长、分管副县长"]


@pytest.mark.parametrize("layout", ["table", "flat", "labels"])
def test_leaders_by_office_alone_are_asked_about_once(layout):
    rows = [
        (str(at), f"建设项目{at}个。", office, "县发改局")
        for at, office in enumerate(OFFICES, 1)
    ]
    heads = ("序号", "重点工作", "牵头领导", "责任单位")
    texts = {
        "table": "\n".join("\t".join(row) for row in [heads, *rows]),
        "flat": "\n".join("\n".join(row) for row in [heads, *rows]),
        "labels": "\n".join(
            f"{n}.{text}\n责任领导：{who}\n责任单位：{unit}"
            for n, text, who, unit in rows
        ),
    }
    notice = read_text("2026年县政府重点工作\n" + texts[layout] + "\n")
    assert [row.lead[0].name for row in notice.rows] == ["县发改局"] * 3
    assert [row.extra["领导职务"] for row in notice.rows] == OFFICES
    assert codes(notice) == ["leaders_by_office"]
    assert "有3项" in notice.doubts[0].message
    assert "“县长”“分管副县长”" in notice.doubts[0].message


def test_who_watches_is_not_who_carries_unless_nobody_else_is_named():
    table = "序号\t工作任务\t督办领导\t牵头领导\t责任单位\n1\t建桥。\t王伟\t李强\t市交通局\n"
    notice = read_text(table)
    assert row_lines(notice) == ["k1 李强 建桥。 市交通局>"]
    assert notice.rows[0].extra == {"督办领导": "王伟"}
    alone = read_text(table.replace("牵头领导\t", "").replace("李强\t", ""))
    assert row_lines(alone) == ["k1 王伟 建桥。 市交通局>"]
    labels = read_text(
        "1.建桥。\n牵头领导：李强\n督办领导：王伟\n牵头单位：市交通局\n责任科室：工程科\n"
    )
    assert row_lines(labels) == ["k1 李强 建桥。 市交通局>"]
    assert labels.rows[0].extra == {"督办领导": "王伟", "责任科室": "工程科"}
    assert codes(labels) == []


def test_what_a_target_is_counted_in_is_no_unit():
    notice = read_text(
        "序号\t考核指标\t单位\t目标值\t牵头单位\t配合单位\n1\t增速\t%\t6\t县发改局\t县统计局\n"
    )
    assert row_lines(notice) == ["k1 - 增速/6 县发改局>县统计局"]
    assert notice.rows[0].extra == {"单位": "%"}


def test_page_numbers_and_dates_in_boxes_are_no_headings():
    notice = read_text(
        "一、产业\n1.招商引资，\n— 3 —\n签约20个。\n【牵头单位】市商务局\n【"
        "完成时限】12月底\n— 4 —\n"
        "2.技改。\n【牵头单位】市工信局\n【完成时限】2026年底\n3.建园区。\n【牵头单位】市发改局\n"
    )
    assert [(row.text, row.theme) for row in notice.rows] == [
        ("招商引资，签约20个。", "产业"),
        ("技改。", "产业"),
        ("建园区。", "产业"),
    ]
    assert notice.rows[1].extra == {"完成时限": "2026年底"}
    assert {line.text for line in notice.outside} >= {"— 3 —", "— 4 —"}
    assert codes(notice) == []


def test_parts_that_are_told_apart_in_words():
    notice = read_text(
        "2026年民生实事\n1.就业工程。\n一是新增就业2万人。（责任单位：区人社局、区财政局）\n"
        "二是培训3千人。（责任单位：区教育局、区人社局）"
        "\n2.养老工程。\n一是建食堂5家。\n二是建中心3个。"
        "\n责任单位：区民政局\n"
    )
    assert row_lines(notice) == [
        "l1 - 就业工程。/一是新增就业2万人。/二是培训3千人。 区人社局、区教育局>区财政局~",
        "l2 - 养老工程。/一是建食堂5家。/二是建中心3个。 区民政局>",
    ]
    assert [part.text for part in notice.rows[0].parts] == [
        "新增就业2万人。",
        "培训3千人。",
    ]
    assert codes(notice) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("市人力资源和社", "会保障局"),
        ("市住房和城乡", "建设局"),
        ("市市场", "监管局"),
        ("市城投", "集团"),
        ("市发展和改革委", "员会"),
        ("市高新区管委", "会"),
    ],
)
def test_names_that_a_line_cut_where_both_halves_look_whole(before, after):
    notice = read_text(
        f"1.建桥\n。\n牵头单位：市交通局\n配合单位：市财政局、{before}\n{after}\n"
    )
    assert row_lines(notice) == [f"k1 - 建桥。 市交通局>市财政局、{before}{after}"]
    assert codes(notice) == []


THEMES = """2026年重点工作
序号
类别
工作任务
牵头领导
牵头单位
配合单位
责任科室
1
经济发展
增长6%，技改投资10亿元。
李强
市发改局
市统计局
综合科
2
招商引资，签约项目20个。
李强
市商务局
各县（市、区）
外资科
3
社会民生
建学校，新增学位2000个。
王芳
市教育局
市财政局
综合科
"""


@pytest.mark.parametrize("numbered", [True, False])
def test_themes_shared_by_rows_and_desks_in_a_table_without_borders(numbered):
    lines = THEMES.splitlines()
    text = "\n".join(
        line for line in lines if numbered or line not in ("序号", "1", "2", "3")
    )
    notice = read_text(text)
    assert row_lines(notice) == [
        "k1 李强 增长6%，技改投资10亿元。 市发改局>市统计局~",
        "k2 李强 招商引资，签约项目20个。 市商务局>各县（市、区）~",
        "k3 王芳 建学校，新增学位2000个。 市教育局>市财政局~",
    ]
    assert [row.theme for row in notice.rows] == ["经济发展", "经济发展", "社会民生"]
    assert [row.extra for row in notice.rows] == [
        {"责任科室": f"{desk}科"} for desk in ("综合", "外资", "综合")
    ]
    assert codes(notice) == ([] if numbered else ["numbers_assigned"])


def test_lists_whose_names_stand_in_one_line_with_their_annex():
    table = "序号\t工作任务\t责任单位\n1\t{}一桥。\t县住建局\n2\t{}二桥。\t县交通局\n"
    notice = read_text(
        "2022年重点任务分解\n附件1 2022年交通工作责任分解表\n"
        + table.format("新建", "改建")
        + "附件2 2022年水利工作责任分解表\n"
        + table.format("加固", "拆除")
    )
    assert [row.number for row in notice.rows] == [1, 2, 3, 4]
    assert codes(notice) == ["numbers_restarted"]


def test_units_of_headings_lead_up_to_the_next_list_which_names_its_own():
    notice = read_text(
        "附件1\n2026年县政府工作报告任务清单\n一、县开发区管委会牵头工作(2项)\n1.养虾。\n2.种菇。\n"
        "二、县教育局牵头工作(1项)\n1.建校。(配合单位:县住建局)\n"
        "附件2\n2026年十五件民盼实事任务分解\n1.改造小区。"
        "\n责任单位:县住建局\n2.建公厕。\n责任单位:县城管局\n"
    )
    assert row_lines(notice) == [
        "k1 - 养虾。 县开发区管委会>",
        "k2 - 种菇。 县开发区管委会>",
        "k3 - 建校。 县教育局>县住建局",
        "l1 - 改造小区。 县住建局>",
        "l2 - 建公厕。 县城管局>",
    ]
    assert codes(notice) == ["units_of_headings", "numbers_restarted"]
