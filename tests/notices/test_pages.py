"""What surrounds a notice on a saved page, and frames that hold one: every way gives the rows of
the bare text."""

import docx
import openpyxl
import pytest

from assignments.notices.meaning.read import read_notice, read_text
from tests.notices import documents
from tests.notices.row_lines import codes, row_lines

LINES = """2026年重点工作责任分解
一、做强产业
1.新增企业20家。
牵头单位：市经信局
责任单位：市财政局、各乡镇（街道）
2.修路100公里。
责任单位：市住建局、市交通局"""
ROWS = [
    "k1 - 新增企业20家。 市经信局>市财政局、各乡镇（街道）",
    "k2 - 修路100公里。 市住建局>市交通局~",
]
MENU = "<ul><li>首页<li>市级部门<li>市发改局</ul>"
FEET = {
    "who runs it": (
        "<p>主办单位：某市人民政府办公室</p><p>承办单位："
        "某市大数据局</p><p>网站标识码：331</p>"
    ),
    "in one line": (
        "<div>主办单位：某市政府办 承办单位：某市大数据局 "
        "技术支持：某公司</div><div>浙ICP备12号</div>"
    ),
    "nothing but that": "<p>主办单位：某市人民政府办公室</p><p>承办单位：某市大数据局</p>",
    "links": (
        "<p>扫一扫在手机打开</p><p>友情链接</p><ul><li>市发改局<li>市财政局"
        "</ul><p>版权所有：某市人民政府</p>"
    ),
    "the next page": "<p>下一篇：市政府办公室关于建桥的通知</p><ul><li>市发改局</ul>",
    "a table": (
        "<table><tr><td>主办单位：某市政府办<td>承办："
        "某市大数据局<tr><td>网站标识码：331<td>ICP备1</table>"
    ),
}


def _page(body: str, before: str = "") -> bytes:
    return f"<html><meta charset=utf-8><body>{before}{body}</body></html>".encode()


def _paragraphs(lines: str = LINES) -> str:
    return "".join(f"<p>　　{line}</p>" for line in lines.split("\n"))


@pytest.mark.parametrize("foot", FEET.values(), ids=FEET)
def test_the_foot_of_a_page_is_none_of_the_notice(foot):
    notice = read_notice(
        _page(_paragraphs() + foot, "<p>打印本页 分享到：</p><p>网站地图</p>"), "a.html"
    )
    assert row_lines(notice) == ROWS
    assert codes(notice) == []
    table = (
        "<p>2026年重点工作</p><table><tr><td>序号<td>任务<td>牵头单位<tr><td>1<td>建"
        "桥<td>市交通局</table>"
    )
    assert row_lines(read_notice(_page(table + foot), "a.html")) == [
        "k1 - 建桥 市交通局>"
    ]


def test_words_of_a_foot_that_a_notice_uses_itself_stay():
    of_tasks = "1.建厂。\n主办单位：市经信局\n2.修路。\n主办单位：市政府办公室"
    assert row_lines(read_text(of_tasks)) == [
        "k1 - 建厂。 市经信局>",
        "k2 - 修路。 市政府办公室>",
    ]
    assert row_lines(read_text("1.建厂。\n主办单位：市政府办公室")) == [
        "k1 - 建厂。 市政府办公室>"
    ]


@pytest.mark.parametrize(
    "body",
    [
        f"<pre>{LINES}</pre>",
        f"<div style='white-space: pre-wrap'>{LINES}</div>",
        f"<table><tr><td>{MENU}<td><div>{LINES.replace(chr(10), '<br>')}</div></table>",
        f"<table><tr><td>{_paragraphs()}</table>",
        f"<table><tr><td>政策文件<td>{MENU}<tr><td colspan=2>{_paragraphs()}</table>",
    ],
    ids=["preformatted", "by style", "beside a menu", "in a frame", "below a menu"],
)
def test_lines_in_whatever_holds_them(body):
    notice = read_notice(_page(body + FEET["who runs it"]), "a.html")
    assert row_lines(notice) == ROWS
    assert codes(notice) == []
    places = [row.source.line for row in notice.rows]
    assert None not in places and places[0] < places[1]


