"""Generated plans, written to each format and read back: the same rows, whatever the texts hold."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from assignments.notices.meaning.read import read_notice, read_text
from assignments.notices.rows import LeaderFound, Notice, NoticeRow, PlanHead, UnitFound
from assignments.notices.words.leaders import co_leaders
from tests.notices import documents

NO_SHRINKING = [Phase.explicit, Phase.reuse, Phase.generate]
UNITS = (
    "市发改局", "市经信局", "市委政法委", "各乡镇(街道)", "浙台(玉环)经贸合作区", "市“五水共治”办",
    "LNG专班",
    "228国道清港连接线工程推进小组", "市纪委市监委", "各单位", "团市委", "市侨联", "玉城街道",
    "市安委会成员单位",
    "各县（市、区）政府", "市城市更新与发展中心", "中国人民银行玉环支行",
)  # fmt: skip
LEADERS = (
    ("周阳", "市长"),
    ("柯寿建", "常务副市长"),
    ("欧阳明", "副市长"),
    ("陈威", "常委"),
)
STARTS = (
    "加快",
    "2026年完成",
    "R&D经费达到",
    "“两山”转化，",
    "S203改造",
    "100项改革落地",
    "《规划》编制，",
    "5G网络建设：",
)
MIDDLES = (
    "建设1号楼",
    "推进(一期)工程",
    "新增企业20家以上",
    "增长7.5%",
    "做到“1+X”",
    "完善市、镇两级体系",
    "开工220千伏变电站",
    "甲|乙",
)
REMARKS = ("", "", "该项工作会同孙群常委共同完成", "该项工作配合卢小春副书记共同完成")
PLAIN_MIDDLES = tuple(text for text in MIDDLES if "|" not in text)


@st.composite
def plans(draw, middles=MIDDLES):
    rows = []
    for index in range(draw(st.integers(1, 8))):
        name, title = LEADERS[min(index // 2, 3)]
        units = draw(
            st.lists(st.sampled_from(UNITS), min_size=1, max_size=5, unique=True)
        )
        text = draw(st.sampled_from(STARTS)) + "，".join(
            draw(st.lists(st.sampled_from(middles), min_size=1, max_size=3))
        )
        rows.append(
            NoticeRow(
                kind="key",
                number=index + 1,
                text=text + "。",
                leader=LeaderFound(name, title),
                lead=(UnitFound(units[0]),),
                cooperating=tuple(UnitFound(unit) for unit in units[1:]),
                remark=draw(st.sampled_from(REMARKS)),
            )
        )
    head = PlanHead(
        "关于印发2026年重点工作方案的通知",
        "某政办发〔2026〕1号",
        "2026-03-12",
        "某市人民政府办公室",
        2026,
    )
    return Notice(head, tuple(rows), ())


def essence(row: NoticeRow) -> tuple:
    units = [unit.name for unit in row.lead], [unit.name for unit in row.cooperating]
    others = [(co.name, co.role) for co in (row.co_leaders or co_leaders(row.remark))]
    return row.number, row.text, row.leader, units, row.remark, others


def assert_same(read: Notice, plan: Notice) -> None:
    read_rows, wanted = (
        [essence(row) for row in read.rows],
        [essence(row) for row in plan.rows],
    )
    if read_rows != wanted:
        pytest.fail(
            "\n".join(
                f"{a}\n{b}\n" for a, b in zip(read_rows, wanted, strict=False) if a != b
            )
            or str(len(read_rows))
        )


@given(plans())
@settings(deadline=None, max_examples=25, phases=NO_SHRINKING)
def test_word(plan):
    assert_same(read_notice(documents.as_docx(plan), "a.docx"), plan)


@given(plans())
@settings(deadline=None, max_examples=25, phases=NO_SHRINKING)
def test_excel(plan):
    assert_same(read_notice(documents.as_xlsx(plan), "a.xlsx"), plan)


@given(plans())
@settings(deadline=None, max_examples=40, phases=NO_SHRINKING)
def test_csv(plan):
    assert_same(read_notice(documents.as_csv(plan, "gb18030"), "a.csv"), plan)


@given(plans())
@settings(deadline=None, max_examples=40, phases=NO_SHRINKING)
def test_web_page(plan):
    assert_same(read_notice(documents.as_html(plan, "gb2312"), "a.html"), plan)


@given(plans(PLAIN_MIDDLES))
@settings(deadline=None, max_examples=60, phases=NO_SHRINKING)
def test_text_without_borders(plan):
    """One cell a line, as a page copied to a text has it: the units' border is lost, nothing
    else."""
    lines = ["2026年重点工作方案", *documents.KEY_HEADINGS]
    before = None
    for row in plan.rows:
        leader, text, lead, cooperating, remark = documents.key_cells(row)
        lines += [leader] * (leader != before) + [text, lead, cooperating, remark]
        before = leader
    assert_same(read_text("\n\n".join(line for line in lines if line)), plan)
