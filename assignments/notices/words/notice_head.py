"""What stands before the tables: the notice's title, number, date, issuer and year.

A copied page often loses characters here (〔20219 for 〔2021〕9号). Where only one reading makes
sense it is taken and asked about; where several do, nothing is taken.
"""

import re
from collections.abc import Sequence
from datetime import date

from assignments.notices.blocks import TextLine
from assignments.notices.doubts import doubt
from assignments.notices.rows import KEY, LIVELIHOOD, Doubt, PlanHead
from assignments.notices.words.titles import (
    ISSUER,
    LONGEST_TITLE,
    MOST_LINES_OF_A_TITLE,
    WORD_NUMBER,
    title_of,
)
from assignments.rules.characters import HAN
from assignments.rules.names import fold

# 玉政办发〔2021〕9号.
_NUMBER = re.compile(
    rf"^(?P<word>[{HAN}×○*]{{2,12}})[(〔\[](?P<year>(?:19|"
    rf"20)\d{{2}})[)〕\]](?P<serial>\d{{1,4}})号$"
)
# The same with characters lost: 玉政办发〔20219, 玉政发20219号.
_NUMBER_LIKE = re.compile(
    rf"^(?P<word>[{HAN}]{{1,10}}(?:发|函|办|字|令|明电|"
    rf"督))[(〔\[]?(?P<digits>(?:19|20)\d{{2}}[)〕\]]?\d{{0,"
    rf"4}})(?P<end>号?)$"
)
# 2021年3月12日.
_DATE = re.compile(r"^((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日$")
# A date with characters lost: 2021312日; 2021年3月 is whole and none of these.
_DATE_LIKE = re.compile(
    r"^(?!\d{4}年\d{1,2}月$)((?:19|20)\d{2})[年./-]?(\d{1,2}月?\d{0,2}日?|\d{2,4})$"
)
# What belongs to the page: 打印本页, 当前位置, 附件2, 此件公开发布.
_FURNITURE = re.compile(
    r"打印本页|关闭窗口|关闭本页|分享到|扫一扫|版权所有|"
    r"浏览次数|上一篇|下一篇|ICP备|网站地图|联系我们|"
    r"返回顶部|^>|当前位置|^附件|相关链接"
    r"|此件公开发布|此件主动公开|抄送|印发$"
)
# — 12 —, 第3页 共8页.
_PAGE_NUMBER = re.compile(
    r"^(?:[-—–－]+\s*\d{1,3}\s*[-—–－]+|第\s*\d{1,3}\s*页(?:.{0,3}共\s*\d{1,3}\s*页)?)$"
)
# 川府发〔2011〕8号 二○一一年三月十七日.
_AND_DATE = re.compile(rf"^({WORD_NUMBER})\s*([12〇○零一二][^年]{{3}}年.{{2,9}}日)$")
# 发文字号：玉政办发〔2021〕9号.
_LABELLED_NUMBER = re.compile(
    r"(?:文\s*号|发文字号|文件编号|发文文号|政策文号)[:："
    rf"|]*(?P<word>[{HAN}×○*]{{2,12}})[(〔\[](?P<year>(?:19|"
    rf"20)\d{{2}})[)〕\]](?P<serial>\d{{1,4}})号"
)
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def is_signature(text: str, following: str) -> bool:
    """Whether a line behind the list is the date of the document or who signs above it."""
    dated = [bool(_DATE.match(_with_digits(line))) for line in (text, following)]
    return dated[0] or (dated[1] and bool(ISSUER.match(fold(text))))


def is_furniture(text: str) -> bool:
    """Whether a line is the page's own and none of the document's: 打印本页, 附件2."""
    return bool(_FURNITURE.search(text)) or is_page_number(text)


def is_page_number(text: str) -> bool:
    """— 12 —, 第3页 共8页."""
    return bool(_PAGE_NUMBER.match(text.strip()))


def read_head(
    lines: Sequence[TextLine], closing: Sequence[TextLine] = ()
) -> tuple[PlanHead, list[Doubt]]:
    """The head from the lines outside the tables, and what is odd about it; `closing` are the
    lines of the signature where it stands behind the list."""
    doubts: list[Doubt] = []
    lines = _whole(lines)
    title = title_of(lines)
    year = _year(title, lines)
    number = _document_number(lines, year, doubts)
    issued_on, position = _issued_on(lines, year, doubts)
    if issued_on is None and closing:
        lines = [*lines, *closing]
        issued_on, position = _issued_on(lines, year, [])
    head = PlanHead(
        title=title,
        document_number=number,
        issued_on=issued_on,
        issued_by=_issued_by(lines, position) or _issuer_in(title),
        year=year,
    )
    doubts += _damaged_lines(lines)
    return head, doubts


