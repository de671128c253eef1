"""Numbers for rows that have none, and for those whose numbers start again in each section."""

from collections import defaultdict
from collections.abc import Sequence

from assignments.notices.doubts import doubt
from assignments.notices.meaning.numbers_check import doubts_of_numbers
from assignments.notices.raw_rows import RawRow
from assignments.notices.rows import Doubt
from assignments.notices.words.headings import kind_said
from assignments.notices.words.numbering import PRINTED


def renumber(rows: Sequence[RawRow]) -> list[Doubt]:
    """Make numbers unique within a kind, in place; what the page printed stays in `extra`.

    Where no row of a kind has a number, they are counted. Where numbers start again at 1, they run
    on over the whole document. Single gaps and repetitions are left for a doubt to ask about.
    """
    _keep_kinds(rows)
    doubts = []
    by_kind: dict[str, list[RawRow]] = defaultdict(list)
    for row in rows:
        by_kind[row.kind].append(row)
    for same in by_kind.values():
        if not any(row.number for row in same):
            _count(same)
            doubts.append(doubt("numbers_assigned", same[0].source, last=len(same)))
        elif _restarts(same) and all(row.number for row in same):
            printed = [row.number for row in same]
            for row in same:
                row.extra = row.extra | {PRINTED: str(row.number)}
            _count(same)
            doubts.append(doubt("numbers_restarted", same[0].source, last=len(same)))
            doubts += doubts_of_numbers(same, printed)
    return doubts


def _keep_kinds(rows: Sequence[RawRow]) -> None:
    """A theme of a list whose numbers run on is no list of its own, whatever it speaks of:
    三、办好民生实事 before item 56. Where the part before is called by its kind (一、重点工作), the
    parts are the lists."""
    for before, row in zip(rows, rows[1:], strict=False):
        runs_on = before.number is not None and row.number == before.number + 1
        same_list = (
            before.source.table == row.source.table and before.caption == row.caption
        )
        kind_is_stated = row.kind_told or kind_said(before.theme or "")
        if row.kind != before.kind and runs_on and same_list and not kind_is_stated:
            row.kind = before.kind


def _count(rows: Sequence[RawRow]) -> None:
    for number, row in enumerate(rows, 1):
        row.number = number


def _restarts(rows: Sequence[RawRow]) -> bool:
    """A number 1 behind another number, with a section, leader or theme that changed there. A list
    that was sorted otherwise, each number in it once, does not start again."""
    if len({row.number for row in rows}) == len(rows):
        return False
    return any(
        row.number == 1
        and before.number is not None
        and (row.leaders, row.theme) != (before.leaders, before.theme)
        for before, row in zip(rows, rows[1:], strict=False)
    )
