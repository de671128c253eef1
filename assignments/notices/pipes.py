"""Tables written as text: | cells | between | bars |, or cells with tabs between as copied from Excel."""

import re
from collections.abc import Sequence

from assignments.notices.blocks import Line, Table, TableRow
from assignments.notices.from_csv import cell_of
from assignments.notices.from_text import clean

_RULER = re.compile(r"^[\s|:+\-=—─┼├┤┬┴┌┐└┘]+$")
_BARS = str.maketrans("｜│┃║", "||||")


def with_tables(blocks: Sequence[Line | Table]) -> list[Line | Table]:
    """The same blocks, runs of such lines put together as tables."""
    result: list[Line | Table] = []
    run: list[Line] = []
    mark = ""
    for block in blocks:
        this = _mark(block) if isinstance(block, Line) else ""
        if (
            run
            and this != mark
            and not (isinstance(block, Line) and mark == "|" and _RULER.match(block.text))
        ):
            result += _closed(run, mark)
            run = []
        if this:
            mark = this
            run.append(block)  # type: ignore[arg-type]
        elif run:
            run.append(block)  # type: ignore[arg-type]
        else:
            result.append(block)
    return result + (_closed(run, mark) if run else [])


def _mark(line: Line) -> str:
    text = line.text.translate(_BARS)
    if text.count("|") >= 2:
        return "|"
    return "\t" if text.count("\t") >= 2 else ""


def _closed(run: list[Line], mark: str) -> list[Line | Table]:
    if len(run) < 2:
        return [Line(clean(line.text), line.source) for line in run if clean(line.text)]
    rows = []
    for line in run:
        if _RULER.match(line.text.translate(_BARS)):
            continue
        text = line.text.translate(_BARS) if mark == "|" else line.text
        text = text.strip(" ")
        if mark == "|":
            text = re.sub(r"^\||\|$", "", text)
        cells = tuple(cell_of(re.sub(r"<br\s*/?>", "\n", cell)) for cell in text.split(mark))
        rows.append(TableRow(cells, line.source))
    return [Table(tuple(rows))]
