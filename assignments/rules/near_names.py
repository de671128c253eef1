"""Whether a name that nobody knows is near a known one, so that a person is asked before it becomes
new.

One measure and one set of thresholds for every road: the import of a notice, a sheet of 完成情况,
the command. Nearness makes questions, never matches. Two names may share most of their signs and be
two bodies (民政局, 财政局; 教育局, 体育局), or share few and be one (市监局, 市市场监督管理局); so
names of units are compared without what all have: the city before them, the kind of body behind
them. Measured pairs: tests/rules/test_near_names.py.
"""

import re
from collections import Counter
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from assignments.rules.likeness import grams, share
from assignments.rules.names import Addressed, leader_key, unit_key
from assignments.rules.pinyin import spell_person, syllables_of
from assignments.rules.unit_words import (
    COMPANY,
    GENERIC,
    LOOKALIKES,
    MASS,
    ORGANS,
    REFORMS,
    SHORTENED_TO_ONE,
    TEAM,
    TOWN,
    USUAL,
)

NEAR = 0.7
"""From here on a unit is asked about and never proposed as new."""
PROPOSED = 0.72
"""From here on the likest is proposed, where it is ahead of the others by CLEAR; below, the person
chooses."""
# The least lead over the second that counts; two that are equally like are the person's to tell
# apart.
CLEAR = 0.01
TWINS = 0.8
"""From here on two names of one document, neither of them known, are asked about as one body
written in two ways."""

SAME_STEM, SAME_BARE, SLIP, PART, ABBREVIATION = 0.95, 0.92, 0.9, 0.8, 0.75
SAME_SIGNS, REFORM, UNSURE = 0.75, 0.73, 0.7
"""One body called another kind (发改委, 发改局), also without words that many have (大数据管理局,
大数据发展中心); a slip of the keyboard; a part of the name as it stands (交通, 交通运输); an
abbreviation (文旅, 文广旅体); another order; a predecessor; much in common, perhaps two bodies. The
more of the longer name a part or an abbreviation covers the higher, up to 0.1; of the same kind of
body (局, 局) 0.02 more."""
# Enough to put 市文旅局 before 市文旅集团, and too little to make like what is not.
SAME_ORGAN = 0.02

PERSON_NEAR = 0.55
"""Of two persons' names: 陈康 and 陈大康 have 0.8, 周阳 and 周伟 0.5."""
# 周洋 for 周阳, typed by ear: above PERSON_NEAR, though they share one sign of two.
SOUNDS_ALIKE = 0.75

GROUP = "group"
_MEMBERS = "成员单位"
# 市人民政府, 市政府: both are 市府.
_GOVERNMENT = re.compile(r"(?:人民)?政府")
# The authority before a body's own name: 中共玉环市委…, 市府…, 人民法院.
_AUTHORITY = re.compile(
    r"^(?:中共)?(?:[^\W\d_]{2,3}(?=[市县区]委))?(?:[市县区]委)?(?:[市县区]?府|"
    r"[市县区](?=纪))?(?:人民(?=法院|检察院|武装))?"
)
# 各乡镇, 有关部门, 防汛指挥部成员单位.
_GROUP = re.compile(r"^(?:各|有关|相关)|成员单位$")
# Of these another one is another body: 228国道 and 226国道, 城东 and 城西, 第一 and 第二.
_COUNTS = frozenset("0123456789一二三四五六七八九十东西南北中上下前后新老大小甲乙丙丁")
_LEAST_COVERED = 0.25
"""工程 is no short name of 漩门湾大桥及接线工程推进小组."""
# Characters: in a longer name any few stand somewhere, so that a short form must begin and end
# like it.
_LONG = 8
# Of the pairs of characters in both names.
_MUCH_SHARED = 0.5
# And at least so many of them: two short names share half by chance.
_PAIRS_SHARED = 3


class Parts(NamedTuple):
    """玉环市发展和改革局 -> stem 发展改革, organ 局, kind ""; kinds are TOWN, COMPANY, GROUP and ""
    for all others."""

    key: str
    stem: str
    organ: str
    kind: str

    @property
    def bare(self) -> str:
        """The stem without words that many bodies have: 港航事业发展 -> 港航."""
        return next(
            (self.stem.removesuffix(word) for word in GENERIC
             if self.stem.endswith(word) and len(self.stem) - len(word) >= 2),
            self.stem,
        )  # fmt: skip


