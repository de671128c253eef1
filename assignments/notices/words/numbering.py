"""Numbers in front of a task: "1.", "12、", "第3项", and glued to the text ("34R&D",
"6生产总值")."""

import re
from typing import NamedTuple

from assignments.notices.words.units import is_unit
from assignments.rules.names import narrow

PRINTED = "原编号"
"""Under this name a row keeps the number that its page printed, where it was given another."""
TOGETHER = "合在一行的编号"
"""Under this name a row keeps the numbers of all pieces of work that one row held: 2、3."""

_CALLED = r"(?:(?:民生)?实事|项目|任务|工程|事项|工作|序号|第)"
# 1.…, ★12、…, 第3项…, 实事一：…, and a number glued to the text: 6生产总值.
_MARK = re.compile(
    rf"^[★☆▲△●■◆※]?\s*(?:{_CALLED}(?P<called>\d{{1,"
    rf"3}}|[一二三四五六七八九十]{{1,3}})[项件条]?(?=[:：、.．])"
    r"|第(?P<nth>\d{1,4})[项件条]|(?P<number>\d{1,4}))\s*(?P<dot>[.、．)）:：])?\s*(?P<rest>.*)$",
    re.S,
)
# A number with nothing behind it: 12, 12., 第3项.
_ALONE = re.compile(r"^(?:第(\d{1,4})[项件条]|(\d{1,4})[.、．)）]?)$")
# Behind a glued number these make it a quantity, a date or a name, not a row's number.
_NOT_TEXT = re.compile(
    r"^(?:[年月日号届岁度时分%‰+\-—~/:]|[万亿千百]?(?:元|"
    r"个(?!体)|家(?!庭)|项(?!目)|件|亩|公里|平方|米|"
    r"吨|人(?![才民口事大防社力])|户|名"
    r"|条|座)|国道|省道|千伏|[GK]\b|G[ ,，、基网]|\.\d)"
)
# "1.2026年…", "2.100项…", "3.5G…" are a number and a text that begins with one; 2.0版 and 1.5公里
# are decimals.
_NUMBER_OPENS_TEXT = re.compile(
    r"^(?:\d{3,}|\d+(?:G|年|月|[家项件名人户座]|个(?!百分)))"
)
FARTHEST_GAP = 15


class Mark(NamedTuple):
    """A leading number: its value, whether a dot followed it, the rest of the line as written."""

    number: int
    dotted: bool
    rest: str


def mark_of(text: str) -> Mark | None:
    match = _MARK.match(narrow(text))
    if not match or not match["rest"].strip():
        return None
    if (
        match["dot"] == "."
        # 1.5亿元 is a number with a decimal and no item.
        and re.match(r"^\d", match["rest"])
        and not _NUMBER_OPENS_TEXT.match(match["rest"])
    ):
        return None
    dotted = bool(match["dot"] or match["nth"])
    written = match["called"] or match["nth"] or match["number"]
    number = int(written) if written.isdecimal() else chinese_number(written)
    return Mark(number, dotted, text[match.start("rest") :].strip()) if number else None


def number_alone(text: str) -> int | None:
    match = _ALONE.match(narrow(text).strip())
    return int(match[1] or match[2]) if match else None


def opens_row(mark: Mark, text: str, expected: int) -> bool:
    """Whether the numbered line begins the row `expected` or one that can follow it."""
    if is_unit(text) and not mark.dotted and mark.number != expected:
        return False
    if mark.dotted:
        return mark.number >= 1 and not (
            is_unit(text) and mark.number > expected + FARTHEST_GAP
        )
    if _NOT_TEXT.match(narrow(mark.rest)):
        return False
    if mark.number == expected:
        return not is_unit(text) or not is_unit(mark.rest)
    return (
        expected < mark.number <= expected + FARTHEST_GAP
        and len(mark.rest) >= 6
        and not is_unit(mark.rest)
    )


_DIGITS = "零一二三四五六七八九"
# 十二, (三), 一百零五.
_CHINESE = re.compile(
    r"^[(]?(?:(?P<hundreds>[一二三四五六七八九])百零?)?(?P<tens>[一二三四五六七八九]?)(?P<ten>十?)"
    r"(?P<ones>[一二三四五六七八九]?)[)]?[、.]?$"
)


def chinese_number(text: str) -> int | None:
    """十二 -> 12, (三) -> 3, 一百零五 -> 105; None for what is no Chinese number up to 999."""
    match = _CHINESE.match(narrow(text).strip())
    if not match or not any(match.groups()):
        return None
    hundreds, tens, ten, ones = (
        match[name] or "" for name in ("hundreds", "tens", "ten", "ones")
    )
    if not ten:
        if tens and ones:
            return None
        tens, ones = "", tens or ones
    value = 0
    if hundreds:
        value += 100 * _DIGITS.index(hundreds)
    if ten:
        value += 10 * (_DIGITS.index(tens) if tens else 1)  # 十二 is ten and two
    if ones:
        value += _DIGITS.index(ones)
    return value
