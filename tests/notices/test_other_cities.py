"""The manners of other cities' notices: what each says, row by row. Places, people and figures are
made up."""

import docx
import openpyxl
import pytest

from assignments.notices.meaning.read import read_notice, read_text
from tests.notices import documents
from tests.notices.row_lines import codes, row_lines

SECTIONS = """临江市2026年重点工作责任分解和十方面民生实事责任分解的通知
附件1
2026年政府工作报告重点工作责任分解
一、王明市长主抓重点工作
1.支持企业发展。
责任单位：市经信局、市税务局（列第一位者为工作牵头单位或汇总单位，下同）
2.推进改革。责任单位:市发改委配合单位:市财政局
二、副市长欧阳小芳牵头重点工作
牵头市领导：欧阳小芳、李 强
1.建设强市。
责任单位：市教育局及各县（市、区）政府〈含开发区，下同〉
2.由市科技局牵头，市财政局、市统计局参加的攻关。由市科技局会同市财政局负责。
三、分管领导牵头重点工作
1.抓好安全。
【责任单位】市应急局
附件2
十方面民生实事责任分解
一、提升养老服务水平
1.新增床位200张。
——责任单位：市民政局、市卫健委
临江市人民政府办公室
二〇二六年三月十五日
"""


def test_sections_of_leaders_a_second_list_and_the_signature_behind_it():
    notice = read_text(SECTIONS)
    assert row_lines(notice) == [
        "k1 王明 支持企业发展。 市经信局>市税务局",
        "k2 王明 推进改革。 市发改委>市财政局",
        "k3 欧阳小芳+李强(j) 建设强市。 市教育局>各县（市、区）政府",
        "k4 欧阳小芳+李强(j) 由市科技局牵头，市财政局、市统计局参加的攻关。 市科技局>市财政局",
        "k5 - 抓好安全。 市应急局>",
        "l1 - 新增床位200张。 市民政局>市卫健委",
    ]
    assert notice.rows[2].cooperating[0].note == "含开发区，下同"
    assert notice.rows[5].theme == "提升养老服务水平"
    assert (notice.plan.issued_by, notice.plan.issued_on) == (
        "临江市人民政府办公室",
        "2026-03-15",
    )
    assert codes(notice) == ["numbers_restarted", "leader_unreadable"]


HEADINGS_AS_ITEMS = """临江县2026年县十件民生实事分工方案
一、高度重视。
二、按时报送。
2026年县十件民生实事
一、补齐教育短板
（一）新建幼儿园2所。
（二）完成中学扩建。
牵头单位：县教育局
协办单位：县财政局
二、提升医疗水平
牵头县领导：陈伟
牵头单位：县卫健局
工作目标：建成中医院，新增床位300张
三、做好兜底保障，把困难群众的冷暖放在心上，完善分层分类的救助制度，逐步提高最低生活保障标准，切实兜住兜牢民生底线，惠及1200人。
责任人：张某。责任单位：县民政局（牵头）、县财政局。协同单位：各镇政府。
"""


def test_headings_that_are_the_items_with_what_stands_below_them():
    notice = read_text(HEADINGS_AS_ITEMS)
    assert [line[:26] for line in row_lines(notice)] == [
        "l1 - 补齐教育短板/（一）新建幼儿园2所。/（二",
        "l2 陈伟 提升医疗水平/建成中医院，新增床位300",
        "l3 - 做好兜底保障，把困难群众的冷暖放在心上，完",
    ]
    assert [target.measure for target in notice.rows[1].targets] == ["张"]
    assert row_lines(notice)[2].endswith("县民政局>县财政局、各镇政府")
    assert codes(notice) == []


def test_brackets_over_lines_leaders_of_themes_and_units_that_lead_each():
    notice = read_text(
        """2026 年区政府重点工作责任清单
一、做强产业（牵头领导：王志强）
1. 新增企业 20 家。
（责任单位：区工信局、
区统计局，各镇街）
2. 发展现代服务业。（区商务局、区文旅局分别牵头，各镇配合）
二、乡村振兴（牵头领导：赵丽娟）
3. 建设农田。（区农业农村局、区水利局按职责分工牵头）
4. 其他工作。
5. 各方面工作。（责任领导：何涛；主责单位：区住建局；协同单位：—）
"""
    )
    assert row_lines(notice) == [
        "k1 王志强 新增企业 20 家。 区工信局>区统计局、各镇街~",
        "k2 王志强 发展现代服务业。 区商务局、区文旅局>各镇",
        "k3 赵丽娟 建设农田。 区农业农村局、区水利局>",
        "k4 赵丽娟 其他工作。 >",
        "k5 何涛 各方面工作。 区住建局>",
    ]
    assert [target.value for target in notice.rows[0].targets] == [20]
    assert codes(notice) == ["units_missing"]


