"""Items in running text, each with its labels: "牵头单位:A;配合单位:B", on lines of their own or in a
bracket at the end, in sections by leader or by theme."""

import re
from collections.abc import Sequence

from assignments.notices.blocks import Line
from assignments.notices.doubts import doubt
from assignments.notices.headings import COOPERATING, LEAD, UNITS, kind_of
from assignments.notices.labels import Labels, first_leads_by_rule, labels_of, trailing_labels, without_rule
from assignments.notices.leaders import heading_leaders
from assignments.notices.numbering import mark_of
from assignments.notices.raw import FIRST_BY_RULE, FIRST_LEADS, Piece, RawPart, RawRow, Reading
from assignments.notices.rows import LIVELIHOOD, LeaderFound, Outside
from assignments.notices.sections import section_of
from assignments.notices.units import is_unit_cell
from assignments.rules.names import narrow

LAYOUT = "labelled_items"
_SUB = re.compile(r"^(?:\((\d{1,2})\)|([①-⑳]))\s*")
_END = re.compile(r"[。.!?！？;；)）]$")


def count_labels(lines: Sequence[Line]) -> int:
    """How many lines carry labels of responsibility: the sign of this layout."""
    return sum(1 for line in lines if labels_of(line.text) or trailing_labels(line.text))


def read_items(lines: Sequence[Line], captions: Sequence[str] = ()) -> tuple[Reading, int]:
    """The items, and how many lines stand before the first of them or of its headings."""
    reader = _Items(lines, captions)
    for position in range(len(lines)):
        reader.take(position)
    start = reader.start if reader.start is not None else len(lines)
    reader.reading.outside += [Outside(line.text, line.source) for line in lines[:start]]
    return reader.reading, start


