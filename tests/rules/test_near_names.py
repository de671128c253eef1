"""The one measure of names, by measured pairs: each line is a pair that officials write, or one
that must not meet."""

import pytest

from assignments.management.city import KINDS
from assignments.rules.names import addressed
from assignments.rules.near_names import (
    NEAR,
    PERSON_NEAR,
    PROPOSED,
    TWINS,
    called_likeness,
    person_likeness,
    unit_likeness,
)

ONE_BODY = """
市交通局 市交通运输局 0.87      | 市水利局 市农业农村水利局 0.85  | 市文旅局 市文广旅体局 0.80
市农业局 市农业农村水利局 0.85  | 市自然资源局 市自然资源和规划局 0.89
市规划局 市自然资源规划局 0.85
市发改委 市发改局 0.95          | 市发改局 市发展和改革局 0.80    | 市卫生局 市卫生健康局 0.87
市卫健局 市卫生健康局 0.80      | 市人社局 市人力资源和社会保障局 0.78
市住建局 市住房和城乡建设局 0.78
市医保中心 市医保局 0.95        | 市应急局 市应急管理局 0.92
市大数据管理局 市大数据发展中心 0.92
市退役局 市退役军人事务局 0.85  | 市市监局 市市场监督管理局 0.78  | 玉环公安局 市公安局 0.87
市信访办 市信访局 0.95          | 市公安分局 市公安局 0.95        | 市供电局 市供电公司 0.95
市人才办 市委人才办 0.95        | 市督查室 市委市政府督查室 0.95  | 市组织部 市委组织部 0.95
市政府督查室 市委市政府督查室 0.95 | 县政府办 县府办 0.95         | 市纪委 市纪委市监委 0.75
市妇女联合会 市妇联 0.75        | 市残疾人联合会 市残联 0.75      | 市科学技术协会 市科协 0.75
市台湾事务办公室 市台办 0.75    | 市安全生产委员会办公室 市安委办 0.75 | 市铁路办 市铁办 0.75
楚门 楚门镇 0.95                | 楚门街道 楚门镇 0.95            | 楚门镇人民政府 楚门镇 0.95
玉城街道办事处 玉城街道 0.95    | 海山镇 海山乡 0.95              | 开发区 玉环经济开发区 0.86
市国有资产投资集团有限公司 市国投集团 0.78 | 市交通投资集团 市交投集团 0.80
规划和自然资源局 市自然资源规划局 0.75
市国土资源局 市自然资源规划局 0.73 | 市国土局 市自然资源局 0.73   | 市林业局 市自然资源规划局 0.73
市环保局 玉环生态环境分局 0.73  | 市安监局 市应急管理局 0.73      | 市工商局 市市场监管局 0.73
市质监局 市市场监管局 0.73      | 市监局 市市场监管局 0.73        | 市食药监局 市市场监管局 0.73
市卫计委 市卫生健康局 0.73      | 市旅游局 市文广旅体局 0.73      | 市文广新局 市文广旅体局 0.73
市城管局 市综合行政执法局 0.73  | 市城市管理行政执法局 市综合行政执法局 0.73
市行政执法局 市综合行政执法局 0.89 | 市建设局 市住建局 0.73
市教委 市教育局 0.73            | 市科委 市科技局 0.73            | 市经贸局 市经信局 0.73
市物价局 市发改局 0.73          | 市粮食局 市发改局 0.73          | 市国税局 市税务局 0.73
市人事局 市人社局 0.73          | 市法制办 市司法局 0.73          | 市外经贸局 市商务局 0.73
市水务局 市水利局 0.73          | 市治水办 市“五水共治”办 0.73    | 市招商局 市投资促进中心 0.73
市民正局 市民政局 0.90          | 市政民局 市民政局 0.90          | 市财攻局 市财政局 0.90
市教肓局 市教育局 0.90          | 市审汁局 市审计局 0.90          | 市交通运轮局 市交通运输局 0.90
市自然资源规化局 市自然资源规划局 0.90 | 青港镇 清港镇 0.90        | 千江镇 干江镇 0.90
"""
"""The first is unknown, the second known; the figure is what was measured, and from PROPOSED on it
is proposed."""

