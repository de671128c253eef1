"""Tables drawn with lines, as legal databases and terminals print them: ┌──┬──┐ or +---+---+. A
cell may run over several lines; where a rule is drawn below it, it ends, and where there is none it
goes on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assignments.notices.blocks import Cell, Table, TableRow, TextLine
from assignments.rules.characters import drawn_width

_BORDERS = "│┃║|┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╒╤╕╞╪╡╘╧╛╔╦╗╠╬╣╚╩╝╭╮╰╯┝┿┥╟╫╢╓╥╖╙╨╜┠╂┨┯┷┰┸"
_BARS = "─━═-="
_CORNERS = "└┗╘╚╰"
# A border between cells; a plus only where a line is drawn beside it: -+-.
_BORDER = re.compile(f"[{re.escape(_BORDERS)}]|(?<=[-=])\\+|\\+(?=[-=])")
_OF_RULE = re.escape(_BORDERS + _BARS + "+")
# A whole rule: ├──┼──┤, +---+---+, ======.
_RULE = re.compile(rf"^[{_OF_RULE}]*[{re.escape(_BARS)}]{{2,}}[{_OF_RULE}]*$")
# The piece of a rule between two borders: ────.
_INSIDE = re.compile(rf"^\s*[{re.escape(_BARS)}]{{2,}}\s*$")
_NARROWER = 4
"""So much room may be left in a line that ran over: blanks at its borders, a character that did not
fit."""


def is_rule(text: str) -> bool:
    """Whether the line is a whole rule: ├──┼──┤, +---+---+."""
    bare = text.strip()
    return bool(_RULE.match(bare)) and len(_BORDER.findall(bare)) > 2


def box_at(
    blocks: Sequence[TextLine | Table], start: int
) -> tuple[list[TextLine], bool]:
    """The lines from the start on that are drawn, and whether they are one table: from a rule to
    the last rule. They are none where rules stand only around the headings, so that each line is a
    row."""
    lines: list[TextLine] = []
    first = blocks[start]
    borders = len(_BORDER.findall(first.text)) if isinstance(first, TextLine) else 0
    end = rules = 0
    for position in range(len(blocks) - start):
        line = blocks[start + position]
        if not isinstance(line, TextLine) or len(_BORDER.findall(line.text)) < 2:
            break
        lines.append(line)
        if is_rule(line.text):
            end, rules = position + 1, rules + 1
            if position and line.text.strip()[0] in _CORNERS:
                break
    inner = [line for line in lines[:end] if not is_rule(line.text)]
    with_same_borders = sum(
        len(_BORDER.findall(line.text)) == borders for line in inner
    )
    partly = any(_has_rule(line.text) for line in inner)
    drawn = end > 2 and (rules > 3 or partly) and with_same_borders * 2 > len(inner)
    return (lines[:end], True) if drawn else (lines, False)


def _has_rule(text: str) -> bool:
    return any(_INSIDE.match(piece) for piece in _pieces(text))


@dataclass
class _Open:
    """A cell that has not ended; `given` tells that a row holds it already."""

    lines: list[str] = field(default_factory=list)
    given: bool = False


def table_of(lines: Sequence[TextLine]) -> Table:
    """The drawn table as one with borders; a cell that no rule ends is merged with the row
    below."""
    widths = _widths(lines)
    rows: list[tuple[list[_Open], list[bool], TextLine]] = []
    cells = [_Open() for _ in widths]
    first: TextLine | None = None
    for line in lines:
        pieces = _pieces(line.text)
        if len(pieces) != len(widths):
            pieces = _by_width(line.text.strip(), widths)
        ruled = [bool(_INSIDE.match(piece)) for piece in pieces]
        if any(ruled):
            if any(cell.lines and not cell.given for cell in cells):
                rows.append(
                    (list(cells), [cell.given for cell in cells], first or line)
                )
                for cell in cells:
                    cell.given = True
                first = None
            cells = [
                _Open() if over else cell
                for cell, over in zip(cells, ruled, strict=True)
            ]
        for cell, piece, over in zip(cells, pieces, ruled, strict=True):
            if piece.strip() and not over:
                cell.lines.append(piece.strip())
                first = first or line
    if any(cell.lines and not cell.given for cell in cells):
        rows.append((list(cells), [cell.given for cell in cells], first or lines[-1]))
    return Table(tuple(_row(cells, given, line, widths) for cells, given, line in rows))


def _row(
    held: Sequence[_Open], given: Sequence[bool], line: TextLine, widths: Sequence[int]
) -> TableRow:
    cells = [
        Cell(tuple(_unwrapped(cell.lines, width)), covered=before)
        for cell, before, width in zip(held, given, widths, strict=True)
    ]
    return TableRow(tuple(cells), line.source)


def _widths(lines: Sequence[TextLine]) -> list[int]:
    """How wide each column is drawn: a bar of a rule is as wide as one character or as two."""
    bars = [len(piece) for piece in _pieces(lines[0].text)]
    held = [pieces for line in lines if len(pieces := _pieces(line.text)) == len(bars)]
    wide = any(
        drawn_width(piece.strip()) > room
        for pieces in held
        for piece, room in zip(pieces, bars, strict=True)
    )
    return [room * 2 for room in bars] if wide else bars


def _pieces(text: str) -> list[str]:
    return _BORDER.split(text.strip())[1:-1]


def _by_width(text: str, widths: Sequence[int]) -> list[str]:
    """A line that has other borders than the table: its text in the columns where it stands."""
    pieces = [""] * len(widths)
    at, column, end = 0, 0, widths[0] + 1
    for character in text[1:]:
        at += drawn_width(character)
        while at > end and column + 1 < len(widths):
            column += 1
            end += widths[column] + 1
        if character not in _BORDERS:
            pieces[column] += character
    return pieces


def _unwrapped(lines: Sequence[str], width: int) -> list[str]:
    """The lines of a cell; one that fills the column, or leaves a bracket open, runs on in the
    next."""
    whole: list[str] = []
    full = False
    for line in lines:
        if full:
            whole[-1] += line
        else:
            whole.append(line)
        full = drawn_width(line) >= width - _NARROWER or _is_open(whole[-1])
    return whole


def _is_open(text: str) -> bool:
    return text.count("(") + text.count("（") > text.count(")") + text.count("）")
