"""The ledger as an Excel file: the same entries as the screen, and nothing that runs."""

import csv
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from assignments.models import OperationLog, Task
from assignments.notices.meaning.read import read_notice
from tests.boards.reading import total_of

EXPORT, TASKS = reverse("boards:export"), reverse("boards:tasks")


@pytest.fixture
def ask(client_for, viewer_user, small_plan):
    client = client_for(viewer_user)
    return lambda **query: client.get(EXPORT, {"period": "2021Q2"} | query)


def sheet_of(response, name="任务台账"):
    return load_workbook(io.BytesIO(response.content))[name]


def column(response, label) -> list:
    head, *rows = sheet_of(response).iter_rows(values_only=True)
    return [row[head.index(label)] for row in rows]


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"kind": "key"},
        {"by": "work"},
        {"words": "港区"},
        {"sort": "-leader"},
        {"standing": "done"},
        {"page": "2"},
    ],
)
def test_holds_the_entries_of_the_screen(ask, client_for, viewer_user, query):
    response = ask(**query)
    listed = client_for(viewer_user).get(TASKS, {"period": "2021Q2"} | query)
    assert response.status_code == 200
    assert len(column(response, "任务简称")) == total_of(listed)


def test_order_is_that_of_the_screen(ask):
    assert column(ask(sort="leader"), "序号") == [1, 2, 5, 3, 4, 1]
    assert column(ask(by="work"), "序号") == [1, "2、3", 4, 5, 1]


def test_tells_what_the_screen_tells(ask):
    response = ask(words="小升规")
    head, row = sheet_of(response).iter_rows(values_only=True)
    told = dict(zip(head, row, strict=True))
    assert (told["类别"], told["牵头领导"], told["牵头单位"], told["配合单位"]) == (
        "重点工作",
        "蔡木贵",
        "市科技局",
        "市财政局",
    )
    assert (told["评定"], told["上期评定"], told["报送"]) == (
        "待评定",
        "正常推进",
        "已报送",
    )
    assert (
        told["指标与完成数"]
        == "新增“小升规”企业：完成数 31，目标 不少于 60家，符合计划"
    )
    assert told["进展情况"] == "已完成“小升规”31家。正在培育29家。"
    assert told["完成时限"].date().isoformat() == "2021-12-31"


def test_standings_are_coloured_and_worded(ask, settings):
    """As on the screen, this period's and the last one's; a city's own palette too. Nothing else is
    painted."""
    colours = {
        "正常推进": "E0F1E7",
        "进度偏慢": "A25B00",
        "待评定": "FFFFFF",
        "未报送": "FFFFFF",
    }
    head, *rows = sheet_of(ask()).iter_rows()
    seen = set()
    for row in rows:
        for cell in row:
            painted = head[cell.column - 1].value in ("评定", "上期评定") and cell.value
            assert (
                (cell.fill.fgColor.rgb[2:] == colours.get(cell.value))
                if painted
                else not cell.fill.fill_type
            )
            seen |= {cell.value} if painted else set()
    assert {"正常推进", "进度偏慢"} <= seen
    settings.PALETTE = "green-done"
    changed = {
        cell.value: cell.fill.fgColor.rgb[2:]
        for row in sheet_of(ask()).iter_rows()
        for cell in row
    }
    assert changed["正常推进"] == "E3EEFA"


def test_handed_in_again_none_of_its_columns_is_asked_about(ask):
    """But one that a colleague has added is."""
    book = load_workbook(io.BytesIO(ask().content))
    page = book["任务台账"]
    page.cell(1, page.max_column + 1, "亮点")
    stream = io.BytesIO()
    book.save(stream)
    asked = [
        doubt.message
        for doubt in read_notice(stream.getvalue(), "台账.xlsx").doubts
        if "不认识" in doubt.message
    ]
    assert len(asked) == 1 and "亮点" in asked[0]


