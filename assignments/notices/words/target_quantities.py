"""The numbers of a text that may be targets, with their measures: 60家, 20亿元, 零事故."""

import re
from dataclasses import dataclass
from decimal import Decimal

from assignments.notices.words.target_signs import AT_LEAST, AT_MOST, sign_of
from assignments.rules.names import narrow

_SCALE = r"(?:[十百千万亿]{0,2})"
_COUNTED = (
    "美元|欧元|港元|人民币|元|平方米|平方公里|平方千米|"
    "立方米|公里|千米|海里|米|亩|公顷|万吨|吨|千克|"
    "公斤|斤|千瓦时|千瓦|兆瓦|度"
    "|微克/立方米|毫克/立方米|毫克/升|个百分点|百分点|"
    "人次|人|名|户|家|项|件|座|条|台|辆|艘|套|所|"
    "处|场次|场|次|班次|架次|张|株|棵|幢|栋|间|宗|"
    "批次|批|份|例|床位|床|位|对|支|只|头"
    "|种|部|篇|本|门|倍|标箱|TEU|学时|盏|片|块|面|"
    "组|团|单|村|社区|校|类|枚|袋|粒|穴|孔|泊位|车位|"
    "标准箱|KW|MW|GW|kW|吉瓦|标煤|%|‰|％|个|起(?![步点始跳飞])"
)
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_AS_WORD = r"(?<![一二三四五六七八九十数上近几成百千万])[百千万](?=[家个项件名人户亩])"
_NOUGHT_AS_WORD = r"零(?=[起例件宗](?![步点始跳飞]))"
# A minus only behind words that lead up to a number (不低于-5%): elsewhere it is a dash.
_QUANTITY = re.compile(
    rf"(?<!\d)(?P<minus>(?<=[于在为至到过长速])-)?"
    rf"(?P<low>(?P<first>{_NUMBER})(?:{_SCALE}(?:{_COUNTED}))?[-~—–至到])?"
    rf"(?P<number>{_NUMBER}|{_AS_WORD}|{_NOUGHT_AS_WORD}) ?(?P<measure>{_SCALE}(?:{_COUNTED}))"
)
# What may not follow the measure, else the number is a time, an age, an order or half of a name.
_NOT_AFTER = re.compile(
    r"^(?:月|工作日|小时|自然日|交易日|钟|伏|级|一批|代|位数|年|线)"
)
# Signs that make a number a part of a name: S203, 第3, 约, 1+3.
_NOT_BEFORE = re.compile(r"(?:[A-Za-z\d.+/第前约]|[A-Za-z]-|\d\+)$")
# 30家左右: how much is only said roughly.
_ABOUT = re.compile(r"^ ?(?:左右|上下)")
# What is done to the quantity: 新增床位500张, 改造食堂20家.
VERB = re.compile(
    r"^(?:新增|新建|新引进|新培育|完成|实现|建成|建设|"
    r"培育|引进|引育|创建|创成|打造|盘活|改造|开工|"
    r"投产|投用|发放|开展|推出|减少|压减|争取|招引|"
    r"改扩建|扩建"
    r"|整治|拆除|消化|提升|修复|安置|救助|培训|认定|"
    r"申报|举办|组织|实施|启动|签约|落地|上市|发展|"
    r"推广|种植|修建|改建|设立|建立|达到|突破|净增|入库)"
)
_WORDS = {
    "零": Decimal(0),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10000),
}
_NONE_OF = {
    "起": "发生|事故|事件|案件|案发|火灾|灾害|上访|信访",
    "人": "死亡|伤亡",
    "例": "感染|疫情",
    "件": "投诉|违规|违纪",
    "次": "差错|失误",
}
_WHAT = "|".join(
    f"(?P<{name}>{words})"
    for name, words in zip("abcde", _NONE_OF.values(), strict=True)
)
# 零事故, 不发生较大以上安全事故.
NOUGHT = re.compile(
    rf"零(?:{_WHAT})|不发生[^,，、。;；\d]{{0,20}}?(?:事故|事件|案件|火灾|灾害)"
)
# 零增长: at most 0 %.
_GROWS_NOT = re.compile(r"零增长")
# 翻一番 is twice, 翻两番 four times.
_DOUBLED = re.compile(r"翻(?P<times>[一两二三1-3]?)番")
_TIMES = {"": 2, "一": 2, "1": 2, "两": 4, "二": 4, "2": 4, "三": 8, "3": 8}
# 由100家增加到150家: the first number is what it grew from.
_FROM = re.compile(r"[从由][^,，、;；。\d]{0,12}$")
# What follows the first number of 由100家增加到150家.
_GROWS_TO = re.compile(
    r"^[^\d,，。;；]{0,6}?(?:提高|提升|增加|增长|扩大|"
    r"上升|下降|降低|压减|压缩|减少|缩短|增|升|降|"
    r"减|缩)(?:至|到|为)"
)
_INCLUDED = re.compile(r"[\d%][^\d,，、。;；]{0,4}\(不?含$")  # 30%(含30%)以上


