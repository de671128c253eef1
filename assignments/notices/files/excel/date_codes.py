"""Dates and times as the code of a format shows them."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from assignments.notices.files.excel.code_sections import (
    FormatPart,
    FormatSection,
)

_WEEKDAYS = "一二三四五六日"
_LAST_DAY = 2_958_465  # 9999-12-31


def date_text(section: FormatSection, serial: float) -> str:
    """A date by what of it is shown; "" where the number is no date."""
    if not 0 <= serial <= _LAST_DAY + 1:
        return ""
    moment = datetime(1899, 12, 30) + timedelta(milliseconds=round(serial * 86_400_000))
    held = {
        part.text[0]
        for part in section.parts
        if part.kind == "date" and len(part.text) < 3
    }
    held |= {
        "y" for part in section.parts if part.kind == "date" and part.text[0] in "ye"
    }
    held |= {
        "m" for part in section.parts if part.kind == "date" and part.text[0] == "m"
    }
    if held & set("ymd") and serial < 1:
        return ""
    before, after = _words_around(section.parts)
    if _has_words_within(section.parts):
        return "".join(_clock_pieces(section, moment, serial)).strip()
    if held >= set("ymd"):
        return _full_date(moment, held, before, after)
    if held >= set("ym"):
        return f"{before}{moment.year}年{moment.month}月{after}"
    if held >= set("md"):
        return f"{before}{moment.month}月{moment.day}日{after}"
    return "".join(_clock_pieces(section, moment, serial)).strip()


def _full_date(moment: datetime, held: set[str], before: str, after: str) -> str:
    if before or after:
        return f"{before}{moment.year}年{moment.month}月{moment.day}日{after}"
    has_time = "h" in held and (moment.hour or moment.minute)
    return moment.isoformat(" ", "minutes") if has_time else moment.date().isoformat()


def _words_around(parts: tuple[FormatPart, ...]) -> tuple[str, str]:
    """The words before and behind a date that are more than its own: 季度末, 底前."""
    places = [at for at, part in enumerate(parts) if part.kind in ("date", "half")]
    before = "".join(part.text for part in parts[: places[0]] if part.kind == "word")
    after = "".join(
        part.text for part in parts[places[-1] + 1 :] if part.kind == "word"
    )
    return before.strip(" ,，"), re.sub(r"^[年月日号时分秒]", "", after.strip(" ,，"))


def _has_words_within(parts: tuple[FormatPart, ...]) -> bool:
    """Whether more than marks and 年月日 stands between the pieces of a date: 2031年第9期."""
    places = [
        at for at, part in enumerate(parts) if part.kind in ("date", "half", "elapsed")
    ]
    within = "".join(
        part.text
        for part in parts[places[0] : places[-1]]
        if part.kind in ("word", "sign")
    )
    return bool(re.search(r"[^年月日号时分秒\-/.,，:\s]", within))


def _clock_pieces(
    section: FormatSection, moment: datetime, serial: float
) -> Iterable[str]:
    """Times, weekdays and single parts of a date, one piece after the other."""
    halved = section.has("half")
    seconds = round(serial * 86_400)
    hours = (moment.hour - 1) % 12 + 1 if halved else moment.hour
    whole = {"h": seconds // 3600, "m": seconds // 60, "s": seconds}
    values = {
        "y": moment.year, "e": moment.year, "m": moment.month, "d": moment.day, "h": hours,
        "n": moment.minute,
        "s": moment.second,
    }  # fmt: skip
    for part in section.parts:
        if part.kind == "half":
            yield part.text.split("/")[moment.hour >= 12]
        elif part.kind == "elapsed":
            yield str(whole[part.text[0]]).zfill(len(part.text))
        elif part.kind == "date" and (part.text[0] == "a" or part.text[:3] == "ddd"):
            weekday = _WEEKDAYS[moment.weekday()]
            yield {"aaa": "", "ddd": "周"}.get(part.text, "星期") + weekday
        elif part.kind == "date":
            yield str(values[part.text[0]]).zfill(min(2, len(part.text)))
        elif part.kind in ("word", "sign"):
            yield part.text
