"""The shape every file is brought into before its layout is asked about: lines and tables in
order."""

from dataclasses import dataclass, field

from assignments.notices.rows import Doubt, Outside, Source


@dataclass(frozen=True, slots=True)
class TextLine:
    """One paragraph or one line of text, without outer blanks, never empty; `indent` is what stood
    in front."""

    text: str
    source: Source
    indent: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `lines` are its paragraphs. `covered` marks what a merged cell spans: the text is
    repeated there, so that each row is whole, and the flag says that it was not written twice.
    `unread` says that an empty one is not: a formula stands in it whose result cannot be had."""

    lines: tuple[str, ...] = ()
    covered: bool = False
    unread: bool = False

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class TableRow:
    cells: tuple[Cell, ...]
    source: Source


@dataclass(frozen=True)
class Table:
    rows: tuple[TableRow, ...]
    name: str | None = None


@dataclass(frozen=True)
class Document:
    """Blocks in reading order; `doubts` are what the file's own form leaves to ask: hidden sheets
    and parts; `outside` are lines of it that no layout is to read."""

    blocks: tuple[TextLine | Table, ...] = ()
    filename: str = ""
    doubts: tuple[Doubt, ...] = field(default=())
    outside: tuple[Outside, ...] = field(default=())
