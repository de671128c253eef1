"""Which signs are characters, which are the same, and which no text may hold."""

import re
import unicodedata
from pathlib import Path

import pytest

from assignments.rules import characters
from assignments.rules.characters import HAN, clean_text, has_private, ordinary_of


@pytest.mark.parametrize("sign", "一鿿㐀䶿㛃〇々𠀀𠮷𪜀𫝀𫠠𬺰𮯰𰀀𱍐﨎\ue234")
def test_every_chinese_character_is_one(sign):
    """The first characters of the extensions A to I, names' own characters and a private-use
    sign."""
    assert re.fullmatch(f"[{HAN}]", sign)


@pytest.mark.parametrize("sign", "a1、。（ ·가あア①%\uf0b7\ufffd")
def test_nothing_else_is_one(sign):
    assert not re.fullmatch(f"[{HAN}]", sign)


@pytest.mark.parametrize(
    ("copied", "meant"),
    [
        ("⽟环市⼈⺠政府", "玉环市人民政府"),
        ("⻛电、⻋辆、⻓期、⻔户、⻄部", "风电、车辆、长期、门户、西部"),
        ("⽤⼾、⾭年、⿈河", "用户、青年、黄河"),
        ("\uf9dc\uf914", "隆樂"),
        ("\U0002f800", "丽"),
        ("\ufa0e\ufa0f", "\ufa0e\ufa0f"),
        ("\u2e80\u2e9a", "\u2e80\u2e9a"),
    ],
)
def test_radicals_and_compatibility_signs_become_ordinary(copied, meant):
    assert clean_text(copied) == meant


def test_every_kangxi_radical_has_an_ordinary_character():
    for code in range(0x2F00, 0x2FD6):
        assert re.fullmatch("[一-鿿]", clean_text(chr(code))), hex(code)


INVISIBLE = [
    *range(0x09), *range(0x0E, 0x20), 0x7F, 0x80, 0x9F, 0xAD, 0x61C, 0x180E, 0x200B, 0x200C,
    0x200D, 0x200E, 0x200F,
    0x202A, 0x202E, 0x2060, 0x2066, 0x2069, 0x3164, 0xFE0F, 0xFEFF, 0xFFF9, 0xFFFC, 0xFFFE, 0xFFFF,
    0xFDD0, 0xFDEF,
    0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0x1FFFE, 0x1FFFF, 0x2FFFE, 0x10FFFF, 0xE0001, 0xE0100,
]  # fmt: skip


@pytest.mark.parametrize("code", INVISIBLE, ids=hex)
def test_what_cannot_be_seen_is_dropped(code):
    assert clean_text(f"市{chr(code)}发改局") == "市发改局"


@pytest.mark.parametrize("sign", "\x0b\x0c\x85\u2028\u2029")
def test_separators_of_lines_are_line_breaks(sign):
    assert clean_text(f"一{sign}二") == "一\n二"


def test_what_has_a_shape_stays():
    kept = "甲\t乙\r\n丙　丁\xa0“戊”，①Ⅱ㎡％〔2021〕3号 R&D é 😀 𠮷㛃\ue234\ufffd"
    assert clean_text(kept) == kept


def test_cleaning_twice_changes_nothing():
    everything = "".join(map(chr, range(0x110000)))
    once = clean_text(everything)
    assert clean_text(once) == once
    once.encode()
    assert not [
        sign
        for sign in once
        if unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\t\n\r"
    ]


def test_nothing_odd_counts_as_usual():
    signs = [chr(code) for code in range(0x110000)]
    assert not [
        sign
        for sign in signs
        if characters._USUAL.fullmatch(sign) and characters._ODD.match(sign)
    ]


def test_private_signs_are_told():
    assert has_private("张\ue234") == "\ue234"
    assert has_private("张\U000f0001") == "\U000f0001"
    assert has_private("\uf0b7 市发改局") == ""
    assert has_private("张㛃𠮷") == ""


@pytest.mark.parametrize(
    ("sign", "meant"),
    [
        ("\ue863", "䶮"),
        ("\ue816", "𠂇"),
        ("\ue815", "⺁"),
        ("\ue844", "䜣"),
        ("\ue234", ""),
        ("张", ""),
    ],
)
def test_what_old_fonts_drew_for_a_private_sign(sign, meant):
    assert ordinary_of(sign) == meant


def test_no_private_sign_of_old_fonts_stays_private():
    assert not [
        code for code in range(0xE815, 0xE865) if has_private(ordinary_of(chr(code)))
    ]


def test_nobody_else_says_what_a_chinese_character_is():
    """Fifteen files once did, each without the characters of names."""
    home = Path(characters.__file__).resolve().parents[2]
    others = [
        path
        for folder in ("assignments", "templates", "yuhuan_tasks")
        for path in (home / folder).rglob("*")
        if path.suffix in (".py", ".js", ".html") and path.name != "characters.py"
    ]
    assert len(others) > 300
    pattern = re.compile(r"[一㐀]-[鿿龥]|\\u(?:4e00|3400)-|p\{Han", re.I)
    assert not [
        path.name for path in others if pattern.search(path.read_text(encoding="utf-8"))
    ]
