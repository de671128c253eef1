"""The weight of a room counts what a reader reads."""

import pytest

from tests.house import weight
from tests.house.source import SourceFile

SAMPLE = '''"""Text weighs nothing."""
WORDS = ["一", "二"]

def longest(words):
    best = ""
    for word in words:
        if len(word) > 3:
            best = word
    return best

class Line:
    def twice(self):
        def inner():
            return self
        return [one for one in (inner(), 2)]
'''


class Sample(SourceFile):
    @property
    def name(self):
        return str(self.path)

    @property
    def text(self):
        return SAMPLE


@pytest.fixture
def rooms():
    names = (
        "assignments/ledger/lines.py",
        "assignments/ledger/more/rows.py",
        "start.py",
        "assignments/migrations/0001_first.py",
        "tests/test_start.py",
    )
    return weight.weigh([Sample(name) for name in names])


def test_tests_and_migrations_are_left_out(rooms):
    assert list(rooms) == ["assignments/ledger", "start.py", "total"]


def test_elements_are_statements_and_expressions_without_constants(rooms):
    # longest: def 1, best = 2, for 3, if len(word) > 3: 5, best = word 3, return 2; twice: def 1,
    # inner 1 + return self 2, return 1 + list 1 + one 1 + comprehension 2 + tuple 1 + inner() 2.
    longest, twice = 1 + 2 + 3 + 5 + 3 + 2, 1 + 3 + 8
    docstring, words, of_class = 1, 3, 1
    assert rooms["start.py"].elements == docstring + words + longest + of_class + twice
    assert rooms["start.py"].function_elements == longest + twice
    assert rooms["start.py"].function_lines == 6 + 4


def test_a_room_is_the_sum_of_its_folders(rooms):
    room, one, total = rooms["assignments/ledger"], rooms["start.py"], rooms["total"]
    assert (room.files, room.elements) == (2, 2 * one.elements)
    assert room.folders == {"assignments/ledger": 1, "assignments/ledger/more": 1}
    assert total.elements == 3 * one.elements
    assert total.a_line == pytest.approx(one.a_line)


def test_the_table_has_a_row_for_each_room(rooms):
    assert [row[0] for row in weight.rows(rooms)] == list(rooms)
    assert weight.rows(rooms)[1][-1] == ". (1)"