class _Items:
    def __init__(self, lines: Sequence[Line], captions: Sequence[str]):
        self.lines = lines
        self.reading = Reading(layouts=[LAYOUT])
        self.captions = captions
        self.kind = kind_of(*captions)
        self.duties = FIRST_BY_RULE if any(first_leads_by_rule(line.text) for line in lines) else FIRST_LEADS
        self.leaders: list[LeaderFound] = []
        self.section: str | None = None
        self.theme: str | None = None
        self.row: RawRow | None = None
        self.last: str | None = None
        self.labelled = False
        self.start: int | None = None

    def take(self, position: int) -> None:
        line = self.lines[position]
        following = self.lines[position + 1].text if position + 1 < len(self.lines) else ""
        if self._take_labels(line) or self._take_heading(line, following, position):
            return
        if not (self._take_item(line, following, position) or self._take_more(line)):
            self._leave(line, position)

    # headings

    def _take_heading(self, line: Line, following: str, position: int) -> bool:
        if labels_of(following) or trailing_labels(line.text):
            return False
        leaders = heading_leaders(without_rule(line.text))
        section = section_of(without_rule(line.text))
        if not leaders and not section:
            return False
        if self.row is None and not leaders and not self._leads_to_items(position):
            return False
        self._begin(position)
        if leaders:
            self.leaders = leaders
        if section:
            self._enter(section.depth, section.title, bool(leaders))
        self.row = None
        self.reading.outside.append(Outside(line.text, line.source))
        return True

    def _enter(self, depth: int, title: str, of_leader: bool) -> None:
        if depth == 1:
            self.kind = kind_of(title)
            self.section, self.theme = (None if of_leader else title), None
        else:
            self.theme = None if of_leader else title

    def _leads_to_items(self, position: int) -> bool:
        """Whether the next thing below is an item with labels: then a heading is one of the list, and
        not one of the letter, which may number its paragraphs too."""
        for below in range(position + 1, min(position + 12, len(self.lines))):
            text = self.lines[below].text
            if labels_of(text) or trailing_labels(text):
                return True
            if mark_of(text) and not section_of(text):
                return self._has_labels(below)
        return False

    def _has_labels(self, position: int) -> bool:
        """Whether labels follow the item before the next one begins."""
        if trailing_labels(self.lines[position].text):
            return True
        for line in self.lines[position + 1 : position + 16]:
            if labels_of(line.text) or (trailing_labels(line.text) and not mark_of(line.text)):
                return True
            if mark_of(line.text) or section_of(line.text):
                return False
        return False

    def _begin(self, position: int) -> None:
        if self.start is None:
            self.start = position
            self.kind = kind_of(
                *self.captions, *(line.text for line in self.lines[max(0, position - 3) : position])
            )

    # items

    def _take_item(self, line: Line, following: str, position: int) -> bool:
        text = without_rule(line.text).strip()
        mark = mark_of(text)
        sub = _SUB.match(narrow(text))
        section = section_of(text)
        if sub and self.row is not None:
            return self._take_part(line, text, sub.end())
        if mark and mark.dotted:
            return self._open(mark.number, line, mark.rest, position)
        trailing = trailing_labels(text)
        if section and (labels_of(following) or trailing):
            return self._open(None, line, section_text(text), position)
        goes_on = self.last in (LEAD, COOPERATING, UNITS) and is_unit_cell(text)
        fresh = self.row is None or (self.labelled and not goes_on)
        if fresh and (labels_of(following) or trailing):
            return self._open(mark.number if mark else None, line, mark.rest if mark else text, position)
        if (
            fresh
            and self.row is not None
            and len(text) > 20
            and _END.search(text)
            and self._leads_to_items(position)
        ):
            return self._open(None, line, text, position)
        return False

    def _open(self, number: int | None, line: Line, text: str, position: int) -> bool:
        if self.start is None and not self._has_labels(position):
            return False
        self._begin(position)
        self.row = RawRow(
            kind=self.kind,
            number=number,
            source=line.source,
            leaders=list(self.leaders),
            duties=self.duties,
            theme=self.theme or self.section,
        )
        self.reading.rows.append(self.row)
        self.last, self.labelled = None, False
        self._add_text(line, text)
        return True

    def _add_text(self, line: Line, text: str) -> None:
        assert self.row is not None
        found = trailing_labels(text)
        if found:
            self.row.texts.append(Piece(found[0], line.source))
            self._put(found[1], line)
        else:
            self.row.texts.append(Piece(text, line.source))

    def _take_part(self, line: Line, text: str, begin: int) -> bool:
        """(1)… inside an item: more of its text, or a part where each has labels of its own."""
        assert self.row is not None
        found = trailing_labels(text)
        if not found:
            self.row.texts.append(Piece("\n" + text, line.source))
            return True
        bare = found[0][begin:].strip()
        units = [
            Piece(name, line.source) for name in [*found[1].lead, *found[1].units, *found[1].cooperating]
        ]
        self.row.texts.append(Piece("\n" + found[0], line.source))
        self.row.parts.append(RawPart(len(self.row.parts) + 1, [Piece(bare, line.source)], units))
        self.labelled = True
        return True

    # labels and what goes on

    def _take_labels(self, line: Line) -> bool:
        labels = labels_of(line.text)
        if labels is None or self.row is None:
            return False
        self._put(labels, line)
        return True

    def _put(self, labels: Labels, line: Line) -> None:
        assert self.row is not None
        before = list(self.row.leaders)
        labels.put_into(self.row, line.source)
        if labels.leaders and self.row.leaders == before:
            text = "、".join(labels.leaders)
            self.reading.doubts.append(doubt("leader_label_unreadable", line.source, self.row, text=text))
        self.labelled = self.labelled or self.row.has_units
        self.last = labels.last

    def _take_more(self, line: Line) -> bool:
        """More of the item's text, or more names behind the label of the line before."""
        row = self.row
        if row is None:
            return False
        text = without_rule(line.text).strip()
        if not text:
            self.reading.outside.append(Outside(line.text, line.source))
            return True
        if not self.labelled:
            self._add_text(line, text)
            return True
        holder = {LEAD: row.lead, COOPERATING: row.cooperating, UNITS: row.units}.get(self.last or "")
        if holder is not None and is_unit_cell(text.rstrip("。;；")):
            holder.append(Piece(text, line.source))
            return True
        return False

    def _leave(self, line: Line, position: int) -> None:
        if self.start is None:
            return
        self.reading.outside.append(Outside(line.text, line.source))
        if kind_of(line.text) == LIVELIHOOD and len(line.text) <= 40:
            self.kind, self.leaders, self.section, self.theme = LIVELIHOOD, [], None, None
        if self.row is not None and not self._is_closing(line.text):
            self.reading.doubts.append(doubt("line_unplaced", line.source, self.row, text=line.text[:40]))

    def _is_closing(self, text: str) -> bool:
        return len(text) <= 40 and not _END.search(text)


def section_text(text: str) -> str:
    """The words of an item that is numbered like a heading: (一)加快…"""
    section = section_of(text)
    return text[narrow(text).index(narrow(section.title)[:4]) :] if section else text
