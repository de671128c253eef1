"""Layouts of real notices, each told by its own signs: small documents made in their manner."""

import html

import docx
import pytest

from assignments.notices.meaning.read import read_notice, read_text
from tests.notices import documents
from tests.notices.expected import NOTICE


def rows(notice) -> list[tuple]:
    """kind, number, leader, text, lead units, cooperating units."""
    return [
        (
            row.kind[0],
            row.number,
            row.leader.name if row.leader else None,
            row.text,
            "、".join(unit.name for unit in row.lead),
            "、".join(unit.name for unit in row.cooperating),
        )
        for row in notice.rows
    ]


def codes(notice) -> list[str]:
    return [doubt.code for doubt in notice.doubts]


SECTIONS_BY_LEADER = """临江县人民政府办公室关于印发2026年政府重点工作分工方案的通知
临政办发〔2026〕12号
各乡镇人民政府，县政府各部门：
现将方案印发给你们。
1.各单位要明确责任。
2.各单位要按时报送。
临江县人民政府办公室
2026年2月10日
2026年政府重点工作责任分解
一、张伟县长牵头重点工作
1.加快推进工业园区建设，完成投资5亿元以上。
责任单位：县发改局、县经信局、县财政局
2.抓好粮食生产。
责任单位：县农业农村局。
二、李强常务副县长主抓重点工作
{first}.实施城市更新三年行动，改造老旧小区12个。
牵头单位：县住建局；配合单位：县自然资源局、县财政局
{second}.推进高速公路建设。（牵头单位：县交通运输局）
"""


@pytest.mark.parametrize(("first", "second", "restarts"), [(3, 4, False), (1, 2, True)])
def test_sections_by_leader(first, second, restarts):
    notice = read_text(SECTIONS_BY_LEADER.format(first=first, second=second))
    assert rows(notice) == [
        (
            "k",
            1,
            "张伟",
            "加快推进工业园区建设，完成投资5亿元以上。",
            "县发改局",
            "县经信局、县财政局",
        ),
        ("k", 2, "张伟", "抓好粮食生产。", "县农业农村局", ""),
        (
            "k",
            3,
            "李强",
            "实施城市更新三年行动，改造老旧小区12个。",
            "县住建局",
            "县自然资源局、县财政局",
        ),
        ("k", 4, "李强", "推进高速公路建设。", "县交通运输局", ""),
    ]
    assert [row.duties_assumed for row in notice.rows] == [True, True, False, False]
    assert (notice.plan.document_number, notice.plan.issued_on) == (
        "临政办发〔2026〕12号",
        "2026-02-10",
    )
    assert notice.plan.issued_by == "临江县人民政府办公室"
    assert codes(notice) == (["numbers_restarted"] if restarts else [])
    assert [row.extra.get("原编号") for row in notice.rows] == (
        ["1", "2", "1", "2"] if restarts else [None] * 4
    )


def test_sections_by_theme_with_the_rule_in_words():
    notice = read_text(
        """2026年政府工作报告重点任务分解
（列第一位者为牵头单位，下同）
一、主要目标
1.地区生产总值增长6.5%左右。（市发展改革委、市统计局等有关部门和单位负责）
二、重点任务
（一）全力以赴拼经济
2.新增规上工业企业100家。（市工业和信息化局、市统计局按职责分工负责）
3.扩大有效投资。（市发展改革委、市财政局分别牵头，各县（市、区）政府配合）
（二）坚定不移抓改革
4.深化“放管服”改革。
牵头市领导：王建国、赵敏
责任单位：市政务服务局、市市场监管局，各县（市、区）政府
5.推进数字化转型。
责任单位：市大数据局 市委网信办
市工业和信息化局
"""
    )
    assert [
        (row.number, *r[4:]) for row, r in zip(notice.rows, rows(notice), strict=True)
    ] == [
        (1, "市发展改革委", "市统计局、有关部门和单位"),
        (2, "市工业和信息化局", "市统计局"),
        (3, "市发展改革委、市财政局", "各县（市、区）政府"),
        (4, "市政务服务局", "市市场监管局、各县（市、区）政府"),
        (5, "市大数据局", "市委网信办、市工业和信息化局"),
    ]
    assert not any(row.duties_assumed for row in notice.rows)
    assert [row.theme for row in notice.rows] == [
        "主要目标",
        *["全力以赴拼经济"] * 2,
        *["坚定不移抓改革"] * 2,
    ]
    assert notice.rows[3].leader.name == "王建国"
    assert [(co.name, co.role) for co in notice.rows[3].co_leaders] == [
        ("赵敏", "jointly")
    ]
    assert codes(notice) == ["target_about"]  # 6.5%左右


