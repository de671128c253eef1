"""What labels and sentences said of who is responsible, before it is put into a row."""

from dataclasses import dataclass, field

from assignments.notices.raw_rows import KNOWN, RawPart, RawRow, SourcedText
from assignments.notices.rows import Source
from assignments.notices.words.leaders import co_leaders_in_column, leaders_in_column


@dataclass
class Labels:
    """What labels said: texts of units and leaders, how duties are known, and labels not known."""

    leaders: list[str] = field(default_factory=list)
    supporting: list[str] = field(default_factory=list)
    lead: list[str] = field(default_factory=list)
    cooperating: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    opens: bool = False
    extra: dict[str, str] = field(default_factory=dict)
    duties: str | None = None
    last: str | None = None

    def add(self, other: "Labels") -> None:
        """Take in what other labels of the same item said."""
        self.leaders += other.leaders
        self.supporting += other.supporting
        self.lead += other.lead
        self.cooperating += other.cooperating
        self.units += other.units
        self.remarks += other.remarks
        self.texts += other.texts
        self.extra |= other.extra
        self.duties = other.duties or self.duties

    @property
    def names_anybody(self) -> bool:
        return self.names_units or bool(self.leaders or self.supporting)

    def __bool__(self) -> bool:
        others = (
            self.leaders or self.supporting or self.extra or self.remarks or self.texts
        )
        return self.names_units or bool(others)

    @property
    def names_units(self) -> bool:
        return bool(self.lead or self.cooperating or self.units)

    def part(self, number: int, text: SourcedText) -> RawPart:
        """A part of a row with the units that these labels name."""
        lead = [SourcedText(name, text.source) for name in self.lead]
        others = [
            SourcedText(name, text.source) for name in (*self.units, *self.cooperating)
        ]
        return RawPart(number, [text], others, lead)

    def put_into(self, row: RawRow, source: Source) -> None:
        """Add what was said to a row; a label for lead units settles the duties."""
        named = [leader for text in self.leaders for leader in leaders_in_column(text)]
        row.leaders = named or row.leaders
        row.supporting += [
            leader for text in self.supporting for leader in co_leaders_in_column(text)
        ]
        row.lead += [SourcedText(text, source) for text in self.lead]
        row.cooperating += [SourcedText(text, source) for text in self.cooperating]
        row.units += [SourcedText(text, source) for text in self.units]
        row.remarks += [SourcedText(text, source) for text in self.remarks]
        row.texts += [
            SourcedText(("\n" if row.texts else "") + text, source)
            for text in self.texts
        ]
        for name, text in self.extra.items():
            row.extra[name] = (
                f"{row.extra[name]}\n{text}" if name in row.extra else text
            )
        if self.duties:
            row.duties = self.duties
        elif self.lead:
            row.duties = KNOWN
