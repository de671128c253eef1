"""The 2021 notice transcribed by hand, row by row, from its text: what every reading is held to.

One row a line in tests/data/2021-expected.tsv. Units stand in the order of the page, the note of a
unit in square brackets; a livelihood row's units all lead, a key row's first one does.
"""

import csv
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
NOTICE = DATA / "2021-notice.txt"
TITLES = ("常务副市长", "副市长", "市长", "副书记", "常委")
ROLES = {"会同": "jointly", "配合": "supporting"}


@dataclass(frozen=True)
class ExpectedRow:
    kind: str
    number: int
    leader: tuple[str, str] | None
    units: tuple[tuple[str, str], ...]
    co_leaders: tuple[tuple[str, str, str], ...]
    targets: tuple[tuple[str, Decimal, str], ...]

    @property
    def leading(self) -> int:
        """How many of the units lead."""
        return len(self.units) if self.kind == "livelihood" else 1


@cache
def expected_rows() -> tuple[ExpectedRow, ...]:
    with (DATA / "2021-expected.tsv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return tuple(_row(*line) for line in lines[1:])


def notice_text() -> str:
    return NOTICE.read_text(encoding="utf-8")


def _row(
    number: str, leader: str, units: str, co_leaders: str, targets: str
) -> ExpectedRow:
    return ExpectedRow(
        kind="livelihood" if number.startswith("实事") else "key",
        number=int(number.removeprefix("实事")),
        leader=_person(leader) if leader else None,
        units=tuple(_unit(unit) for unit in units.split()),
        co_leaders=tuple(
            (*_person(text[2:]), ROLES[text[:2]]) for text in co_leaders.split()
        ),
        targets=tuple(_target(text) for text in targets.split()),
    )


def _person(text: str) -> tuple[str, str]:
    title = next(title for title in TITLES if text.endswith(title))
    return text.removesuffix(title), title


def _unit(text: str) -> tuple[str, str]:
    name, _, note = text.partition("[")
    return name, note.rstrip("]")


def _target(text: str) -> tuple[str, Decimal, str]:
    comparator, value, measure = re.fullmatch(r"([<>]?=)([\d.]+)(\D+)", text).groups()
    return comparator, Decimal(value), measure