def test_first_unit_leads_where_no_rule_is_stated_and_says_so():
    notice = read_text(
        "一、工业经济方面\n1.实施工业项目323个。（市经信局、"
        "市发改局）\n2.保护资源。（市经信局、市林业局牵头落实）"
    )
    assert rows(notice) == [
        ("k", 1, None, "实施工业项目323个。", "市经信局", "市发改局"),
        ("k", 2, None, "保护资源。", "市经信局、市林业局", ""),
    ]
    assert [row.duties_assumed for row in notice.rows] == [True, False]


def test_items_numbered_like_headings():
    notice = read_text(
        """2026年要做好的工作事项
一、努力构建产业体系
（一）加快建设汽车产业基地。（牵头单位：市经贸委；配合单位：市发改委、国土房管局）
（二）抓好80万吨扩建项目。（牵头单位：市发改委）
二、推进改革
（一）推进建设。（牵头单位：市交委）
"""
    )
    assert [row[:4] for row in rows(notice)] == [
        ("k", 1, None, "加快建设汽车产业基地。"),
        ("k", 2, None, "抓好80万吨扩建项目。"),
        ("k", 3, None, "推进建设。"),
    ]
    assert [row.extra["原编号"] for row in notice.rows] == ["1", "2", "1"]
    assert codes(notice) == ["numbers_restarted"]


def test_items_without_numbers_and_labels_that_the_plan_does_not_know():
    notice = read_text(
        """某市2026年十大实事
市区新增优质学位2.36万个。
主管领导：刘东
责任单位：市教育局
主要责任人：毛杰
进度安排：6月底前基本完成；12月底前全部落实。
新建、改扩建幼儿园84所，其中公办40所。
主管领导：刘东
责任单位：市教育局
"""
    )
    assert [row[:3] for row in rows(notice)] == [("l", 1, "刘东"), ("l", 2, "刘东")]
    assert notice.rows[0].extra["主要责任人"] == "毛杰"
    assert notice.rows[0].extra["进度安排"].startswith("6月底前基本完成")


def test_labels_in_the_same_line_as_the_item():
    notice = read_text(
        "2026年民生实事\n"
        "1.轨道交通1号线投入试运营。 牵头领导：林静国 责任单位：市轨道指挥部 项目责任人：尹文德\n"
        "2.新增300套采集设备。 牵头领导：王仁洲 责任单位：市公安局 配合单位：市城管局、市财政局\n"
    )
    assert rows(notice) == [
        ("l", 1, "林静国", "轨道交通1号线投入试运营。", "市轨道指挥部", ""),
        ("l", 2, "王仁洲", "新增300套采集设备。", "市公安局", "市城管局、市财政局"),
    ]


def test_flattened_table_with_a_column_of_dates_and_a_part_without_a_number():
    notice = read_text(
        """2026年民生实事目标任务分解表
序号
民生实事
责任单位
完成时限
1
启动湿地公园建设。
县水务局
县住建局
12月底前
2
开工建设县老年养护楼。
县民政局
5月底前动工
开工建设老年大学。
12月底前
3
新建2座人行天桥。
县住建局
9月投入使用
"""
    )
    assert [(r[1], r[4], r[5]) for r in rows(notice)] == [
        (1, "县水务局", "县住建局"),
        (2, "县民政局", ""),
        (3, "县住建局", ""),
    ]
    assert [part.text for part in notice.rows[1].parts] == [
        "开工建设县老年养护楼。",
        "开工建设老年大学。",
    ]
    assert notice.rows[1].extra == {"完成时限": "5月底前动工\n12月底前"}
    assert codes(notice) == ["part_unnumbered"]


def test_pipe_table_with_other_headings_milestones_and_lost_cells():
    notice = read_text(
        """2026年重点工作任务表
| 序号 | 责任领导 | 目标任务 | 责任单位 | 完成时限 |
|---|---|---|---|---|
| 1 | 张三副市长 | 新建学校3所 | 市教育局、市住建局 | 12月底 |
| 2 | 李四副市长、王五副市长 | 新增床位500张<br>一季度：完成选址<br>二季度：开工 \
| 市卫健局；市财政局 | 11月底 |
| 3 | 实施道路改造。市交通运输局 | 10月底 |
"""
    )
    assert rows(notice) == [
        ("k", 1, "张三", "新建学校3所", "市教育局", "市住建局"),
        (
            "k",
            2,
            "李四",
            "新增床位500张\n一季度：完成选址\n二季度：开工",
            "市卫健局",
            "市财政局",
        ),
        ("k", 3, "李四", "实施道路改造。", "市交通运输局", ""),
    ]
    assert [(co.name, co.role) for co in notice.rows[1].co_leaders] == [
        ("王五", "jointly")
    ]
    assert [row.extra["完成时限"] for row in notice.rows] == [
        "12月底",
        "11月底",
        "10月底",
    ]
    assert set(codes(notice)) == {"cells_lost", "cells_glued", "leader_carried_down"}


