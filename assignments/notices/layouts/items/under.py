"""Under which headings of running text one reads, and the rows that are opened there."""

from collections.abc import Sequence

from assignments.notices.raw_rows import RawRow
from assignments.notices.rows import Source
from assignments.notices.words.duty_labels import Labels
from assignments.notices.words.headings import kind_of, kind_said
from assignments.notices.words.leaders import SectionLeaders
from assignments.notices.words.unit_headings import UnitHeading
from assignments.notices.words.units import cut


class Under:
    """The kind of the list, its section and theme, whose section it is, and the labels of the
    heading that hold for every item below it. `caption` is that of a further list; what the first
    is called stands before."""

    def __init__(self, captions: Sequence[str]):
        self.captions = captions
        self.kind = self.caption_kind = kind_of(*captions)
        self.leading = SectionLeaders()
        self.caption: str | None = None
        self.section: str | None = None
        self.theme: str | None = None
        self.shared: list[Labels] = []

    def begin(self, above: Sequence[str]) -> None:
        """The first item or heading, below these lines."""
        self.kind = self.caption_kind = kind_of(*self.captions, *above)

    def enter(self, depth: int, title: str, of_leader: bool) -> None:
        if depth == 1:
            self.kind = kind_said(title) or self.caption_kind
            self.section, self.theme = (None if of_leader else title), None
        else:
            self.theme = None if of_leader else title

    def enter_unit(self, heading: UnitHeading) -> None:
        """The unit of a heading carries all items below; of several the first leads."""
        if 0 < heading.depth <= self.leading.depth:
            self.leading = SectionLeaders()
        units = [heading.units]
        self.shared = [
            Labels(lead=units) if len(cut(heading.units)) == 1 else Labels(units=units)
        ]
        self.theme = heading.units

    def another_list(self, kind: str, caption: str) -> None:
        self.kind, self.caption_kind, self.caption = kind, kind, caption
        self.leading, self.section, self.theme, self.shared = (
            SectionLeaders(),
            None,
            None,
            [],
        )

    def row(self, number: int | None, source: Source) -> RawRow:
        """An item that begins here, with what its headings say of it."""
        row = RawRow(
            kind=self.kind,
            number=number,
            source=source,
            leaders=list(self.leading.leaders),
            theme=self.theme or self.section,
            caption=self.caption,
        )
        for shared in self.shared:
            shared.put_into(row, source)
        return row
