"""Items in running text, each with its labels: "牵头单位:A;配合单位:B", on lines of their own or in
a bracket at the end, in sections by leader or by theme."""

import re
from collections.abc import Sequence

from assignments.notices.blocks import TextLine
from assignments.notices.doubts import doubt
from assignments.notices.layouts.following_lines import Ahead
from assignments.notices.layouts.items.end import settle
from assignments.notices.layouts.items.headings import (
    item_headings,
    sharing_headings,
    unlabelled_before,
)
from assignments.notices.layouts.items.labels import (
    lead_part,
    named_in,
    put_into_part,
    put_into_row,
)
from assignments.notices.layouts.items.under import Under
from assignments.notices.layouts.section_counts import SectionCounts
from assignments.notices.raw_rows import LayoutReading, RawPart, RawRow, SourcedText
from assignments.notices.repair.joined_cells import with_brackets_closed
from assignments.notices.rows import Outside
from assignments.notices.words.duty_labels import Labels
from assignments.notices.words.headings import (
    COOPERATING,
    LEAD,
    LEADER,
    UNITS,
    kind_said,
)
from assignments.notices.words.headline import NOBODY as NOBODY_KNOWN
from assignments.notices.words.headline import headline_of
from assignments.notices.words.known_leaders import KnownLeaders
from assignments.notices.words.labels import labels_of, trailing_labels, without_rule
from assignments.notices.words.leaders import leaders_in_cell
from assignments.notices.words.notice_head import (
    is_furniture,
    is_page_number,
    is_signature,
)
from assignments.notices.words.numbering import mark_of, opens_row
from assignments.notices.words.sections import Section, ordinal_of, section_of
from assignments.notices.words.unit_headings import unit_headings
from assignments.notices.words.units import is_unit_cell, runs_on
from assignments.rules.names import narrow

LAYOUT = "labelled_items"
# What begins a point inside an item: (1), ②, 一是.
_SUB = re.compile(r"^(?:\((\d{1,2})\)|([①-⑳])|[一二三四五六七八九十]是)\s*")
# A line whose sentence goes on: …由市住建局牵头，.
_OPEN = re.compile(r"[、,，]$")
# A line that is over: a full stop, or the bracket of its units.
_END = re.compile(r"[。.!?！？;；)）]$")


def read_items(
    lines: Sequence[TextLine],
    captions: Sequence[str] = (),
    known: KnownLeaders = NOBODY_KNOWN,
) -> tuple[LayoutReading, int]:
    """The items, and how many lines stand before the first of them or of its headings."""
    numbers = [line for line in lines if is_page_number(line.text)]
    lines = with_brackets_closed(
        [line for line in lines if line not in numbers] if numbers else lines
    )
    reader = _Items(lines, captions, known)
    reader.reading.outside += [Outside(line.text, line.source) for line in numbers]
    for position in range(len(lines)):
        reader.take(position)
    settle(reader.reading.rows)
    reader.reading.doubts += reader.counts.close(len(reader.reading.rows))
    start = reader.start if reader.start is not None else len(lines)
    reader.reading.outside += [
        Outside(line.text, line.source) for line in lines[:start]
    ]
    return reader.reading, start