@pytest.mark.parametrize(
    ("headings", "cells", "lead", "cooperating", "assumed"),
    [
        (
            "序号|工作内容|牵头单位|责任单位",
            "1|加快建设。|市发改局|市经信局",
            "市发改局",
            "市经信局",
            False,
        ),
        (
            "责任单位|工作任务|序号",
            "市发改局\n市经信局|加快建设。|1",
            "市发改局",
            "市经信局",
            True,
        ),
        (
            "编号|重点任务|牵头部门",
            "1|加快建设。|市发改局、市经信局",
            "市发改局、市经信局",
            "",
            False,
        ),
        (
            "项次|主要任务|主办单位|协办单位",
            "1|加快建设。|市发改局|市经信局",
            "市发改局",
            "市经信局",
            False,
        ),
        (
            "序号|任务内容|责任单位（列第一位的为牵头单位）",
            "1|加快建设。|市发改局，市经信局",
            "市发改局",
            "市经信局",
            False,
        ),
        (
            "序号|工作|责任单位",
            "1|加快建设。|牵头单位：市发改局\n配合单位：市经信局",
            "市发改局",
            "市经信局",
            False,
        ),
        (
            "序号|工作|责任单位",
            "1|加快建设。|市发改局（牵头）、市经信局",
            "市发改局",
            "市经信局",
            False,
        ),
    ],
)
def test_headings_in_other_words_and_another_order(
    headings, cells, lead, cooperating, assumed
):
    headings, cells = headings.split("|"), cells.split("|")
    lines = ["\t".join(headings), "\t".join(cell.replace("\n", " ") for cell in cells)]
    document = docx.Document()
    table = document.add_table(rows=2, cols=len(headings))
    for column, (heading, cell) in enumerate(zip(headings, cells, strict=True)):
        table.cell(0, column).text, table.cell(1, column).text = heading, cell
    read = [read_notice(documents.saved(document), "a.docx")]
    if "：" not in cells[2]:
        read.append(read_text("\n".join(lines)))
    for notice in read:
        assert rows(notice) == [("k", 1, None, "加快建设。", lead, cooperating)]
        assert notice.rows[0].duties_assumed is assumed


def test_several_tables_each_with_its_kind():
    document = docx.Document()
    for caption, heading, text in (
        ("附件1 2026年政府重点工作责任分工表", "重点工作", "加快建设。"),
        ("附件2 2026年民生实事项目责任分工表", "实事项目", "新建学校3所。"),
    ):
        document.add_paragraph(caption)
        table = document.add_table(rows=2, cols=3)
        for column, (above, below) in enumerate(
            (("序号", "1"), (heading, text), ("责任单位", "市发改局"))
        ):
            table.cell(0, column).text, table.cell(1, column).text = above, below
    notice = read_notice(documents.saved(document), "a.docx")
    assert [row[:2] for row in rows(notice)] == [("k", 1), ("l", 1)]


def test_headings_of_two_rows_and_headings_inside_the_table():
    document = docx.Document()
    table = document.add_table(rows=6, cols=4)
    lines = [
        ["序号", "任务内容", "责任单位", ""],
        ["", "", "牵头", "配合单位"],
        ["一、工业强市", "", "", ""],
        ["1", "加快建设。", "市发改局", "市经信局"],
        ["二、李强副市长牵头重点工作", "", "", ""],
        ["2", "新建学校。", "市教育局", "市财政局"],
    ]
    for index, line in enumerate(lines):
        for column, text in enumerate(line):
            if text:
                table.cell(index, column).text = text
    for column in (0, 1):
        table.cell(0, column).merge(table.cell(1, column))
    table.cell(0, 2).merge(table.cell(0, 3))
    for index in (2, 4):
        table.cell(index, 0).merge(table.cell(index, 3))
    notice = read_notice(documents.saved(document), "a.docx")
    assert rows(notice) == [
        ("k", 1, None, "加快建设。", "市发改局", "市经信局"),
        ("k", 2, "李强", "新建学校。", "市教育局", "市财政局"),
    ]
    assert notice.rows[0].theme == "工业强市"


