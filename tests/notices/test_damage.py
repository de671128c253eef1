"""Random damage: the reading may doubt; it may not crash, lose a line or invent a word."""

import re

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from assignments.notices.meaning.read import read_text
from assignments.rules.names import fold
from tests.notices.expected import notice_text

LINES = [line for line in notice_text().split("\n") if line.strip()]
NO_SHRINKING = [Phase.explicit, Phase.reuse, Phase.generate]
WIDE = str.maketrans("0123456789()%,.", "０１２３４５６７８９（）％，．")


@st.composite
def damaged(draw):
    """A run of the notice's lines with some dropped, doubled, widened, or filled with blanks."""
    start = draw(st.integers(0, len(LINES) - 1))
    lines = (
        LINES[start : start + draw(st.integers(1, 160))]
        if draw(st.booleans())
        else list(LINES)
    )
    random = draw(st.randoms(use_true_random=False))
    names = ["keep"] * 12 + ["drop", "double", "widen", "blank", "pad", "empty"]
    how = [random.choice(names) for _ in lines]
    result = []
    for line, change in zip(lines, how, strict=True):
        if change == "drop":
            continue
        if change == "widen":
            line = line.translate(WIDE)
        if change == "blank":
            middle = random.randrange(len(line) + 1)
            line = (
                line[:middle] + random.choice([" ", "　", "\t", "\xa0"]) + line[middle:]
            )
        if change == "pad":
            line = f"　　{line}  "
        result.append(line)
        if change == "double":
            result.append(line)
        if change == "empty":
            result += ["", "　"]
    return "\n".join(result)


def everything_said(notice) -> str:
    """All that the reading holds: its rows, what stands outside them, and the doubts."""
    pieces = [outside.text for outside in notice.outside]
    for row in notice.rows:
        pieces += [row.text, row.remark, *(part.text for part in row.parts)]
        pieces += ["".join(unit.name + unit.note for unit in row.units)]
        if row.leader:
            pieces += [
                f"{row.leader.name}{row.leader.title or ''}",
                row.leader.name,
                row.leader.title or "",
            ]
    pieces += [doubt.message for doubt in notice.doubts]
    return squeeze("\n".join(pieces))


def squeeze(text: str) -> str:
    return re.sub(r"[()]", "", fold(text.replace("\n", "※")))


def words_of(row) -> list[str]:
    """Everything the row claims to have read from the page, cut where lines were put together."""
    leader = [row.leader.name, row.leader.title or ""] if row.leader else []
    co_leaders = [leader.name for leader in row.co_leaders]
    return [
        *row.text.split("\n"),
        *row.remark.split("\n"),
        *(unit.name for unit in row.units),
        *leader,
        *co_leaders,
    ]


@given(damaged())
@settings(deadline=None, max_examples=50, phases=NO_SHRINKING)
def test_damage_loses_nothing_and_invents_nothing(text):
    notice = read_text(text)
    reading, source = everything_said(notice), squeeze(text.replace("\n", ""))
    for line in text.split("\n"):
        bare = squeeze(line)
        if bare not in reading and re.sub(r"^\d+[.、]?", "", bare) not in reading:
            pytest.fail(f"lost: {line}")
    for row in notice.rows:
        for words in words_of(row):
            if squeeze(words) not in source:
                pytest.fail(f"invented: {words}")


@given(
    st.text(
        alphabet=(
            "市局委办镇1234567890.、。,“”()会同配合常委副市长周阳完成 "
            "\n%亿元家以上实事项目序号牵头单位备注"
        ),
        max_size=400,
    )
)
@settings(deadline=None, max_examples=150, phases=NO_SHRINKING)
def test_any_text_is_read_without_a_crash(text):
    notice = read_text(text)
    for row in notice.rows:
        for unit in row.units:
            if fold(unit.name) not in fold(text):
                pytest.fail(f"invented: {unit.name}")


@given(st.text(max_size=300))
@settings(deadline=None, max_examples=100, phases=NO_SHRINKING)
def test_any_characters_are_read_without_a_crash(text):
    read_text(text)


@pytest.fixture(scope="module")
def whole():
    """The rows of the undamaged notice by kind and number."""
    return {(row.kind, row.number): row for row in read_text("\n".join(LINES)).rows}


@given(position=st.integers(0, len(LINES) - 1))
@settings(deadline=None, max_examples=30, phases=NO_SHRINKING)
def test_one_missing_line_leaves_the_other_rows_alone(whole, position):
    rows = read_text("\n".join(LINES[:position] + LINES[position + 1 :])).rows
    same = sum(
        1
        for row in rows
        if (old := whole.get((row.kind, row.number)))
        and old.text == row.text
        and [unit.name for unit in old.units] == [unit.name for unit in row.units]
    )
    if same < len(whole) - 3:
        pytest.fail(f"without {LINES[position]!r} only {same} rows stay")


def test_words_of_the_page_between_two_lines_keep_them_apart():
    """Without the heads of the table the letter's date was glued to the title two lines below."""
    text = "市府办\n2021312\n(此件公开发布)\n2021年市政府重点工作责任分工抓落实方案\n"
    assert "3122021" not in "".join(row.text for row in read_text(text).rows)
