"""All the names of one kind of body are one space: a spelling means one unit, whether it is its
name, its full name or an alias, and however it is written.

`tidy` says how a name is kept, `Spellings` what stands in the way of another. Every form and road
asks here, through `ledger.spellings`; the fixtures ask before there is a database.
"""

import re
from collections.abc import Callable, Hashable, Iterable
from typing import NamedTuple

from assignments.rules.characters import HAN, clean_text
from assignments.rules.names import fold, narrow

NAME, FULL_NAME, ALIAS = "名称", "全称", "别名"

# Digits and Latin letters of full width: ＬＮＧ.
_LATIN_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
# A blank beside a Chinese character or bracket: 市 财政局.
_BLANKS = re.compile(rf"\s+(?=[{HAN}（(〔【“”])|(?<=[{HAN}）)〕】“”])\s+")
# Brackets with nothing in them: 市财政局（）.
_EMPTY = re.compile(r"[(（\[［〔【〈《<{｛]\s*[)）\]］〕】〉》>}｝]")
_OUTER = " \t\n,，;；:：、。.|/\\"
# A sign that a name can be read by.
_SAYS_SOMETHING = re.compile(rf"[{HAN}A-Za-z0-9]")


class Spelling(NamedTuple):
    """One spelling that is in use: the text as kept, whose it is (any key), what that is called,
    and NAME, FULL_NAME or ALIAS. `written` are the keys of the records that it is written on,
    besides the owner's: the alias itself, a unit that was merged into the owner."""

    text: str
    owner: Hashable
    owner_name: str
    use: str
    written: frozenset = frozenset()

    @property
    def described(self) -> str:
        """What it is, for a sentence: “市财政局”的别名（财政）."""
        other = f"（{self.text}）" if fold(self.text) != fold(self.owner_name) else ""
        return f"“{self.owner_name}”的{self.use}{other}"


def tidy(name: str) -> str:
    """A name as it is kept: without signs that cannot be seen, outer blanks and marks, blanks
    between characters and brackets with nothing in them; digits and Latin letters of one width. 市
    财政局（） -> 市财政局. "" where nothing is left that a name could be read by."""
    kept = clean_text(name)
    kept = _LATIN_WIDE.sub(lambda match: narrow(match[0]), kept)
    while (fewer := _EMPTY.sub("", kept)) != kept:
        kept = fewer
    kept = _BLANKS.sub("", " ".join(kept.split())).strip(_OUTER)
    return kept if _SAYS_SOMETHING.search(kept) else ""


class Spellings:
    """The space of one kind: units, or leaders. `key_of` says which spellings are one."""

    def __init__(self, key_of: Callable[[str], str], held: Iterable[Spelling] = ()):
        self.key_of = key_of
        self.held: dict[str, list[Spelling]] = {}
        for spelling in held:
            self.take(spelling)

    def take(self, spelling: Spelling) -> None:
        if spelling.text:
            self.held.setdefault(self.key_of(spelling.text), []).append(spelling)

    def in_the_way(self, text: str, *of_owner: Hashable) -> Spelling | None:
        """The spelling that is the same as `text` and neither owned by nor written on one of
        `keys`, the first; None where it is free."""
        same = self.held.get(self.key_of(text), [])
        return next(
            (
                spelling
                for spelling in same
                if not {spelling.owner, *spelling.written} & set(of_owner)
            ),
            None,
        )

    def of_owner(self, text: str, owner: Hashable) -> Spelling | None:
        """The owner's own spelling that is the same as `text`."""
        same = self.held.get(self.key_of(text), [])
        return next((spelling for spelling in same if spelling.owner == owner), None)