def test_items_before_the_first_label_are_items_too():
    notice = read_text(
        "2026年任务\n1.甲工作。\n2.乙工作。\n3.丙工作。\n责任单位：市发改局\n"
    )
    assert [line[:2] for line in row_lines(notice)] == ["k1", "k2", "k3"]
    assert codes(notice) == ["units_missing", "units_missing"]


TABLE = """序号 |
目标与任务 |
分 管 县领导 |
牵头责任单位 |
责任单位 |
1 |
新增托位400个。 |
俞 悦 |
县教育局 |
县各有关单位 |
2 |
建成学院。 |
陆 明俞 悦 |
县卫健委
县住建局 |
县发改委、县财政局 |
"""
COPIED = """序号\t项目\t主要内容\t分管领导\t牵头单位\t配合单位
1\t教育\t新建学校3所。\t何海平\t教育局\t"各街道
市国有公司"
2\t养老\t"上门服务。
说""好""的。"\t张菁\t民政局\t"各街道"
\t\t改造食堂8家。\t芮春祥\t住建局\t
3\t出行\t新增车位。\t张菁\t住建局\t无
\t合计\t3项\t\t\t
"""
BLANKS = (
    "序号 目标任务 责任领导 牵头单位 责任单位\n"
    "1 生产总值 增长8% 张伟 县发改局 县统计局\n2 就业3000人 王磊 县人社局 各乡镇\n"
)
CSV = """2026年计划表,,,,,,
序号,类别,重点工作,年度目标,牵头领导,配合领导,牵头单位
1,经济,稳增长,增长6%,王大力,李四,区发改局
2,,招商,引进20个,王大力,,区投促局
"3、4",城建,改造,18个小区,王大力、赵敏,,区住建局
"""


@pytest.mark.parametrize(
    ("text", "filename", "rows", "doubts"),
    [
        (
            TABLE,
            "a.txt",
            [
                "k1 俞悦 新增托位400个。 县教育局>县各有关单位",
                "k2 陆明+俞悦(j) 建成学院。 县卫健委、县住建局>县发改委、县财政局",
            ],
            [],
        ),
        (
            COPIED,
            "a.txt",
            [
                "k1 何海平 教育/新建学校3所。 教育局>各街道、市国有公司",
                'k2 张菁+芮春祥(j) 养老/上门服务。/说"好"的。/改造食堂8家。 民政局、住建局>各街道',
                "k3 张菁 出行/新增车位。 住建局>",
            ],
            ["part_unnumbered"],
        ),
        (
            BLANKS,
            "a.txt",
            [
                "k1 张伟 生产总值 增长8% 县发改局>县统计局",
                "k2 王磊 就业3000人 县人社局>各乡镇",
            ],
            [],
        ),
        (
            CSV,
            "a.csv",
            [
                "k1 王大力+李四(s) 稳增长/增长6% 区发改局>",
                "k2 王大力 招商/引进20个 区投促局>",
                "k3 王大力 改造/18个小区 区住建局>",
                "k4 赵敏 改造/18个小区 区住建局>",
            ],
            ["numbers_together"],
        ),
    ],
    ids=[
        "a bar behind each cell",
        "copied from Excel",
        "blanks between",
        "by pieces of work",
    ],
)
def test_tables(text, filename, rows, doubts):
    notice = read_notice(text.encode(), filename)
    assert row_lines(notice) == rows
    assert sorted(codes(notice)) == doubts
    if filename == "a.csv":
        assert [row.theme for row in notice.rows] == ["经济", "经济", "城建", "城建"]


def test_a_table_without_borders_with_times_and_empty_cells():
    notice = read_text(
        "临江县2026年重点工作任务清单\n序号\n重点工作任务\n牵头领导\n牵头单位\n责任单位\n完成时限\n"
        "1\n持续优化营商环境，时限压减30%。\n王建国\n县政务局\n县直部门、\n经开区管委会\n全年\n"
        "2\n抓好安全。\n李 强\n县应急局\n/\n按省市要求时限\n"
    )
    assert row_lines(notice) == [
        "k1 王建国 持续优化营商环境，时限压减30%。 县政务局>县直部门、经开区管委会~",
        "k2 李强 抓好安全。 县应急局>",
    ]
    assert [row.extra["完成时限"] for row in notice.rows] == ["全年", "按省市要求时限"]
    assert codes(notice) == []


