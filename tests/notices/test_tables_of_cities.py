"""Tables of other cities, with their borders and without: what each says, row by row. All made
up."""

import pytest

from assignments.notices.meaning.read import read_notice, read_text
from assignments.notices.words.headings import role_of
from tests.notices.pages import page
from tests.notices.row_lines import codes, row_lines


def test_a_section_right_below_the_headings_is_none_of_them():
    notice = read_notice(
        page(
            "序号|主要目标任务|牵头县领导|牵头责任单位|协同责任单位",
            "一|=4 主要预期目标",
            "1|增长7%|汪明<br>常务副县长|县发改委|县统计局，各乡镇",
            "二|=4 乡村振兴",
            "2|建田3万亩|胡 军<br>副县长|县农业局|有关乡镇",
        ),
        "a.html",
    )
    assert row_lines(notice) == [
        "k1 汪明 增长7% 县发改委>县统计局、各乡镇",
        "k2 胡军 建田3万亩 县农业局>有关乡镇",
    ]
    assert [row.theme for row in notice.rows] == ["主要预期目标", "乡村振兴"]
    assert codes(notice) == []


def mixed(order) -> bytes:
    """A list of both kinds in one table, each row with its kind, in the given order of rows."""
    rows = [
        f"{'重点工作' if at % 2 else '民生实事'}|{at // 2 + 1}|办好事项{at}|市发改局|"
        for at in order
    ]
    return page("类别|序号|重点工作|牵头单位|配合单位", *rows)


def kinds_and_numbers(notice):
    return [(row.kind, row.number, row.text) for row in notice.rows]