def _whole(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines, those joined over which a title in 《》 runs; a mark that is never closed joins
    nothing."""
    lines = [
        TextLine(text, line.source) for line in lines for text in _apart(line.text)
    ]
    whole: list[TextLine] = []
    position = 0
    while position < len(lines):
        text, used = lines[position].text, 1
        while (
            _is_open(text)
            and used < MOST_LINES_OF_A_TITLE
            and position + used < len(lines)
        ):
            text += lines[position + used].text.strip()
            used += 1
        if used > 1 and (_is_open(text) or len(text) > LONGEST_TITLE):
            text, used = lines[position].text, 1
        whole.append(TextLine(text, lines[position].source))
        position += used
    return whole


def _apart(text: str) -> list[str]:
    """川府发〔2011〕8号 二○一一年三月十七日: the number and the date of the document."""
    match = _AND_DATE.match(text.strip())
    return list(match.groups()) if match else [text]


def _is_open(text: str) -> bool:
    return text.count("《") > text.count("》")


def _year(title: str | None, lines: Sequence[TextLine]) -> int | None:
    for text in [title or "", *(line.text for line in lines)]:
        # 2021年重点工作, else the year of a number: 玉政办发〔2021〕5号.
        match = re.search(r"((?:19|20)\d{2})\s*年", fold(text)) or re.search(
            r"〔((?:19|20)\d{2})", text
        )
        if match:
            return int(match[1])
    return None


def _document_number(
    lines: Sequence[TextLine], year: int | None, doubts: list[Doubt]
) -> str | None:
    for line in lines:
        match = _NUMBER.match(fold(line.text))
        if match:
            return f"{match['word']}〔{match['year']}〕{match['serial']}号"
    for line in lines:
        match = _LABELLED_NUMBER.search(fold(line.text))
        if match:
            return f"{match['word']}〔{match['year']}〕{match['serial']}号"
    for line in lines:
        match = _NUMBER_LIKE.match(fold(line.text))
        if not match:
            continue
        # The digits alone, where a copy lost or changed the brackets around the year.
        digits = re.sub(r"\D", "", match["digits"])
        whole = None
        if len(digits) > 4 and (year is None or abs(int(digits[:4]) - year) <= 1):
            whole = f"{match['word']}〔{digits[:4]}〕{digits[4:]}号"
        proposal = f"，已读作“{whole}”" if whole else ""
        doubts.append(
            doubt(
                "document_number_damaged",
                line.source,
                text=line.text,
                proposal=proposal,
            )
        )
        return whole
    return None


def _issued_on(
    lines: Sequence[TextLine], year: int | None, doubts: list[Doubt]
) -> tuple[str | None, int | None]:
    """The date on the letter and the position of its line; the last whole date wins."""
    for position in range(len(lines) - 1, -1, -1):
        match = _DATE.match(_with_digits(lines[position].text))
        day = _day(*match.groups()) if match else None
        if day:
            return day.isoformat(), position
    for position in range(len(lines) - 1, -1, -1):
        line = lines[position]
        match = _DATE_LIKE.match(fold(line.text))
        if not match or (year is not None and abs(int(match[1]) - year) > 1):
            continue
        # 2021年 3月1 日, of which a copy lost a sign: every day that it can be is asked about.
        days = _possible_days(match[1], re.sub(r"\D", "", match[2]))
        proposal = f"，已读作{_spoken(days[0])}" if len(days) == 1 else ""
        doubts.append(
            doubt("date_damaged", line.source, text=line.text, proposal=proposal)
        )
        return (days[0].isoformat() if len(days) == 1 else None), position
    return None, None


def _with_digits(text: str) -> str:
    folded = fold(text)
    # 二〇二一年.
    if not re.match(r"^[〇○零一二三四五六七八九十]{4}年", folded):
        return folded
    # 十月十日; then 十二月, 二十日, and 二十一日.
    folded = re.sub(r"(?<=[年月])十(?=[月日])", "10", folded)
    folded = re.sub(r"(?<=[年月])十(?=[一二三四五六七八九])", "1", folded)
    folded = re.sub(r"(?<=[二三])十(?=日)", "0", folded)
    return re.sub(r"(?<=[二三])十", "", folded).translate(_CHINESE_DIGITS)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _possible_days(year: str, digits: str) -> list[date]:
    """Every date that the digits behind the year can mean: 312 -> 12 March; 111 -> two."""
    days = [_day(year, digits[:cut], digits[cut:]) for cut in (1, 2) if digits[cut:]]
    return [day for day in days if day and not digits.startswith("0" * len(digits))]


def _spoken(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _issued_by(lines: Sequence[TextLine], position: int | None) -> str | None:
    """The signature: the nearest name of an authority above the date."""
    if position is None:
        position = len(lines)
    for line in reversed(lines[max(0, position - 4) : position]):
        if ISSUER.match(fold(line.text)):
            return fold(line.text)
    for line in lines:
        if ISSUER.match(fold(line.text)):
            return fold(line.text)
    return None


# How many the letter speaks of: 10件民生实事, 146项工作任务.
_STATED = (
    (LIVELIHOOD, re.compile(r"(\d{1,3})[件项个](?:年度|政府|重大|重点)*(?:民生)?实事")),
    (
        KEY,
        re.compile(
            r"(\d{1,4})[件项个](?:年度|政府|具体|主要)*(?:重点)?(?:工作任务|"
            r"目标任务|重点任务|重点工作|任务|工作)"
        ),
    ),
)


def stated_counts(lines: Sequence[TextLine]) -> dict[str, int]:
    """How many rows of each kind the letter itself speaks of: 146项工作任务, 10件民生实事."""
    stated: dict[str, int] = {}
    for line in lines:
        for kind, pattern in _STATED:
            match = pattern.search(fold(line.text))
            if match and kind not in stated:
                stated[kind] = int(match[1])
    return stated


def _issuer_in(title: str | None) -> str | None:
    match = re.match(
        # 玉环市人民政府办公室关于印发…的通知.
        rf"^([{HAN}]{{2,20}}?(?:人民政府办公[室厅]|人民政府|委员会|办公[室厅]))关于",
        title or "",
    )
    return match[1] if match else None


def _damaged_lines(lines: Sequence[TextLine]) -> list[Doubt]:
    return [
        doubt("head_text_damaged", line.source, text=line.text[:30])
        for line in lines
        if line.text.count("《") != line.text.count("》")
        or line.text.count("“") != line.text.count("”")
    ]
