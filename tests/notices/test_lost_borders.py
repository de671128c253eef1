"""Tables that lost their borders: page breaks, themes, second columns of leaders, parts. All made
up."""

import pytest

from assignments.notices.meaning.read import read_text
from tests.notices.row_lines import codes, row_lines

HEADS = "牵头领导\n重点工作\n牵头单位\n配合单位\n备注\n"
OVER_PAGES = f"""2026年重点工作任务分解表
{HEADS}王强
市长
1.建桥。
市住建局
市财政局
2.修路。
市交通局
市财政局
— 3 —
{HEADS}3.招商。
市商务局
市财政局
李明
副市长
4.办学。
市教育局
市财政局
- 4 -
2026年重点工作任务分解表
{HEADS}副市长
5.办医院。
市卫健局
市财政局
"""


def test_a_leader_goes_on_behind_a_page_break_that_repeats_the_headings():
    notice = read_text(OVER_PAGES)
    assert row_lines(notice) == [
        "k1 王强 建桥。 市住建局>市财政局~",
        "k2 王强 修路。 市交通局>市财政局~",
        "k3 王强 招商。 市商务局>市财政局~",
        "k4 李明 办学。 市教育局>市财政局~",
        "k5 李明 办医院。 市卫健局>市财政局~",
    ]
    assert codes(notice) == ["leader_name_missing"]


def test_the_same_headings_under_another_title_begin_another_list():
    cells = "1.建桥。\n市住建局\n", "1.建厕所。\n市环卫中心\n"
    heads = "工作内容\n牵头单位\n配合单位\n"
    notice = read_text(
        f"2026年重点工作\n{heads}{cells[0]}2026年市政府十件民生实事清单\n{heads}{cells[1]}"
    )
    assert [row.kind for row in notice.rows] == ["key", "livelihood"]


def test_a_leader_behind_the_task_holds_for_the_rows_below_and_is_asked_about_once():
    heads = "序号\n重点工作\n牵头领导\n牵头单位\n"
    rows = (
        "1\n建桥。\n王强\n市住建局\n2\n修路。\n市交通局\n3\n招商。"
        "\n市商务局\n4\n种树。\n李明\n市林业局\n"
    )
    notice = read_text("2026年重点工作\n" + heads + rows)
    assert [row.leader.name for row in notice.rows] == ["王强", "王强", "王强", "李明"]
    assert codes(notice) == ["leader_carried_down"]


THEMES = """2026年市政府重点工作任务分解表
类别
序号
工作任务
牵头单位
配合单位
完成时限
产业发展
1
培育企业20家。
市经信局
市发改局、市财政局
12月底前
2
建设园区1个。
市经信局
市自规局
全年
城市建设
3
新建公园2座。
市住建局
市园林中心
6月底前
"""


def test_themes_before_the_numbers():
    notice = read_text(THEMES)
    assert row_lines(notice) == [
        "k1 - 培育企业20家。 市经信局>市发改局、市财政局",
        "k2 - 建设园区1个。 市经信局>市自规局",
        "k3 - 新建公园2座。 市住建局>市园林中心",
    ]
    assert [row.theme for row in notice.rows] == ["产业发展", "产业发展", "城市建设"]
    assert codes(notice) == []
    remarks = read_text(THEMES.replace("配合单位\n完成时限", "配合单位\n备注"))
    assert "heading_assumed" in codes(remarks)


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ("市高新\n区管委会\n市财政局", ["市高新区管委会", "市财政局"]),
        (
            "市交通局\n经济技术开发\n区管理委员会\n各镇",
            ["市交通局", "经济技术开发区管理委员会", "各镇"],
        ),
        ("市水利局\n区财政局", ["市水利局", "区财政局"]),
        ("市高新区\n区招商局", ["市高新区", "区招商局"]),
    ],
)
def test_a_name_that_breaks_before_its_area(lines, wanted):
    notice = read_text(
        f"序号\n重点工作\n责任单位\n1\n建桥。\n{lines}\n2\n修路。\n市交通局\n"
    )
    assert [unit.name for unit in notice.rows[0].units] == wanted


@pytest.mark.parametrize(
    ("heads", "leaders", "other"),
    [
        ("督办领导", "王强\n副市长", None),
        ("牵头领导\n督办领导", "王强\n副市长\n李明\n副市长", "督办领导"),
        ("牵头领导\n分管领导", "王强\n李明", "分管领导"),
        ("督办领导\n牵头领导", "李明副市长\n王强副市长", "督办领导"),
    ],
)
def test_who_watches_and_who_carries(heads, leaders, other):
    rows = "".join(f"{n}\n建第{n}桥。\n{leaders}\n市住建局\n" for n in (1, 2))
    notice = read_text(f"2026年重点工作\n序号\n重点工作\n{heads}\n责任单位\n{rows}")
    assert [(row.leader.name, len(row.co_leaders)) for row in notice.rows] == [
        ("王强", 0),
        ("王强", 0),
    ]
    assert all(
        ("李明" in row.extra.get(other, "")) if other else row.extra == {}
        for row in notice.rows
    )
    assert [row.lead[0].name for row in notice.rows] == ["市住建局", "市住建局"]


