"""Signs of a source as officials print them: 建设,推进(一期) is shown as 建设，推进（一期）.
Pure.

Only what is shown changes: what is stored, typed, looked for or read back stays as the document has
it. Every sign is replaced by one sign, so that places in the text (marks, targets) stay right.
"""

import re
from functools import lru_cache

from assignments.rules.characters import HAN

# What makes a sign next to it Chinese: 建, ）, 《, 、, “, ％.
_CHINESE = re.compile(f"[{HAN}，。、；：？！（）《》〈〉【】〔〕“”‘’％—…]")
# http://a.cn/x?a=1,2 and zhang@a.gov.cn hold signs of their own.
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[!-'*-~]+|[\w.+-]+@[A-Za-z0-9.-]+")
_OPENING, _CLOSING = "(（", ")）"
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
_HALF = re.compile(r"[(),;:?!.]")
# 一.推进 is a number that begins a line, not the end of a sentence.
_NUMERALS = "一二三四五六七八九十百"


@lru_cache(maxsize=8_000)
def full_width(text: str) -> str:
    """The text with full-width commas, brackets, colons and semicolons where it is Chinese.

    1,000亩, 10:30, 2.5%, f(x,y), R&D(Phase 2) and addresses are left alone."""
    if not _HALF.search(text):
        return text
    shown = _with_neighbours(text)
    while shown != text:  # ",:建": the comma is Chinese once the colon is
        text, shown = shown, _with_neighbours(shown)
    return shown


def _with_neighbours(text: str) -> str:
    """Each sign by what stands next to it."""
    signs = list(text)
    held = _places_of_addresses(text)
    for opening, closing in _pairs(text, held):
        if _is_chinese_pair(text, opening, closing):
            signs[opening], signs[closing] = "（", "）"
    for place, sign in enumerate(text):
        if sign in _FULL and place not in held and _is_chinese_sign(signs, place):
            signs[place] = _FULL[sign]
    return "".join(signs)


def _places_of_addresses(text: str) -> set[int]:
    places: set[int] = set()
    for address in _ADDRESS.finditer(text):
        length = len(address[0].rstrip(",;:?!."))
        places.update(range(address.start(), address.start() + length))
    return places


def _pairs(text: str, held: set[int]) -> list[tuple[int, int]]:
    """Brackets that belong together, whatever their width: （一) is a pair."""
    pairs, open_places = [], []
    for place, sign in enumerate(text):
        if place in held:
            continue
        if sign in _OPENING:
            open_places.append(place)
        elif sign in _CLOSING and open_places:
            pairs.append((open_places.pop(), place))
    return pairs


def _is_chinese_pair(text: str, opening: int, closing: int) -> bool:
    """(玉环), 能源(LNG), (1)推进, but neither f(x) nor (2021)."""
    one_is_full = text[opening] == "（" or text[closing] == "）"
    around = text[opening - 1 : opening] + text[opening + 1 : closing + 2]
    return one_is_full or bool(_CHINESE.search(around))


def _is_chinese_sign(signs: list[str], place: int) -> bool:
    before = signs[place - 1] if place else ""
    rest = "".join(signs[place + 1 : place + 3])
    after = rest.lstrip(" ")[:1]
    if signs[place] == ".":
        return _ends_a_sentence(before, rest)
    if signs[place] in "?!":
        return bool(_CHINESE.match(before))
    if before.isdigit() and after.isdigit():  # 1,000 and 10:30
        return False
    return bool(_CHINESE.match(before) or _CHINESE.match(after))


def _ends_a_sentence(before: str, rest: str) -> bool:
    """A full stop is certain only behind Chinese and at the end of a line: 玛丽.居里 is a name."""
    is_word = bool(re.match(f"[{HAN}）]", before)) and before not in _NUMERALS
    return is_word and rest[:1] in ("", "\n")
