"""What an Excel file says beside the values of its cells, and sheets that hold more or less than
one list."""

import struct

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from assignments.notices.files.excel.sheet_marks import Marks
from assignments.notices.files.excel.xls_marks import take_records
from assignments.notices.meaning.read import read_notice
from tests.notices import documents
from tests.notices.expected import DATA
from tests.notices.row_lines import codes, row_lines

HEAD = ["序号", "重点工作", "牵头领导", "牵头单位", "配合单位"]
ROWS = [
    [1, "建桥。", "王强市长", "市住建局", "市财政局"],
    [2, "修路。", "李明副市长", "市交通局", "市财政局"],
    [3, "修堤。", "李明副市长", "市水利局", "市财政局"],
]
SAID = [
    "k1 王强 建桥。 市住建局>市财政局",
    "k2 李明 修路。 市交通局>市财政局",
    "k3 李明 修堤。 市水利局>市财政局",
]


def book(*sheets: list[list], change=lambda sheet: None, names=("Sheet1",)) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in zip(names, sheets, strict=True):
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    change(made.worksheets[0])
    return documents.saved(made)


LIST = [["2026年重点工作"], HEAD, *ROWS]


def hide(sheet: Worksheet) -> None:
    sheet.row_dimensions[4].hidden = sheet.row_dimensions[40].hidden = True
    sheet.column_dimensions["E"].hidden = sheet.column_dimensions["K"].hidden = True


def fold_away(sheet: Worksheet) -> None:
    sheet.row_dimensions.group(4, 5, hidden=True)
    sheet.column_dimensions.group("D", "E", hidden=True)


def filter_out(sheet: Worksheet) -> None:
    sheet.auto_filter.ref = "A2:E5"
    sheet.auto_filter.add_filter_column(2, ["李明副市长"])
    sheet.row_dimensions[3].hidden = True


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (hide, "第4行和E列是隐藏的"),
        (fold_away, "第4—5行和D—E列是隐藏的"),
        (filter_out, "第3行是隐藏或筛选掉的"),
    ],
)
def test_hidden_rows_and_columns_are_read_and_named_once(change, what):
    notice = read_notice(book(LIST, change=change), "a.xlsx")
    assert (row_lines(notice), codes(notice)) == (SAID, ["sheet_parts_hidden"])
    assert what in notice.doubts[0].message


def test_an_old_file_with_hidden_parts_percent_and_a_word_behind_a_number():
    notice = read_notice((DATA / "old-excel-hidden.xls").read_bytes(), "a.xls")
    assert [row.text for row in notice.rows] == [
        "建桥。\n6.5%",
        "修路。\n1000亩",
        "修堤。\n全部",
    ]
    assert [row.number for row in notice.rows] == [1, 2, 3]
    assert [doubt.message for doubt in notice.doubts] == [
        "工作表“重点工作”中第4行和E列是隐藏的，已一并读取，请核对是否需要。"
    ]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.065, "0.0%", "6.5%"), (0.07, "0.00%", "7%"), (1.2, "0%", "120%"),
        (0.1 + 0.2, "General", "0.3"),
        (1000, '0"亩"', "1000亩"), (12.5, '"约"0.0"亿元"', "约12.5亿元"), (3.0, "0", "3"),
        (1000, "#,##0", "1000"),
    ],
)  # fmt: skip
def test_a_number_as_it_is_shown(value, code, text):
    def change(sheet: Worksheet) -> None:
        sheet["C3"].number_format = code

    rows = [
        ["2026年重点工作"],
        ["序号", "重点工作", "目标值", "责任单位"],
        [1.0, "建桥", value, "市住建局"],
    ]
    notice = read_notice(book(rows, change=change), "a.xlsx")
    assert (notice.rows[0].number, notice.rows[0].text) == (1, f"建桥\n{text}")


def test_formulas_whose_results_nobody_saved_are_named():
    rows = [
        ["2026年重点工作"],
        ["序号", "重点工作", "责任单位"],
        ["=ROW()-2", "建桥。", "市住建局"],
    ]
    notice = read_notice(book(rows), "a.xlsx")
    assert [row.text for row in notice.rows] == ["建桥。"]
    assert "cell_value_missing" in codes(notice)
    assert "1个公式单元格（如A3）" in next(
        d.message for d in notice.doubts if d.code == "cell_value_missing"
    )


def test_a_cell_over_the_columns_of_both_duties_leaves_the_border_open():
    def change(sheet: Worksheet) -> None:
        sheet["D4"] = "市交通局、市公安局"
        sheet.merge_cells("D4:E4")

    notice = read_notice(book(LIST, change=change), "a.xlsx")
    assert (
        row_lines(notice)[1] == "k2 李明 修路。 市交通局>市公安局~"
        and codes(notice) == []
    )


