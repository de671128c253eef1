"""The numbers that Word writes itself: a 序号 column or a list may have no number in its text.

Counts along the document as Word does: each list has a counter per level, a deeper level starts
again when a higher one moves on.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"


def chinese(number: int) -> str:
    """12 -> 十二; up to 9999, beyond that in digits."""
    if not 0 < number < 10000:
        return str(number)
    text = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += _DIGITS[digit] + name
        elif text and not text.endswith("零") and number % unit:
            text += "零"
    return text.removeprefix("一") if text.startswith("一十") else text


@dataclass(frozen=True)
class _Level:
    start: int
    style: str
    text: str


@dataclass
class Numbering:
    """`label` gives a paragraph's automatic number ("1.", "一、") and counts it; "" where it has none."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counters: dict[tuple[str, int], int] = field(default_factory=dict)

    def label(self, paragraph: etree._Element) -> str:
        place = self._place(paragraph)
        if place is None:
            return ""
        list_id, depth = place
        levels = self.levels.get(self.lists.get(list_id, ""), {})
        level = levels.get(depth)
        if level is None or level.style in ("bullet", "none"):
            return ""
        self.counters[list_id, depth] = self.counters.get((list_id, depth), level.start - 1) + 1
        for deeper in [key for key in self.counters if key[0] == list_id and key[1] > depth]:
            del self.counters[deeper]
        return re.sub(r"%(\d)", lambda found: self._value(list_id, int(found[1]) - 1, levels), level.text)

    def _value(self, list_id: str, depth: int, levels: dict[int, _Level]) -> str:
        level = levels.get(depth)
        number = self.counters.get((list_id, depth), level.start if level else 1)
        return (
            chinese(number)
            if level and level.style.startswith(("chinese", "japanese", "ideograph"))
            else str(number)
        )

    def _place(self, paragraph: etree._Element) -> tuple[str, int] | None:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None
        found = _number_of(properties)
        if found is None:
            style = properties.find(f"{W}pStyle")
            found = self.styles.get(style.get(f"{W}val", "")) if style is not None else None
        return found if found and found[0] != "0" else None


def numbering_from(numbering: etree._Element | None, styles: etree._Element | None) -> Numbering:
    """From word/numbering.xml and word/styles.xml; either may be missing."""
    found = Numbering()
    if numbering is None:
        return found
    for abstract in numbering.findall(f"{W}abstractNum"):
        levels = {int(level.get(f"{W}ilvl", "0")): _level(level) for level in abstract.findall(f"{W}lvl")}
        found.levels[abstract.get(f"{W}abstractNumId", "")] = levels
    for item in numbering.findall(f"{W}num"):
        abstract_id = item.find(f"{W}abstractNumId")
        if abstract_id is not None:
            found.lists[item.get(f"{W}numId", "")] = abstract_id.get(f"{W}val", "")
    for style in styles.findall(f"{W}style") if styles is not None else []:
        properties = style.find(f"{W}pPr")
        place = _number_of(properties) if properties is not None else None
        if place:
            found.styles[style.get(f"{W}styleId", "")] = place
    return found


def _number_of(properties: etree._Element) -> tuple[str, int] | None:
    number = properties.find(f"{W}numPr")
    if number is None:
        return None
    list_id, depth = number.find(f"{W}numId"), number.find(f"{W}ilvl")
    if list_id is None:
        return None
    value = depth.get(f"{W}val", "0") if depth is not None else "0"
    return list_id.get(f"{W}val", "0"), int(value) if value.isdigit() else 0


def _level(level: etree._Element) -> _Level:
    def value(name: str, default: str) -> str:
        node = level.find(f"{W}{name}")
        return node.get(f"{W}val", default) if node is not None else default

    start = value("start", "1")
    return _Level(int(start) if start.isdigit() else 1, value("numFmt", "decimal"), value("lvlText", ""))
