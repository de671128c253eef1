"""Rows as high as their texts."""

import pytest
from openpyxl import Workbook

from assignments.papers.sheet_rows import HIGHEST, LINE, fit_heights, lines_of


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("abc", 10, 1),
        ("推进港区开发", 13, 1),
        ("推进港区开发。", 13, 2),
        ("一\n二\n三", 50, 3),
        ("推" * 60, 31, 4),
    ],
)
def test_lines(text, width, lines):
    assert lines_of(text, width) == lines


def test_a_row_fits_its_longest_cell_and_no_more_than_excel_allows():
    sheet = Workbook().active
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 7, 31
    for row in (["序号", "内容"], [1, "推" * 60], [2, "短"], [3, "推" * 9999]):
        sheet.append(row)
    fit_heights(sheet)
    heights = [sheet.row_dimensions[row].height for row in range(1, 5)]
    assert heights == [None, 4 * LINE, LINE, HIGHEST]