def test_several_lists_of_one_kind_are_kept_apart():
    page = "".join(
        f"<p>附件{number}</p><p>{caption}</p><table><tr><td>序号<td>任务内容<td>责任单位"
        f"<tr><td>1<td>甲{number}。<td>市发改局<tr><td>2<td>乙{number}。<td>市统计局</table>"
        for number, caption in enumerate(
            [
                "今后五年重点任务分解表",
                "2026年重点工作分解表",
                "2026年为民办实事项目表",
            ],
            1,
        )
    )
    notice = read_notice(f"<html>{page}</html>".encode(), "a.html")
    assert [
        (row.kind[0], row.number, row.text, row.theme, row.extra.get("原编号"))
        for row in notice.rows
    ] == [
        ("k", 1, "甲1。", "今后五年重点任务分解表", "1"),
        ("k", 2, "乙1。", "今后五年重点任务分解表", "2"),
        ("k", 3, "甲2。", "2026年重点工作分解表", "1"),
        ("k", 4, "乙2。", "2026年重点工作分解表", "2"),
        ("l", 1, "甲3。", None, None),
        ("l", 2, "乙3。", None, None),
    ]
    assert codes(notice) == ["numbers_restarted"]


def test_sheets_with_sections_and_tables_under_a_leader_each():
    book = openpyxl.Workbook()
    sheet = book.active
    for cells in (
        ["2026年市政府重点工作清单"],
        ["填报单位：市府办", "", "", "", "2026年1月"],
        ["序号", "重点任务", "具体举措", "牵头市领导", "责任单位"],
        ["一", "提升产业能级"],
        [1, "培育企业", "新增5家", "赵 云、马超", "市工信局"],
        ["二", "保障民生"],
        [
            1,
            "办好教育",
            "新建3所",
            "诸葛亮",
            "牵头：市教育局；配合：市住建局",
            "多出来的",
        ],
        ["注：各单位按季报送。"],
    ):
        sheet.append(cells)
    sheet.merge_cells("B4:E4")
    notice = read_notice(documents.saved(book), "a.xlsx")
    assert row_lines(notice) == [
        "k1 赵云+马超(j) 培育企业/新增5家 市工信局>",
        "k2 诸葛亮 办好教育/新建3所 市教育局>市住建局",
    ]
    assert [row.theme for row in notice.rows] == ["提升产业能级", "保障民生"]
    assert codes(notice) == ["numbers_restarted", "cells_beyond"]

    document = docx.Document()
    for leader, cells in (
        ("市长 周海", ["1", "建港口", "市港航局"]),
        ("副市长吴江", ["2", "增收入", "市财政局"]),
    ):
        document.add_paragraph(f"责任领导：{leader}")
        table = document.add_table(rows=2, cols=3)
        for column, (heading, text) in enumerate(
            zip(["序号", "工作任务", "牵头单位"], cells, strict=True)
        ):
            table.cell(0, column).text, table.cell(1, column).text = heading, text
    notice = read_notice(documents.saved(document), "a.docx")
    assert row_lines(notice) == ["k1 周海 建港口 市港航局>", "k2 吴江 增收入 市财政局>"]
    assert codes(notice) == []


SIGNS = """临江市人民政府关于印发《2023年
市〈政府工作报告〉任务分解
和责任分工方案》的通知
2023年《政府工作报告》主要目标任务分解清单
分块
序号
主要工作
责任单位
1
生产总值增长7.5%左右
▲发改局,各部门,各镇乡(街道)
2
完成上级下达的环境计划指标
税务局,▲财政局,各镇、街道
3
确保工业强市稳居第一方阵
经信局,相关部门
"""


def test_a_sign_before_the_unit_that_leads_and_a_title_over_lines():
    notice = read_text(SIGNS)
    assert (
        notice.plan.title
        == "临江市人民政府关于印发《2023年市〈政府工作报告〉任务分解和责任分工方案》的通知"
    )
    assert row_lines(notice) == [
        "k1 - 生产总值增长7.5%左右 发改局>各部门、各镇乡(街道)~",
        "k2 - 完成上级下达的环境计划指标 财政局>税务局、各镇、街道~",
        "k3 - 确保工业强市稳居第一方阵 经信局>相关部门~",
    ]
    assert codes(notice) == ["target_about"]  # 7.5%左右


