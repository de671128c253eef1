"""The sign of a target: the words beside its number that say whether more or less of it is wanted.

不少于 and its kin give >=, 不超过 and its kin <=, a bare number (60家) =. A word that compares
(低于, 超过) is turned about by a no before it (不得低于, 严禁超过); it goes before what stands
behind the number (以上, 以内), and that before words that only lead up to the number (达到,
控制在).
"""

import re

AT_LEAST, AT_MOST, EXACTLY = ">=", "<=", "="
_NO = (
    r"(?P<no>不[得应能宜可会准许要该]?再?|不允许|不可以|不应当|不能够|不得以任何形式"
    r"|严禁|禁止|杜绝|防止|避免|[绝决]不)?"
)
_MORE = r"(?P<more>超过|超出|超|高于|高出|多于|大于|长于|突破|快于|优于|好于|≥|≧|≮|>=?)"
_LESS = r"(?P<less>[少低小差短弱慢]于|≤|≦|≯|<=?)"
# What may stand between such a word and the number: 不超过: 5%, 不低于总投资的30%, 不少于每年5次
_GAP = r"(?:[了:\s“]*|[^\d,，、。;；]{1,14}的 ?|(?:每[年月季周]度?|全年|年均) ?)$"
# 不低于, 不得超过, ≥, 严禁超过.
_COMPARES = re.compile(rf"{_NO}(?:{_MORE}|{_LESS}){_GAP}")
_FAR = r"[^\d,，、。;；]{0,8}$"  # 至少新增5家
# 达到60家, 至少新增5家.
_LEADS_UP = re.compile(
    rf"(?:达到?了?|保底|不下|下限为?){_GAP}|(?:至少|最少|起码){_FAR}"
)
# 控制在3%, 降至5%, 最多5家.
_LEADS_DOWN = re.compile(
    rf"(?:控制[在到]|限制[在到]|压缩在|上限为?|[降减低少缩短落][至到]){_GAP}|(?:至多|最多){_FAR}"
)
_TOO = r"^ ?(?:\(不?含[^()]{0,6}\))?[及或和含]?"
# 60家以上, 30%(含)以上.
_ABOVE = re.compile(rf"{_TOO}(?:以上|之上)")
# 3%以内, 5件以下; 内部 is another word.
_BELOW = re.compile(rf"{_TOO}(?:以内|之内|以下|之下|内(?![外部容涵]))")
_LONGEST = 30


def sign_of(before: str, after: str) -> str:
    """The comparator of a number between the two texts; "=" where they say nothing."""
    near = before[-_LONGEST:]
    if compares := _COMPARES.search(near):
        wants_more = bool(compares["more"]) != bool(compares["no"])
        return AT_LEAST if wants_more else AT_MOST
    if _ABOVE.match(after):
        return AT_LEAST
    if _BELOW.match(after) or _LEADS_DOWN.search(near):
        return AT_MOST
    return AT_LEAST if _LEADS_UP.search(near) else EXACTLY
