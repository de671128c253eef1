"""Quantified targets in a task's text, and what only looks like one.

A target is a number with something that can be counted or measured behind it (60家, 20亿元以上,
2.68%). A number that is part of a name is none: roads and lines (S203, G60, 228国道, 220千伏),
slogans (“1+X”, “1225培大育强行动”), versions (2.0版), order (1号, 2号楼, 第16届), ages and
times (60岁以上, 五年). Comparators: 以上, 达到, 不少于, 超过 … give >=; 以内, 不超过, 控制在 … give <=;
a bare number (60家) gives =.
"""

import re
from decimal import Decimal

from assignments.notices.rows import TargetFound
from assignments.rules.characters import HAN
from assignments.rules.names import narrow

_SCALE = r"(?:[十百千万亿]{0,2})"
_COUNTED = (
    "美元|欧元|港元|人民币|元|平方米|平方公里|平方千米|立方米|公里|千米|海里|米|亩|公顷|万吨|吨|千克|公斤|千瓦时|千瓦|兆瓦|度"
    "|个百分点|百分点|人次|人|名|户|家|项|件|座|条|台|辆|艘|套|所|处|场次|场|次|班次|架次|张|株|棵|幢|栋|间|宗|批次|批|份|例|床位|床|位|对|支|只|头"
    "|种|部|篇|本|门|倍|标箱|TEU|学时|盏|片|块|面|组|团|单|村|社区|校|类|枚|袋|粒|穴|孔|泊位|车位|标准箱|KW|MW|GW|kW|吉瓦|标煤|%|‰|％|个"
)
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_AS_WORD = r"(?<![一二三四五六七八九十数上近几成百千万])[百千万](?=[家个项件名人户亩])"
_QUANTITY = re.compile(
    rf"(?<!\d)(?P<low>(?P<first>{_NUMBER})%?[-~—–至到])?(?P<number>{_NUMBER}|{_AS_WORD}) ?"
    rf"(?P<measure>{_SCALE}(?:{_COUNTED}))"
)
# What may not follow the measure, else the number is a time, an age, an order or half of a name.
_NOT_AFTER = re.compile(r"^(?:月|工作日|小时|自然日|交易日|钟|伏|级|一批|代|位数|年|线)")
_NOT_BEFORE = re.compile(r"(?:[A-Za-z\d.+/第前约]|[A-Za-z]-|\d\+)$")
_TAIL = re.compile(r"^(?:及以上|以上|以内|之内|以下|左右)")
_AT_LEAST_BEFORE = re.compile(r"(?:达到?了?|不少于|不低于|不小于|超过?|突破|高于|大于|至少)$")
_AT_MOST_BEFORE = re.compile(
    r"(?:不超过|不高于|不多于|不大于|控制在|低于|少于|小于|降至|压减至|下降到|减少到)$"
)
_CLAUSE = re.compile(r"[^。;；!！?？\n]+?(?=(?<!\d),|,(?!\d{3})|[。;；!！?？，\n]|$)")
_LONGEST_CLAUSE = 1000
_QUOTED = re.compile(r"“[^“”,，。;]{1,24}”|《[^《》]{1,40}》|「[^「」]{1,24}」")
_MODAL = re.compile(r"^(?:其中|并|同时|全年|年内|力争|确保|争取|努力|全力|累计|预计|计划)+")
_VERB = re.compile(
    r"^(?:新增|新建|新引进|新培育|完成|实现|建成|建设|培育|引进|引育|创建|创成|打造|盘活|改造|开工|投产|投用|发放|开展|推出|减少|压减|争取|招引|改扩建|扩建"
    r"|整治|拆除|消化|提升|修复|安置|救助|培训|认定|申报|举办|组织|实施|启动|签约|落地|上市|发展|推广|种植|修建|改建|设立|建立|达到|突破|净增|入库)"
)
_LONGEST = 50_000
_EACH = re.compile(
    r"(?P<subjects>.*、.*?)(?P<each>均|都|各|分别)(?P<move>(?:增长|达到?|提高|提升|下降|超过|实现|减少|压减|降低).*)$"
)
_RATE = re.compile(rf"^[{HAN}]{{1,4}}率")
_WORDS = {"百": Decimal(100), "千": Decimal(1000), "万": Decimal(10000)}


def find_targets(text: str, unit: str | None = None) -> list[TargetFound]:
    """Every quantified target in the text, in order. `unit` is set as theirs where it is known."""
    folded = narrow(text[:_LONGEST]).replace("％", "%")
    masked = _QUOTED.sub(
        lambda found: found[0][0] + "※" * (len(found[0]) - 2) + found[0][-1], folded
    )
    targets: list[TargetFound] = []
    for clause in _CLAUSE.finditer(masked):
        if clause.end() - clause.start() > _LONGEST_CLAUSE:
            continue
        targets += _in_clause(text, folded, masked, clause.start(), clause.end(), unit)
    return targets


