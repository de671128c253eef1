"""Rows over the whole width of a table that name who carries the tasks below, where no column
does."""

import pytest

from assignments.notices.meaning.read import read_notice
from tests.notices.pages import page
from tests.notices.row_lines import codes, row_lines

HEAD = "序号|工作任务|完成时限"


def read(*rows: str):
    return read_notice(page(*rows, before="2026年重点工作"), "a.html")


@pytest.mark.parametrize(
    ("first", "second", "units"),
    [
        ("=3 一、市住建局", "=3 二、市教育局", "市住建局>"),
        ("=3 市住建局", "=3 市教育局", "市住建局>"),
        ("一|=2 市住建局", "二|=2 市教育局", "市住建局>"),
        (
            "=3 （一）市住建局、市交通局（2项）",
            "=3 （二）市教育局牵头的工作（1项）",
            "市住建局>市交通局~",
        ),
        (
            "=3 一、城建（责任单位：市住建局、市财政局）",
            "=3 二、教育（牵头单位：市教育局）",
            "市住建局>市财政局~",
        ),
    ],
)
def test_the_unit_of_a_section_leads_its_rows(first, second, units):
    notice = read(HEAD, first, "1|建桥。|12月", "2|修路。|6月", second, "3|建校。|9月")
    assert row_lines(notice) == [
        f"k1 - 建桥。 {units}",
        f"k2 - 修路。 {units}",
        "k3 - 建校。 市教育局>",
    ]
    assert codes(notice) == ["units_of_headings"]


def test_beside_a_column_of_those_who_help_and_a_row_that_says_itself_who_leads():
    rows = (
        "=3 一、市住建局",
        "1|建桥。|市财政局",
        "2|修路（牵头单位：市交通局）|市财政局",
        "=3 二、市教育局",
        "3|建校。|",
    )
    notice = read("序号|工作任务|配合单位", *rows)
    assert (
        row_lines(notice)[0] == "k1 - 建桥。 市住建局>市财政局"
        and row_lines(notice)[2] == "k3 - 建校。 市教育局>"
    )
    assert codes(notice) == ["units_of_headings"]


def test_themes_among_them_or_a_column_of_units_take_it_back():
    notice = read(
        HEAD, "=3 一、市住建局", "1|建桥。|12月", "=3 二、教育发展", "2|建校。|9月"
    )
    assert row_lines(notice) == [
        "k1 - 建桥。 >",
        "k2 - 建校。 >",
    ] and "column_missing" in codes(notice)
    notice = read("序号|工作任务|责任单位", "=3 一、市住建局", "1|建桥。|市交通局")
    assert (
        row_lines(notice) == ["k1 - 建桥。 市交通局>"]
        and notice.rows[0].theme == "市住建局"
    )
    nested = read(HEAD, "=3 一、城乡建设", "=3 （一）市住建局", "1|建桥。|12月")
    assert row_lines(nested) == [
        "k1 - 建桥。 市住建局>"
    ] and "units_of_heading" in codes(nested)
