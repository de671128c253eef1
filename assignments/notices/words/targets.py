"""Quantified targets in a task's text, and what only looks like one.

A target is a number with something that can be counted or measured behind it (60家, 20亿元以上,
2.68%), or a nought in words (零事故). A number that is part of a name is none: roads and lines
(S203, G60, 228国道, 220千伏), slogans (“1+X”, “1225培大育强行动”), versions (2.0版), order (1号,
2号楼, 第16届), ages and times (60岁以上, 五年). What a target grew from (由100家增加到150家) is
none either, nor what it is hoped to be beyond what is owed (30家以上，力争35家): that is asked
about. The sign is read by `target_signs`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assignments.notices.rows import TargetFound
from assignments.notices.words.target_signs import AT_LEAST, AT_MOST, sign_of
from assignments.rules.characters import HAN
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
# Words that belong to the quantity before them: 以上, 左右.
_TAIL = re.compile(r"^(?:及以上|以上|以内|之内|以下|左右|上下)")
# 30家左右: how much is only said roughly.
_ABOUT = re.compile(r"^ ?(?:左右|上下)")
# A piece of a text up to a comma or full stop; the comma of 12,000 parts nothing.
_CLAUSE = re.compile(r"[^。;；!！?？\n]+?(?=(?<!\d),|,(?!\d{3})|[。;；!！?？，\n]|$)")
_LONGEST_CLAUSE = 1000
# Names in quotes: “1225培大育强行动”, 《2026年计划》.
_QUOTED = re.compile(r"“[^“”,，。;]{1,24}”|《[^《》]{1,40}》|「[^「」]{1,24}」")
# Words before the verb: 其中, 力争, 全年累计.
_MODAL = re.compile(
    r"^(?:其中|并|同时|全年|年内|力争|确保|争取|努力|全力|累计|预计|计划)+"
)
# What is done to the quantity: 新增床位500张, 改造食堂20家.
_VERB = re.compile(
    r"^(?:新增|新建|新引进|新培育|完成|实现|建成|建设|"
    r"培育|引进|引育|创建|创成|打造|盘活|改造|开工|"
    r"投产|投用|发放|开展|推出|减少|压减|争取|招引|"
    r"改扩建|扩建"
    r"|整治|拆除|消化|提升|修复|安置|救助|培训|认定|"
    r"申报|举办|组织|实施|启动|签约|落地|上市|发展|"
    r"推广|种植|修建|改建|设立|建立|达到|突破|净增|入库)"
)
_LONGEST = 50_000
# One verb for several subjects: 财政收入、居民收入均增长6%.
_EACH = re.compile(
    r"(?P<subjects>.*、.*?)(?P<each>均|都|各|分别)(?P<move>(?:增长|"
    r"达到?|提高|提升|下降|超过|实现|减少|压减|降低).*)$"
)
# A rate named by its last words: 覆盖率, 入园率.
_RATE = re.compile(rf"^[{HAN}]{{1,4}}率")
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
_NOUGHT = re.compile(
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
# Between two numbers: the second is what is hoped for (30家以上（力争35家）), or what is owed after
# all.
_BETWEEN = r"^(?:及?以上|左右|以内)?[ ,，、;；(]*(?:并|且|同时|和|或)?(?:全力|努力)?"
_REACHING = r"(?:目标)?(?:为|是|值|实现|完成|达到|达|突破|超过|增长|到|至|在)*[ :]*"
_HOPE = r"(?:力争|争取|冲刺|冲击|挑战|奋斗|努力|瞄准)"
# 30家以上，力争35家.
_HOPED = re.compile(rf"{_BETWEEN}{_HOPE}{_REACHING}(?P<rest>[^\d,，、。;；]{{0,12}})$")
# 力争新增企业35家，确保不少于30家: the hope stands first.
_HOPED_BEFORE = re.compile(rf"{_HOPE}[^\d,，、。;；]{{0,14}}$")
# …，确保不少于30家.
_OWED = re.compile(
    rf"{_BETWEEN}(?:确保|保底|底线|必保|至少)(?:不[少低]于)?{_REACHING}(?P<rest>[^\d,，"
    rf"、。;；]{{0,12}})$"
)


@dataclass(frozen=True)
class _Quantity:
    """A number with its measure and where both stand; `doubt` is the code of what is to be asked
    about it, `amount` the words that the question names."""

    begin: int
    end: int
    value: Decimal
    measure: str
    sign: str = ""
    doubt: str = ""
    amount: str = ""


def find_targets(text: str, unit: str | None = None) -> list[TargetFound]:
    """Every quantified target in the text, in order. `unit` is set as theirs where it is known."""
    folded = narrow(text[:_LONGEST]).replace("％", "%").replace("−", "-")
    masked = _QUOTED.sub(_mask, folded)
    clauses = [
        (
            clause.start(),
            clause.end(),
            _quantities(masked, clause.start(), clause.end()),
        )
        for clause in _CLAUSE.finditer(masked)
        if clause.end() - clause.start() <= _LONGEST_CLAUSE
    ]
    hoped = _hoped_for(
        masked, [quantity for _, _, quantities in clauses for quantity in quantities]
    )
    targets: list[TargetFound] = []
    for start, end, quantities in clauses:
        owed = [hoped.get(quantity, quantity) for quantity in quantities]
        targets += _in_clause(
            text, masked, start, end, [quantity for quantity in owed if quantity], unit
        )
    return targets


def _mask(quoted: re.Match) -> str:
    """A quoted name without what looks like an amount in it; “零事故” is no name."""
    whole = quoted[0]
    return (
        whole
        if _NOUGHT.search(whole)
        else whole[0] + "※" * (len(whole) - 2) + whole[-1]
    )


def stands_alone(before: str, line: str) -> bool:
    """Whether a line of a cell begins something new: the line before ends with an amount, this one
    with what is to be done (新增床位500张 / 改造食堂20家), so that neither is half a sentence."""
    ended = [match.end() for match in _QUANTITY.finditer(narrow(before))]
    return bool(ended) and ended[-1] == len(before) and bool(_VERB.match(narrow(line)))


def _quantities(masked: str, start: int, end: int) -> list[_Quantity]:
    """The numbers of a clause that may be targets, in order."""
    quantities = [
        _quantity(masked, match, start)
        for match in _QUANTITY.finditer(masked, start, end)
        if _is_target(masked, match, start, end)
    ]
    quantities += [_nought(match) for match in _NOUGHT.finditer(masked, start, end)]
    quantities += [
        _Quantity(
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
        _Quantity(
            *match.span(),
            Decimal(_TIMES[match["times"]]),
            "倍",
            doubt="target_in_words",
        )
        for match in _DOUBLED.finditer(masked, start, end)
    ]
    return sorted(quantities, key=lambda quantity: quantity.begin)


def _quantity(masked: str, match: re.Match, start: int) -> _Quantity:
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
    return _Quantity(begin, end, value, match["measure"], sign=sign, doubt=doubt)


def _number(digits: str) -> Decimal:
    return _WORDS[digits] if digits in _WORDS else Decimal(digits.replace(",", ""))


def _nought(match: re.Match) -> _Quantity:
    """零事故 and 不发生安全事故: none of it, counted as such things are counted."""
    names = zip("abcde", _NONE_OF, strict=True)
    measure = next((measure for name, measure in names if match[name]), "起")
    return _Quantity(
        *match.span(), Decimal(0), measure, sign="=", doubt="target_in_words"
    )


def _hoped_for(
    masked: str, quantities: Sequence[_Quantity]
) -> dict[_Quantity, _Quantity | None]:
    """What is hoped for beyond what is owed goes (None); what is owed is asked about."""
    settled: dict[_Quantity, _Quantity | None] = {}
    for quantity, other in zip(quantities, quantities[1:], strict=False):
        if quantity.measure != other.measure or settled.get(quantity, quantity) is None:
            continue
        between, before = masked[quantity.end : other.begin], masked[: quantity.begin]
        owed, hope = None, None
        if (match := _HOPED.match(between)) and _is_same_thing(match["rest"], before):
            owed, hope = quantity, other
        elif (
            (match := _OWED.match(between))
            and _HOPED_BEFORE.search(before)
            and _is_same_thing(match["rest"], before)
        ):
            owed, hope = other, quantity
        if owed and hope:
            settled[hope] = None
            settled[owed] = replace(
                owed, doubt="target_hoped", amount=masked[hope.begin : hope.end]
            )
    return settled


def _is_same_thing(rest: str, before: str) -> bool:
    """Whether what stands before the second number only says again what stood before the first."""
    return not rest or before.endswith(rest)


def _in_clause(
    text: str,
    masked: str,
    start: int,
    end: int,
    candidates: list[_Quantity],
    unit: str | None,
) -> list[TargetFound]:
    start += len(masked[start:end]) - len(masked[start:end].lstrip(" ,，、"))
    quantities = [
        quantity
        for quantity, following in zip(
            candidates, [*candidates[1:], None], strict=False
        )
        if not _only_describes(masked, quantity, following)
    ]
    targets: list[TargetFound] = []
    begin = start
    for position, quantity in enumerate(quantities):
        stop = _phrase_end(masked, quantity, end, last=position + 1 == len(quantities))
        for phrase in _phrases(text[start:end], text[begin:stop], first=position == 0):
            targets.append(
                TargetFound(
                    phrase,
                    quantity.sign
                    or sign_of(masked[start : quantity.begin], masked[quantity.end :]),
                    quantity.value,
                    quantity.measure,
                    begin,
                    stop,
                    unit,
                    quantity.doubt,
                    quantity.amount,
                )
            )
        begin = (
            stop + len(masked[stop:end]) - len(masked[stop:end].lstrip("、,和与及 "))
        )
    return targets


def _is_target(masked: str, quantity: re.Match, start: int, end: int) -> bool:
    before = masked[start : quantity.start()]
    after = masked[quantity.end() : end]
    in_words = quantity["number"] in _WORDS and quantity["number"] != "零"
    if in_words and not re.search(rf"{_VERB.pattern[1:]}$", before):
        return False
    if (_FROM.search(before) and _GROWS_TO.match(after)) or _INCLUDED.search(before):
        return False
    return not _NOT_BEFORE.search(before) and not _NOT_AFTER.match(after)


def _only_describes(
    masked: str, quantity: _Quantity, following: _Quantity | None
) -> bool:
    """1亿元以上项目20个: the first number says which projects, the second how many. What a
    bracket adds (30家以上（其中规上5家）) describes nothing."""
    if following is None:
        return False
    return bool(
        re.match(
            (
                r"^(?:及以上|以上|以下)(?:的)?(?!其中|包括|其余|"
                rf"另)[{HAN}A-Za-z“”※][{HAN}A-Za-z“”※()]*$"
            ),
            masked[quantity.end : following.begin],
        )
    )


def _phrase_end(masked: str, quantity: _Quantity, end: int, last: bool) -> int:
    border = re.compile(r"、|[和与及](?=[^、]*\d)").search(masked, quantity.end, end)
    if border:
        return border.start()
    if not last:  # 床位500张改造食堂20家: two that ran together
        tail = _TAIL.match(masked[quantity.end : end])
        return quantity.end + (tail.end() if tail else 0)
    return quantity.end + len(masked[quantity.end : end].rstrip())


def _phrases(clause: str, phrase: str, first: bool) -> list[str]:
    """The target in words. A verb or subject that the clause says once for several quantities
    is put before each; 甲、乙均增长6% becomes two targets."""
    each = _EACH.match(phrase)
    if each and each["each"] != "分别":
        subjects = each["subjects"].split("、")
        return [
            _led(clause, subject, i == 0) + each["move"]
            for i, subject in enumerate(subjects)
        ]
    return [_led(clause, phrase, first)]


def _led(clause: str, phrase: str, first: bool) -> str:
    if first:
        return phrase.strip()
    opening = clause[_modal_length(clause) :]
    verb = _VERB.match(narrow(opening))
    if _RATE.match(phrase):
        rate = re.search(rf"[{HAN}]{{2}}率", opening)
        subject = opening[: rate.start()] if rate else ""
        return subject + phrase
    if (
        verb
        and not _VERB.match(narrow(phrase))
        and not re.search(r"增长|下降|提高|达到?", phrase)
    ):
        return verb[0] + phrase
    return (
        verb[0] if verb and verb[0] == "实现" and not _VERB.match(phrase) else ""
    ) + phrase


def _modal_length(clause: str) -> int:
    match = _MODAL.match(narrow(clause))
    return match.end() if match else 0
