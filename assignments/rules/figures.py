"""A figure as people write it, on a page or in a cell of a sheet, with the measure of what it is
about.

Pure. It is read whole or not at all: what stands beside the number is either a measure that says
without doubt how much it is (0.5万 under 亩, 350000万元 under 亿元) or a reason to ask. Nothing is
cut off, and no sign is lost.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from assignments.rules.measures import (
    PERCENT,
    POINTS,
    SCALE_ALONE,
    Measure,
    converted,
    is_measure,
    is_same_kind,
    measure_of,
)
from assignments.rules.names import narrow

LARGEST, PLACES = Decimal(10) ** 12, 4
LOST_AT_MOST = Decimal("0.001")
"""What rounding to the places that are kept may take, as a share of the figure: 35.012345 may
become 35.0123, 0.00004 may not become nought."""

# Hyphen, dashes, U+2212 and the small and superscript ones: all are typed for a minus.
_MINUS = str.maketrans(dict.fromkeys("‐‑‒–—―−－﹣⁻➖", "-"))
_BLANKS = str.maketrans(
    dict.fromkeys("\u2002\u2003\u2006\u2007\u2008\u2009\u200a\u202f", " ")
)
_UNSEEN = dict.fromkeys([0xFEFF, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xAD])
# 35, 35., 0.5, .5.
_PLAIN = re.compile(r"([0-9]+\.?[0-9]*|\.[0-9]+)")
# 12,345.6 or 12 345; one mark throughout.
_IN_THOUSANDS = re.compile(r"[0-9]{1,3}([, ])[0-9]{3}(\1[0-9]{3})*(\.[0-9]+)?")
# A sign, digits with whatever stands between them, and behind them something that is none: -1,234.5
# 亿元
_FIGURE = re.compile(
    r"(?P<sign>[+-]|负)? ?(?P<number>[0-9.,](?:[0-9., ]*[0-9.,])?)\s*(?P<rest>[^0-9.,+\-\s].*)?",
    re.DOTALL,
)
# ￥350000: a cell made to show money; how much of it one is worth, the column or what stands behind
# must say.
_MONEY = re.compile(r"^([+-]? ?)[¥￥] ?")
# A measure in brackets behind a number: 35(亿元).
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
# (35): below nought for an accountant, a number of a list for others.
_ACCOUNTED = re.compile(r"\([0-9.,]+\)%?")
# #DIV/0!, #N/A, #REF!.
_ERROR = re.compile(r"#(?:[A-Z_]+[/A-Z0-9_]*[!?]?|DIV/0!|N/A)", re.IGNORECASE)


class Unreadable(Exception):
    """No number, or one that could be read in two ways. Its text is for the person who typed it."""


def is_error_value(text: str) -> bool:
    """Whether a cell holds what a spreadsheet shows for a formula that failed: #DIV/0!, #N/A,
    #REF!, #SPILL!."""
    return bool(_ERROR.fullmatch(narrow(text).strip()))


def number_typed(
    text: str, measure: str = "", *, under: str = "", rounded: bool = False
) -> Decimal | None:
    """A figure in the target's `measure`, None for an empty box. `under` is what a column's heading
    measures in; what stands behind the number itself goes before it. `rounded` takes a number with
    more places than are kept as it would be shown, which is for what a formula gave. Raises
    Unreadable: nothing is guessed at."""
    typed = _typed(text)
    if not typed:
        return None
    match = _FIGURE.fullmatch(_MONEY.sub(r"\1", typed))
    if not match or (
        _MONEY.match(typed) and not is_same_kind(_rest(match) or under, "元")
    ):
        raise Unreadable(_why_no_figure(text, typed, measure))
    number = _number(text, match["number"])
    if match["sign"] in ("-", "负"):
        number = -number
    sizes = _WrittenMeasure(text, _rest(match), under).sizes(measure)
    if sizes is None or sizes[0] == sizes[1]:
        return fitting(number, text, rounded=rounded)
    return fitting(converted(number, *sizes), text, rounded=True)


def number_by_itself(text: str) -> Decimal | None:
    """A figure in its own measure, before anybody knows of a target; None for an empty cell. Raises
    Unreadable."""
    return number_typed(text, own_measure(text), rounded=True)


def own_measure(text: str) -> str:
    """The measure that stands behind the number of a figure, "" where none does that is known
    for one."""
    match = _FIGURE.fullmatch(_typed(text))
    rest = _rest(match) if match else ""
    return rest if is_measure(rest) else ""


def number_alone(text: str) -> Decimal | None:
    """A figure of which nobody knows the measure: the number and nothing beside it."""
    typed = narrow(text).strip()
    # 12. is still a number; 12家 is not one by itself.
    if typed and not re.search(r"[0-9]$|[0-9]\.$", typed):
        raise Unreadable(_no_number(text))
    return number_typed(text)


