"""Who carries a task, where a notice says it in places and words of its own: leaders behind the
number or in a row of their own, duties inside a cell of units, a time at its end. Made up after
notices of other cities."""

import pytest

from assignments.notices.meaning.read import read_notice, read_text
from tests.notices.row_lines import codes, row_lines

BEHIND_THE_NUMBER = """2026年重点工作责任分解
序号
牵头领导
工作任务
牵头单位
配合单位
1
高山
市长
治污。
市生态环境局
各乡镇
2
供水。
市水利局
市财政局
3
陈伟
副市长
李强
副市长
改革。
市委改革办
市发改局
"""


def test_a_leader_between_the_number_and_the_task_is_the_rows_own():
    wanted = [
        "k1 高山 治污。 市生态环境局>各乡镇~",
        "k2 高山 供水。 市水利局>市财政局~",
        "k3 陈伟+李强(j) 改革。 市委改革办>市发改局~",
    ]
    notice = read_text(BEHIND_THE_NUMBER)
    assert (row_lines(notice), codes(notice)) == (wanted, [])
    glued = BEHIND_THE_NUMBER.replace("高山\n市长", "市长高山").replace(
        "\n副市长\n", "副市长\n"
    )
    assert row_lines(read_text(glued)) == wanted


OFFICES = """关于落实重点工作分工的意见
一、加快制造强市
(一)建链。(常务副市长、协管副秘书长负责，市工信局牵头，市统计局、市科技局等按职责分工负责)
(二)办会。(何翔副市长、协管副秘书长负责，市商务局牵头，市贸促会等参与)
(三)扶贫(分管副市长负责，市农业局牵头)
"""


def test_offices_are_nobodys_names():
    notice = read_text(OFFICES)
    assert row_lines(notice) == [
        "k1 - 建链。 市工信局>市统计局、市科技局",
        "k2 何翔 办会。 市商务局>市贸促会",
        "k3 - 扶贫 市农业局>",
    ]
    offices = [row.extra.get("领导职务") for row in notice.rows]
    assert offices == ["常务副市长、协管副秘书长", "协管副秘书长", "分管副市长"]
    assert codes(notice) == [
        "leader_name_missing",
        "units_and_others",
        "leader_name_missing",
    ]


def _table(*rows: str) -> bytes:
    lines = []
    for row in rows:
        cells = row.split("|")
        span = " colspan=4" if len(cells) == 1 else ""
        lines.append(
            "<tr>" + "".join(f"<td{span}>{cell}</td>" for cell in cells) + "</tr>"
        )
    return f"<meta charset=utf-8><p>2026年重点工作</p><table>{''.join(lines)}</table>".encode()


def test_a_row_that_names_the_leader_of_those_below_and_a_title_that_does():
    notice = read_notice(
        _table(
            "序号|任务|牵头单位|配合单位",
            "责任领导：市政府副市长、市公安局局长 陈伟",
            "1|平安|市公安局|市司法局",
            "牵头领导：王明",
            "2|建桥|市交通局|",
        ),
        "a.html",
    )
    assert row_lines(notice) == [
        "k1 陈伟 平安 市公安局>市司法局",
        "k2 王明 建桥 市交通局>",
    ]
    assert [row.theme for row in notice.rows] == [None, None]
    titled = read_notice(
        _table("王明市长2026年重点工作", "序号|任务|牵头单位|", "1|建桥|市交通局|"),
        "a.html",
    )
    assert row_lines(titled) == ["k1 王明 建桥 市交通局>"]
    assert titled.rows[0].theme is None


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("市商务局牵头，各部门配合", "市商务局>各部门"),
        ("市人社局、市教育局按职责分工负责", "市人社局>市教育局~"),
        ("市发改局会同市经信局", "市发改局>市经信局~"),
        ("市交通局（牵头）、市发改局（配合）", "市交通局>市发改局"),
        ("①市财政局②市税务局", "市财政局>市税务局~"),
        ("1.市财政局2.市税务局", "市财政局>市税务局~"),
        ("市财政局\\市税务局", "市财政局>市税务局~"),
    ],
)
def test_duties_inside_a_cell_of_units(cell, wanted):
    notice = read_notice(_table("序号|任务|责任单位|备注", f"1|修路|{cell}|"), "a.html")
    assert row_lines(notice) == [f"k1 - 修路 {wanted}"]
    assert codes(notice) == []
    assert not any(
        unit.note for unit in (*notice.rows[0].lead, *notice.rows[0].cooperating)
    )


def test_who_helps_is_none_of_those_that_lead_though_the_column_says_so():
    cells = (
        "序号|任务|牵头单位|配合单位",
        "1|修路|市发改局(牵头)<br>市经信局(配合)|市财政局",
    )
    assert row_lines(read_notice(_table(*cells), "a.html")) == [
        "k1 - 修路 市发改局>市经信局、市财政局"
    ]


@pytest.mark.parametrize(
    ("label", "wanted"),
    [
        ("牵头单位：市住建局牵头，市财政局、各乡镇配合", "市住建局>市财政局、各乡镇"),
        ("责任单位：市经信局会同市发改局", "市经信局>市发改局"),
        ("由市林业局牵头，会同市水利局、各乡镇落实。", "市林业局>市水利局、各乡镇"),
    ],
)
def test_sentences_behind_a_label(label, wanted):
    assert row_lines(read_text(f"2026年重点工作\n1.修路。\n{label}\n")) == [
        f"k1 - 修路。 {wanted}"
    ]