PERHAPS = """
各单位 各有关单位              | 各镇街 各乡镇（街道）           | 各街道 各乡镇（街道）
228国道楚门连接线工程推进小组 228国道清港连接线工程推进小组 | 沙门滨港工业城 干江滨港工业城
"""
"""Asked about, and nothing proposed."""

TWO_BODIES = """
市民政局 市财政局               | 市教育局 市体育局               | 市商务局 市税务局
市水务局 市税务局               | 市工商联 市工商局               | 市侨联 市侨办
市科协 市科技局                 | 市法院 市检察院                 | 市委办 市府办
市委办 市委人才办               | 市府办 市委市政府督查室         | 市委组织部 市委宣传部
市委 市政府                     | 市政协 市政府                   | 市台办 市侨办
沙门镇 沙门滨港工业城           | 干江镇 干江滨港工业城           | 大麦屿街道 大麦屿出入境边检站
沙门镇 楚门镇                   | 鸡山乡 海山乡                   | 坎门街道 沙门镇
市国投集团 市交投集团           | 市城投集团 市城建集团           | 市教育局 市教育投资集团
市港航事业发展中心 市旅游事业发展中心 | 市旅游事业发展中心 市体育事业发展中心
市行政服务中心 市综合行政执法局
玉环海关 玉环海事处             | 玉环海事处 台州海关玉环办事处   | 市安委会成员单位 市安委会
市安委会成员单位 市食品安全委员会成员单位 | 市疫情防控指挥部成员单位 市疫情防控指挥部办公室
市委政法委 市综合行政执法局     | 市审计局 市审批局
市工程局 漩门湾大桥及接线工程推进小组
市纪委市监委 市市监局           | 228国道推进小组 226国道推进小组 | 市民族局 市民政局
市残联 市妇联                   | 市文联 市侨联                   | 团市委 市纪委
"""


def pairs(table: str) -> list[list[str]]:
    return [
        cell.split() for line in table.strip().splitlines() for cell in line.split("|")
    ]


@pytest.mark.parametrize(("unknown", "known", "measured"), pairs(ONE_BODY))
def test_what_may_be_one_body_is_proposed(unknown, known, measured):
    likeness = unit_likeness(unknown, known)
    assert likeness == unit_likeness(known, unknown)
    assert f"{likeness:.2f}" == measured and likeness >= PROPOSED


@pytest.mark.parametrize(("unknown", "known"), pairs(PERHAPS))
def test_what_may_be_two_bodies_is_asked(unknown, known):
    assert NEAR <= unit_likeness(unknown, known) < PROPOSED


@pytest.mark.parametrize(("first", "second"), pairs(TWO_BODIES))
def test_two_bodies_are_never_near(first, second):
    assert unit_likeness(first, second) < NEAR and unit_likeness(second, first) < NEAR


def test_the_units_of_a_notice_are_not_twins(real_units):
    """On the first import nobody of them is known; one click makes them all."""
    twins = [
        (first, second)
        for at, first in enumerate(real_units)
        for second in real_units[:at]
        if unit_likeness(first, second) >= TWINS
    ]
    assert len(real_units) == 107 and not twins


@pytest.fixture(scope="module")
def real_units():
    return [name for listed in KINDS.values() for name in listed]


@pytest.mark.parametrize(
    ("typed", "known", "is_near"),
    [
        ("周洋", "周阳", True),
        ("周扬", "周阳", True),
        ("陈大康", "陈康", True),
        ("蔡木桂", "蔡木贵", True),
        ("金加树副市长", "金家树", True),
        ("周伟", "周阳", False),
        ("李宝", "李丹佳", False),
        ("孙群", "周阳", False),
        ("", "周阳", False),
    ],
)
def test_persons(typed, known, is_near):
    assert (person_likeness(typed, known) >= PERSON_NEAR) is is_near


def test_who_is_called_by_surname_and_title():
    """Those of the surname, of them first who has the title, then who is called so out of
    courtesy."""
    held = [("张三", "市长"), ("张四", "副市长"), ("张五", "常委"), ("李六", "市长")]
    rated = [called_likeness(addressed("张市长"), *leader) for leader in held]
    assert rated == [1.0, 0.9, 0.8, 0.0]
    assert called_likeness(addressed("欧阳书记"), "欧阳锋", "副书记") == 0.9