@dataclass(frozen=True)
class Quantity:
    """A number with its measure and where both stand; `doubt` is the code of what is to be asked
    about it, `amount` the words that the question names."""

    begin: int
    end: int
    value: Decimal
    measure: str
    sign: str = ""
    doubt: str = ""
    amount: str = ""


def stands_alone(before: str, line: str) -> bool:
    """Whether a line of a cell begins something new: the line before ends with an amount, this one
    with what is to be done (新增床位500张 / 改造食堂20家), so that neither is half a sentence."""
    ended = [match.end() for match in _QUANTITY.finditer(narrow(before))]
    return bool(ended) and ended[-1] == len(before) and bool(VERB.match(narrow(line)))


def quantities_in(masked: str, start: int, end: int) -> list[Quantity]:
    """The numbers of a clause that may be targets, in order."""
    quantities = [
        _quantity(masked, match, start)
        for match in _QUANTITY.finditer(masked, start, end)
        if _is_target(masked, match, start, end)
    ]
    quantities += [_nought(match) for match in NOUGHT.finditer(masked, start, end)]
    quantities += [
        Quantity(
            match.start(),
            match.end(),
            Decimal(0),
            "%",
            sign=AT_MOST,
            doubt="target_in_words",
        )
        for match in _GROWS_NOT.finditer(masked, start, end)
    ]
    quantities += [
        Quantity(
            *match.span(),
            Decimal(_TIMES[match["times"]]),
            "倍",
            doubt="target_in_words",
        )
        for match in _DOUBLED.finditer(masked, start, end)
    ]
    return sorted(quantities, key=lambda quantity: quantity.begin)


def _quantity(masked: str, match: re.Match, start: int) -> Quantity:
    """A number as it was found. Of a range the end counts that is owed: 增长5%-6% is reached at 5,
    控制在5%-6% kept at 6."""
    begin, end = match.span()
    number = _number(match["number"])
    first = _number(match["first"]) if match["first"] else None
    sign = sign_of(masked[start:begin], masked[end:])
    value = number if first is None or sign == AT_MOST else first
    value = -value if match["minus"] else value
    doubt = "target_in_words" if match["number"] in _WORDS else ""
    if first is not None:
        sign, doubt = sign if sign == AT_MOST else AT_LEAST, "target_range"
    elif _ABOUT.match(masked[end:]):
        doubt = "target_about"
    return Quantity(begin, end, value, match["measure"], sign=sign, doubt=doubt)


def _number(digits: str) -> Decimal:
    return _WORDS[digits] if digits in _WORDS else Decimal(digits.replace(",", ""))


def _nought(match: re.Match) -> Quantity:
    """零事故 and 不发生安全事故: none of it, counted as such things are counted."""
    names = zip("abcde", _NONE_OF, strict=True)
    measure = next((measure for name, measure in names if match[name]), "起")
    return Quantity(
        *match.span(), Decimal(0), measure, sign="=", doubt="target_in_words"
    )


def _is_target(masked: str, quantity: re.Match, start: int, end: int) -> bool:
    before = masked[start : quantity.start()]
    after = masked[quantity.end() : end]
    in_words = quantity["number"] in _WORDS and quantity["number"] != "零"
    # A number in words counts only right behind a verb: not the 一 of 这一项工作.
    if in_words and not re.search(rf"{VERB.pattern[1:]}$", before):
        return False
    if (_FROM.search(before) and _GROWS_TO.match(after)) or _INCLUDED.search(before):
        return False
    return not _NOT_BEFORE.search(before) and not _NOT_AFTER.match(after)