@pytest.mark.parametrize(
    ("order", "asked"), [(range(16), []), (range(15, -1, -1), ["numbers_sorted"] * 2)]
)
def test_a_list_of_both_kinds_keeps_the_kind_of_each_row_however_it_is_sorted(
    order, asked
):
    notice = read_notice(mixed(order), "a.html")
    assert kinds_and_numbers(notice) == [
        ("key" if at % 2 else "livelihood", at // 2 + 1, f"办好事项{at}")
        for at in order
    ]
    assert codes(notice) == asked


def test_a_sorted_list_says_which_numbers_it_lacks():
    doubts = read_notice(
        mixed([at for at in range(19, -1, -1) if at not in (6, 7, 8)]), "a.html"
    ).doubts
    assert [doubt.message for doubt in doubts] == [
        "9项的编号各出现一次，但不按顺序排列，缺少第4项，请核对。",
        "8项的编号各出现一次，但不按顺序排列，缺少第4、5项，请核对。",
    ]


LED = ("=4 一、市长 高远牵头|", "序号|重点工作|牵头单位|责任单位", "1|统筹经济|市发改委|市统计局",
       "=4 二、常务副市长 罗成牵头|", "1|重大项目|市发改委|各区县")  # fmt: skip


def test_leaders_in_rows_above_and_inside_a_table():
    wanted = ["k1 高远 统筹经济 市发改委>市统计局", "k2 罗成 重大项目 市发改委>各区县"]
    rows = [row.removesuffix("|") for row in LED]
    assert (
        row_lines(read_notice(page(*rows, before="2026年重点工作"), "a.html")) == wanted
    )
    lines = "\n".join(row.replace("=4 ", "").replace("|", "\n") for row in rows)
    notice = read_text("2026年重点工作\n" + lines)
    assert row_lines(notice) == [f"{line}~" for line in wanted]
    assert codes(notice) == ["numbers_restarted"]


def test_a_cell_whose_bracket_stands_on_a_line_of_its_own():
    cells = (
        "序号|重点工作|牵头单位|配合单位",
        "1|推进改革|市财政局<br>(国资办)|各国企",
        "2|建桥|市住建局|无",
    )
    notice = read_notice(page(*cells), "a.html")
    assert row_lines(notice)[0] == "k1 - 推进改革 市财政局>各国企"
    assert notice.rows[0].lead[0].note == "国资办"
    assert codes(notice) == []


PERSONS = """2026年目标任务分解
序号
目标任务
责任人
责任单位
协同单位
1
工业增长8%
徐 磊 副县长
县工信局
县统计局
2
粮食15万吨
张大海
县委常委
县农业局
各乡镇
"""


def test_leaders_who_are_called_responsible_in_a_table_without_borders():
    notice = read_text(PERSONS)
    assert row_lines(notice) == [
        "k1 徐磊 工业增长8% 县工信局>县统计局~",
        "k2 张大海 粮食15万吨 县农业局>各乡镇~",
    ]
    heads = read_text(
        PERSONS.replace("徐 磊 副县长", "徐 磊 局长").replace("县委常委", "主任")
    )
    assert [row.number for row in heads.rows] == [1, 2]


AMOUNTS = """2026年十大民生实事任务分解表
序号
项目名称
建设内容及规模
计划投资（万元）
责任领导
牵头单位
1
供水工程
新建水厂1座
12000
周 斌
县水利局
2
道路工程
改建公路
100公里
20
郭 勇
县交通局
合计
20000
"""


def test_two_columns_of_text_amounts_and_a_total_without_borders():
    notice = read_text(AMOUNTS)
    assert row_lines(notice) == [
        "l1 周斌 供水工程/新建水厂1座 县水利局>",
        "l2 郭勇 道路工程/改建公路100公里 县交通局>",
    ]
    assert [row.extra for row in notice.rows] == [
        {"计划投资(万元)": "12000"},
        {"计划投资(万元)": "20"},
    ]
    assert codes(notice) == []


@pytest.mark.parametrize("opening", ["进出口增长5%", "进口增长5%"])
def test_words_that_only_look_cut(opening):
    notice = read_text(
        f"序号\t工作任务\t责任单位\n1\t{opening}\t市商务局\n2\t进项目建设\t市发改局\n"
    )
    assert [(doubt.code, doubt.number) for doubt in notice.doubts] == [
        ("text_start_missing", 2)
    ]


BORDERLESS = """名称: 区教育局2026年重点工作任务分解表 文号:
区教育局2026年重点工作任务分解表
序号
重点工作任务
主要责任单位
协同配合单位
责任人
一、主要指标、发改、财政、行政审批、生态环境、营商环境、交通、金融、安全生产等工作(牵头领导:成坤、王俊)
3
联动共建新城
推动重点实验室落地，引进机构8家，建成标准厂房20万平方米。
区发改委
区工信局、区住建局，各乡镇政府、城投公司。
张 三
二、扩大投资，筑牢根基
三、惠及民生(牵头领导:刘强)
4
引进优质教育资源。
区教育局
区投资促进中心。
李四 局长
"""


def test_sections_with_leaders_behind_them_and_lines_of_units_that_end_like_sentences():
    notice = read_text(BORDERLESS)
    assert notice.plan.title == "区教育局2026年重点工作任务分解表"
    assert row_lines(notice) == [
        "k3 成坤+王俊(j) 联动共建新城/推动重点实验室落地，引进机构8家，建成标准厂房20万平方米。 "
        "区发改委>区工信局、区住建局、各乡镇政府、城投公司",
        "k4 刘强 引进优质教育资源。 区教育局>区投资促进中心",
    ]
    assert notice.rows[1].theme == "惠及民生"
    assert [row.extra["责任人"] for row in notice.rows] == ["张 三", "李四 局长"]
    assert codes(notice) == ["number_missing"]


def test_a_section_inside_a_table_names_its_leader_in_a_bracket():
    notice = read_notice(
        page(
            "序号|重点工作|牵头单位|配合单位",
            "=4 一、工业工作(牵头领导:刘强)",
            "1|工业增长|县工信局|县统计局",
        ),
        "a.html",
    )
    assert row_lines(notice) == ["k1 刘强 工业增长 县工信局>县统计局"]
    assert notice.rows[0].theme == "工业工作"


def test_a_line_with_several_names_is_the_whole_cell_of_those_that_lead():
    heads = "序号\n工作任务\n牵头单位\n配合单位\n"
    cells = "1\n建桥。\n县住建局、县交通局\n县财政局\n县水利局\n2\n修路。\n县交通局\n"
    notice = read_text(heads + cells)
    assert row_lines(notice) == [
        "k1 - 建桥。 县住建局、县交通局>县财政局、县水利局~",
        "k2 - 修路。 县交通局>",
    ]


SEVERAL_LINES = """2026年市政府重点工作责任分工方案
牵头领导
重点工作
牵头单位
配合单位
备注
孙群
市委副书记
代市长
1.依法行政。
市府办、市司法局
各单位
市委常委
常务副市长
柯健
2.争取资金。
市财政局
市发改局
该项工作由孙群市长总牵头
副市长
3.招商。
市商务局
市发改局
"""


def test_a_leader_with_several_titles_on_lines_of_their_own():
    notice = read_text(SEVERAL_LINES)
    assert [
        (row.leader and (row.leader.name, row.leader.title)) for row in notice.rows
    ] == [
        ("孙群", "市委副书记、代市长"),
        ("柯健", "市委常委、常务副市长"),
        None,
    ]
    assert notice.rows[1].remark == "该项工作由孙群市长总牵头"
    assert row_lines(notice)[0] == "k1 孙群 依法行政。 市府办、市司法局>各单位"
    assert codes(notice) == [
        "leader_in_remark_unreadable",
        "leader_name_missing",
        "leader_missing",
    ]


@pytest.mark.parametrize("mark", ["\t", "|"])
def test_headings_between_the_rows_of_a_table_written_as_text(mark):
    rows = (
        "序号|主要任务|牵头领导|责任单位",
        "一、提升能级",
        "1|经济增长|林伟（区长）|区发改局（牵头）、各街道",
        "二、增进福祉",
        "2|建校4所|黄敏（副区长）|区教育局（牵头）；区住建局",
    )
    notice = read_text("2026年任务分解表\n" + "\n".join(rows).replace("|", mark))
    assert row_lines(notice) == [
        "k1 林伟 经济增长 区发改局>各街道",
        "k2 黄敏 建校4所 区教育局>区住建局",
    ]
    assert [row.theme for row in notice.rows] == ["提升能级", "增进福祉"]
    assert codes(notice) == []


def test_a_bracket_over_two_lines_keeps_two_names_apart():
    notice = read_text(
        "1.旅游收入80亿元。（责任单位：文旅局\n文旅集团、"
        "各景区管委会）\n2.建农田。（责任单位：农业农村\n局）\n"
    )
    assert row_lines(notice) == [
        "k1 - 旅游收入80亿元。 文旅局>文旅集团、各景区管委会~",
        "k2 - 建农田。 农业农村局>",
    ]


def test_a_second_column_of_leaders_and_both_kinds_of_units_in_one():
    notice = read_notice(
        page(
            "序号|重点工作|牵头领导|分管领导|牵头单位和配合单位",
            "1|建桥|张三市长|李四副市长|市住建局、市财政局",
        ),
        "a.html",
    )
    assert row_lines(notice) == ["k1 张三 建桥 市住建局>市财政局~"]
    assert notice.rows[0].extra == {"分管领导": "李四副市长"}
    assert codes(notice) == ["column_unknown"]


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("重点工作事项", "text"), ("民生实事项目名称", "text"), ("主要建设内容", "text"),
        ("推进举措", "text"),
        ("市牵头单位", "lead"), ("主要牵头单位", "lead"), ("首位责任单位", "lead"),
        ("牵头单位及责任人", "lead"),
        ("市直责任单位", "units"), ("承担单位", "units"), ("牵头及配合单位", "units"),
        ("牵头单位、责任单位", "units"),
        ("市配合单位", "cooperating"), ("成员单位", "cooperating"), ("会办单位", "cooperating"),
        ("领衔县长", "leader"),
        ("工作进展内容", None), ("考核指标", None), ("市发改局", None), ("有关单位负责人", None),
    ],
)  # fmt: skip
def test_meanings_of_headings(heading, meaning):
    assert role_of(heading) == meaning