@lru_cache(maxsize=4_000)
def parts_of(name: str) -> Parts:
    key = unit_key(name).replace("、", "")
    if _GROUP.search(key):
        stem = (
            without_organs(key.removesuffix(_MEMBERS))[0]
            if key.endswith(_MEMBERS)
            else key
        )
        return Parts(key, stem, key[-4:], GROUP)
    plain = _GOVERNMENT.sub("府", key.replace("委市", "委").replace("总工会", "工会"))
    stem, organ = without_organs(plain[_AUTHORITY.match(plain).end() :])  # type: ignore[union-attr]
    if stem in ORGANS:  # 市府办 and 市委办 are nothing but an authority and its office
        stem, organ = plain.removesuffix(stem), ORGANS[stem]
    return Parts(key, stem, organ, organ if organ in (TOWN, COMPANY) else "")


def without_organs(stem: str) -> tuple[str, str]:
    """安全生产委员会办 -> (安全生产, 办): what is left, and the kind that stood last."""
    organ = ""
    while ending := next(
        (word for word in _BY_LENGTH if stem.endswith(word) and stem != word), ""
    ):
        stem, organ = stem.removesuffix(ending), organ or ORGANS[ending]
        if organ in (TOWN, COMPANY):
            break
    return stem, organ


_BY_LENGTH = sorted(ORGANS, key=len, reverse=True)


def unit_likeness(first: str, second: str) -> float:
    """How near two names of units are, 0 to 1; from NEAR on they may be one body."""
    left, right = parts_of(first), parts_of(second)
    if not left.stem or not right.stem:
        return float(bool(left.key) and left.key == right.key)
    if left.key == right.key:
        return 1.0
    if not comparable(left, right):
        return 0.0
    if left.stem == right.stem:
        return SAME_STEM
    if left.bare == right.bare:
        return SAME_BARE
    likeness = max(
        slip(left, right),
        part(left, right),
        order(left, right),
        reform(left, right),
        much(left, right),
    )
    # 各街道 are others than 各乡镇(街道), 各单位 may be 各有关单位: that is for a person to say.
    return min(likeness, UNSURE) if left.kind == GROUP else likeness


def comparable(left: Parts, right: Parts) -> bool:
    """A town is no bureau (沙门镇, 沙门滨港工业城), all members of a commission are not the
    commission, a federation is no bureau (工商联, 工商局). A name without a kind (楚门) may be of
    any, and a company may have been a bureau (供电局) under the same stem."""
    if GROUP in (left.kind, right.kind):
        return left.kind == right.kind and (left.organ == _MEMBERS) == (
            right.organ == _MEMBERS
        )
    if "" in (left.organ, right.organ):
        return left.kind == right.kind or left.stem == right.stem
    if (left.organ in MASS) != (right.organ in MASS):
        return False
    if left.kind == right.kind:
        return True
    return left.stem == right.stem and COMPANY in (left.kind, right.kind)


def slip(left: Parts, right: Parts) -> float:
    """One sign written for another, two changed places, or another word of the same sound."""
    first, second = left.stem, right.stem
    if len(first) != len(second) or len(first) < 2 or left.kind == GROUP:
        return 0.0
    differing = [at for at in range(len(first)) if first[at] != second[at]]
    pairs = [(first[at], second[at]) for at in differing]
    if any(is_usual(first, at) and is_usual(second, at) for at in differing):
        return 0.0
    swapped = len(pairs) == 2 and pairs[0] == pairs[1][::-1]
    if swapped or syllables_of(first) == syllables_of(second):
        return SLIP
    if len(pairs) > 1 or set(pairs[0]) <= _COUNTS:
        return 0.0
    if look_alike(*pairs[0]):
        return SLIP
    return 0.0 if left.kind else unlike_sign(left, right)


def is_usual(stem: str, at: int) -> bool:
    """Whether the sign belongs to a word that bodies are called by: the 关 of 玉环海关, as the 事
    of 玉环海事."""
    return stem[max(at - 1, 0) : at + 1] in USUAL or stem[at : at + 2] in USUAL


