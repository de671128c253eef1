"""Headings that are items themselves: 三、加强困难群众兜底保障, with all that stands below it under
one block of labels. They look like the headings of a theme; how many labels stand below each tells
them apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from assignments.notices.blocks import TextLine
from assignments.notices.words.labels import labels_of, trailing_labels
from assignments.notices.words.leaders import heading_leaders
from assignments.notices.words.numbering import mark_of
from assignments.notices.words.sections import ordinal_of


@dataclass
class _Block:
    """What stands from one heading to the next of its depth or above."""

    position: int
    groups: int = 0
    marks: int = 0
    runs_on: bool = False
    of_leader: bool = False
    labels_first: bool = False
    above: "_Block | None" = None

    @property
    def is_item(self) -> bool:
        alone = self.marks != 1 or self.labels_first
        return self.groups == 1 and alone and not self.runs_on and not self.of_leader

    @property
    def shares(self) -> bool:
        """Whether its one block of labels stands right below it, with items without labels below
        that."""
        return self.groups == 1 and self.labels_first and self.marks > 0

    @property
    def is_of_letter(self) -> bool:
        """Whether no labels stand below it, nor below the heading above it."""
        return not self.groups and (self.above is None or not self.above.groups)


def item_headings(lines: Sequence[TextLine]) -> frozenset[int]:
    """The positions of the headings that are items: those of the deepest depth of which every
    heading has exactly one block of labels below it. Headings of the letter, before the first
    labels, do not count."""
    for headings in _by_depth(lines):
        if len(headings) > 1 and all(block.is_item for block in headings):
            return frozenset(block.position for block in headings)
    return frozenset()


def sharing_headings(lines: Sequence[TextLine]) -> frozenset[int]:
    """The positions of headings whose labels are those of every item below: the items are numbered
    through from heading to heading and have no labels of their own."""
    for headings in _by_depth(lines):
        if any(block.runs_on for block in headings) and any(
            block.shares for block in headings
        ):
            return frozenset(block.position for block in headings if block.shares)
    return frozenset()


def _by_depth(lines: Sequence[TextLine]) -> list[list[_Block]]:
    """The headings, the deepest first, without those of the letter."""
    blocks = _blocks(lines)
    for headings in blocks.values():
        while headings and headings[0].is_of_letter:
            headings.pop(0)
    return [blocks[2], blocks[1]]


def _blocks(lines: Sequence[TextLine]) -> dict[int, list[_Block]]:
    blocks: dict[int, list[_Block]] = {1: [], 2: []}
    open_blocks: dict[int, _Block] = {}
    in_group = False
    for position, line in enumerate(lines):
        ordinal = ordinal_of(line.text)
        if ordinal:
            block = _Block(position, of_leader=bool(heading_leaders(line.text)))
            blocks[ordinal.depth].append(block)
            open_blocks = {
                depth: held
                for depth, held in open_blocks.items()
                if depth < ordinal.depth
            }
            block.above = open_blocks.get(1)
            open_blocks[ordinal.depth] = block
        labels = labels_of(line.text)
        trailing = None if labels else trailing_labels(line.text)
        mark = None if labels else mark_of(line.text)
        opens = bool(trailing and trailing[1].names_units) or bool(
            labels and not in_group
        )
        in_group = bool(labels)
        for block in open_blocks.values():
            at_heading = position == block.position + (1 if labels else 0)
            block.labels_first = block.labels_first or (opens and at_heading)
            block.groups += opens
            if mark and mark.dotted:
                block.runs_on = block.runs_on or (not block.marks and mark.number != 1)
                block.marks += 1
    return blocks


def unlabelled_before(lines: Sequence[TextLine]) -> frozenset[int]:
    """Where the first items stand if they have no labels: 1. and 2. above the first that has
    some, 3."""
    marks = [
        (at, mark)
        for at, line in enumerate(lines)
        if (mark := mark_of(line.text)) and mark.dotted
    ]
    first = next((i for i, (at, _) in enumerate(marks) if _labelled(lines, at)), None)
    missing = marks[first][1].number - 1 if first is not None else 0
    before = marks[max(0, (first or 0) - missing) : first]
    counts_up = [mark.number for _, mark in before] == list(range(1, missing + 1))
    return frozenset(at for at, _ in before) if counts_up else frozenset()


def _labelled(lines: Sequence[TextLine], position: int) -> bool:
    following = lines[position + 1].text if position + 1 < len(lines) else ""
    return bool(trailing_labels(lines[position].text) or labels_of(following))