SHORT = ["序号", "重点工作", "责任单位"]
A, B, C, D = ([n, f"{text}。", "市住建局"] for n, text in enumerate("甲乙丙丁", 1))


@pytest.mark.parametrize(
    "rows",
    [
        [[*SHORT, *SHORT], [*A, *C], [*B, *D]],
        [[*SHORT, None, *SHORT], [*A, None, *C], [*B, None, *D]],
        [[*SHORT, *SHORT], [*A, *B], [*C, *D]],
    ],
    ids=["down", "with a gap", "across"],
)
def test_one_list_in_two_halves_beside_each_other(rows):
    notice = read_notice(book([["2026年重点工作"], *rows]), "a.xlsx")
    assert row_lines(notice) == [
        f"k{n} - {text}。 市住建局>" for n, text in enumerate("甲乙丙丁", 1)
    ]
    assert codes(notice) == [] and {row.theme for row in notice.rows} == {None}


def test_two_lists_beside_each_other_each_with_its_kind():
    rows = [
        ["2026年重点工作", None, None, None, "2026年民生实事"],
        [*SHORT, None, "序号", "项目名称", "责任单位"],
        [*A, None, 1, "建校。", "市教育局"],
        B,
    ]
    notice = read_notice(book(rows), "a.xlsx")
    assert row_lines(notice) == [
        "k1 - 甲。 市住建局>",
        "k2 - 乙。 市住建局>",
        "l1 - 建校。 市教育局>",
    ]
    assert codes(notice) == []


def test_headings_far_down_below_how_to_fill_it_in():
    notice = read_notice(
        book([[f"填表说明第{n}条：请认真填写"] for n in range(60)] + LIST), "a.xlsx"
    )
    assert row_lines(notice) == SAID


def test_a_sheet_that_counts_and_sheets_that_repeat_are_no_further_tasks():
    counts = [
        ["2026年工作汇总表"],
        ["序号", "牵头领导", "任务数", "牵头单位"],
        [1, "王强", 1, "市住建局"],
        [2, "李明", 2, "市交通局"],
    ]
    notice = read_notice(book(counts, LIST, names=("汇总", "重点工作")), "a.xlsx")
    assert (row_lines(notice), codes(notice)) == (SAID, ["table_skipped"])
    each = [LIST[0], HEAD, ROWS[0]], [LIST[0], HEAD, *ROWS[1:]]
    for sheets, names in (
        ((LIST, *each), ("总表", "王强", "李明")),
        ((*each, LIST), ("王强", "李明", "总表")),
    ):
        notice = read_notice(book(*sheets, names=names), "a.xlsx")
        assert (row_lines(notice), codes(notice)) == (
            SAID,
            ["sheet_repeats", "sheet_repeats"],
        )


def test_a_note_beside_the_table_below_it_is_no_part_of_a_row():
    notice = read_notice(book([*LIST, [], [None] * 6 + ["草稿"]]), "a.xlsx")
    assert (row_lines(notice), codes(notice)) == (SAID, ["cells_beyond"])


def test_a_row_with_nothing_but_one_more_unit_goes_on():
    notice = read_notice(book([*LIST, [None, None, None, None, "市审计局"]]), "a.xlsx")
    assert row_lines(notice)[2] == SAID[2] + "、市审计局"


def test_errors_of_formulas_are_empty_and_said_with_their_row():
    """An error younger than the library that reads the file does not cost the file."""
    notice = read_notice((DATA / "plan-error.xlsx").read_bytes(), "a.xlsx")
    assert [row.remark for row in notice.rows] == ["x", ""]
    assert [(doubt.code, doubt.number) for doubt in notice.doubts] == [
        ("error_value", 2)
    ]
    assert "#SPILL!" in notice.doubts[0].message


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#VALUE!", "#NAME?"])
def test_an_error_is_no_units_name(error):
    rows = [LIST[0], HEAD, [1, "建桥。", "王强市长", "市住建局", error]]

    def change(sheet: Worksheet) -> None:
        sheet["E3"].data_type = "e"

    notice = read_notice(book(rows, change=change), "a.xlsx")
    assert row_lines(notice) == ["k1 王强 建桥。 市住建局>"] and "error_value" in codes(
        notice
    )


def test_errors_in_an_old_file():
    body = struct.pack("<3H", 2, 3, 0) + bytes([0x2A, 1])
    formula = struct.pack("<3H", 4, 1, 0) + bytes([2, 0, 7, 0, 0, 0, 255, 255])
    records = [(0x0809, b"\0" * 16), (0x0205, body), (0x0006, formula)]
    stream = b"".join(
        struct.pack("<2H", kind, len(data)) + data for kind, data in records
    )
    marks: dict[int, Marks] = {}
    take_records(stream, [], marks)
    (sheet_marks,) = marks.values()
    assert sheet_marks.failed == {(3, 4): "#N/A", (5, 2): "#DIV/0!"}
