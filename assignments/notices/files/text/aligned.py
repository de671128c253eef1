"""Tables whose columns stand below each other by blanks alone, as pdftotext -layout and terminals
write them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from assignments.notices.blocks import Table, TextLine
from assignments.notices.doubts import doubt
from assignments.notices.files.text.aligned_rows import (
    first_numbered,
    places_of,
    rows_of,
    with_leader_lost,
)
from assignments.notices.rows import Doubt, Outside
from assignments.notices.words.headings import (
    is_caption,
    is_header,
    is_other_heading,
    is_theme,
    kind_said,
    role_of,
)
from assignments.notices.words.notice_head import is_page_number
from assignments.notices.words.sections import section_of
from assignments.rules.characters import drawn_width
from assignments.rules.names import fold

# Words with single blanks between them; two blanks or more part columns: 序号  重点工作.
_PIECE = re.compile(r"\S+(?:[ \xa0]\S+)*")
_FEWEST_COLUMNS = 3
_CAPTION_WITHIN = 3
_LONGEST_HEADINGS, _LONGEST_HEADING, _LONGEST_LINE = 200, 16, 1000
_FEW = 20
"""Of so many lines one may have wide blanks inside a cell."""
PAGE = "\x0c"


@dataclass(frozen=True)
class ColumnPiece:
    """Some words of a line with blanks around them, from column to column."""

    text: str
    start: int
    end: int


Measure = Callable[[str], int]


@dataclass
class Aligned:
    """Lines with such tables put together, what is not certain about them, and what belongs to none
    of their rows."""

    blocks: list[TextLine | Table] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    outside: list[Outside] = field(default_factory=list)


def with_aligned(lines: Sequence[TextLine]) -> Aligned:
    """The same lines, such tables put together; where no column can be told they stay lines."""
    result = Aligned()
    position = 0
    while position < len(lines):
        end = _end_of(lines, position) if _headings(lines[position]) else position + 1
        table = _read(lines[position:end], result) if end - position > 1 else None
        result.blocks += lines[position:end] if table is None else [table]
        position = end
    return result


def _headings(line: TextLine) -> tuple[str, ...]:
    """The headings of columns that a line consists of; none for any other line."""
    return _headings_of(line.text) if len(line.text) <= _LONGEST_HEADINGS else ()


@lru_cache(maxsize=2_000)
def _headings_of(text: str) -> tuple[str, ...]:
    if "\t" in text or "|" in text:
        return ()
    texts = [fold(match[0]) for match in _PIECE.finditer(text.replace("\u3000", "  "))]
    known = sum(
        bool(role_of(each) or is_other_heading(each) or is_theme(each))
        for each in texts
    )
    fits = len(texts) >= _FEWEST_COLUMNS and is_header(texts) and known * 2 > len(texts)
    return (
        tuple(texts)
        if fits and all(len(each) <= _LONGEST_HEADING for each in texts)
        else ()
    )


def _end_of(lines: Sequence[TextLine], start: int) -> int:
    """Where the table ends that begins with these headings: before the title of the next."""
    headings = set(_headings(lines[start]))
    for position in range(start + 1, len(lines)):
        heads = _headings(lines[position])
        titles = lines[max(start + 1, position - _CAPTION_WITHIN) : position]
        named = [at for at, line in enumerate(titles) if _names_table(line)]
        if heads and (named or not set(heads) <= headings):
            return position - len(titles) + named[0] if named else position
    return len(lines)


def _names_table(line: TextLine) -> bool:
    text = line.text.strip()
    alone = (
        len(_pieces(line, len)) == 1
        # A sentence, or an item of a list, names no table.
        and not re.search(r"[。；;]$", text)
        and len(text) <= 60
    )
    return alone and (
        # 3.民生实事… is an item that speaks of them.
        is_caption(text) or (bool(kind_said(text)) and not re.match(r"^\d", text))
    )


def _pieces(line: TextLine, measure: Measure) -> list[ColumnPiece]:
    whole = line.indent.replace(PAGE, "") + line.text
    return [
        ColumnPiece(
            match[0], measure(whole[: match.start()]), measure(whole[: match.end()])
        )
        for match in _PIECE.finditer(
            whole.replace("\u3000", "  ") if measure is len else whole
        )
    ]


def _read(lines: Sequence[TextLine], result: Aligned) -> Table | None:
    """The table; None where the columns of its first page cannot be told. What is left goes to the
    result."""
    if any(len(line.text) > _LONGEST_LINE for line in lines):
        return None
    page_ends = [
        _ends_page(line, following)
        for line, following in zip(lines, [*lines[1:], None], strict=True)
    ]
    others = [line for line, ends in zip(lines, page_ends, strict=True) if ends]
    pages = _pages(
        [line for line, ends in zip(lines, page_ends, strict=True) if not ends]
    )
    headings = _headings(lines[0])
    cut: list[tuple[TextLine, list[str]]] = []
    unread: list[TextLine] = []
    whole = True
    for page in pages:
        cells = _cells(page, headings)
        if cells is None and not cut:
            return None
        if cells is None:
            unread += page
            whole = False
            continue
        begin = 0 if whole else first_numbered([each for _, each in cells], headings)
        unread += page[:begin]
        cut += cells[begin:] if whole else with_leader_lost(cells[begin:], headings)
        whole = whole or begin < len(cells)
    grouped = rows_of(cut)
    if grouped is None:
        result.doubts.append(doubt("rows_unsure", lines[0].source))
        result.outside += [Outside(line.text, line.source) for line in lines]
        return Table(())
    rows, odd = grouped
    result.doubts += odd
    result.outside += [Outside(line.text, line.source) for line in [*others, *unread]]
    if unread:
        first, last = unread[0].source, unread[-1].source
        result.doubts.append(
            doubt("lines_unread", first, first=first.where(), last=last.where())
        )
    return Table(tuple(rows))


def _ends_page(line: TextLine, following: TextLine | None) -> bool:
    """Whether a line is a page's number: — 3 —, or one alone above headings, a form feed or
    nothing."""
    if is_page_number(line.text):
        return True
    ends = following is None or PAGE in following.indent or bool(_headings(following))
    # 12, alone on its line.
    return ends and bool(re.fullmatch(r"\d{1,3}", line.text.strip()))


def _pages(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """The lines from headings to headings, and from form feed to form feed: each has columns of its
    own."""
    pages: list[list[TextLine]] = []
    for line in lines:
        if not pages or PAGE in line.indent or _headings(line):
            if (
                pages
                and len(pages[-1]) == 1
                and PAGE in pages[-1][0].indent
                and _headings(line)
            ):
                pages[-1].append(line)
                continue
            pages.append([])
        pages[-1].append(line)
    return pages


def _cells(
    page: Sequence[TextLine], headings: Sequence[str]
) -> list[tuple[TextLine, list[str]]] | None:
    """The lines of a page cut into the table's columns; None where the blanks between them cannot
    be told. A page without headings may lack columns; what stands in the others tells which."""
    width = len(headings)
    repeated = any(map(_headings, page))
    for measure in (drawn_width, len):
        pieces = [(line, _pieces(line, measure)) for line in page]
        columns = _columns([each for line, each in pieces if not _stands_alone(line)])
        heads = next((each for line, each in pieces if _headings(line)), [])
        if _overrun(pieces, columns):
            continue
        if len(columns) == width and (not heads or _each_below_its_own(heads, columns)):
            return [(line, _in_columns(line, each, columns)) for line, each in pieces]
        if repeated or not 1 < len(columns) < width:
            continue
        cut = [(line, _in_columns(line, each, columns)) for line, each in pieces]
        if places := places_of([cells for _, cells in cut], headings):
            return [(line, _spread(cells, places, width)) for line, cells in cut]
    return None


def _overrun(
    pieces: Sequence[tuple[TextLine, Sequence[ColumnPiece]]],
    columns: Sequence[tuple[int, int]],
) -> bool:
    """Whether two columns seem to be one, since a cell of the one stands below a cell of the
    other."""
    several = 0
    for line, of_line in pieces:
        if not _stands_alone(line):
            filled = {_column_of(piece, columns) for piece in of_line}
            several += len(filled) < len(of_line)
    return several * _FEW > len(pieces)


def _each_below_its_own(
    heads: Sequence[ColumnPiece], columns: Sequence[tuple[int, int]]
) -> bool:
    return [_column_of(piece, columns) for piece in heads] == list(range(len(columns)))


def _spread(cells: Sequence[str], places: Sequence[int], width: int) -> list[str]:
    whole = [""] * width
    for place, cell in zip(places, cells, strict=True):
        whole[place] = cell
    return whole


def _stands_alone(line: TextLine) -> bool:
    """Whether a line may run over the borders of columns: a heading between the rows."""
    return section_of(line.text.strip()) is not None and len(_pieces(line, len)) == 1


def _columns(lines: Sequence[Sequence[ColumnPiece]]) -> list[tuple[int, int]]:
    """What is written on, as runs of places between which no line has anything."""
    columns: list[tuple[int, int]] = []
    for start, end in sorted(
        (piece.start, piece.end) for pieces in lines for piece in pieces
    ):
        if columns and start <= columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], end))
        else:
            columns.append((start, end))
    return columns


def _column_of(piece: ColumnPiece, columns: Sequence[tuple[int, int]]) -> int:
    return next(at for at, (_, end) in enumerate(columns) if piece.start < end)


def _in_columns(
    line: TextLine, pieces: Sequence[ColumnPiece], columns: Sequence[tuple[int, int]]
) -> list[str]:
    cells = [""] * len(columns)
    if _stands_alone(line):
        return [line.text.strip(), *cells[1:]]
    for piece in pieces:
        at = _column_of(piece, columns)
        cells[at] = f"{cells[at]} {piece.text}" if cells[at] else piece.text
    return cells
