"""What a cell of Excel shows of the number in it, by the code of its format: 0.00%_);(0.00%),
0!.0,"万元", id 31.

Meant for reading, not for drawing: thousands are not parted, noughts behind the last digit of a
fraction go, a date with year, month and day is 2031-09-30, and what is below nought has a minus,
also where the cell has brackets or only red letters for it. The codes are those of ECMA-376,
18.8.30 and 18.8.31, as Chinese Excel and WPS write them. (The one library that formats them, ssf,
had its last release in 2020 and brings seven others.)
"""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from assignments.notices.files.excel.code_sections import (
    FormatPart,
    FormatSection,
    section_for,
    sections_of,
)
from assignments.notices.files.excel.date_codes import date_text

# What the ids mean that no file spells out, in a Chinese Excel.
_YEAR_MONTH, _MONTH_DAY = 'yyyy"年"m"月"', 'm"月"d"日"'
_HOURS, _HOURS_SECONDS = 'h"时"mm"分"', 'h"时"mm"分"ss"秒"'
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "#,##0;-#,##0", 6: "#,##0;-#,##0",
    7: "#,##0.00;-#,##0.00",
    8: "#,##0.00;-#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: _YEAR_MONTH, 28: _MONTH_DAY, 29: _MONTH_DAY,
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: _HOURS, 33: _HOURS_SECONDS, 34: "上午/下午" + _HOURS,
    35: "上午/下午" + _HOURS_SECONDS, 36: _YEAR_MONTH, 37: "#,##0;-#,##0", 38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"', 42: '#,##0;-#,##0;"-"', 43: '#,##0.00;-#,##0.00;"-"',
    44: '#,##0.00;-#,##0.00;"-"',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@", 50: _YEAR_MONTH,
    51: _MONTH_DAY,
    52: _YEAR_MONTH, 53: _MONTH_DAY, 54: _MONTH_DAY, 55: "上午/下午" + _HOURS,
    56: "上午/下午" + _HOURS_SECONDS,
    57: _YEAR_MONTH, 58: _MONTH_DAY,
}  # fmt: skip

# That Excel keeps of a number; how many it shows without a format depends on the column's width.
_DIGITS = 15


def shown_number(value: float, code: str, epoch_1904: bool = False) -> str:
    """The number as its cell shows it; dates count from 1900, or from 1904 where the workbook
    says so."""
    number = _exact(value)
    sections = sections_of(code)
    section = section_for(
        [each for each in sections if not each.has("mark", "@")][:3], number
    )
    if section is None:
        return plain_number(value)
    if section.is_date:
        return date_text(section, value + 1462 * epoch_1904) or plain_number(value)
    shows_nought = (
        section.has("digit", "0") or section.has("general") or section.has("mark", "/")
    )
    if not shows_nought and (number == 0 or not section.has("digit")):
        return _without_digits(section, value)
    text = _number_text(section, number)
    is_below = (
        # -0.4 shown without decimals is 0, and no -0.
        number < 0 and re.search("[1-9]", text) and not _says_below(section, sections)
    )
    return f"-{text}" if is_below else text


def shown_text(text: str, code: str) -> str:
    """A text as its cell shows it: 约@亩 puts words around it."""
    section = sections_of(code)[-1]
    if not section.has("mark", "@") or not section.words:
        return text
    pieces = (text if part.text == "@" else part.text for part in section.parts)
    return "".join(pieces).strip()


def changes_texts(code: str) -> bool:
    """Whether a text in such a cell is shown otherwise than it is kept."""
    return shown_text("", code) != ""


def plain_number(value: float) -> str:
    """A number in a cell without a format."""
    if isinstance(value, int) or (value.is_integer() and abs(value) < 1e15):
        return str(int(value))
    return _plain(Decimal(f"{value:.{_DIGITS}g}"))


def _exact(value: float) -> Decimal:
    return Decimal(f"{value:.{_DIGITS}g}")


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}" if number else "0"


# ---- codes


def _says_below(section: FormatSection, sections: Iterable[FormatSection]) -> bool:
    """Whether a section of its own says in words that the number is below nought, without a sign
    for it: "增长"0%;"下降"0%."""
    first, words = next(iter(sections)), section.words.strip("+ ")
    if section is first or section.condition or section.has("sign"):
        return False
    return bool(words) and words != first.words


# ---- numbers