def test_a_table_between_tabs_in_preformatted_text():
    notice = read_notice(
        _page(
            "<pre>序号\t任务\t牵头单位\n1\t建桥\t市交通局\n2\t植树\t市林业局\n</pre>"
        ),
        "a.html",
    )
    assert row_lines(notice) == ["k1 - 建桥 市交通局>", "k2 - 植树 市林业局>"]


def test_a_notice_in_a_box_of_word_and_in_one_column_of_a_sheet():
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = LINES
    assert row_lines(read_notice(documents.saved(document), "a.docx")) == ROWS
    book = openpyxl.Workbook()
    for line in LINES.split("\n"):
        book.active.append([line])
    notice = read_notice(documents.saved(book), "a.xlsx")
    assert row_lines(notice) == ROWS
    assert [row.source.row for row in notice.rows] == [3, 6]


GLUED = (
    "临江省政府 关于明确2026年重点工作责任单位的通知 "
    "现将任务予以分解，请于3月25日前报告。 一、提振信心 "
    "(一)促进消费。 "
    "1.改善条件。(省商务厅、省财政厅按职责分工负责) "
    "2.落实90条措施。(省发改委牵头,省商务厅等相关部门按职责分工负责) "
    "(二)扩大投资。 3.开展活动。(省发改委牵头,各市政府负责)"
)


def test_a_whole_notice_in_one_paragraph():
    notice = read_text(GLUED)
    assert row_lines(notice) == [
        "k1 - 改善条件。 省商务厅>省财政厅~",
        "k2 - 落实90条措施。 省发改委>省商务厅、相关部门",
        "k3 - 开展活动。 省发改委>各市政府",
    ]
    assert [row.theme for row in notice.rows] == ["促进消费", "促进消费", "扩大投资"]
    assert codes(notice) == []


@pytest.mark.parametrize("units", ["责任单位", "责任科室"])
def test_cells_with_nothing_but_a_bar_between(units):
    cells = f"工作任务 具体要求 {units} 时限要求 公开 1 公布目录。 办公室 年底前"
    cells += " 解读 2 解读政策。 各科室 全年 3 编制年报。 办公室 全年"
    notice = read_text("2026年公开任务分解表\n" + "\n|\n".join(cells.split()) + "\n|\n")
    assert [line.removesuffix("~") for line in row_lines(notice)] == [
        "k1 - 公布目录。 办公室>",
        "k2 - 解读政策。 各科室>",
        "k3 - 编制年报。 办公室>",
    ]
    assert [row.theme for row in notice.rows] == ["公开", "解读", "解读"]
    assert [row.extra["时限要求"] for row in notice.rows] == ["年底前", "全年", "全年"]


def test_a_frame_of_word_around_two_tables_of_which_the_first_is_none_of_tasks():
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    for rows in (
        ["索引号|2026-1"],
        [
            "序号|任务|牵头单位|配合单位",
            "1|建桥|市交通局、市发改局|市财政局",
            "2|植树|市林业局|",
        ],
    ):
        table = cell.add_table(rows=len(rows), cols=rows[0].count("|") + 1)
        for at, row in enumerate(rows):
            for column, text in enumerate(row.split("|")):
                table.cell(at, column).text = text
    notice = read_notice(documents.saved(document), "a.docx")
    assert row_lines(notice) == [
        "k1 - 建桥 市交通局、市发改局>市财政局",
        "k2 - 植树 市林业局>",
    ]


def test_the_head_of_a_page_is_no_table_that_was_skipped():
    head = (
        "索 引 号 | 1137/2026-1 | 公开方式 | 主动公开 "
        "|\n发布机构 | 县政府办公室 | 组配分类 | 县政发 |\n"
    )
    head += "有效性 | 有效 |\n"
    notice = read_text(head + LINES)
    assert (row_lines(notice), codes(notice)) == (ROWS, [])