def unlike_sign(left: Parts, right: Parts) -> float:
    """One sign is another that neither sounds nor looks like it: sure in a long name, open in a
    short one."""
    if len(left.stem) >= 4:
        return SLIP
    known_one = (left.stem in USUAL) != (right.stem in USUAL)
    return (
        UNSURE
        if len(left.stem) == 3 or (known_one and left.organ == right.organ)
        else 0.0
    )


def look_alike(first: str, second: str) -> bool:
    return any(first in signs and second in signs for signs in LOOKALIKES)


def part(left: Parts, right: Parts) -> float:
    """The shorter stem stands in the longer one, as it is or sign by sign (发改 in 发展改革)."""
    short, long = sorted((left, right), key=lambda parts: len(parts.stem))
    if left.kind == TOWN or not is_subsequence(short.stem, long.stem):
        return 0.0
    same_start, same_organ = short.stem[0] == long.stem[0], left.organ == right.organ
    if len(short.stem) == 1:
        either = (same_organ and left.organ in SHORTENED_TO_ONE) or {
            left.organ,
            right.organ,
        } == {
            "委",
            "办",
        }
        return (
            ABBREVIATION
            if same_start and either and short.stem not in "市县区"
            else 0.0
        )
    covered = len(short.stem) / len(long.stem)
    whole = short.stem in long.stem
    if whole and (covered >= _LEAST_COVERED or (same_start and same_organ)):
        return PART + 0.1 * covered + SAME_ORGAN * same_organ
    short_form = same_start or (short.stem not in USUAL and covered >= _LEAST_COVERED)
    if left.kind or long.organ == TEAM or len(long.stem) > _LONG:
        short_form = same_start and same_organ
    return (
        ABBREVIATION + 0.1 * covered + SAME_ORGAN * (same_organ and covered > 0.5)
        if short_form
        else 0.0
    )


def is_subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(character in rest for character in short)


def order(left: Parts, right: Parts) -> float:
    """The same signs in another order: 规划自然资源, 自然资源规划."""
    short, long = sorted((left.stem, right.stem), key=len)
    if left.kind == TOWN or len(short) < 3 or len(long) > 2 * len(short):
        return 0.0
    return 0.0 if Counter(short) - Counter(long) else SAME_SIGNS


def reform(left: Parts, right: Parts) -> float:
    """One was made of the other: 国土资源局, 自然资源规划局. Whichever of them is the known one."""
    if left.kind or right.kind or left.organ in MASS or right.organ in MASS:
        return 0.0
    return REFORM if became(left, right) or became(right, left) else 0.0


def became(old: Parts, new: Parts) -> bool:
    names = {old.stem, old.bare, old.key}
    return any(
        names & before and is_subsequence(now, new.stem)
        for now, before in REFORMS.items()
    )


def much(left: Parts, right: Parts) -> float:
    """Much in common though neither holds the other: 城市管理行政执法, 综合行政执法."""
    if left.kind == TOWN:
        return 0.0
    first, second = grams(left.bare), grams(right.bare)
    enough = (
        len(first & second) >= _PAIRS_SHARED and share(first, second) >= _MUCH_SHARED
    )
    return UNSURE if enough else 0.0


def person_likeness(first: str, second: str) -> float:
    """How alike two names of persons are, 0 to 1; names that sound the same are likely slips of the
    keyboard: 周洋 for 周阳 shares but one of two signs."""
    left, right = leader_key(first), leader_key(second)
    if not left or not right:
        return 0.0
    ratio = SequenceMatcher(None, left, right, autojunk=False).ratio()
    sounds = len(left) == len(right) and sound_of(left) == sound_of(right)
    return max(ratio, SOUNDS_ALIKE) if sounds else ratio


def called_likeness(called: Addressed, name: str, title: str) -> float:
    """How likely somebody who is called 张市长 is the leader of this name and title, 0 to 1; 0 for
    another surname. A 副市长 is called 市长 too, out of courtesy."""
    if not name.startswith(called.surname):
        return 0.0
    held = title.split("、")
    if called.title in held:
        return 1.0
    plain_title = called.title.removeprefix("副").removeprefix("常务副")
    return 0.9 if any(held_title.endswith(plain_title) for held_title in held) else 0.8


@lru_cache(maxsize=4_000)
def sound_of(name: str) -> str:
    return spell_person(name).pinyin