def test_a_second_column_of_leaders_opens_no_block():
    notice = read_text(
        "2026年重点工作\n牵头领导\n重点工作\n分管领导\n责任单位\n"
        "王强市长\n1.建桥。\n李明副市长\n市住建局\n2.修路。"
        "\n张华副市长\n市交通局\n陈飞常务副市长\n3.种树。"
        "\n李明副市长\n市林业局\n"
    )
    assert [row.leader.name for row in notice.rows] == ["王强", "王强", "陈飞"]
    assert [row.extra["分管领导"] for row in notice.rows] == [
        "李明副市长",
        "张华副市长",
        "李明副市长",
    ]
    assert notice.plan.title == "2026年重点工作" and codes(notice) == []


PARTS = (
    "2026年民生实事项目\n序号\n实事项目\n具体内容\n牵头单位\n配合单位\n"
    "1\n教育提升\n{}\n2\n养老\n建中心5个。\n市民政局\n各街道\n"
)
OWN = [(1, "市教育局"), (2, "市体育局")]


@pytest.mark.parametrize(
    ("cells", "parts"),
    [
        ("1.建园3所。\n市教育局\n市住建局\n2.改校2所。\n市体育局\n市财政局", OWN),
        ("①建园3所。\n市教育局\n市住建局\n②改校2所。\n市体育局\n市财政局", OWN),
        ("（1）建园\n3所。\n市教育局\n市住建局\n（2）改校2所。\n市体育局\n市财政局", OWN),
        ("1.建园3所。\n2.改校2所。\n市教育局\n市财政局", []),
    ],
)  # fmt: skip
def test_parts_below_what_a_row_is_called(cells, parts):
    notice = read_text(PARTS.format(cells))
    first, second = notice.rows
    assert [(part.number, part.lead[0].name) for part in first.parts] == parts
    assert first.text.startswith("教育提升\n") and first.text.endswith("改校2所。")
    assert [part.text for part in first.parts] in ([], ["建园3所。", "改校2所。"])
    assert row_lines(notice)[1] == "l2 - 养老/建中心5个。 市民政局>各街道~"
    assert second.number == 2 and codes(notice) == []


def test_a_part_without_units_is_asked_about():
    cells = "1.建园3所。\n市教育局\n市住建局\n2.改校2所。"
    assert codes(read_text(PARTS.format(cells))) == ["part_units_missing"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("高山\n市长", "陈伟\n副市长"),
        ("市长高山", "副市长陈伟"),
        ("市委书记\n市长\n高山", "陈伟"),
        ("安达", "陈伟"),
    ],
)
def test_a_leader_behind_the_number_is_that_of_the_row(first, second):
    heads = "2026年重点工作责任分解\n序号\n牵头领导\n工作任务\n牵头单位\n配合单位\n"
    rows = (
        f"1\n{first}\n治污。\n市环境局\n各乡镇\n2\n{second}\n供水。"
        "\n市水利局\n各乡镇\n3\n节水。\n市水利局\n各乡镇\n"
    )
    notice = read_text(heads + rows)
    assert [row.leader.name for row in notice.rows] == [
        first[-2:] if "安" in first else "高山",
        "陈伟",
        "陈伟",
    ]
    assert notice.rows[0].text == "治污。"
    assert codes(notice) == (["leader_unreadable"] if first == "安达" else [])


def test_leaders_with_surnames_that_few_have_are_none_of_the_text():
    heads = "序号\n工作任务\n牵头领导\n责任单位\n"
    rows = (
        "1\n治污攻坚\n安达\n市环境局\n2\n城乡供水\n党晓龙\n市水利局\n3\n深化"
        "改革\n方政\n安达\n市委改革办\n"
    )
    notice = read_text(heads + rows)
    assert row_lines(notice) == [
        "k1 安达 治污攻坚 市环境局>",
        "k2 党晓龙 城乡供水 市水利局>",
        "k3 方政+安达(j) 深化改革 市委改革办>",
    ]
    assert set(codes(notice)) == {"leader_unreadable"}


