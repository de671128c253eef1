"""How names are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assignments.rules.pinyin import spell, spell_person


@pytest.mark.parametrize(
    "name, pinyin, initials",
    [
        ("市发改局", "shifagaiju", "sfgj"),
        ("LNG专班", "lngzhuanban", "lngzb"),
        ("市“三改一拆”办", "shisangaiyichaiban", "ssgycb"),
        ("浙台(玉环)经贸合作区", "zhetaiyuhuanjingmaohezuoqu", "ztyhjmhzq"),
        (
            "228国道清港连接线工程推进小组",
            "228guodaoqingganglianjiexiangongchengtuijinxiaozu",
            "228gdqgljxgctjxz",
        ),
        ("驻重庆联络处", "zhuchongqinglianluochu", "zcqllc"),
        ("厦门路", "xiamenlu", "xml"),
        ("台州海关玉环办事处", "taizhouhaiguanyuhuanbanshichu", "tzhgyhbsc"),
        ("市人民银行", "shirenminyinhang", "srmyh"),
        ("市旅游事业发展中心", "shilvyoushiyefazhanzhongxin", "slysyfzzx"),
        ("", "", ""),
    ],
)
def test_units(name, pinyin, initials):
    assert spell(name) == (pinyin, initials)


@pytest.mark.parametrize(
    "name, pinyin",
    [
        ("柯寿建", "keshoujian"),
        ("单国强", "shanguoqiang"),
        ("曾明", "zengming"),
        ("解放", "xiefang"),
        ("", ""),
    ],
)
def test_people(name, pinyin):
    assert spell_person(name).pinyin == pinyin


@given(st.text(max_size=30))
def test_any_text_has_a_spelling(text):
    spelling = spell(text)
    assert len(spelling.initials) <= len(spelling.pinyin)
