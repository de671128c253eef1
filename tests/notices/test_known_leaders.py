"""Leaders who are named by a sheet or a title alone, and what a row says that its document speaks
of."""

import io

import openpyxl
import pytest

from assignments.notices.files.formats import load
from assignments.notices.meaning.read import read_document
from assignments.notices.rows import LeaderFound
from assignments.notices.words.known_leaders import KnownLeaders

HEAD = ["序号", "重点工作", "责任单位"]
KNOWN = KnownLeaders(
    [LeaderFound("周阳", "副市长"), LeaderFound("高峰"), LeaderFound("蔡木贵")]
)


def sheets(pages):
    """An Excel file of these sheets: name to lines."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in pages.items():
        page = book.create_sheet(name)
        for line in lines:
            page.append(line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("周阳", ["周阳"]),
        ("周 阳", ["周阳"]),
        ("周阳同志牵头重点工作", ["周阳"]),
        ("玉环市2021年周阳副市长分管工作任务清单（12项）", ["周阳"]),
        ("1.周阳", ["周阳"]),
        ("产业发展-周阳", ["周阳"]),
        ("城建（蔡木贵）", ["蔡木贵"]),
        ("周阳、蔡木贵共同牵头", ["周阳", "蔡木贵"]),
        ("高峰期整治", []),
        ("周阳路改造工程", []),
        ("高峰论坛筹备工作", []),
        ("王小明", []),
        ("重点工作", []),
    ],
)
def test_a_name_leads_where_the_words_are_about_whose_tasks_these_are(text, names):
    assert [leader.name for leader in KNOWN.named_in(text)] == names


def leaders_of(data, known=()):
    notice = read_document(load(data, "a.xlsx"), known=known)
    return [row.leader and row.leader.name for row in notice.rows]


def test_sheets_named_after_leaders():
    data = sheets(
        {
            "周阳": [HEAD, [1, "修路。", "市交通局"]],
            "蔡木贵": [HEAD, [2, "办学。", "市教育局"]],
        }
    )
    assert leaders_of(data) == [None, None]
    assert leaders_of(data, ["周阳", "蔡木贵"]) == ["周阳", "蔡木贵"]


def test_names_that_the_document_itself_gives():
    whole = [
        ["序号", "牵头领导", "重点工作", "责任单位"],
        [1, "周阳", "修路。", "市交通局"],
    ]
    titled = [["蔡木贵副市长分管的工作"], HEAD, [2, "办学。", "市教育局"]]
    data = sheets(
        {
            "总表": whole,
            "周阳": [HEAD, [3, "治水。", "市水利局"]],
            "文教": titled,
            "蔡木贵": [HEAD, [4, "绿化。", "市林业局"]],
        }
    )
    assert leaders_of(data)[0] == "周阳" and leaders_of(data)[1] == "周阳"
    assert leaders_of(data)[3] == "蔡木贵"


def test_a_sheet_does_not_go_on_under_the_leader_of_the_sheet_before():
    data = sheets(
        {
            "周阳副市长": [HEAD, [1, "修路。", "市交通局"]],
            "文教": [HEAD, [2, "办学。", "市教育局"]],
        }
    )
    assert leaders_of(data) == ["周阳", None]


def test_comrades_are_persons_though_no_title_be_said():
    data = sheets({"一": [["周阳同志牵头重点工作"], HEAD, [1, "修路。", "市交通局"]]})
    assert leaders_of(data) == ["周阳"]


@pytest.mark.parametrize(
    ("head", "line", "fields"),
    [
        (HEAD, [1, "修路。", "市交通局、市公安局"], {"lead"}),
        (["序号", "重点工作", "牵头单位"], [1, "修路。", "市交通局"], {"lead"}),
        (
            ["序号", "重点工作", "牵头单位", "配合单位"],
            [1, "修路。", "市交通局", None],
            {"lead", "cooperating"},
        ),
        (["序号", "重点工作", "配合单位"], [1, "修路。", "市交通局"], {"cooperating"}),
        ([*HEAD, "备注"], [1, "修路。", "市交通局", None], {"lead", "remark"}),
        ([*HEAD, "备注"], [1, "修路。", "市交通局", "#N/A"], {"lead"}),
        ([*HEAD, "牵头领导"], [1, "修路。", "市交通局", None], {"lead", "leader"}),
        ([*HEAD, "牵头领导"], [1, "修路。", "市交通局", "见附件"], {"lead"}),
        ([*HEAD, "配合领导"], [1, "修路。", "市交通局", None], {"lead", "co_leaders"}),
    ],
)
def test_what_a_row_says_that_its_document_speaks_of(head, line, fields):
    data = sheets({"重点工作": [head, line]})
    (row,) = read_document(load(data, "a.xlsx")).rows
    assert row.stated_fields == fields | {"kind"} and row.to_json()["told"] == sorted(
        fields | {"kind"}
    )


def test_a_list_that_says_nothing_of_its_kind():
    (row,) = read_document(
        load(
            sheets(
                {"Sheet1": [["序号", "内容", "责任单位"], [1, "修路。", "市交通局"]]}
            ),
            "a.xlsx",
        )
    ).rows
    assert "kind" not in row.stated_fields and row.theme is None
