"""The laws of the sentence, asked of every Python file and of source that breaks them."""

import ast

import pytest

from tests.house import sentence_laws
from tests.house.source import PRODUCT, TESTS

FILES = [
    file
    for file in [*PRODUCT, *TESTS]
    if not file.module.startswith("assignments.migrations.")
]


@pytest.mark.parametrize(
    "law", [sentence_laws.conditionals, sentence_laws.comprehensions]
)
def test_sentences_are_plain(law):
    broken = [law(file.module, file.tree) for file in FILES]
    assert [violation for violations in broken for violation in violations] == []


@pytest.mark.parametrize(
    "source",
    [
        "sign = '+' if a > 0 else '-' if a < 0 else '0'",
        "sign = (1 if b else 2) if a else 3",
        "sign = 1 if (b if c else d) else 2",
        "sign = 1 if a else say(2 if b else 3)",
    ],
)
def test_a_conditional_inside_another_is_found(source):
    assert sentence_laws.conditionals("assignments.boards.views", ast.parse(source))


@pytest.mark.parametrize(
    "source",
    ["sign = 1 if a else 2", "pair = (1 if a else 2, 3 if b else 4)"],
)
def test_a_conditional_by_itself_is_left_alone(source):
    assert not sentence_laws.conditionals("assignments.boards.views", ast.parse(source))


@pytest.mark.parametrize(
    "source",
    [
        "all = [d for a in b for c in a for d in c]",
        "all = [[d for c in a for d in c] for a in b]",
        "all = [[[d for d in c] for c in a] for a in b]",
        "all = {a: {c: [d for d in c] for c in a} for a in b}",
        "all = [d for d in (c for a in b for c in a)]",
    ],
)
def test_a_comprehension_over_two_levels_is_found(source):
    tree = ast.parse(source)
    assert sentence_laws.comprehensions("assignments.boards.views", tree)


@pytest.mark.parametrize(
    "source",
    [
        "all = [c for a in b for c in a]",
        "all = [[c for c in a] for a in b]",
        "all = [a for a in b] + [d for c in e for d in c]",
    ],
)
def test_a_comprehension_of_two_levels_is_left_alone(source):
    tree = ast.parse(source)
    assert not sentence_laws.comprehensions("assignments.boards.views", tree)
