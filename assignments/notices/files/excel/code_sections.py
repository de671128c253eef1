"""The code of a format cut into its sections, and these into pieces: 0.00_);(0.00) has two."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

# The pieces of a code, from left to right: 0.00"万元", [$￥-804]#,##0, yyyy"年"m"月".
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?'
    r"|[\\!](?P<escaped>.)|(?P<room>[_*].)"
    r"|\[(?P<elapsed>[hms]+)\]|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<general>General|G/通用格式)|(?P<half>上午/下午|AM/PM|A/P)"
    r"|(?P<date>y+|m+|d+|h+|s+|e+(?![+-])|a{3,})"
    r"|(?P<exponent>E[+-])|(?P<digit>[0#?])|(?P<mark>[.,%/@])|(?P<sign>[-()])|(?P<other>.)",
    re.I | re.S,
)
# A condition in front of a section: [<100]0 has "<" and "100".
_CONDITION = re.compile(r"^(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)$")
_SIGNS = ("-", "(", ")")


class FormatPart(NamedTuple):
    """A piece of a section: its kind (a group of _TOKEN, or "word") and its text."""

    kind: str
    text: str


class FormatSection(NamedTuple):
    """What stands between two semicolons; `condition` is ("<", 100) where it has one: [<100]0."""

    parts: tuple[FormatPart, ...]
    condition: tuple[str, Decimal] | None = None

    def has(self, kind: str, text: str = "") -> bool:
        return any(part.kind == kind and text in ("", part.text) for part in self.parts)

    @property
    def words(self) -> str:
        return "".join(part.text for part in self.parts if part.kind == "word").strip()

    @property
    def is_date(self) -> bool:
        return self.has("date") or self.has("elapsed")


@lru_cache(maxsize=1_000)
def sections_of(code: str) -> tuple[FormatSection, ...]:
    sections: list[FormatSection] = []
    parts: list[FormatPart] = []
    condition = None
    for match in _TOKEN.finditer(code + ";"):
        if match[0] == ";":
            sections.append(FormatSection(_minutes_marked(parts), condition))
            parts, condition = [], None
            continue
        part = _part(match)
        held = _CONDITION.match(match["bracket"] or "")
        if held:
            condition = (held[1], Decimal(held[2]))
        elif part:
            parts.append(part)
    return tuple(sections)


def _part(match: re.Match[str]) -> FormatPart | None:
    """A piece as it counts; None for room, fillings, colours and languages. [$￥-804] is the
    word ￥."""
    kind = match.lastgroup or "other"
    text = match[kind] or ""
    if kind == "room":
        return None
    if kind == "bracket":
        money = text[1:].split("-")[0] if text.startswith("$") else ""
        return FormatPart("word", money) if money else None
    if kind == "escaped" and text in _SIGNS:
        return FormatPart("sign", text)
    if kind in ("quoted", "escaped", "other"):
        return FormatPart("sign" if text in _SIGNS else "word", text)
    return FormatPart(kind, text.lower() if kind in ("date", "elapsed") else text)


def _minutes_marked(parts: list[FormatPart]) -> tuple[FormatPart, ...]:
    """The parts, minutes marked apart from months: m is minutes behind hours and before seconds."""
    marked = list(parts)
    clock = [at for at, part in enumerate(parts) if part.kind in ("date", "elapsed")]
    for place, at in enumerate(clock):
        before = parts[clock[place - 1]].text[0] if place else ""
        after = parts[clock[place + 1]].text[0] if place + 1 < len(clock) else ""
        is_minutes = parts[at].text in ("m", "mm") and (before == "h" or after == "s")
        if is_minutes and parts[at].kind == "date":
            marked[at] = FormatPart("date", "n" * len(parts[at].text))
    return tuple(marked)


def section_for(sections: list[FormatSection], number: Decimal) -> FormatSection | None:
    """The section for the number: by conditions where there are some, else positive; negative;
    nought."""
    if not any(section.parts for section in sections):
        return None
    if any(section.condition for section in sections):
        fitting = (
            each for each in sections if not each.condition or _holds(each, number)
        )
        return next(fitting, None)
    if number < 0 and len(sections) > 1:
        return sections[1]
    return sections[2] if number == 0 and len(sections) > 2 else sections[0]


def _holds(section: FormatSection, number: Decimal) -> bool:
    sign, limit = section.condition or ("=", number)
    return {
        "<": number < limit,
        "<=": number <= limit,
        ">": number > limit,
        ">=": number >= limit,
        "=": number == limit,
        "<>": number != limit,
    }[sign]
