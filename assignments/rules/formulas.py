"""What a spreadsheet would run, and the apostrophe that keeps it from running: one list for
whatever writes a file and for what reads one back."""

import re

FORMULA_STARTS = (
    "=",
    "+",
    "-",
    "@",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
    "\t",
    "\r",
    "\n",
)
"""The full-width signs with them: Excel takes them for the others where it is set to Chinese."""

# A text that a spreadsheet would run, also behind apostrophes: =1+1, '=1+1.
_RUNS = re.compile("^'*[" + re.escape("".join(FORMULA_STARTS)) + "]")


def made_plain(cell: str) -> str:
    """A text that a spreadsheet would run, with an apostrophe in front; one more where it has some
    already, so that `as_meant` gives back what was written."""
    return f"'{cell}" if _RUNS.match(cell) else cell


def as_meant(cell: str) -> str:
    """The text of a cell without the apostrophe that `made_plain`, or another program, set
    before it."""
    return cell[1:] if cell.startswith("'") and _RUNS.match(cell) else cell
