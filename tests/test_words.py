"""Words as pages write them: what is cut says the whole, a day stays in one piece."""

import pytest

from assignments.models import Period
from assignments.templatetags.words import period_word, shortened


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("五个字以内", "五个字以内"),
        ("一共是六个字", '<span title="一共是六个字">一共是六…</span>'),
        ("<b>&粗体", '<span title="&lt;b&gt;&amp;粗体">&lt;b&gt;&amp;…</span>'),
    ],
)
def test_what_is_cut_says_the_whole(text, shown):
    assert shortened(text, 5) == shown


def test_a_day_stays_in_one_piece():
    period = Period(
        year=2021, kind="quarter", index=3, starts="2021-07-01", state="open"
    )
    period.ends = Period._meta.get_field("ends").to_python("2021-09-30")
    assert (
        period_word(period)
        == '三季度，截至 <span class="nowrap">2021年9月30日（进行中）</span>'
    )
    assert period_word(None) == ""