def stands_alone(before: str, line: str) -> bool:
    """Whether a line of a cell begins something new: the line before ends with an amount, this one with what is
    to be done (新增床位500张 / 改造食堂20家), so that neither is half a sentence."""
    ended = [found.end() for found in _QUANTITY.finditer(narrow(before))]
    return bool(ended) and ended[-1] == len(before) and bool(_VERB.match(narrow(line)))


def in_words(target: TargetFound) -> bool:
    """Whether the number of the target was written as a word (百家), which is worth asking about."""
    return not any(character.isdigit() for character in narrow(target.text))


def _in_clause(
    text: str, folded: str, masked: str, start: int, end: int, unit: str | None
) -> list[TargetFound]:
    start += len(masked[start:end]) - len(masked[start:end].lstrip(" ,，、"))
    quantities = [
        q for q in _QUANTITY.finditer(masked, start, end) if _is_target(masked, q, start, end)
    ]
    quantities = [
        q
        for q, following in zip(quantities, [*quantities[1:], None], strict=False)
        if not _only_describes(masked, q, following)
    ]
    found: list[TargetFound] = []
    begin = start
    for position, quantity in enumerate(quantities):
        stop = _phrase_end(masked, quantity, end, last=position + 1 == len(quantities))
        comparator = _comparator(masked, quantity, start)
        for phrase in _phrases(text[start:end], text[begin:stop], first=position == 0):
            found.append(
                TargetFound(
                    phrase, comparator, _value(quantity), quantity["measure"], begin, stop, unit
                )
            )
        begin = stop + len(masked[stop:end]) - len(masked[stop:end].lstrip("、,和与及 "))
    return found


def _is_target(masked: str, quantity: re.Match, start: int, end: int) -> bool:
    before = masked[start : quantity.start()]
    after = masked[quantity.end() : end]
    if quantity["number"] in _WORDS and not re.search(rf"{_VERB.pattern[1:]}$", before):
        return False
    return not _NOT_BEFORE.search(before) and not _NOT_AFTER.match(after)


def _only_describes(masked: str, quantity: re.Match, following: re.Match | None) -> bool:
    """1亿元以上项目20个: the first number says which projects, the second how many."""
    tail = _TAIL.match(masked, quantity.end()) or re.match(r"以上", masked[quantity.end() :])
    if following is None or tail is None:
        return False
    return bool(
        re.match(
            rf"^(?:及以上|以上|以下)(?:的)?[{HAN}A-Za-z“”※()]+$",
            masked[quantity.end() : following.start()],
        )
    )


def _phrase_end(masked: str, quantity: re.Match, end: int, last: bool) -> int:
    border = re.compile(r"、|[和与及](?=[^、]*\d)").search(masked, quantity.end(), end)
    if border:
        return border.start()
    if not last:  # 床位500张改造食堂20家: two that ran together
        tail = _TAIL.match(masked[quantity.end() : end])
        return quantity.end() + (tail.end() if tail else 0)
    return quantity.end() + len(masked[quantity.end() : end].rstrip())


def _comparator(masked: str, quantity: re.Match, start: int) -> str:
    before, after = masked[start : quantity.start()], masked[quantity.end() :]
    if re.match(r"^(?:以内|之内|以下)", after) or _AT_MOST_BEFORE.search(before):
        return "<="
    if re.match(r"^(?:及以上|以上)", after) or _AT_LEAST_BEFORE.search(before) or quantity["low"]:
        return ">="
    return "="


def _value(quantity: re.Match) -> Decimal:
    number = quantity["first"] or quantity["number"]
    return _WORDS.get(number) or Decimal(number.replace(",", ""))


def _phrases(clause: str, phrase: str, first: bool) -> list[str]:
    """The target in words. A verb or subject that the clause says once for several quantities
    is put before each; 甲、乙均增长6% becomes two targets."""
    each = _EACH.match(phrase)
    if each and each["each"] != "分别":
        subjects = each["subjects"].split("、")
        return [_led(clause, subject, i == 0) + each["move"] for i, subject in enumerate(subjects)]
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
    if verb and not _VERB.match(narrow(phrase)) and not re.search(r"增长|下降|提高|达到?", phrase):
        return verb[0] + phrase
    return (verb[0] if verb and verb[0] == "实现" and not _VERB.match(phrase) else "") + phrase


def _modal_length(clause: str) -> int:
    found = _MODAL.match(narrow(clause))
    return found.end() if found else 0
