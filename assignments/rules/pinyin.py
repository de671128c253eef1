"""How a name is typed on a keyboard: full pinyin and initials, for search boxes and select lists.

pypinyin reads most characters right; words in names of our kind in which a character is read
otherwise stand in `READINGS`. Its own list of 47,000 phrases stays on the disk: it would hold 50 MB
in every process. Whatever comes out is a proposal: both fields of a unit and a leader can be
edited.
"""

import os
import re
from typing import NamedTuple

os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")

from pypinyin import Style, lazy_pinyin, load_phrases_dict  # noqa: E402

# Words whose everyday reading differs from the one in a name; pypinyin takes the longest match.
READINGS = {
    "厦门": [["xià"], ["mén"]],
    "重庆": [["chóng"], ["qìng"]],
    "台州": [["tāi"], ["zhōu"]],
    "天台": [["tiān"], ["tāi"]],
    "六安": [["lù"], ["ān"]],
    "乐清": [["yuè"], ["qīng"]],
    "丽水": [["lí"], ["shuǐ"]],
    "长兴": [["cháng"], ["xīng"]],
    "市长": [["shì"], ["zhǎng"]],
    "会计": [["kuài"], ["jì"]],
    "调解": [["tiáo"], ["jiě"]],
    "调处": [["tiáo"], ["chǔ"]],
    "银行": [["yín"], ["háng"]],
    "行政": [["xíng"], ["zhèng"]],
    "朝阳": [["cháo"], ["yáng"]],
    "重阳": [["chóng"], ["yáng"]],
    "行业": [["háng"], ["yè"]],
    "首都": [["shǒu"], ["dū"]],
    "都市": [["dū"], ["shì"]],
    "都江堰": [["dū"], ["jiāng"], ["yàn"]],
    "供给": [["gōng"], ["jǐ"]],
    "给水": [["jǐ"], ["shuǐ"]],
    "率先": [["shuài"], ["xiān"]],
    "着力": [["zhuó"], ["lì"]],
    "目的": [["mù"], ["dì"]],
}
# Family names read otherwise than the word; only the first character of a person's name.
SURNAMES = {
    "单": "shan", "解": "xie", "仇": "qiu", "区": "ou", "查": "zha", "曾": "zeng", "尉": "wei",
    "盖": "ge",
    "朴": "piao", "翟": "zhai", "任": "ren", "乐": "yue", "缪": "miao", "华": "hua", "覃": "qin",
    "冼": "xian",
}  # fmt: skip

load_phrases_dict(READINGS)


class Pinyin(NamedTuple):
    """市发改局 -> pinyin "shifagaiju", initials "sfgj"; digits and Latin letters stay as they are,
    in lower case."""

    pinyin: str
    initials: str


LATIN = "="  # marks a run of Latin letters or digits among the syllables


def spell(name: str) -> Pinyin:
    """The spelling of a unit's name; brackets, quotes and blanks have none."""
    return joined(syllables_of(name))


def spell_person(name: str) -> Pinyin:
    """The spelling of a person's name, the family name read as one (单 is shan)."""
    syllables = syllables_of(name)
    if name[:1] in SURNAMES and syllables:
        syllables[0] = SURNAMES[name[0]]
    return joined(syllables)


def syllables_of(name: str) -> list[str]:
    # 市发改局（粮食局） is spelt without its brackets.
    bare = re.sub(r"[^\w]|_", "", name)
    return list(
        lazy_pinyin(bare, style=Style.NORMAL, errors=lambda run: LATIN + run.lower())
    )


def joined(syllables: list[str]) -> Pinyin:
    """Initials take the first letter of a syllable and the whole of a Latin run: LNG专班 is
    lngzb."""
    letters = [part[1:] if part.startswith(LATIN) else part[0] for part in syllables]
    return Pinyin("".join(part.lstrip(LATIN) for part in syllables), "".join(letters))