def test_a_lone_name_that_few_have_opens_a_block():
    rows = (
        "党晓龙\n1.建桥。\n市住建局\n市财政局\n续建\n安达\n2.修路。\n市交通局\n市财政局\n"
        "周波市长\n3.种树。\n市林业局\n各镇\n"
    )
    notice = read_text(f"2026年重点工作任务分解表\n{HEADS}{rows}")
    assert [row.leader.name for row in notice.rows] == ["党晓龙", "安达", "周波"]
    assert [row.remark for row in notice.rows] == ["续建", "", ""]
    assert codes(notice) == [
        "leader_title_missing",
        "remark_assumed",
        "leader_title_missing",
    ]


def test_two_leaders_on_two_lines_of_a_block_are_asked_about():
    notice = read_text(
        f"2026年重点工作任务分解表\n{HEADS}王强市长\n李明副市长\n1.建桥。\n市住建局\n市财政局\n"
    )
    assert row_lines(notice) == ["k1 王强+李明(j) 建桥。 市住建局>市财政局~"]
    assert codes(notice) == ["leaders_together"]


REMARKS = (
    "序号\n工作任务\n责任单位\n完成时限\n备注\n1\n治污。\n市环境局\n第四季度\n跨年度项目\n"
    "2\n供水。\n市水利局\n2026.12.31\n续建\n3\n节水。\n市水利局\n年底前\n续建\n"
)


def test_remarks_and_times_behind_the_units():
    notice = read_text(REMARKS)
    assert [row.remark for row in notice.rows] == ["跨年度项目", "续建", "续建"]
    assert [row.extra["完成时限"] for row in notice.rows] == [
        "第四季度",
        "2026.12.31",
        "年底前",
    ]
    assert [len(row.units) for row in notice.rows] == [1, 1, 1]
    assert codes(notice) == ["remark_assumed"]


def test_headings_with_brackets_and_over_lines_and_numbers_with_stars():
    text = (
        "一、省里的任务\n序号\n重点工作任务（全市2项）"
        "\n责任\n单位\n（一）王宏副市长牵头重点工作\n1*\n种粮。"
        "\n市农业局\n省牵头单位：省农业厅\n"
        "（二）胡伟副市长牵头重点工作\n2\n促销。\n市商务局、市发改委\n省牵头单位：省商务厅\n"
    )
    notice = read_text(text)
    assert row_lines(notice) == [
        "k1 王宏 种粮。 市农业局>",
        "k2 胡伟 促销。 市商务局>市发改委~",
    ]
    assert [row.extra["省牵头单位"] for row in notice.rows] == ["省农业厅", "省商务厅"]
    assert set(codes(notice)) == {"label_unknown", "number_marked"}


def test_cells_of_columns_nobody_knows_stay_together_in_order():
    heads = (
        "序号\n项目名称\n建设起\n止年限\n总投资\n（万元）"
        "\n当年投资\n（万元）\n资金\n来源\n责任\n单位\n"
    )
    rows = "1\n接通燃气28个小区。\n2023.01-2023.12\n1200\n1200\n完工投用\n国企投资\n城投集团\n"
    notice = read_text(f"2026年民生实事\n{heads}{rows}{rows.replace('1', '2', 1)}")
    first = notice.rows[0]
    assert (first.text, [unit.name for unit in first.units]) == (
        "接通燃气28个小区。",
        ["城投集团"],
    )
    assert list(first.extra.values()) == [
        "2023.01-2023.12",
        "1200\n1200",
        "完工投用\n国企投资",
    ]


def test_parts_whose_numbers_run_on_from_row_to_row_and_have_leaders_of_their_own():
    heads = "序号\n目标名称\n工 作 标 准\n区政府\n分管领导\n牵头单位\n配合单位\n"
    cells = (
        "1\n经济\n（1）增长6%。\n王锋\n发改局\n街道\n（2）投资增长。\n吴伟\n商务局\n街道\n"
        "2\n城建\n（3）建桥。\n吴伟\n住建局\n街道\n（4）修路。\n吴伟\n交通局\n街道\n"
    )
    notice = read_text("2026年目标任务\n" + heads + cells)
    assert [[part.number for part in row.parts] for row in notice.rows] == [
        [1, 2],
        [3, 4],
    ]
    assert [row.leader.name for row in notice.rows] == ["王锋", "吴伟"]
    assert codes(notice) == ["parts_led_apart"]


def test_lines_that_look_like_rows_are_not_left_out_without_a_word():
    rows = "其他\n事由\n谁来做\n1\n种树。\n市林业局\n2\n挖河。\n市水利局\n"
    notice = read_text(
        f"2026年重点工作\n序号|重点工作|责任单位\n1|建桥|市住建局\n2|修路|市交通局\n{rows}"
    )
    assert len(notice.rows) == 2 and codes(notice) == ["lines_unread"]
    assert "第8行至第13行" in notice.doubts[0].message
