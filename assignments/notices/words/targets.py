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
from dataclasses import replace

from assignments.notices.rows import TargetFound
from assignments.notices.words.target_quantities import (
    NOUGHT,
    VERB,
    Quantity,
    quantities_in,
)
from assignments.notices.words.target_signs import sign_of
from assignments.rules.characters import HAN
from assignments.rules.names import narrow

# Words that belong to the quantity before them: 以上, 左右.
_TAIL = re.compile(r"^(?:及以上|以上|以内|之内|以下|左右|上下)")
# A piece of a text up to a comma or full stop; the comma of 12,000 parts nothing.
_CLAUSE = re.compile(r"[^。;；!！?？\n]+?(?=(?<!\d),|,(?!\d{3})|[。;；!！?？，\n]|$)")
_LONGEST_CLAUSE = 1000
# Names in quotes: “1225培大育强行动”, 《2026年计划》.
_QUOTED = re.compile(r"“[^“”,，。;]{1,24}”|《[^《》]{1,40}》|「[^「」]{1,24}」")
# Words before the verb: 其中, 力争, 全年累计.
_MODAL = re.compile(
    r"^(?:其中|并|同时|全年|年内|力争|确保|争取|努力|全力|累计|预计|计划)+"
)
_LONGEST = 50_000
# One verb for several subjects: 财政收入、居民收入均增长6%.
_EACH = re.compile(
    r"(?P<subjects>.*、.*?)(?P<each>均|都|各|分别)(?P<move>(?:增长|"
    r"达到?|提高|提升|下降|超过|实现|减少|压减|降低).*)$"
)
# A rate named by its last words: 覆盖率, 入园率.
_RATE = re.compile(rf"^[{HAN}]{{1,4}}率")


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


def find_targets(text: str, unit: str | None = None) -> list[TargetFound]:
    """Every quantified target in the text, in order. `unit` is set as theirs where it is known."""
    folded = narrow(text[:_LONGEST]).replace("％", "%").replace("−", "-")
    masked = _QUOTED.sub(_mask, folded)
    clauses = [
        (
            clause.start(),
            clause.end(),
            quantities_in(masked, clause.start(), clause.end()),
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
        whole if NOUGHT.search(whole) else whole[0] + "※" * (len(whole) - 2) + whole[-1]
    )


def _hoped_for(
    masked: str, quantities: Sequence[Quantity]
) -> dict[Quantity, Quantity | None]:
    """What is hoped for beyond what is owed goes (None); what is owed is asked about."""
    settled: dict[Quantity, Quantity | None] = {}
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
    candidates: list[Quantity],
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


def _only_describes(
    masked: str, quantity: Quantity, following: Quantity | None
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


def _phrase_end(masked: str, quantity: Quantity, end: int, last: bool) -> int:
    # 新增企业42家、项目20个; 42家和20个, but not 企业和项目.
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
    verb = VERB.match(narrow(opening))
    if _RATE.match(phrase):
        # 垃圾分类覆盖率95%、处理率98%: the second is 垃圾分类处理率98%.
        rate = re.search(rf"[{HAN}]{{2}}率", opening)
        subject = opening[: rate.start()] if rate else ""
        return subject + phrase
    if (
        verb
        and not VERB.match(narrow(phrase))
        # 增长8%以上 says itself what happens.
        and not re.search(r"增长|下降|提高|达到?", phrase)
    ):
        return verb[0] + phrase
    return (
        verb[0] if verb and verb[0] == "实现" and not VERB.match(phrase) else ""
    ) + phrase


def _modal_length(clause: str) -> int:
    match = _MODAL.match(narrow(clause))
    return match.end() if match else 0
