"""The numbers that Word writes itself: a 序号 column or a list may have no number in its text.

Counts along the document as Word does: all lists of one definition share a counter per level, a
list that says where it starts begins anew, and a deeper level starts again when a higher one moves
on.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
# Styles that take after one another: Word knows no more, and a circle would never end.
_MOST_INHERITED = 10
# Characters of a written number: 第十二条 is short, and the pattern is anybody's.
_LONGEST = 40


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


def in_style(number: int, style: str) -> str:
    """The number as Word writes it in a style: chineseCounting, decimalEnclosedCircle,
    upperLetter."""
    if style.startswith(("chinese", "japanese", "ideographDigital")):
        return chinese(number)
    if style.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(0x245F + number)
    if style.startswith("ideograph") and 1 <= number <= 10:
        return _STEMS[number - 1]
    if style in ("upperLetter", "lowerLetter") and 1 <= number <= 26:
        return chr((64 if style == "upperLetter" else 96) + number)
    return str(number)


@dataclass(frozen=True)
class _Level:
    start: int
    style: str
    text: str
    restarts: bool = True
    plain: bool = False  # every number of it in digits, whatever their levels say


@dataclass
class _List:
    """One list: whose definition it follows, and what it says differently, by level."""

    definition: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, _Level] = field(default_factory=dict)


@dataclass
class Numbering:
    """`label` gives a paragraph's automatic number ("1.", "一、") and counts it; "" where it has
    none."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    lists: dict[str, _List] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, paragraph: etree._Element) -> str:
        place = self._place(paragraph)
        held = self.lists.get(place[0]) if place else None
        if place is None or held is None:
            return ""
        depth = place[1]
        levels = self.levels.get(held.definition, {}) | held.levels
        level = levels.get(depth)
        if level is None or level.style in ("bullet", "none"):
            return ""
        self._count(place, held, levels, level)
        text = re.sub(
            # 第%1条, %1.%2: the numbers of the levels, put where the pattern has them.
            r"%(\d)",
            lambda match: self._value(held, int(match[1]) - 1, levels, level.plain),
            level.text,
        )
        return f"{text} " if text[-1:].isdecimal() else text

    def _count(
        self,
        place: tuple[str, int],
        held: _List,
        levels: dict[int, _Level],
        level: _Level,
    ) -> None:
        depth = place[1]
        counters = self.counters.setdefault(held.definition, {})
        fresh = place not in self.begun and depth in held.starts
        self.begun.add(place)
        start = held.starts.get(depth, level.start)
        counters[depth] = (
            start if fresh or depth not in counters else counters[depth] + 1
        )
        for deeper in [each for each in counters if each > depth]:
            below = levels.get(deeper)
            if below is None or below.restarts:
                del counters[deeper]

    def _value(
        self, held: _List, depth: int, levels: dict[int, _Level], plain: bool
    ) -> str:
        level = levels.get(depth)
        number = self.counters[held.definition].get(depth, level.start if level else 1)
        return in_style(number, level.style) if level and not plain else str(number)

    def _place(self, paragraph: etree._Element) -> tuple[str, int] | None:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None
        place = _number_of(properties)
        if place is None:
            style = properties.find(f"{W}pStyle")
            place = (
                self.styles.get(style.get(f"{W}val", "")) if style is not None else None
            )
        return place if place and place[0] != "0" else None


def numbering_from(
    numbering: etree._Element | None, styles: etree._Element | None
) -> Numbering:
    """From word/numbering.xml and word/styles.xml; either may be missing."""
    result = Numbering()
    if numbering is None:
        return result
    result.styles = _styles(styles) if styles is not None else {}
    links: dict[str, str] = {}
    for abstract in numbering.findall(f"{W}abstractNum"):
        name = abstract.get(f"{W}abstractNumId", "")
        result.levels[name] = _levels(abstract)
        link = abstract.find(f"{W}numStyleLink")
        if link is not None:
            links[name] = link.get(f"{W}val", "")
    for item in numbering.findall(f"{W}num"):
        abstract_id = item.find(f"{W}abstractNumId")
        if abstract_id is not None:
            result.lists[item.get(f"{W}numId", "")] = _list(
                abstract_id.get(f"{W}val", ""), item
            )
    for name, style in links.items():
        place = result.styles.get(style)
        linked = result.lists.get(place[0]) if place else None
        if linked and linked.definition != name:
            result.levels[name] = result.levels.get(linked.definition, {})
    return result


def _list(definition: str, item: etree._Element) -> _List:
    held = _List(definition)
    for override in item.findall(f"{W}lvlOverride"):
        depth = _whole(override.get(f"{W}ilvl"), 0)
        start, level = override.find(f"{W}startOverride"), override.find(f"{W}lvl")
        if start is not None:
            held.starts[depth] = _whole(start.get(f"{W}val"), 1)
        if level is not None:
            held.levels[depth] = _level(level)
    return held


def _styles(styles: etree._Element) -> dict[str, tuple[str, int]]:
    """The list and level of each style of paragraphs, its own or that of the style it is based
    on."""
    places: dict[str, tuple[str, int]] = {}
    above: dict[str, str] = {}
    for style in styles.findall(f"{W}style"):
        name = style.get(f"{W}styleId", "")
        properties, based = style.find(f"{W}pPr"), style.find(f"{W}basedOn")
        place = _number_of(properties) if properties is not None else None
        if place:
            places[name] = place
        elif based is not None:
            above[name] = based.get(f"{W}val", "")
    for name in above:
        held = name
        for _ in range(_MOST_INHERITED):
            held = above.get(held, held)
        if held in places:
            places[name] = places[held]
    return places


def _number_of(properties: etree._Element) -> tuple[str, int] | None:
    number = properties.find(f"{W}numPr")
    if number is None:
        return None
    list_id, depth = number.find(f"{W}numId"), number.find(f"{W}ilvl")
    if list_id is None:
        return None
    return list_id.get(f"{W}val", "0"), _whole(
        depth.get(f"{W}val") if depth is not None else None, 0
    )


def _levels(abstract: etree._Element) -> dict[int, _Level]:
    return {
        _whole(level.get(f"{W}ilvl"), 0): _level(level)
        for level in abstract.findall(f"{W}lvl")
    }


def _level(level: etree._Element) -> _Level:
    def value(name: str, default: str) -> str:
        node = level.find(f"{W}{name}")
        return node.get(f"{W}val", default) if node is not None else default

    return _Level(
        start=_whole(value("start", "1"), 1),
        style=value("numFmt", "decimal"),
        text=value("lvlText", "")[:_LONGEST],
        restarts=value("lvlRestart", "1") != "0",
        plain=level.find(f"{W}isLgl") is not None,
    )


def _whole(text: str | None, default: int) -> int:
    return (
        int(text)
        if text and text.isascii() and text.isdigit() and len(text) < 10
        else default
    )