class _Items:
    def __init__(
        self, lines: Sequence[TextLine], captions: Sequence[str], known: KnownLeaders
    ):
        self.lines, self.known = lines, known
        self.reading = LayoutReading(layouts=[LAYOUT])
        self.under = Under(captions)
        self.items = item_headings(lines)
        self.sharing = sharing_headings(lines)
        self.counts = SectionCounts()
        self.before = unlabelled_before(lines)
        self.of_units = unit_headings(lines)
        self.ahead = Ahead(lines, self.items, self.of_units)
        self.row: RawRow | None = None
        self.row_depth = (
            0  # of a heading that is the item itself; 0 for every other item
        )
        self.part: RawPart | None = None  # the one whose labels come next
        self.last: str | None = None
        self.labelled = False
        self.start: int | None = None

    def take(self, position: int) -> None:
        line = self.lines[position]
        if labels_of(line.text) is None:
            self.part = None
        if position in self.of_units:
            self._take_unit(line, position)
            return
        if (
            self._take_closing(line, position)
            or self._take_labels(line, position)
            or self._take_below(line, position)
        ):
            return
        if position not in self.items and self._take_heading(line, position):
            return
        if not (self._take_item(line, position) or self._take_more(line)):
            self._leave(line, position)

    def _following(self, position: int) -> str:
        return self.lines[position + 1].text if position + 1 < len(self.lines) else ""

    def _outside(self, line: TextLine) -> None:
        self.reading.outside.append(Outside(line.text, line.source))

    def _take_closing(self, line: TextLine, position: int) -> bool:
        """Who issued the document and when, behind the list."""
        if self.row is None or not is_signature(line.text, self._following(position)):
            return False
        self.reading.closing.append(line)
        self._outside(line)
        return True

    # headings

    def _take_heading(self, line: TextLine, position: int) -> bool:
        section, leaders, called, labels = headline_of(line.text, self.known)
        shared = position in self.sharing
        if not shared and (
            (labels and labels.names_units) or self.ahead.units_follow(position)
        ):
            return False
        if not leaders and (not section or self._is_of_letter(section, position)):
            return False
        self._begin(position)
        if not self.under.leading.enter(
            line.text, section.depth if section else 0, leaders
        ):
            self.reading.doubts.append(
                doubt("leader_unreadable", line.source, text=line.text)
            )
        if section:
            self.reading.doubts += self.counts.enter(
                section, line.source, len(self.reading.rows)
            )
            self.under.enter(section.depth, section.title.partition("。")[0], called)
        self.row, self.under.shared = None, []
        if shared:
            self.under.shared = [labels] if labels else []
            self.reading.doubts.append(
                doubt("units_of_heading", line.source, text=line.text[:30])
            )
        self._outside(line)
        return True

    def _take_unit(self, line: TextLine, position: int) -> None:
        """A heading that names the unit of all items below."""
        self._begin(position)
        if section := section_of(line.text):
            self.reading.doubts += self.counts.enter(
                section, line.source, len(self.reading.rows)
            )
        self.under.enter_unit(self.of_units[position])
        self.row = None
        if position == min(self.of_units):
            doubted = doubt(
                "units_of_headings",
                line.source,
                text=line.text,
                count=len(self.of_units),
            )
            self.reading.doubts.append(doubted)
        self._outside(line)

    def _is_of_letter(self, section: Section, position: int) -> bool:
        """The letter numbers its paragraphs too: no item follows them, or they are whole
        sentences."""
        if self.start is None and "。" in section.title:
            return True
        return self.row is None and not self.ahead.leads_to_items(position)

    def _begin(self, position: int) -> None:
        if self.start is None:
            self.start = position
            self.under.begin(
                [line.text for line in self.lines[max(0, position - 3) : position]]
            )

    # items

    def _take_item(self, line: TextLine, position: int) -> bool:
        text = without_rule(line.text).strip()
        mark, sub, ordinal = mark_of(text), _SUB.match(narrow(text)), ordinal_of(text)
        if ordinal and position in self.items:
            return self._open(
                ordinal.number, line, ordinal.rest, position, depth=ordinal.depth
            )
        if sub and self.row is not None:
            return self._take_part(line, position, text, sub.end())
        if mark and mark.dotted:
            return self._open(mark.number, line, mark.rest, position)
        if mark and not opens_row(
            mark, text, mark.number
        ):  # 2026年…, 3家…: a quantity and no number
            mark = None
        below = "" if position + 1 in self.of_units else self._following(position)
        labelled = bool(labels_of(below) or trailing_labels(text))
        if ordinal and labelled:
            return self._open(ordinal.number, line, ordinal.rest, position)
        goes_on = self.last in (LEAD, COOPERATING, UNITS) and is_unit_cell(text)
        fresh = self.row is None or (self.labelled and not goes_on)
        if fresh and labelled:
            return self._open(
                mark.number if mark else None,
                line,
                mark.rest if mark else text,
                position,
            )
        whole = len(text) > 20 and bool(_END.search(text))
        if (
            fresh
            and self.row is not None
            and whole
            and self.ahead.leads_to_items(position)
        ):
            return self._open(None, line, text, position)
        return False

    def _open(
        self,
        number: int | None,
        line: TextLine,
        text: str,
        position: int,
        depth: int = 0,
    ) -> bool:
        if (
            self.start is None
            and position not in self.before
            and not self.ahead.has_labels(position)
        ):
            return False
        self._begin(position)
        if depth == 1:
            self.under.section = self.under.theme = None
        self.row = self.under.row(number, line.source)
        self.reading.rows.append(self.row)
        self.last, self.labelled, self.row_depth = None, False, depth
        self._add_text(line, text)
        return True

    def _add_text(self, line: TextLine, text: str) -> None:
        assert self.row is not None
        named = labels_of(text)
        if named and named.texts:
            self._put(named, line)
            return
        trailing = trailing_labels(text)
        if trailing:
            self.row.texts.append(SourcedText(trailing[0], line.source))
            self._put(trailing[1], line)
        elif text:
            self.row.texts.append(SourcedText(text, line.source))

    def _take_below(self, line: TextLine, position: int) -> bool:
        """What stands below a heading that is the item itself belongs to it, numbered or not."""
        ordinal = ordinal_of(line.text)
        if self.row is None or not self.row_depth or position in self.items:
            return False
        if (ordinal and ordinal.depth <= self.row_depth) or headline_of(
            line.text, self.known
        ).called:
            return False
        mark = mark_of(line.text)
        listed = bool(
            ordinal or (mark and mark.dotted) or _SUB.match(narrow(line.text))
        )
        if self.labelled and not listed:
            return False
        self._add_text(line, "\n" + line.text)
        return True

    def _take_part(self, line: TextLine, position: int, text: str, begin: int) -> bool:
        """(1)… inside an item: more of its text, or a part where each has labels of its own."""
        assert self.row is not None
        trailing = trailing_labels(text)
        if not trailing:
            self.row.texts.append(SourcedText("\n" + text, line.source))
            if self._has_own_labels(position):
                self.part = RawPart(
                    len(self.row.parts) + 1,
                    [SourcedText(text[begin:].strip(), line.source)],
                )
                self.row.parts.append(self.part)
            return True
        bare = SourcedText(trailing[0][begin:].strip(), line.source)
        self.row.texts.append(SourcedText("\n" + trailing[0], line.source))
        self.row.parts.append(trailing[1].part(len(self.row.parts) + 1, bare))
        self.reading.doubts += lead_part(self.row, trailing[1])
        self.labelled = True
        return True

    def _has_own_labels(self, position: int) -> bool:
        """Whether labels follow that are of this part: another part follows them, or had some
        before."""
        if self.row is None or not self.ahead.units_follow(position):
            return False
        below = (
            line.text
            for line in self.lines[position + 1 : position + 8]
            if not labels_of(line.text)
        )
        return bool(self.row.parts or _SUB.match(narrow(next(below, ""))))

    # labels and what goes on

    def _take_labels(self, line: TextLine, position: int) -> bool:
        labels = labels_of(line.text)
        if labels is None or self._goes_on(labels):
            return False
        if labels.opens and (self.row is None or self.labelled):
            self._open(None, line, "", position)
        if self.row is not None:
            self._put(labels, line)
            return True
        if position - 1 in self.sharing or self.under.shared:
            self.under.shared.append(labels)
            self._outside(line)
            return True
        if self.start is None or labels.names_units or not labels.leaders:
            return False
        self.under.leading.enter(
            line.text, 2 if self.under.theme else 1, named_in(labels)
        )
        self._outside(line)
        return True

    def _goes_on(self, labels: Labels) -> bool:
        """Whether duties in whole words are the rest of the item's own sentence: …由市住建局牵头，
        / 市财政局配合。"""
        if self.row is None or self.labelled or labels.last is not None:
            return False
        return bool(_OPEN.search(self.row.text))

    def _put(self, labels: Labels, line: TextLine) -> None:
        assert self.row is not None
        self.last = labels.last
        if self.part is not None:
            self.reading.doubts += put_into_part(self.row, self.part, labels, line)
            self.labelled = True
            return
        self.reading.doubts += put_into_row(self.row, labels, line)
        self.labelled = self.labelled or self.row.has_units

    def _take_more(self, line: TextLine) -> bool:
        """More of the item's text, or more names behind the label of the line before."""
        row = self.row
        if row is None:
            return False
        text = without_rule(line.text).strip()
        if not text.strip("。"):
            if text and not self.labelled:
                self._add_text(line, text)
            else:
                self._outside(line)
            return True
        if self.last == LEADER and leaders_in_cell(text):
            row.leaders += [
                each for each in leaders_in_cell(text) if each not in row.leaders
            ]
            return True
        if not self.labelled and is_furniture(text) and _END.search(row.text):
            self._outside(line)
            return True
        if not self.labelled:
            self._add_text(line, text)
            return True
        holder = {LEAD: row.lead, COOPERATING: row.cooperating, UNITS: row.units}.get(
            self.last or ""
        )
        if holder is None:
            return False
        if holder and runs_on(holder[-1].text, text):
            holder[-1] = SourcedText(holder[-1].text + text, holder[-1].source)
        elif is_unit_cell(text.rstrip("。;；")):
            holder.append(SourcedText(text, line.source))
        else:
            return False
        return True

    def _leave(self, line: TextLine, position: int) -> None:
        """A line of no item: a caption begins another list; what is not the page's own is asked
        about."""
        if self.start is None:
            return
        self._outside(line)
        kind = (
            kind_said(line.text)
            if len(line.text) <= 40 and not _END.search(line.text)
            else None
        )
        if kind:
            self.reading.doubts += self.counts.close(len(self.reading.rows))
            self.under.another_list(kind, line.text)
            self.row = None
        elif (
            self.labelled
            and self.ahead.is_plain_heading(position)
            and not is_furniture(line.text)
        ):
            theme = self.under.theme = line.text.rstrip(":：")
            self.row = None
            self.reading.doubts.append(
                doubt("heading_assumed", line.source, text=theme)
            )
        elif (self.row is not None or labels_of(line.text)) and not is_furniture(
            line.text
        ):
            self.reading.doubts.append(
                doubt("line_unplaced", line.source, self.row, text=line.text[:40])
            )
