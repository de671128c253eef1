"""What a character is, wherever text comes in or goes out: which signs are Chinese characters,
which are one and the same though a copy wrote another, and which no text may hold.

The one pattern of Chinese characters (`HAN`) and the one function that mends text (`clean_text`):
forms, readers of files, commands and writers of files ask here.
"""

import re
import unicodedata

HAN = (
    "々〇㐀-䶿一-鿿\ue000-\uefff\uf900-\ufaff\U00020000-\U0002fffd\U00030000-\U0003fffd"
)
"""The inside of a class of a regular expression: f"[{HAN}]{{2,4}}" is a name of two to four
characters.

The extensions that GB18030-2022 asks for are in it (㛃 U+36C3, 𠮷 U+20BB7; the planes 2 and 3 are
kept for Chinese characters alone), and the first private-use signs, as which old computers keep
characters of names that their fonts drew themselves: such a name stays a name, and `has_private`
says that it is a doubt."""

# Signs without a shape of their own: NUL and other controls, soft hyphens, zero-width and
# bidirectional marks, fillers, variation selectors, tags, halves of pairs, and the code points that
# are no characters.
_DROPPED = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff0-\ufffc\ufffe\uffff\ufdd0-\ufdef\ud800-\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
) + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}"
    for plane in range(0x10000, 0x110000, 0x10000)
)
_ENDS_OF_LINES = "\x0b\x0c\x85\u2028\u2029"

# U+2E80 to U+2EF3, by Unicode's EquivalentUnifiedIdeograph.txt; ※ where none is the same.
_RADICALS = (
    "※厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑𫜹忄心扌攵※旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻"
    "𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风"
    "飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
# Unicode pairs these three with forms that no office on the mainland writes: 戶, 靑, 黃.
_MAINLAND = {0x2F3E: "户", 0x2FAD: "青", 0x2FC8: "黄"}
_TABLE: dict[int, str] = (
    {0x2E80 + at: sign for at, sign in enumerate(_RADICALS) if sign != "※"}
    | _MAINLAND
    | dict.fromkeys(map(ord, _ENDS_OF_LINES), "\n")
)
# All that `clean_text` drops or writes otherwise.
_ODD = re.compile(
    f"[{_DROPPED}{_ENDS_OF_LINES}\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]"
)
# Nearly every text holds nothing else, and is told by it twenty times faster than by what is odd.
_USUAL = re.compile(
    "[\t\n\r -~\xa0-\xac\xae-\xff\u2010-\u2027\u2030-\u205e\u2190-\u2e7f\u3000-\u3163\u4e00-\u9fff"
    "\uff00-\uff9f]*"
)
# GBK had 80 characters without a code of Unicode's, from U+E815 on; these got theirs after
# GB18030-2000.
_LATE = {
    0xE816: "𠂇", 0xE817: "𠂉", 0xE818: "𠃌", 0xE81E: "龴", 0xE826: "龵", 0xE82B: "龶",
    0xE82C: "龷", 0xE831: "𡗗",
    0xE832: "龸", 0xE83B: "𢦏", 0xE843: "龹", 0xE854: "龺", 0xE855: "𤇾", 0xE864: "龻",
}  # fmt: skip
_FIRST_OF_GBK, _LAST_OF_GBK = 0xE815, 0xE864
# Private-use signs, but those of symbol fonts (U+F000 to U+F0FF).
_PRIVATE = re.compile(
    "[\ue000-\uefff\uf100-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]"
)


def clean_text(text: str) -> str:
    """The text as it is kept: without signs that cannot be seen or stored, radicals and
    compatibility signs that copies out of PDF files bring as the characters that they look like,
    line separators as line breaks.

    U+2F5F, 环, U+200B, 市 -> 玉环市. Tabs, line breaks and everything that has a shape stay.
    Cleaning twice changes nothing."""
    return text if _USUAL.fullmatch(text) else _ODD.sub(_mended, text)


def clean_typed(text: str) -> str:
    """The same for a box of a form: NUL stays, so that the form can say what is wrong."""
    return "\x00".join(clean_text(piece) for piece in text.split("\x00"))


def _mended(match: re.Match[str]) -> str:
    sign = match[0]
    known = _TABLE.get(ord(sign))
    if known is not None:
        return known
    if "\u2e80" <= sign <= "\u2fdf":
        return unicodedata.normalize("NFKC", sign)
    # What has no canonical equal stays: twelve characters (U+FA0E …) have their only place there.
    return unicodedata.normalize("NFC", sign) if _is_compatibility(sign) else ""


def _is_compatibility(sign: str) -> bool:
    return "\uf900" <= sign <= "\ufaff" or "\U0002f800" <= sign <= "\U0002fa1f"


def has_private(text: str) -> str:
    """The first private-use sign, which each computer draws in its own way or not at all; "" where
    there is none. Those of symbol fonts (U+F0xx, bullets of Word) are no characters and not meant.
    """
    match = _PRIVATE.search(text)
    return match[0] if match else ""


def ordinary_of(sign: str) -> str:
    """The character that fonts before 2005 drew for a private-use sign (U+E863 is 䶮); "" where
    nobody can know."""
    code = ord(sign)
    if not _FIRST_OF_GBK <= code <= _LAST_OF_GBK:
        return ""
    late = _LATE.get(code)
    if late:
        return late
    place = 0x50 + code - _FIRST_OF_GBK  # the second byte, which leaves 7F out
    return bytes([0xFE, place + (place >= 0x7F)]).decode("gb18030")


def drawn_width(text: str) -> int:
    """How wide the text is drawn: Chinese characters and quotes take two places."""
    return sum(2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in text)
