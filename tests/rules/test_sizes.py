"""A size as people say it; what is over a limit is never said to be the limit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assignments.rules.sizes import MB, size_words, too_big


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 字节"),
        (1023, "1023 字节"),
        (1024, "1 KB"),
        (1025, "1.1 KB"),
        (MB - 1, "1 MB"),
        (MB, "1 MB"),
        (MB + MB // 2, "1.5 MB"),
        (20 * MB, "20 MB"),
        (20 * MB + 1, "20.1 MB"),
        (22_020_094, "21 MB"),
        (3000 * MB, "3000 MB"),
    ],
)
def test_a_size_is_said_as_people_say_it(size, words):
    assert size_words(size) == words


@given(st.integers(1, 400), st.integers(1, 10**9))
def test_what_is_over_a_limit_is_never_said_to_be_the_limit(limit, over):
    assert size_words(limit * MB + over) != size_words(limit * MB)


def test_the_sentence_names_file_size_and_limit():
    assert too_big("a.pdf", 22_020_094, 20 * MB) == "“a.pdf”有 21 MB，最大 20 MB。"