def test_explains_itself_on_a_second_sheet(ask):
    rows = dict(
        sheet_of(ask(kind="key", words="港区"), "说明").iter_rows(values_only=True)
    )
    assert (
        rows["报送期"] == "2021年二季度"
        and rows["类别"] == "重点工作"
        and rows["关键词"] == "港区"
    )
    assert rows["共"] == "2 条" and "再导入" not in rows
    together = dict(sheet_of(ask(by="work"), "说明").iter_rows(values_only=True))
    assert "只供阅读" in together["再导入"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", '=HYPERLINK("x")\x07']
)
def test_what_somebody_typed_is_never_a_formula(ask, small_plan, text):
    Task.objects.filter(pk=small_plan.tasks["key", 1].pk).update(text=text)
    cells = [cell for row in sheet_of(ask(sort="number")) for cell in row if cell.value]
    found = [cell for cell in cells if str(cell.value).startswith(text[:2])]
    assert found and all(cell.data_type == "s" for cell in found)
    assert not any(cell.data_type == "f" for cell in cells)


def test_a_wrong_filter_leads_back_to_the_page_that_explains_it(ask):
    response = ask(kind="castle")
    assert (
        response.status_code == 302
        and response.url.startswith(TASKS)
        and "kind=castle" in response.url
    )


def test_csv_and_web_page_say_what_the_sheet_says(ask):
    Task.objects.filter(number=4).update(remark="=HYPERLINK(1)")
    sheet = list(sheet_of(ask()).iter_rows(values_only=True))
    table = list(
        csv.reader(
            io.StringIO(ask(format="csv").content.decode("utf-8-sig"), newline="")
        )
    )
    page = ask(format="html").content.decode()
    assert len(table) == len(sheet) == page.count("<tr>") and table[0] == list(sheet[0])
    titles = [row[2] for row in sheet]
    assert [row[2] for row in table] == titles and all(
        title in page for title in titles
    )
    assert "'=HYPERLINK(1)" in [row[-3] for row in table]


def test_an_unknown_format_is_refused_in_words(ask):
    response = ask(format="pdf")
    assert response.status_code == 400 and "导出格式" in response.content.decode()


def test_stranger_is_sent_to_sign_in(client, small_plan):
    assert client.get(EXPORT).url.startswith(reverse("login"))


def test_only_reading_is_allowed(client_for, office_user, small_plan):
    assert client_for(office_user).post(EXPORT).status_code == 405


def test_without_periods_it_leads_back(client_for, viewer_user):
    assert client_for(viewer_user).get(EXPORT).url.startswith(TASKS)


def test_the_file_has_a_chinese_name(ask):
    assert (
        "filename*=utf-8''%E4%BB%BB%E5%8A%A1%E5%8F%B0%E8%B4%A6-2021Q2-6"
        in ask()["Content-Disposition"]
    )


def test_ticked_works_alone_are_exported(ask, small_plan):
    keys = [small_plan.works[word].pk for word in ("harbour", "talents")]
    response = ask(works=keys, leader=small_plan.leaders["蔡木贵"].pk)
    assert column(response, "序号") == [2, 5]
    assert (
        dict(sheet_of(response, "说明").iter_rows(values_only=True))["所选工作"]
        == "2 项"
    )
    assert column(ask(works=",".join(map(str, keys))), "序号") == [2, 3, 5]


@pytest.mark.parametrize("works", ["", "x", "999999"])
def test_nothing_or_nonsense_ticked_leads_back(ask, works):
    response = ask(works=works)
    assert (
        response.status_code == 302
        and response.url.startswith(TASKS)
        and "works=" in response.url
    )


def test_leaves_a_line_in_the_log(ask, viewer_user):
    ask(words="港区")
    entry = OperationLog.objects.get(action="export")
    assert (
        entry.user == viewer_user
        and ".xlsx" in entry.about
        and "words=港区" in entry.about
    )


def test_a_wrong_filter_leaves_none(ask):
    assert ask(standing="nonsense").status_code == 302
    assert not OperationLog.objects.filter(action="export").exists()
