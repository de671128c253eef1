"""Whether two works of different years are the same one going on.

A notice says the same thing in other words and with other numbers every year. What two
texts share is told by pairs of neighbouring characters, without figures, years and marks.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from assignments.rules.characters import HAN
from assignments.rules.names import fold

ALIKE = 0.65
"""From here on two titles, or two texts, are the same work's. In the 2021 notice no two different
works come nearer than 0.53: docs/decisions/2026-11-24-last-year-beside-this-year.md."""
CLEAR = 0.15
"""How far the best must be ahead of the second best."""

# Figures, marks and blanks: they say nothing of what a work is about.
_NOT_WORDS = re.compile(rf"[^{HAN}a-z]+")


class Described(NamedTuple):
    """A work as far as it can be recognised: its short title, what its tasks say, and the
    ids of the units that lead it (one that was merged under the id it goes by now)."""

    key: int
    title: str
    texts: tuple[str, ...]
    units: frozenset[int]


class Grams(NamedTuple):
    title: frozenset[str]
    texts: tuple[frozenset[str], ...]


def grams(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters, without figures and marks; a single character is itself."""
    bare = _NOT_WORDS.sub("", fold(text).casefold())
    return frozenset(bare[i : i + 2] for i in range(len(bare) - 1)) or frozenset(bare)


def share(first: frozenset[str], second: frozenset[str]) -> float:
    """Dice's coefficient: 1 for the same pairs, 0 for none in common or nothing to compare."""
    return (
        2 * len(first & second) / (len(first) + len(second))
        if first and second
        else 0.0
    )


def likeness(first: Grams, second: Grams) -> float:
    """Of the titles, or of the two texts that are most alike; from 0 to 1."""
    texts = max((share(a, b) for a in first.texts for b in second.texts), default=0.0)
    return max(share(first.title, second.title), texts)


def same_works(then: Iterable[Described], now: Iterable[Described]) -> dict[int, int]:
    """{key now: key then} for the pairs that are sure: a lead unit in common, alike enough,
    and on both sides clearly more alike than with any other work."""
    earlier, later = list(then), list(now)
    known = {
        id(work): Grams(grams(work.title), tuple(map(grams, work.texts)))
        for work in earlier + later
    }
    forward: dict[int, list[tuple[float, int]]] = defaultdict(list)
    backward: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for new in later:
        for old in earlier:
            if new.units & old.units:
                alike = likeness(known[id(new)], known[id(old)])
                forward[new.key].append((alike, old.key))
                backward[old.key].append((alike, new.key))
    pairs = {}
    for key, candidates in forward.items():
        old_key = clear_winner(candidates)
        if old_key is not None and clear_winner(backward[old_key]) == key:
            pairs[key] = old_key
    return pairs


def clear_winner(candidates: list[tuple[float, int]]) -> int | None:
    """The key of the best where it is good enough and well ahead of the second."""
    best, *others = sorted(candidates, reverse=True)
    margin = best[0] - others[0][0] if others else best[0]
    return best[1] if best[0] >= ALIKE and margin >= CLEAR else None