def test_document_without_tasks_says_so():
    notice = read_text("各位同志：\n明天上午开会。\n")
    assert notice.rows == () and codes(notice) == ["rows_missing"]
    assert [line.text for line in notice.outside] == ["各位同志：", "明天上午开会。"]


def test_flattened_cells_glued_in_a_copy():
    notice = read_text(
        "牵头领导\n重点工作\n牵头单位\n配合单位\n备注\n"
        "周阳市长1.加快建设。市府办\n各单位\n2.完善机制。"
        "市发改局、市经信局\n该项工作会同孙群常委共同完成\n"
        "柯寿建 常务副市长 3.新建学校。\n市教育局\n"
    )
    assert rows(notice) == [
        ("k", 1, "周阳", "加快建设。", "市府办", "各单位"),
        ("k", 2, "周阳", "完善机制。", "市发改局", "市经信局"),
        ("k", 3, "柯寿建", "新建学校。", "市教育局", ""),
    ]
    assert codes(notice) == ["cells_glued", "cells_glued"]


def test_the_letter_says_how_many_rows_there_are():
    letter = (
        "关于印发2026年重点工作的通知\n方案确定的3项工作任务和1件民生实事请抓好落实。\n"
    )
    table = "序号|工作任务|责任单位\n1|加快建设。|市发改局\n2|新建学校。|市教育局\n"
    notice = read_text(letter + table.replace("|", "\t"))
    assert notice.stated == {"key": 3, "livelihood": 1}
    assert read_text("确定的2项工作任务如下\n" + table.replace("|", "\t")).doubts == ()
    differs = read_text("确定的3项工作任务如下\n" + table.replace("|", "\t")).doubts
    assert [doubt.code for doubt in differs] == ["count_differs"]
    assert "文中说有3项重点工作，读到2项重点工作" in differs[0].message


def test_labels_that_go_on_in_the_next_line_and_several_in_one_line():
    notice = read_text(
        """2026年重点工作
1.加快建设。（责任单位：市发改局，完成时限：6月底）
2.完善机制。
责任领导：张三副市长  责任单位：市发改局、市经信局  责任人：李四
3.推进改革。
牵头领导：市委常委、常务副市长 王强
牵头单位：市发改局
配合单位：市经信局、
市财政局
完成时限：12月底
"""
    )
    assert [(r[1], r[2], r[4], r[5]) for r in rows(notice)] == [
        (1, None, "市发改局", ""),
        (2, "张三", "市发改局", "市经信局"),
        (3, "王强", "市发改局", "市经信局、市财政局"),
    ]
    assert [row.extra for row in notice.rows] == [
        {"完成时限": "6月底"},
        {"责任人": "李四"},
        {"完成时限": "12月底"},
    ]
    assert notice.rows[2].leader.title == "市委常委、常务副市长"


def test_flattened_table_whose_leaders_stand_behind_the_task():
    notice = read_text(
        "2026年目标任务分解表\n序号\n目标任务\n责任领导\n责任单位\n1\n加快建"
        "设。\n张三\n市发改局\n2\n完善机制。\n李四\n王五\n市经信局\n"
    )
    assert rows(notice) == [
        ("k", 1, "张三", "加快建设。", "市发改局", ""),
        ("k", 2, "李四", "完善机制。", "市经信局", ""),
    ]
    assert [co.name for co in notice.rows[1].co_leaders] == ["王五"]
    assert codes(notice) == []


def test_names_alone_in_a_column_of_leaders():
    table = (
        "序号|工作任务|牵头领导|责任单位\n"
        "1|加快建设项目|芮春祥 何海平|教育局、高新园（邹区镇）、各街道\n"
        "2|完善|李某某副市长|人社局"
    )
    notice = read_text(table.replace("|", "\t"))
    assert [(row.leader.name, row.leader.title) for row in notice.rows] == [
        ("芮春祥", None),
        ("李某某", "副市长"),
    ]
    assert [(unit.name, unit.note) for unit in notice.rows[0].units] == [
        ("教育局", ""), ("高新园", "邹区镇"), ("各街道", ""),
    ]  # fmt: skip


def test_a_letter_copied_into_paragraphs_reads_like_its_text():
    text = NOTICE.read_text(encoding="utf-8")
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    page = (
        "<html><body>"
        + "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n"))
        + "</body></html>"
    )
    wanted = read_text(text)
    for read in (
        read_notice(documents.saved(document), "a.docx"),
        read_notice(page.encode(), "a.html"),
    ):
        assert rows(read) == rows(wanted)
        assert read.plan == wanted.plan
