"""Whether a section holds as many items as its heading says: each as one doubt."""

from dataclasses import dataclass, field

from assignments.notices.doubts import doubt
from assignments.notices.rows import Doubt, Source
from assignments.notices.words.sections import Section


@dataclass
class SectionCounts:
    """The open headings that say how many items stand below them: 一、王强市长牵头重点工作(8项)."""

    open: list[tuple[Section, Source, int]] = field(default_factory=list)

    def enter(self, section: Section, source: Source, rows: int) -> list[Doubt]:
        """Go on under a heading, `rows` having been read so far; what was odd about those that
        end here."""
        doubts = self.close(rows, section.depth)
        if section.stated is not None:
            self.open.append((section, source, rows))
        return doubts

    def close(self, rows: int, depth: int = 0) -> list[Doubt]:
        ended = [held for held in self.open if held[0].depth >= depth]
        self.open = [held for held in self.open if held[0].depth < depth]
        return [
            doubt(
                "section_count_differs",
                source,
                text=section.title,
                stated=section.stated,
                found=rows - start,
            )
            for section, source, start in ended
            if rows - start != section.stated
        ]
