"""What cells of Excel show of their numbers, and that the readers take it."""

import pytest

from assignments.notices.files.excel.number_codes import (
    BUILT_IN,
    changes_texts,
    shown_number,
    shown_text,
)
from assignments.notices.files.formats import load
from assignments.notices.meaning.read import read_notice
from tests.notices.expected import DATA

DAY = 48121  # 2031-09-30


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (0.065, "0.00%_);(0.00%)", "6.5%"), (-0.065, "0.00%_);(0.00%)", "-6.5%"),
        (0.065, "[Red]0.0%", "6.5%"),
        (0.065, r"0.0%_ ;[Red]\-0.0%\ ", "6.5%"), (-0.5, "0.0%;[Red]-0.0%", "-50%"),
        (-5, "0;[Red]0", "-5"),
        (-0.065, '"增长"0.0%;"下降"0.0%', "下降6.5%"), (-3, '0"亩";(0"亩")', "-3亩"),
        (5, "+0;-0;0", "+5"),
        (5000000, '0,"千元"', "5000千元"), (123456, '0!.0,"万元"', "12.3万元"),
        (123456, r'0\.0,"万元"', "12.3万元"),
        (123456, '#,##0.0,"万亩"', "123.5万亩"), (123456789, '0.00,,"百万"', "123.46百万"),
        (600, '0!.0,"万元"', "0.1万元"), (0, "#,###", ""), (0, "0.0%", "0%"),
        (123456, '[>=10000]0!.0,"万元";0"元"', "12.3万元"),
        (500, '[>=10000]0!.0,"万元";0"元"', "500元"),
        (-0.032, r'_ * #,##0.00_ ;_ * \-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-0.03"),
        (0, r'_ * #,##0.00_ ;_ * \-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "0"), (0, "0;-0;;@", ""),
        (0, '0;-0;"无"', "无"),
        (7, ";;;", "7"), (3, 'General"亩"', "3亩"), (3.25, 'G/通用格式"亩"', "3.25亩"),
        (-5, "General;-General", "-5"),
        (1.5, "# ?/?", "1 1/2"), (0.375, "?/8", "3/8"), (0.0, "# ?/?", "0"),
        (12345, "0.00E+00", "12300"),
        (5, "000", "005"), (2.5, "0", "3"), (3, "@", "3"), (12, '"第"0"期"', "第12期"),
        (5, '0"亩"(含在建)', "5亩(含在建)"),
        (5000, '[$￥-804]#,##0.00', "￥5000"), (-5000, '"¥"#,##0;"¥"\\-#,##0', "-¥5000"),
        (1e16, "0", "10000000000000000"),
        (0.1 + 0.2, "0.0########", "0.3"), (1 / 3, "0.00", "0.33"), (-0.001, "0%", "0%"),
    ],
)  # fmt: skip
def test_a_number(value, code, shown):
    assert shown_number(value, code) == shown


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('yyyy"年"m"月"d"日"', "2031-09-30"), ("yyyy/m/d;@", "2031-09-30"),
        ("d-mmm-yy", "2031-09-30"),
        ('[DBNum1][$-804]yyyy"年"m"月"d"日";@', "2031-09-30"),
        (r"[$-F800]dddd\,\ mmmm\ dd\,\ yyyy", "2031-09-30"),
        ('yyyy"年"m"月"', "2031年9月"), ("yyyy/mm", "2031年9月"), ("mmm-yy", "2031年9月"),
        ('e"年"m"月"', "2031年9月"),
        ('m"月"d"日"', "9月30日"), ("m/d;@", "9月30日"), ("yyyy", "2031"),
        ("[$-804]aaaa;@", "星期二"), ("ddd", "周二"),
        ('"季度末"yyyy"年"m"月"', "季度末2031年9月"), ('yyyy"年"m"月底前"', "2031年9月底前"),
        ('m"月"d"日前"', "9月30日前"),
        ('"截至"yyyy"年"m"月"d"日"', "截至2031年9月30日"), ('yyyy"年第"m"期"', "2031年第9期"),
        ("yyyy/m/d h:mm", "2031-09-30"),
    ],
)  # fmt: skip
def test_a_date(code, shown):
    assert shown_number(DAY, code) == shown


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (DAY + 0.354166667, "yyyy/m/d h:mm", "2031-09-30 08:30"), (0.354166667, "h:mm", "8:30"),
        (0.854166667, '[$-804]上午/下午h"时"mm"分";@', "下午8时30分"),
        (0.854166667, "h:mm AM/PM", "8:30 PM"),
        (1.5, "[h]:mm:ss", "36:00:00"), (0.0208333333, "mm:ss", "30:00"),
    ],
)  # fmt: skip
def test_a_time(value, code, shown):
    assert shown_number(value, code) == shown


@pytest.mark.parametrize(
    "number", [*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58]
)
def test_dates_that_no_file_spells_out(number):
    full, month, day = "2031-09-30", "2031年9月", "9月30日"
    shown = {
        14: full,
        15: full,
        16: day,
        17: month,
        22: full,
        28: day,
        29: day,
        30: full,
        31: full,
    }
    shown |= {51: day, 53: day, 54: day, 58: day}
    assert shown_number(DAY, BUILT_IN[number]) == shown.get(number, month)


@pytest.mark.parametrize(
    "number", [*range(18, 22), *range(32, 36), *range(45, 48), 55, 56]
)
def test_times_that_no_file_spells_out(number):
    assert (
        "30" in shown_number(8.5 / 24, BUILT_IN[number])
        and "." not in BUILT_IN[number][:4]
    )


def test_the_days_of_an_old_mac_count_from_1904():
    assert shown_number(DAY - 1462, BUILT_IN[31], epoch_1904=True) == "2031-09-30"


def test_what_is_no_date_stays_a_number():
    assert (
        shown_number(-5, "yyyy/m/d") == "-5"
        and shown_number(1e9, "m/d") == "1000000000"
    )


def test_words_around_a_text():
    assert shown_text("5", '@"亩"') == "5亩" and shown_text("5", "@") == "5"
    assert (
        changes_texts('0;-0;0;@"亩"')
        and not changes_texts("@")
        and not changes_texts("0.00")
    )


def test_dates_of_chinese_excel_are_no_numbers_of_five_digits():
    notice = read_notice((DATA / "dates-builtin-cjk.xlsx").read_bytes(), "a.xlsx")
    assert [row.extra["完成时限"] for row in notice.rows] == [
        "2031-09-30", "2031年9月", "9月30日", "2031-09-30", "2031-09-30", "2031-09-30",
        "2031-09-30", "星期二",
        "2031年9月", "季度末2031年9月",
    ]  # fmt: skip


def test_figures_as_their_cells_show_them():
    table = load((DATA / "formats-figures.xlsx").read_bytes(), "a.xlsx").blocks[0]
    assert [[cell.text for cell in row.cells[3:]] for row in table.rows[2:]] == [
        ["6.5%", "5000千元", "12.3万元"],
        ["6.5%", "-0.03", "50%"],
        ["6.5%", "123.5万亩", ""],
    ]
