"""What a spreadsheet would run leaves as words, comes back as it was, and is listed once."""

import re
from pathlib import Path

import pytest

from assignments.rules.formulas import FORMULA_STARTS, as_meant, made_plain

ASSIGNMENTS = Path(__file__).parents[2] / "assignments"


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"), ("-1", "'-1"), ("+1", "'+1"), ("@a", "'@a"),
        ("＝1+1", "'＝1+1"), ("－1", "'－1"), ("＋1", "'＋1"), ("＠a", "'＠a"),
        ("\t=1", "'\t=1"), ("\r=1", "'\r=1"), ("\n=1", "'\n=1"), ("'=1", "''=1"), ("''-1", "'''-1"),
        ("60", "60"), ("", ""), ("“十四五”", "“十四五”"), ("'两山'", "'两山'"), ("R&D=1", "R&D=1"),
    ],
)  # fmt: skip
def test_what_would_run_is_made_plain_and_read_back_as_it_was(cell, written):
    assert made_plain(cell) == written
    assert as_meant(written) == cell
    assert not written.startswith(FORMULA_STARTS)


def test_there_is_one_list():
    lists = [
        path.name
        for path in ASSIGNMENTS.rglob("*.py")
        if re.search(r"""["']=["'],\s*["'][+@-]["']""", path.read_text("utf-8"))
    ]
    assert lists == ["formulas.py"]
