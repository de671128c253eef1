"""What must be written down with a judgement."""

import pytest

from assignments.choices import Standing
from assignments.rules.judging import Judgement, objections

WHOLE = {
    "comment": "已核实",
    "approval_number": "玉政办〔2021〕5号",
    "override_reason": "现场已完工",
}


@pytest.mark.parametrize(
    ("standing", "hint", "silent", "missing"),
    [
        ("on_track", "on_track", False, set()),
        ("on_track", None, False, set()),
        ("on_track", "slow", False, {"override_reason"}),
        ("slow", "on_track", False, {"override_reason"}),
        ("done", "on_track", False, {"override_reason"}),
        ("on_track", None, True, {"override_reason"}),
        ("done", None, True, {"override_reason"}),
        ("slow", None, True, set()),
        ("adjusted", "slow", False, {"comment", "approval_number"}),
        ("cancelled", None, True, {"comment", "approval_number"}),
    ],
)
def test_what_is_missing(standing, hint, silent, missing):
    assert set(objections(Judgement(standing), hint, silent=silent)) == missing
    assert objections(Judgement(standing, **WHOLE), hint, silent=silent) == {}


def test_blanks_are_no_words():
    answer = objections(
        Judgement("on_track", override_reason="  "), Standing.SLOW, silent=False
    )
    assert answer == {
        "override_reason": "系统提示为“进度偏慢”，评为“正常推进”须写一句理由。"
    }


@pytest.mark.parametrize("hint", [None, "slow"])
def test_nothing_is_no_judgement_but_may_take_one_back(hint):
    judgement = Judgement("", comment="再看。")
    assert objections(judgement, hint, silent=False) == {
        "standing": "请选择评定；没有选，其余内容不能保存。"
    }
    assert objections(judgement, hint, silent=False, before="done") == {}
