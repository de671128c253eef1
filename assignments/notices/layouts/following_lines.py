"""What stands below a line of running text: whether items follow it, and whether they have
labels."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assignments.notices.blocks import TextLine
from assignments.notices.repair.joined_cells import with_brackets_closed
from assignments.notices.words.labels import labels_of, trailing_labels
from assignments.notices.words.numbering import mark_of
from assignments.notices.words.sections import section_of

# A short line without a mark inside, which may be a heading: 城市建设, 民生保障：.
_PLAIN = re.compile(r"^[^。；;，,、:：]{2,24}[:：]?$")
# A line whose sentence goes on in the next: …、市财政局、.
_GOES_ON = re.compile(r"[、,，;；]$")


def count_labels(lines: Sequence[TextLine], of_units: bool = False) -> int:
    """How many lines carry labels of responsibility, the sign of this layout; `of_units` counts
    only those that name units, for above a table somebody may be named whose table it is."""
    texts = [line.text for line in with_brackets_closed(lines)]
    labels_by_line = [
        labels_of(text) or (trailing_labels(text) or (None, None))[1] for text in texts
    ]
    return sum(
        1
        for labels in labels_by_line
        if labels and (labels.names_units or (labels.names_anybody and not of_units))
    )


@dataclass(frozen=True)
class Ahead:
    """The lines, which of them are headings that are items themselves, and which name the unit of
    the items below."""

    lines: Sequence[TextLine]
    items: Collection[int]
    of_units: Collection[int] = ()

    def leads_to_items(self, position: int) -> bool:
        """Whether the next thing below is an item with labels: then a heading is one of the
        list, and not one of the letter, which may number its paragraphs too."""
        for below in range(position + 1, min(position + 12, len(self.lines))):
            text = self.lines[below].text
            if below in self.of_units:
                return True
            if labels_of(text) or trailing_labels(text):
                return True
            if mark_of(text) and not section_of(text):
                return self.has_labels(below)
        return False

    def has_labels(self, position: int) -> bool:
        """Whether labels follow the item before the next one begins."""
        if position in self.items or trailing_labels(self.lines[position].text):
            return True
        for line in self.lines[position + 1 : position + 16]:
            if labels_of(line.text) or (
                trailing_labels(line.text) and not mark_of(line.text)
            ):
                return True
            if mark_of(line.text) or section_of(line.text):
                return False
        return False

    def units_follow(self, position: int) -> bool:
        """Whether the lines right below are labels and one of them names units."""
        for line in self.lines[position + 1 : position + 8]:
            labels = labels_of(line.text)
            if labels is None:
                return False
            if labels.names_units:
                return True
        return False

    def is_plain_heading(self, position: int) -> bool:
        """Whether a line is short and without a number, and a numbered item with labels follows
        it."""
        before = self.lines[position - 1].text if position else ""
        following = (
            self.lines[position + 1].text if position + 1 < len(self.lines) else ""
        )
        mark = mark_of(following)
        fits = _PLAIN.match(self.lines[position].text) and not _GOES_ON.search(before)
        return bool(fits and mark and mark.dotted) and self.has_labels(position + 1)
