"""The works that an address names."""

import pytest
from django.core.exceptions import ValidationError

from assignments.ledger.selections import MOST_CHOSEN, chosen_works

KNOWN = range(1, MOST_CHOSEN + 2)


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (["1,2,3"], (1, 2, 3)),
        (["3", "1"], (3, 1)),
        (["2,2", "2"], (2,)),
        ([" 1 ,, 2 "], (1, 2)),
        (
            [",".join(map(str, range(1, MOST_CHOSEN + 1)))],
            tuple(range(1, MOST_CHOSEN + 1)),
        ),
    ],
)
def test_each_once_in_their_order(values, found):
    assert chosen_works(values, KNOWN) == found


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([], "没有选中任务"),
        ([" , "], "没有选中任务"),
        (["1,x"], "“x”：本年度没有这项工作"),
        (["0"], "“0”：本年度没有这项工作"),
        (["-1"], "“-1”"),
        (["９"], "“９”"),
        (["12345678901234567890123"], "“12345678901234567890”"),
        ([",".join(map(str, KNOWN))], f"选了 {MOST_CHOSEN + 1} 项"),
    ],
)
def test_what_cannot_be_chosen_is_told(values, said):
    with pytest.raises(ValidationError, match=said):
        chosen_works(values, KNOWN)
