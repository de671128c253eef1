"""What a layout hands on: a row in pieces, each with its place, before names and numbers are
read."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from assignments.notices.blocks import TextLine
from assignments.notices.rows import KEY, CoLeaderFound, LeaderFound, Source

# How the border between lead and cooperating units is known.
KNOWN = "known"  # the document has a column or label for each
FIRST_LEADS = "first_leads"  # the border is lost: the first leads by convention
FIRST_BY_RULE = (
    "first_by_rule"  # the document itself says that the one listed first leads
)
ALL_LEAD = (
    "all_lead"  # every unit named leads (分别牵头, or a table with lead units only)
)
_EARLY = 0.5
"""A line that is shorter than this share of the widest one did not run over: it is a name of its
own, as 危旧房改造 above a paragraph."""
_OPEN_ENDS = tuple("、,，:：(（“《-—")
_ENDS = tuple("。!?！？;；")


@dataclass(frozen=True, slots=True)
class SourcedText:
    text: str
    source: Source


def joined(pieces: Sequence[SourcedText]) -> str:
    """The pieces as one text: what ran over a line's end is joined, after a full stop the line
    stays, and after a line that ended long before the others do: what the task is called, above
    what is to be done."""
    texts: list[str] = []
    widest = max((len(piece.text) for piece in pieces), default=0)
    for piece in pieces:
        early = (
            bool(texts)
            and len(texts[-1]) < widest * _EARLY
            and texts[-1][-1:] not in _OPEN_ENDS
        )
        over = bool(texts) and texts[-1][-1:] in _ENDS
        fresh = (over or early) and piece.text[:1] != "\n"
        texts.append("\n" + piece.text if fresh else piece.text)
    return "".join(texts)


@dataclass(slots=True)
class RawPart:
    number: int | None
    texts: list[SourcedText]
    units: list[SourcedText] = field(default_factory=list)
    lead: list[SourcedText] = field(default_factory=list)

    @property
    def has_units(self) -> bool:
        return bool(self.units or self.lead)


@dataclass(slots=True)
class RawRow:
    """One row while it is being collected. `units` are those whose duty the document does not say;
    `leader_due` says that the document names a leader for each row, so that a missing one is asked
    about; `kind_told` that the row tells its kind itself, in a column of its own, `kind_assumed`
    that nothing in the document does; `stated_columns` are the columns in which the row
    has a cell of its own, be it empty."""

    kind: str = KEY
    kind_told: bool = False
    kind_assumed: bool = False
    number: int | None = None
    source: Source = Source()
    texts: list[SourcedText] = field(default_factory=list)
    leaders: list[LeaderFound] = field(default_factory=list)
    supporting: list[CoLeaderFound] = field(default_factory=list)
    leader_due: bool = False
    units_due: bool = (
        True  # not where the whole list names none, which is asked about once
    )
    office: str = ""  # of a leader whose name the document does not say
    units: list[SourcedText] = field(default_factory=list)
    lead: list[SourcedText] = field(default_factory=list)
    cooperating: list[SourcedText] = field(default_factory=list)
    duties: str = FIRST_LEADS
    remarks: list[SourcedText] = field(default_factory=list)
    parts: list[RawPart] = field(default_factory=list)
    theme: str | None = None
    caption: str | None = None
    extra: dict[str, str] = field(default_factory=dict)
    number_due: bool = True
    stated_columns: frozenset[str] = frozenset()

    @property
    def has_units(self) -> bool:
        return bool(
            self.units
            or self.lead
            or self.cooperating
            or (self.parts and self.parts[-1].has_units)
        )

    @property
    def text(self) -> str:
        return joined(self.texts)


@dataclass
class LayoutReading:
    """What one layout found in its part of the document."""

    rows: list[RawRow] = field(default_factory=list)
    doubts: list = field(default_factory=list)
    outside: list = field(default_factory=list)
    layouts: list[str] = field(default_factory=list)
    titles: list[TextLine] = field(default_factory=list)
    closing: list[TextLine] = field(default_factory=list)

    def add(self, other: "LayoutReading") -> None:
        self.rows += other.rows
        self.doubts += other.doubts
        self.outside += other.outside
        self.closing += other.closing
        self.layouts += [name for name in other.layouts if name not in self.layouts]
