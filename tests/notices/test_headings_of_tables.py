"""Headings in several rows, and again at the top of a page."""

import pytest

from assignments.notices.meaning.read import read_notice
from tests.notices.pages import page
from tests.notices.row_lines import codes, row_lines

TITLE = "2026年重点工作"
WHOLE = "k1 王强 建桥。 市住建局>市财政局"


TASK = "1|建桥。|王强副市长|市住建局|市财政局"
TWO = "1|建桥。|王强副市长|李明副市长|市住建局|市财政局"


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        (("!2 序号|!2 重点工作|=3 责任分工|!2 备注", "牵头领导|牵头单位|配合单位", f"{TASK}|"),
            WHOLE),
        (("序号|重点工作|责任分工|||备注", "||牵头领导|牵头单位|配合单位|", f"{TASK}|"), WHOLE),
        (("=2 重点工作|=3 责任分工", "序号|内容|牵头领导|牵头单位|配合单位", TASK), WHOLE),
        (("!2 序号|!2 重点工作|!2 领导|=2 责任单位", "牵头|配合", TASK), WHOLE),
        (("!2 序号|!2 重点工作|=2 责任落实", "领导|责任单位", "1|建桥。|王强|市住建局、市财政局"),
            f"{WHOLE}~"),
        (
            ("!3 序号|!3 重点工作|=4 责任分工", "=2 市领导|=2 单位", "牵头|协助|牵头|配合", TWO),
            WHOLE.replace("王强", "王强+李明(s)"),
        ),
    ],
    ids=["merged", "not merged", "second row whole", "bare words", "other words", "three rows"],
)  # fmt: skip
def test_headings_in_several_rows(rows, line):
    notice = read_notice(page(*rows, before=TITLE), "a.html")
    assert (row_lines(notice), codes(notice)) == ([line], [])


def test_headings_in_two_rows_again_on_the_next_page():
    head = "!2 序号|!2 重点工作|=2 责任单位", "牵头|配合"
    rows = *head, "1|建桥。|市住建局|市财政局", *head, "2|修路。|市交通局|市财政局"
    notice = read_notice(page(*rows, before=TITLE), "a.html")
    assert row_lines(notice) == [
        "k1 - 建桥。 市住建局>市财政局",
        "k2 - 修路。 市交通局>市财政局",
    ]
    assert codes(notice) == []


def test_a_group_of_columns_that_the_plan_has_no_place_for_keeps_both_words():
    rows = (
        "!2 序号|!2 重点工作|!2 责任单位|=2 进度安排",
        "上半年|下半年",
        "1|建桥。|市住建局|开工|完工",
    )
    notice = read_notice(page(*rows, before=TITLE), "a.html")
    assert notice.rows[0].extra == {"进度安排上半年": "开工", "进度安排下半年": "完工"}
    assert codes(notice) == ["column_unknown"]
