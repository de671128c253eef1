"""What figures are measured in, and which measures can be told in one another.

Pure. Only what is certain by itself stands here: 万亩 is ten thousand 亩, 公里 are thousand 米.
Counts of different things (家, 户, 个) are never one another, nor is a share (%) a difference of
shares (百分点).
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from assignments.rules.names import narrow

SCALES = {
    "十": 10,
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    "亿": 100_000_000,
}
# 万, 百万: a scale that names no measure.
SCALE_ALONE = re.compile(r"[十百千万亿]+")
# 万亩 is a scale and a measure.
_SCALED = re.compile(r"(?P<scale>[十百千万亿]+)(?P<word>[^十百千万亿].*)")
PERCENT, POINTS = "%", "百分点"

# By what is measured, the words for it and how many of its base one is.
_SIZES: dict[str, dict[str, int | Fraction]] = {
    "元": {"元": 1, "元人民币": 1, "人民币": 1},
    PERCENT: {"%": 1, "‰": Fraction(1, 10)},
    POINTS: {"百分点": 1, "个百分点": 1, "个点": 1},
    "米": {"米": 1, "m": 1, "公里": 1_000, "千米": 1_000, "km": 1_000},
    "平方米": {
        "平方米": 1,
        "平米": 1,
        "㎡": 1,
        "m2": 1,
        "m²": 1,
        "公顷": 10_000,
        "亩": Fraction(10_000, 15),
        "平方公里": 1_000_000,
        "平方千米": 1_000_000,
        "km2": 1_000_000,
        "km²": 1_000_000,
    },
    "立方米": {"立方米": 1, "方": 1, "m3": 1, "m³": 1},
    "千克": {
        "千克": 1,
        "公斤": 1,
        "kg": 1,
        "斤": Fraction(1, 2),
        "吨": 1_000,
        "t": 1_000,
    },
    "千瓦": {
        "千瓦": 1,
        "kw": 1,
        "兆瓦": 1_000,
        "mw": 1_000,
        "吉瓦": 1_000_000,
        "gw": 1_000_000,
    },
    "千瓦时": {"千瓦时": 1, "度": 1, "kwh": 1},
    "人": {"人": 1, "名": 1},
    "标箱": {"标箱": 1, "标准箱": 1, "teu": 1},
}
_KNOWN = {
    word: (kind, Fraction(size))
    for kind, sizes in _SIZES.items()
    for word, size in sizes.items()
}
"""By its word, what a measure measures and its size; words that are not here measure themselves."""
_COUNTED = frozenset(
    re.split(
        r"\s+",
        """家 户 项 件 座 条 台 辆 艘 套 所 处 场 次 个 张 株 棵 幢 栋 间 宗 批 份 例 床 对 支
        只 头 种 部 篇 本 门 倍 盏 片 块 面 组 团 单 村 社区 校 类 枚 袋 粒 穴 孔 位 起 天
        人次 场次 班次 架次 批次 床位 泊位 车位 学时 美元 欧元 港元 日元 英镑 海里 标煤 吨标煤
        分贝 小时 微克/立方米 毫克/立方米 毫克/升""",
    )
)


@dataclass(frozen=True)
class Measure:
    """`kind` says what is measured and `size` how many of its base one is; `unscaled` is the size
    without 万 or 亿."""

    kind: str
    size: Fraction
    unscaled: Fraction
    is_known: bool

    def of_scale(self, word: str) -> Fraction:
        """The size of a scale alone in these: 万 under 亿元 means 万元."""
        return self.unscaled * scale_of(word)


def scale_of(word: str) -> int:
    """How many 百万 are: every sign of it counts."""
    size = 1
    for sign in word:
        size *= SCALES[sign]
    return size


def measure_of(word: str) -> Measure | None:
    """What a measure's word says, however wide its signs are; None for none."""
    plain = narrow(word).strip().lower()
    if not plain:
        return None
    scale, base = _parted(plain)
    kind, size = _KNOWN.get(base, (base, Fraction(1)))
    return Measure(
        kind, size * scale_of(scale), size, base in _KNOWN or base in _COUNTED
    )


def _parted(word: str) -> tuple[str, str]:
    """The scale in front of a measure, and the measure: 万 of 千瓦时, since 千 belongs to the
    word."""
    for at in range(len(word)):
        if word[at:] in _KNOWN and all(sign in SCALES for sign in word[:at]):
            return word[:at], word[at:]
    scaled = _SCALED.fullmatch(word)
    return (scaled["scale"], scaled["word"]) if scaled else ("", word)


def is_measure(word: str) -> bool:
    """Whether a word is known to measure something: 万元, 家; not 含在建."""
    measure = measure_of(word)
    return measure is not None and measure.is_known


def is_same_kind(word: str, other: str) -> bool:
    """Whether two measures can be told in one another."""
    first, second = measure_of(word), measure_of(other)
    return first is not None and second is not None and first.kind == second.kind


def converted(number: Decimal, size: Fraction, into: Fraction) -> Decimal:
    """A number of one size in another; with more places than are kept where it does not come out
    even."""
    exact = Fraction(number) * size / into
    return Decimal(exact.numerator) / Decimal(exact.denominator)
