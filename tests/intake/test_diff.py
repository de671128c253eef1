"""New against old, cell by cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assignments.intake.comparing.diff import CellChange, cells
from assignments.intake.comparing.known_plan import State
from assignments.intake.comparing.matching import Ref

FAGAI, KEJI, NEW = (
    Ref(1, "", "市发改局"),
    Ref(2, "", "市科技局"),
    Ref(None, "教育局", "市教育局"),
)


def state(**more):
    plain = {
        "text": "办好学校。",
        "section": "",
        "leader": Ref(1, "", "蔡木贵"),
        "duties": ((FAGAI, "lead", ""), (KEJI, "cooperating", "")),
        "co_leaders": (),
        "remark": "",
    }
    return State(**{**plain, **more})


@pytest.mark.parametrize(
    ("more", "fields"),
    [
        ({}, []),
        ({"text": "办好 学校。\n"}, []),
        ({"text": "办好两所学校。"}, ["text"]),
        ({"leader": Ref(2, "", "陈威")}, ["leader"]),
        ({"leader": None}, ["leader"]),
        ({"remark": "优先", "section": "一"}, ["section", "remark"]),
        (
            {"duties": ((KEJI, "lead", ""), (FAGAI, "cooperating", ""))},
            ["lead", "cooperating"],
        ),
        ({"duties": ((FAGAI, "lead", "统筹"), (KEJI, "cooperating", ""))}, ["lead"]),
        (
            {
                "duties": (
                    (FAGAI, "lead", ""),
                    (KEJI, "cooperating", ""),
                    (NEW, "cooperating", ""),
                )
            },
            ["cooperating"],
        ),
        ({"co_leaders": ((Ref(2, "", "陈威"), "jointly"),)}, ["co_leaders"]),
    ],
)
def test_which_cells_differ(more, fields):
    assert [
        cell.field for cell in cells(state(), state(**more), assumed=False)
    ] == fields


def test_assumed_duties_compare_units_and_their_order_only():
    promoted = state(duties=((FAGAI, "lead", ""), (KEJI, "lead", "")))
    assert cells(promoted, state(), assumed=True) == []
    turned = state(duties=((KEJI, "lead", ""), (FAGAI, "cooperating", "")))
    assert [cell.field for cell in cells(state(), turned, assumed=True)] == ["units"]


def test_both_readings_are_in_words():
    cell = cells(state(), state(duties=((FAGAI, "lead", "统筹"),)), assumed=False)[0]
    assert (cell.label, cell.old, cell.new) == (
        "牵头单位",
        "市发改局",
        "市发改局（统筹）",
    )


@given(
    old=st.text("新增家60八十，。", max_size=12),
    new=st.text("新增家60八十，。", max_size=12),
)
def test_pieces_make_both_texts(old, new):
    before, gone, came, behind = CellChange("text", old, new).pieces
    assert before + gone + behind == old
    assert before + came + behind == new
