"""What labels below an item say put into its row or into one of its parts, and what is odd about
it."""

from assignments.notices.blocks import TextLine
from assignments.notices.doubts import doubt
from assignments.notices.raw_rows import KNOWN, RawPart, RawRow, SourcedText
from assignments.notices.rows import Doubt, LeaderFound
from assignments.notices.words.duty_labels import Labels
from assignments.notices.words.labels import is_known
from assignments.notices.words.leaders import (
    is_office,
    leaders_in_column,
    offices_beside,
)
from assignments.notices.words.units import NOBODY


def named_in(labels: Labels) -> list[LeaderFound]:
    """The leaders whom the labels name."""
    return [leader for text in labels.leaders for leader in leaders_in_column(text)]


def put_into_part(
    row: RawRow, part: RawPart, labels: Labels, line: TextLine
) -> list[Doubt]:
    """Labels below a part of an item: its units; the leaders are those of the row."""
    part.lead += [SourcedText(name, line.source) for name in labels.lead]
    part.units += [
        SourcedText(name, line.source) for name in [*labels.units, *labels.cooperating]
    ]
    row.duties = KNOWN if labels.lead else row.duties
    return lead_part(row, labels)


def lead_part(row: RawRow, labels: Labels) -> list[Doubt]:
    """The leaders of a part are those of the row; where parts have different ones, that is asked
    about."""
    named = named_in(labels)
    others = [each for each in named if each not in row.leaders]
    apart = bool(row.leaders) and bool(others)
    row.leaders += others
    names = "、".join(each.name for each in row.leaders)
    return [doubt("parts_led_apart", row.source, row, text=names)] if apart else []


def put_into_row(row: RawRow, labels: Labels, line: TextLine) -> list[Doubt]:
    """Labels below an item. Asked about: the same one twice, those in words nobody knows, leaders
    nobody can read."""
    doubts: list[Doubt] = []
    again = (labels.lead and row.lead) or (labels.units and row.units)
    if again or labels.extra.keys() & row.extra.keys():
        doubts.append(doubt("label_repeated", line.source, row, text=line.text[:20]))
    doubts += [
        doubt("label_unknown", line.source, row, text=name)
        for name in labels.extra
        if not is_known(name)
    ]
    labels.put_into(row, line.source)
    text = "、".join(labels.leaders)
    if labels.leaders and named_in(labels):
        row.office = offices_beside(text)
    elif labels.leaders:
        row.leaders = []
        if is_office(text):
            row.office = text
        elif text.strip() and text not in NOBODY:
            doubts.append(doubt("leader_label_unreadable", line.source, row, text=text))
        else:
            row.leader_due = True
    return doubts