def test_a_note_below_a_table_without_borders_is_no_row():
    notice = read_text(
        "序号\n重点工作\n责任单位\n1\n建桥。\n市住建局\n2\n修路。\n市交通局\n注：年底前完成。\n"
    )
    assert row_lines(notice) == ["k1 - 建桥。 市住建局>", "k2 - 修路。 市交通局>"]
    assert notice.outside[-1].text == "注：年底前完成。" and codes(notice) == []


def test_a_task_that_is_called_like_a_unit_stays_in_its_column():
    notice = read_text(
        "序号|项目名称|建设内容|责任领导|责任单位\n1|"
        "第一中学|建5万平方米|王晓燕|市教育局\n2|市民中心|"
        "建2万平方米|李军|市机关事务局\n"
    )
    assert row_lines(notice) == [
        "k1 王晓燕 第一中学/建5万平方米 市教育局>",
        "k2 李军 市民中心/建2万平方米 市机关事务局>",
    ]
    assert codes(notice) == []


def test_numbers_in_a_merged_text_and_what_its_second_row_says_beside_it():
    rows = (
        "<tr><td>民生实事<td>具体任务<td>牵头单位<td>完成时限</tr>"
        "<tr><td rowspan=2>1.教育提升<td>新建幼儿园3所<td>市教育局<td>8月底</tr>"
        "<tr><td>改造中学2所<td>市教育局<td>12月底</tr><tr><td>2.健康<td>建"
        "医院<td>市卫健委<td>年底</tr>"
    )
    notice = read_notice(
        f"<meta charset=utf-8><p>2026年民生实事</p><table>{rows}</table>".encode(),
        "a.html",
    )
    assert row_lines(notice) == [
        "l1 - 教育提升/新建幼儿园3所/改造中学2所 市教育局>",
        "l2 - 健康/建医院 市卫健委>",
    ]
    assert notice.rows[0].extra == {"完成时限": "8月底\n12月底"}
    assert [len(row.parts) for row in notice.rows] == [2, 0]
    assert codes(notice) == []


def test_a_column_of_sections_and_one_that_nobody_calls_tasks():
    notice = read_notice(
        page(
            "任务|内容|牵头市领导|责任单位",
            "一、产业|1.建厂。|赵伟|市工信局",
            "二、城建|2.建桥。|孙丽|市住建局",
        ),
        "a.html",
    )
    assert [(row.number, row.text, row.theme) for row in notice.rows] == [
        (1, "建厂。", "产业"),
        (2, "建桥。", "城建"),
    ]
    notice = read_notice(
        page("序号|2026年怎么干|牵头领导|责任单位", "1|建厂十座。|赵伟|市工信局"),
        "a.html",
    )
    assert row_lines(notice) == ["k1 赵伟 建厂十座。 市工信局>"]
    assert codes(notice) == ["column_assumed"]
    named = read_notice(
        page(
            "序号|2026年《政府工作报告》重点任务|责任单位",
            "1|建厂。|市工信局",
            "2|建桥。|市住建局",
        ),
        "a.html",
    )
    assert codes(named) == []
