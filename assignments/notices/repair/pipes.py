"""Tables written as text: | cells | between | bars |, one cell a line with a bar behind it, cells
with tabs between as copied from Excel, and cells with nothing but blanks between."""

import re
from collections.abc import Sequence
from itertools import takewhile

from assignments.notices.blocks import Table, TableRow, TextLine
from assignments.notices.files.text.from_csv import cell_of
from assignments.notices.files.text.from_text import clean
from assignments.notices.repair.bars import BARS, with_cells_by_line
from assignments.notices.repair.boxes import box_at, is_rule, table_of
from assignments.notices.words.headings import (
    COOPERATING,
    LEAD,
    NUMBER,
    UNITS,
    is_header,
    is_other_heading,
    role_of,
)
from assignments.notices.words.numbering import number_alone
from assignments.notices.words.sections import section_of
from assignments.notices.words.units import is_unit_cell
from assignments.rules.names import fold

# The line below the headings that parts them from the rows: | --- | :---: |
_RULER = re.compile(r"^[\s|:+\-=—─]+$")
# A cell of a copied row: in quotes where it holds a line's end, a tab or a quote, as Excel writes
# them.
_COPIED = re.compile(r'(?:^|\t)(?:"(?P<quoted>(?:[^"]|"")*)"(?=\t|$)|(?P<bare>[^\t]*))')
_LONGEST_CELL = 60
"""Longer lines are no headings with blanks between, and a cell in quotes has no more lines."""
_ALL_UNITS = "牵头及配合单位"


def with_tables(blocks: Sequence[TextLine | Table]) -> list[TextLine | Table]:
    """The same blocks, runs of such lines put together as tables."""
    result: list[TextLine | Table] = []
    run: list[TextLine] = []
    mark = ""
    blocks = with_cells_by_line(_with_cells_closed(_with_boxes(blocks)))
    for block, following in zip(blocks, [*blocks[1:], None], strict=False):
        this = _mark(block) if isinstance(block, TextLine) else ""
        ruler = isinstance(block, TextLine) and mark == "|" and _is_ruler(block.text)
        if (
            mark == " "
            and isinstance(block, TextLine)
            and not this
            and number_alone(block.text.split()[0])
        ):
            this = mark
        if mark in ("|", "\t") and not this and _is_section(block, following, mark):
            this = mark
        if run and this != mark and not ruler:
            result += _closed(run, mark)
            run, mark = [], ""
        if isinstance(block, TextLine) and (this or run):
            mark = this or mark
            run.append(block)
        else:
            result.append(block)
    return result + (_closed(run, mark) if run else [])


def _with_boxes(blocks: Sequence[TextLine | Table]) -> list[TextLine | Table]:
    """The tables that are drawn with lines, as tables."""
    result: list[TextLine | Table] = []
    position = 0
    while position < len(blocks):
        block = blocks[position]
        if isinstance(block, TextLine) and block.text[0] != "|" and is_rule(block.text):
            lines, drawn = box_at(blocks, position)
            result += [table_of(lines)] if drawn else lines
            position += len(lines)
        else:
            result.append(block)
            position += 1
    return result


def _mark(line: TextLine) -> str:
    text = line.text.translate(BARS)
    if text.count("|") >= 2:
        return "|"
    if text.count("\t") >= 2:
        return "\t"
    words = text.split() if len(text) <= _LONGEST_CELL else []
    roles = [role_of(word) for word in words]
    known = len(words) > 2 and all(
        role or is_other_heading(word) for role, word in zip(roles, words, strict=True)
    )
    return " " if known and roles[0] == NUMBER and is_header(words) else ""


def _is_section(
    block: TextLine | Table, following: TextLine | Table | None, mark: str
) -> bool:
    """Whether a line between two rows of a table is a heading inside it, that has no borders of its
    own."""
    if (
        not isinstance(block, TextLine)
        or not isinstance(following, TextLine)
        or _mark(following) != mark
    ):
        return False
    if is_header([fold(cell) for cell in _cells(following.text, mark)]):
        return False  # it is what the next table is called
    return section_of(block.text) is not None and not re.search(r"[。;；]$", block.text)


def _is_ruler(text: str) -> bool:
    return is_rule(text) or bool(_RULER.match(text.translate(BARS)))