def fitting(number: Decimal, text: str, *, rounded: bool = False) -> Decimal:
    """The number where it can be kept as it is, or near enough where it may be `rounded`."""
    if abs(number) >= LARGEST:
        raise Unreadable(f"“{text}”太大，请核对计量单位。")
    kept = number.quantize(Decimal(1).scaleb(-PLACES), ROUND_HALF_UP)
    if kept != number and not (
        rounded and abs(kept - number) <= abs(number) * LOST_AT_MOST
    ):
        raise Unreadable(f"“{text}”的小数太长，最多四位。")
    return (kept if kept != number else number) + 0  # no noughts below nought


@dataclass(frozen=True)
class _WrittenMeasure:
    """What a figure says of its measure: `rest` stands behind the number, `under` over the
    column."""

    text: str
    rest: str
    under: str

    def sizes(self, measure: str) -> tuple[Fraction, Fraction] | None:
        """How big one of what was said and one of the target's measure are; None where the number
        is meant as it stands."""
        target = measure_of(measure)
        if SCALE_ALONE.fullmatch(self.rest):
            return self._of_scale(measure_of(self.under) or target, target, measure)
        written = measure_of(self.rest or self.under)
        if written is None:
            return None
        if target is None:
            if self._counts_as_it_is(written):
                return None
            raise Unreadable(self._mismatch(""))
        if written.kind == target.kind:
            return written.size, target.size
        if written == measure_of("%") and target.kind == POINTS:
            return None  # 3% of a growth by 3个百分点: both say the same number
        raise Unreadable(self._mismatch(measure))

    def _of_scale(
        self, over: Measure | None, target: Measure | None, measure: str
    ) -> tuple[Fraction, Fraction]:
        """0.5万: the scale counts what the column, or else the target, is measured in."""
        if over is None:
            return measure_of(f"{self.rest}个").size, Fraction(1)  # type: ignore[union-attr]
        if over.kind in (PERCENT, POINTS) or (target and target.kind != over.kind):
            raise Unreadable(self._mismatch(measure))
        return over.of_scale(self.rest), target.size if target else over.unscaled

    def _counts_as_it_is(self, written: Measure) -> bool:
        """Under a target without a measure: a share, and what a column's heading counts one by
        one."""
        return written == measure_of("%") or (
            not self.rest and written.size == written.unscaled
        )

    def _mismatch(self, measure: str) -> str:
        other = self.rest or self.under
        if not is_measure(other) and not SCALE_ALONE.fullmatch(other):
            return (
                _no_number(self.text)
                if self.rest
                else _unknown_heading(self.text, other, measure)
            )
        aim = f"这个目标的计量单位是“{measure}”" if measure else "这个目标没有计量单位"
        if other == PERCENT:
            return f"“{self.text}”是百分数，而{aim}。"
        where = "带的" if self.rest else "所在列的"
        return (
            f"“{self.text}”{where}计量单位是“{other}”，而{aim}，"
            "看不准是多少；请按目标的单位填写。"
        )


def _typed(text: str) -> str:
    """The text with one kind of digits, minus and blanks, and without what cannot be seen."""
    return narrow(text).translate(_UNSEEN).translate(_MINUS).translate(_BLANKS).strip()


def _rest(match: re.Match) -> str:
    """What stands behind the number: 亿元 of 35（亿元）, but (含在建) of 35（含在建）."""
    rest = (match["rest"] or "").strip()
    measured = _IN_BRACKETS.fullmatch(rest)
    return measured[1].strip() if measured and is_measure(measured[1]) else rest


def _number(text: str, digits: str) -> Decimal:
    """The digits as a number; a comma that may stand for a decimal point is not guessed at."""
    if _IN_THOUSANDS.fullmatch(digits):
        digits = digits.replace(",", "").replace(" ", "")
    elif not _PLAIN.fullmatch(digits):
        if _PLAIN.fullmatch(digits.replace(",", "").replace(" ", "")):
            raise Unreadable(
                f"“{text}”里的逗号或空格不在千位上，看不准是多少；请只填数字，如 1234.5。"
            )
        raise Unreadable(_no_number(text))
    return Decimal(digits)


def _why_no_figure(text: str, typed: str, measure: str) -> str:
    if is_error_value(typed):
        return f"“{text}”是表格算错时的提示，不是数字；请改好公式，或直接填数字。"
    if _ACCOUNTED.fullmatch(typed):
        return f"“{text}”带括号，看不准是负数还是编号，不是数字；负数请写成 -5 的样子。"
    if typed in (narrow(measure), PERCENT):
        return f"“{text}”没有数字。"
    return _no_number(text)


def _no_number(text: str) -> str:
    return f"“{text}”不是数字；请只填数字，不带单位，如 31 或 2.68。"


def _unknown_heading(text: str, under: str, measure: str) -> str:
    aim = f"目标的计量单位“{measure}”" if measure else "目标"
    return f"“{text}”所在列写的是“{under}”，与{aim}对不上，看不准是多少；请按目标的单位填写。"
