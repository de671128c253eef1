"""Tables that lost their borders: page breaks, themes, second columns of leaders, parts. All made up."""

import pytest

from assignments.notices.read import read_text
from tests.notices.told import codes, said

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
    assert said(notice) == [
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
    notice = read_text(f"2026年重点工作\n{heads}{cells[0]}2026年市政府十件民生实事清单\n{heads}{cells[1]}")
    assert [row.kind for row in notice.rows] == ["key", "livelihood"]


def test_a_leader_behind_the_task_holds_for_the_rows_below_and_is_asked_about_once():
    heads = "序号\n重点工作\n牵头领导\n牵头单位\n"
    rows = "1\n建桥。\n王强\n市住建局\n2\n修路。\n市交通局\n3\n招商。\n市商务局\n4\n种树。\n李明\n市林业局\n"
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
    assert said(notice) == [
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
        ("市交通局\n经济技术开发\n区管理委员会\n各镇", ["市交通局", "经济技术开发区管理委员会", "各镇"]),
        ("市水利局\n区财政局", ["市水利局", "区财政局"]),
        ("市高新区\n区招商局", ["市高新区", "区招商局"]),
    ],
)
def test_a_name_that_breaks_before_its_area(lines, wanted):
    notice = read_text(f"序号\n重点工作\n责任单位\n1\n建桥。\n{lines}\n2\n修路。\n市交通局\n")
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
    assert [(row.leader.name, len(row.co_leaders)) for row in notice.rows] == [("王强", 0), ("王强", 0)]
    assert all(("李明" in row.extra.get(other, "")) if other else row.extra == {} for row in notice.rows)
    assert [row.lead[0].name for row in notice.rows] == ["市住建局", "市住建局"]


def test_a_second_column_of_leaders_opens_no_block():
    notice = read_text(
        "2026年重点工作\n牵头领导\n重点工作\n分管领导\n责任单位\n"
        "王强市长\n1.建桥。\n李明副市长\n市住建局\n2.修路。\n张华副市长\n市交通局\n陈飞常务副市长\n3.种树。\n李明副市长\n市林业局\n"
    )
    assert [row.leader.name for row in notice.rows] == ["王强", "王强", "陈飞"]
    assert [row.extra["分管领导"] for row in notice.rows] == ["李明副市长", "张华副市长", "李明副市长"]
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
    assert said(notice)[1] == "l2 - 养老/建中心5个。 市民政局>各街道~"
    assert second.number == 2 and codes(notice) == []


def test_a_part_without_units_is_asked_about():
    cells = "1.建园3所。\n市教育局\n市住建局\n2.改校2所。"
    assert codes(read_text(PARTS.format(cells))) == ["part_units_missing"]