def _without_digits(section: FormatSection, value: float) -> str:
    """Words instead of the number; a dash that stands for nought is one, and nothing but nought is
    left out."""
    words = "".join(
        part.text for part in section.parts if part.kind in ("word", "sign")
    ).strip()
    if value == 0:
        return "0" if words and not words.strip("-—–") else words
    return words or plain_number(value)


def _number_text(section: FormatSection, number: Decimal) -> str:
    """The number without its sign, with the words around it."""
    parts = section.parts
    if number < 0:  # then signs and brackets of the code stand for the minus
        parts, number = tuple(part for part in parts if part.kind != "sign"), -number
    if section.has("general"):
        places = [at for at, part in enumerate(parts) if part.kind == "general"]
        return _around(parts, places, plain_number(float(number)))
    if section.has("mark", "/"):
        return _fraction_text(parts, number)
    places = [at for at, part in enumerate(parts) if part.kind == "digit"]
    point = next(
        (at for at, part in enumerate(parts) if part == FormatPart("mark", ".")),
        len(parts),
    )
    whole = [at for at in places if at < point]
    power = next(
        (at for at, part in enumerate(parts) if part.kind == "exponent"), len(parts)
    )
    decimals = sum(point < at < power for at in places)
    # a comma behind the last whole digit parts no thousands, it divides by a thousand: 0.0,
    last_whole = max(whole, default=-1)
    scaling = sum(
        part == FormatPart("mark", ",") and (at > point or at > last_whole)
        for at, part in enumerate(parts)
    )
    number = number.scaleb(
        2 * sum(part == FormatPart("mark", "%") for part in parts) - 3 * scaling
    )
    if section.has("exponent"):
        return _around(parts, places, _plain(_significant(number, decimals)))
    number = number.quantize(
        Decimal(1).scaleb(-decimals), ROUND_HALF_UP, Context(prec=400)
    )
    words_within = any(
        parts[at].kind in ("word", "sign") for at in range(places[0], places[-1])
    )
    if words_within and len(whole) > 1:
        return _laid_out(parts, whole, number, decimals)
    least = sum(parts[at].text == "0" for at in whole)
    integer, _, rest = _plain(number).partition(".")
    return _around(parts, places, integer.zfill(least) + (f".{rest}" if rest else ""))


def _significant(number: Decimal, decimals: int) -> Decimal:
    return Context(prec=decimals + 1, rounding=ROUND_HALF_UP).plus(number)


def _around(parts: tuple[FormatPart, ...], places: list[int], text: str) -> str:
    """The number with the words before and behind its digits."""
    words = [
        part.text
        if part.kind in ("word", "sign") or part == FormatPart("mark", "%")
        else ""
        for part in parts
    ]
    return "".join([*words[: places[0]], text, *words[places[-1] + 1 :]]).strip()


def _laid_out(
    parts: tuple[FormatPart, ...], whole: list[int], number: Decimal, decimals: int
) -> str:
    """The digits one by one where words stand among them: 0!.0,"万元" shows 123456 as 12.3万元."""
    integer, _, rest = f"{number:.{decimals}f}".partition(".")
    filled: dict[int, str] = {}
    left = "" if integer == "0" else integer
    for at in reversed(whole):
        digit = left if at == whole[0] else left[-1:]
        left = left[: len(left) - len(digit)]
        filled[at] = digit or ("0" if parts[at].text == "0" else "")
    behind = iter(rest)
    pieces = []
    for at, part in enumerate(parts):
        if part.kind == "digit":
            pieces.append(filled[at] if at in filled else next(behind, ""))
        elif part.text != "," or part.kind != "mark":
            pieces.append(part.text)
    return "".join(pieces).strip()


def _fraction_text(parts: tuple[FormatPart, ...], number: Decimal) -> str:
    """1 1/2; the digits behind the stroke say how fine it is (?? up to 99) or what it is parted
    into (/8)."""
    stroke = next(
        at for at, part in enumerate(parts) if part == FormatPart("mark", "/")
    )
    before_stroke = "".join(
        part.text if part.kind == "digit" else " " for part in parts[:stroke]
    )
    behind = "".join(part.text for part in parts[stroke + 1 :]).strip()
    if behind.isdigit() and int(behind):
        share = Fraction(round(Fraction(number) * int(behind)), int(behind))
    else:
        share = Fraction(number).limit_denominator(10 ** max(1, len(behind)) - 1)
    integer, fraction = (
        divmod(share, 1) if len(before_stroke.split()) > 1 else (0, share)
    )
    return " ".join(str(each) for each in (integer, fraction) if each) or "0"


# ---- dates and times
