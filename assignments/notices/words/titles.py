"""What a notice calls itself: its title, over as many lines as it takes."""

import re
from collections.abc import Sequence

from assignments.notices.blocks import TextLine
from assignments.rules.characters import HAN
from assignments.rules.names import fold

# 玉环市人民政府办公室, 市发展和改革局.
ISSUER = re.compile(
    rf"^[{HAN}]{{2,30}}(?:人民政府|办公[室厅]|委员会|政府办|指挥部|领导小组|局|厅)(?:办公室)?$"
)
# 关于印发…责任分解的通知, …任务分工通知.
_TITLE = re.compile(
    r"(?:关于|印发).*(?:通知|意见|方案|通报|决定|通告|公告)$|(?:分工|方案|清单|分解).*通知$"
)
# The register above an article: 索引号：, 发布机构：, 标 题：.
_OF_PAGE = re.compile(
    r"^(?:名\s*称|标\s*题|索\s*引\s*号|发布机构|发文机关|主题分类|信息分类|当前位置)\s*[:：|]"
)
# A title without 通知: 2026年重点工作责任分解方案, 民生实事任务清单.
_NAME_OF_LIST = re.compile(
    r"^[^。：:]{4,}(?:方案|清单|要点|(?:分解|分工|任务|责任|一览)表|任务分解|责任分[解工])$"
)
# What a sentence of the letter says and no title does.
_OF_SENTENCE = re.compile(
    r"现将|现印发|现就|印发给|给你们|如下|特此|请(?:认真|各|结合|遵照|抓好)|经.{2,20}(?:同意|通过)"
    r"|^(?:为|根据|按照|依据|经|请|现)(?!民办)|(?:明确|分解|落实)到"
)
# 2022年《政府工作报告》 / 目标任务责任分解方案: the first of two lines.
_OPENS_NAME = re.compile(
    rf"^(?:\d{{4}}年|[{HAN}]{{2,12}}\d{{4}}年)[^。：:，,]{{2,30}}$"
)
WORD_NUMBER = rf"[{HAN}]{{2,12}}〔(?:19|20)\d{{2}}〕\d{{1,4}}号"
# What stands before a title in its line: 附件1：, 三、, 玉政发〔2021〕9号《.
_BEFORE_TITLE = re.compile(
    rf"^(?:附件\d*[:：]?|[一二三四五六七八九十]+、|\d{{1,2}}[.、]|{WORD_NUMBER}(?=《))+"
)
# What stands behind it: the number of a footnote, the name of the site.
_BEHIND_TITLE = re.compile(
    r"(?<=通知)\d+$|[-_—|]+[^-_—|]*(?:网站|门户网|信息网|政府网|人民政府)$"
)
# A whole letter in one paragraph: …关于印发…的通知 (临政办发〔2026〕1号) 各区…
_OPENS_LETTER = re.compile(
    r"^([^。：:，,]{2,60}关于[^。：:，,]{2,80}的(?:通知|意见|通报))[\s(（](?=.{40,})"
)
# A line that names a list by its year: 2026年政府重点工作任务分解.
_OF_YEAR = re.compile(
    r"\d{4}年.*(?:方案|清单|分工|分解|任务|实事|重点工作|工作事项|工作计划|工作要点)"
)
LONGEST_TITLE = 100
MOST_LINES_OF_A_TITLE = 5


def is_of_page(text: str) -> bool:
    """Whether a cell or line tells where the page is kept and not what the document says: 索引号,
    发布机构."""
    return bool(_OF_PAGE.match(f"{text.strip()}:"))


def title_of(lines: Sequence[TextLine]) -> str | None:
    """What the document calls itself, over as many lines as it takes; None where no line is a
    title."""
    lines = [line for line in lines if not _OF_PAGE.match(line.text)] or lines
    texts = [_bare("".join(line.text.split())) for line in lines]
    for position in range(len(texts)):
        folded = _over_lines(texts, position)
        if (
            _TITLE.search(folded)
            and 8 <= len(folded) <= LONGEST_TITLE
            and not _OF_SENTENCE.search(folded)
        ):
            return folded
    letter = next(
        (match for line in lines if (match := _OPENS_LETTER.match(line.text))), None
    )
    if letter:
        return _bare("".join(letter[1].split()))
    short = [text for text in texts if len(text) <= 60]
    dated = (
        # A sentence may name a year as well.
        text
        for text in short
        if _OF_YEAR.search(text) and not re.search("。", text)
    )
    named = next((text for text in dated if not _OF_SENTENCE.search(text)), None)
    return named or next(
        (
            _with_line_above(texts, at)
            for at, text in enumerate(texts)
            if text in short and _names_list(text)
        ),
        None,
    )


def _bare(text: str) -> str:
    """A line without what stands around a title: 附件1, its number in a list or in the register,
    the site's name."""
    bare = _BEHIND_TITLE.sub("", _BEFORE_TITLE.sub("", text))
    whole = bare != text and bare.startswith("《") and bare.endswith("》")
    return bare[1:-1] if whole else bare


def _with_line_above(texts: Sequence[str], position: int) -> str:
    above = texts[position - 1] if position else ""
    # A line with its year is whole without the one above.
    year = re.search(r"\d{4}年", texts[position])
    return (
        above + texts[position]
        if _OPENS_NAME.match(above) and not year
        else texts[position]
    )


def _names_list(text: str) -> bool:
    return bool(_NAME_OF_LIST.search(text)) and not _OF_SENTENCE.search(text)


def _over_lines(texts: Sequence[str], position: int) -> str:
    """The line, as a title that runs over several: 县政府办公室 / 关于印发…方案的 / 通知; else as
    it is."""
    if not re.match(r"^[^。：:]*关于[^。：:]*$", texts[position]):
        return texts[position]
    before = (
        texts[position - 1] if position and texts[position].startswith("关于") else ""
    )
    before = before if ISSUER.match(fold(before)) else ""
    for used in range(1, MOST_LINES_OF_A_TITLE):
        whole = before + "".join(texts[position : position + used])
        if _TITLE.search(whole) and not re.search(r"[。：:]", whole):
            return whole
    return texts[position]
