"""The ledger as a Word file: the same rows as the screen, laid out as the official notice."""

import io
from zipfile import ZipFile

import pytest
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from assignments.models import Responsibility, Task

EXPORT = reverse("boards:export")


@pytest.fixture
def ask(client_for, viewer_user, small_plan):
    client = client_for(viewer_user)
    return lambda **query: client.get(
        EXPORT, {"period": "2021Q2", "format": "docx"} | query
    )


def document_of(response) -> Document:
    assert response.status_code == 200
    return Document(io.BytesIO(response.content))


def texts(response) -> list[list[list[str]]]:
    """Each table's rows of texts as a reader sees them: a merged cell says the same in every
    row."""
    return [rows_of(table) for table in document_of(response).tables]


def rows_of(table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def properties(row, name: str) -> bool:
    return row._tr.trPr is not None and row._tr.trPr.find(qn(f"w:{name}")) is not None


def test_key_tasks_stand_in_the_five_columns_of_the_notice(ask):
    key, livelihood = texts(ask())
    assert key[0][:5] == ["牵头领导", "重点工作", "牵头单位", "配合单位", "备注"]
    assert [row[5:] for row in key] == [
        ["会同或配合的市领导"],
        *[["无"]] * 4,
        ["孙群（会同）"],
    ]
    assert [row[1].split(".")[0] for row in key[1:]] == ["1", "2", "3", "4", "5"]
    assert key[4][2:4] == ["市农业农村局", "各乡镇（街道）"]
    assert livelihood[0] == ["牵头领导", "序号", "民生实事项目", "牵头单位", "配合单位"]
    assert [row[1] for row in livelihood[1:]] == ["1"]


def test_leaders_in_turn_share_a_merged_cell(ask):
    table = document_of(ask()).tables[0]
    merges = [row._tr.tc_lst[0].tcPr.find(qn("w:vMerge")) for row in table.rows[1:]]
    told = [
        None if merge is None else merge.get(qn("w:val"), "continue")
        for merge in merges
    ]
    assert told == ["restart", "continue", "restart", "continue", None]
    assert [row.cells[0].text for row in table.rows[1:3]] == ["蔡木贵\n副市长"] * 2


def test_head_is_repeated_and_rows_stay_whole(ask):
    for table in document_of(ask()).tables:
        assert [properties(row, "tblHeader") for row in table.rows] == [True] + [
            False
        ] * (len(table.rows) - 1)
        assert all(properties(row, "cantSplit") for row in table.rows)


def test_margins_and_fonts_are_those_of_official_papers(ask):
    found = document_of(ask())
    page = found.sections[0]
    margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]
    title = found.paragraphs[0].runs[0]
    assert title.text == "2021年市政府重点工作和民生实事项目责任分工抓落实方案"
    assert title._r.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")) == "方正小标宋简体"
    fonts = [
        run._r.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia"))
        for row in found.tables[0].rows[:2]
        for run in row.cells[1].paragraphs[0].runs
    ]
    assert fonts == ["黑体", "仿宋_GB2312"]
    widths = [int(column.get(qn("w:w"))) for column in found.tables[0]._tbl.tblGrid]
    assert round(sum(widths) / 56.7) == 156


@pytest.mark.parametrize(
    "query, numbers",
    [
        ({"kind": "key"}, [["1", "2", "3", "4", "5"]]),
        ({"kind": "livelihood"}, [["1"]]),
        ({"words": "港区"}, [["2", "3"]]),
        ({"words": "港区", "by": "work"}, [["2", "3"]]),
        ({"kind": "key", "sort": "leader"}, [["1", "2", "5", "3", "4"]]),
        ({"standing": "done"}, []),
    ],
)
def test_holds_the_rows_of_the_screen_in_its_order(ask, query, numbers):
    found = []
    for head, *rows in texts(ask(**query)):
        at = head.index("序号") if "序号" in head else head.index("重点工作")
        found.append([row[at].split(".")[0] for row in rows])
    assert found == numbers


def test_says_what_was_asked(ask):
    told = [
        paragraph.text
        for paragraph in document_of(ask(kind="key", words="港区")).paragraphs
    ]
    assert "（2021年二季度；关键词：港区；类别：重点工作；共2条）" in told


def test_copies_of_a_joint_task_keep_their_own_units(ask, small_plan):
    rows = {row[1].split(".")[0]: row for row in texts(ask())[0]}
    assert (rows["2"][3], rows["3"][3]) == ("市科技局", "")


def test_a_task_without_a_leader_says_so(ask, small_plan):
    Task.objects.filter(pk=small_plan.tasks["key", 2].pk).update(leader=None)
    assert [row[0].split("\n")[0] for row in texts(ask())[0][1:]] == [
        "蔡木贵",
        "无",
        "陈威",
        "陈威",
        "蔡木贵",
    ]


def test_notes_of_units_and_control_characters(ask, small_plan):
    task = small_plan.tasks["key", 1]
    Task.objects.filter(pk=task.pk).update(text="推进\x07小升规。")
    Responsibility.objects.filter(task=task, duty="lead").update(note="牵头")
    assert texts(ask(words="小升规"))[0][1][1:3] == [
        "1.推进小升规。",
        "市科技局（牵头）",
    ]


def test_the_package_is_whole(ask):
    """Every part parses, so that Word opens it without repairs."""
    with ZipFile(io.BytesIO(ask().content)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))


def test_the_file_has_a_chinese_name(ask):
    response = ask()
    assert response["Content-Type"].endswith("wordprocessingml.document")
    assert "%E5%8F%B0%E8%B4%A6-2021Q2-6" in response["Content-Disposition"]
    assert response["Content-Disposition"].endswith(".docx")


def test_stranger_and_wrong_method(client, client_for, office_user, small_plan):
    assert client.get(EXPORT, {"format": "docx"}).url.startswith(reverse("login"))
    assert client_for(office_user).post(f"{EXPORT}?format=docx").status_code == 405


def test_the_ledger_offers_it(client_for, viewer_user, small_plan):
    page = client_for(viewer_user).get(
        reverse("boards:tasks"), {"period": "2021Q2", "words": "港区"}
    )
    assert "words=%E6%B8%AF%E5%8C%BA&amp;format=docx" in page.content.decode()
