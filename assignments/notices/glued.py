"""Cells that a copy glued together in one line of text, cut where one ends and the next begins."""

import re

from assignments.notices.blocks import Line
from assignments.notices.leaders import leaders_in_cell
from assignments.notices.numbering import mark_of
from assignments.notices.units import is_unit_cell

_LEADER = re.compile(r"^([一-鿿\s]{3,14}?)(?=\d{1,3}[.、．])")


def unglued(line: Line) -> tuple[list[Line], str]:
    """周阳市长1.加快…。市府办 as three lines, and the units cut off its end ("" where there were none)."""
    found = _LEADER.match(line.text)
    leaders = leaders_in_cell(found[1]) if found else []
    if found and leaders and leaders[0].title:
        rest, tail = unglued(Line(line.text[found.end(1) :].strip(), line.source))
        return [Line(found[1].strip(), line.source), *rest], tail
    text, mark, tail = line.text.rpartition("。")
    if text and tail and mark_of(line.text) and is_unit_cell(tail):
        return [Line(text + mark, line.source), Line(tail.strip(), line.source)], tail.strip()
    return [line], ""