SENTENCES = """临江市2023年为民办好“十件实事”责任分解的通知
一、为民办好“十件实事”
(一)继续实施综合直补。由市财政局、农业局,各县(市)、区人民政府负责落实。
(二)新建10所学校。
由市教育局牵头,市规划局配合落实。
二、重点工作
1、全年粮食产量保持在20亿斤以上。(市农业局牵头，各旗县区政府负责落实)
2、抓好重大项目建设。
(1)开工亿元以上项目100个。
牵头领导:周明
牵头单位:市发改委
责任单位:各市、县（区）人民政府、高新区管委会
(2)完成固定资产投资500亿元。
牵头单位:市统计局
3、新建幼儿园3所。(市教育局牵头；市财政局配合；2023年11月底前完成)
"""


def test_who_is_in_charge_in_whole_sentences_and_parts_with_labels_of_their_own():
    notice = read_text(SENTENCES)
    assert row_lines(notice) == [
        "l1 - 继续实施综合直补。 市财政局>农业局、各县(市)、区人民政府~",
        "l2 - 新建10所学校。 市教育局>市规划局",
        "k1 - 全年粮食产量保持在20亿斤以上。 市农业局>各旗县区政府",
        "k2 周明 抓好重大项目建设。/(1)开工亿元以上项目100个。/(2)完成固定资产投资500亿元。 "
        "市发改委、市统计局>各市、县（区）人民政府、高新区管委会",
        "k3 - 新建幼儿园3所。 市教育局>市财政局",
    ]
    assert [part.lead[0].name for part in notice.rows[3].parts] == [
        "市发改委",
        "市统计局",
    ]
    assert notice.rows[4].extra == {"完成时限": "2023年11月底前完成"}


LOST = """| 类别 | 民生事项名称 | 2022年度任务目标 | 责任(配合)单位 | 责任人 |
| 一、教育 | 1.改扩建中学 | 主体建成投用。 | 教育局 | 刘福副市长 |
| 2.建设运动场地 | 建成13处。 | 教育局 | 王明副市长 | |
| 3.推进课后服务 | 34所学校全覆盖。 | 教育局 | 王明副市长 |
"""


def test_cells_that_a_copy_lost_with_the_merged_ones_and_a_leader_called_responsible():
    notice = read_text(LOST)
    assert row_lines(notice) == [
        "l1 刘福 改扩建中学/主体建成投用。 教育局>",
        "l2 王明 建设运动场地/建成13处。 教育局>",
        "l3 王明 推进课后服务/34所学校全覆盖。 教育局>",
    ]
    assert codes(notice) == ["column_unknown", "cells_lost", "cells_lost"]


def test_items_in_one_paragraph_behind_a_letter_that_begins_with_a_year():
    notice = read_text(
        "2026年民生实事共有3项，2025年结转2项，现公示如下。"
        " 1.新建道路2公里。 牵头领导：王强 责任单位："
        "市交通局 "
        "2.新增设备30套。 牵头领导：李明 责任单位：市公安局 "
        "配合单位：市财政局 3.新辟线路10条。 责任单位："
        "市公交集团"
    )
    assert row_lines(notice) == [
        "l1 王强 新建道路2公里。 市交通局>",
        "l2 李明 新增设备30套。 市公安局>市财政局",
        "l3 - 新辟线路10条。 市公交集团>",
    ]
    assert codes(notice) == [] and notice.plan.title is None


def test_those_named_beside_units_that_lead_each_help_and_a_bracket_of_kinds_is_a_part_of_a_name():
    notice = read_text(
        "一、促改革\n1.深化改革。（责任单位：市委改革办、"
        "市委编办分别牵头，各县（市、区）政府）2.优化环境。"
        "（市政务办牵头）\n"
        "3.抓项目。市发改局 市经信局 各乡镇（街道）\n"
    )
    assert row_lines(notice) == [
        "k1 - 深化改革。 市委改革办、市委编办>各县（市、区）政府",
        "k2 - 优化环境。 市政务办>",
        "k3 - 抓项目。 市发改局>市经信局、各乡镇（街道）~",
    ]
