"""Tables that the end of a page parted in several, with the headings repeated or not: one list all
the same."""

import pytest

from assignments.notices.meaning.read import read_notice
from tests.notices.row_lines import codes, row_lines
from tests.notices.test_word import cell, paragraph, row, table, wrapped

TITLE = paragraph("2026年民生实事项目任务分解")


def cells(*texts: str) -> str:
    return row(*(cell("".join(map(paragraph, text.split("/")))) for text in texts))


HEAD = cells("责任领导", "项目内容", "牵头单位", "配合单位")
FIRST = table(HEAD, cells("王强/市长", "1.建桥。", "市住建局", "市财政局"))
WANTED = [
    "l1 王强 建桥。 市住建局>市财政局",
    "l2 王强 修路。 市交通局>市财政局",
    "l3 李明 修堤。 市水利局>",
]
REST = (
    cells("", "2.修路。", "市交通局", "市财政局"),
    cells("李明/副市长", "3.修堤。", "市水利局", ""),
)


@pytest.mark.parametrize(
    "between", ["", paragraph(""), paragraph("— 3 —"), paragraph("续表")]
)
@pytest.mark.parametrize("head", ["", HEAD], ids=["no headings", "headings again"])
def test_kind_and_leader_go_on_in_the_next_table(between, head):
    notice = read_notice(
        wrapped(TITLE + FIRST + between + table(head, *REST)), "a.docx"
    )
    assert row_lines(notice) == WANTED
    assert codes(notice) == ["leader_carried_down"]
    assert [row.source.table for row in notice.rows] == [1, 2, 2]


def test_a_row_that_the_page_cut_goes_on():
    parted = cells("", "长100米。", "", "市审计局"), *REST
    notice = read_notice(wrapped(TITLE + FIRST + table(*parted)), "a.docx")
    assert (
        row_lines(notice)[0] == "l1 王强 建桥。/长100米。 市住建局、市审计局>市财政局"
    )
    assert [row.number for row in notice.rows] == [1, 2, 3]
    assert codes(notice) == ["leader_carried_down", "part_unnumbered"]


def test_cells_of_the_leader_left_out_below_the_break():
    notice = read_notice(
        wrapped(TITLE + FIRST + table(cells("2.修路。", "市交通局", "市财政局"))),
        "a.docx",
    )
    assert row_lines(notice) == WANTED[:2]
    assert codes(notice) == ["cells_lost", "leader_carried_down"]


def test_a_theme_goes_on():
    head = cells("序号", "项目内容", "责任单位")
    theme = row(cell(paragraph("一、城建"), '<w:gridSpan w:val="3"/>'))
    first, second = (
        table(head, theme, cells("1", "建桥。", "市住建局")),
        table(head, cells("2", "修路。", "市交通局")),
    )
    notice = read_notice(wrapped(TITLE + first + second), "a.docx")
    assert [(row.theme, row.kind) for row in notice.rows] == [
        ("城建", "livelihood")
    ] * 2


def test_a_table_of_its_own_right_below_is_not_taken_for_the_rest_and_not_passed_over():
    contacts = table(cells("市住建局", "张三", "0576-8722", "传真", "8723"))
    notice = read_notice(wrapped(TITLE + FIRST + contacts), "a.docx")
    assert row_lines(notice) == WANTED[:1] and codes(notice) == ["table_skipped"]
    other = table(
        row(cell(paragraph("2026年重点工作"), '<w:gridSpan w:val="4"/>')), HEAD, REST[1]
    )
    notice = read_notice(wrapped(TITLE + FIRST + other), "a.docx")
    assert [row.kind for row in notice.rows] == ["livelihood", "key"]