def _closed(run: list[TextLine], mark: str) -> list[TextLine | Table]:
    if len(run) < 2:
        return [
            TextLine(clean(line.text), line.source) for line in run if clean(line.text)
        ]
    rows = [line for line in run if not _is_ruler(line.text)]
    if mark == " ":
        roles = [role_of(heading) for heading in _cells(rows[0].text, mark)]
        cells = _with_units_together(
            [_by_blanks(line.text, roles) for line in rows], roles
        )
        return [
            Table(
                tuple(_row(each, line) for each, line in zip(cells, rows, strict=True))
            )
        ]
    return [Table(tuple(_row(_cells(line.text, mark), line) for line in rows))]


def _cells(text: str, mark: str) -> list[str]:
    if mark == "\t":
        matches = _COPIED.finditer(text.strip(" "))
        return [
            cell["bare"]
            if cell["quoted"] is None
            else cell["quoted"].replace('""', '"')
            for cell in matches
        ]
    if mark == " ":
        return text.split()
    # | 1 | 港区 | and 1 | 港区: the outer bars are no borders of cells.
    return re.sub(r"^\||\|$", "", text.translate(BARS).strip(" ")).split(mark)


def _by_blanks(text: str, roles: Sequence[str | None]) -> list[str]:
    """The cells of a line with blanks between, of which the task's text may hold some too: wide
    blanks part cells, and so do the units at the end. Of more units than columns nobody can say
    whose they are: one cell holds them."""
    width = len(roles)
    # Two blanks, or one as wide as a character.
    wide = re.split(r"[ \xa0]{2,}|\u3000+", text)
    words = text.split()
    if len(wide) == width or len(words) <= width:
        return wide if len(wide) == width else words
    at_end = len(
        list(
            takewhile(lambda role: role in (LEAD, COOPERATING, UNITS), reversed(roles))
        )
    )
    units = list(takewhile(is_unit_cell, reversed(words[2:])))[::-1]
    if width - at_end == 2 and len(units) >= at_end > 0:
        task = [words[0], " ".join(words[1 : len(words) - len(units)])]
        return [*task, *units] if len(units) == at_end else [*task, "\n".join(units)]
    while len(words) > width:
        longest = max(
            range(1, len(words) - 1), key=lambda at: len(words[at]) + len(words[at + 1])
        )
        words = [
            *words[:longest],
            f"{words[longest]} {words[longest + 1]}",
            *words[longest + 2 :],
        ]
    return words


def _with_units_together(
    rows: list[list[str]], roles: Sequence[str | None]
) -> list[list[str]]:
    """The rows; where one has more units than columns, all have them in one, so that the first
    leads as assumed."""
    at_end = len(
        list(
            takewhile(lambda role: role in (LEAD, COOPERATING, UNITS), reversed(roles))
        )
    )
    if at_end < 2 or not any("\n" in row[-1] for row in rows):
        return rows
    task = len(roles) - at_end
    return [
        [*rows[0][:task], _ALL_UNITS],
        *([*row[:task], "\n".join(row[task:])] for row in rows[1:]),
    ]


def _row(cells: Sequence[str], line: TextLine) -> TableRow:
    return TableRow(
        # 市发改局<br>市经信局, as Markdown breaks a line within a cell.
        tuple(cell_of(re.sub(r"<br\s*/?>", "\n", cell)) for cell in cells),
        line.source,
    )


def _with_cells_closed(blocks: Sequence[TextLine | Table]) -> list[TextLine | Table]:
    """The lines of a copied cell that is in quotes put together with its row."""
    result: list[TextLine | Table] = []
    position = 0
    while position < len(blocks):
        block = blocks[position]
        used = _lines_of_row(blocks, position) if isinstance(block, TextLine) else 1
        if used > 1:
            lines = [
                line
                for line in blocks[position : position + used]
                if isinstance(line, TextLine)
            ]
            text = "\n".join(line.text for line in lines)
            result.append(TextLine(text, lines[0].source))
        else:
            result.append(block)
        position += used
    return result


def _lines_of_row(blocks: Sequence[TextLine | Table], position: int) -> int:
    """How many lines the row takes whose first one is at the position: until its quotes are closed.
    One that never closes is a mark and no quote."""
    text = ""
    for used, block in enumerate(blocks[position : position + _LONGEST_CELL], 1):
        if not isinstance(block, TextLine):
            break
        text = f"{text}\n{block.text}" if text else block.text
        if '"' not in text or ("\t" not in text and not text.startswith('"')):
            return used
        cells = list(_COPIED.finditer(text))
        if (
            not cells[-1][0].lstrip("\t").startswith('"')
            or cells[-1]["quoted"] is not None
        ):
            return (
                used if all("\n" not in (cell["bare"] or "") for cell in cells) else 1
            )
    return 1