@pytest.mark.parametrize(
    "due", ["6月底完成", "全年", "2026年9月底前完成", "第三季度", "上半年完成"]
)
def test_a_time_behind_the_units_is_none_of_them(due):
    notice = read_text(
        "2026年重点工作\n1.简政。(牵头单位:州审批局;责任单位:州司法局及州直"
        f"相关单位,各县市人民政府,{due})\n"
    )
    assert row_lines(notice) == [
        "k1 - 简政。 州审批局>州司法局、州直相关单位、各县市人民政府"
    ]
    assert notice.rows[0].extra == {"完成时限": due}
    assert codes(notice) == []


def test_a_sentence_that_ends_in_a_body_is_no_unit():
    notice = read_text(
        "2026年民生工程实施方案\n一、主要任务\n(一)改造小区。(责任单位:县住建局)\n"
        "二、组织保障\n(一)加强领导。县政府成立领导小组。\n(二)加强督查。县财政局要会同县审计局。\n"
    )
    assert row_lines(notice) == ["l1 - 改造小区。 县住建局>"]


def test_what_stands_in_brackets_behind_a_leader_is_a_part_of_the_title():
    notice = read_text(
        "2026年重点工作\n一、邵国强副市长(市公安局局长)牵头的重点工作\n1.平"
        "安。\n牵头单位：市公安局\n"
        "二、副市长李强（挂职）\n2.招商。\n牵头单位："
        "市商务局\n三、王明市长\n3.改革。\n牵头单位："
        "市委改革办\n"
    )
    named = [(row.leader.name, row.leader.title, row.theme) for row in notice.rows]
    assert named == [
        ("邵国强", "副市长、市公安局局长", None),
        ("李强", "副市长(挂职)", None),
        ("王明", "市长", None),
    ]


def test_all_departments_of_a_government_are_one_group_and_another_word_for_the_rule():
    notice = read_text(
        "2026年重点工作\n1.增长。\n牵头单位：市发改委\n协同单位：市政府各部门、县直各单位。\n"
    )
    assert row_lines(notice) == ["k1 - 增长。 市发改委>市政府各部门、县直各单位"]
    ruled = read_text(
        "2026年重点工作\n1.增长。\n责任单位：市发改委、市财政局(第一责任单位为牵头单位,下同)\n"
    )
    assert row_lines(ruled) == ["k1 - 增长。 市发改委>市财政局"]
    assert not ruled.rows[0].duties_assumed and not ruled.rows[0].cooperating[0].note


def test_who_carries_what_stands_above():
    notice = read_text(
        "2026年实事项目\n一、新建绿地5万平方米。\n上述项目由区绿化局牵头负责，各街道配合。\n"
    )
    assert row_lines(notice) == ["l1 - 新建绿地5万平方米。 区绿化局>各街道"]


def test_headings_whose_number_stood_in_a_cell_of_its_own():
    lines = (
        "序号 重点工作 市政府 分管领导 牵头单位 配合单位 "
        "备注 强化科技能力。 (一) 加强战略力量。 "
    )
    lines += "1 建设创新轴。 王东 市科技局 "
    lines += (
        "黄埔区政府 (二) 推动融合。 2 新增企业1000家。"
        " 王东、胡洪 市科技局、市工信局 各区政府 持续推进"
    )
    notice = read_text("2026年市政府工作报告责任分工\n" + "\n\n".join(lines.split()))
    assert row_lines(notice) == [
        "k1 王东 建设创新轴。 市科技局>黄埔区政府",
        "k2 王东+胡洪(j) 新增企业1000家。 市科技局、市工信局>各区政府",
    ]
    assert [row.theme for row in notice.rows] == ["加强战略力量", "推动融合"]
    assert [row.remark for row in notice.rows] == ["", "持续推进"]
    assert codes(notice) == ["remark_assumed"]


@pytest.mark.parametrize(
    ("cell", "leaders"),
    [
        (
            "高山<br>市长<br>关强<br>市委常委、常务副市长",
            [("高山", "市长"), ("关强", "市委常委、常务副市长")],
        ),
        (
            "关强<br>市委常委、常务副市长<br>高山<br>市长",
            [("关强", "市委常委、常务副市长"), ("高山", "市长")],
        ),
        (
            "方政（常务副市长）<br>林静（市委常委、副市长）",
            [("方政", "常务副市长"), ("林静", "市委常委、副市长")],
        ),
        (
            "安达<br>市政府党组成员<br>赵雪<br>市长",
            [("安达", "市政府党组成员"), ("赵雪", "市长")],
        ),
        ("常 伟、安 达", [("常伟", None), ("安达", None)]),
    ],
)
def test_two_leaders_in_one_cell_each_with_all_their_titles(cell, leaders):
    notice = read_notice(
        _table("序号|任务|牵头领导|牵头单位", f"1|修路|{cell}|市交通局"), "a.html"
    )
    row = notice.rows[0]
    named = [
        (row.leader.name, row.leader.title),
        *((each.name, each.title) for each in row.co_leaders),
    ]
    assert named == leaders
    assert codes(notice) == []


def test_a_group_a_task_and_what_is_to_be_done_behind_each_number():
    notice = read_text(
        "2026年重点工作任务清单\n序号\n领域\n重点任务\n工作举措\n牵头领导\n责任部门\n"
        "1\n全力稳增长\n深化改革。\n新建3家；改造5家\n方政（常务副市长）"
        "、林静（市委常委、组织部部长）\n市发改局、市财政局\n"
        "2\n产业转型升级\n举办文化节\n按季度通报进展\n王明（市长）\n市文旅局\n"
    )
    assert [line.rstrip("~") for line in row_lines(notice)] == [
        "k1 方政+林静(j) 深化改革。/新建3家；改造5家 市发改局>市财政局",
        "k2 王明 举办文化节/按季度通报进展 市文旅局>",
    ]
    assert [row.theme for row in notice.rows] == ["全力稳增长", "产业转型升级"]
    assert codes(notice) == []
