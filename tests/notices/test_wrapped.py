"""The 2021 plan as items with labels, broken at a fixed width as a copy from a PDF is."""

import pytest

from assignments.notices.meaning.read import read_text
from tests.notices.documents import key_rows, names
from tests.notices.expected import notice_text

BROKEN = 74
"""The one row whose unit has a bracket without its other half in the notice itself."""


@pytest.fixture(scope="module")
def rows():
    return [row for row in key_rows(read_text(notice_text())) if row.number != BROKEN]


def item(row, style: str) -> str:
    lead, rest = names(row.lead, "、"), names(row.cooperating, "、")
    text = f"{row.number}.{row.text}"
    helps = (
        {
            "said": f"，{rest}配合",
            "labels": f"；配合单位：{rest}",
            "lines": f"，{rest}配合",
        }[style]
        if rest
        else ""
    )
    if style == "labels":
        return f"{text}（牵头单位：{lead}{helps}）"
    return (
        f"{text}（{lead}牵头{helps}）"
        if style == "said"
        else f"{text}\n{lead}牵头{helps}"
    )


@pytest.mark.parametrize("style", ["said", "labels", "lines"])
@pytest.mark.parametrize("width", [28, 37])
def test_items_that_run_over_lines_of_a_fixed_width(rows, style, width):
    paragraphs = "\n".join(item(row, style) for row in rows).split("\n")
    lines = [
        text[at : at + width]
        for text in paragraphs
        for at in range(0, len(text), width)
    ]
    by_number = {
        row.number: row for row in read_text("2021年重点工作\n" + "\n".join(lines)).rows
    }
    wrong = [
        row.number
        for row in rows
        if "".join(by_number[row.number].text.split()) != "".join(row.text.split())
        or [unit.name for unit in by_number[row.number].units]
        != [unit.name for unit in row.units]
        or [unit.name for unit in by_number[row.number].lead]
        != [unit.name for unit in row.lead]
    ]
    assert (
        len(wrong) <= 1
    )  # of a text without a full stop that ends where the line does


def test_lines_of_different_lengths_are_paragraphs_of_their_own():
    text = "2026年重点工作\n" + "".join(
        f"{n}.建{'大' * n}桥。\n责任单位：市住建局\n" for n in range(1, 9)
    )
    assert [row.text for row in read_text(text).rows] == [
        f"建{'大' * n}桥。" for n in range(1, 9)
    ]
