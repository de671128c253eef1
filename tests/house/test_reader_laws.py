"""The reader's folders keep their order, and the law that says so can fail."""

import ast

import pytest

from tests.house import reader_laws
from tests.house.source import python

IN_THE_ROOM = "assignments.notices.layouts.grid.reader"


def ask(module, source):
    return reader_laws.folders_in_order(module, ast.parse(source))


def test_the_folders_of_the_reader_keep_their_order():
    files = [file for file in python("assignments") if "/notices/" in file.name]
    violations = []
    for file in files:
        if not file.name.endswith("assignments/notices/__init__.py"):
            violations += reader_laws.folders_in_order(file.module, file.tree)
    assert len(files) > 50 and violations == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        (IN_THE_ROOM, "from assignments.notices.meaning.renumber import renumber"),
        (
            "assignments.notices.words.units",
            "from assignments.notices.files.formats import load",
        ),
        (
            "assignments.notices.files.formats",
            "import assignments.notices.repair.pipes",
        ),
        ("assignments.notices.rows", "from assignments.notices.words import units"),
        ("assignments.notices.warehouse.units", ""),
    ],
)
def test_imports_upward_are_found(module, source):
    assert len(ask(module, source)) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        (IN_THE_ROOM, "from assignments.notices.layouts.columns import Columns"),
        (IN_THE_ROOM, "from assignments.notices.words.units import cut"),
        (IN_THE_ROOM, "from assignments.rules.names import fold"),
        ("assignments.notices.rows", "from assignments.notices.blocks import Table"),
        (
            "assignments.intake.diff",
            "from assignments.notices.meaning.read import read_notice",
        ),
    ],
)
def test_imports_downward_are_left_alone(module, source):
    assert ask(module, source) == []
